"""`wechat_api`: the official API of a 公众号, with the unit's AppID and secret or through the office's own platform.

A token; what the account is called and whose it is (where that right is granted); then the statistics of published
items day by day, from yesterday backwards over the period, until a day shows a post; then titles and links from the
list of free publications, which lacks what was sent to all followers and proves nothing.

Silence is proved when every day of the period answered without error and without delay, and when the list shows no
article touched in the period that the statistics lack: the whole list, where it can be read at all. What every answer means stands in wechat_api.toml.

A component's `api_get_authorizer_info` is not asked: it needs the component's own token, which stays with the office's
program.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Ask, Brought, Endpoint, Reading, Window, base_of, source, told_apart
from crawler.platforms.values import said
from crawler.platforms.wechat_datacube import (
    ANSWERS,
    CHINA,
    MARKS,
    Day,
    Free,
    Frees,
    other_account,
    parse_day,
    parse_free,
    parse_profile,
    titled,
)
from crawler.platforms.wechat_talk import TOKEN_PATH, Talk
from rules.model import Account

NAME = "wechat_api"
_PROFILE = "/cgi-bin/account/getaccountbasicinfo"
_DAY, _FREE = "/datacube/getarticletotaldetail", "/cgi-bin/freepublish/batchget"
_PASSING = (Reason.DELAYED, Reason.PARSE_CHANGED, Reason.HTTP_ERROR)
"""What the API may say of one day, after which another day may still show a post."""


@source(
    NAME, proves_silence=True, base="https://api.weixin.qq.com", only=("wechat",),
    endpoints=[Endpoint("POST", path) for path in (TOKEN_PATH, _PROFILE, _DAY, _FREE)],
)  # fmt: skip
def read_wechat_api(account: Account, window: Window) -> Reading:
    """Token, account, days, list."""
    if window.key is None:
        return said(ANSWERS.named("key-missing"), _missing(account, window))
    talk = Talk(base_of(account, NAME), window.key, by_command=window.token_command)
    if (refused := (yield from talk.token())) is not None:
        return refused
    profile = yield from talk.ask(_PROFILE, {})
    known = parse_profile(profile)
    if (stranger := other_account(profile, account.handle)) is not None:
        return said(ANSWERS.named("other-account"), f"接口属于{stranger}，备案为{account.handle}", known)
    days = yield from _days(talk, window)
    posts = [post for day in days for post in day.posts]
    free = Frees() if _in_vain(days) else (yield from _free(talk, window, posts))
    return conclude(known, days, free, window)


def _missing(account: Account, window: Window) -> str:
    """What the office has not said: the variable that is not set, or where the register has a gap."""
    if window.token_command and not account.handle:
        return "备案表的账号ID未填AppID，不能向令牌程序提问"
    return account.secret_for(NAME) or account.secret_env or "备案表未填密钥变量名"


def _days(talk: Talk, window: Window) -> Generator[Ask, Brought, list[Day]]:
    """Day by day from yesterday backwards, until one shows a post of the period or says that asking is in vain."""
    days: list[Day] = []
    for day in _asked(window):
        answered = yield from talk.ask(_DAY, {"begin_date": f"{day}", "end_date": f"{day}"})
        days.append(parse_day(answered, day, window))
        if _in_vain(days) or any(_inside(post, window) for post in days[-1].posts):
            break
    return days


def _in_vain(days: list[Day]) -> bool:
    """Whether nothing more need be asked: the API did not answer, refuses, or says the same twice that is no data."""
    failures = [day.failure for day in days[-2:]]
    if not failures or (last := failures[-1]) is None:
        return False
    if last.answer is None or last.reason not in _PASSING:
        return True
    before = failures[0] if len(failures) > 1 else None
    return before is not None and before.answer == last.answer and last.reason is not Reason.DELAYED


def _asked(window: Window) -> Iterator[date]:
    """The days that the statistics may know, the last first: the period up to yesterday, as China counts days."""
    day = min(window.until, window.moment.astimezone(CHINA).date() - timedelta(days=1))
    while day >= max(window.since, MARKS["first_day"]):
        yield day
        day -= timedelta(days=1)


def _inside(post: Post, window: Window) -> bool:
    return post.published is not None and window.since <= post.published.date() <= window.until


def _free(talk: Talk, window: Window, posts: list[Post]) -> Generator[Ask, Brought, Frees | None]:
    """The list of free publications: as far as titles are wanted, or silence has to be doubted; None if unreadable."""
    found: tuple[Free, ...] = ()
    fresh = any(_inside(post, window) for post in posts)
    for page in range(MARKS["pages"]):
        wanted = {"offset": page * MARKS["page"], "count": MARKS["page"], "no_content": 1}
        read = parse_free((yield from talk.ask(_FREE, wanted)), window)
        if read is None:
            return Frees(found) if page else None
        listed, total = read
        found += listed
        missing = {post.id for post in posts if not post.title} - {one.post.id for one in found}
        if total is not None and (page + 1) * MARKS["page"] >= total:
            return Frees(found, whole=True)
        if not listed or total is None or (fresh and not missing):
            break
    return Frees(found)


def conclude(known: SourceOutcome, days: list[Day], free: Frees | None, window: Window) -> SourceOutcome:
    """The outcome of all answers. A failed day, or an article that the statistics lack, leaves silence unproved."""
    posts = told_apart(post for day in days for post in day.posts)
    outcome = _judged(
        replace(known, posts=told_apart(titled(posts, free.items if free else ()))), posts, days,
        free or Frees(whole=True), window,
    )  # fmt: skip
    if outcome.reason is not None:
        return outcome
    asides = [known.told, said(ANSWERS.named("list-hidden")).told if free is None else ""]
    return replace(outcome, told="；".join(filter(None, (outcome.told, *asides))))


def _judged(
    known: SourceOutcome, posts: tuple[Post, ...], days: list[Day], free: Frees, window: Window
) -> SourceOutcome:
    if any(_inside(post, window) for post in posts):
        return replace(said(ANSWERS.named("published"), known=known), liveness=("auth_probe",))
    if (failure := next((day.failure for day in days if day.failure is not None), None)) is not None:
        return replace(
            known, reason=failure.reason, told=failure.told, answer=failure.answer, state=failure.state,
            state_told=failure.state_told,
        )  # fmt: skip
    if not days or window.since < MARKS["first_day"]:
        return said(ANSWERS.named("out-of-reach"), known=known)
    if doubts := _doubts(posts, free.items, window):
        return said(ANSWERS.named("unlisted"), f"{doubts}篇", known)
    if not free.whole:
        return said(ANSWERS.named("list-cut"), f"读到{len(free.items)}篇", known)
    silent = replace(said(ANSWERS.named("silent"), known=known), liveness=("auth_probe",))
    return replace(silent, covered=(window.since, next(_asked(window))))


def _doubts(posts: tuple[Post, ...], free: tuple[Free, ...], window: Window) -> int:
    """How many articles of the list may have been published in the period, for all that the statistics say."""
    since, listed = datetime.combine(window.since, time.min, CHINA), {post.id for post in posts}
    late = (one for one in free if one.touched is None or one.touched >= since)
    return len({one.post.id for one in late} - listed)
