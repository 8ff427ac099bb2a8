"""The frame of one sweep: its clock, what it covered, our own incidents, what earlier weeks left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from checks.evidence.cells import day
from crawler.items import Reason
from crawler.store import StoreError

_PARTS = ("portal", "accounts")

EARLIER = """
SELECT id, week, as_of FROM sweeps s
WHERE week < :week AND attempt = (
    SELECT max(attempt) FROM sweeps t
    WHERE t.week = s.week AND EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = t.id))
ORDER BY week
"""
"""The latest judged attempt of every week before `:week`, in order."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of `sweeps` with what every reader of it needs.

    `previous` is the latest judged attempt of the latest earlier week; None on a workspace's first sweep.
    """

    id: int
    week: str
    as_of: date
    zone: ZoneInfo
    swept: frozenset[str]
    fetched_on: date
    incidents: frozenset[tuple[str, str, str]]
    previous: int | None
    told_late: frozenset[str]

    @property
    def latest(self) -> date:
        """The last day that is not in the future."""
        return max(self.as_of, self.fetched_on)

    def hit(self, scope: str, name: str | None, reason: Reason | None) -> bool:
        """Whether a failure is part of a common cause of ours."""
        return reason is not None and (scope, name or "", reason.value) in self.incidents

    def marked(self, scope: str, name: str) -> bool:
        """Whether a whole group is out of order, for whatever reason."""
        return any((scope, name) == (own_scope, own_name) for own_scope, own_name, _ in self.incidents)

    def believes(self, day: date) -> bool:
        """Whether a day is not in the future."""
        return day <= self.latest


def read_frame(db: Database, sweep_id: int) -> Frame:
    """The frame of one sweep; StoreError for an unknown one."""
    row = next(iter(db.query("SELECT * FROM sweeps WHERE id = ?", (sweep_id,))), None)
    if row is None:
        raise StoreError(f"数据库中没有编号为{sweep_id}的监测")
    zone = ZoneInfo(row["zone"] or "Asia/Shanghai")
    earlier = [found["id"] for found in db.query(EARLIER, {"week": row["week"]})]
    return Frame(
        id=sweep_id,
        week=row["week"],
        as_of=date.fromisoformat(row["as_of"]),
        zone=zone,
        swept=_parts(row["scope"]),
        fetched_on=_fetched_on(db, sweep_id, zone) or date.fromisoformat(row["as_of"]),
        incidents=frozenset(_incidents(db, sweep_id)),
        previous=earlier[-1] if earlier else None,
        told_late=frozenset(_told_late(db, earlier)),
    )


def _parts(scope: str | None) -> frozenset[str]:
    """What a sweep set out to collect; a scope that names no part means everything."""
    named = frozenset(re.findall("[a-z]+", scope or ""))
    return named & frozenset(_PARTS) if named & {*_PARTS, "probe"} else frozenset(_PARTS)


def _fetched_on(db: Database, sweep_id: int, zone: ZoneInfo) -> date | None:
    """The real day of the last answer."""
    sql = "SELECT max(fetched_at) AS at FROM fetches WHERE sweep = ?"
    return next((day(row["at"], zone) for row in db.query(sql, (sweep_id,))), None)


def _incidents(db: Database, sweep_id: int) -> Iterator[tuple[str, str, str]]:
    for row in db.query("SELECT scope, name, reason FROM incidents WHERE sweep = ?", (sweep_id,)):
        yield row["scope"], row["name"] or "", row["reason"]


def _told_late(db: Database, earlier: list[int]) -> Iterator[str]:
    """The documents whose lateness an earlier week reported (or found covered, or a person struck out)."""
    sql = (
        "SELECT observed FROM verdicts WHERE sweep = ? AND \"check\" = 'item-late'"
        " AND ('violation' IN (verdict, machine_verdict) OR verdict = 'declared')"
    )
    for sweep in earlier:
        for row in db.query(sql, (sweep,)):
            observed = json.loads(row["observed"])
            yield from (entry["url"] for entry in observed.get("documents", ()))
            yield from observed.get("unlisted", ())
