"""The times of an export: local to the back end, written out or as a spreadsheet's number of days."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from crawler.platforms import trusted
from rules.loading.cells import as_date

FROM_1900 = date(1899, 12, 30)
FROM_1904 = date(1904, 1, 1)
"""The days from which spreadsheets count: the second in old workbooks from a Macintosh."""

_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T]?(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
)
_SPOKEN = re.compile(r"(\d{1,2})[时点](\d{1,2})分(?:(\d{1,2})秒)?")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
"""`20261118`, as 公众号 writes 发表日期."""
_SERIAL = re.compile(r"[2-7]\d{4}(\.\d+)?")
_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, and how finely the export tells it. A day alone stands for its end: nobody is late by the hour."""

    at: datetime | None
    precision: Literal["second", "minute", "day"] = "second"


def read_time(text: str, zone: ZoneInfo, epoch: date = FROM_1900) -> Moment:
    """What a cell says; `at` is None for everything that is not plainly one moment or one day."""
    words = unicodedata.normalize("NFKC", text)
    words = " ".join("".join(c for c in words if unicodedata.category(c) != "Cf").split())
    try:
        moment = _number(words, epoch) or _written(words) or _with_zone(words) or _day(_date(words))
        at = moment.at and trusted(moment.at if moment.at.tzinfo else moment.at.replace(tzinfo=zone), zone)
    except (ValueError, OverflowError):
        return Moment(None)
    return Moment(at, moment.precision if at else "second")


def _number(words: str, epoch: date) -> Moment | None:
    found = _SERIAL.fullmatch(words)
    if found is None:
        return None
    whole = round(float(words) * _SECONDS)
    if not found[1] or whole % _SECONDS == 0:
        return _day(epoch + timedelta(whole // _SECONDS))
    return Moment(datetime.combine(epoch, time()) + timedelta(seconds=whole))


def _written(words: str) -> Moment | None:
    clock = _SPOKEN.sub(lambda said: ":".join(part.zfill(2) for part in said.groups() if part), words)
    found = _WRITTEN.fullmatch(re.sub(r"\s*([-/.年月日:])\s*", r"\1", clock))
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    precision: Literal["second", "minute"] = "second" if found[6] else "minute"
    return Moment(datetime(year, month, day, hour, minute, int(found[6] or 0)), precision)  # noqa: DTZ001


def _with_zone(words: str) -> Moment | None:
    """ISO 8601 with a zone of its own; without one it would have been understood before."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return Moment(moment.replace(microsecond=0)) if moment.tzinfo else None


def _date(words: str) -> date | None:
    compact = _COMPACT.fullmatch(words)
    return date(*(int(part) for part in compact.groups())) if compact else as_date(words)


def _day(day: date | None) -> Moment:
    return (
        Moment(None) if day is None else Moment(datetime.combine(day, time.max.replace(microsecond=0)), "day")
    )
