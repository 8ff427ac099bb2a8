"""Rows of `lexicon` (词表)."""

from __future__ import annotations

from typing import Literal, cast

from rules.loading.cells import Cells
from rules.model import Word


def load_word(cells: Cells) -> Word:
    """One word that must not appear; without a level it is only pointed out."""
    level = cast(Literal["veto", "deduct", "notice"], cells.key("level", "level", "notice"))
    return Word(cells.name("word"), cells.text("suggestion"), level, cells.several("exceptions"))
