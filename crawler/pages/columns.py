"""What a column's page says: its list, how it goes on, whether it says that it is empty, who may still fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from crawler.items import Kind, Page, ReadBy
from crawler.pages.answer import LOST
from crawler.pages.body import Body, text_of
from crawler.pages.emptiness import empty_claim
from crawler.pages.family import Paging, View, family_paging
from crawler.pages.forms import chosen_pages, submitted_pages
from crawler.pages.links import host_of
from crawler.pages.listing import Listing, find_list
from crawler.pages.notes import Offer, choose
from crawler.pages.paging import linked_pages, total_in_words
from crawler.pages.planting import plant
from crawler.pages.scripted import SCRIPTED, in_scripts, with_writes
from crawler.pages.shape import list_frame
from crawler.pages.states import scripts_may_fill
from crawler.pages.tags import tagged
from crawler.pages.tree import Doc, El
from crawler.pages.weighing import Context
from crawler.pages.words import number, pattern, seen, table

_NO_FRAMES = pattern("kinds", "frames", "never")
_MOST_FRAMES = 20
_TINY = 30
_TEXT = int(table("kinds")["weight"]["document"])


def column_title(doc: Doc, kind: Kind, tags: Mapping[str, str]) -> str | None:
    """A column's title: ColumnName, else <title> as it stands: what to cut off is not known. A home page's: <title>."""
    column, site = tagged(tags, "column"), tagged(tags, "site")
    offers = [
        Offer(column, "meta tag: ColumnName", column or ""),
        Offer(doc.title, "<title>", doc.title or ""),
        Offer(site, "meta tag: SiteName", site or ""),
    ]
    return choose(doc.notes, "title", offers[1:] if kind is Kind.HOME else offers[:2])


def read_column(
    page: Page, view: View, listing: Listing, body: Body | None, context: Context, *, rendered: bool
) -> Page:
    """Fill in the list and all that belongs to it."""
    page = _with_list(page, view, listing, context, rendered=rendered)
    paging = family_paging(view) if page.kind is not Kind.HOME else None
    asks_more = page.kind is not Kind.HOME and (paging is None or not paging.pages)
    linked = linked_pages(view) or chosen_pages(view) or submitted_pages(view) if asks_more else None
    chosen = _richer(paging, linked)
    total = chosen.total if chosen.total is not None else total_in_words(view) if page.entries else None
    if view.doc.notes is not None:
        _note_paging(view, paging, linked, total)
    weight = body.weight if body is not None else 0
    claim = empty_claim(view.doc) if not page.entries and page.kind is not Kind.HOME else None
    fills = not page.entries and (
        _is_starved(view.doc, rendered=rendered)
        or (claim is None and weight < _TEXT and scripts_may_fill(view.doc, rendered=rendered))
    )
    if fills:
        view.doc.note("needs_browser", "no rows, and scripts that may write them", "")
    return replace(
        page,
        next_pages=chosen.pages,
        list_total=total,
        empty_claim=claim,
        needs_browser=fills,
        frames=_frames(view),
        text=text_of(view.doc, body.el) or None if page.kind is Kind.OTHER and body is not None else None,
    )


def _is_starved(doc: Doc, *, rendered: bool) -> bool:
    """Whether a page was rendered without the data that it asked for."""
    return rendered and any(el.tag == "body" and LOST in el.attrs for el in doc.els)


def _note_paging(view: View, paging: Paging | None, linked: Paging | None, total: int | None) -> None:
    """Note who told of further pages and of the number of rows."""
    for rule, told in (("script of the page's family", paging), ("links that turn pages", linked)):
        if told is not None and told.pages:
            won = told is paging or paging is None or not paging.pages
            view.doc.note("next_pages", rule, f"{len(told.pages)}: {told.pages[0].url}", won=won)
    if total is not None:
        by = next((told for told in (paging, linked) if told is not None and told.total == total), None)
        view.doc.note("list_total", "paging" if by is not None else "words on the page", str(total))


def _richer(paging: Paging | None, linked: Paging | None) -> Paging:
    """The family's word, completed by what the links say."""
    if paging is None:
        return linked or Paging()
    if linked is None:
        return paging
    return Paging(paging.pages or linked.pages, paging.total if paging.total is not None else linked.total)


def _with_list(page: Page, view: View, listing: Listing, context: Context, *, rendered: bool) -> Page:
    """The list in the markup, else in what scripts write, else in data inside the page."""
    if listing.entries:
        read_by: ReadBy = "browser" if rendered else "script" if _from_script(listing.holder) else "static"
        return replace(page, entries=listing.entries, list_frame=list_frame(listing.holder), read_by=read_by)
    if rendered:
        return page
    written = with_writes(view.html)
    if written is not None:
        found = find_list(plant(written), view.resolver, context)
        if found.entries:
            view.doc.note("entries", "document.write in scripts", found.entries[0].title)
            return replace(page, entries=found.entries, list_frame=list_frame(found.holder), read_by="script")
    data = in_scripts(view.doc, view.resolver, context.zone)
    if data is None:
        return page
    view.doc.note("entries", "array in a script", data[0].entries[0].title, _parent_of(view.doc, data[1]))
    return replace(
        page, entries=data[0].entries, list_frame=list_frame(_parent_of(view.doc, data[1])), read_by="script"
    )


def _from_script(el: El | None) -> bool:
    while el is not None:
        if SCRIPTED in el.attrs:
            return True
        el = el.parent
    return False


def _parent_of(doc: Doc, order: int) -> El | None:
    return next((script.parent for script in doc.scripts if script.order == order), None)


def _frames(view: View) -> tuple[str, ...]:
    """Frames of the same host that may hold the list: no counters, weather or share bars."""
    found: list[str] = []
    for el in view.doc.every("iframe", "frame"):
        if el.zone in ("head", "foot", "links", "tool", "crumb") or _is_tiny(el):
            continue
        url = view.resolver.resolve(el.get("src"))
        if (
            url is not None
            and host_of(url) == host_of(view.url)
            and not _NO_FRAMES.search(url)
            and url not in found
        ):
            found.append(url)
    return tuple(found[:_MOST_FRAMES])


def _is_tiny(el: El) -> bool:
    """A frame that shows nothing: hidden, or without height or width."""
    sizes = [seen(el.get(name)).removesuffix("px") for name in ("width", "height")]
    return el.hidden or any((length := number(size)) is not None and length <= _TINY for size in sizes)
