"""What a check says of one subject, and the words to say it with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.proofs import Seen, Severity, Verdict
from crawler.items import Reason


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a check says of one subject.

    `reason` is a sentence in Chinese for the unit; `observed` the figures behind it (JSON values; days and the like);
    `facts` what must stay the same for a person's decision to hold next week; `seen` the stored answers it rests on.
    `severity` is given where it is lighter or heavier than the check's.
    """

    verdict: Verdict
    reason: str = ""
    code: Reason | None = None
    observed: Mapping[str, Any] = field(default_factory=dict)
    seen: tuple[Seen, ...] = ()
    suggestion: str | None = None
    severity: Severity | None = None


def passed(reason: str = "", seen: tuple[Seen, ...] = (), **observed: object) -> Ruling:
    """The rule is kept."""
    return Ruling(Verdict.PASS, reason, observed=observed, seen=seen)


def violation(
    reason: str, seen: tuple[Seen, ...] = (), suggestion: str | None = None, **observed: object
) -> Ruling:
    """The rule is broken, and `seen` proves it."""
    return Ruling(Verdict.VIOLATION, reason, observed=observed, seen=seen, suggestion=suggestion)


def suspected(
    reason: str, seen: tuple[Seen, ...] = (), suggestion: str | None = None, **observed: object
) -> Ruling:
    """It looks broken, but the proof is not complete: a person must look."""
    return Ruling(Verdict.SUSPECTED, reason, observed=observed, seen=seen, suggestion=suggestion)


def untested(code: Reason, reason: str = "", seen: tuple[Seen, ...] = (), **observed: object) -> Ruling:
    """It could not be judged, and never for a fault of the unit's."""
    return Ruling(Verdict.UNTESTED, reason, code, observed, seen)


def not_applicable(reason: str, **observed: object) -> Ruling:
    """The rule does not reach this subject."""
    return Ruling(Verdict.NOT_APPLICABLE, reason, observed=observed)
