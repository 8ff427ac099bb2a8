"""Rows of `columns` (栏目台账)."""

from __future__ import annotations

from rules.loading.cells import Cells
from rules.model import Column, ColumnType


def load_column(cells: Cells) -> Column:
    """One column as the office keeps it; `unit` is not looked up yet."""
    kind = cells.key("type", "column_type", "")
    return Column(
        unit=cells.name("unit"),
        name=cells.name("name"),
        url=cells.url("url") or "",
        type=ColumnType(kind) if kind else None,
        update_within_days=cells.whole("update_within_days"),
    )
