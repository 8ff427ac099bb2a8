"""What the printing verbs print: one mapping per row, keys and order as the contract (section 4) gives them.

`verdicts` holds nothing that differs between two runs on the same content: no times, no sweep numbers.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from crawler.store import StoreError
from reports.accounts import account_lines, seen_on
from reports.cards import picture_of
from reports.folder import folder_names, marked
from reports.model import PRINTED_STATES, Judged, Sweep
from reports.stored import findings, latest_sweep, verdicts
from reports.text import ADDRESS, plain, shown, shown_deep
from rules.model import Workspace

Record = dict[str, Any]
Maker = Callable[[Workspace, Database, Sweep], Iterator[Record]]
KINDS: dict[str, Maker] = {}


def records(workspace: Workspace, db: Database, kind: str, week: str | None = None) -> Iterator[Record]:
    """The rows of one printing verb for the latest attempt of a week; StoreError where there is none."""
    judged = kind in ("findings", "verdicts")
    try:
        sweep = latest_sweep(db, week, judged=judged)
    except StoreError:
        if not judged:
            raise
        sweep = latest_sweep(db, week)
    return KINDS[kind](workspace, db, sweep)


def _prints(maker: Maker) -> Maker:
    KINDS[maker.__name__.removesuffix("_records")] = maker
    return maker


@_prints
def findings_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """Violations and their life."""
    names, pictures = unit_names(workspace), _pictures(workspace, sweep)
    for finding in findings(db, sweep):
        if finding.state not in PRINTED_STATES:
            continue
        row = finding.judged
        yield {
            "id": row.id,
            "week": sweep.week,
            "check": row.check,
            "basis": row.basis,
            "severity": row.severity,
            "unit": row.unit,
            "unit_name": names.get(row.unit),
            "subject": _subject(row),
            "state": finding.state,
            "first_seen": finding.first_seen or None,
            "last_seen": finding.last_seen or None,
            "reason": row.reason,
            "observed": row.observed,
            "evidence": [
                {
                    "url": seen.url,
                    "fetched_at": seen.fetched_at,
                    "status": seen.status,
                    "sha256": seen.sha256,
                    "capture": seen.capture,
                    "screenshot": pictures(row) if number == 0 else None,
                }
                for number, seen in enumerate(row.seen)
            ],
            "suggestion": row.suggestion or None,
            "due": finding.due,
        }


@_prints
def verdicts_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """The whole matrix."""
    names = unit_names(workspace)
    return (verdict_record(row, sweep.week, names) for row in verdicts(db, sweep))


def verdict_record(row: Judged, week: str, names: Mapping[str, str]) -> Record:
    """One row of the matrix."""
    return {
        "id": row.id,
        "week": week,
        "check": row.check,
        "basis": row.basis,
        "severity": row.severity,
        "unit": row.unit,
        "unit_name": names.get(row.unit),
        "subject": _subject(row),
        "verdict": row.verdict,
        "reason_code": row.code,
        "reason": row.reason,
        "observed": row.observed,
    }


@_prints
def columns_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """Every column with its list."""
    names, entries = unit_names(workspace), _entries(db, sweep)
    last = _last_credible(workspace, sweep)
    for row in db.query("SELECT * FROM columns WHERE sweep = ? ORDER BY unit, url", (sweep.id,)):
        listed = entries.get(row["url"], [])
        dates = [entry["date"] for entry in listed if entry["date"] and entry["date"][:10] <= last]
        yield {
            "url": shown(row["url"], ADDRESS),
            "unit": row["unit"],
            "unit_name": names.get(row["unit"]),
            "name": shown(row["name"]),
            "path": shown_deep(json.loads(row["path"] or "[]")),
            "type": row["type"],
            "role": row["role"],
            "read_by": row["read_by"],
            "family": row["family"],
            "complete": bool(row["complete"]),
            "outcome": row["outcome"],
            "reason": None if row["outcome"] in (None, "ok") else row["outcome"],
            "detail": shown(row["detail"]) or None,
            "list_total": row["list_total"],
            "pages": row["pages"],
            "newest": max(dates, default=None),
            "entries": listed,
        }


@_prints
def articles_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """Every page that was opened, without its text."""
    names = unit_names(workspace)
    for row in db.query("SELECT * FROM articles WHERE sweep = ? ORDER BY unit, url", (sweep.id,)):
        yield {
            "url": shown(row["url"], ADDRESS),
            "unit": row["unit"],
            "unit_name": names.get(row["unit"]),
            "title": shown(row["title"]) or None,
            "published": row["published"],
            "published_from": row["published_from"],
            "list_date": row["list_date"],
            "written": row["written"],
            "decided": row["decided"],
            "source": shown(row["source"]) or None,
            "document_no": shown(row["document_no"]) or None,
            "index_no": shown(row["index_no"]) or None,
            "validity": shown(row["validity"]) or None,
            "column_url": shown(row["column_url"], ADDRESS) or None,
            "kind": row["kind"],
            "outcome": row["outcome"],
            "attachments": shown_deep(json.loads(row["attachments"] or "[]")),
        }


@_prints
def accounts_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """Every registered account."""
    names = unit_names(workspace)
    for line in account_lines(workspace, db, sweep):
        yield {
            "code": line.code,
            "unit": line.unit,
            "unit_name": names.get(line.unit),
            "platform": line.platform,
            "name": line.name,
            "status": line.status,
            "source": line.source,
            "outcome": line.outcome,
            "newest": line.newest,
            "posts": line.posts,
            "days": line.days,
            "newest_seen": line.newest_seen,
            "days_left": line.days_left,
            "proof": line.proof,
            "last_success": line.last_success,
            "told": line.told,
            "whose": line.whose,
            "todo": line.todo,
        }


@_prints
def posts_records(workspace: Workspace, db: Database, sweep: Sweep) -> Iterator[Record]:
    """Every post that a source showed, the newest of each account first."""
    units = {account.code: account.unit for account in workspace.accounts}
    for row in db.query(_POSTS, (sweep.id,)):
        yield {
            "account": row["account"],
            "unit": units.get(row["account"]),
            "id": plain(row["id"]),
            "title": shown(row["title"]),
            "url": shown(row["url"], ADDRESS) or None,
            "published": row["published"],
            "precision": row["precision"],
            "time_source": row["time_source"],
            "pinned": bool(row["pinned"]),
            "deleted": bool(row["deleted"]),
            "source": row["source"],
        }


_POSTS = """
SELECT * FROM posts p WHERE sweep = ? AND look = (
    SELECT max(look) FROM posts q WHERE q.sweep = p.sweep AND q.account = p.account AND q.source IS p.source AND q.id = p.id)
ORDER BY account, published DESC, id, source
"""


def _pictures(workspace: Workspace, sweep: Sweep) -> Callable[[Judged], str | None]:
    """Where the picture of a finding lies, as a path in the workspace; only in reports of this very sweep."""
    folder = workspace.var / "reports" / sweep.week
    there, folders = (
        marked(folder).get("sweep") == sweep.id,
        folder_names(unit.code for unit in workspace.units),
    )

    def picture(row: Judged) -> str | None:
        path = (
            picture_of(folder / "units", folders[row.unit], row.id) if there and row.unit in folders else None
        )
        return path.relative_to(workspace.folder).as_posix() if path is not None and path.is_file() else None

    return picture


def _subject(row: Judged) -> Mapping[str, Any]:
    return {"kind": row.kind, "key": row.key, "name": row.name, "url": row.url}


def unit_names(workspace: Workspace) -> Mapping[str, str]:
    """The units' names by code, fit to be shown."""
    return {unit.code: shown(unit.name) for unit in workspace.units}


def _entries(db: Database, sweep: Sweep) -> Mapping[str, list[Record]]:
    """The lists of all columns, each in the order of its rows."""
    listed: dict[str, list[Record]] = defaultdict(list)
    rows = db.query("SELECT * FROM entries WHERE sweep = ? ORDER BY column_url, position, url", (sweep.id,))
    for row in rows:
        entry = {"title": shown(row["title"]), "url": shown(row["url"], ADDRESS), "date": row["date"]}
        listed[row["column_url"]].append(entry)
    return listed


def _last_credible(workspace: Workspace, sweep: Sweep) -> str:
    """The last day that a date may bear and still be believed."""
    collected: date | None = seen_on(sweep.finished_at or sweep.started_at, workspace)
    return max(sweep.as_of, collected or sweep.as_of).isoformat()
