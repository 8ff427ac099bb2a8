"""The reports' own words and figures, read once from words.toml and figures.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Why:
    """A reason code in words: what happened, whose job, what to do; `known`: by nature no new failure."""

    text: str
    job: str
    action: str
    known: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """figures.toml."""

    min_ranked: int
    rows_per_group: int
    rows_per_list: int
    rows_per_row: int
    examples_per_gap: int
    heavy_count: int
    heavy_share: float
    max_sheet_rows: int
    screenshot_seconds: int
    excerpt_rows: int
    excerpt_letters: int


class Words:
    """words.toml: `say("states", "new")` gives the words of a code, or the code where none are kept."""

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self._tables = tables
        self._reasons = {code: Why(**row) for code, row in tables["reasons"].items()}

    def say(self, table: str, code: object) -> str:
        """The words for `code`; the store may hold codes younger than these words."""
        return str(self._tables[table].get(str(code), code))

    def table(self, name: str) -> dict[str, str]:
        """A whole table, in its order."""
        return dict(self._tables[name])

    def why(self, code: str | None) -> Why:
        """A reason code in words."""
        return self._reasons.get(code or "unknown") or Why(str(code), *self._unknown)

    @property
    def _unknown(self) -> tuple[str, str]:
        unknown = self._reasons["unknown"]
        return unknown.job, unknown.action


@cache
def load_words() -> Words:
    """The words of the reports."""
    return Words(_read("words.toml"))


@cache
def load_figures() -> Figures:
    """The figures of the reports."""
    return Figures(**_read("figures.toml"))


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("reports").joinpath(name).read_text(encoding="utf-8"))
