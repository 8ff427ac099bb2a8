"""`kuaishou`: the official open API of 快手 with the account's own authorisation.

A token from the refresh token, the account's name, how many public videos there are
(the proof that the token is accepted), and the list, newest first, until it reaches beyond the window. Times are
milliseconds; a video that is `pending` is not published. The list gives no end of its own: its next page is asked for
by the oldest video of the last, until a page is empty. The account has no number that the register could name: a token
that answers with another name is another account's, one without a name proves no silence. What each answer means stands in kuaishou.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from crawler.items import Post, SourceOutcome
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
)
from crawler.platforms.answers import load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import Listed, believed, broken_off, concluded
from crawler.platforms.values import at, count_at, json_object, moment_of, said
from rules.model import Account
from rules.names import bare_name

NAME = "kuaishou"
_TOKEN, _USER = "/oauth2/refresh_token", "/openapi/user_info"
_TOTAL, _POSTS = "/openapi/photo/count", "/openapi/photo/list"
_COUNT = 200
"""The most that a page of the list gives."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@source(
    NAME, proves_silence=True, base="https://open.kuaishou.com", only=("kuaishou",),
    endpoints=(Endpoint("POST", _TOKEN), Endpoint("GET", _USER), Endpoint("GET", _TOTAL), Endpoint("GET", _POSTS)),
)  # fmt: skip
def read_kuaishou(account: Account, window: Window) -> Reading:
    """Get a token, then ask for the name, the total and the list page by page."""
    if window.key is None:
        return said(
            load_answers(NAME).named("no-secret"), account.secret_for(NAME) or account.secret_env or ""
        )
    base, app, token = base_of(account, NAME), window.key.part(0), window.key.named("token")
    renewed = parse_token((yield _renewal(base, window.key, token)), token)
    if renewed is not None:
        return renewed
    ask = _asker(base, app, token)
    name = text_of(at(json_object((yield ask(_USER)).body), "user_info.name"))
    if name is not None and bare_name(name) != bare_name(account.name):
        told = f"接口属于“{name}”，备案为“{account.name}”"
        return said(load_answers(NAME).named("other-account"), told, SourceOutcome(None, display_name=name))
    known = parse_total((yield ask(_TOTAL)), name)
    if known.reason is not None:
        return known
    so_far, most, whole = Listed(), marks_of("lists")["pages"][NAME], False
    for _ in range(most):
        after = {"cursor": so_far.cursor} if so_far.cursor else {}
        found = parse_page((yield ask(_POSTS, count=_COUNT, **after)), window)
        if isinstance(found, SourceOutcome):
            return broken_off(found, known, so_far)
        before, so_far = so_far.ids, so_far + found
        whole = so_far.ids == before and not found.strange
        if whole or so_far.reaches(window.since):
            break
    return conclude(known, so_far, window, whole=whole)


def parse_token(brought: Brought, token: Key) -> SourceOutcome | None:
    """Why there is no token; None where there is one."""
    data = _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    told = data.get("access_token") == token.mark
    return None if told else said(load_answers(NAME).named("shape-changed"), "access_token")


def parse_total(brought: Brought, name: str | None) -> SourceOutcome:
    """How many videos the public sees, as what is known of the account; or why that is not known."""
    data = _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    total = count_at(data, "public_count")
    if total is None:
        return said(load_answers(NAME).named("shape-changed"), "public_count")
    return SourceOutcome(None, liveness=("auth_probe",), display_name=name, declared_total=total)


def parse_page(brought: Brought, window: Window) -> Listed | SourceOutcome:
    """One page of the list."""
    data = _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    rows = data.get("video_list")
    if not isinstance(rows, list):
        return said(load_answers(NAME).named("shape-changed"), "video_list")
    posts = [
        (row, _post(row, window)) for row in rows if isinstance(row, dict) and text_of(row.get("photo_id"))
    ]
    oldest = min(posts, key=lambda one: count_at(one[0], "create_time") or 0, default=None)
    return Listed(
        tuple(post for row, post in posts if row.get("pending") in (None, False)),
        tuple(post for row, post in posts if row.get("pending") not in (None, False)),
        strange=len(rows) - len(posts), cursor=oldest[1].id if oldest else None,
    )  # fmt: skip


def conclude(known: SourceOutcome, so_far: Listed, window: Window, *, whole: bool) -> SourceOutcome:
    """The outcome of all answers. Videos beyond the public total may be seen by nobody: then none is believed."""
    total = known.declared_total or 0
    shown = len({post.id for post in so_far.posts})
    if shown > total:
        return said(load_answers(NAME).named("more-than-public"), f"公开{total}条，列出{shown}条", known)
    outcome = concluded(load_answers(NAME), known, so_far, window, whole=whole and shown == total)
    if outcome.covered is None or known.display_name is not None or _alive(outcome, window):
        return outcome
    return replace(said(load_answers(NAME).named("name-unknown"), known=outcome), covered=None)


def _alive(outcome: SourceOutcome, window: Window) -> bool:
    days = (post.published.date() for post in outcome.posts if post.published is not None)
    return any(window.since <= day <= window.until for day in days)


def _renewal(base: str, key: Key, token: Key) -> WebAsk:
    """The question for a token; what it learns is taken out of the answer before anything is stored."""
    parts = {name: key.part(n) for n, name in enumerate(("app_id", "app_secret", "refresh_token"))}
    body = urlencode({**{name: part.mark for name, part in parts.items()}, "grant_type": "refresh_token"})
    learns = {"access_token": token, "refresh_token": key.named("refresh")}
    return WebAsk(f"{base}{_TOKEN}", _FORM, body.encode(), tuple(parts.values()), learns)


def _asker(base: str, app: Key, token: Key) -> Callable[..., WebAsk]:
    """Questions to the API in the name of the account."""

    def ask(path: str, **values: str | int) -> WebAsk:
        named = {"app_id": app.mark, "access_token": token.mark, **values}
        return WebAsk(f"{base}{path}?{urlencode(named)}", keys=(app, token))

    return ask


def _data(brought: Brought) -> dict[str, Any] | SourceOutcome:
    """The answer's object, or what its error means."""
    answers, data = load_answers(NAME), json_object(brought.body)
    code = at(data, "result")
    if isinstance(code, int) and code != 1:
        return said(
            answers.by_code(code) or answers.named("unknown-code"),
            f"{code} {text_of(at(data, 'error_msg')) or ''}",
        )
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail)
    return data if data is not None and code == 1 else said(answers.named("not-json"))


def _post(row: dict[str, Any], window: Window) -> Post:
    """One video."""
    title, id_ = text_of(row.get("caption")) or "", text_of(row.get("photo_id")) or ""
    published = believed(moment_of(row.get("create_time"), "ms", window.zone), window)
    return Post(
        id_, " ".join(title.split())[:100], f"https://www.kuaishou.com/short-video/{id_}", published,
        time_source="create_time" if published else None, text=title or None,
    )  # fmt: skip
