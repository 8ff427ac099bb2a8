"""The shape of a page: which template made it, and which of its elements could hold a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice

from crawler.items import Kind
from crawler.pages.hints import comes_and_goes, template_words
from crawler.pages.tree import BLOCK, Doc, El
from crawler.pages.words import table

_DEEP = 3
_MOST_FRAMES = 400
_MOST_PARTS = 60
_STANDARD = frozenset(table("meta")["template"])
_BARE = frozenset(("html", "body"))
_ROWS = frozenset(("li", "tr", "dl", "dt", "dd", "p"))
_BOXES = BLOCK - _BARE - _ROWS
_NUMBER = re.compile(r"\d+")
_CHROME = frozenset(("nav", "head", "foot", "links", "crumb", "tool", "paging"))


def template_of(doc: Doc, kind: Kind, holder: El | None) -> str:
    """Equal for pages of one template, whatever they hold: style sheets, standard tags, and the outer boxes.

    `holder` is the element whose rows are the list: what stands inside it belongs to the rows.
    """
    sheets = {_sheet(el) for el in doc.every("link") if "stylesheet" in el.get("rel").lower()}
    tags = {name for meta in doc.metas if (name := (meta.get("name") or "").lower()) in _STANDARD}
    parts = ["article" if kind is Kind.ARTICLE else "home" if kind is Kind.HOME else "list"]
    parts += [
        *sorted(sheets)[:_MOST_PARTS],
        "|",
        *sorted(tags),
        "|",
        *sorted(set(islice(_boxes(doc, holder), 2_000)))[:_MOST_PARTS],
    ]
    return sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def _sheet(el: El) -> str:
    """A style sheet's path without host, version and date stamp."""
    path = el.get("href").partition("?")[0].rpartition("//")[2]
    return _NUMBER.sub("#", "/".join(part for part in path.split("/")[-2:] if part not in (".", "..")))


def _boxes(doc: Doc, holder: El | None) -> Iterator[str]:
    """The named boxes down to a shallow depth, without what comes and goes."""
    ends: list[int] = []
    place = 0
    while place < len(doc.els):
        el = doc.els[place]
        while ends and place > ends[-1]:
            ends.pop()
        if el.words and el.tag in _BOXES and not comes_and_goes(el.words):
            yield f"{el.tag}.{template_words(el.words)}"
        if len(ends) + 1 >= _DEEP or el is holder or el.tag in _ROWS:
            place = el.end + 1
            continue
        if el.tag not in _BARE:
            ends.append(el.end)
        place += 1


def list_frame(el: El | None) -> str | None:
    """The signature of the element that holds a list: the nearest one with a class or id, by its path."""
    while el is not None and el.tag not in _BARE and (not template_words(el.words) or el.tag not in BLOCK):
        el = el.parent
    return _path(el) if el is not None and el.tag not in _BARE else None


def frames_present(doc: Doc, taken: Iterable[El] = ()) -> frozenset[str]:
    """The signatures of all elements that could hold a list, rows or not; those `taken` by other rows are left out."""
    frames: set[str] = set()
    paths: list[tuple[str, ...]] = [()]
    for el in doc.els[1:]:
        path = paths[el.parent.order] if el.parent is not None else ()
        words = template_words(el.words) if el.words and el.tag not in _BARE else ""
        paths.append((*path[-4:], f"{el.tag}.{words}") if words else path)
        if (
            words
            and el.tag in BLOCK
            and el.zone not in _CHROME
            and not el.ghost
            and len(frames) < _MOST_FRAMES
        ):
            frames.add(">".join(paths[-1]))
    return frozenset(frames) - {list_frame(el) for el in taken}


def _path(el: El) -> str:
    """The named elements from the outermost to this one, at most five."""
    names: list[str] = []
    current: El | None = el
    while current is not None and len(names) < 5:
        words = template_words(current.words)
        if words and current.tag not in _BARE:
            names.append(f"{current.tag}.{words}")
        current = current.parent
    return ">".join(reversed(names))
