"""Invented numbers of invented people: right in form, so that a checker must find them, but nobody's.

The region 420398 was never given to a county; telephone and bank numbers lie in ranges that are not handed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NOBODYS_REGION = "420398"


def id_card(rng: Random, *, ends_in_x: bool = False) -> str:
    """An 18-digit resident number with a right check digit."""
    while True:
        born = f"{rng.randint(1950, 1989)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        stem = f"{_NOBODYS_REGION}{born}{rng.randint(1, 998):03d}"
        number = stem + check_digit(stem)
        if number.endswith("X") == ends_in_x:
            return number


def check_digit(stem: str) -> str:
    """The last character of a resident number (GB 11643)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(stem, _WEIGHTS, strict=True)) % 11]


def mobile(rng: Random) -> str:
    """A mobile number."""
    return f"1990000{rng.randint(1001, 9989)}"


def bank_card(rng: Random) -> str:
    """A 19-digit card number that passes Luhn."""
    stem = f"62000099{rng.randint(10**9, 10**10 - 1)}"
    doubled = (int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(stem)))
    total = sum(digit // 10 + digit % 10 for digit in doubled)
    return f"{stem}{-total % 10}"


def order_number(rng: Random) -> str:
    """Eighteen digits that begin like a resident number but hold no possible birthday."""
    return f"420398{rng.randint(2026, 2029)}{rng.randint(31, 99)}{rng.randint(10**5, 10**6 - 1)}"


def credit_code(rng: Random) -> str:
    """The shape of a 统一社会信用代码 of a public body."""
    return f"11420398{rng.randint(10**8, 10**9 - 1)}" + rng.choice("ABCDEFGHJKLMNPQRTUWXY")
