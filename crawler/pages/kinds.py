"""What kind of page holds something: home, column, article, other. Walls and the like are told before (states.py)."""

from __future__ import annotations

from crawler.items import Kind
from crawler.pages.attachments import is_file
from crawler.pages.body import text_below
from crawler.pages.emptiness import empty_claim
from crawler.pages.parts import Parts
from crawler.pages.tags import names_column, tagged
from crawler.pages.words import pattern, table

_COLUMN_URL = pattern("lists", "document_urls", "page")
_DOCUMENT_URL = pattern("lists", "document_urls", "shape")
_WEIGHTS = table("kinds")["weight"]


def is_readable(parts: Parts) -> bool:
    """Whether an answer holds something to read, so that it cannot be a wall or an error."""
    if _is_tagged(parts) or parts.weight >= _WEIGHTS["readable"]:
        return True
    if parts.weight >= _WEIGHTS["dated"] and _is_dated(parts):
        return True
    return parts.listing.dated > 0 or len(parts.listing.entries) >= _WEIGHTS["rows"]


def kind_of(parts: Parts) -> tuple[Kind, str]:
    """The kind, and the rule that told it."""
    if parts.at_home or parts.doc.source is not None:
        return (Kind.HOME, "address of the home page") if parts.at_home else (Kind.COLUMN, "data of a list")
    column, document = _told_by_address(parts.answer.url)
    if (rule := _surely_a_document(parts, column=column, document=document)) is not None:
        return Kind.ARTICLE, rule
    if parts.listing.entries:
        beside = not document and _has_list_beside(parts)
        return (
            (Kind.ARTICLE, "heading, date and text; the rows stand beside")
            if beside
            else (Kind.COLUMN, "rows of a list")
        )
    if (rule := _document_without_rows(parts, column=column, document=document)) is not None:
        return Kind.ARTICLE, rule
    if column or names_column(parts.tags) or parts.trail.names:
        return Kind.COLUMN, "address, page tags or trail of a column"
    return Kind.OTHER, "nothing that tells"


def _surely_a_document(parts: Parts, *, column: bool, document: bool) -> str | None:
    """The rule that makes a page a document whatever rows it has, or None."""
    heavy = parts.weight >= _WEIGHTS["document"]
    if _is_tagged(parts) and (heavy or not _looks_like_a_list(parts, column=column, document=document)):
        return "page tags of a document"
    if document and _is_headed(parts) and (heavy or _is_dated(parts)):
        return "address of a document, a heading, and a date or a text"
    return None


def _document_without_rows(parts: Parts, *, column: bool, document: bool) -> str | None:
    """The rule that makes a page without rows a document, or None."""
    if parts.weight >= _WEIGHTS["document"]:
        return "running text"
    if document and _is_headed(parts):
        return "address of a document and a heading"
    if not column and _is_dated(parts) and (_is_headed(parts) or parts.weight >= _WEIGHTS["dated"]):
        return "date of publication, and a heading or some text"
    return "date beside the title, words below" if _is_short_document(parts) else None


def _is_headed(parts: Parts) -> bool:
    return parts.article.title.line is not None


def _is_dated(parts: Parts) -> bool:
    return parts.article.published.value is not None


def _told_by_address(url: str) -> tuple[bool, bool]:
    """Whether an address is a column's, and whether a document's; `/123456/index.html` may be either and tells nothing."""
    column, document = _COLUMN_URL.search(url) is not None, _DOCUMENT_URL.search(url) is not None
    return column and not document, document and not column


def _is_tagged(parts: Parts) -> bool:
    return bool(tagged(parts.tags, "title") or tagged(parts.tags, "published"))


def _looks_like_a_list(parts: Parts, *, column: bool, document: bool) -> bool:
    """Whether a page with a document's tags has rows all the same, at an address that may be a column's."""
    mark = parts.article.published.mark
    seen_date = mark is not None and not mark.startswith("meta:")
    if not column and (document or seen_date):
        return False
    rows = len(parts.listing.entries)
    return rows > 0 and (column or rows >= _WEIGHTS["rows"])


def _is_short_document(parts: Parts) -> bool:
    """Whether a page without rows at a column's address is a short text: a firm day of publication, words below."""
    if not parts.article.published.firm or empty_claim(parts.doc) is not None:
        return False
    return bool(text_below(parts.doc, parts.start))


def _has_list_beside(parts: Parts) -> bool:
    """Whether a page with a heading and a date is a document: its rows are only its files, or stand below its text."""
    if not (_is_dated(parts) and _is_headed(parts)):
        return False
    entries = parts.listing.entries
    few = len(entries) <= _WEIGHTS["rows"] and all(is_file(entry.url) for entry in entries)
    after = parts.body is not None and parts.listing.start >= parts.body.el.r1
    return few or (after and parts.weight >= _WEIGHTS["document"])
