"""Chinese numerals in front of units of time and number, as Arabic ones: 二十个工作日 is 20个工作日."""

from __future__ import annotations

import re

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100}
_BEFORE_UNIT = re.compile(
    r"[零〇一二两三四五六七八九十百]+(?=个?(?:工作[日天曰]|自然日|日历日|小时|季度|星期|[年月周天日次条旬]))"
)


def arabic(text: str) -> str:
    """The text with every numeral that stands before a unit in Arabic; 一级 and 统一 stay what they are."""
    return _BEFORE_UNIT.sub(lambda found: str(number(found[0])), text)


def number(numeral: str) -> int:
    """The value of a numeral below a thousand, also of one read digit by digit (二〇)."""
    if not set(numeral) & set(_PLACES):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    value, digit = 0, None
    for character in numeral:
        if character in _PLACES:
            value += (1 if digit is None else digit) * _PLACES[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return value + (digit or 0)
