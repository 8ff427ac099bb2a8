"""`gongkai inspect`: what the reader sees in one page, as the JSON that the contract promises (section 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from crawler.items import Link, NextPage, Page


def inspect_page(page: Page, *, explain: bool = False) -> dict[str, Any]:
    """The page as plain data: dates in ISO 8601, unknowns null. `explain` adds which mark gave each value."""
    seen: dict[str, Any] = {
        "kind": page.kind.value,
        "url": page.url,
        "charset": page.charset,
        "title": page.title,
        "published": _iso(page.published),
        "published_from": page.published_from,
        "written": _iso(page.written),
        "decided": _iso(page.decided),
        "source": page.source,
        "index_no": page.index_no,
        "document_no": page.document_no,
        "validity": page.validity,
        "breadcrumbs": list(page.breadcrumbs),
        "column_name": page.column_name,
        "column_type": page.column_type,
        "entries": [
            {"title": entry.title, "url": entry.url, "date": _iso(entry.date), "pinned": entry.pinned}
            for entry in page.entries
        ],
        "list_total": page.list_total,
        "next_pages": [_next(following) for following in page.next_pages],
        "attachments": _links(page.attachments),
        "family": page.family,
        "needs_browser": page.needs_browser,
        "blocked_by": page.blocked_by,
        "moved_to": page.moved_to,
        "meta": dict(page.meta),
        "text": page.text,
    }
    return seen | {"explain": _explained(page)} if explain else seen


def _explained(page: Page) -> dict[str, Any]:
    """Which marks stand behind the values, and what the sweep would rest on."""
    return {
        "published": [{"mark": mark.mark, "value": _iso(mark.value)} for mark in page.date_marks],
        "list": {
            "read_by": page.read_by,
            "frame": page.list_frame,
            "empty_claim": page.empty_claim,
            "frames": list(page.frames),
        },
        "breadcrumb_links": _links(page.breadcrumb_links),
        "template": page.template,
        "content_hash": page.content_hash,
        "links": {
            place: sum(link.place == place for link in page.links)
            for place in ("breadcrumb", "list", "body", "page")
        },
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _links(links: Sequence[Link]) -> list[dict[str, str]]:
    return [{"text": link.text, "url": link.url} for link in links]


def _next(following: NextPage) -> str | dict[str, Any]:
    """An address, or address and form where the next page is asked for by POST."""
    return following.url if following.form is None else {"url": following.url, "form": dict(following.form)}
