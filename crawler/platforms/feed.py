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

import hashlib
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
from crawler.platforms import Brought, Reading, WebAsk, Window, source
from rules.model import Account

_ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_ZONE = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|GMT|UTC?|[ECMP][SD]T)\s*(?:\([^)]*\))?\s*$")


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
    feed = feedparser.parse(io.BytesIO(brought.body), response_headers=headers)
    if not feed.version:
        raise _NoFeed("未见 RSS 或 Atom 标记")
    return feed.feed.get("title"), tuple(_xml_posts(feed.entries, zone))


def _xml_posts(entries: list[Any], zone: ZoneInfo) -> Iterator[Post]:
    for entry in entries:
        stated = entry.get("published")
        yield _post(entry.get("id"), entry.get("title"), entry.get("link"), stated, zone)


def _json_feed(body: bytes, zone: ZoneInfo) -> tuple[str | None, tuple[Post, ...]]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except ValueError as error:
        raise _NoFeed("JSON 无法解析") from error
    if (
        not isinstance(feed, dict)
        or "jsonfeed.org" not in str(feed.get("version", ""))
        or not isinstance(feed.get("items"), list)
    ):
        raise _NoFeed("不是 JSON Feed")
    items = [item for item in feed["items"] if isinstance(item, dict)]
    posts = (_post(i.get("id"), i.get("title"), i.get("url"), i.get("date_published"), zone) for i in items)
    return _text(feed.get("title")), tuple(posts)


def _post(id_: object, title: object, url: object, stated: object, zone: ZoneInfo) -> Post:
    """One entry. An edit (`updated`, `date_modified`) is no publication and is not looked at."""
    name, address, published = _text(title) or "", _text(url), _moment(_text(stated), zone)
    own = _text(id_) or address or hashlib.sha256(f"{name}|{stated}".encode()).hexdigest()[:24]
    return Post(own, name, address, published, time_source="published" if published else None)


def _moment(stated: str | None, zone: ZoneInfo) -> datetime | None:
    """A publication time in the district's zone. Without a zone of its own it is refused, never guessed."""
    if stated is None or not _ZONE.search(stated):
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(stated.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is not None:
            return moment.astimezone(zone)
    return None


def _text(value: object) -> str | None:
    text = str(value).strip() if isinstance(value, (str, int)) else ""
    return text or None
