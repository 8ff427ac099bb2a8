"""Sheets in which nothing that came from a page can become a formula, a link or a broken file.

Every text goes through `write_string`; one that looks like a formula also gets Excel's quote prefix, so that
it stays text when somebody edits the cell. The bytes depend on nothing but the content: no clock, no chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.text import is_formula, plain
from reports.words import load_figures

Cell = str | int | float | None
_CELL_LIMIT = 4000
_A4 = 9


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading and width in characters; `centred` for figures and dates."""

    text: str
    width: float = 14
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its tab, and over the table a title and a line of its own (both may be empty)."""

    tab: str
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[Cell]]
    title: str = ""
    line: str = ""


def write_workbook(stream: BinaryIO, sheets: Iterable[Sheet], *, made_on: date, footer: str = "") -> None:
    """Write the sheets, in their order, as one XLSX file."""
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with Workbook(stream, options) as book:
        book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day)})  # noqa: DTZ001
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.tab), sheet, formats, footer)


def _write(page: Worksheet, sheet: Sheet, formats: dict[str, Format], footer: str) -> None:
    for index, heading in enumerate(sheet.headings):
        page.set_column(index, index, heading.width)
    top = _head(page, sheet, formats)
    last, limit = top, load_figures().max_sheet_rows
    for last, row in enumerate(sheet.rows, top + 1):
        if last > limit:
            _put(
                page,
                last,
                0,
                "行数超出一张表的上限，其余见 gongkai verdicts 的输出",
                formats["text"],
                formats,
            )
            break
        for column, (value, heading) in enumerate(zip(row, sheet.headings, strict=True)):
            _put(page, last, column, value, formats["centred" if heading.centred else "text"], formats)
    if last == top:
        _put(page, top + 1, 0, "无", formats["text"], formats)
    _print_setup(page, sheet, top, max(last, top + 1), footer)


def _head(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> int:
    """The title, the line below it and the headings; returns the headings' row."""
    top = 0
    if sheet.title:
        page.set_row(0, 32)
        page.merge_range(0, 0, 0, len(sheet.headings) - 1, "", formats["title"])
        page.write_string(0, 0, plain(sheet.title), formats["title"])
        page.write_string(1, 0, plain(sheet.line, _CELL_LIMIT), formats["line"])
        top = 2
    page.set_row(top, 30)
    for index, heading in enumerate(sheet.headings):
        page.write_string(top, index, heading.text, formats["heading"])
    return top


def _put(
    page: Worksheet, row: int, column: int, value: Cell, style: Format, formats: dict[str, Format]
) -> None:
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, formats["number"])
    else:
        text = plain(value, _CELL_LIMIT)
        page.write_string(row, column, text, formats["quoted"] if is_formula(text) else style)


def _print_setup(page: Worksheet, sheet: Sheet, top: int, last: int, footer: str) -> None:
    page.set_paper(_A4)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.freeze_panes(top + 1, 0)
    page.print_area(0, 0, last, len(sheet.headings) - 1)
    page.set_footer(f"&L&8{_escaped(footer)}&R&8第 &P 页 共 &N 页")
    if not sheet.title:
        page.autofilter(top, 0, last, len(sheet.headings) - 1)


def _escaped(text: str) -> str:
    """A text in a page footer, where & begins a command and Excel allows few characters."""
    return plain(text, 80).replace("&", "&&")


def _formats(book: Workbook) -> dict[str, Format]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter"}
    bare = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    return {
        "text": book.add_format(cell),
        "quoted": book.add_format({**cell, "quote_prefix": True}),
        "number": book.add_format({**cell, "align": "center"}),
        "centred": book.add_format({**cell, "align": "center"}),
        "heading": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#F0F2F5"}),
        "title": book.add_format(
            {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        "line": book.add_format(bare),
    }
