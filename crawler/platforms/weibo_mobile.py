"""`weibo_mobile`: what m.weibo.cn shows to a visitor as JSON: first the profile, then the list that it names.

Pinned posts come first, however old: they stand outside the order. How each answer is read stands in weibo_cards.py,
what it means and whose job it is in weibo_mobile.toml; the failures that look like silence (“这里还没有内容”, a list of
nothing) prove nothing.

The list proves silence only where profile and list are of the registered number and count the same total, and the list
goes back beyond the window's first day or holds as many posts as that total. All else is good for life alone: then
`covered` stays None, though the source as such can prove silence.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Endpoint, Reading, WebAsk, Window, base_of, source
from crawler.platforms.answers import load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import Listed, broken_off, concluded
from crawler.platforms.values import said
from crawler.platforms.weibo_cards import (
    NAME,
    parse_elsewhere,
    parse_list,
    parse_profile,
    parse_whole_text,
)
from crawler.platforms.weibo_posts import MARKS, id_of
from rules.model import Account

_INDEX, _EXTEND = "/api/container/getIndex", "/statuses/extend"
_ON_PC = Endpoint("GET", "/ajax/profile/info", "https://weibo.com")
_Ask = Callable[..., WebAsk]


@source(
    NAME, proves_silence=True, base="https://m.weibo.cn", only=("weibo",),
    endpoints=(Endpoint("GET", _INDEX), Endpoint("GET", _EXTEND), _ON_PC),
)  # fmt: skip
def read_weibo_mobile(account: Account, window: Window) -> Reading:
    """Ask for the profile, for its list page by page, then for the long texts inside the window."""
    uid = id_of(account.handle)
    if uid is None:
        return said(load_answers(NAME).named("no-handle"))
    ask = _asker(base_of(account, NAME).removesuffix(_INDEX), uid, window)
    known, container = parse_profile((yield ask(_INDEX, type="uid", value=uid)), uid)
    if container is None:
        return (yield from _on_pc(account, uid, known))
    so_far, failed = yield from _walk(ask, uid, container, window)
    if failed is None or (so_far.ids and failed.answer == "nothing-here"):  # so may a list end that has begun
        return (yield from _whole_texts(ask, so_far, conclude(known, so_far, window), window))
    return (yield from _on_pc(account, uid, broken_off(failed, known, so_far)))


def conclude(known: SourceOutcome, so_far: Listed, window: Window) -> SourceOutcome:
    """What profile and list say together: without their agreement the list is good for life alone."""
    half_year = window.moment.date() - timedelta(days=MARKS["half_year"]["days"])
    whole = so_far.holds(known.declared_total) or (so_far.recent and half_year <= window.since)
    outcome = concluded(load_answers(NAME), known, so_far, window, whole=whole)
    if outcome.covered is None:
        return outcome
    if so_far.total is None or so_far.total != known.declared_total:
        totals = f"主页{_count(known.declared_total)}，清单{_count(so_far.total)}"
        return replace(said(load_answers(NAME).named("not-agreed"), totals, outcome), covered=None)
    return replace(outcome, liveness=("declared_total",))


def _count(total: int | None) -> str:
    return "未说明总数" if total is None else f"{total}条"


def _asker(base: str, uid: str, window: Window) -> _Ask:
    """Questions as the mobile page itself asks them; the office's visitor cookie goes along where it has one."""
    headers = {"MWeibo-Pwa": "1", "X-Requested-With": "XMLHttpRequest", "Referer": f"{base}/u/{uid}"}
    keys = () if window.key is None else (window.key,)
    if window.key is not None:
        headers["Cookie"] = window.key.mark

    def ask(path: str, **values: str) -> WebAsk:
        return WebAsk(f"{base}{path}?{urlencode(values)}", headers, keys=keys)

    return ask


def _walk(
    ask: _Ask, uid: str, container: str, window: Window
) -> Generator[WebAsk, Brought, tuple[Listed, SourceOutcome | None]]:
    """The list, page by page, until it reaches far enough, says that nothing follows, or fails."""
    so_far = Listed()
    onward: dict[str, str] = {}
    for _ in range(marks_of("lists")["pages"][NAME]):
        brought = yield ask(_INDEX, type="uid", value=uid, containerid=container, **onward)
        found = parse_list(brought, uid, container, window)
        if isinstance(found, SourceOutcome):
            return so_far, found
        before, so_far = so_far.ids, so_far + found
        if so_far.settled(window.since) or so_far.ids == before or so_far.cursor is None:
            break
        onward = {"since_id": so_far.cursor}
    return so_far, None


def _on_pc(account: Account, uid: str, failed: SourceOutcome) -> Reading:
    """Where the platform shows nothing and does not say why, its page for PCs may say it: asked without the cookie."""
    if failed.answer != "nothing-here":
        return failed
    base = base_of(account, NAME, _ON_PC).removesuffix(_INDEX)
    headers = {"X-Requested-With": "XMLHttpRequest", "Referer": f"{base}/u/{uid}"}
    brought = yield WebAsk(f"{base}{_ON_PC.path}?{urlencode({'uid': uid})}", headers)
    return parse_elsewhere(brought, failed)


def _whole_texts(ask: _Ask, so_far: Listed, outcome: SourceOutcome, window: Window) -> Reading:
    """The whole texts of posts inside the window, a few at most; what is missing is said."""
    wanted = [
        post.id for post in outcome.posts
        if post.id in so_far.cut and post.published and window.since <= post.published.date() <= window.until
    ]  # fmt: skip
    texts: dict[str, str] = {}
    for number in wanted[: MARKS["long_text"]["most"]]:
        text = parse_whole_text((yield ask(_EXTEND, id=number)))
        if text is None:
            break
        texts[number] = text
    posts = tuple(replace(post, text=texts.get(post.id, post.text)) for post in outcome.posts)
    missing = len(wanted) - len(texts)
    told = f"{outcome.told}；{missing}篇长微博只取到开头" if missing else outcome.told
    return replace(outcome, posts=posts, told=told)
