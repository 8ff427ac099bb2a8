"""`weibo_api`: the official API of Weibo with the unit's own authorisation, which shows the authorised user's posts only.

Three questions: whose token it is (`account/get_uid`, the proof that it is accepted), what the platform says of that
user (`users/show`: name, total, newest post), and the list, newest first, until it reaches beyond the window. What each
answer means, and whose job it is, stands in weibo_api.toml.

The list proves silence where it goes back beyond the window's first day, or where it holds as many posts as the
platform counts; and only if the newest post that the platform names by itself is among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from crawler.items import SourceOutcome
from crawler.platforms import (
    Brought,
    Endpoint,
    Key,
    Reading,
    WebAsk,
    Window,
    base_of,
    source,
    text_of,
    told_apart,
)
from crawler.platforms.answers import load_answers
from crawler.platforms.keys import token_of
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import Listed, broken_off, concluded
from crawler.platforms.values import at, count_at, json_object, said
from crawler.platforms.weibo_posts import id_of, listed
from rules.model import Account

NAME = "weibo_api"
_UID, _USER, _POSTS = "/2/account/get_uid.json", "/2/users/show.json", "/2/statuses/user_timeline.json"
_COUNT = 100
"""The most that a page of the list gives."""


@source(
    NAME, proves_silence=True, base="https://api.weibo.com", only=("weibo",),
    endpoints=(Endpoint("GET", _UID), Endpoint("GET", _USER), Endpoint("GET", _POSTS)),
)  # fmt: skip
def read_weibo_api(account: Account, window: Window) -> Reading:
    """Ask whose token it is, then for the user, then for the list page by page."""
    token = yield from token_of(account, window, load_answers(NAME))
    if isinstance(token, SourceOutcome):
        return token
    ask = _asker(base_of(account, NAME), token)
    owner = parse_owner((yield ask(_UID)), account.handle)
    if isinstance(owner, SourceOutcome):
        return owner
    known, newest = parse_user((yield ask(_USER, uid=owner)), owner, window)
    so_far, most = Listed(), marks_of("lists")["pages"][NAME]
    for page in range(1, most + 1):
        asked = ask(_POSTS, uid=owner, count=_COUNT, page=page, isGetLongText=1)
        found = parse_page((yield asked), owner, window)
        if isinstance(found, SourceOutcome):
            return broken_off(found, known, newest + so_far)
        before, so_far = so_far.ids, so_far + found
        if so_far.settled(window.since) or so_far.ids == before or so_far.holds(known.declared_total):
            break
    return conclude(known, newest, so_far, window)


def parse_owner(brought: Brought, handle: str | None) -> str | SourceOutcome:
    """The user whose token it is; an outcome where there is none, or where the register names another."""
    data = _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    owner = id_of(data.get("uid"))
    if owner is None:
        return said(load_answers(NAME).named("shape-changed"), "uid")
    if id_of(handle) not in (None, owner):
        return said(load_answers(NAME).named("other-account"), f"令牌属于{owner}，备案为{handle}")
    return owner


def parse_user(brought: Brought, owner: str, window: Window) -> tuple[SourceOutcome, Listed]:
    """What the platform says of the user, and the newest post that it names; a failure keeps its reason."""
    data = _data(brought)
    known = SourceOutcome(None, liveness=("auth_probe",), platform_id=owner)
    if isinstance(data, SourceOutcome):
        return broken_off(data, known, Listed()), Listed()
    if owner not in (id_of(data.get("idstr")), id_of(data.get("id"))):
        return said(load_answers(NAME).named("wrong-account"), "users/show", known), Listed()
    verified = data.get("verified")
    known = replace(
        known, display_name=text_of(data.get("screen_name")), declared_total=count_at(data, "statuses_count"),
        verified=verified if isinstance(verified, bool) else None, state="normal",
    )  # fmt: skip
    newest = [data["status"]] if isinstance(data.get("status"), dict) else []
    return known, listed(newest, owner, window)


def parse_page(brought: Brought, owner: str, window: Window) -> Listed | SourceOutcome:
    """One page of the list."""
    data = _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    rows = data.get("statuses")
    if not isinstance(rows, list):
        return said(load_answers(NAME).named("shape-changed"), "statuses")
    return replace(listed(rows, owner, window), total=count_at(data, "total_number"))


def conclude(known: SourceOutcome, newest: Listed, so_far: Listed, window: Window) -> SourceOutcome:
    """The outcome of all answers: a failure on the way takes the proof away, and leaves the posts."""
    missing = not newest.ids <= so_far.ids
    everything = newest + so_far if missing else so_far
    if known.reason is not None:
        return replace(known, posts=told_apart(everything.posts))
    answers = load_answers(NAME)
    outcome = concluded(answers, known, everything, window, whole=so_far.holds(known.declared_total))
    if missing and outcome.covered is not None:
        return said(answers.named("newest-missing"), known=replace(outcome, covered=None))
    return outcome


def _asker(base: str, token: Key) -> Callable[..., WebAsk]:
    """Questions to the API in the name of the token's owner."""

    def ask(path: str, **values: str | int) -> WebAsk:
        return WebAsk(f"{base}{path}?{urlencode({'access_token': token.mark, **values})}", keys=(token,))

    return ask


def _data(brought: Brought) -> dict[str, Any] | SourceOutcome:
    """The answer's object, or what its error means: codes come with bad HTTP statuses and with good ones."""
    answers, data = load_answers(NAME), json_object(brought.body)
    if (code := at(data, "error_code")) is not None:
        row = answers.by_code(code) if isinstance(code, int) else None
        return said(row or answers.named("unknown-code"), f"{code} {text_of(at(data, 'error')) or ''}"[:120])
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail)
    return data if data is not None else said(answers.named("not-json"))
