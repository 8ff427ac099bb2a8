"""Accounts as evidence: posts of earlier weeks, canaries, what pages lead to, held against the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from store_builder import HOME, TODAY, UNITS, Store, account, workspace

from checks.evidence import load_evidence
from checks.model import Account
from rules.model import Unit, UnitKind


def _account(store: Store, code: str = "A01", **facts: Any) -> Account:
    workspace_ = workspace(accounts=(account(code, **facts),))
    [evidence] = [one for one in load_evidence(store.db, store.sweep, workspace_) if one.unit.code == "mzj"]
    [found] = evidence.accounts
    return found


def test_a_post_once_seen_counts_for_ever(store: Store) -> None:
    store.begin(TODAY - timedelta(days=7))
    store.source("A01")
    store.post("A01", "2026-11-12T08:00:00+08:00", id="1", title="甲")
    store.begin(TODAY)
    store.source("A01")
    store.post("A01", "2026-10-01T08:00:00+08:00", id="0", title="旧")
    found = _account(store)
    assert [str(post.published)[:10] for post in found.posts] == ["2026-10-01", "2026-11-12"]
    assert found.newest_live is not None
    assert found.newest_live.date() == date(2026, 10, 1), "what is live and what was ever seen are two things"


def test_a_later_week_tells_an_earlier_one_nothing(store: Store) -> None:
    first = store.begin(TODAY)
    store.source("A01")
    store.begin(TODAY + timedelta(days=7))
    store.source("A01")
    store.post("A01", "2026-11-20T08:00:00+08:00", id="1")
    store.sweep = first
    assert _account(store).posts == ()


def test_an_earlier_attempt_of_the_week_counts(store: Store) -> None:
    store.begin(TODAY)
    store.source("A01")
    store.post("A01", "2026-11-20T08:00:00+08:00", id="1")
    store.begin(TODAY, attempt=2)
    store.source("A01", outcome="timeout")
    assert len(_account(store).posts) == 1


def test_a_code_that_named_an_account_of_another_platform(store: Store) -> None:
    store.begin(TODAY - timedelta(days=7))
    store.source("A01", platform="douyin")
    store.post("A01", "2026-11-12T08:00:00+08:00", id="1")
    store.begin(TODAY)
    store.source("A01")
    assert _account(store).posts == ()


def test_a_deleted_post_is_not_live(store: Store) -> None:
    store.begin(TODAY)
    store.source("A01")
    store.post("A01", "2026-11-20T08:00:00+08:00", id="1", deleted=1)
    found = _account(store)
    assert (len(found.posts), found.newest_live) == (1, None)


def test_silent_canaries_mark_every_account_of_their_source(store: Store) -> None:
    store.begin(TODAY)
    store.source("A01")
    store.incident("canaries", "wechat/feed", "timeout")
    assert _account(store).incident


def test_what_the_platform_says_of_the_account(store: Store) -> None:
    store.begin(TODAY)
    store.source("A01", state="cancelled", state_told="用户已注销", outcome="not_authorised")
    store.source(
        "A01", look=2, state="cancelled", outcome="not_authorised", platform_id="7", display_name="甲"
    )
    [report] = _account(store).reports
    assert (report.states, report.state_told, report.platform_id, report.display_name) == (
        ("cancelled", "cancelled"), "用户已注销", "7", "甲",
    )  # fmt: skip


def test_linked_accounts_are_held_against_the_register(store: Store) -> None:
    store.begin(TODAY)
    store.linked("mzj", "https://weibo.com/u/2000000001", words="示例区民政局微博")
    store.linked("mzj", "https://weibo.com/u/2000000002", words="官方微博")
    office = workspace(accounts=(replace(account("W1"), platform="weibo", handle="2000000001"),))
    [evidence] = [one for one in load_evidence(store.db, store.sweep, office) if one.unit.code == "mzj"]
    assert [(one.id, one.registered, one.possible, one.named) for one in evidence.linked] == [
        ("2000000001", ("W1",), (), True), ("2000000002", (), (), False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("教育局官方微博", True), ("示例区教育局微博", True), ("欢迎关注示例区教育局", True), ("示例市教育局官方微博", False),
        ("湖北省教育局微博", False), ("邻县教育局微博", False), ("官方微博", False),
        ("二维码 区教育局官方微博", True), ("扫一扫，关注：区教育局", True), ("邻城区教育局", False),
    ],
)  # fmt: skip
def test_the_citys_bureau_is_not_the_units(store: Store, words: str, named: bool) -> None:
    """A register that calls the unit 教育局 for short must not make the city's account the unit's own."""
    store.begin(TODAY)
    store.linked("jyj", "https://weibo.com/u/2000000002", words=words)
    unit = Unit("jyj", "示例区教育局", UnitKind.DEPARTMENT, ("教育局", "区教育局"))
    office = workspace(units=(*UNITS, unit))
    [evidence] = [one for one in load_evidence(store.db, store.sweep, office) if one.unit.code == "jyj"]
    assert [one.named for one in evidence.linked] == [named]


def test_an_account_without_an_id_could_be_any(store: Store) -> None:
    store.begin(TODAY)
    store.linked("mzj", "https://weibo.com/u/2000000002")
    bare = replace(account("W1"), platform="weibo")
    [evidence] = [
        one
        for one in load_evidence(store.db, store.sweep, workspace(accounts=(bare,)))
        if one.unit.code == "mzj"
    ]
    assert evidence.linked[0].possible == ("W1",)
    store.source("W1", platform="weibo", platform_id="2000000002")
    [evidence] = [
        one
        for one in load_evidence(store.db, store.sweep, workspace(accounts=(bare,)))
        if one.unit.code == "mzj"
    ]
    assert evidence.linked[0].registered == ("W1",), "what a source learned counts too"


def test_dead_links_of_posts(store: Store) -> None:
    store.begin(TODAY)
    row = {
        "sweep": store.sweep,
        "account": "A01",
        "url": f"{HOME}gone.html",
        "unit": "mzj",
        "post_url": "https://w.example/1",
    }
    store.db.table("post_links").insert(
        {**row, "outcome": "http_error", "http_status": 404, "look_outcome": "http_error", "look_status": 404}
    )
    [evidence] = [one for one in load_evidence(store.db, store.sweep, workspace()) if one.unit.code == "mzj"]
    [target] = evidence.targets
    assert (target.place, target.page_url, len(target.looks)) == ("post", "https://w.example/1", 2)


def test_posts_are_subjects_unless_they_are_articles(store: Store) -> None:
    store.begin(TODAY)
    store.source("A01")
    store.post("A01", "2026-11-20T08:00:00+08:00", id="1", url="https://w.example/1", text="正文")
    store.post("A01", "2026-11-19T08:00:00+08:00", id="2", url=f"{HOME}mzj/a.html", title="乙")
    store.article("mzj", f"{HOME}mzj/a.html")
    [evidence] = [
        one
        for one in load_evidence(store.db, store.sweep, workspace(accounts=(account("A01"),)))
        if one.unit.code == "mzj"
    ]
    assert [(post.key, post.post.text) for post in evidence.posts] == [("https://w.example/1", "正文")]


def test_names_that_a_number_was_seen_with(store: Store) -> None:
    store.begin(TODAY - timedelta(days=7))
    store.source("A01", platform_id="7", display_name="甲")
    store.begin(TODAY)
    store.source("A01", state="cancelled", outcome="not_authorised")
    store.source("A01", look=2, platform_id="7")
    store.source("A02", platform_id="8", display_name="乙")
    now = store.sweep
    store.begin(TODAY + timedelta(days=7))
    store.source("A01", platform_id="7", display_name="丙")
    store.sweep = now
    assert _account(store).shown_as == {("7", "甲")}, "neither another's, nor what a later week showed"


def _ruled(store: Store, *weeks: tuple[int, str]) -> None:
    """Earlier weeks, by how many they lie back, with what account-revived ruled in each."""
    for back, verdict in weeks:
        store.begin(TODAY - timedelta(days=7 * back))
        row = {"id": "x", "check": "account-revived", "unit": "mzj", "kind": "account", "key": "A01"}
        store.db.table("verdicts").insert({"sweep": store.sweep, "verdict": verdict, **row})
    store.begin(TODAY)


@pytest.mark.parametrize(
    ("weeks", "back"),
    [
        ([], None), ([(2, "not_applicable"), (1, "not_applicable")], None), ([(3, "not_applicable"), (2, "pass"), (1, "untested")], 2),
        ([(3, "pass"), (2, "not_applicable"), (1, "suspected")], 1), ([(2, "pass"), (1, "not_applicable")], None),
    ],
)  # fmt: skip
def test_since_when_the_register_calls_it_closed(
    store: Store, weeks: list[tuple[int, str]], back: int | None
) -> None:
    _ruled(store, *weeks)
    assert _account(store).closed_before == (None if back is None else TODAY - timedelta(days=7 * back))
