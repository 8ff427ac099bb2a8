"""What the daily line is to do: go on with a sweep, start this week's, finish its reports, or nothing at all.

A sweep that budgets or troubles cut short goes on with its own clock and week, also when the week is over. What no run
collected in its week cannot be collected any more, and is told as missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from rules.periods import Clock, week_days
from rules.unattended import load_patience

Row = Mapping[str, Any]
Task = Literal["continue", "start", "report", "nothing"]

_LATEST = """
SELECT s.id, s.week, s.attempt, s.as_of, s.state, s.stopped_by, s.stop_reason, s.started_at, s.finished_at,
       EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = s.id) AS judged,
       EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = s.id
               AND v.verdict IN ('pass', 'violation', 'suspected', 'declared')) AS collected,
       coalesce((SELECT max(f.fetched_at) FROM fetches f WHERE f.sweep = s.id AND f.http_status IS NOT NULL),
                s.started_at, s.as_of) AS progress
FROM sweeps s
WHERE s.scope = 'all' AND s.attempt = (SELECT max(t.attempt) FROM sweeps t WHERE t.week = s.week AND t.scope = 'all')
ORDER BY s.week DESC
"""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be done, with which clock, and why; `missed` are weeks that no sweep was finished in."""

    task: Task
    clock: Clock
    why: str
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the workspace stands: the last sweep, the last finished one, when the next is due, and whether it is overdue."""

    last: Row | None
    done: Row | None
    next_day: date
    overdue: bool
    missed: tuple[str, ...]


def what_is_due(db: Database, today: Clock, now: datetime, reported: frozenset[int]) -> Due:
    """What the daily line is to do on a day; `now` is the real moment, `reported` the sweeps whose reports are written."""
    rows = list(db.query(_LATEST))
    newest = rows[0] if rows else None
    missed = _missed(rows, today)
    if newest is not None and _goes_on(newest, today, now):
        own = Clock(date.fromisoformat(newest["as_of"]), today.zone)
        return Due("continue", own, f"继续{newest['week']}周未完成的采集", missed)
    if newest is None or newest["week"] < today.week or newest["state"] != "done":
        return Due("start", today, f"开始{today.week}周的监测", missed)
    own = Clock(date.fromisoformat(newest["as_of"]), today.zone)
    if not newest["judged"] or newest["id"] not in reported:
        return Due("report", own, f"{newest['week']}周已采集，补出报告", missed)
    if not newest["collected"]:
        return Due("start", today, f"{newest['week']}周没有采集到内容，重新采集", missed)
    return Due("nothing", own, f"{newest['week']}周已完成，本次无需运行", missed)


def _goes_on(row: Row, today: Clock, now: datetime) -> bool:
    """Whether an unfinished sweep is gone on with: this week's always, an earlier one's while it still moves."""
    if row["state"] == "done":
        return False
    if row["week"] >= today.week:
        return True
    return (
        row["stopped_by"] != "fault"
        and _since(row["progress"], now).days < load_patience().give_up_after_days
    )


def standing(db: Database, today: Clock, now: datetime) -> Standing:
    """How the workspace stands on a day; `now` is the real moment."""
    rows, patience = list(db.query(_LATEST)), load_patience()
    last = rows[0] if rows else None
    done = next((row for row in rows if row["state"] == "done" and row["collected"]), None)
    late = (
        done is None or (today.as_of - date.fromisoformat(done["as_of"])).days > patience.overdue_after_days
    )
    moving = (
        last is not None
        and last["state"] != "done"
        and _since(last["progress"], now).days < patience.resting_days
    )
    week_is_done = done is not None and done["week"] >= today.week
    monday = week_days(today.week)[0]
    return Standing(
        last,
        done,
        monday + timedelta(days=7) if week_is_done else monday,
        late and not moving,
        _missed(rows, today),
    )


def _missed(rows: Sequence[Row], today: Clock) -> tuple[str, ...]:
    """The weeks between the first sweep and this one in which none was finished, but those still under way."""
    ended = {row["week"] for row in rows if row["state"] == "done"} | {row["week"] for row in rows[:1]}
    if not ended:
        return ()
    day, weeks = week_days(min(ended))[0], []
    while (week := Clock(day, today.zone).week) < today.week:
        weeks.append(week)
        day += timedelta(days=7)
    return tuple(week for week in weeks if week not in ended)


def _since(moment: str, now: datetime) -> timedelta:
    """How long ago a stored moment was."""
    then = datetime.fromisoformat(moment)
    return now - (then if then.tzinfo else then.replace(tzinfo=UTC))
