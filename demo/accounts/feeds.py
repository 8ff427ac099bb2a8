"""Feeds as bridges write them: RSS 2.0, Atom, JSON Feed; and the ways in which a bridge is broken.

How a feed is broken is the account's quirk for `feed`: nothing, error page, busy, no zone, route empty, old copy.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from demo.accounts.identity import shared_address
from demo.accounts.posts import ZONE
from demo.families import Page
from demo.world import Manner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.media import Account, Post
    from demo.world import World

_MOST = 20  # a bridge keeps the newest only
_BROKEN = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><h1>Looks like something went wrong</h1></body></html>"
_OLD = timedelta(days=9)
_MISBEHAVE = {"busy": Manner.BUSY, "route empty": Manner.ROUTE_EMPTY}
_KINDS = {"xml": "application/xml", "atom": "application/atom+xml", "json": "application/json"}


def pages(world: World) -> Iterator[tuple[str, Page]]:
    """The feeds by their addresses."""
    for account in (*world.accounts, *world.canaries):
        if "feed" not in account.sources:
            continue
        path, quirk = urlsplit(account.addresses[-1]).path, account.quirks.get("feed", "")
        if quirk in _MISBEHAVE:
            world.manners[path] = _MISBEHAVE[quirk]
        kind = "text/html" if quirk == "error page" else _KINDS[path.rpartition(".")[2]]
        yield path, Page(partial(_feed, world, account, path), kind)


def _feed(world: World, account: Account, path: str) -> bytes:
    quirk = account.quirks.get("feed", "")
    if quirk == "error page":
        return _BROKEN
    posts = [] if quirk == "nothing" else account.listed("feed")[:_MOST]
    built = datetime.combine(world.as_of, time(23, 0), ZONE) - (_OLD if quirk == "old copy" else timedelta())
    write = {"xml": _rss, "atom": _atom, "json": _json}[path.rpartition(".")[2]]
    return write(account, posts, built).encode()


def _rss(account: Account, posts: list[Post], built: datetime) -> str:
    items = "".join(
        f'<item><title>{escape(post.title)}</title><description>{escape(post.text)}</description><guid isPermaLink="false">{post.id}</guid>'
        f"<link>{shared_address(account, post)}</link><pubDate>{_spoken(account, post)}</pubDate></item>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(account.name)}</title><link>http://bridge.example/{account.code}</link><description/>"
        f"<language>zh-CN</language><generator>{_maker(account)}</generator><lastBuildDate>{_gmt(built)}</lastBuildDate>"
        f"{items}</channel></rss>"
    )


def _atom(account: Account, posts: list[Post], built: datetime) -> str:
    entries = "".join(
        f'<entry><title>{escape(post.title)}</title><id>{post.id}</id><link href="{shared_address(account, post)}"/>'
        f"<published>{_iso(account, post.at)}</published><updated>{_iso(account, built)}</updated><content type='text'>{escape(post.text)}</content></entry>"
        for post in posts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{escape(account.name)}</title><id>http://bridge.example/{account.code}</id>"
        f"<updated>{_iso(account, built)}</updated>{entries}</feed>"
    )


def _json(account: Account, posts: list[Post], built: datetime) -> str:  # noqa: ARG001 - JSON Feed has no build time
    items = [
        {
            "id": post.id,
            "url": shared_address(account, post),
            "title": post.title,
            "content_text": post.text,
            "date_published": _spoken(account, post),
        }
        for post in posts
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": account.name, "items": items}
    return json.dumps(feed, ensure_ascii=False)


def _maker(account: Account) -> str:
    """RSSHub writes when it made the copy; of others nobody knows what their time means."""
    return "RSSHub" if account.quirks.get("feed") == "old copy" else "demo"


def _spoken(account: Account, post: Post) -> str:
    return post.at.strftime("%Y-%m-%d %H:%M:%S") if account.quirks.get("feed") == "no zone" else _gmt(post.at)


def _gmt(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _iso(account: Account, at: datetime) -> str:
    if account.quirks.get("feed") == "no zone":
        return at.strftime("%Y-%m-%dT%H:%M:%S")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
