"""Working days: the State Council's calendar with 调休, the office's own file, and years that nobody knows."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar import WorkCalendar

PLAIN = WorkCalendar()
KEPT = WorkCalendar({date(2027, 1, 1): False, date(2027, 2, 20): True, date(2026, 11, 24): False})
COVERED = st.dates(date(2010, 1, 1), date(2026, 12, 31))
ANY = st.dates(date(2003, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 23), True), (date(2026, 11, 22), False), (date(2026, 10, 1), False), (date(2026, 10, 10), True),
        (date(2026, 2, 14), True), (date(2026, 2, 17), False), (date(2027, 3, 1), None), (date(1999, 1, 4), None),
    ],
)  # fmt: skip
def test_days(day: date, *, worked: bool | None) -> None:
    assert PLAIN.is_workday(day) is worked


def test_the_office_extends_and_overrides() -> None:
    assert KEPT.covers(2027)
    assert [KEPT.is_workday(day) for day in (date(2027, 1, 1), date(2027, 1, 4), date(2027, 2, 20))] == [
        False,
        True,
        True,
    ]
    assert KEPT.is_workday(date(2026, 11, 24)) is False
    assert KEPT.is_workday(date(2028, 1, 3)) is None


def test_a_year_with_only_working_days_is_not_covered() -> None:
    calendar = WorkCalendar({date(2027, 2, 20): True})
    assert not calendar.covers(2027)
    assert calendar.is_workday(date(2027, 2, 20)) is True
    assert calendar.is_workday(date(2027, 2, 22)) is None


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 24), 5, date(2026, 10, 9)), (date(2026, 11, 20), 1, date(2026, 11, 23)), (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), -1, date(2026, 11, 20)), (date(2026, 12, 20), 20, None),
    ],
)  # fmt: skip
def test_adding(start: date, days: int, end: date | None) -> None:
    assert PLAIN.add_workdays(start, days) == end


def test_an_estimate_says_that_it_is_one() -> None:
    assert PLAIN.due(date(2027, 3, 5), 1) == (date(2027, 3, 8), False)
    assert PLAIN.due(date(2026, 11, 20), 1) == (date(2026, 11, 23), True)
    assert PLAIN.due(date(2026, 12, 31), 1) == (date(2027, 1, 1), False)


def test_counting_stops_at_an_unknown_year() -> None:
    assert PLAIN.workdays_between(date(2026, 12, 28), date(2027, 1, 4)) is None
    assert PLAIN.workdays_between(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert PLAIN.workdays_between(date(2026, 11, 23), date(2026, 11, 20)) == 0


@given(COVERED, st.integers(1, 60))
def test_adding_and_counting_agree(start: date, days: int) -> None:
    end = PLAIN.add_workdays(start, days)
    if end is not None:
        assert PLAIN.is_workday(end)
        assert PLAIN.workdays_between(start, end) == days
        assert PLAIN.workdays_between(start, end - timedelta(days=1)) == days - 1


@given(ANY, st.integers(-60, 60))
def test_due_is_exact_or_says_not(start: date, days: int) -> None:
    end, exact = KEPT.due(start, days)
    assert (KEPT.add_workdays(start, days) == end) is exact
    assert (end - start).days * days >= 0


@given(ANY, ANY)
def test_there_are_no_more_working_days_than_days(start: date, end: date) -> None:
    worked = PLAIN.workdays_between(start, end)
    assert worked is None or 0 <= worked <= max(0, (end - start).days)


@given(ANY)
def test_a_day_is_known_exactly_when_its_year_is(day: date) -> None:
    assert (PLAIN.is_workday(day) is None) is not PLAIN.covers(day.year)


def test_the_tables_are_read_as_the_library_reads_them() -> None:
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(1096)]
    assert [PLAIN.is_workday(day) for day in days] == [chinese_calendar.is_workday(day) for day in days]
