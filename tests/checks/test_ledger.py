"""The life of findings: fixed only after a definite pass, never accused by what was not tested."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from checks.ledger import OPEN, Life, Sighting, Terms, live
from checks.model import Severity, Verdict
from rules.calendar import WorkCalendar

MONDAY = date(2026, 3, 2)
CALENDAR = WorkCalendar()


def _due(day: date, severity: Severity) -> date:
    return CALENDAR.due(day, 3 if severity is Severity.VETO else 10)[0]


TERMS = Terms(_due, baseline_days=90)


def _day(week: int) -> date:
    return MONDAY + timedelta(weeks=week)


def _life(*verdicts: str | None, check: str = "column-stale") -> Life | None:
    """The life of a finding that weeks spoke of so; `struck` is a pass by a person's hand, `gone` a withdrawal."""
    sightings = []
    for week, said in enumerate(verdicts):
        struck, gone = said == "struck", said == "gone"
        verdict = Verdict.PASS if struck else None if gone or said is None else Verdict(said)
        sightings.append(
            Sighting(_day(week), verdict, check, struck_out=struck, withdrawn=gone, first_week=week == 0)
        )
    return live(sightings, TERMS)


STORIES: list[tuple[list[str | None], str | None]] = [
    ([], None),
    (["pass"], None),
    (["untested"], None),
    (["suspected"], None),
    (["untested", "suspected", None], None),
    (["violation"], "new"),
    (["pass", "violation"], "new"),
    (["violation", "violation"], "persisting"),
    (["violation", "untested"], "unverified"),
    (["violation", "suspected"], "unverified"),
    (["violation", None], "unverified"),
    (["violation", None, None], "unverified"),
    (["violation", "untested", "violation"], "persisting"),
    (["violation", "untested", "pass"], "fixed"),
    (["violation", "pass"], "fixed"),
    (["violation", "pass", "pass"], "closed"),
    (["violation", "pass", "untested"], "closed"),
    (["violation", "pass", "violation"], "reopened"),
    (["violation", "pass", "pass", "violation"], "reopened"),
    (["violation", "pass", "violation", "violation"], "persisting"),
    (["declared"], "declared"),
    (["violation", "declared"], "declared"),
    (["declared", "untested"], "unverified"),
    (["declared", "pass"], "fixed"),
    (["declared", "violation"], "new"),
    (["violation", "declared", "violation"], "persisting"),
    (["violation", "not_applicable"], None),
    (["violation", "gone"], None),
    (["violation", "gone", "violation"], "new"),
    (["violation", "struck"], "fixed"),
    (["violation", "struck", "pass"], None),
    (["violation", "struck", "violation"], "new"),
    (["struck"], None),
]


@pytest.mark.parametrize(("weeks", "state"), STORIES, ids=["-".join(map(str, weeks)) for weeks, _ in STORIES])
def test_stories(weeks: list[str | None], state: str | None) -> None:
    life = _life(*weeks)
    assert (life.state if life else None) == state


def test_dates_of_a_long_life() -> None:
    first, second = _life("violation", "violation"), _life("violation", "pass", "violation")
    assert first is not None
    assert second is not None
    assert (first.first_seen, first.last_seen, first.due) == (
        _day(0),
        _day(1),
        _due(_day(0), Severity.NOTICE),
    )
    assert (second.first_seen, second.last_seen, second.due) == (
        _day(0),
        _day(2),
        _due(_day(2), Severity.NOTICE),
    )


def test_a_term_counts_working_days() -> None:
    before_national_day = date(2025, 9, 29)
    life = live([Sighting(before_national_day, Verdict.VIOLATION, severity=Severity.VETO)], TERMS)
    assert life is not None
    assert life.due == date(2025, 10, 10)  # 30 September, then nothing until the 9th
    longer = live([Sighting(before_national_day, Verdict.VIOLATION)], TERMS)
    assert longer is not None
    assert longer.due == date(2025, 10, 20)  # Saturday the 11th is worked


def test_the_term_begins_when_a_declaration_ends() -> None:
    told, untold = _life("violation", "declared", "violation"), _life("declared", "violation")
    assert told is not None
    assert untold is not None
    assert (told.first_seen, told.due) == (_day(0), _due(_day(2), Severity.NOTICE))
    assert (untold.first_seen, untold.due) == (_day(1), _due(_day(1), Severity.NOTICE))


def _late(week: int, verdict: Verdict, *documents: tuple[str, int], first: bool = False) -> Sighting:
    cited = tuple((url, _day(week) - timedelta(days=age)) for url, age in documents)
    return Sighting(_day(week), verdict, "item-late", first_week=first, documents=cited)


def test_lateness_is_told_once_and_each_document_is_news() -> None:
    weeks = [
        _late(0, Verdict.VIOLATION, ("a", 10)),
        _late(1, Verdict.VIOLATION, ("b", 3)),
        _late(2, Verdict.PASS),
    ]
    assert [live(weeks[:number], TERMS).state for number in (1, 2, 3)] == ["new", "new", "fixed"]  # type: ignore[union-attr]
    again = live([*weeks, _late(3, Verdict.VIOLATION, ("c", 1))], TERMS)
    assert again is not None
    assert (again.state, again.first_seen) == ("new", _day(3))


@pytest.mark.parametrize(
    ("age", "first", "state"),
    [(91, True, "baseline"), (90, True, "new"), (400, False, "new"), (400, True, "baseline")],
)
def test_old_lateness_of_the_first_sweep_is_baseline(age: int, *, first: bool, state: str) -> None:
    life = live([_late(0, Verdict.VIOLATION, ("a", age), first=first)], TERMS)
    assert life is not None
    assert life.state == state
    assert (life.due is None) == (state == "baseline")


def test_the_newest_late_document_decides_what_is_history() -> None:
    life = live([_late(0, Verdict.VIOLATION, ("a", 400), ("b", 20), first=True)], TERMS)
    assert life is not None
    assert life.state == "new"


def test_a_baseline_ends_without_a_word() -> None:
    begun = _late(0, Verdict.VIOLATION, ("a", 400), first=True)
    passed = live([begun, _late(1, Verdict.PASS)], TERMS)
    assert passed is not None
    assert passed.state == "closed"
    news = live([begun, _late(1, Verdict.VIOLATION, ("b", 3))], TERMS)
    assert news is not None
    assert (news.state, news.first_seen) == ("new", _day(1))


class Weeks(RuleBasedStateMachine):
    """Weeks in any order; the state after each is held against what was said so far."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str | None] = []
        self.before: Life | None = None
        self.life: Life | None = None

    @rule(
        said=st.sampled_from(
            [
                "violation",
                "pass",
                "untested",
                "suspected",
                "declared",
                "not_applicable",
                None,
                "struck",
                "gone",
            ]
        )
    )
    def week(self, said: str | None) -> None:
        self.said.append(said)
        self.before, self.life = self.life, _life(*self.said)

    @invariant()
    def accused_only_by_a_violation(self) -> None:
        if self.life is not None and self.life.state in ("new", "persisting", "reopened"):
            assert self.said[-1] == "violation"
            assert self.life.due is not None
            assert self.life.due > self.life.first_seen

    @invariant()
    def a_violation_is_never_silent(self) -> None:
        if self.said and self.said[-1] == "violation":
            assert self.life is not None
            assert self.life.state in ("new", "persisting", "reopened")

    @invariant()
    def fixed_only_by_a_pass_of_what_was_open(self) -> None:
        if self.life is not None and self.life.state == "fixed":
            assert self.said[-1] in ("pass", "struck")
            assert self.before is not None
            assert self.before.state in (*OPEN, "declared")

    @invariant()
    def what_was_not_tested_settles_nothing(self) -> None:
        if self.said and self.said[-1] in ("untested", "suspected", None):
            was_open = self.before is not None and self.before.state in (*OPEN, "declared")
            now = self.life.state if self.life is not None else None
            assert now == ("unverified" if was_open else None if self.life is None else "closed")

    @invariant()
    def dates_run_forward(self) -> None:
        if self.life is not None:
            assert _day(0) <= self.life.first_seen <= self.life.last_seen <= _day(len(self.said) - 1)
            if self.before is not None and self.life.state == "persisting":
                assert self.life.first_seen == self.before.first_seen


TestWeeks = Weeks.TestCase
TestWeeks.settings = settings(max_examples=50, stateful_step_count=15, deadline=None)
