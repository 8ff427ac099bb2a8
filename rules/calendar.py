"""Working days by the State Council's calendar: chinesecalendar, extended or overridden by the office's own file.

A year that neither knows is never guessed at: every answer about it is None, except from `due`, which says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property

import chinese_calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. `kept` is the office's own file: day to worked (上班) or not (放假)."""

    kept: Mapping[date, bool] = field(default_factory=dict)

    @cached_property
    def _kept_years(self) -> frozenset[int]:
        """Years that the file covers: it holds at least one holiday of them."""
        return frozenset(day.year for day, worked in self.kept.items() if not worked)

    def covers(self, year: int) -> bool:
        """Whether every day of the year is known."""
        return year in _library_years() or year in self._kept_years

    def is_workday(self, day: date) -> bool | None:
        """Whether a day is worked; None where its year is not covered."""
        if day in self.kept:
            return self.kept[day]
        if day.year in _library_years():
            return day in chinese_calendar.workdays or (
                day.weekday() < 5 and day not in chinese_calendar.holidays
            )
        return day.weekday() < 5 if day.year in self._kept_years else None

    def add_workdays(self, day: date, days: int) -> date | None:
        """The day that is so many working days after (below zero: before); None where a year is not covered."""
        end, exact = self.due(day, days)
        return end if exact else None

    def workdays_between(self, start: date, end: date) -> int | None:
        """Working days after `start`, up to and including `end`; none when `end` comes first. None: not covered."""
        worked = [self.is_workday(day) for day in _days(start, end)]
        return None if None in worked else sum(map(bool, worked))

    def due(self, day: date, days: int) -> tuple[date, bool]:
        """The same as `add_workdays`, but estimated by weekends where a year is not covered; and whether it is exact."""
        step, exact = (_DAY if days > 0 else -_DAY), True
        for _ in range(abs(days)):
            day += step
            while not (worked := self._worked_or_guess(day))[0]:
                exact &= worked[1]
                day += step
            exact &= worked[1]
        return day, exact

    def _worked_or_guess(self, day: date) -> tuple[bool, bool]:
        """Whether a day is worked, and whether that is known rather than guessed from its weekday."""
        known = self.is_workday(day)
        return (day.weekday() < 5, False) if known is None else (known, True)


@cache
def _library_years() -> frozenset[int]:
    """Years that the library holds whole: it knows their National Day, which the yearly circular always sets."""
    known = chinese_calendar.holidays
    return frozenset(day.year for day in known if date(day.year, 10, 1) in known)


def _days(start: date, end: date) -> Iterator[date]:
    """The days after `start`, up to and including `end`."""
    for number in range(1, (end - start).days + 1):
        yield start + timedelta(days=number)
