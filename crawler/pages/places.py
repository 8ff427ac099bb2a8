"""Every anchor of a page with the place where it stands."""

from __future__ import annotations

from typing import Literal

from crawler.items import Link
from crawler.pages.body import Body
from crawler.pages.links import Resolver
from crawler.pages.tree import Doc, El
from crawler.pages.words import seen

Place = Literal["breadcrumb", "list", "body", "page"]
_MOST = 2_000
_MOST_TEXT = 200


def all_links(
    doc: Doc,
    resolver: Resolver,
    crumb: El | None,
    rows: frozenset[int],
    body: Body | None,
    attached: frozenset[str],
) -> tuple[Link, ...]:
    """The http(s) anchors in document order, each address once per place."""
    found: dict[tuple[str, Place], Link] = {}
    for el in doc.anchors:
        if el.ghost:
            continue
        url = resolver.resolve(el.get("href"))
        if url is None:
            continue
        place = _place(el, crumb, rows, body, attached, url)
        known = found.get((url, place))
        if known is None:
            if len(found) >= _MOST:
                break
            found[url, place] = Link(url, _words(doc, el), place)
        elif not known.text and (words := _words(doc, el)):
            found[url, place] = Link(url, words, place)
    return tuple(found.values())


def _place(
    el: El, crumb: El | None, rows: frozenset[int], body: Body | None, attached: frozenset[str], url: str
) -> Place:
    if crumb is not None and crumb.holds(el):
        return "breadcrumb"
    if el.order in rows:
        return "list"
    if (body is not None and body.el.holds(el)) or url in attached:
        return "body"
    return "page"


def _words(doc: Doc, el: El) -> str:
    """An anchor's words; its tooltip or its picture's where it has none."""
    if el.r1 > el.r0 and (text := doc.text(el)):
        return text[:_MOST_TEXT]
    picture = next(
        (
            inner.get("alt")
            for inner in doc.els[el.order + 1 : el.end + 1]
            if inner.tag == "img" and inner.get("alt")
        ),
        "",
    )
    return seen(el.get("title") or picture)[:_MOST_TEXT]
