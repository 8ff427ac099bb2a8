"""One table of the office into rows: header found, merged cells and 同上 resolved, what is no row left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rules.faults import Collector
from rules.tables import grids
from rules.tables.grids import Grid, UnreadableError
from rules.tables.headers import Header, TableName, find_header, label, required
from rules.text import plain, shown
from rules.ticks import is_ticked

_DITTO = re.compile(r"^(?:同上(?:要素|内容|一行|款|述|栏|所述)?|同前|同上行|〃|′′|”|\")(?:\((.+)\))?[。.]?$")
_REMARK = re.compile(r"^(?:注|备注|说明|填表说明|填报说明|填表人|填报人|制表人|审核人|合计)(?:[:：\d.、]|$)")
_TRAILING_ASIDE = re.compile(r"[（(][^（）()]*[）)]$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet (the header counts), its cells by canonical name; a blank cell is absent.

    `carried` are the columns whose text came from a merged cell or a 同上; `section` is the title line above the row.
    """

    number: int
    cells: Mapping[str, str]
    carried: frozenset[str] = frozenset()
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet as a table. `file` is what faults call it; `header` what the office wrote; `rows` its rows."""

    name: TableName
    file: str
    header: Header
    rows: tuple[Row, ...]
    sheet: str | None = None

    def column(self, name: str) -> str:
        """A column as faults call it: the office's own word, and our English name where that is another."""
        wording = self.header.wording.get(name) or label(self.name, name)
        return wording if plain(wording) == name else f"{wording}（{name}）"


def read_file(
    path: Path, name: TableName, found: Collector, given: Collection[str] = ()
) -> tuple[Table, ...]:
    """Every sheet of the file that holds the table; what cannot be read is a fault.

    `given` are required columns that may be absent, for somebody else fills them in (an import).
    """
    try:
        sheets = _sheets(path, name)
    except UnreadableError as error:
        found.fault(path.name, error.row, None, path.name, error.expected)
        return ()
    headed = [(grid, header) for grid in sheets if (header := find_header(grid, name))]
    if not headed:
        words = "、".join(
            label(name, column) for column in (*required(name, "required"), *required(name, "either"))
        )
        found.fault(path.name, None, None, _beginning(sheets), f"含有“{words}”等列名的表头")
    tables = []
    for grid, header in headed:
        file = f"{path.name}[{grid.sheet}]" if len(headed) > 1 and grid.sheet else path.name
        table = Table(name, file, header, (), grid.sheet if len(headed) > 1 else None)
        if _header_is_right(table, found, given):
            tables.append(replace(table, rows=tuple(_rows(grid, table, found))))
    for grid in sheets:
        if headed and grid not in (one for one, _ in headed) and any(any(row) for row in grid.cells):
            found.notice(path.name, None, None, f"工作表“{grid.sheet}”没有认出表头，未读取")
    return tuple(tables)


def _sheets(path: Path, name: TableName) -> tuple[Grid, ...]:
    """The grids of the file. CSV is cut at commas, else at the first delimiter that shows a header."""
    data = grids.read_bytes(path)
    if path.suffix.lower() != ".csv":
        return grids.xlsx_grids(data)
    text = grids.csv_text(data)
    comma = grids.csv_grid(text, ",")
    if find_header(comma, name):
        return (comma,)
    for delimiter in "\t;；":
        try:
            grid = grids.csv_grid(text, delimiter)
        except UnreadableError:
            continue
        if find_header(grid, name):
            return (grid,)
    return (comma,)


def _beginning(sheets: tuple[Grid, ...]) -> str | None:
    """The first line that holds anything, to show what stands where the header should."""
    lines = (" ".join(cell for cell in row if cell.strip()) for grid in sheets for row in grid.cells)
    return next((line for line in lines if line), None)


def _header_is_right(table: Table, found: Collector, given: Collection[str]) -> bool:
    """Whether every column is there once; unknown columns are only mentioned."""
    header, row = table.header, table.header.rows[-1] + 1
    wanted = [name for name in required(table.name, "required") if name not in given]
    missing = [name for name in wanted if name not in header.known]
    either = required(table.name, "either")
    if either and not header.known.intersection(either):
        missing.append(either[0])
    for name in missing:
        found.fault(table.file, row, table.column(name), None, "必有的一列（表头中没有找到）")
    for name in dict.fromkeys(header.repeated):
        found.fault(
            table.file, row, table.column(name), header.wording[name], "只出现一次的列名（现有两列同义）"
        )
    if header.extra:
        found.notice(table.file, row, None, f"以下各列不在约定之内，未读取：{'、'.join(header.extra)}")
    return not header.repeated and not missing


def _rows(grid: Grid, table: Table, found: Collector) -> Iterator[Row]:
    """The rows below the header, without blank lines, title lines, remarks and headers that are printed again."""
    header = table.header
    printed = {tuple(plain(cell) for cell in grid.cells[row]) for row in header.rows}
    above: dict[str, str] = {}
    section: str | None = None
    for index in range(header.rows[-1] + 1, len(grid.cells)):
        raw = grid.cells[index]
        words = [cell for cell in raw if cell.strip()]
        if not words or tuple(plain(cell) for cell in raw) in printed:
            continue
        if index in grid.titles or _is_remark(words):
            section = shown(words[0]) if index in grid.titles and not _is_remark(words[:1]) else section
            found.notice(table.file, index + 1, None, f"标题或备注行，未作为数据读取：{shown(words[0])[:40]}")
            continue
        row = _row(grid, index, table, above, found)
        above = dict(row.cells)
        yield replace(row, section=section)


def _is_remark(words: list[str]) -> bool:
    """Whether a line is a remark below (or between) the rows: one cell that begins like one."""
    return len(set(words)) == 1 and bool(_REMARK.match(plain(words[0])))


def _row(grid: Grid, index: int, table: Table, above: Mapping[str, str], found: Collector) -> Row:
    """One row of cells. `above` are the cells of the row before, which 同上 refers to."""
    raw = grid.cells[index]
    texts = {name: raw[column].strip() for name, column in table.header.columns.items() if column < len(raw)}
    texts |= {name: _ticked(raw, parts) for name, parts in table.header.ticks.items()}
    carried = {name for name, column in table.header.columns.items() if (index, column) in grid.filled}
    cells = {}
    for name, text in texts.items():
        if ditto := _DITTO.match(plain(text)):
            carried.add(name)
            text = _as_above(above.get(name), ditto[1])  # noqa: PLW2901 - the cell's text, resolved
            if not text:
                found.notice(
                    table.file, index + 1, table.column(name), "写着“同上”，而上一行此格空白，按空白处理"
                )
        if text:
            cells[name] = text
    return Row(index + 1, cells, frozenset(carried))


def _as_above(text: str | None, aside: str | None) -> str:
    """What 同上 stands for; 同上(处罚结果) is the text above with this bracket instead of its own."""
    if not text or not aside:
        return text or ""
    return text if plain(aside) in plain(text) else f"{_TRAILING_ASIDE.sub('', text)}({aside})"


def _ticked(raw: tuple[str, ...], parts: tuple[tuple[int, str], ...]) -> str:
    """The tick columns under one heading as one tick list; words in such a cell stay beside its heading."""
    written = []
    for column, word in parts:
        cell = raw[column].strip() if column < len(raw) else ""
        mark = is_ticked(cell)
        if cell and mark is None:
            same = plain(cell) == plain(word)
            written.append(f"■{word}" if same else f"■{word}（{shown(cell)}）")
        elif cell:
            written.append(f"{'■' if mark else '□'}{word}")
    return " ".join(written)
