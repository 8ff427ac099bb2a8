"""Dates in words: English months, and Chinese numerals (二〇二六年三月五日)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"\b({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}))?"
_MONTH_FIRST = re.compile(
    rf"{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:{_CLOCK}\s+(?:[a-z]{{2,4}}\s+)?)?((?:19[89]|20\d)\d)(?!\d)(?:,?\s+{_CLOCK})?",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+((?:19[89]|20\d)\d)(?!\d)(?:,?\s+{_CLOCK})?",
    re.IGNORECASE,
)
_HAN_DIGITS = "〇○零一二三四五六七八九"
_HAN = re.compile(
    rf"([{_HAN_DIGITS}0oO]{{4}})\s?年\s?([一二三四五六七八九十正元]{{1,3}})\s?月\s?([一二三四五六七八九十]{{1,3}})\s?日"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A date in words: where it stands, and its numbers (not yet checked); the clock is empty where none is told."""

    start: int
    end: int
    year: int
    month: int
    day: int
    clock: tuple[int, ...] = ()


def english_date(text: str) -> Worded | None:
    """The first English date of a text (Mar 5, 2026; 5 March 2026; Thu Mar 05 10:20:33 CST 2026)."""
    match = _MONTH_FIRST.search(text)
    if match is not None:
        month, day, *before, year = match.groups()[:6]
        clock = [part for part in (before if before[0] else match.groups()[6:]) if part]
    else:
        match = _DAY_FIRST.search(text)
        if match is None:
            return None
        day, month, year, *after = match.groups()
        clock = [part for part in after if part]
    number = _MONTHS.index(month[:3].lower()) + 1
    return Worded(match.start(), match.end(), int(year), number, int(day), tuple(map(int, clock)))


def han_date(text: str) -> Worded | None:
    """The first date of a text that is written in Chinese numerals."""
    match = _HAN.search(text)
    if match is None:
        return None
    year = "".join(str(max(0, _HAN_DIGITS.find(c) - 2)) if c in _HAN_DIGITS else "0" for c in match[1])
    return Worded(match.start(), match.end(), int(year), _han_number(match[2]), _han_number(match[3]))


def _han_number(text: str) -> int:
    text = text.replace("正", "一").replace("元", "一")
    tens, ten, ones = text.rpartition("十")
    value = (_HAN_DIGITS.find(tens) - 2 if tens else 1) * 10 if ten else 0
    return value + (_HAN_DIGITS.find(ones) - 2 if ones else 0)
