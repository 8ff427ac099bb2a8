"""公开时限: a phrase of the catalog into a deadline (data: deadlines.toml). What is not understood is `unparsed`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rules.data import toml
from rules.model import Deadline, DeadlineKind
from rules.numerals import arabic
from rules.periods import Period
from rules.text import plain, shown

_UNITS = "工作日|小时|日|周|个月|年|季度"
_COUNT = rf"(?<![\d.])\d{{1,3}}(?:{_UNITS})"
_COUNTED = re.compile(rf"(?<![\d.])(\d{{1,3}})({_UNITS})")
_RANGE = re.compile(rf"\d{{1,3}}(?:{_UNITS})?[-~—至到]+(?=\d{{1,3}}(?:{_UNITS}))")
_MONTH_ENDS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

DayType = Literal["working", "calendar"]


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: DeadlineKind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    month_day: tuple[int, int] | None
    days: int | None
    day_type: DayType | None


def parse(phrase: str | None) -> Deadline:
    """Read one phrase; a blank cell is `blank`, what no rule fits is `unparsed`."""
    text = shown(phrase or "")
    if not text:
        return Deadline("", "blank")
    if len(text) > toml("deadlines.toml")["longest"]:
        return Deadline(text, "unparsed")
    uniform = _uniform(text)
    for rule in _rules():
        found = rule.pattern.search(uniform)
        if found and not (rule.unless and rule.unless.search(uniform)):
            return _deadline(rule, found, text, uniform)
    return Deadline(text, "unparsed")


def _uniform(text: str) -> str:
    """The phrase in one form: width, spaces, numerals, the words of [same], without the [noise]."""
    data = toml("deadlines.toml")
    uniform = arabic(plain(text))
    for written, same in data["same"].items():
        uniform = uniform.replace(written, same)
    uniform = re.sub(r"(\d)号(?=[前内])", r"\1日", uniform)
    for noise in data["noise"]["patterns"]:
        uniform = re.sub(noise, "", uniform)
    return _RANGE.sub("", uniform)


@cache
def _rules() -> tuple[_Rule, ...]:
    """The rules, compiled."""
    return tuple(
        _Rule(
            rule["kind"],
            _compiled(rule["pattern"], capture=True),
            _compiled(rule["unless"]) if "unless" in rule else None,
            (rule["month_day"][0], rule["month_day"][1]) if "month_day" in rule else None,
            rule.get("days"),
            rule.get("day_type"),
        )
        for rule in toml("deadlines.toml")["rule"]
    )


@cache
def _compiled(pattern: str, *, capture: bool = False) -> re.Pattern[str]:
    """A pattern with {N} and {CYCLE} written out; `capture` names the parts of the cycle."""
    words = "|".join(sorted(toml("deadlines.toml")["cycle"], key=len, reverse=True))
    times, unit = ("?P<times>", "?P<unit>") if capture else ("?:", "?:")
    cycle = rf"(?:每|按|逐)({times}\d{{1,2}})?个?({unit}{words})(?!常)"
    return re.compile(pattern.replace("{N}", _COUNT).replace("{CYCLE}", cycle))


def _deadline(rule: _Rule, found: re.Match[str], text: str, uniform: str) -> Deadline:
    """What a rule says of a phrase; what else the phrase holds may make it `compound`."""
    groups = found.groupdict()
    anchor = _anchor(groups.get("anchor"))
    if groups.get("before"):
        days, day_type = _days(groups["before"])
        return Deadline(text, rule.kind, anchor, -days, day_type)
    if rule.kind == "fixed_date":
        return _fixed(rule, text, uniform)
    if rule.kind in ("periodic", "periodic+offset"):
        return _periodic(rule, groups, text, found)
    if rule.kind in ("hold", "request"):
        return Deadline(text, rule.kind, anchor, *_first_count(uniform))
    if rule.kind == "event" and rule.days is None:
        return _event(text, uniform)
    return Deadline(text, rule.kind, anchor, rule.days, rule.day_type)


def _days(count: str) -> tuple[int, DayType]:
    """`20工作日` is 20 working days, `1个月` 31 calendar days, `24小时` one."""
    found = _COUNTED.search(count)
    assert found, "a count is what the pattern {N} has found"
    number, unit = int(found[1]), found[2]
    if unit == "工作日":
        return number, "working"
    if unit in ("个月", "季度"):
        return _days_of_months(number * (3 if unit == "季度" else 1)), "calendar"
    return {"小时": math.ceil(number / 24), "日": number, "周": 7 * number, "年": 365 * number}[
        unit
    ], "calendar"


def _first_count(text: str) -> tuple[int | None, DayType | None]:
    """The first count that stands in a text, as days; nothing where none does."""
    found = _COUNTED.search(text)
    return _days(found[0]) if found else (None, None)


def _days_of_months(months: int) -> int:
    """So many days at the most, roughly: only to be shown; dates are compared by months."""
    return math.ceil(months * 365.25 / 12)


def _fixed(rule: _Rule, text: str, uniform: str) -> Deadline:
    """A day of the year. Two different days, or a count beside it, are more than one rule."""
    days = {
        _month_day(one, found)
        for one in _rules()
        if one.kind == "fixed_date"
        for found in one.pattern.finditer(uniform)
    }
    rest = uniform
    for one in _rules():
        rest = one.pattern.sub("", rest) if one.kind == "fixed_date" else rest
    if None in days:
        return Deadline(text, "unparsed")
    if len(days) > 1 or _COUNTED.search(rest):
        day = days.pop() if len(days) == 1 else None
        return Deadline(text, "compound", None, *_first_count(rest), day)
    return Deadline(text, rule.kind, None, None, "calendar", days.pop())


def _month_day(rule: _Rule, found: re.Match[str]) -> tuple[int, int] | None:
    """The month and day that a fixed date names; None for a day that no year has."""
    groups = found.groupdict()
    if rule.month_day:
        return rule.month_day
    month = int(groups["quarter"]) * 3 if groups.get("quarter") else int(groups["month"])
    if not 1 <= month <= 12:
        return None
    last = _MONTH_ENDS[month - 1]
    day = int(groups["day"]) if groups.get("day") else last
    return (month, day) if 1 <= day <= last else None


def _periodic(rule: _Rule, groups: dict[str, str | None], text: str, found: re.Match[str]) -> Deadline:
    """A cycle, with the time within it where the phrase tells one. A count beside it is a second rule."""
    span, within = groups.get("span"), groups.get("within")
    days: int | None
    day_type: DayType | None
    if span:
        days, day_type = _days(span)
        period = _span_period(span)
    else:
        period, days, day_type = _cycle(
            groups.get("cycle") or groups["unit"] or "", int(groups.get("times") or 1)
        )
    if within:
        days, day_type = _days(within)
        return Deadline(text, rule.kind, None, days, day_type, None, period)
    rest = _compiled(toml("deadlines.toml")["event"]["hold"]).sub("", found.string.replace(found[0], ""))
    if counted := _COUNTED.search(rest):
        return Deadline(text, "compound", None, *_days(counted[0]), None, period)
    if _compiled("{CYCLE}").search(rest):
        return Deadline(text, "compound")
    return Deadline(text, rule.kind, None, days, day_type, None, period)


def _cycle(unit: str, times: int) -> tuple[Period | None, int, DayType]:
    """A cycle's period, its length in days at the most, and whether those are working days (then: no period)."""
    step = toml("deadlines.toml")["cycle"][unit]
    if step == "workday":
        return None, times, "working"
    count = int(step[:-1]) * times
    if step.endswith("d"):
        return Period(days=count), count, "calendar"
    return Period(months=count), _days_of_months(count), "calendar"


def _span_period(span: str) -> Period | None:
    """`6个月` is compared as six months, `1年` as twelve; a span of working days has no period."""
    found = _COUNTED.search(span)
    assert found, "a span is what the pattern {N} has found"
    months = {"个月": 1, "季度": 3, "年": 12}.get(found[2])
    if months:
        return Period(months=months * int(found[1]))
    days, day_type = _days(span)
    return Period(days=days) if day_type == "calendar" else None


def _event(text: str, uniform: str) -> Deadline:
    """So many days after an event, and whatever the phrase says beside it."""
    data = toml("deadlines.toml")["event"]
    hold = _compiled(data["hold"])
    counts = list(_COUNTED.finditer(hold.sub("", uniform))) or list(_COUNTED.finditer(uniform))
    days, day_type = _days(counts[0][0])
    anchor = _anchor(re.split("[;。:]|,(?!$)", counts[0].string[: counts[0].start()])[-1])
    kind: DeadlineKind = "event"
    if len({_days(count[0]) for count in counts}) > 1 or re.search(
        f"{data['exception']}|{data['other']}", uniform
    ):
        kind = "compound"
    elif hold.search(uniform):
        kind = "event+hold"
    elif re.search(data["continuous"], uniform):
        kind = "event+continuous"
    return Deadline(text, kind, anchor, days, day_type)


def _anchor(words: str | None) -> str | None:
    """The event that the count starts from, in the phrase's own words."""
    return re.sub(toml("deadlines.toml")["event"]["anchor_noise"], "", words or "") or None
