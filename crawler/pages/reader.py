"""Reading one answer: a pure function from bytes to a page. No network, no clock, no file; never raises on any bytes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from crawler.items import Kind, Page
from crawler.pages.answer import Answer
from crawler.pages.body import text_below, text_of
from crawler.pages.charset import decode
from crawler.pages.columns import column_title, read_column
from crawler.pages.filetype import file_rule
from crawler.pages.hashing import content_hash
from crawler.pages.kinds import is_readable, kind_of
from crawler.pages.naming import column_name
from crawler.pages.notes import Notes
from crawler.pages.parts import Parts, Setting
from crawler.pages.places import all_links
from crawler.pages.scripted import in_answer
from crawler.pages.shape import frames_present, template_of
from crawler.pages.states import Reading, moved_to, soft_404, visible_words, wall
from crawler.pages.tags import tagged
from crawler.pages.weighing import Context

_OF_ARTICLES = ("title", "published", "written", "decided", "source", "index_no", "document_no", "validity")


def read(
    answer: Answer, *, today: date, zone: ZoneInfo, home: str | None = None, notes: Notes | None = None
) -> Page:
    """Read an answer. `today` bounds guessed years; `home` is the portal's home page; `notes` are taken where given."""
    taken = notes or Notes()
    if (rule := file_rule(answer)) is not None:
        taken.add("kind", rule, "")
        return Page(answer.url, Kind.ATTACHMENT)
    html, charset, by = decode(answer)
    taken.add("charset", by, charset)
    if (listed := _from_data(answer, html, charset, zone, taken)) is not None:
        return listed
    with _uncollected():
        return _page(Parts(answer, html, Setting(today, zone, home), notes), charset)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking a tree that is all alive while it is read: a sixth of the time.

    Nothing is left for it afterwards, for the tree is gone with its last user (Doc.kids). Who starts while it is off
    leaves it to who turned it off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _from_data(answer: Answer, html: str, charset: str, zone: ZoneInfo, notes: Notes) -> Page | None:
    """The page of an answer that is JSON, as POST lists give it; None where it is markup."""
    data = in_answer(html, answer.url, zone)
    if data is None:
        return None
    for name in ("kind", "entries", "list_total"):
        notes.add(name, "JSON answer", html[:80])
    return Page(
        answer.url, Kind.COLUMN, charset, entries=data.entries, read_by="script", list_total=data.total,
        content_hash=content_hash((), data.entries, ()),
    )  # fmt: skip


def _page(parts: Parts, charset: str) -> Page:
    """The page, read as what it is."""
    answer, doc = parts.answer, parts.doc
    begun = partial(
        Page, answer.url, charset=charset, family=parts.family.name if parts.family else None, title=doc.title,
        meta=parts.tags, breadcrumbs=parts.trail.names, breadcrumb_links=parts.trail.links,
        read_by="browser" if answer.rendered else "static",
    )  # fmt: skip
    reading = Reading(answer, doc, parts.html, visible_words(doc), is_readable(parts))
    if (walled := wall(reading)) is not None:
        return _bare(parts, begun(kind=Kind.BLOCKED, blocked_by=walled), "a wall, and nothing to read")
    target = moved_to(reading, parts.resolver, parts.setting.home)
    if soft_404(reading):  # "已删除，3秒后返回首页" leads on, but says why
        return _bare(parts, begun(kind=Kind.SOFT_404), "words of an error page, and nothing to read")
    if target is not None:
        return _bare(parts, begun(kind=Kind.MOVED, moved_to=target), "only leads on")
    if answer.status >= 400:
        return _bare(parts, begun(kind=Kind.OTHER), f"status {answer.status}")
    return _content(parts, begun)


def _bare(parts: Parts, page: Page, why: str) -> Page:
    """A page that is not the one asked for: only its <title> is told."""
    if parts.doc.notes is not None:
        parts.doc.notes.overrule(*_OF_ARTICLES, "entries")
    parts.doc.note("kind", why, visible_words(parts.doc))
    parts.doc.note("title", "<title>", page.title or "")
    return page


def _content(parts: Parts, begun: partial[Page]) -> Page:
    doc, (kind, why) = parts.doc, kind_of(parts)
    doc.note("kind", why, "")
    is_article = kind is Kind.ARTICLE
    name = column_name(
        parts.tags, parts.trail.names, doc.title, parts.article.title.text if is_article else None, doc.notes
    )
    page = begun(kind=kind, column_name=name, column_type=tagged(parts.tags, "column_type"))
    page = _as_article(parts, page) if is_article else _as_column(parts, page)
    listing = None if is_article else parts.listing
    inside = parts.body if kind in (Kind.ARTICLE, Kind.OTHER) else None
    files = frozenset(link.url for link in page.attachments)
    rows = listing.rows if listing is not None else frozenset[int]()
    return replace(
        page,
        template=template_of(doc, kind, listing.holder if listing is not None else None),
        frames_present=frames_present(doc, () if page.entries else listing.others)
        if listing
        else frozenset(),
        links=all_links(doc, parts.resolver, parts.trail.el, rows, inside, files),
        content_hash=content_hash(
            (page.title if is_article else None, page.document_no, page.text), page.entries, page.attachments
        ),
    )


def _as_column(parts: Parts, page: Page) -> Page:
    if parts.doc.notes is not None:
        parts.doc.notes.overrule(*_OF_ARTICLES)
    page = replace(page, title=column_title(parts.doc, page.kind, parts.tags))
    context = Context(parts.answer.url, parts.setting.today, parts.setting.zone, home=parts.at_home)
    return read_column(page, parts.view, parts.listing, parts.body, context, rendered=parts.answer.rendered)


def _as_article(parts: Parts, page: Page) -> Page:
    if parts.doc.notes is not None:
        parts.doc.notes.overrule("entries")
    article, body = parts.article, parts.body
    text = text_of(parts.doc, body.el, article.text_from) if body is not None else ""
    if text and body is not None:
        parts.doc.note("text", "element of the text", text[:60], body.el)
    else:
        text = text_below(parts.doc, parts.start)
        parts.doc.note("text", "lines below the title", text[:60])
    return replace(
        page, title=article.title.text, published=article.published.value, published_from=article.published.mark,
        date_marks=article.published.marks, written=article.written, decided=article.decided, source=article.source,
        index_no=article.index_no, document_no=article.document_no, validity=article.validity,
        attachments=article.files(), text=text or None,
    )  # fmt: skip
