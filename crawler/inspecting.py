"""`gongkai inspect`: what the reader sees in one page, as the JSON that the contract promises (section 6).

`--explain` adds, for every printed value, which mark gave it: the rule, the element, what stands there; and the marks
that would have given another value and lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from crawler.items import Link, NextPage, Page
from crawler.pages import Answer
from crawler.pages.notes import Mark, Notes


def inspect_page(page: Page, notes: Notes | None = None) -> dict[str, Any]:
    """The page as plain data: dates in ISO 8601, unknowns null. With `notes`, which mark gave each value."""
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
    return seen if notes is None else seen | {"explain": explained(seen, notes), "sweep": _rested_on(page)}


def saved_answer(path: Path, url: str) -> Answer:
    """A saved answer: a page, or a whole HTTP message with its head (as `curl -i` writes one; after redirects, the last)."""
    raw = path.read_bytes()
    answer = Answer(url, raw)
    for _ in range(_MOST_HEADS):
        match = _HEAD.match(raw)
        if match is None:
            break
        raw = raw[match.end() :]
        headers: dict[str, str] = {}
        for name, _, value in (line.partition(":") for line in match[2].decode("latin-1").splitlines()):
            key = name.strip().lower()
            headers[key] = f"{headers[key]}, {value.strip()}" if key in headers else value.strip()
        answer = Answer(url, raw, int(match[1]), headers)
    return answer


def explained(seen: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """For each printed value the marks that gave it and those that lost; a value that is not there has none."""
    told: dict[str, Any] = {}
    for name, value in seen.items():
        source = _SAME.get(name, name)
        there = value not in (None, [], {}, False)
        gave = notes.gave.get(source, []) if there else []
        if there and not gave:
            gave = [Mark(_PLAIN[name], None, "")]
        told[name] = {"by": _marks(gave), "lost": _marks(notes.lost.get(source, ()))}
    return told


_HEAD = re.compile(rb"HTTP/[\d.]+ (\d{3})[^\n]*\n((?:[^\r\n]+\r?\n)*)\r?\n")
_MOST_HEADS = 20
_SAME = {"published_from": "published"}
_PLAIN = {
    "url": "the address that answered",
    "column_type": "meta tag: ColumnType",
    "meta": "named meta tags of the page",
}
"""The values that need no choice."""


def _marks(marks: Iterable[Mark]) -> list[dict[str, str | None]]:
    return [{"rule": mark.rule, "element": mark.where, "text": mark.text} for mark in marks]


def _rested_on(page: Page) -> dict[str, Any]:
    """What a sweep would rest on besides: how the list was read, template and hash, links by place."""
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
