"""What the official API of WeChat answers, read: days of published items, the list of free publications, the account.

Pure. A failure is an outcome without its days; posts that were understood stand beside it all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Brought, Window, text_of, trusted
from crawler.platforms.answers import load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.values import at, count_at, json_object, moment_of, said

ANSWERS = load_answers("wechat_api")
MARKS = marks_of("wechat")["api"]
CHINA = ZoneInfo("Asia/Shanghai")
"""The platform's own clock: its days are China's, whatever the district's zone."""
_LAST_SECOND = time(23, 59, 59)
_APP_ID = re.compile(r"wx[0-9a-f]{16}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the API: its object, or the outcome that it amounts to."""

    data: dict[str, Any] = field(default_factory=dict)
    failure: SourceOutcome | None = None

    @property
    def expired(self) -> bool:
        """Whether the token is not accepted."""
        return self.failure is not None and self.failure.answer == "token-expired"


@dataclass(frozen=True, slots=True)
class Day:
    """What the statistics show of one day; `failure` says why that is not all, or not known."""

    posts: tuple[Post, ...] = ()
    failure: SourceOutcome | None = None


@dataclass(frozen=True, slots=True)
class Free:
    """An item of the list of free publications, as a post without a time, and when it was last touched.

    The list tells no publication: `update_time` is that of an edit, too, and `create_time` is undocumented and may be
    the draft's. They can only take the proof of silence away.
    """

    post: Post
    touched: datetime | None


@dataclass(frozen=True, slots=True)
class Frees:
    """As much of that list as was read; `whole` where it is known that nothing is missing."""

    items: tuple[Free, ...] = ()
    whole: bool = False


def read_answer(brought: Brought) -> Answered:
    """An answer by its error code. Never raises on any bytes."""
    if brought.reason is not None:
        return Answered(failure=SourceOutcome(brought.reason, told=brought.detail or "微信接口未能访问"))
    data = json_object(brought.body)
    if data is None:
        return Answered(failure=said(ANSWERS.named("no-json")))
    code = data.get("errcode", 0)
    if code in (0, "0"):
        return Answered(data)
    number = int(code) if re.fullmatch(r"-?\d{1,9}", str(code)) else None
    row = ANSWERS.by_code(number) if number is not None else None
    words = f"{text_of(code) or ''} {text_of(data.get('errmsg')) or ''}".strip()[:120]
    failure = said(row or ANSWERS.named("unknown-code"), words)
    return Answered(data, replace(failure, state_told=words) if failure.state != "unknown" else failure)


def parse_token(answered: Answered) -> SourceOutcome | None:
    """Why there is no token; None when there is one. Here 40001 means the secret, not the token."""
    if answered.expired:
        return said(ANSWERS.named("secret-wrong"))
    if answered.failure is not None:
        return answered.failure
    return None if text_of(answered.data.get("access_token")) else said(ANSWERS.named("no-token"))


def parse_profile(answered: Answered) -> SourceOutcome:
    """Name, 认证主体, verification; an outcome without any where the right is not granted: that is no failure."""
    if answered.failure is not None:
        hidden = answered.failure.reason is Reason.NOT_AUTHORISED
        return SourceOutcome(None, told=said(ANSWERS.named("profile-hidden")).told if hidden else "")
    data = answered.data
    naming, quality = (
        at(data, "wx_verify_info.naming_verify"),
        at(data, "wx_verify_info.qualification_verify"),
    )
    app_id = text_of(data.get("appid")) or ""
    return SourceOutcome(
        None, liveness=("auth_probe",), principal=text_of(data.get("principal_name")),
        display_name=text_of(data.get("nickname")) or text_of(at(data, "nickname_info.nickname")),
        verified=naming and quality if isinstance(naming, bool) and isinstance(quality, bool) else None,
        platform_id=app_id if _APP_ID.fullmatch(app_id) else None,
    )  # fmt: skip


def other_account(answered: Answered, handle: str | None) -> str | None:
    """Whose secret it is, where the platform names another AppID than the register: that one's silence is not ours.

    An AppID that the register does not write out comes as a mark; then it is another one as well.
    """
    stated = text_of(answered.data.get("appid")) if answered.failure is None else None
    registered = (handle or "").strip().lower()
    if stated is None or not _APP_ID.fullmatch(registered) or stated.lower() == registered:
        return None
    return stated if _APP_ID.fullmatch(stated) else "另一个AppID"


def parse_day(answered: Answered, asked: date, window: Window) -> Day:
    """The items published on a day, and those of other days that the platform adds unasked."""
    if answered.failure is not None:
        return Day(failure=replace(answered.failure, told=f"{asked}：{answered.failure.told}"))
    rows, delayed = answered.data.get("list"), answered.data.get("is_delay")
    if not isinstance(rows, list) or not isinstance(delayed, bool):
        return Day(failure=said(ANSWERS.named("no-list"), f"{asked}"))
    read = [_row(row, window) for row in rows]
    posts = tuple(post for post in read if post is not None)
    delayed = delayed or _too_early(asked, window)
    doubt = "odd-row" if len(posts) < len(read) else "delayed" if delayed else None
    return Day(posts, said(ANSWERS.named(doubt), f"{asked}") if doubt else None)


def _too_early(asked: date, window: Window) -> bool:
    """Whether yesterday's statistics are not made yet, whatever the platform says of them."""
    now = window.moment.astimezone(CHINA)
    return (now.date() - asked).days <= 1 and now.time() < MARKS["ready_at"]


def _row(row: object, window: Window) -> Post | None:
    """One item; None where it has no id or no day, or a day that has not come.

    The day is all that is known: it counts to its end, but never beyond the moment of collection. How often the
    item was read says nothing about its publication.
    """
    id_, day, now = text_of(at(row, "msgid")), at(row, "ref_date"), window.moment.astimezone(CHINA)
    if id_ is None or not isinstance(day, str) or not _DAY.fullmatch(day):
        return None
    try:
        end = datetime.combine(date.fromisoformat(day), _LAST_SECOND, CHINA)
    except ValueError:
        return None
    published = trusted(min(end, now), window.zone) if end.date() <= now.date() else None
    if published is None:
        return None
    url = text_of(at(row, "content_url"))
    return Post(id_, text_of(at(row, "title")) or "", url, published, "day", "ref_date")


def parse_free(answered: Answered, window: Window) -> tuple[tuple[Free, ...], int | None] | None:
    """A page of the list of free publications with the list's total; None where it is none."""
    items = answered.data.get("item") if answered.failure is None else None
    if not isinstance(items, list):
        return None
    free = tuple(one for item in items if isinstance(item, dict) for one in _items(item, window))
    return free, count_at(answered.data, "total_count")


def _items(item: dict[str, Any], window: Window) -> Iterable[Free]:
    """The articles of one publication; without its own words it is one article."""
    id_, rows = text_of(item.get("article_id")), at(item, "content.news_item")
    stamps = (item.get("update_time"), at(item, "content.update_time"), at(item, "content.create_time"))
    moments = [moment for stamp in stamps if (moment := moment_of(stamp, "s", window.zone)) is not None]
    for number, row in enumerate(rows if isinstance(rows, list) else [None], start=1):
        url = text_of(at(row, "url"))
        own = _message(url) or (f"{id_}_{number}" if id_ else None)
        if own is not None:
            deleted = at(row, "is_deleted") is True
            post = Post(own, text_of(at(row, "title")) or "", url, None, deleted=deleted)
            yield Free(post, max(moments, default=None))


def _message(url: str | None) -> str | None:
    """The id by which the statistics know an article: `mid_idx` of its long address."""
    try:
        asked = parse_qs(urlsplit(url or "").query)
    except ValueError:
        return None
    mid, idx = asked.get("mid"), asked.get("idx")
    return f"{mid[0]}_{idx[0]}" if mid and idx else None


def titled(posts: Iterable[Post], free: Iterable[Free]) -> tuple[Post, ...]:
    """The statistics' posts with the titles and links of the list, and what the list alone knows, without a time."""
    listed = {one.post.id: one.post for one in free}
    known = tuple(_joined(post, listed.pop(post.id, None)) for post in posts)
    return known + tuple(listed.values())


def _joined(post: Post, free: Post | None) -> Post:
    if free is None:
        return post
    return replace(post, title=post.title or free.title, url=post.url or free.url, deleted=free.deleted)
