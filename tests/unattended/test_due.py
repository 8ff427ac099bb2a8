"""What the daily line does on a day, by what is stored; and how the workspace is said to stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from checks.tables import migrations
from crawler.store import open_store
from reports.due import Due, standing, what_is_due
from rules.periods import Clock
from rules.unattended import load_patience

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)  # of week 48
Store = Callable[..., int]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(open_store(tmp_path / "gongkai.db", migrations)) as opened:
        yield opened


@pytest.fixture
def store(db: Database) -> Store:
    """Store a sweep: its day, state, what kept it from its end, how many days ago it last moved, whether it was judged."""

    def write(
        day: date, state: str = "done", by: str | None = None, *, rested: float = 0, judged: bool = True,
        collected: bool = True, scope: str = "all", attempt: int = 1,
    ) -> int:  # fmt: skip
        moved = (now() - timedelta(days=rested)).astimezone(UTC).isoformat(timespec="seconds")
        sweep = db.table("sweeps").insert(
            {"week": Clock(day, ZONE).week, "attempt": attempt, "as_of": day.isoformat(), "zone": ZONE.key, "scope": scope,
             "state": state, "stopped_by": by, "started_at": "2026-11-01T00:00:00+00:00", "finished_at": moved}
        ).last_pk  # fmt: skip
        db.table("fetches").insert(
            {"sweep": sweep, "key": "k", "url": "http://x/", "http_status": 200, "fetched_at": moved}
        )
        if judged:
            verdict = "pass" if collected else "untested"
            db.table("verdicts").insert(
                {"sweep": sweep, "check": "home-stale", "unit": "U1", "kind": "site", "key": "http://x/", "id": "a1",
                 "verdict": verdict}
            )  # fmt: skip
        return int(sweep)  # type: ignore[arg-type]

    return write


def now() -> datetime:
    return datetime(2026, 11, 23, 6, 30, tzinfo=ZONE)


def due(db: Database, today: date = MONDAY, reported: frozenset[int] | None = None) -> Due:
    """What is due; every judged sweep was reported, unless it is told otherwise."""
    known = frozenset(row["id"] for row in db.query("SELECT id FROM sweeps"))
    return what_is_due(db, Clock(today, ZONE), now(), known if reported is None else reported)


def before(days: int) -> date:
    return MONDAY - timedelta(days=days)


def test_the_first_run(db: Database) -> None:
    assert (due(db).task, due(db).clock.as_of, due(db).missed) == ("start", MONDAY, ())


def test_a_finished_week_is_left_alone(db: Database, store: Store) -> None:
    store(MONDAY)
    assert due(db).task == "nothing"
    assert due(db, MONDAY + timedelta(days=6)).task == "nothing"
    assert due(db, MONDAY + timedelta(days=7)).task == "start"


@pytest.mark.parametrize(
    ("state", "by"),
    [("running", None), *(("stopped", by) for by in ("budget", "quiet", "outage", "fault", "trouble"))],
)
def test_this_weeks_unfinished_sweep_goes_on(db: Database, store: Store, state: str, by: str | None) -> None:
    store(MONDAY, state, by, judged=False)
    later = due(db, MONDAY + timedelta(days=3))
    assert (later.task, later.clock.as_of) == ("continue", MONDAY)


@pytest.mark.parametrize(
    ("by", "rested", "task"),
    [("budget", 0.5, "continue"), ("budget", 7.9, "continue"), ("budget", 8.1, "start"), ("outage", 3, "continue"),
     (None, 1, "continue"), ("trouble", 2, "continue"), ("fault", 1, "start")],
)  # fmt: skip
def test_last_weeks_goes_on_in_its_own_week_while_it_moves(
    db: Database, store: Store, by: str | None, rested: float, task: str
) -> None:
    store(before(2), "stopped" if by else "running", by, rested=rested)
    told = due(db)
    assert told.task == task
    assert told.clock.as_of == (before(2) if task == "continue" else MONDAY)
    assert told.missed == ()


def test_a_sweep_of_many_nights_goes_on_over_several_weeks(db: Database, store: Store) -> None:
    """It began a month ago and moved last night: no new week is opened before it has ended."""
    store(before(30), "stopped", "budget", rested=1)
    told = due(db)
    assert (told.task, told.clock.as_of) == ("continue", before(30))
    assert told.missed == ("2026-W44", "2026-W45", "2026-W46", "2026-W47")


def test_missed_weeks_are_told_and_this_one_is_started(db: Database, store: Store) -> None:
    store(before(28))
    told = due(db)
    assert (told.task, told.clock.as_of) == ("start", MONDAY)
    assert told.missed == ("2026-W45", "2026-W46", "2026-W47")


def test_only_the_reports_are_missing(db: Database, store: Store) -> None:
    """It died between its sweep and its page."""
    sweep = store(MONDAY, judged=False)
    assert due(db).task == "report"
    db.table("verdicts").insert(
        {"sweep": sweep, "check": "c", "unit": "U", "kind": "site", "key": "k", "id": "b", "verdict": "pass"}
    )
    assert due(db, reported=frozenset()).task == "report"
    assert due(db).task == "nothing"


def test_a_sweep_that_collected_nothing_is_tried_again(db: Database, store: Store) -> None:
    store(MONDAY, collected=False)
    assert due(db, MONDAY + timedelta(days=1)).task == "start"


def test_half_a_sweep_by_hand_is_no_weeks_sweep(db: Database, store: Store) -> None:
    store(MONDAY, scope="portal")
    assert due(db).task == "start"
    store(MONDAY, scope="all", attempt=2)
    store(MONDAY, "stopped", "budget", scope="accounts", attempt=3)
    assert due(db).task == "nothing"


def stands(db: Database, today: date = MONDAY) -> Any:
    return standing(db, Clock(today, ZONE), now())


def test_overdue(db: Database, store: Store) -> None:
    assert stands(db).overdue, "never run"
    store(before(7))
    assert not stands(db).overdue
    assert stands(db).next_day == MONDAY
    days = load_patience().overdue_after_days
    assert not stands(db, before(7) + timedelta(days=days)).overdue
    late = stands(db, before(7) + timedelta(days=days + 1))
    assert late.overdue


@pytest.mark.parametrize(("rested", "overdue"), [(1, False), (3, True)])
def test_a_long_sweep_under_way_is_not_overdue_while_it_moves(
    db: Database, store: Store, rested: float, overdue: bool
) -> None:
    store(before(20), "stopped", "budget", rested=rested)
    assert stands(db).overdue is overdue


def test_a_sweep_that_collected_nothing_does_not_count(db: Database, store: Store) -> None:
    store(before(14))
    store(before(1), collected=False)
    assert stands(db).overdue
    assert stands(db).done["week"] == "2026-W46"


def test_done_this_week_the_next_begins_on_monday(db: Database, store: Store) -> None:
    store(MONDAY + timedelta(days=2))
    assert stands(db, MONDAY + timedelta(days=3)).next_day == MONDAY + timedelta(days=7)


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(["done", "stopped", "running"]), st.booleans()),
        max_size=8,
    )
)
def test_whatever_is_stored_something_sensible_is_due(rows: list[tuple[int, str, bool]]) -> None:
    """Never an older week than the newest that is stored; this week's finished sweep is never repeated."""
    with closing(Database(memory=True)) as db:
        for one in (open_store.__globals__["migrations"], migrations):
            one.apply(db)
        for number, (age, state, judged) in enumerate(
            {Clock(before(age), ZONE).week: (age, s, j) for age, s, j in rows}.values()
        ):
            day = before(age)
            db.table("sweeps").insert(
                {"id": number + 1, "week": Clock(day, ZONE).week, "attempt": 1, "as_of": day.isoformat(), "scope": "all", "state": state,
                 "started_at": now().isoformat()}
            )  # fmt: skip
            if judged:
                db.table("verdicts").insert(
                    {
                        "sweep": number + 1,
                        "check": "c",
                        "unit": "U",
                        "kind": "site",
                        "key": "k",
                        "id": "i",
                        "verdict": "pass",
                    }
                )
        told, weeks = due(db), [row["week"] for row in db.query("SELECT week FROM sweeps")]
        assert told.clock.week >= max([*weeks, "2026-W01"], default="") or told.task == "start"
        assert not set(told.missed) & {
            row["week"] for row in db.query("SELECT week FROM sweeps WHERE state = 'done'")
        }
        assert told.task != "nothing" or told.clock.week == "2026-W48"
