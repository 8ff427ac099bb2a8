"""The coverage statement `NAME.coverage.toml`: who exported which days of which account, and when."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from crawler.platforms import Dropped, Window
from rules.model import Account

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Stated:
    """What somebody signed for the account `whose`; a day as such, or a moment in the district's zone."""

    whose: str
    by: object
    start: date | datetime
    end: date | datetime
    exported: date | datetime


def read_statement(file: Dropped, account: Account, window: Window) -> tuple[Span | None, str]:
    """The days that the statement covers, or None; with a remark in Chinese where it does not count (wholly)."""
    if file.coverage is None:
        return None, ""
    try:
        stated = _stated(file.coverage, window.zone)
        first, last = _first_whole(stated.start), min(_last_whole(stated.end), _last_over(stated.exported))
    except (ValueError, KeyError, OverflowError, RecursionError) as error:
        return None, f"{file.name} 的覆盖时段说明不完整（{error}）"
    fault = _fault(stated, account, window)
    if fault:
        return None, f"{file.name} 的覆盖时段说明{fault}"
    cut = f"{file.name} 导出时当日未过完，覆盖时段计至{last}" if last < _day(stated.end) else ""
    return (first, last) if first <= last else None, cut


def _stated(coverage: bytes, zone: ZoneInfo) -> _Stated:
    told = tomllib.loads(coverage.decode("utf-8-sig"))
    start, end, exported = (_when(told[name], zone) for name in ("from", "to", "exported_at"))
    return _Stated(str(told["account"]), told["exported_by"], start, end, exported)


def _fault(stated: _Stated, account: Account, window: Window) -> str:
    """Why a statement does not count; blank for one that does."""
    start, end, exported = _day(stated.start), _day(stated.end), _day(stated.exported)
    if stated.whose not in (account.code, account.name):
        return f"写的是账号“{stated.whose}”"
    if not isinstance(stated.by, str) or not stated.by.strip():
        return "没有写明导出人"
    if start > end or exported < end or exported > window.moment.date():
        return f"自相矛盾（{start}至{end}，{exported}导出）"
    return ""


def better(known: Span | None, stated: Span | None, window: Window) -> Span | None:
    """Of two statements the one that covers more of the window; they are never joined."""
    both = [span for span in (known, stated) if span is not None]
    return max(
        both, key=lambda span: (min(span[1], window.until) - max(span[0], window.since)).days, default=None
    )


def _when(value: object, zone: ZoneInfo) -> date | datetime:
    """A TOML date, date-time, or ISO text; a moment in the district's zone. ValueError for anything else."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            value = datetime.fromisoformat(str(value).strip())
    if isinstance(value, datetime):
        return value.astimezone(zone) if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return value
    raise ValueError(f"{value} 不是日期")


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _first_whole(when: date | datetime) -> date:
    """The first day that is covered from its beginning."""
    begun = isinstance(when, datetime) and when.time() > time()
    return _day(when) + timedelta(days=1) if begun else _day(when)


def _last_over(when: date | datetime) -> date:
    """The last day that was over when the file was exported: a day without an hour may have been its first."""
    return _last_whole(when) if isinstance(when, datetime) else when - timedelta(days=1)


def _last_whole(when: date | datetime) -> date:
    """The last day that is covered to its end."""
    going_on = isinstance(when, datetime) and when.time() < time(23, 59)
    return _day(when) - timedelta(days=1) if going_on else _day(when)
