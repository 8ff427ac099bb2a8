"""Bombs in the shape of workbooks: refused before the reader that would end the process sees them."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from workbook_bombs import BOMBS, workbook

from crawler.exports.table import read_table
from crawler.platforms import Dropped, Window
from rules.faults import Collector
from rules.tables.grids import UnreadableError, xlsx_grids
from rules.tables.reading import read_file

CHINA = ZoneInfo("Asia/Shanghai")
WINDOW = Window(date(2026, 11, 8), date(2026, 11, 22), CHINA, datetime(2026, 11, 23, 8, tzinfo=CHINA))
_BOUNDED = """import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from rules.tables.grids import UnreadableError, xlsx_grids
for name in sys.argv[1:]:
    try:
        xlsx_grids(open(name, "rb").read())
    except UnreadableError:
        print("refused")
"""


def test_what_is_in_order_is_read() -> None:
    [post] = read_table(Dropped("a.xlsx", workbook(), None), WINDOW).posts
    assert post.title == "一条消息"


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_in_the_inbox_is_unreadable(name: str) -> None:
    with pytest.raises(UnreadableError):
        read_table(Dropped("a.xlsx", BOMBS[name], None), WINDOW)


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_among_the_tables_is_one_fault(name: str, tmp_path: Path) -> None:
    path, found = tmp_path / "units.xlsx", Collector()
    path.write_bytes(BOMBS[name])
    assert read_file(path, "units", found) == ()
    assert len(found.faults) == 1
    assert "root:" not in str(found.faults[0])


def test_none_of_them_needs_a_gigabyte(tmp_path: Path) -> None:
    """In a process that may take no more: the reader itself would end it."""
    paths = [tmp_path / str(number) for number in range(len(BOMBS))]
    for path, data in zip(paths, BOMBS.values(), strict=True):
        path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _BOUNDED, *map(str, paths)], capture_output=True, text=True, check=False, timeout=120
    )  # fmt: skip
    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * len(BOMBS)), done.stderr[-2000:]


def test_a_far_cell_that_holds_nothing_is_mere_formatting() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    styled = sheet.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    [grid] = xlsx_grids(workbook(**{"xl/worksheets/sheet1.xml": styled}))
    assert len(grid.cells) == 2
