"""Dates as they are written on Chinese pages: found, read, and given a year where they lack one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from crawler.pages.worded import english_date, han_date
from crawler.pages.words import narrow

Moment = date | datetime

_YEAR = r"(?<!\d)((?:19[89]|20\d)\d)"
_DAY = r"(3[01]|[12]\d|0?[1-9])(?!\d)"
_HALF = r"(上午|下午|中午|凌晨|早上|晚上|晚|[AP]M\b)"
_TIME = (
    rf"(?:[\sT日,]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?\s*{_HALF}?\s*(\d{{1,2}})\s*[:时]\s*(\d{{1,2}})"
    rf"(?:\s*[:分]\s*(\d{{1,2}}))?(?:\s*[秒分])?(?:\s*{_HALF})?)?"
)
_FULL = re.compile(
    rf"{_YEAR}\s?(?:[-/.]{{1,2}}|年)\s?(1[0-2]|0?[1-9])\s?(?:[-/.]{{1,2}}|月)\s?{_DAY}\s?日?{_TIME}",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)(?!\d)")
_COMPACT = re.compile(
    r"^((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s?(?:([01]\d|2[0-3]):?([0-5]\d):?([0-5]\d)?)?$"
)
_SHORT_YEAR = re.compile(
    r"^([0-4]\d)[-/.](0[1-9]|1[0-2])[-/.](0[1-9]|[12]\d|3[01])(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$"
)
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
_YEAR_ALONE = re.compile(r"^((?:19|20)\d\d)年?$")
_YEAR_MONTH = re.compile(r"^((?:19|20)\d\d)\s?[-./年]\s?(1[0-2]|0?[1-9])月?$")
_MONTH_ALONE = re.compile(r"^(1[0-2]|0?[1-9])月$")
_DAY_ALONE = re.compile(r"^(3[01]|[12]\d|0?[1-9])日?$")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[A-Za-z]{3}")
_ENGLISH_DAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*$", re.IGNORECASE)
_AFTERNOON = frozenset(("下午", "晚上", "晚", "PM"))
_HAN_START = "〇○零一二"
_FREE = ("", " ", "[", "]", "(", ")", "【", "】", "|", "\t")
_EDGES = " /[]()-."
_BRACKETS = "[](){}【】（）〔〕<>《》|·•,，。;；: \t"


@dataclass(frozen=True, slots=True)
class Found:
    """A full date in a text: where it stands and what it says."""

    start: int
    end: int
    value: Moment


def full_dates(text: str, zone: ZoneInfo) -> Iterator[Found]:
    """Every full date of a text, in order of place. 00:00 means that no time is known."""
    text = narrow(text[:4000])
    if not _may_hold_year(text):
        return
    none = True
    for match in _FULL.finditer(text):
        year, month, day, *clock = match.groups()
        moment = _moment((int(year), int(month), int(day)), clock[1:4], zone, clock[0] or clock[4])
        if moment is not None:
            none, end = False, match.end()
            if isinstance(moment, datetime) and "T" in match.group() and (offset := _OFFSET.match(text, end)):
                moment, end = _offset(moment, offset[1], zone), offset.end()
            yield Found(match.start(), end, moment)
    if none and _LETTERS.search(text) and (found := english_date(text)) is not None:
        moment = _moment((found.year, found.month, found.day), found.clock, zone)
        if moment is not None:
            yield Found(found.start, found.end, moment)


def _may_hold_year(text: str) -> bool:
    """Whether a text may hold a full date: most hold no year, and to look for one costs little."""
    return "20" in text or "19" in text


def date_place(text: str) -> int | None:
    """Where the first full date of a text stands, or None."""
    match = _first_full(narrow(text))
    return match.start() if match is not None else None


def _first_full(text: str) -> re.Match[str] | None:
    return _FULL.search(text) if _may_hold_year(text) else None


def has_free_date(text: str) -> bool:
    """Whether a full date stands free in a text: between spaces, marks and the ends, not as the beginning of words."""
    text = narrow(text)
    match = _first_full(text)
    if match is None:
        return False
    return text[match.start() - 1 : match.start()] in _FREE and text[match.end() : match.end() + 1] in _FREE


def stated(text: str, zone: ZoneInfo) -> Moment | None:
    """The date that a value states (the first full one; Chinese numerals, 20261109 and 26-11-09 too), or None."""
    text = text[:200]
    first = next(full_dates(text, zone), None)
    if first is not None:
        return first.value
    return _brief(narrow(text).strip(_BRACKETS), zone) or _in_numerals(text)


def alone(text: str, zone: ZoneInfo) -> Moment | None:
    """The full date that is all a text says (brackets and a weekday aside), or None."""
    trimmed = narrow(text).strip(_BRACKETS)
    if not 6 <= len(trimmed) <= 40:
        return None
    if trimmed[0] in _HAN_START:
        return _in_numerals(trimmed) if trimmed[-1] == "日" and len(trimmed) <= 12 else None
    if _DIGIT.search(trimmed) is None:
        return None
    first = next(full_dates(trimmed, zone), None)
    if first is not None:
        rest = trimmed[first.end :].strip(_BRACKETS)
        led = first.start == 0 or _ENGLISH_DAY.match(trimmed[: first.start]) is not None
        return first.value if led and len(rest) <= (4 if "期" in trimmed else 0) else None
    return _brief(trimmed, zone)


def _brief(text: str, zone: ZoneInfo) -> Moment | None:
    """A date without signs between (20261109, 20261109102033), or with a year of two digits."""
    match = _COMPACT.match(text)
    if match is not None:
        return _moment((int(match[1]), int(match[2]), int(match[3])), match.groups()[3:], zone)
    match = _SHORT_YEAR.match(text)
    if match is not None:
        return _moment((2000 + int(match[1]), int(match[2]), int(match[3])), match.groups()[3:], zone)
    return None


def _in_numerals(text: str) -> date | None:
    found = han_date(text)
    return _date(found.year, found.month, found.day) if found is not None else None


def in_pieces(texts: Sequence[str]) -> tuple[int | None, int, int] | None:
    """Year (None where none is told), month and day that stand in pieces of their own, like a leaf of a calendar.

    Every text must be a piece: day with month or with year and month, month and day with year, or the three apart.
    """
    year: int | None = None
    month = day = None
    for text in texts:
        trimmed = narrow(text).strip(_EDGES)
        if match := _YEAR_MONTH.match(trimmed):
            year, month = int(match[1]), int(match[2])
        elif match := _YEAR_ALONE.match(trimmed):
            year = int(match[1])
        elif match := _MONTH_DAY.match(trimmed):
            month, day = int(match[1]), int(match[2])
        elif match := _MONTH_ALONE.match(trimmed):
            month = int(match[1])
        elif (match := _DAY_ALONE.match(trimmed)) and day is None:
            day = int(match[1])
        else:
            return None
    return (year, month, day) if month is not None and day is not None else None


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
    leaps = sum(above < below for above, below in pairwise(known))
    if not any(guessed) or leaps * 4 > max(4, len(known) - 1):  # in no order: nothing tells an older year
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


def _moment(
    day: tuple[int, int, int], clock: Sequence[str | int | None], zone: ZoneInfo, half: str | None = None
) -> Moment | None:
    """A day with its time; the day alone where the clock says 0:00, nothing or nonsense."""
    plain = _date(*day)
    hour, minute, second, *_ = (*(int(part) if part else 0 for part in clock), 0, 0, 0)
    if half is not None and half.upper() in _AFTERNOON and hour < 12:
        hour += 12
    if plain is None or (hour, minute, second) == (0, 0, 0) or hour > 23 or minute > 59 or second > 59:
        return plain
    return datetime(*day, hour, minute, second, tzinfo=zone)


def _offset(moment: datetime, offset: str, zone: ZoneInfo) -> Moment:
    """A moment that names its own zone, as the district sees it."""
    sign = -1 if offset[0] == "-" else 1
    digits = offset[1:].replace(":", "") or "0000"
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return in_zone((moment.replace(tzinfo=UTC) - sign * away), zone)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
