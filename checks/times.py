"""Time slots in a title: years, months, quarters and halves as spans of months, days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeVar

_TO = "[-–—~至]+"
_DASH = re.compile("[-–—~至]")
_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"(?<!\d)({_YEAR})年?度?{_TO}({_YEAR})(?!\d)(?:学年度?|年度?)?")
_ISO = re.compile(rf"(?<!\d)({_YEAR})-(\d\d)-(\d\d)(?!\d)")
_DAY = re.compile(rf"(?<!\d)(\d{{1,2}})月(\d{{1,2}})日?(?:{_TO}(?:\d{{1,2}}月)?\d{{1,2}})?日")
_YEARS = re.compile(rf"(?<![\d第.])({_YEAR})(?:(?=年度)|年版|年修订|年|版|(?![\d号元万亿人户条件套份米.]))")
_SPELT = re.compile(r"(?:二[〇○零]|一九)[〇○零一二三四五六七八九]{2}(?:(?=年度)|年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FOUR = "一二三四1234"
_QUARTERS = re.compile(rf"第?([{_FOUR}])季?度?(?:{_TO}|、)第?([{_FOUR}])季度")
_FIRST = re.compile(r"前([二两三23])个?季度")
_QUARTER = re.compile(rf"第?([{_FOUR}])季度|q([1-4])(?!\d)")
_HALF = re.compile(r"(上|下)?半年度|(上|下)半年")
_MONTHS = re.compile(rf"(?<!\d)(\d{{1,2}})月?份?{_TO}(\d{{1,2}})月份?")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月份?(?!\d)|(?<![十第个])(十[一二]?|[一二三四五六七八九])月份?")
_NUMERALS = "零一二三四五六七八九十"

Span = tuple[int, int]
_Slot = TypeVar("_Slot")
_NOTHING: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeSlots:
    """Years a title names (`ranges` are those written as from–to, also in `years`), spans of months, days."""

    years: frozenset[int] = frozenset()
    ranges: frozenset[Span] = frozenset()
    spans: frozenset[Span] = frozenset()
    days: frozenset[Span] = frozenset()

    def clash(self, title: TimeSlots) -> str | None:
        """What both sides say and contradict each other in."""
        if self.ranges and title.ranges and not self.ranges & title.ranges:
            return "年度不同"
        if self.years and title.years and not self.years & title.years:
            return "年度不同"
        if self.spans and title.spans and not self.spans & title.spans:
            return "季度或月份不同"
        return "日期不同" if self.days and title.days and not self.days & title.days else None

    def doubt(self, title: TimeSlots) -> str | None:
        """What they share only in part, or what only the name says. A year that one side leaves out says nothing."""
        if self.years and title.years and self.years != title.years:
            return "年度部分相同"
        if self.spans and self.spans != title.spans:
            return "季度或月份部分相同" if title.spans else "标题没有写明季度或月份"
        return "标题没有写明日期" if self.days and not title.days else None


NO_TIMES = TimeSlots()


def cut_times(text: str, fallback: frozenset[int] = frozenset()) -> tuple[TimeSlots, str]:
    """The time slots of a title and the title without them; `fallback` are the years where it names none."""
    ranges, years, days, spans = set[Span](), set[int](), set[Span](), set[Span]()
    dashed = _DASH.search(text) is not None
    if dashed:
        text = _cut_dashed(text, ranges, years, days)
    if "日" in text:
        found, text = _cut(_DAY, text)
        days |= {(int(match[1]), int(match[2])) for match in found}
    if "二" in text or "一九" in text:
        years |= {int(match[0][:4].translate(_DIGITS)) for match in _SPELT.finditer(text)}
    if "20" in text or "19" in text:
        found, text = _cut(_YEARS, text)
        years |= {int(match[1]) for match in found}
    if "二" in text or "一九" in text:
        text = _SPELT.sub("", text)
    for sign, other, pattern, read in _SPANS:
        if sign in text or other in text:
            found, text = _cut(pattern, text)
            spans |= {read(match) for match in found}
    return TimeSlots(_kept(years) or fallback, _kept(ranges), _kept(spans), _kept(days)), text


def _kept(found: set[_Slot]) -> frozenset[_Slot]:
    """What was found, most often nothing: of that there is only one."""
    return frozenset(found) if found else _NOTHING


def _cut_dashed(text: str, ranges: set[Span], years: set[int], days: set[Span]) -> str:
    found, text = _cut(_RANGE, text)
    for match in found:
        first, last = int(match[1]), int(match[2])
        ranges.add((first, last))
        years |= set(range(first, min(last, first + 50) + 1)) | {last}
    found, text = _cut(_ISO, text)
    for match in found:
        years.add(int(match[1]))
        days.add((int(match[2]), int(match[3])))
    return text


def _cut(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """All that a pattern finds, and the text without it."""
    found = list(pattern.finditer(text))
    return found, pattern.sub("", text) if found else text


def _number(written: str) -> int:
    """`3`, `三`, `两` or `十二`."""
    if written.isdecimal():
        return int(written)
    return sum(_NUMERALS.index(digit) for digit in written.replace("两", "二"))


def _quarters(match: re.Match[str]) -> Span:
    return 3 * _number(match[1]) - 2, 3 * _number(match[2])


def _first(match: re.Match[str]) -> Span:
    return 1, 3 * _number(match[1])


def _quarter(match: re.Match[str]) -> Span:
    quarter = _number(match[1] or match[2])
    return 3 * quarter - 2, 3 * quarter


def _half(match: re.Match[str]) -> Span:
    return (7, 12) if "下" in match[0] else (1, 6)


def _months(match: re.Match[str]) -> Span:
    return int(match[1]), int(match[2])


def _month(match: re.Match[str]) -> Span:
    month = _number(match[1] or match[2])
    return month, month


# What a span is written with at the least (one or the other), its pattern, and how it is read; the longer comes first.
_SPANS = (
    ("季度", "季度", _QUARTERS, _quarters), ("季度", "季度", _FIRST, _first), ("季度", "q", _QUARTER, _quarter),
    ("半年", "半年", _HALF, _half), ("月", "月", _MONTHS, _months), ("月", "月", _MONTH, _month),
)  # fmt: skip
