"""Rows without a year, at the turn of the year: what stands out of its turn tells no other row its year."""

from __future__ import annotations

from datetime import date

from crawler.pages.dates import flowing


def test_a_list_in_order_goes_back_over_the_turn_of_the_year() -> None:
    days = [date(2026, 1, 1), *(date(2025, month, 20) for month in (12, 11, 10)), date(2025, 12, 28)]
    assert flowing(days, [True] * 5)[-1] == date(2024, 12, 28)


def test_a_pinned_row_that_is_left_out_moves_no_year() -> None:
    days = [None, date(2025, 12, 26), date(2025, 12, 23), date(2025, 12, 18)]
    assert flowing(days, [False, True, True, True]) == days


def test_a_list_in_no_order_keeps_its_latest_years() -> None:
    days = [date(2022, month, 5) for month in (3, 11, 9, 12, 6, 4, 10)]
    assert flowing(days, [True] * 7) == days
