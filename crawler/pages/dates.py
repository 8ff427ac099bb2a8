"""Dates as they are written on Chinese pages: found, read, and given a year where they lack one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler.pages.words import narrow

Moment = date | datetime

_YEAR = r"(?<!\d)((?:19[89]|20\d)\d)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?!\d)"
_TIME = r"(?:[\sT日,]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?\s*(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2}))?(?:\s*[秒分])?)?"
_FULL = re.compile(
    rf"{_YEAR}\s?(?:[-/.]{{1,2}}|年)\s?(1[0-2]|0?[1-9])\s?(?:[-/.]{{1,2}}|月)\s?{_DAY}\s?日?{_TIME}"
)
_HAN_DIGITS = "〇○零一二三四五六七八九"
_HAN = re.compile(
    rf"([{_HAN_DIGITS}0oO]{{4}})\s?年\s?([一二三四五六七八九十正元]{{1,3}})\s?月\s?([一二三四五六七八九十]{{1,3}})\s?日"
)
_COMPACT = re.compile(r"^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
_SHORT_YEAR = re.compile(r"^(\d\d)[-/.](0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01])$")
_MONTH_DAY = re.compile(r"^(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])\s?日?$")
_MONTH_DAY_END = re.compile(
    r"[(\[【（]\s?(1[0-2]|0?[1-9])\s?[-/.月]\s?(3[01]|[12]\d|0?[1-9])\s?日?\s?[)\]】）]\s*$|\s(1[0-2]|0[1-9])[-/月](3[01]|[12]\d|0[1-9])日?$"
)
_URL_DATES = (
    re.compile(r"/t((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])_"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/](1[0-2]|0?[1-9])[-/](3[01]|[12]\d|0?[1-9])(?!\d)"),
    re.compile(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])/?(0[1-9]|[12]\d|3[01])(?!\d)"),
)
_URL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])?(?=/)")
_BRACKETS = "[](){}【】（）〔〕<>《》|·•,，。;；: \t"


@dataclass(frozen=True, slots=True)
class Found:
    """A full date in a text: where it stands and what it says."""

    start: int
    end: int
    value: Moment


def full_dates(text: str, zone: ZoneInfo) -> Iterator[Found]:
    """Every full date of a text, in order of place. 00:00 means that no time is known."""
    for match in _FULL.finditer(narrow(text[:4000])):
        year, month, day, *clock = match.groups()
        moment = _moment(int(year), int(month), int(day), clock, zone)
        if moment is not None:
            yield Found(match.start(), match.end(), moment)


def stated(text: str, zone: ZoneInfo) -> Moment | None:
    """The date that a value states (the first full one; Chinese numerals and 20261109 too), or None."""
    text = text[:200]
    first = next(full_dates(text, zone), None)
    if first is not None:
        return first.value
    compact = _COMPACT.match(text.strip(_BRACKETS))
    return _date(*map(int, compact.groups())) if compact else _han_date(text)


def alone(text: str, zone: ZoneInfo) -> Moment | None:
    """The full date that is all a text says (brackets and a weekday aside), or None."""
    trimmed = narrow(text).strip(_BRACKETS)
    if len(trimmed) > 40:
        return None
    match = _FULL.match(trimmed)
    if match is not None and len(trimmed[match.end() :].strip(_BRACKETS)) <= (4 if "期" in trimmed else 0):
        year, month, day, *clock = match.groups()
        return _moment(int(year), int(month), int(day), clock, zone)
    short = _COMPACT.match(trimmed)
    if short is not None:
        return _date(*map(int, short.groups()))
    brief = _SHORT_YEAR.match(trimmed)
    return _date(2000 + int(brief[1]), int(brief[2]), int(brief[3])) if brief else None


def month_day(text: str) -> tuple[int, int] | None:
    """The month and day that are all a text says, or None."""
    match = _MONTH_DAY.match(narrow(text).strip(_BRACKETS))
    return (int(match[1]), int(match[2])) if match else None


def month_day_at_end(text: str) -> tuple[int, int, int] | None:
    """Month and day at the end of a text, and where they begin; in brackets, or two digits each after a space."""
    match = _MONTH_DAY_END.search(narrow(text))
    if match is None:
        return None
    month, day = (match[1], match[2]) if match[1] else (match[3], match[4])
    return int(month), int(day), match.start()


def year_for(month: int, day: int, today: date, url: str) -> date | None:
    """The date of a month and day without a year: by the year in its address, else the last such day that has been."""
    witness = url_date(url) or _year_of(url, today)
    candidates = [
        found
        for year in range(today.year - 40, today.year + 1)
        if (found := _date(year, month, day)) and found <= today
    ]
    if not candidates:
        return None
    if witness is None:
        return candidates[-1]
    return min(candidates, key=lambda candidate: abs((candidate - witness).days))


def flowing(days: Sequence[date | None], guessed: Sequence[bool]) -> list[date | None]:
    """Give guessed years their place in a list that runs from new to old: a leap up by months is an older year."""
    known = [day for day in days if day is not None]
    falls = sum(above >= below for above, below in pairwise(known))
    if not any(guessed) or falls * 2 < len(known) - 1:
        return list(days)
    ordered: list[date | None] = []
    above: date | None = None
    for day, guess in zip(days, guessed, strict=True):
        placed = _below(day, above) if guess and day is not None and above is not None else day
        above = placed or above
        ordered.append(placed)
    return ordered


def _below(day: date, above: date) -> date:
    """The same month and day in the latest year that does not leap above the row before."""
    while day > above + timedelta(days=60):
        day = _date(day.year - 1, day.month, day.day) or day - timedelta(days=366)
    return day


def url_date(url: str) -> date | None:
    """The full date that an address holds, or None: a witness only."""
    for pattern in _URL_DATES:
        if (match := pattern.search(url)) is not None:
            return _date(*map(int, match.groups()))
    return None


def _year_of(url: str, today: date) -> date | None:
    match = _URL_YEAR.search(url)
    return min(date(int(match[1]), 7, 1), today) if match else None


def in_zone(moment: datetime, zone: ZoneInfo) -> Moment:
    """An instant as the district sees it; midnight sharp means that no time is known."""
    local = moment.astimezone(zone)
    return local.date() if (local.hour, local.minute, local.second) == (0, 0, 0) else local


def _moment(year: int, month: int, day: int, clock: Sequence[str | None], zone: ZoneInfo) -> Moment | None:
    plain = _date(year, month, day)
    hour, minute, second = (int(part) if part else 0 for part in clock)
    if plain is None or (hour, minute, second) == (0, 0, 0) or hour > 23 or minute > 59 or second > 59:
        return plain
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _han_date(text: str) -> date | None:
    match = _HAN.search(text)
    if match is None:
        return None
    year = "".join(str(max(0, _HAN_DIGITS.find(c) - 2)) if c in _HAN_DIGITS else "0" for c in match[1])
    return _date(int(year), _han_number(match[2]), _han_number(match[3]))


def _han_number(text: str) -> int:
    text = text.replace("正", "一").replace("元", "一")
    tens, ten, ones = text.rpartition("十")
    value = (_HAN_DIGITS.find(tens) - 2 if tens else 1) * 10 if ten else 0
    return value + (_HAN_DIGITS.find(ones) - 2 if ones else 0)
