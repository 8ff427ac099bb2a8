"""Files into grids of text: CSV in the encodings that offices use, XLSX with its merged cells filled."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rules.data import toml
from rules.tables.workbooks import MalformedError, TooFarError, check_parts

SUFFIXES = (".csv", ".xlsx")

BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
)  # fmt: skip
"""What the standard library raises on a ZIP file that is encrypted, spoiled or none."""


class UnreadableError(Exception):
    """Raised when a file cannot be read as a table; the message says, in Chinese, what was expected instead."""

    def __init__(self, expected: str, row: int | None = None) -> None:
        super().__init__(expected)
        self.expected = expected
        self.row = row


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as it stands: `cells[i]` is sheet row i + 1.

    `filled` are the places (row, column; from 0) whose text comes from the merged cell they belong to, `titles` the
    rows that hold nothing but one cell merged over three columns or more.
    """

    sheet: str | None
    cells: tuple[tuple[str, ...], ...]
    filled: frozenset[tuple[int, int]] = frozenset()
    titles: frozenset[int] = frozenset()


def bound(name: str) -> int:
    """A bound on what is read (headers.toml)."""
    value: int = toml("tables/headers.toml")["bounds"][name]
    return value


def read_bytes(path: Path) -> bytes:
    """The file's content, if it is of a size that an office's table can have."""
    try:
        if path.stat().st_size > bound("max_bytes"):
            raise UnreadableError(f"不超过{bound('max_bytes') // 1_000_000}MB的表格文件")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"可以读取的文件（{error.strerror}）") from error


def csv_text(data: bytes) -> str:
    """The text of a CSV file: by its mark, else UTF-8, else GB18030."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("UTF-8或GB18030编码的CSV文件")


def csv_grid(text: str, delimiter: str) -> Grid:
    """The rows of CSV text; a quotation mark that is never closed is an error, not a very long cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, ...]] = []
    try:
        for row in reader:
            rows.append(_bounded(row, len(rows) + 1))
    except csv.Error as error:
        raise UnreadableError("成对的引号、规范的CSV格式", len(rows) + 1) from error
    return Grid(None, tuple(rows))


def xlsx_grids(data: bytes) -> tuple[Grid, ...]:
    """Every visible worksheet that holds anything."""
    _check_size(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return tuple(
                _sheet_grid(workbook.get_sheet_by_name(sheet.name))
                for sheet in workbook.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            )
    except CalamineError as error:
        raise UnreadableError("未加密、未损坏的Excel工作簿（.xlsx）") from error


def _check_size(data: bytes) -> None:
    """Refuse a workbook that would unpack to an absurd size, or whose last cell lies absurdly far out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > bound("max_unpacked_bytes"):
                raise UnreadableError(f"解压后不超过{bound('max_unpacked_bytes') // 1_000_000}MB的工作簿")
            check_parts(archive, bound("max_rows"), bound("max_columns"))
    except TooFarError as error:
        raise UnreadableError(f"不超过{bound('max_rows')}行、{bound('max_columns')}列的工作表") from error
    except (MalformedError, *BROKEN_ARCHIVE) as error:
        raise UnreadableError("未加密、未损坏的Excel工作簿（.xlsx）") from error


def _sheet_grid(sheet: CalamineSheet) -> Grid:
    """A sheet with its merged cells filled down and right."""
    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    filled: set[tuple[int, int]] = set()
    titles: set[int] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            if row == top and right - left >= 2 and not any(rows[row][:left] + rows[row][left + 1 :]):
                titles.add(row)
            for column in range(left, min(right, len(rows[row]) - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    filled.add((row, column))
    cells = tuple(_bounded(row, number) for number, row in enumerate(rows, 1))
    return Grid(sheet.name, cells, frozenset(filled), frozenset(titles))


def _bounded(row: list[str], number: int) -> tuple[str, ...]:
    """A row within the bounds."""
    if number > bound("max_rows") or len(row) > bound("max_columns"):
        raise UnreadableError(f"不超过{bound('max_rows')}行、{bound('max_columns')}列的表格", number)
    if any(len(cell) > bound("max_cell") for cell in row):
        raise UnreadableError(f"每格不超过{bound('max_cell')}字", number)
    return tuple(row)


def cell_text(value: float | str | time | date | timedelta) -> str:
    """A cell's value as a person would have typed it: 5.0 is `5`, a date is ISO."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)
