"""One exported file as posts. Rows that cannot be understood are never passed over: they may hide a post."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from crawler.exports.times import FROM_1900, FROM_1904, Moment, read_time
from crawler.items import Post
from crawler.platforms import Dropped, Window
from rules.tables.grids import BROKEN_ARCHIVE, Grid, UnreadableError, csv_grid, csv_text, xlsx_grids
from rules.text import plain

_HEADER_ROWS = 20
_NAMES = ("title", "time", "created", "url", "id", "status", "pinned")
_SHOWN = 5
_SINCE_1904 = re.compile(rb"""\bdate1904=["'](?:1|true)["']""")
_COUNT = ":0123456789条篇个"
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+|\d{15}0{2,}", re.ASCII)
"""An id that a spreadsheet has rounded to 15 digits: it names nothing any more."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file shows. `doubts` tell in Chinese why a post of the window may be hidden in it."""

    posts: tuple[Post, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    columns: Mapping[str, int]

    @property
    def dated_by(self) -> str:
        """Which column gives the time: publication, or where there is none, creation."""
        return "time" if "time" in self.columns else "created"


def read_table(file: Dropped, window: Window) -> Exported:
    """The posts of one file; UnreadableError when no sheet of it has the columns of an export."""
    grids, epoch = _grids(file)
    headers = [(grid, _header(grid)) for grid in grids]
    if not any(header for _, header in headers):
        raise UnreadableError("有“标题”“发布时间”列的表格")
    posts: list[Post] = []
    doubts: list[str] = []
    for grid, header in headers:
        if header is not None:
            posts += _Reader(grid, header, window, epoch).read(doubts)
        elif any(len({cell for cell in row if cell}) > 1 for row in grid.cells):
            doubts.append(f"工作表“{grid.sheet}”没有认出表头，未读取")
    return Exported(tuple(posts), tuple(doubts))


def _grids(file: Dropped) -> tuple[tuple[Grid, ...], date]:
    """The sheets, and the day from which their numbers count."""
    if not file.name.lower().endswith(".csv"):
        return xlsx_grids(file.body), _epoch(file.body)
    text = csv_text(file.body)
    grid = csv_grid(text, ",")
    if _header(grid) is None and "\t" in text:
        grid = csv_grid(text, "\t")
    return (grid,), FROM_1900


def _epoch(workbook: bytes) -> date:
    try:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            said = _SINCE_1904.search(archive.read("xl/workbook.xml"))
    except (KeyError, *BROKEN_ARCHIVE) as error:
        raise UnreadableError("未加密、未损坏的Excel工作簿（.xlsx）") from error
    return FROM_1904 if said else FROM_1900


def _header(grid: Grid) -> _Header | None:
    """The first row that names a title and a time."""
    for number, row in enumerate(grid.cells[:_HEADER_ROWS]):
        words = [plain(cell) for cell in row]
        columns = {
            name: place
            for name in _NAMES
            for place in [next((words.index(w) for w in _words(name) if w in words), None)]
            if place is not None
        }
        if "title" in columns and ("time" in columns or "created" in columns):
            return _Header(number, columns)
    return None


# --- rows ----------------------------------------------------------------------------------------------------------


class _Reader:
    """Reads the rows below a header, and keeps count of those that leave a doubt."""

    def __init__(self, grid: Grid, header: _Header, window: Window, epoch: date) -> None:
        self._grid, self._header, self._window, self._epoch = grid, header, window, epoch
        self._doubtful: list[int] = []

    def read(self, doubts: list[str]) -> list[Post]:
        """The posts; adds to `doubts` what they leave open."""
        posts = list(self._posts())
        if self._doubtful:
            rows = "、".join(str(number) for number in self._doubtful[:_SHOWN])
            more = f"等{len(self._doubtful)}行" if len(self._doubtful) > _SHOWN else "行"
            doubts.append(f"第{rows}{more}的发布时间或状态无法确认")
        if posts and self._header.dated_by == "created":
            doubts.append("只有创建时间，没有发布时间")
        return posts

    def _posts(self) -> Iterator[Post]:
        for number, row in enumerate(self._grid.cells[self._header.row + 1 :], self._header.row + 2):
            cell = {
                n: row[place].strip() if place < len(row) else "" for n, place in self._header.columns.items()
            }
            if self._is_no_row(cell):
                continue
            moment = read_time(cell[self._header.dated_by], self._window.zone, self._epoch)
            hidden = _any_of(cell.get("status", ""), "unpublished")
            if self._is_doubtful(cell, moment, hidden=hidden):
                self._doubtful.append(number)
            if not hidden:
                yield self._post(cell, moment)

    def _is_no_row(self, cell: Mapping[str, str]) -> bool:
        """Blank, the header once more, or a sum."""
        title, time = cell["title"], cell[self._header.dated_by]
        again = plain(title) in _words("title") and plain(time) in _words(self._header.dated_by)
        alone = not (time or cell.get("url") or cell.get("id"))
        return again or not any(cell.values()) or (alone and plain(title).strip(_COUNT) in _words("sums"))

    def _is_doubtful(self, cell: Mapping[str, str], moment: Moment, *, hidden: bool) -> bool:
        """Whether the row may be a post of the window without showing it."""
        day = moment.at.date() if moment.at else None
        if not hidden:
            return day is None or day > self._window.moment.date()
        state = cell["status"]
        if not (_any_of(state, "scheduled") or _any_of(state, "published")):
            return False
        return day is None or self._window.since <= day <= self._window.until

    def _post(self, cell: Mapping[str, str], moment: Moment) -> Post:
        url = cell.get("url") or None
        said = {"time": "export", "created": "export_created"}[self._header.dated_by]
        own = "" if _ROUNDED.fullmatch(cell.get("id", "")) else cell.get("id")
        at = moment.at if moment.at and moment.at.date() <= self._window.moment.date() else None
        return Post(
            own or url or f"{cell['title']}|{cell[self._header.dated_by]}", cell["title"], url,
            at, moment.precision, said if at else None,
            pinned=cell.get("pinned", "") in ("是", "1", "true"), deleted=_any_of(cell.get("status", ""), "deleted"),
        )  # fmt: skip


@cache
def _words(name: str) -> tuple[str, ...]:
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return tuple(plain(word) for word in data[name])


def _any_of(text: str, name: str) -> bool:
    return any(word in plain(text) for word in _words(name)) if text else False
