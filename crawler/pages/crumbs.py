"""The breadcrumb: where a page says that it stands (首页 > 政务公开 > 通知公告)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.items import Link
from crawler.pages.links import Resolver
from crawler.pages.tree import Doc, El, Line
from crawler.pages.words import any_of, narrow, pattern, seen, squeezed, table, whole

_LABEL = pattern("crumbs", "label", "patterns")
_NEEDS = re.compile("|".join(table("crumbs")["label"]["needs"]))
_SEPARATORS = re.compile(rf"\s*(?:{pattern('crumbs', 'separator', 'patterns').pattern})\s*")
_HOMES = whole("crumbs", "home", "words")
_HOME = any_of(map(re.escape, _HOMES))
_ENDS = whole("crumbs", "end", "words")
_MOST_TEXT: int = table("crumbs")["limits"]["text"]
_MOST_ITEMS: int = table("crumbs")["limits"]["items"]
_MOST_NAME: int = table("crumbs")["limits"]["name"]


@dataclass(frozen=True, slots=True)
class Crumbs:
    """The breadcrumb's names and links, and the element that holds it."""

    names: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    el: El | None = None


def crumbs(doc: Doc, resolver: Resolver) -> Crumbs:
    """The page's breadcrumb, or an empty one."""
    for el in _candidates(doc):
        names, links = _items(doc, el, resolver)
        good = len(names) > 1 or bool(names and links and names[0] not in _HOMES)
        doc.note(
            "breadcrumbs", "current position" if good else "too short for a trail", doc.text(el), el, won=good
        )
        if good:
            return Crumbs(names, links, el)
    return Crumbs()


def _candidates(doc: Doc) -> Iterator[El]:
    """Elements that may hold the breadcrumb: labelled ones first, then those named so, then 首页 followed by a mark."""
    short = [line for line in doc.lines[:400] if len(line.text) <= _MOST_TEXT and not line.el.ghost]
    for line in short:
        if _NEEDS.search(line.text, 0, 24) and _LABEL.search(narrow(line.text[:24])):
            yield _around(doc, line.el)
    homes = [line for line in short if _HOME.search(line.text, 0, 24) and _starts_home(doc, line)]
    for line in homes:
        if (zoned := _zoned(line.el)) is not None:
            yield zoned
    for line in homes:
        if _SEPARATORS.search(narrow(line.text)):
            yield line.el
        elif (around := _around(doc, line.el)) is not line.el and _SEPARATORS.search(
            narrow(doc.text(around))
        ):
            yield around


def _zoned(el: El) -> El | None:
    """The outermost element around that is named a breadcrumb."""
    found = None
    while el.zone == "crumb" and el.parent is not None:
        found, el = el, el.parent
    return found


def _starts_home(doc: Doc, line: Line) -> bool:
    """Whether a line begins with 首页, before a mark or in an element of its own."""
    first = _SEPARATORS.split(narrow(line.text), maxsplit=1)[0]
    return _is_home(first) or (line.r1 - line.r0 > 2 and _is_home(doc.texts[line.r0]))


def _is_home(text: str) -> bool:
    return squeezed(text).lower().lstrip("·•|") in _HOMES


def _around(doc: Doc, el: El) -> El:
    """The smallest element around a label that holds the trail too, while it stays as short as a breadcrumb."""
    best = el
    for _ in range(4):
        if doc.anchor_count(best) > 1 or (doc.span(best) <= 2 * _MOST_TEXT and _has_marks(doc, best)):
            break
        up = best.parent
        if up is None or up.tag == "body" or doc.span(up) > _MOST_TEXT or doc.anchor_count(up) > _MOST_ITEMS:
            break
        best = up
    return best


def _has_marks(doc: Doc, el: El) -> bool:
    """Whether a text has a separator after 首页 or an anchor."""
    text = _LABEL.sub("", narrow(doc.text(el)))
    return _SEPARATORS.search(text) is not None and (
        doc.anchor_count(el) > 0 or any(home in text for home in _HOMES)
    )


def _items(doc: Doc, el: El, resolver: Resolver) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    names: list[str] = []
    links: list[Link] = []
    for i in range(el.r0, min(el.r1, el.r0 + 120)):
        anchor = _anchor(doc.owners[i], el)
        if (
            doc.owners[i].ghost
            or doc.owners[i].zone == "tool"
            or (anchor is not None and i > el.r0 and _anchor(doc.owners[i - 1], el) is anchor)
        ):
            continue
        if anchor is not None:
            name = doc.text(anchor)
            parts = [name.strip(" >»›＞·-")]
        else:
            parts = _SEPARATORS.split(_LABEL.sub(">", narrow(doc.texts[i])))
        for part in parts:
            word = seen(part).strip(" :|/-·>»›＞\t")
            if word and squeezed(word) not in _ENDS and len(word) <= 60 and (not names or names[-1] != word):
                names.append(word)
                if anchor is not None and (url := resolver.resolve(anchor.get("href"))) is not None:
                    links.append(Link(url, word, "breadcrumb"))
    honest = len(names) <= _MOST_ITEMS and not any(
        ":" in narrow(name) or len(name) > _MOST_NAME for name in names[:-1]
    )
    return (tuple(names), tuple(links)) if honest else ((), ())


def _anchor(el: El, within: El) -> El | None:
    while el is not within and el.parent is not None:
        if el.tag == "a":
            return el
        el = el.parent
    return None
