"""The bench: every check in force on every subject of one unit, as rows of `verdicts`. Nothing is stored here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlite_utils import Database

from checks.decisions import Decisions, decide
from checks.evidence import Reader
from checks.evidence.sweep import read_frame
from checks.model import Check, Evidence, Ruling, Seen, Subject, Verdict, load_checks, untested
from crawler.items import Reason
from crawler.store import StoreError
from rules.model import Declaration, Workspace
from rules.personal import mask_text
from rules.text import plain

COLUMNS = (
    "sweep", "id", "check", "unit", "kind", "key", "name", "url", "verdict", "reason_code", "reason",
    "observed", "seen", "severity", "basis", "suggestion", "decided", "machine_verdict",
)  # fmt: skip
Row = tuple[Any, ...]
"""A row of `verdicts`, in the order of `COLUMNS`."""
_ACCUSING = (Verdict.VIOLATION, Verdict.SUSPECTED)
_QUIET = (Verdict.PASS, Verdict.NOT_APPLICABLE)
"""Verdicts whose stored answers are cited only where they end a finding: there are too many of them."""
_MOST_SEEN = 20
_NOT_YET = "所依据的页面取自此前的采集，本次尚未重新打开，重新打开后再判定"


class JudgingError(Exception):
    """Raised when a check misbehaves: it fails, or returns no whole ruling. Nothing is stored then."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What every verdict of one sweep is written with. `open` are the findings that the week before left."""

    reader: Reader
    checks: tuple[Check, ...]
    open: frozenset[str]
    decisions: Decisions
    declarations: Mapping[tuple[str, str], tuple[Declaration, ...]]

    @classmethod
    def of(cls, db: Database, sweep: int, workspace: Workspace, only: str | None = None) -> Bench:
        """The bench of one sweep, for all checks or `only` one; StoreError for a sweep that was pruned."""
        frame = read_frame(db, sweep)
        if db.execute("SELECT 1 FROM seals WHERE sweep = ? AND event = 'pruned'", (sweep,)).fetchone():
            raise StoreError(f"{frame.week}的存档和明细已经清理，不能重新判定；当时的判定仍可查看")
        in_force = (check for check in load_checks().values() if check.in_force(frame.as_of))
        left = db.query("SELECT id FROM findings WHERE sweep = ?", (frame.previous,))
        return cls(
            Reader.of(db, frame, workspace),
            tuple(check for check in in_force if only in (None, check.name)),
            frozenset(row["id"] for row in left),
            Decisions.read(db, frame.week),
            _declarations(workspace, frame.as_of),
        )

    def verdicts(self, unit: str, doubted: set[str]) -> Iterator[Row]:
        """Every verdict on one unit.

        `doubted` gathers the addresses that accusations rest on: the next sweep asks for them, whatever it knows.
        """
        evidence = self.reader.evidence(unit)
        for check in self.checks:
            met: set[str] = set()
            for subject in evidence.subjects(*check.subjects):
                key = subject.key
                if key in met:
                    raise JudgingError(f"{check.name} {unit} {key}: two subjects, one key")
                met.add(key)
                ruling = _confirmed(doubted, subject, _ruling(check, subject, evidence))
                try:
                    yield _row(self, check, subject, evidence, ruling)
                except (TypeError, ValueError) as error:
                    raise JudgingError(f"{check.name} {unit} {key}: {error}") from error


def finding_id(check: str, unit: str, kind: str, key: str) -> str:
    """The name of a finding, the same from week to week."""
    return hashlib.sha256(f"{check}|{unit}|{kind}|{key}".encode()).hexdigest()[:12]


def _ruling(check: Check, subject: Subject, evidence: Evidence) -> Ruling:
    """What the check says, held to its own form."""
    try:
        ruling = check.judge(subject, evidence)
    except Exception as error:
        place = f"{check.name} {evidence.unit.code} {subject.key}"
        raise JudgingError(f"{place}: {type(error).__name__}: {error}") from error
    if fault := _fault(ruling):
        raise JudgingError(f"{check.name} {evidence.unit.code} {subject.key}: {fault}")
    return ruling


def _fault(ruling: object) -> str | None:
    """What is wrong with the form of a ruling."""
    if not isinstance(ruling, Ruling):
        return f"returned {type(ruling).__name__}, not a ruling"
    if (ruling.verdict is Verdict.UNTESTED) != (ruling.code is not None):
        return "a reason code belongs to untested, and to nothing else"
    if ruling.verdict in _ACCUSING and not ruling.reason:
        return "accuses without a reason"
    if ruling.verdict is Verdict.DECLARED:
        return "declared is not a check's to say"
    return None


def _confirmed(doubted: set[str], subject: Subject, ruling: Ruling) -> Ruling:
    """No accusation rests on what an earlier week was shown: that is asked for anew first (docs/sparing.md)."""
    if ruling.verdict not in _ACCUSING:
        return ruling
    doubted.update(seen.url for seen in ruling.seen)
    named = (subject.url, ruling.observed.get("page_url"))  # the second is the page that shows the subject
    doubted.update(url for url in named if url is not None)
    if not any(seen.carried for seen in ruling.seen):
        return ruling
    return untested(Reason.NOT_SWEPT, _NOT_YET, ruling.seen[:_MOST_SEEN], carried=True)


def _row(bench: Bench, check: Check, subject: Subject, evidence: Evidence, ruling: Ruling) -> tuple[Any, ...]:
    """One row of `verdicts`, in the order of `COLUMNS`: decisions first, then declarations."""
    unit, key = evidence.unit.code, subject.key
    finding = finding_id(check.name, unit, subject.kind, key)
    observed, verdict, decision = ruling.observed, ruling.verdict, None
    if verdict in _ACCUSING:
        verdict, decision, observed = _after_all(bench, check, subject, unit, finding, ruling)
    seen = () if ruling.verdict in _QUIET and finding not in bench.open else ruling.seen
    return (
        bench.reader.frame.id, finding, check.name, unit, subject.kind, key, _masked(subject.name),
        subject.url, str(verdict), ruling.code.value if ruling.code else None, mask_text(ruling.reason),
        _figures(observed) if observed else "{}", _json([_proof(proof) for proof in seen]) if seen else "[]",
        str(ruling.severity or check.severity), check.basis, ruling.suggestion,
        decision, ruling.verdict.value if decision else None,
    )  # fmt: skip


def _after_all(
    bench: Bench, check: Check, subject: Subject, unit: str, finding: str, ruling: Ruling
) -> tuple[Verdict, str | None, dict[str, Any]]:
    """What an accusation comes to, once persons and declarations were heard: verdict, decision, figures."""
    observed = dict(ruling.observed)
    decision = bench.decisions.on(finding, observed, lasting=check.lasting)
    declared = bench.declarations.get((unit, check.name), ())
    declaration = next((found for found in declared if _covers(found, subject)), None)
    if declaration is None:
        return decide(ruling.verdict, decision), decision, observed
    observed["declaration"] = {
        "reason": declaration.reason,
        "reference": declaration.reference,
        "until": declaration.until.isoformat(),
    }
    return Verdict.DECLARED, decision, observed


def _declarations(workspace: Workspace, today: date) -> dict[tuple[str, str], tuple[Declaration, ...]]:
    """The declarations that still hold on a day, by unit and check."""
    found: dict[tuple[str, str], tuple[Declaration, ...]] = {}
    for declaration in workspace.declarations:
        if today <= declaration.until:
            place = (declaration.unit, declaration.check)
            found[place] = (*found.get(place, ()), declaration)
    return found


def _covers(declaration: Declaration, subject: Subject) -> bool:
    """Whether a declaration speaks of this subject: by key, by name, or of all."""
    if not declaration.subject:
        return True
    return declaration.subject == subject.key or plain(declaration.subject) == plain(subject.name)


def _proof(seen: Seen) -> dict[str, Any]:
    return {name: getattr(seen, name) for name in Seen.__slots__ if name != "carried"}


_masked = lru_cache(maxsize=1 << 13)(mask_text)
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, allow_nan=False).encode


def _figures(observed: Mapping[str, Any]) -> str:
    """What was observed, as JSON. Thousands of pages say no more than one and the same day."""
    [*figures] = observed.items()
    if len(figures) == 1 and type(figures[0][1]) is str:
        return _one_figure(*figures[0])
    return _json(observed)


@lru_cache(maxsize=1 << 12)
def _one_figure(name: str, told: str) -> str:
    return _json({name: told})
