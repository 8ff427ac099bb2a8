"""The life of findings from week to week, told again from the stored verdicts of every week's latest attempt.

Nothing is carried over in secret: the same verdicts give the same lives, however often a week is judged.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from checks.model import Severity, Verdict
from rules.model import Workspace

State = Literal["new", "persisting", "reopened", "fixed", "declared", "baseline", "unverified", "closed"]
OPEN: tuple[State, ...] = ("new", "persisting", "reopened", "unverified")

_TOLD_ONCE = "item-late"
"""Lateness cannot be mended: it is reported once, and each later violation speaks of other documents."""
_FLEETING = ("column", "article", "link")
"""Subjects that the sweep finds by itself: their absence says nothing. Others stand in the office's tables."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one week said of one finding. `verdict` None: nothing; `withdrawn`: nobody asks any more.

    `first_week`: no week before could judge it.
    """

    day: date
    verdict: Verdict | None
    check: str = ""
    severity: Severity = Severity.NOTICE
    struck_out: bool = False
    withdrawn: bool = False
    first_week: bool = False
    documents: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Life:
    """Where a finding stands after a week. `closed` is remembered, not shown; `told`: a unit was told of it."""

    state: State
    first_seen: date
    last_seen: date
    due: date | None = None
    told: bool = False
    struck_out: bool = False
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's terms: when a fault seen on a day must be mended, and what lateness is history."""

    due: Callable[[date, Severity], date]
    baseline_days: int


def live(sightings: Iterable[Sighting], terms: Terms) -> Life | None:
    """A finding's whole life; None for what was never a fault, or is none any more."""
    life: Life | None = None
    for sighting in sightings:
        life = _step(None if life is None or life.struck_out else life, sighting, terms)
    return life


def _step(life: Life | None, sighting: Sighting, terms: Terms) -> Life | None:
    """One week on."""
    if sighting.verdict is Verdict.VIOLATION:
        return _accused(life, sighting, terms)
    if sighting.verdict is Verdict.DECLARED:
        first = life.first_seen if life and life.state != "closed" else sighting.day
        return Life("declared", first, sighting.day, told=life is not None and life.told)
    if sighting.verdict is Verdict.NOT_APPLICABLE or sighting.withdrawn or life is None:
        return None
    if life.state in ("fixed", "closed"):
        return replace(life, state="closed")
    if sighting.verdict is Verdict.PASS:
        return _cleared(life, sighting)
    return life if life.state == "baseline" else replace(life, state="unverified")


def _accused(life: Life | None, sighting: Sighting, terms: Terms) -> Life:
    """A violation: a new one, an old one, or one that came back."""
    documents = frozenset(url for url, _ in sighting.documents)
    fresh = life is None or (sighting.check == _TOLD_ONCE and not documents & life.documents)
    if fresh or life is None:
        if sighting.first_week and _is_history(sighting, terms):
            return Life("baseline", sighting.day, sighting.day, documents=documents)
        due = terms.due(sighting.day, sighting.severity)
        return Life("new", sighting.day, sighting.day, due, told=True, documents=documents)
    if life.state == "baseline":
        return replace(life, last_seen=sighting.day)
    now = replace(life, last_seen=sighting.day, told=True, documents=life.documents | documents)
    if life.state in OPEN and life.due is not None:
        return replace(now, state="persisting")
    due = terms.due(sighting.day, sighting.severity)
    if life.state in ("fixed", "closed"):
        return replace(now, state="reopened", due=due)
    first = life.first_seen if life.told else sighting.day  # its declaration ended: the term begins now
    return replace(now, state="persisting" if life.told else "new", first_seen=first, due=due)


def _cleared(life: Life, sighting: Sighting) -> Life | None:
    """A pass: mended, or struck out by a person. What only the office knew of ends in silence."""
    if life.state == "baseline":
        return replace(life, state="closed")
    if sighting.struck_out and not life.told:
        return None
    return replace(life, state="fixed", struck_out=sighting.struck_out)


def _is_history(sighting: Sighting, terms: Terms) -> bool:
    """Lateness that the first sweep found and that is older than the office wants to pursue."""
    days = [day for _, day in sighting.documents if day is not None]
    return (
        sighting.check == _TOLD_ONCE
        and bool(days)
        and max(days) < sighting.day - timedelta(days=terms.baseline_days)
    )


# --- the store --------------------------------------------------------------------------------------------

_WEEKS = """
SELECT s.id, s.as_of FROM sweeps s
WHERE s.id = :sweep OR (s.week < (SELECT week FROM sweeps WHERE id = :sweep) AND s.attempt = (
    SELECT max(t.attempt) FROM sweeps t
    WHERE t.week = s.week AND EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = t.id)))
ORDER BY s.week
"""


def settle(db: Database, sweep_id: int, workspace: Workspace) -> None:
    """Write the findings of a judged sweep anew, in the caller's transaction."""
    weeks = [(row["id"], date.fromisoformat(row["as_of"])) for row in db.query(_WEEKS, {"sweep": sweep_id})]
    terms = _terms(workspace)
    db.execute("DELETE FROM findings WHERE sweep = ?", (sweep_id,))
    rows = []
    for finding, sightings in _histories(db, weeks, {unit.code for unit in workspace.units}):
        life = live(sightings, terms)
        if life is not None and life.state != "closed":
            rows.append(_row(sweep_id, finding, life))
    db.table("findings").insert_all(rows)


def _row(sweep_id: int, finding: str, life: Life) -> dict[str, Any]:
    due = life.due if life.state in (*OPEN, "fixed") else None
    return {
        "sweep": sweep_id,
        "id": finding,
        "state": life.state,
        "first_seen": life.first_seen.isoformat(),
        "last_seen": life.last_seen.isoformat(),
        "due": due.isoformat() if due else None,
    }


def _terms(workspace: Workspace) -> Terms:
    calendar, limits = workspace.calendar, workspace.limits

    def due(day: date, severity: Severity) -> date:
        veto = severity is Severity.VETO
        days = limits.mend_veto_within_workdays if veto else limits.mend_within_workdays
        return calendar.due(day, days)[0]

    return Terms(due, limits.baseline_days)


def _histories(
    db: Database, weeks: list[tuple[int, date]], units: set[str]
) -> Iterator[tuple[str, list[Sighting]]]:
    """Every finding of these units that was ever a violation or declared, with a sighting for each week."""
    marks = ", ".join("?" * len(weeks))
    sweeps = [sweep for sweep, _ in weeks]
    ever = (
        f"SELECT DISTINCT id FROM verdicts WHERE sweep IN ({marks}) AND verdict IN ('violation', 'declared')"  # noqa: S608
    )
    sql = f"SELECT * FROM verdicts WHERE id IN ({ever}) AND +sweep IN ({marks}) ORDER BY id, sweep"  # noqa: S608
    said: dict[str, dict[int, dict[str, Any]]] = {}
    for row in db.query(sql, [*sweeps, *sweeps]):
        said.setdefault(row["id"], {})[row["sweep"]] = row
    for finding, rows in said.items():
        latest = rows[max(rows)]
        if latest["unit"] in units:
            first = _first_judged(weeks, rows)
            yield (
                finding,
                [
                    _sighting(rows.get(sweep), latest["kind"], day, first=sweep == first)
                    for sweep, day in weeks
                ],
            )


def _first_judged(weeks: list[tuple[int, date]], rows: Mapping[int, dict[str, Any]]) -> int | None:
    """The sweep that first could judge: the workspace's first one may have come before its catalog, or got nowhere."""
    judged = (
        sweep for sweep, _ in weeks if sweep in rows and rows[sweep]["verdict"] != Verdict.UNTESTED.value
    )
    return next(judged, None)


def _sighting(row: dict[str, Any] | None, kind: str, day: date, *, first: bool) -> Sighting:
    """One week's row of a finding, or its absence."""
    if row is None:
        return Sighting(day, None, withdrawn=kind not in _FLEETING)
    return Sighting(
        day,
        Verdict(row["verdict"]),
        row["check"],
        Severity(row["severity"]),
        struck_out=row["decided"] == "no",
        first_week=first,
        documents=_documents(row) if row["check"] == _TOLD_ONCE else (),
    )


def _documents(row: dict[str, Any]) -> tuple[tuple[str, date | None], ...]:
    """The late documents that a verdict cites."""
    cited = json.loads(row["observed"]).get("documents", ())
    return tuple(
        (entry["url"], date.fromisoformat(entry["published"]) if entry.get("published") else None)
        for entry in cited
    )
