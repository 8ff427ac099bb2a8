"""Every table of a workspace, loaded: step one as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from rules.faults import Collector
from rules.loading.accounts import AccountRow, load_account
from rules.loading.calendar import load_day
from rules.loading.catalog import CatalogRow, load_item
from rules.loading.cells import Cells, Placed
from rules.loading.columns import load_column
from rules.loading.declarations import load_declaration
from rules.loading.lexicon import load_word
from rules.loading.units import load_unit
from rules.model import Column, Declaration, Unit, Word
from rules.tables.grids import SUFFIXES
from rules.tables.headers import TableName
from rules.tables.reading import Table, read_file

T = TypeVar("T")
_REQUIRED: tuple[TableName, ...] = ("units", "accounts", "catalog")


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables as typed rows. A table that could not be read at all is None: nothing can be held against it."""

    units: tuple[Placed[Unit], ...] | None
    accounts: tuple[Placed[AccountRow], ...]
    catalog: tuple[Placed[CatalogRow], ...]
    columns: tuple[Placed[Column], ...]
    declarations: tuple[Placed[Declaration], ...]
    lexicon: tuple[Placed[Word], ...]
    calendar: tuple[Placed[tuple[date, bool]], ...]


def load_tables(folder: Path, found: Collector) -> Tables:
    """Read and type every table of the workspace."""
    return Tables(
        units=_load(folder, "units", load_unit, found),
        accounts=_load(folder, "accounts", load_account, found) or (),
        catalog=_load(folder, "catalog", load_item, found) or (),
        columns=_load(folder, "columns", load_column, found) or (),
        declarations=_load(folder, "declarations", load_declaration, found) or (),
        lexicon=_load(folder, "lexicon", load_word, found) or (),
        calendar=_load(folder, "calendar", load_day, found) or (),
    )


def load_rows(tables: Iterable[Table], load: Callable[[Cells], T], found: Collector) -> tuple[Placed[T], ...]:
    """Every row of some sheets, typed."""
    return tuple(Placed(table, row, load(Cells(table, row, found))) for table in tables for row in table.rows)


def _load(
    folder: Path, name: TableName, load: Callable[[Cells], T], found: Collector
) -> tuple[Placed[T], ...] | None:
    """One table; None where there is none to read."""
    before = len(found.faults)
    path = _file_of(folder, name, found)
    if path is None:
        return None
    tables = read_file(path, name, found)
    if name in _REQUIRED and tables and not any(table.rows for table in tables):
        found.notice(path.name, None, None, "只有表头，没有数据行")
    return load_rows(tables, load, found) if tables or len(found.faults) == before else None


def _file_of(folder: Path, name: TableName, found: Collector) -> Path | None:
    """The file that holds a table: CSV or XLSX, never both."""
    files = [path for suffix in SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]
    old = folder / f"{name}.xls"
    if len(files) > 1:
        found.fault(name, None, None, "、".join(path.name for path in files), "只保留其中一个文件")
    elif not files and old.is_file():  # never passed over: a table of exemptions may be in it
        found.fault(old.name, None, None, "旧版Excel文件", f"另存为{name}.xlsx或{name}.csv的文件")
    elif not files and name in _REQUIRED:
        found.fault(f"{name}.csv", None, None, "没有这个文件", f"{name}.csv或{name}.xlsx")
    return files[0] if files else None
