"""How the answers of Weibo's mobile page are read: profile, list, whole text, and every way of not answering.

Pure: a recorded answer in, a part of the outcome out. A good answer has `ok` 1; what the others mean is looked up by
code, then by the words that the answer says for people, then by HTTP status.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Brought, Window, text_of
from crawler.platforms.answers import Meaning, load_answers
from crawler.platforms.reach import Listed
from crawler.platforms.values import at, count_at, json_object, rows_at, said
from crawler.platforms.weibo_posts import MARKS, id_of, listed, plain

NAME = "weibo_mobile"
_SAID = ("msg", "message", "errmsg", "url")
_REFUSALS = (Reason.AUTH_EXPIRED, Reason.BLOCKED, Reason.RATE_LIMITED)
_LONGEST = 120
"""As much of a platform's own words as the office needs to read."""


def parse_profile(brought: Brought, uid: str) -> tuple[SourceOutcome, str | None]:
    """What the platform says of the account, and the name of its list; without a list the outcome says why."""
    answers, data = load_answers(NAME), _data(brought)
    if isinstance(data, SourceOutcome):
        return data, None
    user = at(data, "data.userInfo")
    if not isinstance(user, dict):
        return said(answers.named("shape-changed"), "userInfo"), None
    if id_of(user.get("id")) != uid:
        return said(answers.named("wrong-account"), f"主页编号{text_of(user.get('id'))}"), None
    verified = user.get("verified")
    known = SourceOutcome(
        None, display_name=text_of(user.get("screen_name")), declared_total=count_at(user, "statuses_count"),
        verified=verified if isinstance(verified, bool) else None, platform_id=uid, state="normal",
    )  # fmt: skip
    tabs = rows_at(data, "data.tabsInfo.tabs") or []
    names = (id_of(tab.get("containerid")) for tab in tabs if tab.get("tab_type") == MARKS["profile"]["tab"])
    if (container := next(names, None)) is None:
        return said(answers.named("shape-changed"), "tabsInfo", known), None
    return known, container


def parse_list(brought: Brought, uid: str, container: str, window: Window) -> Listed | SourceOutcome:
    """One page of the list. Its total is taken only from a list that is this account's by its own name."""
    answers, data = load_answers(NAME), _data(brought)
    if isinstance(data, SourceOutcome):
        return data
    cards, stated = at(data, "data.cards"), id_of(at(data, "data.cardlistInfo.containerid"))
    if not isinstance(cards, list):
        return said(answers.named("shape-changed"), "cards")
    if stated not in (None, container):
        return said(answers.named("wrong-account"), f"清单编号{stated}")
    own = stated is not None and container.endswith(uid)
    posts, words = _parts(cards)
    return replace(
        listed(posts, uid, window),
        total=count_at(data, "data.cardlistInfo.total") if own else None,
        cursor=id_of(at(data, "data.cardlistInfo.since_id")),
        recent=any(mark in text for mark in MARKS["half_year"]["words"] for text in words),
    )


def parse_elsewhere(brought: Brought, nothing: SourceOutcome) -> SourceOutcome:
    """The PC page's word on an account of which this one shows nothing: only what it says in so many words counts."""
    found = _data(brought)
    if isinstance(found, SourceOutcome) and (found.state != "unknown" or found.answer == "user-not-exists"):
        return replace(found, platform_id=nothing.platform_id, display_name=nothing.display_name)
    return nothing


def parse_whole_text(brought: Brought) -> str | None:
    """The whole text of one post; None where it is not given."""
    data = _data(brought)
    return None if isinstance(data, SourceOutcome) else plain(at(data, "data.longTextContent"))


# --- answers that are not good ---------------------------------------------------------------------------------------


def _data(brought: Brought) -> dict[str, Any] | SourceOutcome:
    """The answer's object where it is good, else what the failure means."""
    answers, data = load_answers(NAME), json_object(brought.body)
    if data is not None and data.get("ok") == 1 and brought.reason is None:
        return data
    words = _words(brought, data)
    row = _row(brought, data, words)
    told = "" if data is None else words.rpartition("msg=")[2][:_LONGEST]  # an address may carry the words
    if row is not None:
        return replace(said(row, told), state_told=told if row.state else "")
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail)
    return said(answers.named("not-json" if data is None else "not-ok"), told)


def _words(brought: Brought, data: dict[str, Any] | None) -> str:
    """What an answer that is not good says for people; a page in the place of data is searched at its beginning."""
    if data is None:
        return f"{brought.location or ''} {brought.body[:4000].decode('utf-8', 'replace')}"
    told = (text_of(data.get(key)) for key in _SAID)
    return unquote(" ".join(text for text in told if text), errors="replace")


def _row(brought: Brought, data: dict[str, Any] | None, words: str) -> Meaning | None:
    """The row of an answer that is not good. Of a page in the place of data only a refusal is believed."""
    answers = load_answers(NAME)
    code, by_words = at(data, "ok"), answers.by_words(words)
    if isinstance(code, int) and (by_code := answers.by_code(code)) is not None:
        return by_code
    if by_words is not None and (data is not None or by_words.reason in _REFUSALS):
        return by_words
    if at(data, "url") is not None:
        return answers.named("captcha")
    return answers.by_status(brought.status) if brought.status is not None else None


# --- cards -----------------------------------------------------------------------------------------------------------


def _parts(cards: list[object]) -> tuple[list[object], list[str]]:
    """The posts on cards and on the cards inside them, in their order, and the words of those that hold none.

    A card that is not understood stands as a post of None: it may be one.
    """
    posts: list[object] = []
    words: list[str] = []
    pending = cards[::-1]
    while pending:
        card = pending.pop()
        if not isinstance(card, dict) or not isinstance(card.get("card_type"), int):
            posts.append(None)
            continue
        if "mblog" in card or card["card_type"] == MARKS["profile"]["card"]:
            posts.append(_post_of(card))
        else:
            words += [text for text in card.values() if isinstance(text, str)]
        if "card_group" in card:
            inside = card["card_group"]
            pending += reversed(inside) if isinstance(inside, list) and inside else [None]
    return posts, words


def _post_of(card: dict[str, Any]) -> object:
    """The post on a card, with the card's own mark of a pinned one."""
    post = card.get("mblog")
    return {**post, "profile_type_id": card.get("profile_type_id")} if isinstance(post, dict) else None
