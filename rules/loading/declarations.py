"""Rows of `declarations` (情况说明)."""

from __future__ import annotations

from rules.loading.cells import Cells
from rules.model import Declaration


def load_declaration(cells: Cells) -> Declaration:
    """One legitimate silence, with its end; `unit` is not looked up yet."""
    return Declaration(
        unit=cells.name("unit"),
        check=cells.key("check", "check", ""),
        subject=cells.text("subject"),
        reason=cells.name("reason"),
        reference=cells.text("reference"),
        until=cells.day("until"),
    )
