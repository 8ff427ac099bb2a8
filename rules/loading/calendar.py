"""Rows of `calendar` (放假安排): days that the office keeps by hand, for years that the library does not know yet."""

from __future__ import annotations

from datetime import date

from rules.loading.cells import Cells


def load_day(cells: Cells) -> tuple[date, bool]:
    """A day, and whether it is worked."""
    return cells.day("date"), cells.key("kind", "day", "work") == "work"
