"""What stands in a platform's JSON, read by path, kind and unit: None for what is not there or is of another kind."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from crawler.items import SourceOutcome
from crawler.platforms import trusted
from crawler.platforms.answers import Meaning


def json_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object of an answer; None where it is none (HTML, half an answer, nesting without end)."""
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def at(value: object, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What stands at `a.b.c`; None where the path leads nowhere."""
    for name in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def rows_at(value: object, path: str) -> list[dict[str, Any]] | None:
    """The objects of a list; None where no list stands there: a missing key is no empty list, `null` neither."""
    rows = at(value, path)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else None


def count_at(value: object, path: str) -> int | None:
    """A whole number that counts something."""
    number = at(value, path)
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 0 else None


def moment_of(value: object, unit: Literal["s", "ms"], zone: ZoneInfo) -> datetime | None:
    """A time counted from 1970 in its unit. One that is counted in the other is refused: its year gives it away."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = float(value) if len(value) < 20 else math.inf
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        moment = datetime.fromtimestamp(value / (1000 if unit == "ms" else 1), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return trusted(moment.replace(microsecond=0), zone)


def said(meaning: Meaning, detail: str = "", known: SourceOutcome | None = None) -> SourceOutcome:
    """What an answer is worth by its row of the table, in words for the office; `known` is what was read besides."""
    told = meaning.means + (f"（{detail}）" if detail else "") + (f"：{meaning.todo}" if meaning.todo else "")
    return replace(
        known or SourceOutcome(None), reason=meaning.reason, told=told, answer=meaning.id,
        state=meaning.state or (known.state if known else "unknown"),
    )  # fmt: skip


def moment_in_words(value: object, zone: ZoneInfo) -> datetime | None:
    """A time as mail writes it (Weibo: `Wed Nov 18 10:16:05 +0800 2026`); None without a zone of its own."""
    if not isinstance(value, str):
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return trusted(moment, zone) if moment.tzinfo else None
