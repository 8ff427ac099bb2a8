"""Files that belong to a document: linked in its text, listed below it, or shown in a frame."""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import unquote

from crawler.items import Link
from crawler.pages.body import Body
from crawler.pages.links import Resolver, path_of
from crawler.pages.tree import Doc, El
from crawler.pages.words import narrow, pattern, seen, table

_OUTSIDE = frozenset(("nav", "head", "foot", "links", "crumb", "paging", "tool"))
_DOWNLOAD = pattern("states", "attachment", "download")
_VIEWER = pattern("states", "attachment", "viewer")
_LABEL = pattern("states", "attachment", "label")
_NAMED = pattern("states", "attachment", "named")
_MOST = 200


@cache
def _extensions(key: str) -> frozenset[str]:
    return frozenset(table("states")["attachment"][key])


def extension(url: str) -> str:
    """The file extension of an address's last segment, lower-case; empty where there is none."""
    name = path_of(url).rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


@lru_cache(maxsize=8192)
def is_file(url: str, *, pictures: bool = True) -> bool:
    """Whether an address names a file."""
    ending = extension(url)
    return ending in _extensions("extensions") and (pictures or ending not in _extensions("pictures"))


def find_attachments(doc: Doc, body: Body | None, after: int, resolver: Resolver) -> tuple[Link, ...]:
    """The document's files in order of place, each address once. `after`: the line of its title."""
    found: dict[str, Link] = {}
    shown = doc.every("iframe", "embed", "object")
    for el in sorted([*doc.anchors, *shown], key=lambda el: el.order) if shown else doc.anchors:
        link = (
            None
            if el.ghost
            else _linked(doc, el, body, after, resolver)
            if el.tag == "a"
            else _shown(el, resolver)
        )
        if link is not None and len(found) < _MOST and link.url not in found:
            found[link.url] = link
            doc.note(
                "attachments",
                "link to a file" if el.tag == "a" else "file in a frame",
                f"{link.text} {link.url}",
                el,
            )
    return tuple(found.values())


def _linked(doc: Doc, el: El, body: Body | None, after: int, resolver: Resolver) -> Link | None:
    inside = body is not None and body.el.holds(el)
    if not inside and el.zone in _OUTSIDE:
        return None
    url = resolver.resolve(el.get("href"))
    if url is None or not (is_file(url) or _DOWNLOAD.search(url)):
        return None
    listed = el.zone == "attach" or _under_label(doc, el)
    beside = body is not None and body.el.parent is not None and body.el.parent.holds(el)
    words = doc.text(el)
    below = (
        doc.first_line(el) > after
        and el.zone not in _OUTSIDE
        and (listed or (el.zone != "aside" and (beside or _NAMED.search(words))))
    )
    picture = extension(url) in _extensions("pictures") and (not listed or _is_picture_frame(doc, el))
    if not (inside or below) or picture:
        return None
    name = words or seen(el.get("title")) or unquote(path_of(url).rpartition("/")[2])
    return Link(url, name, "body")


def _is_picture_frame(doc: Doc, el: El) -> bool:
    """An anchor around nothing but a picture shows it; it is no attachment."""
    return el.r0 == el.r1 and any(kid.tag == "img" for kid in doc.kids(el))


def _under_label(doc: Doc, el: El) -> bool:
    """Whether the line before the anchor's list, or the start of its own line, says 附件."""
    line = doc.first_line(el)
    own = doc.lines[line] if line < len(doc.lines) else None
    if (
        own is not None
        and own.r0 < el.r0
        and narrow(doc.between(own.r0, el.r0)).lstrip(" 【[(").startswith("附件")
    ):
        return True
    near = (doc.lines[i] for i in range(max(0, line - 3), min(line, len(doc.lines))))
    return any(_LABEL.match(label.text) and _shares_box(label.el, el) for label in near)


def _shares_box(label: El, el: El) -> bool:
    """Whether an anchor stands in the box that a label opens (or the box around that)."""
    box = label.parent or label
    around = box.parent if box.parent is not None and box.parent.tag not in ("body", "html") else box
    return label.holds(el) or box.holds(el) or (around.holds(el) and el.zone not in ("aside", "nav"))


def _shown(el: El, resolver: Resolver) -> Link | None:
    """A file that a frame, an embed or a viewer shows."""
    source = el.get("src") or el.get("data")
    url = resolver.resolve(source)
    if url is None or el.zone in _OUTSIDE:
        return None
    viewed = _VIEWER.search(url)
    if viewed is not None:
        url = resolver.resolve(unquote(next(filter(None, viewed.groups())))) or url
    if not is_file(url, pictures=False):
        return None
    return Link(url, seen(el.get("title")) or unquote(path_of(url).rpartition("/")[2]), "body")
