"""What a ruling says and rests on: verdicts and severities, one stored answer, one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crawler.items import ReadBy, Reason


class Severity(StrEnum):
    """How heavy an offence is: 单项否决, 扣分, 提示."""

    VETO = "veto"
    DEDUCT = "deduct"
    NOTICE = "notice"


class Verdict(StrEnum):
    """The contract's six verdicts."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    VIOLATION = "violation"
    SUSPECTED = "suspected"
    UNTESTED = "untested"
    DECLARED = "declared"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Seen:
    """One stored answer that a ruling rests on: the row of `fetches`, and what proves it later.

    `carried`: it was given in an earlier week and stands for this one's.
    """

    url: str
    fetched_at: str | None = None
    status: int | None = None
    sha256: str | None = None
    capture: str | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a list or a page in a sweep; `reason` is None when it could be read."""

    reason: Reason | None
    entries: int = 0
    newest: date | None = None
    read_by: ReadBy = "static"
    empty_proof: str | None = None
    seen: Seen | None = None
