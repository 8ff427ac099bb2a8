"""Every misbehaviour of the table in one week of one office: right outcome, bounded, and nobody accused."""

from __future__ import annotations

import pytest

from tests.misbehaving.conftest import CONCURRENCY, SETTINGS, Week
from tests.misbehaving.table import Behaviour, behaviours

pytestmark = pytest.mark.timeout(600)  # one long run for all, on a machine that may be anybody's
TABLE = pytest.mark.parametrize("behaviour", behaviours(), ids=lambda one: one.name)


def test_the_run_ends_as_one_with_gaps(week: Week) -> None:
    """No fault of ours, whatever was sent: exit 1 would keep every report back."""
    assert week.ran.code == 3, week.ran
    assert "Traceback" not in week.ran.said
    assert len(behaviours()) >= 30


@TABLE
def test_outcome_and_reason(week: Week, behaviour: Behaviour) -> None:
    row = week.column(behaviour)
    assert row["outcome"] in behaviour.outcomes, row["detail"]
    looks = week.desk.rows("SELECT outcome FROM looks WHERE url = ?", week.server.url(behaviour))
    assert len(looks) >= 2, "there is a second look at every column"


@TABLE
def test_nobody_is_accused(week: Week, behaviour: Behaviour) -> None:
    rows = [row for row in week.verdicts if row["unit"] == behaviour.code]
    assert rows
    assert {row["verdict"] for row in rows} <= {"pass", "untested", "not_applicable"}


@TABLE
def test_what_is_said_of_the_column(week: Week, behaviour: Behaviour) -> None:
    """What could not be read is `untested` with the same reason, or belongs to a common cause; what could is judged."""
    [row] = [
        row
        for row in week.verdicts
        if row["check"] == "column-stale" and row["subject"]["url"] == week.server.url(behaviour)
    ]
    if behaviour.verdict:
        assert row["verdict"] == behaviour.verdict
    if row["verdict"] == "untested":
        assert row["reason_code"] in {*behaviour.outcomes, "incident", "undated", "empty_unproven"}


@TABLE
def test_it_is_not_asked_for_ever(week: Week, behaviour: Behaviour) -> None:
    assert week.server.asked_of(behaviour) <= behaviour.asked


@TABLE
def test_no_answer_is_kept_beyond_its_bound(week: Week, behaviour: Behaviour) -> None:
    """What is too large is cut off, and leaves no half of itself behind."""
    kept = week.desk.rows("SELECT bytes FROM fetches WHERE url LIKE ?", f"%{behaviour.path}%")
    assert all((row["bytes"] or 0) <= SETTINGS["DOWNLOAD_MAXSIZE"] for row in kept)


def test_every_timeout_is_the_crawlers_own(week: Week) -> None:
    """What never ends was ended by us: nothing is left of the run, and no question without its outcome."""
    open_ends = week.desk.rows("SELECT url FROM fetches WHERE outcome IS NULL")
    assert open_ends == []
    timeouts = {one.name for one in behaviours() if "timeout" in one.outcomes}
    assert timeouts >= {"hanging", "hanging-in-the-head", "slow", "tls-hanging"}


def test_memory_grows_by_no_more_than_what_may_be_under_way(week: Week, calm: Week) -> None:
    """Every question under way may hold its body twice: as it arrives, and as it is unpacked or read."""
    assert week.memory - calm.memory < 2 * CONCURRENCY * SETTINGS["DOWNLOAD_MAXSIZE"]


def test_the_units_are_told_nothing(week: Week) -> None:
    """No finding: a unit whose column could not be read hears of no fault."""
    assert week.desk.printed("findings") == []
