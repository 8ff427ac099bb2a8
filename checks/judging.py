"""Judging a stored sweep: every check in force on every subject of every unit, once; then the lives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from sqlite_utils import Database

from checks.bench import COLUMNS, Bench
from checks.evidence.sweep import read_frame
from checks.haste import hasty
from checks.ledger import settle
from checks.sharing import sheets_of
from checks.sheets import Sheets
from checks.summary import Summary, summarise
from crawler.past import doubt
from crawler.seals import VERSION, append, rows_of
from rules.model import Workspace

_CACHE = 24_000
"""Kilobytes of the store that may be held while verdicts are written: their ids come in no order."""


class EvidenceError(Exception):
    """Raised when there is nothing to judge again: nobody knows the finding, or it never was one."""


def judge(db: Database, sweep_id: int, workspace: Workspace) -> Summary:
    """Judge one stored sweep, replacing what was judged of it before: all of it or, on any fault, nothing.

    The same sweep, rules and decisions give the same rows, byte for byte.
    """
    frame = read_frame(db, sweep_id)
    db.execute(f"PRAGMA cache_size = -{_CACHE}")
    with hasty(), closing(Sheets(db)) as written, db.atomic():
        db.execute("DELETE FROM verdicts WHERE sweep = ?", (sweep_id,))
        with closing(sheets_of(db, sweep_id, workspace)) as sheets:
            for sheet in sheets:
                written.take(sheet)
        settle(db, sweep_id, workspace)
        if db.conn.execute("SELECT max(id) FROM sweeps").fetchone()[0] == sweep_id:
            doubt(db, written.doubted, sweep_id)
        sealed = {"verdicts": written.done(), "findings": rows_of(db, "findings", sweep_id)}
        append(db, "judged", sweep_id, sealed, rules=workspace.digest, version=VERSION)
    return summarise(db, sweep_id, frame.previous)


def judged_again(
    db: Database, sweep_id: int, workspace: Workspace, *, check: str | None = None, unit: str | None = None
) -> Iterator[dict[str, Any]]:
    """What a stored sweep comes to by the rules as they are now, as rows of `verdicts`; nothing is stored.

    `check` and `unit` narrow it down.
    """
    bench = Bench.of(db, sweep_id, workspace, check)
    units = (one.code for one in workspace.units if unit in (None, one.code))
    return (dict(zip(COLUMNS, row, strict=True)) for code in units for row in bench.verdicts(code, set()))


def withheld(db: Database, sweep: int) -> int:
    """How many accusations wait for pages to be opened again."""
    query = "SELECT count(*) FROM verdicts WHERE sweep = ? AND reason_code = 'not_swept' AND observed ->> 'carried'"
    return int(db.conn.execute(query, (sweep,)).fetchone()[0])
