"""One post of Weibo, as the official API and the mobile page both write it; which words mark what is in marks/weibo.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from w3lib.html import remove_tags, replace_entities

from crawler.items import Post
from crawler.platforms import Window, digest, text_of, trusted
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import Listed, believed
from crawler.platforms.values import at

MARKS = marks_of("weibo")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(
    rf"[A-Z][a-z]{{2}} ({'|'.join(_MONTHS)}) (\d{{1,2}}) (\d\d:\d\d):(\d\d) ([+-]\d{{4}}) (\d{{4}})", re.ASCII
)
_ID = re.compile(r"[1-9]\d*", re.ASCII)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Status:
    """A post with what else it says of itself: who wrote it, whether all may see it, whether its text is cut."""

    post: Post
    owner: str | None
    public: bool
    cut: bool


def id_of(value: object) -> str | None:
    """A number of Weibo's, as text; None for what cannot be one."""
    text = text_of(value)
    return text if text and _ID.fullmatch(text) else None


def listed(rows: Iterable[object], owner: str, window: Window) -> Listed:
    """The posts of one page of `owner`'s list.

    Others' posts (those that it liked) are left out. Where posts name their authors, one that names none is strange.
    """
    statuses = [status_of(row, owner, window) if isinstance(row, Mapping) else None for row in rows]
    read = [status for status in statuses if status is not None]
    if not any(status.owner for status in read):
        own = read
    else:
        own = [status for status in read if status.owner == owner]
    foreign = sum(status.owner not in (None, owner) for status in read)
    return Listed(
        tuple(status.post for status in own if status.public),
        tuple(status.post for status in own if not status.public),
        len(statuses) - len(own) - foreign, foreign,
        cut=tuple(status.post.id for status in own if status.public and status.cut),
    )  # fmt: skip


def status_of(row: Mapping[str, Any], owner: str, window: Window) -> Status | None:
    """One post; None where neither an id nor a time nor a word makes it one."""
    text = plain(at(row, "longText.longTextContent")) or plain(row.get("text"))
    stated = row.get("created_at")
    number = next((id_ for key in ("idstr", "id", "mid") if (id_ := id_of(row.get(key)))), None)
    if number is None and stated is None and text is None:
        return None
    short = text_of(row.get("bid"))
    post = Post(
        id=number or digest(text, stated),
        title=headline(text),
        url=f"https://weibo.com/{owner}/{short}" if short else number and f"https://m.weibo.cn/status/{number}",
        published=believed(moment_of(stated, window), window),
        time_source="created_at",
        pinned=_pinned(row),
        deleted=row.get("deleted") in MARKS["deleted"]["marks"],
        text=text,
        kind="repost" if row.get("retweeted_status") else "original",
        edited=row.get("edit_count") not in (None, 0, "0"),
    )  # fmt: skip
    limit = at(row, "visible.type")
    author = id_of(at(row, "user.idstr")) or id_of(at(row, "user.id"))
    return Status(
        post, author, limit is None or limit in MARKS["visible"]["public"], row.get("isLongText") is True
    )


def moment_of(stated: object, window: Window) -> datetime | None:
    """`Wed Nov 18 10:16:05 +0800 2026`, whatever the machine's own language; a leap second is the one before it."""
    found = _TIME.fullmatch(stated) if isinstance(stated, str) else None
    if found is None:
        return None
    month, day, minute, second, zone, year = found.groups()
    written = f"{year}-{_MONTHS.index(month) + 1:02}-{day:>02}T{minute}:{min(int(second), 59):02}{zone}"
    try:
        return trusted(datetime.fromisoformat(written), window.zone) if int(second) <= 60 else None
    except ValueError:
        return None


def plain(markup: object) -> str | None:
    """A post's words without its markup."""
    text = text_of(markup) if isinstance(markup, str) else None
    return text and text_of(replace_entities(remove_tags(_BREAK.sub("\n", text))))


def headline(text: str | None) -> str:
    """What a post is called: how it begins. A 【word】 alone would name too many."""
    words = " ".join((text or "").split())
    longest: int = MARKS["title"]["longest"]
    return words if len(words) <= longest else f"{words[:longest]}…"


def _pinned(row: Mapping[str, Any]) -> bool:
    marks, card = MARKS["pinned"], row.get("profile_type_id")
    return (
        row.get("isTop") in (1, True, "1")
        or row.get("mblogtype") == marks["kind"]
        or at(row, "title.text") == marks["title"]
        or (isinstance(card, str) and card.startswith(marks["card"]))
    )
