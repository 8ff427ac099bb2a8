"""The header of a sheet: where it stands, in one row or two, and which column means what (data: headers.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import Literal

from rules.data import toml
from rules.tables.grids import Grid, bound
from rules.text import plain, shown

TableName = Literal["units", "accounts", "catalog", "columns", "declarations", "lexicon", "calendar"]
TABLES: tuple[TableName, ...] = (
    "units", "accounts", "catalog", "columns", "declarations", "lexicon", "calendar",
)  # fmt: skip
_DECORATION = re.compile(r"^[*#＊]+|[*#＊:：]+$")
_BRACKET = re.compile(r"\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Header:
    """A header as found: `rows` are its sheet rows (from 0).

    `columns` maps a canonical name to its column; `ticks` to the columns that divide it, each with its word; `wording`
    to what the office wrote. `extra` are headers that mean nothing to us, `repeated` names that two columns claim.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    ticks: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    wording: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """The canonical names that the sheet has."""
        return frozenset(self.columns) | frozenset(self.ticks)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the header over one column, and what stands below it where the column is divided."""

    column: int
    word: str
    below: str | None = None


def find_header(grid: Grid, table: TableName) -> Header | None:
    """The header of a sheet: the row (or two) near the top that names most of the table's columns.

    It names two at least, but for a table that needs no second one.
    """
    best: Header | None = None
    enough = min(2, len(required(table, "required")) + len(required(table, "either")))
    for row in range(min(bound("header_rows"), len(grid.cells))):
        for header in (_single(grid, row, table), _double(grid, row, table)):
            if header and len(header.known) > (len(best.known) if best else enough - 1):
                best = header
    return best


def canonical(word: str, table: TableName) -> str | None:
    """The canonical name that a header word means."""
    known = _words(table)
    bare = _DECORATION.sub("", plain(word))
    bracket = _BRACKET.search(bare)
    if bare in known or not bracket or bracket[1] in toml("tables/headers.toml")["bracket_units"]["words"]:
        return known.get(bare)
    return known.get(bare[: bracket.start()])


def label(table: TableName, name: str) -> str:
    """Our own Chinese word for a column."""
    return _written(table)[name][0]


def _written(table: TableName) -> Mapping[str, list[str]]:
    """The words of every column of a table."""
    words: Mapping[str, list[str]] = toml("tables/headers.toml")[table]["columns"]
    return words


def _divided(table: TableName) -> Mapping[str, str]:
    """The columns that a second header row may divide: into `columns` of their own or into `ticks`."""
    divided: Mapping[str, str] = toml("tables/headers.toml")[table].get("divided", {})
    return divided


def columns(table: TableName) -> tuple[str, ...]:
    """Every column of a table, in the order in which we write them."""
    return tuple(_written(table))


def required(
    table: TableName, rule: Literal["required", "either", "filled", "identity", "kept", "given"]
) -> tuple[str, ...]:
    """The columns that a rule of headers.toml names."""
    return tuple(toml("tables/headers.toml")[table].get(rule, ()))


@cache
def _words(table: TableName) -> Mapping[str, str]:
    """Header word, as compared, to canonical name; where two columns claim a word, the first has it."""
    words: dict[str, str] = {}
    for name, written in _written(table).items():
        for word in (name, *written):
            words.setdefault(plain(word), name)
    return words


def _single(grid: Grid, row: int, table: TableName) -> Header:
    """One row read as a header."""
    return _assemble((row,), [_Word(column, word) for column, word in enumerate(grid.cells[row])], table)


def _double(grid: Grid, row: int, table: TableName) -> Header | None:
    """Two rows read as one header; None where the lower one cannot be part of a header."""
    if row + 1 >= len(grid.cells):
        return None
    words: list[_Word] = []
    group = ""
    for column, (top, sub) in enumerate(zip_longest(grid.cells[row], grid.cells[row + 1], fillvalue="")):
        group = top if top.strip() else (group if sub.strip() else "")
        if not sub.strip() or plain(sub) == plain(top):
            words.append(_Word(column, top))
        elif canonical(group, table) in _divided(table):
            words.append(_Word(column, group, sub))
        elif canonical(group, table) or (not group and not canonical(sub, table)):
            return None
        else:
            words.append(_Word(column, sub))
    return _assemble((row, row + 1), words, table)


def _assemble(rows: tuple[int, ...], words: list[_Word], table: TableName) -> Header:
    """A header out of its words."""
    columns: dict[str, int] = {}
    ticks: dict[str, tuple[tuple[int, str], ...]] = {}
    wording: dict[str, str] = {}
    extra, repeated = [], []
    for one in words:
        group = canonical(one.word, table)
        if one.below and group and _divided(table)[group] == "ticks":
            ticks[group] = (*ticks.get(group, ()), (one.column, shown(one.below)))
            wording[group] = shown(one.word)
            continue
        word = one.below or one.word
        name = canonical(word, table)
        if name is None:
            extra += [shown(word)] if word.strip() else []
        elif name in columns or name in ticks:
            repeated.append(name)
        else:
            columns[name], wording[name] = one.column, shown(word)
    return Header(rows, columns, ticks, wording, tuple(extra), tuple(repeated))
