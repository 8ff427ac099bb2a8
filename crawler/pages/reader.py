"""Reading one answer: a pure function from bytes to a page. No network, no clock, no file; never raises on any bytes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from crawler.items import Kind, Page
from crawler.pages.answer import Answer
from crawler.pages.articles import Article, read_article
from crawler.pages.attachments import extension, is_file
from crawler.pages.body import Body, find_body, text_below, text_of
from crawler.pages.charset import decode
from crawler.pages.columns import column_title, read_column
from crawler.pages.crumbs import Crumbs, crumbs
from crawler.pages.emptiness import empty_claim
from crawler.pages.family import View, family_of
from crawler.pages.ground import Ground
from crawler.pages.hashing import content_hash
from crawler.pages.links import Resolver
from crawler.pages.listing import Listing, find_list
from crawler.pages.naming import column_name
from crawler.pages.places import all_links
from crawler.pages.scripted import has_records, in_answer, is_datastore, with_records
from crawler.pages.shape import frames_present, template_of
from crawler.pages.states import Reading, is_home, moved_to, soft_404, visible_words, wall
from crawler.pages.tags import names_column, tagged, tags_of
from crawler.pages.titles import title_parts
from crawler.pages.tree import Doc, plant
from crawler.pages.weighing import Context
from crawler.pages.words import pattern, squeezed, table

_ATTACHMENT = table("states")["attachment"]
_MAGIC = tuple(bytes.fromhex(digits) for digits in _ATTACHMENT["magic"])
_COLUMN_URL = pattern("lists", "document_urls", "page")
_DOCUMENT_URL = pattern("lists", "document_urls", "shape")
_WEIGHTS = table("kinds")["weight"]


def read(answer: Answer, *, today: date, zone: ZoneInfo, home: str | None = None) -> Page:
    """Read an answer. `today` bounds guessed years; `home` is the portal's home page."""
    if _is_attachment(answer):
        return Page(answer.url, Kind.ATTACHMENT)
    html, charset = decode(answer)
    data = in_answer(html, Resolver(answer.url), zone)
    if data is not None:
        digest = content_hash((), data.entries, ())
        return Page(
            answer.url,
            Kind.COLUMN,
            charset,
            entries=data.entries,
            read_by="script",
            list_total=data.total,
            content_hash=digest,
        )
    return _Reader(answer, html, today, zone, home).page(charset)


def _is_attachment(answer: Answer) -> bool:
    """A file by its first bytes or content type; by its address only where it is no markup."""
    if answer.body.startswith(_MAGIC):
        return True
    head = answer.body[:1000].lstrip().lower()
    markup = (
        head.startswith(
            (
                b"<!doctype",
                b"<html",
                b"<head",
                b"<body",
                b"<script",
                b"<meta",
                b"<?xml",
                b"<div",
                b"<datastore",
            )
        )
        or b"<html" in head
    )
    kind = answer.headers.get("content-type", "").lower()
    if any(kind.startswith(known) for known in _ATTACHMENT["types"]):
        return not markup
    if "attachment" in answer.headers.get("content-disposition", "").lower():
        return not markup
    named = is_file(answer.url) and (
        extension(answer.url) not in _ATTACHMENT["texts"] or not kind.startswith(("text/html", "text/xml"))
    )
    return (
        named
        and not markup
        and not answer.rendered
        and (bool(kind) is False or not kind.startswith("text/html"))
        and bool(answer.body)
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found on a page before its kind is known."""

    doc: Doc
    tags: dict[str, str]
    trail: Crumbs
    body: Body | None
    listing: Listing
    article: Article


class _Reader:
    """One page while it is read."""

    def __init__(self, answer: Answer, html: str, today: date, zone: ZoneInfo, home: str | None) -> None:
        self.answer = answer
        self.html = html
        self.doc = plant(with_records(html) if has_records(html) else html)
        self.doc.source = html if is_datastore(html) else None
        base = next((el.get("href") for el in self.doc.els if el.tag == "base" and el.get("href")), None)
        self.resolver = Resolver(answer.url, base)
        self.at_home = is_home(answer.url, home)
        self.home = home
        self.today = today
        self.zone = zone
        self.family = family_of(html)
        self.view = View(answer.url, html, self.doc, self.resolver)

    def page(self, charset: str) -> Page:
        """The page, read as what it is."""
        parts = self._parts()
        words = visible_words(self.doc)
        reading = Reading(self.answer, self.doc, self.html, words, self._readable(parts))
        page = Page(
            self.answer.url, Kind.OTHER, charset, self.family.name if self.family else None, title=self.doc.title, meta=parts.tags,
            breadcrumbs=parts.trail.names, breadcrumb_links=parts.trail.links,
            read_by="browser" if self.answer.rendered else "static",
        )  # fmt: skip
        if (walled := wall(reading)) is not None:
            return replace(page, kind=Kind.BLOCKED, blocked_by=walled)
        target = moved_to(reading, self.resolver, self.home)
        if soft_404(reading):  # "已删除，3秒后返回首页" leads on, but says why
            return replace(page, kind=Kind.SOFT_404)
        if target is not None:
            return replace(page, kind=Kind.MOVED, moved_to=target)
        if self.answer.status >= 400:
            return page
        return self._content(page, parts)

    def _parts(self) -> _Parts:
        tags = tags_of(self.doc)
        trail = crumbs(self.doc, self.resolver)
        lines = [line for line in self.doc.lines if not line.el.ghost]
        body = find_body(self.doc, lines)
        site, column = tagged(tags, "site"), tagged(tags, "column")
        parts = title_parts(self.doc.title or "", set())
        names = frozenset(squeezed(name) for name in (column, *trail.names[-1:], *parts[:1]) if name)
        around = frozenset(squeezed(name) for name in (site, *trail.names, *parts) if name)
        context = Context(self.answer.url, self.today, self.zone, names, around, self.at_home, trail.el)
        listing = find_list(self.doc, self.resolver, context)
        told = self.family.moments(self.view, self.zone) if self.family and self.family.moments else ()
        article = read_article(
            Ground(self.doc, lines, body, trail, tags, tuple(told)), self.resolver, self.zone
        )
        return _Parts(self.doc, tags, trail, body, listing, article)

    def _readable(self, parts: _Parts) -> bool:
        """Whether the answer holds something to read, so that it cannot be a wall or an error."""
        weight = parts.body.weight if parts.body is not None else 0
        tagged_article = bool(tagged(parts.tags, "title") or tagged(parts.tags, "published"))
        dated = parts.article.published.value is not None and weight >= _WEIGHTS["dated"]
        listed = parts.listing.dated > 0 or len(parts.listing.entries) >= _WEIGHTS["rows"]
        return listed or tagged_article or dated or weight >= _WEIGHTS["readable"]

    def _kind(self, parts: _Parts) -> Kind:
        url = self.answer.url
        weight = parts.body.weight if parts.body is not None else 0
        column, document = _COLUMN_URL.search(url) is not None, _DOCUMENT_URL.search(url) is not None
        column, document = (
            column and not document,
            document and not column,
        )  # `/123456/index.html` may be either
        shown = parts.article.published.value is not None
        headed = parts.article.title.line is not None
        named = bool(tagged(parts.tags, "title") or tagged(parts.tags, "published"))
        if self.at_home:
            return Kind.HOME
        if is_datastore(self.html):
            return Kind.COLUMN
        listed = (
            len(parts.listing.entries) >= _WEIGHTS["rows"] and not document and not self._seen_date(parts)
        )
        if named and not (parts.listing.entries and weight < _WEIGHTS["document"] and (column or listed)):
            return Kind.ARTICLE
        if parts.listing.entries:
            return (
                Kind.ARTICLE
                if self._has_list_beside(parts, document=document, shown=shown, weight=weight)
                else Kind.COLUMN
            )
        if (
            weight >= _WEIGHTS["document"]
            or (not column and shown and (headed or weight >= _WEIGHTS["dated"]))
            or (document and headed)
            or self._is_short_document(parts)
        ):
            return Kind.ARTICLE
        return Kind.COLUMN if column or names_column(parts.tags) or parts.trail.names else Kind.OTHER

    @staticmethod
    def _seen_date(parts: _Parts) -> bool:
        """Whether readers see a publication date (and not only machines)."""
        mark = parts.article.published.mark
        return mark is not None and not mark.startswith("meta:")

    def _is_short_document(self, parts: _Parts) -> bool:
        """Whether a page without rows at a column's address is a short text: a firm day of publication, words below."""
        if not parts.article.published.firm or empty_claim(self.doc) is not None:
            return False
        return bool(text_below(self.doc, self._start(parts)))

    def _start(self, parts: _Parts) -> int:
        """The line above which no text stands: the title's, else the breadcrumb's."""
        trail, line = parts.trail.el, parts.article.title.line
        if line is not None:
            return line
        return self.doc.line_of[trail.r1 - 1] if trail is not None and trail.r1 > trail.r0 else -1

    @staticmethod
    def _has_list_beside(parts: _Parts, *, document: bool, shown: bool, weight: int) -> bool:
        """Whether a page with rows is a document that only has a list beside or below it."""
        headed = parts.article.title.line is not None
        if document:
            return headed and (shown or weight >= _WEIGHTS["document"])
        few = len(parts.listing.entries) <= _WEIGHTS["rows"] and all(
            is_file(entry.url) for entry in parts.listing.entries
        )
        after = parts.body is not None and parts.listing.start >= parts.body.el.r1
        return shown and headed and (few or (after and weight >= _WEIGHTS["document"]))

    def _content(self, page: Page, parts: _Parts) -> Page:
        kind = self._kind(parts)
        name = column_name(
            parts.tags,
            parts.trail.names,
            page.title,
            parts.article.title.text if kind is Kind.ARTICLE else None,
        )
        page = replace(page, kind=kind, column_name=name, column_type=tagged(parts.tags, "column_type"))
        if kind is Kind.ARTICLE:
            page = self._article(page, parts)
        else:
            page = replace(page, title=column_title(kind, parts.tags, page.title))
            page = read_column(
                page,
                self.view,
                parts.listing,
                parts.body,
                Context(self.answer.url, self.today, self.zone, home=self.at_home),
                rendered=self.answer.rendered,
            )
        rows = parts.listing.rows if kind is not Kind.ARTICLE else frozenset[int]()
        inside = parts.body if kind in (Kind.ARTICLE, Kind.OTHER) else None
        files = frozenset(link.url for link in page.attachments)
        return replace(
            page,
            template=template_of(self.doc, kind, parts.listing.holder),
            frames_present=frames_present(self.doc, () if page.entries else parts.listing.others),
            links=all_links(self.doc, self.resolver, parts.trail.el, rows, inside, files),
            content_hash=content_hash(
                (page.title if kind is Kind.ARTICLE else None, page.document_no, page.text),
                page.entries,
                page.attachments,
            ),
        )

    def _article(self, page: Page, parts: _Parts) -> Page:
        article = parts.article
        text = text_of(self.doc, parts.body.el, article.text_from) if parts.body is not None else ""
        if not text:
            text = text_below(self.doc, self._start(parts))
        return replace(
            page, title=article.title.text, published=article.published.value, published_from=article.published.mark,
            date_marks=article.published.marks, written=article.written, decided=article.decided, source=article.source,
            index_no=article.index_no, document_no=article.document_no, validity=article.validity,
            attachments=article.files(), text=text or None,
        )  # fmt: skip
