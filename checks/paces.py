"""How often a catalog row must be updated: a period, working days, or a period with days of grace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checks.model import Evidence
from checks.words import limit_figure
from rules.model import CatalogItem
from rules.periods import Period


@dataclass(frozen=True, slots=True)
class Pace:
    """A period, or a number of days alone (`period` None); with both, the days come after the period's end."""

    period: Period | None
    days: int = 0
    working: bool = False

    def covers(self, newest: date, evidence: Evidence) -> bool | None:
        """Whether what was published on `newest` is still new enough; None where the work calendar does not reach."""
        today = evidence.today
        if self.period is not None and (self.period.covers(newest, today) or not self.days):
            return self.period.covers(newest, today)
        start = self.period.after(newest) if self.period else newest
        if start + timedelta(days=self.days) >= today:
            return True
        if not self.working:
            return False
        passed = evidence.calendar.workdays_between(start, today)
        return None if passed is None else passed <= self.days

    @property
    def figure(self) -> int | str:
        """The limit as `observed` holds it."""
        return limit_figure(self.period) if self.period and not self.days else str(self)

    def __str__(self) -> str:
        days = f"{self.days}{'个工作日' if self.working else '天'}"
        if self.period is None:
            return days
        return f"{self.period}另加{days}" if self.days else str(self.period)


def pace_of(row: CatalogItem) -> Pace | None:
    """The row's own days first, then what 公开时限 says; None where neither sets a rhythm."""
    deadline = row.deadline
    if row.update_within_days:
        return Pace(Period(days=row.update_within_days))
    working = deadline.day_type == "working"
    if deadline.kind == "periodic":
        if deadline.period is not None:
            return Pace(deadline.period)
        return Pace(None, deadline.days, working) if deadline.days else None
    if deadline.kind == "periodic+offset" and deadline.period is not None:
        return Pace(deadline.period, deadline.days or 0, working)
    return None
