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
    crumb_at = (crumb.order, crumb.end) if crumb is not None else (0, -1)
    body_at = (body.el.order, body.el.end) if body is not None else (0, -1)
    for el in doc.anchors:
        url = None if el.ghost else resolver.resolve(el.attrs.get("href"))
        if url is None:
            continue
        order = el.order
        place: Place = (
            "breadcrumb" if crumb_at[0] <= order <= crumb_at[1]
            else "list" if order in rows
            else "body" if body_at[0] <= order <= body_at[1] or url in attached
            else "page"
        )  # fmt: skip
        known = found.get((url, place))
        if known is None:
            if len(found) >= _MOST:
                break
            found[url, place] = Link(url, _words(doc, el), place)
        elif not known.text and (words := _words(doc, el)):
            found[url, place] = Link(url, words, place)
    return tuple(found.values())


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
