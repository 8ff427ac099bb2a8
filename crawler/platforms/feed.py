"""`feed`: RSS 2.0, Atom or JSON Feed, from a bridge such as RSSHub. One post proves life; silence proves nothing.

| answer | outcome | whose job |
|---|---|---|
| entries with dates | posts | – |
| 200, a feed without entries | `empty_unproven` | office: the bridge may be broken |
| 200, no feed at all | `parse_changed` | ours / the bridge's |
| entries, none with a trustworthy time | `undated` | office: choose another bridge |
| 403, 503 "route is empty", timeout … | as the crawler classed it | office |
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import feedparser

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import (
    Brought,
    Reading,
    WebAsk,
    Window,
    digest,
    source,
    text_of,
    told_apart,
    trusted,
)
from rules.model import Account

_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
# Only what means one zone, right behind the figures: CST is China and Chicago, EST New York and Sydney.
_ZONE = re.compile(r"\d\s*(?:[+-]\d{2}:?\d{2}|Z|GMT|UTC?)\s*(?:\([^)]*\))?\s*$")
_COLON = re.compile(r"([+-]\d{2}):(\d{2})(?=\s*(?:\(|$))")
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


@source("feed", proves_silence=False)
def read_feed(account: Account, window: Window) -> Reading:
    """Ask for the feed once and read it."""
    url = account.url_for("feed")
    assert url is not None, "the loader lets no feed pass without an address"
    brought = yield WebAsk(url, {"Accept": _ACCEPT})
    return parse(brought, window)


def parse(brought: Brought, window: Window) -> SourceOutcome:
    """A recorded answer as an outcome."""
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail or "订阅源未能访问")
    try:
        title, posts = (
            _json_feed(brought.body, window.zone)
            if _is_json(brought.body)
            else _xml_feed(brought, window.zone)
        )
    except _NoFeed as error:
        return SourceOutcome(Reason.PARSE_CHANGED, told=f"返回内容不是订阅源（{error}）")
    if not posts:
        return SourceOutcome(
            Reason.EMPTY_UNPROVEN, display_name=title, told="订阅源没有任何条目，不能证明账号未更新"
        )
    if all(post.published is None for post in posts):
        return SourceOutcome(
            Reason.UNDATED, posts, display_name=title, told="条目均无可信的发布时间（缺时区或只有修改时间）"
        )
    return SourceOutcome(None, posts, display_name=title)


class _NoFeed(Exception):
    """Raised inside this module when an answer is no feed of any kind we know."""


def _is_json(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _xml_feed(brought: Brought, zone: ZoneInfo) -> tuple[str | None, tuple[Post, ...]]:
    headers = {"content-type": brought.content_type} if brought.content_type else {}
    try:
        feed = feedparser.parse(io.BytesIO(brought.body), response_headers=headers)
    except _BROKEN as error:
        raise _NoFeed("XML 无法解析") from error
    if not feed.get("version"):  # an empty answer has none at all
        raise _NoFeed("未见 RSS 或 Atom 标记")
    return text_of(feed.feed.get("title")), told_apart(_xml_posts(feed.entries, zone))


def _xml_posts(entries: list[Any], zone: ZoneInfo) -> Iterator[Post]:
    for entry in entries:
        stated = entry.get("published")
        yield _post(entry.get("id"), entry.get("title"), entry.get("link"), stated, zone)


def _json_feed(body: bytes, zone: ZoneInfo) -> tuple[str | None, tuple[Post, ...]]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _NoFeed("JSON 无法解析") from error
    if (
        not isinstance(feed, dict)
        or "jsonfeed.org" not in str(feed.get("version", ""))
        or not isinstance(feed.get("items"), list)
    ):
        raise _NoFeed("不是 JSON Feed")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    posts = (_post(i.get("id"), i.get("title"), i.get("url"), i.get("date_published"), zone) for i in items)
    return text_of(feed.get("title")), told_apart(posts)


def _post(id_: object, title: object, url: object, stated: object, zone: ZoneInfo) -> Post:
    """One entry. An edit (`updated`, `date_modified`) is no publication and is not looked at."""
    name, address, published = text_of(title) or "", text_of(url), _moment(text_of(stated), zone)
    own = text_of(id_) or address or digest(name, stated)
    return Post(own, name, address, published, time_source="published" if published else None)


def _moment(stated: str | None, zone: ZoneInfo) -> datetime | None:
    """A publication time in the district's zone. Without a zone of its own it is refused, never guessed."""
    if stated is None or not _ZONE.search(stated):
        return None
    for read in (datetime.fromisoformat, _by_mail_rules):
        try:
            moment = read(stated)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is not None:
            return trusted(moment, zone)
    return None


def _by_mail_rules(stated: str) -> datetime:
    """`Wed, 18 Nov 2026 10:16:05 +0800`, and with the colon that mail does not know but bridges write."""
    return parsedate_to_datetime(_COLON.sub(r"\1\2", stated))
