"""`gongkai prune`: old weeks leave the store, except what open findings rest on. The chain of seals says what went."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from checks.ledger import OPEN
from crawler.pruning import (
    DROPPED,
    Plan,
    bulk,
    drop_bodies,
    drop_rows,
    forget_pages,
    plan,
    remove,
    tidy,
    write_copies,
)
from crawler.seals import append, rows_of

_LATEST = """
SELECT s.id FROM sweeps s WHERE EXISTS (SELECT 1 FROM verdicts v WHERE v.sweep = s.id)
ORDER BY s.week DESC, s.attempt DESC LIMIT 1
"""
_RESTS_ON = """
SELECT s.id FROM verdicts v JOIN sweeps s ON s.id = v.sweep WHERE v.id = ? AND v.verdict IN ('violation', 'declared')
ORDER BY s.week DESC, s.attempt DESC LIMIT 1
"""
_IDLE = """
sweep = ? AND kind IN ('article', 'post', 'link') AND verdict IN ('pass', 'not_applicable', 'untested') AND decided IS NULL
AND id NOT IN (SELECT id FROM verdicts WHERE verdict IN ('violation', 'declared'))
AND id NOT IN (SELECT finding FROM decisions)
"""
"""Verdicts on what the sweep finds by itself, of which nobody was ever accused: no finding lives by them."""


@dataclass(frozen=True, slots=True)
class Old:
    """An old sweep: its week and attempt, and whether an open finding rests on it."""

    id: int
    week: str
    attempt: int
    pinned: bool


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went, or would go: sweeps, rows, bytes of captures; and the sweeps that open findings keep."""

    sweeps: tuple[Old, ...]
    kept: tuple[Old, ...]
    rows: int
    bytes: int


def prune(db: Database, captures: Path, keep_weeks: int, *, write: bool) -> Pruned:
    """Take every week but the last `keep_weeks` out of the store, or only tell what would go.

    The caller holds the workspace. A sweep that an open finding rests on stays whole.
    """
    old = _old(db, keep_weeks)
    going = [sweep for sweep in old if not sweep.pinned]
    if write:
        tidy(db, captures)
    made = plan(db, captures, [sweep.id for sweep in going])
    size = sum((captures / name).stat().st_size for name in made.files if (captures / name).is_file())
    rows = sum(_bulk(db, sweep.id) for sweep in going)
    gone = tuple(sweep for sweep in going if _bulk(db, sweep.id) or _own(made, sweep))
    if write and gone:
        size -= _go(db, captures, made, gone)
    return Pruned(gone, tuple(sweep for sweep in old if sweep.pinned), rows, size)


def _old(db: Database, keep_weeks: int) -> list[Old]:
    """The sweeps of all weeks but the last ones."""
    weeks = [row["week"] for row in db.query("SELECT DISTINCT week FROM sweeps ORDER BY week DESC")]
    latest = db.execute(_LATEST).fetchone()
    marks = ", ".join("?" * len(OPEN))
    found = db.query(
        f"SELECT id FROM findings WHERE sweep = ? AND state IN ({marks})",  # noqa: S608
        (latest[0] if latest else None, *OPEN),
    )
    pinned = {row[0] for finding in found if (row := db.execute(_RESTS_ON, (finding["id"],)).fetchone())}
    return [
        Old(row["id"], row["week"], row["attempt"], row["id"] in pinned)
        for row in db.query("SELECT id, week, attempt FROM sweeps ORDER BY week, attempt")
        if row["week"] in weeks[keep_weeks:]
    ]


def _bulk(db: Database, sweep: int) -> int:
    """How many rows of a sweep would go."""
    idle = db.execute(f"SELECT count(*) FROM verdicts WHERE {_IDLE}", (sweep,)).fetchone()[0]  # noqa: S608
    return bulk(db, sweep) + int(idle)


def _own(made: Plan, sweep: Old) -> list[str]:
    """The capture files of a sweep that change."""
    return [name for name in made.files if name.startswith(f"{sweep.week}/{sweep.week}-{sweep.attempt}-")]


def _go(db: Database, captures: Path, made: Plan, gone: tuple[Old, ...]) -> int:
    """First the copies, then rows and seals at once, then the old files. Returns the bytes of the copies."""
    files = write_copies(captures, made)
    with db.atomic():
        drop_bodies(db, made)
        for sweep in gone:
            drop_rows(db, sweep.id)
            db.execute(f"DELETE FROM verdicts WHERE {_IDLE}", (sweep.id,))  # noqa: S608
            own = f"{sweep.week}/{sweep.week}-{sweep.attempt}-"
            told = {name: facts for name, facts in files.items() if name.startswith(own)}
            tables = {table: rows_of(db, table, sweep.id) for table in (*DROPPED, "verdicts")}
            append(db, "pruned", sweep.id, tables, told)
        forget_pages(db)
    remove(captures, files)
    return sum(int(facts["bytes"]) for facts in files.values() if facts is not None)
