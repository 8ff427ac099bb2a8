"""Reading single cells of the store: outcomes, days, moments, JSON, the stored answer behind a row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from checks.model import Seen
from crawler.items import Reason

Row = Mapping[str, Any]

SEEN = (
    "f.url AS seen_url, f.fetched_at AS seen_at, f.http_status AS seen_status, f.sha256 AS seen_sha256,"
    " f.capture AS seen_capture, f.capture_offset AS seen_offset,"
    " f.carried_from AS seen_carried"
)
"""What a query asks of the row of `fetches` that it joins as `f`; `seen` reads it."""
_ANSWER = ("seen_url", "seen_at", "seen_status", "seen_sha256", "seen_capture", "seen_offset", "seen_carried")


def rows_of(db: Database, sql: str, *values: object) -> Iterator[Row]:
    """The rows of a query, however many: without a dictionary for each."""
    cursor = db.conn.cursor()
    cursor.row_factory = sqlite3.Row
    return cast("Iterator[Row]", cursor.execute(sql, values))


def reason(outcome: str | None) -> Reason | None:
    """An outcome as a reason: None for `ok`; what never got an answer was not swept."""
    if outcome is None:
        return Reason.NOT_SWEPT
    return None if outcome == "ok" else Reason(outcome)


@lru_cache(maxsize=1 << 13)
def day(text: str | None, zone: ZoneInfo) -> date | None:
    """A date, or the day of a moment in the district's zone."""
    if not text:
        return None
    if len(text) == 10:
        return date.fromisoformat(text)
    moment_ = datetime.fromisoformat(text)
    return (moment_.astimezone(zone) if moment_.tzinfo else moment_).date()


def moment(text: str | None, zone: ZoneInfo) -> datetime | None:
    """An aware moment in the district's zone; a bare day is its beginning."""
    if not text:
        return None
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time.min, zone)
    found = datetime.fromisoformat(text)
    return found.astimezone(zone) if found.tzinfo else found.replace(tzinfo=zone)


def listed(text: str | None) -> list[Any]:
    """A JSON list; NULL is an empty one."""
    return list(json.loads(text)) if text else []


def seen(row: Row) -> Seen | None:
    """The stored answer behind a row; None where there is none."""
    return seen_of(*(row[name] for name in _ANSWER))


def seen_of(
    url: str | None,
    at: str | None,
    status: int | None,
    sha256: str | None,
    capture: str | None,
    offset: int | None,
    carried: int | None,
) -> Seen | None:
    """The same from the columns of `SEEN` in their order."""
    if url is None:
        return None
    place = f"{capture}#{offset}" if capture is not None and offset is not None else capture
    return Seen(url, at, status, sha256, place, carried is not None)
