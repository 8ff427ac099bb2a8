"""Dates, spans and figures as an office writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from reports.model import OPEN_STATES, Finding, Judged, Sweep
from reports.words import load_words
from rules.periods import Period

_NUMERALS = "零一二三四五六七八九十"
_IN_DAYS = ("days", "limit")


def numeral(number: int) -> str:
    """1 to 99 in Chinese, as headings are numbered."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _NUMERALS[ones]
    head = "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")


def day(value: str | date | None) -> str:
    """2026年11月22日; what is not a date stands as it is, None as a dash."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value[:10])
        except ValueError:
            return str(value)
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


def span(sweep: Sweep) -> str:
    """2026年第47周（11月16日—11月22日）."""
    monday, sunday = sweep.days
    year, week = sweep.week.split("-W")
    until = f"{sunday.month}月{sunday.day}日"
    return f"{year}年第{int(week)}周（{monday.month}月{monday.day}日—{until}）"


def moment(value: str | None, zone: ZoneInfo) -> str:
    """A stored time in the district's zone: 2026-11-22 14:03; a dash where there is none."""
    if not value:
        return "—"
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return str(value)
    return f"{(time.astimezone(zone) if time.tzinfo else time):%Y-%m-%d %H:%M}"


def lives(found: Sequence[Finding]) -> str:
    """新发现2，持续存在1: how many findings are in which state, those that occur."""
    words, counts = load_words(), Counter(finding.state for finding in found)
    return "，".join(f"{words.say('states', state)}{counts[state]}" for state in OPEN_STATES if counts[state])


def duration(seconds: float) -> str:
    """3小时12分, 4分5秒, 12秒."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}小时{minutes}分"
    return f"{minutes}分{left}秒" if minutes else f"{left}秒"


def percent(share: float) -> str:
    """92.5%, and 100% without a decimal; never rounded up to whole where something is wrong."""
    if share in (0.0, 1.0):
        return f"{share:.0%}"
    return f"{min(max(share, 0.001), 0.999):.1%}"


def documents_of(judged: Judged) -> list[dict[str, Any]]:
    """The documents that a ruling on a catalog item names one by one, the worst first."""
    listed = judged.observed.get("documents")
    documents = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return sorted(documents, key=lambda one: -_late(one))


def limit_of(judged: Judged) -> str:
    """应更新周期: the period that the check held the subject to."""
    limit = judged.observed.get("limit")
    if limit is not None:
        return f"{limit}天" if isinstance(limit, int) else str(limit)
    worst = next(iter(documents_of(judged)), {})
    unit = "个工作日" if worst.get("day_type") == "working" else "天"
    return f"{worst['limit']}{unit}" if worst.get("limit") else ""


def newest_of(judged: Judged) -> str:
    """最后更新日期, or empty where there is none."""
    dates = (judged.observed.get(key) for key in ("newest", "published", "latest_published"))
    return next((str(value)[:10] for value in dates if value), "")


def overdue_of(judged: Judged, as_of: date) -> int | None:
    """超期天数: as the check counted it, else the days past the period's end; None if that cannot be said."""
    documents = documents_of(judged)
    if documents:
        return _late(documents[0])
    observed = judged.observed
    days, limit = observed.get("days"), observed.get("limit")
    if isinstance(days, int) and isinstance(limit, int):
        return max(0, days - limit)
    try:
        newest, period = date.fromisoformat(str(observed.get("newest"))[:10]), Period.parse(str(limit))
    except ValueError:
        return None
    return max(0, (as_of - period.after(newest)).days)


def _late(document: Mapping[str, Any]) -> int:
    """By how many days a document was late."""
    days, limit = document.get("days"), document.get("limit")
    return max(0, days - limit) if isinstance(days, int) and isinstance(limit, int) else 0


def figures_of(judged: Judged) -> tuple[tuple[str, str], ...]:
    """The figures behind a ruling in words, in the order of words.toml; what has no word is left out."""
    known = load_words().table("figures")
    return tuple(
        (label, _figure(key, judged.observed[key]))
        for key, label in known.items()
        if judged.observed.get(key) not in (None, "", [])
    )


def _figure(key: str, value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return f"{value}天" if key in _IN_DAYS and isinstance(value, int) else str(value)
