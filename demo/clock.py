"""Date arithmetic of the demo. Everything hangs on `as_of`; the wall clock is told, never read."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

import chinese_calendar

DAY = timedelta(days=1)
FIGURES_READY = 8


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def weekday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - DAY * max(0, day.weekday() - 4)


def on(year: int, month_day: str) -> date:
    """`03-05` in that year."""
    month, day = (int(part) for part in month_day.split("-"))
    return date(year, month, day)


def calendar_knows(first: date, last: date) -> bool:
    """Whether the State Council's holidays are known for the whole span."""
    try:
        return all(
            chinese_calendar.is_workday(date(year, 1, 1)) is not None
            for year in range(first.year, last.year + 1)
        )
    except NotImplementedError:
        return False


def workdays_later(start: date, count: int) -> date:
    """The `count`-th working day after `start`."""
    day = start
    while count:
        day += DAY
        count -= chinese_calendar.is_workday(day)
    return day


def workdays_earlier(end: date, count: int) -> date:
    """The working day from which `end` is the `count`-th working day."""
    day = end
    while count:
        count -= chinese_calendar.is_workday(day)
        day -= DAY
    while not chinese_calendar.is_workday(day):
        day -= DAY
    return day


def long_holiday(first: date, last: date) -> tuple[date, date] | None:
    """The longest run of days off inside the span, of a week or more: first and last day off."""
    best: tuple[date, date] | None = None
    start: date | None = None
    day = first
    while day <= last:
        if chinese_calendar.is_workday(day):
            start = None
        else:
            start = start or day
            if (day - start).days >= 6 and (best is None or day - start > best[1] - best[0]):
                best = (start, day)
        day += DAY
    return best


def shown_day(now: datetime) -> date:
    """The day to show where nobody names one: platforms have a day's figures at eight the next morning, not before."""
    return now.date() if now.hour >= FIGURES_READY else now.date() - 2 * DAY
