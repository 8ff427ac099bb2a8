"""A person's decisions on single findings, and how far they hold."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from checks.model import Verdict

_VOLATILE = frozenset({"days", "overdue", "declaration"})
"""Figures that change from week to week although nothing happened."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`yes`: it is a fault; `no`: it is none (误报核减). `facts` are the figures that the person saw."""

    week: str
    decision: str
    facts: str


class Decisions:
    """The audit trail up to one week."""

    def __init__(self, week: str, trail: Mapping[str, Iterable[Decision]]) -> None:
        self._week = week
        self._trail = trail

    @classmethod
    def read(cls, db: Database, week: str) -> Decisions:
        """Everything decided on sweeps up to and including the week."""
        sql = (
            "SELECT d.finding, d.decision, d.facts, s.week FROM decisions d JOIN sweeps s ON s.id = d.sweep"
            " WHERE s.week <= ? ORDER BY d.id"
        )
        trail: defaultdict[str, list[Decision]] = defaultdict(list)
        for row in db.query(sql, (week,)):
            trail[row["finding"]].append(Decision(row["week"], row["decision"], row["facts"]))
        return cls(week, trail)

    def on(self, finding: str, observed: Mapping[str, Any], *, lasting: bool) -> str | None:
        """`yes` or `no` where the last decision that still holds says so.

        It holds while the facts are those that the person saw; of checks that are not lasting, in its own week.
        """
        held = [
            decision.decision
            for decision in self._trail.get(finding, ())
            if (lasting or decision.week == self._week) and decision.facts == facts_of(observed)
        ]
        return held[-1] if held else None


def decide(verdict: Verdict, decision: str | None) -> Verdict:
    """A check's verdict after a person's decision; only accusations and suspicions can be decided."""
    if decision is None or verdict not in (Verdict.VIOLATION, Verdict.SUSPECTED):
        return verdict
    return Verdict.VIOLATION if decision == "yes" else Verdict.PASS


def facts_of(observed: Mapping[str, Any]) -> str:
    """What must stay the same for a decision to hold, as comparable text."""
    lasting = {name: value for name, value in observed.items() if name not in _VOLATILE}
    return json.dumps(lasting, ensure_ascii=False, sort_keys=True)
