"""Exports, statements and an account for the tests of `import`."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Dropped, Window
from crawler.platforms.import_file import parse
from rules.model import Account

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
SINCE = DAY - timedelta(days=14)
WINDOW = Window(SINCE, DAY, ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))
ACCOUNT = Account("ch-1", "QH01", "channels", "青禾发布", ("import",))
STATED = {
    "account": '"ch-1"', "from": "2026-11-01", "to": "2026-11-22", "exported_by": '"张三"', "exported_at": "2026-11-23",
}  # fmt: skip


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


def end_of(day: int) -> datetime:
    return datetime(2026, 11, day, 23, 59, 59, tzinfo=ZONE)


def table(*rows: str, head: str = "标题,发布时间", encoding: str = "utf-8") -> bytes:
    return ("\r\n".join((head, *rows)) + "\r\n").encode(encoding)


def statement(**changed: str | None) -> bytes:
    said = {**STATED, **changed}
    return "\n".join(f"{key} = {value}" for key, value in said.items() if value is not None).encode()


def read(
    *files: tuple[str, bytes] | tuple[str, bytes, bytes | None], account: Account = ACCOUNT
) -> SourceOutcome:
    dropped = tuple(Dropped(file[0], file[1], file[2] if len(file) == 3 else None) for file in files)
    return parse(Brought(files=dropped), account, WINDOW)


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    """An XLSX whose only sheet is written by `fill(sheet, format of dates)`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book.add_worksheet("作品"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    return stream.getvalue()
