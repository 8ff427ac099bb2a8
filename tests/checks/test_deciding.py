"""A person's decisions: what they change, how long they hold, what cannot be decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from ordinary import STALE, fill, office
from store_builder import HOME, TODAY, Store

from checks.confirming import DecisionError, confirm
from checks.judging import judge
from rules.model import Declaration

NEXT = TODAY + timedelta(days=7)
AT = "2026-11-23T09:00:00+08:00"


def test_a_person_confirms_a_suspicion(store: Store) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    row = store.of("account-dormant", "A02")
    assert row["verdict"] == "suspected"
    assert row["id"] not in store.findings()
    shown = confirm(store.db, row["id"].upper(), yes=True, note="后台核实", at=AT, workspace=office())
    assert (shown["verdict"], shown["decided"], shown["machine_verdict"]) == ("violation", "yes", "suspected")
    assert store.findings()[row["id"]]["state"] == "new"
    before = store.verdicts()
    judge(store.db, store.sweep, office())
    assert store.verdicts() == before
    fill(store, today=NEXT)
    judge(store.db, store.sweep, office())
    assert store.of("account-dormant", "A02")["verdict"] == "suspected", (
        "of silence a decision holds one week"
    )


def test_a_person_strikes_out_an_accusation(store: Store) -> None:
    fill(store)
    judge(store.db, store.sweep, office())
    row = store.of(*STALE)
    shown = confirm(store.db, row["id"], yes=False, note="已在别处更新", at=AT, workspace=office())
    assert (shown["verdict"], shown["decided"], shown["machine_verdict"]) == ("pass", "no", "violation")
    assert row["id"] not in store.findings()
    confirm(store.db, row["id"], yes=True, note="核实有误", at=AT, workspace=office())
    assert store.findings()[row["id"]]["state"] == "new"
    assert [decision["decision"] for decision in store.db.table("decisions").rows] == ["no", "yes"]


def _leak(store: Store, text: str, today: date) -> dict[str, Any]:
    store.begin(today)
    store.article("mzj", f"{HOME}l.html", text=text)
    judge(store.db, store.sweep, office())
    return store.of("privacy-leak", f"{HOME}l.html")


def test_a_lasting_decision_holds_while_the_facts_do(store: Store) -> None:
    first = _leak(store, "姓名 电话\n张某某 13900000000", TODAY)
    assert first["verdict"] == "suspected"
    confirm(store.db, first["id"], yes=False, note="工作人员", at=AT, workspace=office())
    same = _leak(store, "姓名 电话\n张某某 13900000000", NEXT)
    assert (same["verdict"], same["decided"]) == ("pass", "no")
    changed = _leak(store, "姓名 电话\n李某某 13800000001", NEXT + timedelta(days=7))
    assert (changed["verdict"], changed["decided"]) == ("suspected", None)


def test_a_later_decision_does_not_reach_back(store: Store) -> None:
    text = "姓名 电话\n张某某 13900000000"
    first = _leak(store, text, TODAY)
    early = store.sweep
    _leak(store, text, NEXT)
    confirm(store.db, first["id"], yes=True, note="", at=AT, workspace=office())
    judge(store.db, early, office())
    row = next(row for row in store.verdicts(early) if row["id"] == first["id"])
    assert row["verdict"] == "suspected"


def test_what_cannot_be_decided(store: Store) -> None:
    fill(store)
    declared = Declaration("mzj", "column-stale", "停更", TODAY)
    judge(store.db, store.sweep, office(declarations=(declared,)))
    fine = store.of("column-stale", f"{HOME}zwb/要闻/")["id"]
    for finding, week in (
        ("0" * 12, None),
        (fine, None),
        (store.of(*STALE)["id"], None),
        (fine, "2020-W01"),
    ):
        with pytest.raises(DecisionError):
            confirm(store.db, finding, yes=True, note="", at=AT, workspace=office(), week=week)
    assert store.db.table("decisions").count == 0
