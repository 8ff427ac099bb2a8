"""`gongkai import`: the office's own sheet into a table of the workspace. Shows what it understood before it writes."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rules.district import Settings, read_district
from rules.faults import Collector, Fault, in_order
from rules.importing.filling import Line, fill
from rules.limits import default_limits
from rules.loading.accounts import load_account
from rules.loading.catalog import load_item
from rules.loading.cells import Cells, Placed
from rules.loading.columns import load_column
from rules.loading.units import load_unit
from rules.model import Notice
from rules.resolving.accounts import resolve_accounts
from rules.resolving.catalog import check_subjects
from rules.resolving.others import resolve_columns
from rules.resolving.units import Register, check_units
from rules.tables.grids import SUFFIXES
from rules.tables.headers import columns, label, required
from rules.tables.reading import read_file
from rules.text import plain

Importable = Literal["accounts", "catalog", "units", "columns"]
IMPORTABLE: tuple[Importable, ...] = ("accounts", "catalog", "units", "columns")
_KEYS: Mapping[Importable, str] = {"accounts": "code", "catalog": "no", "units": "code", "columns": "url"}
"""What tells the rows of a table apart."""


class ImportRefusedError(Exception):
    """Raised by `write` when there is nothing to write, or when the sheet is not whole and `partial` was not asked."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was understood of a sheet. `mapping` pairs the office's headers with ours; `rows` are whole ones.

    `kept` are the workspace's present rows that no whole row takes the place of: a sheet that is written in part
    adds and renews, and loses nothing.
    """

    table: Importable
    file: str
    workspace: Path
    mapping: tuple[tuple[str, str], ...]
    rows: tuple[dict[str, str], ...]
    read: int
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]
    kept: tuple[dict[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every row was understood."""
        return bool(self.rows) and not self.faults

    def told(self) -> str:
        """All of it for the office to read, before anything is written."""
        name = f"{self.table}.csv"
        lines = [f"{self.file}：读到{self.read}行，其中{len(self.rows)}行可以写入{name}"]
        lines += [f"列名对应：{'，'.join(f'{theirs}→{ours}' for theirs, ours in self.mapping)}"] * bool(
            self.mapping
        )
        lines += [f"不能识别：{fault}" for fault in self.faults]
        lines += [f"提示：{notice}" for notice in self.notices]
        return "\n".join(lines)

    def write(self, *, partial: bool = False) -> Path:
        """Write `<table>.csv` and keep the old file in var/backup; return the file written.

        A whole sheet is the table from now on; one written in part leaves the rows that it does not renew.
        """
        if not self.rows or not (self.whole or partial):
            raise ImportRefusedError(
                "没有可以写入的行" if not self.rows else "有不能识别的内容，未写入（--partial只写入无误的行）"
            )
        target = self.workspace / f"{self.table}.csv"
        _back_up(self.workspace, self.table)
        _write_whole(target, self._text(self.rows if self.whole else (*self.kept, *self.rows)))
        return target

    def _text(self, rows: Iterable[dict[str, str]]) -> str:
        """The table as CSV with our Chinese headers."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\r\n")
        names = columns(self.table)
        writer.writerow(label(self.table, name) for name in names)
        writer.writerows([row.get(name, "") for name in names] for row in rows)
        return text.getvalue()


def read_import(name: Importable, file: Path, workspace: Path) -> ImportReport:
    """Read the office's sheet and hold it against the workspace; nothing is written."""
    found = Collector()
    tables = read_file(file, name, found, given=required(name, "given"))
    register, settings = _context(workspace)
    lines = tuple((sheet, row) for sheet in tables for row in sheet.rows)
    present = _now(workspace, name)
    if lines:
        lines = fill(name, lines, present, register, found)
        _check(name, lines, register, settings, found)
    wrong = {(fault.file, fault.row) for fault in found.faults}
    headers = {word: label(name, column) for sheet in tables for column, word in sheet.header.wording.items()}
    rows = tuple(dict(row.cells) for sheet, row in lines if (sheet.file, row.number) not in wrong)
    renewed = {plain(row.get(_KEYS[name], "")) for row in rows}
    return ImportReport(
        table=name,
        file=file.name,
        workspace=workspace,
        mapping=tuple(headers.items()),
        rows=rows,
        read=len(lines),
        faults=in_order(found.faults),
        notices=in_order(found.notices),
        kept=tuple(
            dict(row.cells) for _, row in present if plain(row.cells.get(_KEYS[name], "")) not in renewed
        ),
    )


def _context(workspace: Path) -> tuple[Register, Settings | None]:
    """The units and settings of the workspace; what is wrong there is told when the workspace is loaded."""
    aside = Collector()
    settings = read_district(workspace, aside)
    lines = _now(workspace, "units")
    units = tuple(Placed(sheet, row, load_unit(Cells(sheet, row, aside))) for sheet, row in lines)
    return Register(units or None, settings.district.name if settings else ""), settings


def _now(workspace: Path, name: Importable) -> tuple[Line, ...]:
    """The rows that the workspace has now."""
    files = [path for suffix in SUFFIXES if (path := workspace / f"{name}{suffix}").is_file()]
    return tuple(
        (sheet, row) for path in files for sheet in read_file(path, name, Collector()) for row in sheet.rows
    )


def _check(
    name: Importable, lines: Collection[Line], register: Register, settings: Settings | None, found: Collector
) -> None:
    """Type and resolve every line as the loader will, so that what is written loads."""
    hosts = settings.portal.hosts if settings else ()
    cells = [Cells(sheet, row, found) for sheet, row in lines]
    if name == "units":
        check_units(tuple(Placed(one.table, one.row, load_unit(one)) for one in cells), hosts, found)
    elif name == "accounts":
        defaults = settings.source_defaults if settings else {}
        accounts = tuple(Placed(one.table, one.row, load_account(one)) for one in cells)
        resolve_accounts(accounts, register, defaults, default_limits().account_days, found)
    elif name == "columns":
        places = tuple(Placed(one.table, one.row, load_column(one)) for one in cells)
        resolve_columns(places, register, hosts, found)
    else:
        items = tuple(Placed(one.table, one.row, load_item(one)) for one in cells)
        check_subjects(items, register, settings.district.name if settings else "", hosts, found)


def _back_up(workspace: Path, name: Importable) -> None:
    """Move the table's present file to var/backup, under a number that no earlier one has."""
    folder = workspace / "var" / "backup"
    for old in (path for suffix in SUFFIXES if (path := workspace / f"{name}{suffix}").is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while (place := folder / f"{name}-{number:03}{old.suffix}").exists():
            number += 1
        old.rename(place)


def _write_whole(target: Path, text: str) -> None:
    """Write a file at once, or not at all."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as stream:
        stream.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(target)
