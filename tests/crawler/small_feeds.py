"""Feeds of every format for the tests of `feed`."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Window
from crawler.platforms.feed import parse
from rules.model import Account

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
WINDOW = Window(DAY - timedelta(days=14), DAY, ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))
ACCOUNT = Account("a1", "QH01", "weibo", "青禾发布", ("feed",), urls=(("feed", "http://feeds.example/1"),))
GMT = "Wed, 18 Nov 2026 02:16:05 GMT"
THEN = datetime(2026, 11, 18, 10, 16, 5, tzinfo=ZONE)


def read(body: bytes | str, kind: str = "") -> SourceOutcome:
    raw = body.encode() if isinstance(body, str) else body
    return parse(Brought(status=200, content_type=kind, body=raw), WINDOW)


def rss(*items: str, encoding: str = "UTF-8") -> str:
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>青禾发布</title>'
    return head + "".join(f"<item>{item}</item>" for item in items) + "</channel></rss>"


def item(date_tag: str = f"<pubDate>{GMT}</pubDate>", number: int = 1) -> str:
    return f"<title>第{number}条</title><link>http://x.example/{number}</link>{date_tag}"


def atom(*dates: str) -> str:
    entries = "".join(
        f'<entry><id>tag:{n}</id><title>第{n}条</title><link href="http://x.example/{n}"/>{tags}</entry>'
        for n, tags in enumerate(dates, 1)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>青禾发布</title><updated>{DAY}T00:00:00Z</updated>{entries}</feed>'


def json_feed(*items: object, version: str = "https://jsonfeed.org/version/1.1", **more: object) -> str:
    return json.dumps({"version": version, "title": "青禾发布", "items": items, **more}, ensure_ascii=False)


def json_item(**told: object) -> dict[str, object]:
    return {"id": "https://x.example/1", "url": "https://x.example/1", "title": "第1条", **told}
