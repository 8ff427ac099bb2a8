"""What the tests of `rules` share: the good workspace, books and sheets made on the spot, the real data where it is."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data"

Sheet = tuple[str, Sequence[Sequence[Any]], Sequence[str]]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A copy of the good workspace."""
    return Path(shutil.copytree(HERE / "office", tmp_path / "office"))


@pytest.fixture
def shared() -> Callable[[str], list[dict[str, str]]]:
    """The rows of one of the shared real tables; skips where they are absent."""

    def rows(name: str) -> list[dict[str, str]]:
        path = SHARED / name
        if not path.is_file():
            pytest.skip(f"{path} is absent: the real rows cannot be tried here")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    return rows


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write an XLSX: sheets of (name, rows, merged ranges). A merged range holds what its first cell holds."""

    def write(*sheets: Sheet, name: str = "book.xlsx") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
            for title, rows, merged in sheets:
                sheet = workbook.add_worksheet(title)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
                for place in merged:
                    first, last = place.split(":")
                    row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                    end_row, end_column = xlsxwriter.utility.xl_cell_to_rowcol(last)
                    sheet.merge_range(row, column, end_row, end_column, rows[row][column])
        return path

    return write
