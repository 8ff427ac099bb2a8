"""An answer as a feed of one of the kinds we know: what it says of itself and of every post, as it says it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import feedparser

from crawler.platforms import Brought, text_of
from crawler.platforms.marks import marks_of

_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What feedparser raises on hostile markup: it names no exceptions of its own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one post, as it says it."""

    id: object
    title: object
    url: object
    stated: object
    said_at: str = "published"
    content: object = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of any kind. `built` is when its program says that it was made, where such a program says so."""

    title: str | None
    entries: Iterable[Entry]
    built: object = None


class NoFeedError(Exception):
    """Raised when an answer is no feed of any kind we know; the message says in Chinese why."""


def read_feed(brought: Brought) -> Feed:
    """The feed that an answer holds; NoFeedError where it holds none."""
    return _json_feed(brought.body) if _is_json(brought.body) else _xml_feed(brought)


def _is_json(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _xml_feed(brought: Brought) -> Feed:
    headers = {"content-type": brought.content_type} if brought.content_type else {}
    try:
        feed = feedparser.parse(io.BytesIO(brought.body), response_headers=headers)
    except _BROKEN as error:
        raise NoFeedError("XML 无法解析") from error
    if not feed.get("version"):  # an empty answer has none at all
        raise NoFeedError("未见 RSS 或 Atom 标记")
    program = text_of(feed.feed.get("generator")) or ""
    stamps = any(name in program for name in marks_of("feed")["stale"]["generators"])
    built = feed.feed["updated"] if stamps and "updated" in feed.feed else None
    return Feed(text_of(feed.feed.get("title")), _xml_entries(feed.entries), built)


def _xml_entries(entries: list[Any]) -> Iterator[Entry]:
    for entry in entries:
        content = next((part.get("value") for part in entry.get("content", ())), entry.get("summary"))
        stated = entry.get("published")
        yield Entry(entry.get("id"), entry.get("title"), entry.get("link"), stated, content=content)


def _json_feed(body: bytes) -> Feed:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NoFeedError("JSON 无法解析") from error
    if (
        not isinstance(feed, dict)
        or "jsonfeed.org" not in str(feed.get("version", ""))
        or not isinstance(feed.get("items"), list)
    ):
        raise NoFeedError("不是 JSON Feed")
    marks = marks_of("feed")["published"]["modified_at"]
    address = f"{text_of(feed.get('feed_url'))} {text_of(feed.get('home_page_url'))}"
    said_at = "date_modified" if any(mark in address for mark in marks) else "published"
    items = (item for item in feed["items"] if isinstance(item, dict))
    return Feed(text_of(feed.get("title")), (_json_entry(item, said_at) for item in items))


def _json_entry(item: Mapping[str, Any], said_at: str) -> Entry:
    stated = item.get("date_modified" if said_at == "date_modified" else "date_published")
    content = item.get("content_text") or item.get("content_html")
    return Entry(item.get("id"), item.get("title"), item.get("url"), stated, said_at, content)
