"""Personal numbers in texts: identity cards by checksum, phones and bank cards by the words around them.

Nothing that leaves this module holds a whole number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from checks.surroundings import Context, Labels, Surroundings
from rules.data import toml

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＋－", "0123456789Xx+-")
_GAP = "[ \u00a0\u3000\t]{0,2}"
_ALONE_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-_.])"
_ALONE_AFTER = r"(?![0-9A-Za-z*])(?![-_.][0-9A-Za-z])"
_ID = re.compile(rf"{_ALONE_BEFORE}[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]{_ALONE_AFTER}")
_MOBILE = re.compile(
    rf"(?:{_ALONE_BEFORE}|(?<=\+86)|(?<=\+86[- ]))1[3-9][0-9][- ]?[0-9]{{4}}[- ]?[0-9]{{4}}{_ALONE_AFTER}"
)
_CARD = re.compile(
    rf"{_ALONE_BEFORE}[1-9][0-9]{{3}}(?:[ -]?[0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?{_ALONE_AFTER}"
)
_FULL = re.compile("[０-９Ｘｘ]")
_LONG = re.compile(rf"\d\d(?:{_GAP}-?\d){{13}}")
_PHONE = re.compile(r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_URL = re.compile(r"https?://[!-~]+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Leak:
    """A personal number in a text: what it is, masked, and whether its surroundings leave no doubt."""

    kind: str
    masked: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it stands in a text: its place and its bare digits."""

    start: int
    end: int
    digits: str
    gaps: bool


def find_leaks(text: str, today: date) -> tuple[Leak, ...]:
    """Every distinct personal number in a text, in order; one that stands twice counts once."""
    if not _may_hold_any(text):
        return ()
    readable = _readable(text)
    found: dict[str, Leak] = {}
    for kind, read in _READERS.items():
        for number, certain in read(readable, today):
            if number.digits not in found or (certain and not found[number.digits].certain):
                found[number.digits] = Leak(
                    toml("privacy.toml")[kind]["name"], _masked(number.digits), certain
                )
    return tuple(found.values())


def mask_text(text: str) -> str:
    """The text with every number that might be personal masked. Web addresses stay whole."""
    if not _may_hold_any(text):
        return text
    readable = _readable(text)
    masked = list(text)
    for number in _maskable(readable):
        masked[number.start : number.end] = [_masked(number.digits), *[""] * (number.end - number.start - 1)]
    return "".join(masked)


def _may_hold_any(text: str) -> bool:
    """Cheap, and true wherever one of the numbers stands: nearly every text ends here."""
    return bool(_PHONE.search(text) or _FULL.search(text) or _LONG.search(text))


def is_id_number(digits: str, today: date) -> bool:
    """Whether 18 characters are an identity card number: region, date of birth, checksum (GB 11643)."""
    born = _birth_in(digits)
    oldest = today.year - toml("privacy.toml")["id_card"]["max_age_years"]
    if born is None or born > today or born.year < oldest:
        return False
    return _CHECK_DIGITS[_weighted(digits) % 11] == digits[17].upper()


def is_card_number(digits: str) -> bool:
    """Whether digits are a bank card number: issuer, length, Luhn checksum."""
    issuers = toml("privacy.toml")["bank_card"]["bins"]
    if not any(digits.startswith(bin_) and len(digits) in lengths for bin_, lengths in issuers.items()):
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _weighted(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))


def _birth_in(digits: str) -> date | None:
    """The date of birth in a number that begins like an identity card; None where it does not."""
    provinces = toml("privacy.toml")["id_card"]["provinces"]
    if digits[:2] not in provinces or digits[2:4] == "00" or digits[4:6] == "00":
        return None
    try:
        return date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return None


def _readable(text: str) -> str:
    """The text with ASCII digits and without web addresses, every character still in its place."""
    narrow = text.translate(_FULL_WIDTH) if _FULL.search(text) else text
    return _URL.sub(lambda url: "\n" * len(url[0]), narrow)


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[_Number]:
    for match in pattern.finditer(text):
        digits = "".join(character for character in match[0] if character.isalnum())
        yield _Number(match.start(), match.end(), digits.upper(), len(digits) < len(match[0]))


def _masked(digits: str) -> str:
    """The first three or four and the last two or four characters; the rest as stars."""
    head, tail = {11: (3, 4), 18: (4, 2)}.get(len(digits), (4, 4))
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[-tail:]


def _maskable(text: str) -> Iterator[_Number]:
    """Whatever has the build of a personal number; longer ones first, so that no part is masked twice."""
    taken: set[int] = set()
    for pattern, fits in (
        (_ID, lambda n: _birth_in(n) is not None),
        (_CARD, is_card_number),
        (_MOBILE, bool),
    ):
        for number in _numbers(pattern, text):
            if fits(number.digits) and number.start not in taken:
                taken.update(range(number.start, number.end))
                yield number


def _ids(text: str, today: date) -> Iterator[tuple[_Number, bool]]:
    """An identity card needs no words around it; the label of another sort of number leaves it in doubt."""
    labels = _labels("id_card")
    for number in _numbers(_ID, text):
        if not is_id_number(number.digits, today):
            continue
        around = Surroundings(text, number.start, number.end)
        if around.right_after(labels):
            continue
        context = around.context(labels, sentence_only=True)
        own_label = context in (Context.PERSONAL, Context.UNCLEAR)
        yield number, own_label or (not number.gaps and not context)


def _in_context(
    kind: str, pattern: re.Pattern[str], fits: Callable[[str], bool]
) -> Callable[[str, date], Iterator[Any]]:
    """A reader of numbers that are personal only where the words around them say so."""

    def read(text: str, _today: date) -> Iterator[tuple[_Number, bool]]:
        labels = _labels(kind)
        for number in _numbers(pattern, text):
            around = Surroundings(text, number.start, number.end)
            if not fits(number.digits) or around.right_after(labels):
                continue
            context = around.context(labels)
            if context in (Context.PERSONAL, Context.UNCLEAR):
                yield number, context is Context.PERSONAL

    return read


@cache
def _labels(kind: str) -> Labels:
    """The vocabulary of one kind of number."""
    rules, others = toml("privacy.toml")[kind], toml("privacy.toml")["other_numbers"]
    if kind == "id_card":
        other = (*others["always"], *others["accounts"])
        return Labels(personal=tuple(rules["labels"]), weak=(), official=other, other=other)
    return Labels(
        personal=tuple(rules["explicit"]), weak=tuple(rules["weak"]), official=tuple(rules["official"]),
        other=tuple(others["always"]),
    )  # fmt: skip


_READERS: dict[str, Callable[[str, date], Iterator[tuple[_Number, bool]]]] = {
    "id_card": _ids,
    "mobile": _in_context("mobile", _MOBILE, bool),
    "bank_card": _in_context("bank_card", _CARD, is_card_number),
}
