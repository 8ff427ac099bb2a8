"""`import`: exports from a creator's back end that a person drops into `inbox/`, with a statement of what they cover.

| what lies there | outcome | whose job |
|---|---|---|
| rows with times | posts | – |
| a statement that covers the period, whatever the rows | silence can be proved for it | – |
| no rows and no statement | `empty_unproven` | unit: export again, with the statement |
| no file that fits the pattern | `import_missing` | unit: export |
| a file that is no such table | `parse_changed` | unit / ours |
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Brought, Dropped, FileAsk, Reading, Window, source
from rules.loading.cells import as_date
from rules.model import Account
from rules.tables.grids import Grid, UnreadableError, csv_grid, csv_text, xlsx_grids
from rules.text import plain

_EXCEL_EPOCH = date(1899, 12, 30)


@source("import", proves_silence=True)
def read_export(account: Account, window: Window) -> Reading:
    """Take the files that the register's pattern names."""
    brought = yield FileAsk(account.url_for("import") or f"{account.code}*")
    return parse(brought, account, window)


def parse(brought: Brought, account: Account, window: Window) -> SourceOutcome:
    """The files of one account as an outcome. Two halves of a period never make a whole: the best statement counts."""
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail)
    posts: dict[str, Post] = {}
    covered: tuple[date, date] | None = None
    told: list[str] = []
    for file in brought.files:
        try:
            found = _rows(file, window.zone)
        except UnreadableError as error:
            return SourceOutcome(Reason.PARSE_CHANGED, told=f"{file.name}：{error.expected}")
        if found is None:
            return SourceOutcome(Reason.PARSE_CHANGED, told=f"{file.name}：没有找到“标题”“发布时间”列")
        posts.update((post.id, post) for post in found)
        stated, remark = _statement(file, account, window)
        told += [remark] if remark else []
        covered = _better(covered, stated, window)
    return _outcome(tuple(posts.values()), covered, "；".join(told))


def _outcome(posts: tuple[Post, ...], covered: tuple[date, date] | None, told: str) -> SourceOutcome:
    if covered is None and not posts:
        return SourceOutcome(Reason.EMPTY_UNPROVEN, told=told or "导出文件没有内容，也没有覆盖时段说明")
    if covered is None and all(post.published is None for post in posts):
        return SourceOutcome(Reason.UNDATED, posts, told=told or "导出文件中没有可用的发布时间")
    liveness = ("period_statement",) if covered is not None else ()
    return SourceOutcome(None, posts, covered, liveness, told=told)


# --- the table -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    columns: Mapping[str, int]


def _rows(file: Dropped, zone: ZoneInfo) -> list[Post] | None:
    """The posts of one file, or None when no sheet has the columns of an export."""
    grids = (
        (csv_grid(csv_text(file.body), ","),) if file.name.lower().endswith(".csv") else xlsx_grids(file.body)
    )
    headed = [(grid, header) for grid in grids if (header := _header(grid)) is not None]
    if not headed:
        return None
    return [post for grid, header in headed for post in _posts(grid, header, zone)]


def _header(grid: Grid) -> _Header | None:
    """The first row that names a title and a time."""
    for number, row in enumerate(grid.cells[:20]):
        words = [plain(cell) for cell in row]
        columns = {
            name: place
            for name in ("title", "time", "url", "id", "status", "pinned")
            for place in [next((words.index(w) for w in _words(name) if w in words), None)]
            if place is not None
        }
        if "title" in columns and "time" in columns:
            return _Header(number, columns)
    return None


def _posts(grid: Grid, header: _Header, zone: ZoneInfo) -> Iterator[Post]:
    for row in grid.cells[header.row + 1 :]:
        cell = {
            name: row[place].strip() if place < len(row) else "" for name, place in header.columns.items()
        }
        if not (cell["title"] or cell["time"]) or _any_of(cell.get("status", ""), "unpublished"):
            continue
        published, precision = _moment(cell["time"], zone)
        url = cell.get("url") or None
        own = cell.get("id") or url or f"{cell['title']}|{cell['time']}"
        yield Post(
            own, cell["title"], url, published, precision, "export" if published else None,
            pinned=cell.get("pinned", "") in ("是", "1", "true"), deleted=_any_of(cell.get("status", ""), "deleted"),
        )  # fmt: skip


def _moment(text: str, zone: ZoneInfo) -> tuple[datetime | None, Any]:
    """A local time of the back end: written out, or an Excel serial; a day alone stands for its end."""
    words = plain(text).replace("/", "-").replace("年", "-").replace("月", "-").replace("日", " ").strip()
    for form, precision in (
        ("%Y-%m-%d %H:%M:%S", "second"),
        ("%Y-%m-%dT%H:%M:%S", "second"),
        ("%Y-%m-%d %H:%M", "minute"),
    ):
        try:
            return datetime.strptime(words, form).replace(tzinfo=zone), precision
        except ValueError:
            continue
    day = as_date(text)
    if day is not None:
        return datetime.combine(day, time.max.replace(microsecond=0), zone), "day"
    try:
        serial = float(words)
    except ValueError:
        return None, "second"
    if not 30_000 < serial < 80_000:  # 1982 to 2119: anything else is no date
        return None, "second"
    moment = datetime.combine(_EXCEL_EPOCH, time()) + timedelta(days=serial)
    return moment.replace(microsecond=0, tzinfo=zone), "second"


# --- the statement -------------------------------------------------------------------------------------------------


def _statement(file: Dropped, account: Account, window: Window) -> tuple[tuple[date, date] | None, str]:
    """The period that the statement covers, or None with the reason why it does not count."""
    if file.coverage is None:
        return None, ""
    try:
        stated = tomllib.loads(file.coverage.decode("utf-8-sig"))
        start, end = _day(stated["from"]), _day(stated["to"])
        exported = _day(stated["exported_at"])
        whose, by = str(stated["account"]), str(stated["exported_by"])
    except (ValueError, KeyError) as error:
        return None, f"{file.name} 的覆盖时段说明不完整（{error}）"
    if whose not in (account.code, account.name):
        return None, f"{file.name} 的覆盖时段说明写的是账号“{whose}”"
    if not by.strip() or start > end or exported < end or exported > window.moment.date():
        return None, f"{file.name} 的覆盖时段说明自相矛盾（{start}至{end}，{exported}导出）"
    return (start, end), ""


def _day(value: object) -> date:
    """A TOML date, date-time, or ISO text; ValueError for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return datetime.fromisoformat(str(value)).date()


def _better(
    known: tuple[date, date] | None, stated: tuple[date, date] | None, window: Window
) -> tuple[date, date] | None:
    """Of two statements the one that covers more of the window; they are never joined."""
    both = [span for span in (known, stated) if span is not None]
    return max(
        both, key=lambda span: (min(span[1], window.until) - max(span[0], window.since)).days, default=None
    )


@cache
def _words(name: str) -> tuple[str, ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return tuple(plain(word) for word in data[name])


def _any_of(text: str, name: str) -> bool:
    return any(word in plain(text) for word in _words(name)) if text else False
