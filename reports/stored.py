"""Reading one sweep out of the store: rows become the frozen types of `reports.model`, fit to be shown.

Only rows that somebody will read are shaped; the whole matrix is counted inside SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from checks.evidence.sweep import EARLIER
from checks.model import Seen
from crawler.store import StoreError
from reports.model import Finding, Judged, Sweep
from reports.text import ADDRESS, SENTENCE, plain, shown, shown_deep

Row = Mapping[str, Any]
_ORDER = 'v.unit, v."check", v.kind, v.key'
_STATES = {"new": 0, "reopened": 1, "persisting": 2}
_SEVERITIES = {"veto": 0, "deduct": 1}


def sweep_of(db: Database, sweep_id: int) -> Sweep:
    """The sweep with this number; StoreError for an unknown one."""
    for row in db.query("SELECT * FROM sweeps WHERE id = ?", (sweep_id,)):
        return _sweep(row)
    raise StoreError(f"数据库中没有编号为{sweep_id}的监测")


def latest_sweep(db: Database, week: str | None = None, *, judged: bool = False) -> Sweep:
    """The latest attempt of `week`, or of the latest week; with `judged`, the latest that was judged.

    StoreError when there is none, so that nothing stored is never printed as nothing found.
    """
    wanted = "SELECT * FROM sweeps s WHERE (:week IS NULL OR week = :week)"
    if judged:
        wanted += " AND EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = s.id)"
    for row in db.query(f"{wanted} ORDER BY week DESC, attempt DESC LIMIT 1", {"week": week}):
        return _sweep(row)
    when = f"{week}周" if week else "本工作区"
    raise StoreError(f"{when}没有{'已判定的' if judged else ''}监测数据")


def previous_sweep(db: Database, sweep: Sweep) -> Sweep | None:
    """The latest judged attempt of the latest earlier week, or None on the first sweep."""
    earlier = [row["id"] for row in db.query(EARLIER, {"week": sweep.week})]
    return sweep_of(db, earlier[-1]) if earlier else None


def verdicts(db: Database, sweep: Sweep, *wanted: str, kind: str | None = None) -> Iterator[Judged]:
    """The verdicts of the sweep, all or of the `wanted` sorts or on one `kind` of subject, in fixed order."""
    sorts = f" AND v.verdict IN ({', '.join('?' * len(wanted))})" if wanted else ""
    what = " AND v.kind = ?" if kind else ""
    rows = db.query(
        f"{_VERDICT} WHERE v.sweep = ?{sorts}{what} ORDER BY {_ORDER}",
        (sweep.id, *wanted, *([kind] if kind else [])),
    )
    return (judged(row) for row in rows)


def findings(db: Database, sweep: Sweep) -> tuple[Finding, ...]:
    """Every finding of the sweep; heavy and new ones first within a check."""
    rows = db.query("SELECT * FROM findings WHERE sweep = ?", (sweep.id,))
    found = (_finding(db, sweep, row) for row in rows)
    return tuple(sorted((finding for finding in found if finding), key=_rank))


def counts(db: Database, sweep: Sweep) -> Iterator[tuple[str, str, str, str, int]]:
    """(unit, check, verdict, state of the finding or empty, how many), counted by the store."""
    rows = db.query(
        "SELECT v.unit, v.\"check\", v.verdict, coalesce(f.state, '') AS state, count(*) AS n"
        " FROM verdicts v LEFT JOIN findings f ON f.sweep = v.sweep AND f.id = v.id"
        ' WHERE v.sweep = ? GROUP BY v.unit, v."check", v.verdict, 4',
        (sweep.id,),
    )
    return ((row["unit"], row["check"], row["verdict"], row["state"], row["n"]) for row in rows)


def untested_before(db: Database, sweep: Sweep | None) -> frozenset[tuple[str, str]]:
    """(finding id, reason code) of everything that an earlier sweep could not judge either."""
    if sweep is None:
        return frozenset()
    rows = db.query(
        "SELECT id, reason_code FROM verdicts WHERE sweep = ? AND verdict = 'untested'", (sweep.id,)
    )
    return frozenset((row["id"], row["reason_code"]) for row in rows)


_VERDICT = """
SELECT v.*, coalesce(c.path, d.path, e.path) AS path, coalesce(c.name, d.name, e.name) AS column_name
FROM verdicts v
LEFT JOIN columns c ON v.kind = 'column' AND c.sweep = v.sweep AND c.url = v.key
LEFT JOIN articles a ON v.kind = 'article' AND a.sweep = v.sweep AND a.url = v.key
LEFT JOIN columns d ON d.sweep = v.sweep AND d.url = a.column_url
LEFT JOIN links l ON v.kind = 'link' AND l.sweep = v.sweep AND l.unit = v.unit AND l.url = v.key
LEFT JOIN columns e ON e.sweep = v.sweep AND e.url = l.page_url
"""


def _finding(db: Database, sweep: Sweep, row: Row) -> Finding | None:
    """A row of `findings` with its verdict; None for one whose verdict no sweep kept."""
    now = _verdict(db, f"{_VERDICT} WHERE v.sweep = ? AND v.id = ?", (sweep.id, row["id"]))
    shown_row = now
    if row["state"] == "fixed" or now is None:
        shown_row = _verdict(
            db,
            f"{_VERDICT} WHERE v.id = ? AND v.sweep < ? AND v.verdict = 'violation'"
            " ORDER BY v.sweep DESC LIMIT 1",
            (row["id"], sweep.id),
        ) or now  # fmt: skip
    if shown_row is None:
        return None
    struck = row["state"] == "fixed" and now is not None and now["decided"] == "no"
    return Finding(
        row["state"], row["first_seen"] or "", row["last_seen"] or "", row["due"], judged(shown_row), struck
    )


def _verdict(db: Database, sql: str, parameters: tuple[object, ...]) -> Row | None:
    return next(iter(db.query(sql, parameters)), None)


def judged(row: Row) -> Judged:
    """One row of `verdicts`, fit to be shown."""
    return Judged(
        id=row["id"],
        check=row["check"],
        unit=row["unit"],
        kind=row["kind"],
        key=shown(row["key"], ADDRESS),
        name=shown(row["name"]) or shown(row["key"]),
        url=shown(row["url"], ADDRESS) or None,
        verdict=row["verdict"],
        code=plain(row["reason_code"]) or None,
        reason=shown(row["reason"], SENTENCE),
        observed={plain(key): shown_deep(value) for key, value in _mapping(row["observed"]).items()},
        seen=tuple(Seen(**_evidence(item)) for item in _sequence(row["seen"])),
        severity=row["severity"] or "notice",
        basis=row["basis"] or "",
        suggestion=shown(row["suggestion"], SENTENCE),
        decided=row["decided"] or None,
        place=_place(row),
    )


def _place(row: Row) -> str:
    """The column's path from the unit's page down, as 一级/二级; empty where it stands in no column."""
    path = [shown(part) for part in _sequence(row.get("path"))]
    name = shown(row.get("column_name"))
    return "/".join(path if path[-1:] == [name] or not name else [*path, name])


def _evidence(item: Mapping[str, Any]) -> dict[str, Any]:
    """One stored answer, with an address that is safe to print."""
    return {
        "url": shown(item.get("url"), ADDRESS),
        "fetched_at": plain(item.get("fetched_at")) or None,
        "status": item.get("status"),
        "sha256": plain(item.get("sha256")) or None,
        "capture": plain(item.get("capture")) or None,
    }


def _rank(finding: Finding) -> tuple[object, ...]:
    """Units and checks in their order, what weighs most first, then the newest trouble."""
    judged_row = finding.judged
    return (
        judged_row.unit, _SEVERITIES.get(judged_row.severity, 2), judged_row.check,
        _STATES.get(finding.state, 3), judged_row.kind, judged_row.key,
    )  # fmt: skip


def _sweep(row: Row) -> Sweep:
    return Sweep(
        id=row["id"],
        week=row["week"],
        attempt=row["attempt"],
        as_of=date.fromisoformat(row["as_of"]),
        state=row["state"],
        stop_reason=plain(row["stop_reason"], SENTENCE),
        started_at=row["started_at"] or "",
        finished_at=row["finished_at"] or "",
        requests=row["requests"] or 0,
        replayed=row["replayed"] or 0,
        seconds=row["seconds"] or 0.0,
        polite=_mapping(row["polite"]),
        stopped_by=row["stopped_by"] or "",
    )


def _mapping(text: str | None) -> dict[str, Any]:
    """A JSON object; anything else counts as said nothing."""
    value = _json(text)
    return value if isinstance(value, dict) else {}


def _sequence(text: str | None) -> list[Any]:
    """A JSON list; anything else counts as said nothing."""
    value = _json(text)
    return value if isinstance(value, list) else []


def _json(text: str | None) -> object:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
