"""The view of one sweep: what each unit is told, joined from verdicts and the life of findings.

A unit is told violations, what was mended, what a declaration covers and what could not be checked. What is
merely suspected, and what is baseline, is for the office alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from reports.accounts import account_lines
from reports.gaps import gaps
from reports.law import Law
from reports.model import (
    OPEN_STATES,
    AccountLine,
    CheckTitle,
    Finding,
    Group,
    Judged,
    Sweep,
    Tally,
    UnitView,
)
from reports.stored import counts, findings, previous_sweep, untested_before, verdicts
from reports.words import load_words
from rules.model import Unit, Workspace

Tallies = Mapping[tuple[str, str], Tally]
_FIELDS = {
    "pass": "passed", "violation": "problems", "suspected": "suspected", "untested": "untested",
    "declared": "declared", "not_applicable": "not_applicable",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """All that is read from the store for the views of one sweep."""

    workspace: Workspace
    law: Law
    sweep: Sweep
    previous: Sweep | None
    tallies: Tallies
    findings: tuple[Finding, ...]
    untested: tuple[Judged, ...]
    suspected: tuple[Judged, ...]
    before: frozenset[tuple[str, str]]
    accounts: tuple[AccountLine, ...]

    @property
    def checks(self) -> tuple[CheckTitle, ...]:
        """Every check that ruled in this sweep, in the reports' order."""
        return tuple(
            self.law.title(name) for name in sorted({c for _, c in self.tallies}, key=self.law.order)
        )

    @property
    def unit_names(self) -> dict[str, str]:
        """The units' names by code."""
        return {unit.code: unit.name for unit in self.workspace.units}

    def title(self, check: str) -> str:
        """What a check is called."""
        return self.law.title(check).title


def gather(workspace: Workspace, law: Law, db: Database, sweep: Sweep) -> Material:
    """Read everything that the views of one sweep rest on."""
    previous = previous_sweep(db, sweep)
    found = findings(db, sweep)
    untested = tuple(verdicts(db, sweep, "untested"))
    suspected = tuple(verdicts(db, sweep, "suspected"))
    told = _told_of_accounts(law, found, untested, suspected)
    return Material(
        workspace=workspace,
        law=law,
        sweep=sweep,
        previous=previous,
        tallies=_tallies(counts(db, sweep)),
        findings=found,
        untested=untested,
        suspected=suspected,
        before=untested_before(db, previous),
        accounts=tuple(
            replace(line, problem=told.get(line.code, "")) for line in account_lines(workspace, db, sweep)
        ),
    )


def unit_view(material: Material, unit: Unit) -> UnitView:
    """What one unit is told."""
    mine = [finding for finding in material.findings if finding.judged.unit == unit.code]
    lines = tuple(
        (check, tally)
        for check in material.checks
        if (tally := material.tallies.get((unit.code, check.name))) and (tally.judged or tally.untested)
    )
    return UnitView(
        unit=unit,
        tally=sum((tally for (code, _), tally in material.tallies.items() if code == unit.code), Tally()),
        lines=lines,
        groups=grouped(material.law, (finding for finding in mine if finding.state in OPEN_STATES)),
        fixed=_in_state(mine, "fixed"),
        declared=_in_state(mine, "declared"),
        unverified=_in_state(mine, "unverified"),
        baseline=_in_state(mine, "baseline"),
        gaps=gaps(
            (row for row in material.untested if row.unit == unit.code), material.title, material.before
        ),
        accounts=tuple(line for line in material.accounts if line.unit == unit.code),
    )


def grouped(law: Law, found: Iterable[Finding]) -> tuple[Group, ...]:
    """Findings by check: single vetoes first, then in the reports' order."""
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_check[finding.judged.check].append(finding)
    groups = (Group(law.title(name), tuple(members)) for name, members in by_check.items())
    return tuple(
        sorted(groups, key=lambda group: (group.check.severity != "veto", law.order(group.check.name)))
    )


def _in_state(found: Iterable[Finding], state: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in found if finding.state == state)


def _tallies(rows: Iterable[tuple[str, str, str, str, int]]) -> Tallies:
    """Counts by (unit, check); a violation that is baseline is no problem of this week."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for unit, check, verdict, state, count in rows:
        name = "baseline" if verdict == "violation" and state == "baseline" else _FIELDS[verdict]
        tallies[unit, check] += Tally(**{name: count})
    return dict(tallies)


def _told_of_accounts(
    law: Law, found: Iterable[Finding], untested: Iterable[Judged], suspected: Iterable[Judged]
) -> Mapping[str, str]:
    """附件2's 问题类别 by account: its open offences, else why nothing was judged. Never a suspicion."""
    unjudged = {row.key: "本期未作判定" for row in suspected if row.kind == "account"}
    unseen = {
        row.key: f"未能核验：{load_words().why(row.code).text}" for row in untested if row.kind == "account"
    }
    offences: dict[str, str] = {}
    for finding in found:
        row = finding.judged
        if row.kind == "account" and finding.state in OPEN_STATES:
            title = law.title(row.check).title
            offences[row.key] = f"{offences[row.key]}、{title}" if row.key in offences else title
    return {**unjudged, **unseen, **offences}
