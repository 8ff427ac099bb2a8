"""What the reports speak of: stored rows as people may read them, and the views that are printed.

Everything here is frozen and already safe to show: texts are bounded, free of control characters, and
personal numbers in them are masked (`reports.text`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from checks.model import Seen
from reports.account_line import AccountLine as AccountLine  # noqa: PLC0414 - part of the model
from rules.model import Unit
from rules.periods import week_days

OPEN_STATES = ("new", "persisting", "reopened")
PRINTED_STATES = (*OPEN_STATES, "fixed", "declared", "baseline")


@dataclass(frozen=True, slots=True)
class RunState:
    """How the run ended, as the front door tells it; the defaults are those of a run without trouble."""

    exit_code: int = 0
    held_back: bool = False
    held_reason: str = ""
    stop_reason: str = ""
    faults: tuple[str, ...] = ()
    log: str = ""


@dataclass(frozen=True, slots=True)
class Sweep:
    """One row of `sweeps`."""

    id: int
    week: str
    attempt: int
    as_of: date
    state: str
    stop_reason: str
    started_at: str
    finished_at: str
    requests: int
    replayed: int
    seconds: float
    polite: Mapping[str, Any]
    stopped_by: str = ""

    @property
    def days(self) -> tuple[date, date]:
        """Monday and Sunday of its week."""
        return week_days(self.week)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of `verdicts`. `place`: the path of the column that it is, or stands in, if known."""

    id: str
    check: str
    unit: str
    kind: str
    key: str
    name: str
    url: str | None
    verdict: str
    code: str | None
    reason: str
    observed: Mapping[str, Any]
    seen: tuple[Seen, ...]
    severity: str
    basis: str
    suggestion: str
    decided: str | None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of `findings` with the verdict it stands on.

    For `fixed` that is the last violation, for every other state this sweep's verdict. `struck`: a person
    found the accusation wrong (误报核减), so that nobody may be told it was mended.
    """

    state: str
    first_seen: str
    last_seen: str
    due: str | None
    judged: Judged
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many verdicts of each sort; `problems` leaves out what is baseline."""

    passed: int = 0
    problems: int = 0
    suspected: int = 0
    untested: int = 0
    declared: int = 0
    not_applicable: int = 0
    baseline: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, ...]:
        """The figures in the order of the fields."""
        return (
            self.passed, self.problems, self.suspected, self.untested,
            self.declared, self.not_applicable, self.baseline,
        )  # fmt: skip

    @property
    def judged(self) -> int:
        """What was judged either way."""
        return self.passed + self.problems


@dataclass(frozen=True, slots=True)
class CheckTitle:
    """What a report says of a check: the words of its docstring and the law behind it."""

    name: str
    title: str
    severity: str = "notice"
    basis: str = ""
    why: str = ""
    mend: str = ""
    spares: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The open findings of one check."""

    check: CheckTitle
    findings: tuple[Finding, ...]

    @property
    def advice(self) -> str:
        """How to mend them: what the rulings say where they agree, else the check's own words."""
        said = {finding.judged.suggestion for finding in self.findings}
        return next(iter(said)) if len(said) == 1 and "" not in said else self.check.mend


@dataclass(frozen=True, slots=True)
class Gap:
    """What was not judged for one reason. `known`: so last week too, or by the nature of the reason."""

    code: str
    text: str
    job: str
    action: str
    count: int
    known: int
    checks: tuple[str, ...]
    examples: tuple[Judged, ...]

    @property
    def fresh(self) -> int:
        """The failures that are new this week."""
        return self.count - self.known


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything that one unit is told."""

    unit: Unit
    tally: Tally
    lines: tuple[tuple[CheckTitle, Tally], ...]
    groups: tuple[Group, ...]
    fixed: tuple[Finding, ...]
    declared: tuple[Finding, ...]
    unverified: tuple[Finding, ...]
    baseline: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    accounts: tuple[AccountLine, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """Every open finding, in the order of the groups."""
        return tuple(finding for group in self.groups for finding in group.findings)

    @property
    def due_soon(self) -> tuple[AccountLine, ...]:
        """The accounts that must publish in the next days."""
        return tuple(line for line in self.accounts if line.due_soon)

    @property
    def dues(self) -> tuple[str, ...]:
        """The days by which something must be mended, earliest first."""
        return tuple(sorted({finding.due for finding in self.open if finding.due}))

    def count(self, state: str) -> int:
        """How many open findings are in this state."""
        return sum(finding.state == state for finding in self.open)


@dataclass(frozen=True, slots=True)
class Rank:
    """One unit in the ranking; `place` is None with `why` where too little was checked."""

    unit: Unit
    in_order: int
    checked: int
    problems: int
    place: int | None = None
    why: str = ""

    @property
    def share(self) -> float:
        """The share of what was checked that is in order."""
        return self.in_order / self.checked if self.checked else 0.0


@dataclass(frozen=True, slots=True)
class Visit:
    """How the portal and the sources were asked: the politeness figures.

    `carried` pages were not asked for but taken as an earlier week had them, the oldest from the day `oldest`; of
    `unmodified` ones the server said so. `first` are the requests of the first whole sweep, None for that one itself.
    A week without any change takes one request for each of the `heads` (home page, units' pages, columns) and one for
    each of the `share` of pages whose turn it is.
    """

    requests: int
    replayed: int
    seconds: float
    megabytes: float
    allowed_rate: float
    concurrency: int
    obey_robots: bool
    quiet_hours: str
    lines: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]
    carried: int = 0
    unmodified: int = 0
    oldest: str | None = None
    first: int | None = None
    heads: int = 0
    share: int = 0

    @property
    def rate(self) -> float | None:
        """Requests per second as they really were."""
        return self.requests / self.seconds if self.seconds else None


@dataclass(frozen=True, slots=True)
class Incident:
    """A common cause of ours."""

    scope: str
    name: str
    reason: str
    failed: int
    total: int


@dataclass(frozen=True, slots=True)
class OfficeView:
    """Everything that the office's own page and workbook show."""

    units: tuple[UnitView, ...]
    checks: tuple[CheckTitle, ...]
    tally: Tally
    first: bool
    ranking: tuple[Rank, ...]
    suspected: tuple[Judged, ...]
    gaps: tuple[Gap, ...]
    incidents: tuple[Incident, ...]
    visit: Visit
    undated: tuple[tuple[CheckTitle, str, int], ...]
    notices: tuple[str, ...] = ()
    strangers: tuple[Finding, ...] = field(default=())

    @property
    def troubled(self) -> tuple[UnitView, ...]:
        """The units with an open finding."""
        return tuple(view for view in self.units if view.groups)

    @property
    def unseen(self) -> tuple[UnitView, ...]:
        """The units of which nothing at all could be checked: neither sound nor troubled."""
        return tuple(view for view in self.units if not view.groups and not view.tally.judged)

    @property
    def sound(self) -> tuple[UnitView, ...]:
        """The units that were checked and have no open finding."""
        return tuple(view for view in self.units if not view.groups and view.tally.judged)
