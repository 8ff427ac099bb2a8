"""`douyin_api`: the open platform of 抖音 with the account's own authorisation: its videos, page by page.

One question, asked again with the cursor of the last answer until the platform says that nothing follows or the list
goes back, newest first, beyond the window. The token goes in a header; `open_id` is the register's 账号ID. What each
answer means, and whose job it is, stands in douyin_api.toml: 注销, 封禁 and 私密 are codes of their own.

A pinned video (`is_top`) stands outside the order; one that the public does not see is no publication. A status that
is not known makes its row a strange one: it is neither life nor silence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from crawler.items import Post, SourceOutcome
from crawler.platforms import Brought, Endpoint, Reading, WebAsk, Window, base_of, source, text_of
from crawler.platforms.answers import load_answers
from crawler.platforms.keys import token_of
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import Listed, believed, broken_off, concluded
from crawler.platforms.values import at, json_object, moment_of, said
from rules.model import Account

NAME = "douyin_api"
_LIST = "/api/douyin/v1/video/video_list/"
_COUNT = 20
"""The most that a page of the list gives."""


@source(
    NAME, proves_silence=True, base="https://open.douyin.com", only=("douyin",),
    endpoints=(Endpoint("GET", _LIST),),
)  # fmt: skip
def read_douyin_api(account: Account, window: Window) -> Reading:
    """Ask for the list until it ends, reaches far enough, or turns in a circle."""
    if account.handle is None:
        return said(load_answers(NAME).named("no-handle"))
    token = yield from token_of(account, window, load_answers(NAME))
    if isinstance(token, SourceOutcome):
        return token
    known = SourceOutcome(None, platform_id=account.handle)
    so_far, asked = Listed(cursor="0"), {"open_id": account.handle, "count": str(_COUNT)}
    for _ in range(marks_of("lists")["pages"][NAME]):
        url = f"{base_of(account, NAME)}{_LIST}?{urlencode({**asked, 'cursor': so_far.cursor})}"
        found = parse((yield WebAsk(url, {"access-token": token.mark}, keys=(token,))), window)
        if isinstance(found, SourceOutcome):
            return broken_off(found, known, so_far)
        # A list is given of no account that is cancelled, banned or private: those have codes.
        known = replace(known, state="normal", liveness=("auth_probe",))
        before, so_far = so_far, so_far + found
        if so_far.cursor in (None, before.cursor) or so_far.ids == before.ids or so_far.settled(window.since):
            break
    # Without a total of the platform's own, an empty list may be a failure as well: it proves nothing.
    whole = so_far.cursor is None and bool(so_far.ids)
    return concluded(load_answers(NAME), known, so_far, window, whole=whole)


def parse(brought: Brought, window: Window) -> Listed | SourceOutcome:
    """One page of the list; without a cursor where the platform says that nothing follows."""
    answers, data = load_answers(NAME), json_object(brought.body)
    codes = [code for path in ("data.error_code", "extra.error_code") if (code := at(data, path)) is not None]
    if (code := next((code for code in codes if code != 0), None)) is not None:
        return _failure(data, code)
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail)
    if data is None:
        return said(answers.named("not-json"))
    rows, more = at(data, "data.list"), at(data, "data.has_more")
    cursor = text_of(at(data, "data.cursor"))
    if not codes or not isinstance(rows, list) or more not in (True, False) or (more and cursor is None):
        return said(answers.named("shape-changed"), "error_code、list、has_more、cursor")
    read = [_video(row, window) if isinstance(row, dict) else None for row in rows]
    videos = [video for video in read if video is not None]
    return Listed(
        tuple(post for post, public in videos if public),
        tuple(post for post, public in videos if not public),
        strange=len(read) - len(videos), cursor=cursor if more else None,
    )  # fmt: skip


def _failure(data: object, code: object) -> SourceOutcome:
    """What an error code means, with the platform's own words for it."""
    row = load_answers(NAME).by_code(code) if isinstance(code, int) else None
    words = text_of(at(data, "data.description")) or text_of(at(data, "extra.description")) or ""
    told = f"{code} {words}".strip()[:120]
    found = said(row or load_answers(NAME).named("unknown-code"), told)
    return replace(found, state_told=told) if found.state != "unknown" else found


def _video(row: dict[str, Any], window: Window) -> tuple[Post, bool] | None:
    """One video, and whether the public sees it; None for what has no id or no status that we know."""
    number, status = text_of(row.get("video_id")) or text_of(row.get("item_id")), row.get("video_status")
    known = marks_of("douyin")["video_status"]
    if number is None or status not in (*known["public"], *known["withheld"]):
        return None
    title = text_of(row.get("title"))
    published = believed(moment_of(row.get("create_time"), "s", window.zone), window)
    post = Post(
        number, title or "", text_of(row.get("share_url")), published, time_source="create_time",
        pinned=row.get("is_top") in (True, 1), text=title,
    )  # fmt: skip
    return post, status in known["public"]
