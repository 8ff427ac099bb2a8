"""Judging a stored sweep: the whole matrix, once, and the same every time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest
from ordinary import DEAD, STALE, fill, office
from store_builder import HOME, TODAY, Store, days_ago, item, workspace

from checks.bench import JudgingError, finding_id
from checks.evidence import load_evidence
from checks.judging import judge
from checks.model import REGISTRY, Ruling, Verdict, load_checks, passed, untested
from crawler.items import Reason
from rules.model import Column as OfficeColumn
from rules.model import Declaration

NEXT = TODAY + timedelta(days=7)


def test_every_check_rules_once_on_every_subject(store: Store) -> None:
    fill(store)
    wider = office(columns=(OfficeColumn("bqz", "政策", f"{HOME}bqz/zc/"),))
    judge(store.db, store.sweep, wider)
    expected = {
        (name, evidence.unit.code, subject.key)
        for evidence in load_evidence(store.db, store.sweep, wider)
        for name, check in load_checks().items()
        for subject in evidence.subjects(*check.subjects)
    }
    rows = [(row["check"], row["unit"], row["key"]) for row in store.verdicts()]
    assert len(rows) == len(set(rows))
    assert set(rows) == expected
    assert {row["check"] for row in store.verdicts()} == set(load_checks())
    for row in store.verdicts():
        assert (row["verdict"] == "untested") == (row["reason_code"] is not None)
        assert row["id"] == finding_id(row["check"], row["unit"], row["kind"], row["key"])


def test_the_same_sweep_gives_the_same_rows(store: Store) -> None:
    fill(store)
    first = (judge(store.db, store.sweep, office()), store.verdicts(), store.findings())
    assert first[1]
    assert (judge(store.db, store.sweep, office()), store.verdicts(), store.findings()) == first


def test_ids_stay_from_week_to_week(store: Store) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    first = {row["id"]: row["key"] for row in store.verdicts()}
    fill(store, today=NEXT, stale=307)
    judge(store.db, store.sweep, office())
    assert {row["id"]: row["key"] for row in store.verdicts()} == first
    row = store.findings()[store.of(*STALE)["id"]]
    assert (row["state"], row["first_seen"], row["last_seen"]) == ("persisting", "2026-11-22", "2026-11-29")


def _late_budget(store: Store, age: int, outcome: str = "ok") -> None:
    """A week in which mzj's column shows a document published months after it was written."""
    published, written = days_ago(age, TODAY), days_ago(age + 90, TODAY)
    url = f"{HOME}mzj/ys/1.html"
    store.column(
        "mzj", "部门预算", [{"url": url, "title": "2026年部门预算", "date": published}], (outcome, outcome)
    )
    store.article("mzj", url, published=published, written=written, list_date=published, outcome=outcome)
    store.area("mzj")


@pytest.mark.parametrize("before", ["no catalog", "nothing collected", "in order"])
def test_old_lateness_is_history_where_no_week_before_could_judge_it(store: Store, before: str) -> None:
    budget = workspace(catalog=(item("1", "部门预算", "信息形成之日起20个工作日内"),))
    store.begin(TODAY)
    if before == "in order":
        store.column(
            "mzj",
            "部门预算",
            [{"url": f"{HOME}mzj/ys/2.html", "title": "2025年部门预算", "date": days_ago(9)}],
        )
        store.article("mzj", f"{HOME}mzj/ys/2.html", published=days_ago(9), written=days_ago(10))
        store.area("mzj")
    elif before == "nothing collected":
        _late_budget(store, 120, outcome="timeout")
    judge(store.db, store.sweep, workspace() if before == "no catalog" else budget)
    store.begin(NEXT)
    _late_budget(store, 120)
    judge(store.db, store.sweep, budget)
    row = store.of("item-late", "1")
    assert row["verdict"] == "violation"
    state = store.findings()[row["id"]]["state"]
    assert state == ("new" if before == "in order" else "baseline")


def test_late_documents_beyond_those_listed_are_told_too(store: Store) -> None:
    penalties = workspace(catalog=(item("1", "行政处罚决定书", "信息形成之日起20个工作日内"),))
    for day in (TODAY, NEXT):
        store.begin(day)
        urls = [f"{HOME}mzj/cf/{number}.html" for number in range(203)]
        rows = [
            {"url": url, "title": f"行政处罚决定书第{number}号", "date": days_ago(9)}
            for number, url in enumerate(urls)
        ]
        store.column("mzj", "行政处罚决定书", rows)
        for url in urls:
            store.article("mzj", url, published=days_ago(9), written=days_ago(200))
        store.area("mzj")
        judge(store.db, store.sweep, penalties)
        row = store.of("item-late", "1")
        if day == TODAY:
            observed = json.loads(row["observed"])
            assert (row["verdict"], observed["count"]) == ("violation", 203)
            assert (len(observed["documents"]), len(observed["unlisted"])) == (200, 3)
    assert row["verdict"] == "pass"


def test_figures_of_a_sweep(store: Store) -> None:
    fill(store)
    summary = judge(store.db, store.sweep, office())
    assert summary.collected
    assert summary.units == 3
    assert summary.new_red == {}
    assert sum(summary.verdicts.values()) == len(store.verdicts())
    fill(store, today=NEXT, stale=1)
    store.link("bqz", f"{HOME}bqz/y.html", **DEAD)
    again = judge(store.db, store.sweep, office())
    assert again.new_red == {"link-dead": 1}
    assert again.new_gaps == {}


def test_a_sweep_that_reached_nothing_says_so(store: Store) -> None:
    store.begin()
    summary = judge(store.db, store.sweep, office(columns=(OfficeColumn("mzj", "政策", f"{HOME}zc/"),)))
    assert not summary.collected
    assert summary.untested_share == 1.0
    assert set(summary.reasons) == {"not_swept"}
    assert store.findings() == {}


@pytest.mark.parametrize("subject", [None, STALE[1], "通知公告", " 通知 公告"])
def test_a_declaration_covers_by_key_by_name_or_all(store: Store, subject: str | None) -> None:
    fill(store)
    declared = Declaration("mzj", "column-stale", "机构改革期间停更", TODAY, subject, "示民〔2026〕3号")
    judge(store.db, store.sweep, office(declarations=(declared,)))
    row = store.of(*STALE)
    assert row["verdict"] == "declared"
    assert json.loads(row["observed"])["declaration"]["reference"] == "示民〔2026〕3号"
    assert store.findings()[row["id"]]["state"] == "declared"


@pytest.mark.parametrize(
    "change",
    [
        {"until": TODAY - timedelta(days=1)},
        {"subject": "别的栏目"},
        {"check": "column-blank"},
        {"unit": "bqz"},
    ],
)
def test_a_declaration_covers_nothing_else(store: Store, change: dict[str, Any]) -> None:
    fill(store)
    declared = replace(Declaration("mzj", "column-stale", "停更", TODAY, "通知公告"), **change)
    judge(store.db, store.sweep, office(declarations=(declared,)))
    assert store.of(*STALE)["verdict"] == "violation"


def test_a_declaration_does_not_touch_what_is_in_order_or_untested(store: Store) -> None:
    fill(store)
    declared = tuple(Declaration(unit, "column-stale", "停更", TODAY) for unit in ("zwb", "bqz"))
    judge(store.db, store.sweep, office(declarations=declared))
    assert store.of("column-stale", f"{HOME}zwb/要闻/")["verdict"] == "pass"
    assert store.of("column-stale", f"{HOME}bqz/公告/")["verdict"] == "untested"


def test_the_latest_attempt_of_a_week_stands(store: Store) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    store.begin(TODAY, attempt=2)
    store.column("mzj", "通知公告", [{"url": f"{HOME}mzj/2.html", "date": days_ago(1)}])
    judge(store.db, store.sweep, office())
    assert store.findings() == {}
    fill(store, today=NEXT)
    judge(store.db, store.sweep, office())
    assert store.findings()[store.of(*STALE)["id"]]["state"] == "new"


def test_what_the_sweep_did_not_meet_again_is_unverified(store: Store) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    stale = store.of(*STALE)["id"]
    store.begin(NEXT)
    store.column("mzj", "另一个栏目", [{"url": f"{HOME}mzj/9.html", "date": days_ago(1, NEXT)}])
    judge(store.db, store.sweep, office())
    assert store.findings()[stale]["state"] == "unverified"


def test_a_dead_link_that_was_removed_is_mended(store: Store) -> None:
    store.begin()
    store.article("mzj", f"{HOME}p.html")
    store.link("mzj", f"{HOME}dead.html", page_url=f"{HOME}p.html", place="body", **DEAD)
    judge(store.db, store.sweep, office())
    finding = store.of("link-dead", f"{HOME}dead.html")["id"]
    store.begin(NEXT)
    store.article("mzj", f"{HOME}p.html", outcome="timeout")
    judge(store.db, store.sweep, office())
    assert store.findings()[finding]["state"] == "unverified", "the page was not read again"
    store.begin(NEXT + timedelta(days=7))
    store.article("mzj", f"{HOME}p.html")
    judge(store.db, store.sweep, office())
    assert store.findings()[finding]["state"] == "unverified", "cut short before its links were written"
    store.link("mzj", HOME, page_url=f"{HOME}p.html", place="body", outcome="ok")
    judge(store.db, store.sweep, office())
    assert store.of("link-dead", f"{HOME}dead.html")["verdict"] == "pass"
    assert store.findings()[finding]["state"] == "fixed"
    store.begin(NEXT + timedelta(days=14))
    store.article("mzj", f"{HOME}p.html")
    judge(store.db, store.sweep, office())
    assert finding not in store.findings()


def test_numbers_in_titles_are_masked(store: Store) -> None:
    store.begin()
    store.article("mzj", f"{HOME}l.html", title="关于429998199003070015张某某的公示")
    judge(store.db, store.sweep, office())
    row = store.of("privacy-leak", f"{HOME}l.html")
    assert row["verdict"] == "violation"
    assert row["name"] == "关于4299************15张某某的公示"
    assert not [row for row in store.verdicts() if "199003070015" in json.dumps(row, ensure_ascii=False)]


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "pass",
        Ruling(Verdict.UNTESTED),
        Ruling(Verdict.PASS, code=Reason.TIMEOUT),
        Ruling(Verdict.VIOLATION),
        Ruling(Verdict.DECLARED, "已说明"),
        passed(figure=object()),
        passed(figure=float("nan")),
    ],
)
def test_a_check_that_misbehaves_stops_everything(
    store: Store, monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    before = (store.verdicts(), store.findings())
    load_checks()
    monkeypatch.setitem(
        REGISTRY, "link-dead", replace(REGISTRY["link-dead"], judge=lambda _s, _e: cast("Ruling", answer))
    )
    with pytest.raises(JudgingError, match="link-dead"):
        judge(store.db, store.sweep, office())
    assert (store.verdicts(), store.findings()) == before


def _failing(_subject: object, _evidence: object) -> Ruling:
    raise ZeroDivisionError


def test_a_check_that_fails_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    load_checks()
    monkeypatch.setitem(REGISTRY, "link-dead", replace(REGISTRY["link-dead"], judge=_failing))
    with pytest.raises(JudgingError, match="ZeroDivisionError"):
        judge(store.db, store.sweep, office())
    assert store.verdicts() == []


def test_a_law_that_is_not_in_force_is_not_applied(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    load_checks()
    later = replace(REGISTRY["link-dead"], since=NEXT)
    monkeypatch.setitem(REGISTRY, "link-dead", later)
    judge(store.db, store.sweep, office())
    assert "link-dead" not in {row["check"] for row in store.verdicts()}
    assert untested(Reason.TIMEOUT).verdict is Verdict.UNTESTED
