"""`gongkai confirm`: a person decides on a suspicion, or strikes out a disputed accusation (误报核减)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from checks.decisions import decide, facts_of
from checks.ledger import settle
from checks.model import Verdict
from crawler.seals import append, rows_of
from rules.model import Workspace

_LATEST = """
SELECT v.* FROM verdicts v JOIN sweeps s ON s.id = v.sweep
WHERE v.id = :finding AND s.week = coalesce(:week, s.week) AND s.attempt = (
    SELECT max(t.attempt) FROM sweeps t
    WHERE t.week = s.week AND EXISTS (SELECT 1 FROM verdicts w WHERE w.sweep = t.id))
ORDER BY s.week DESC LIMIT 1
"""


class DecisionError(Exception):
    """Raised when a decision cannot be taken: nobody knows the finding, or there is nothing to decide about it."""


def confirm(
    db: Database,
    finding_id: str,
    *,
    yes: bool,
    note: str,
    at: str,
    workspace: Workspace,
    week: str | None = None,
) -> Mapping[str, Any]:
    """Write a decision into the audit trail and apply it to the week's verdict; returns the verdict's row.

    `at` is the moment (ISO 8601) of the decision; `week` the ISO week, by default the latest that knows the finding.
    """
    row = _decidable(db, finding_id.strip().lower(), week)
    said = Verdict(row["machine_verdict"] or row["verdict"])
    decision = "yes" if yes else "no"
    with db.atomic():
        db.table("decisions").insert(
            {
                "finding": row["id"],
                "sweep": row["sweep"],
                "decision": decision,
                "note": note,
                "facts": facts_of(json.loads(row["observed"])),
                "at": at,
            }
        )
        db.execute(
            "UPDATE verdicts SET verdict = ?, decided = ?, machine_verdict = ? WHERE sweep = ? AND id = ?",
            (decide(said, decision).value, decision, said.value, row["sweep"], row["id"]),
        )
        settle(db, row["sweep"], workspace)
        sealed = {table: rows_of(db, table, row["sweep"]) for table in ("verdicts", "findings", "decisions")}
        append(db, "confirmed", row["sweep"], sealed, finding=row["id"], decision=decision)
    return next(
        iter(db.query("SELECT * FROM verdicts WHERE sweep = ? AND id = ?", (row["sweep"], row["id"])))
    )


def _decidable(db: Database, finding: str, week: str | None) -> Mapping[str, Any]:
    """The verdict that the decision is about; DecisionError where there is none."""
    row = next(iter(db.query(_LATEST, {"finding": finding, "week": week})), None)
    when = f"{week}周" if week else "本工作区"
    if row is None:
        raise DecisionError(f"{when}没有编号为{finding}的问题，请核对编号（见 findings 或 verdicts 的 id）")
    if row["verdict"] == Verdict.DECLARED:
        raise DecisionError(f"{finding}已有情况说明覆盖，无需核定")
    if (row["machine_verdict"] or row["verdict"]) not in (Verdict.VIOLATION, Verdict.SUSPECTED):
        raise DecisionError(f"{finding}的判定为“{row['verdict']}”，只有问题和疑似问题可以核定")
    return row
