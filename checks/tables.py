"""The tables that judging writes: verdicts, the life of findings, a person's decisions. docs/store.md explains them."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("checks")


@migrations()
def verdicts(db: Database) -> None:
    """The whole matrix: exactly one row per (sweep, check, unit, subject). `id` is the same from week to week.

    `observed` and `seen` are JSON; `due`, `suggestion` and `severity` stand as they were ruled. `decided` is `yes` or
    `no` where a person decided, and `machine_verdict` then keeps what the check itself had said.
    """
    db.table("verdicts").create(
        {
            "sweep": int, "id": str, "check": str, "unit": str, "kind": str, "key": str, "name": str, "url": str,
            "verdict": str, "reason_code": str, "reason": str, "observed": str, "seen": str, "severity": str,
            "basis": str, "suggestion": str, "decided": str, "machine_verdict": str,
        },
        pk=("sweep", "check", "unit", "key"), foreign_keys=[("sweep", "sweeps", "id")],
        not_null={"id", "verdict", "kind"},
    )  # fmt: skip
    db.table("verdicts").create_index(["id"])


@migrations()
def findings(db: Database) -> None:
    """The life of violations: one row per sweep and finding that is open, just fixed, declared or baseline.

    `state`: new, persisting, reopened, fixed, declared, baseline, or unverified (open, but untested this week:
    kept out of circulars, told to nobody as a violation). Dates are days; weeks are ISO weeks.
    """
    db.table("findings").create(
        {"sweep": int, "id": str, "state": str, "first_seen": str, "last_seen": str, "due": str},
        pk=("sweep", "id"), foreign_keys=[("sweep", "sweeps", "id")],
    )  # fmt: skip


@migrations()
def decisions(db: Database) -> None:
    """The audit trail of `gongkai confirm`: never changed, only added to."""
    db.table("decisions").create(
        {"id": int, "finding": str, "sweep": int, "decision": str, "note": str, "facts": str, "at": str},
        pk="id",
    )
    db.table("decisions").create_index(["finding"])


@migrations()
def accused(db: Database) -> None:
    """The few verdicts that findings live by, so that a year of weeks is told again in a moment."""
    db.execute(
        "CREATE INDEX verdicts_accused ON verdicts (sweep, id) WHERE verdict IN ('violation', 'declared')"
    )
