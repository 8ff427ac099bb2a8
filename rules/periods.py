"""Periods and the district's clock: plain date arithmetic, no "today" of its own."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SPOKEN = re.compile(
    r"^\s*(\d+)\s*(d|day|days|天|日|m|month|months|个月|月|y|year|years|年)?\s*$", re.IGNORECASE
)
LONGEST_DAYS = 36_500  # a century: what is longer is a slip of the pen, and dates would leave the calendar
_DAYS, _MONTHS = ("d", "day", "days", "天", "日", None), ("m", "month", "months", "个月", "月")


@dataclass(frozen=True, slots=True)
class Period:
    """A span that may pass between two dates: whole days, or calendar months.

    "Within 14 days" is age <= 14; "6 months" reaches back to the same day six months earlier (contract, section 2).
    """

    days: int | None = None
    months: int | None = None

    def __post_init__(self) -> None:
        if (self.days is None) == (self.months is None):
            raise ValueError("a period is either days or months")
        if (self.days or 0) > LONGEST_DAYS or (self.months or 0) > LONGEST_DAYS // 30:
            raise ValueError("a period longer than a century")

    @classmethod
    def parse(cls, text: str | int) -> Period:
        """Read `14`, `"14d"`, `"6 months"`, `"6个月"`, `"1年"`; ValueError for anything else."""
        found = _SPOKEN.match(str(text))
        if not found or int(found[1]) == 0:
            raise ValueError(f"not a period: {text!r}")
        count, unit = int(found[1]), found[2].lower() if found[2] else None
        if unit in _DAYS:
            return cls(days=count)
        return cls(months=count if unit in _MONTHS else 12 * count)

    def before(self, day: date) -> date:
        """The earliest date that is still inside the period on `day`."""
        if self.days is not None:
            return day - timedelta(days=self.days)
        assert self.months is not None
        return shift_months(day, -self.months)

    def after(self, day: date) -> date:
        """The last date that is still inside the period counted from `day`."""
        if self.days is not None:
            return day + timedelta(days=self.days)
        assert self.months is not None
        return shift_months(day, self.months)

    def covers(self, then: date, today: date) -> bool:
        """Whether `then` lies within the period that ends on `today` (later dates count as inside)."""
        return then >= self.before(today)

    def __str__(self) -> str:
        if self.days is not None:
            return f"{self.days}天"
        assert self.months is not None
        return f"{self.months // 12}年" if self.months % 12 == 0 else f"{self.months}个月"


def shift_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier); the month's last day where that day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment a sweep is judged for: the end of day `as_of` in the district's zone."""

    as_of: date
    zone: ZoneInfo

    @property
    def end(self) -> datetime:
        """The last instant of the day, aware."""
        return datetime.combine(self.as_of, time.max, self.zone)

    @property
    def week(self) -> str:
        """The ISO week of the day, as `2026-W47`."""
        year, week, _ = self.as_of.isocalendar()
        return f"{year}-W{week:02d}"


def week_days(week: str) -> tuple[date, date]:
    """Monday and Sunday of an ISO week written `2026-W47`; ValueError for anything else."""
    found = re.fullmatch(r"(\d{4})-W(\d{2})", week)
    if not found:
        raise ValueError(f"not an ISO week: {week!r}")
    monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    return monday, monday + timedelta(days=6)
