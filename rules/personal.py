"""Personal numbers by their build: identity cards, mobile phones, bank cards. How they are found, hidden and masked.

Whether a number is somebody's is told by the words around it, and is the checks' to say (`checks.privacy`). Here is what
the digits alone tell, so that the store never has to hold them. Nothing that leaves this module holds a whole number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

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
_KINDS = ("id_card", "mobile", "bank_card")
_FULL = "０１２３４５６７８９Ｘｘ"
_LONG = b"0" * 15
_GAPS = b" \t-"
_DIGITS = bytes(ord("0") if 48 <= code <= 57 else ord("?") for code in range(256))
_SHORTEST = 11
_PHONE = re.compile(r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
_URL = re.compile(r"https?://[!-~]+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text that is built like a personal one: its kind, its place, and how it may be shown.

    `same` is equal for equal numbers of one page. `masked` has no gaps, even where the text had some.
    """

    kind: str
    start: int
    end: int
    masked: str
    same: int

    @property
    def gaps(self) -> bool:
        """Whether it is written with spaces or strokes inside."""
        return self.end - self.start > len(self.masked)


@dataclass(frozen=True, slots=True)
class Hidden:
    """The numbers that were hidden in a page's title and text, with their places there."""

    title: tuple[Number, ...] = ()
    text: tuple[Number, ...] = ()

    def behind(self, length: int) -> tuple[Number, ...]:
        """All of them in title, line break and text as one; `length` is that of the title."""
        if not (self.title or self.text):
            return ()
        ahead = length + 1
        moved = (Number(n.kind, n.start + ahead, n.end + ahead, n.masked, n.same) for n in self.text)
        return tuple(sorted((*self.title, *moved), key=lambda n: (_KINDS.index(n.kind), n.start)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Digits as they stand in a text."""

    start: int
    end: int
    digits: str


def numbers_in(text: str, today: date, known: dict[str, int] | None = None) -> tuple[Number, ...]:
    """Every number that is soundly built, kind by kind; one that may be of two kinds stands there twice.

    `known` numbers the distinct ones; handed on, it tells which of another text are the same.
    """
    if not _may_hold_any(text):
        return ()
    narrow, known = readable(text), {} if known is None else known
    return tuple(
        Number(kind, one.start, one.end, _masked(one.digits), known.setdefault(one.digits, len(known)))
        for kind, pattern in zip(_KINDS, (_ID, _MOBILE, _CARD), strict=True)
        for one in _found(pattern, narrow)
        if _is_sound(kind, one.digits, today)
    )


def hide(text: str) -> str:
    """The text with the inner digits of every number that might be personal as stars, each character in its place.

    Web addresses stay whole.
    """
    if not _may_hold_any(text):
        return text
    hidden = list(text)
    for number in _built(readable(text)):
        places = [place for place in range(number.start, number.end) if text[place].isalnum()]
        head, tail = _ends(len(places))
        for place in places[head:-tail]:
            hidden[place] = "*"
    return "".join(hidden)


def mask_text(text: str) -> str:
    """The text with every number that might be personal masked, gaps and all. Web addresses stay whole."""
    if not _may_hold_any(text):
        return text
    masked = list(text)
    for number in _maskable(readable(text)):
        masked[number.start : number.end] = [_masked(number.digits), *[""] * (number.end - number.start - 1)]
    return "".join(masked)


def _may_hold_any(text: str) -> bool:
    """Cheap, and true wherever one of the numbers stands: nearly every text ends here."""
    if len(text) < _SHORTEST:
        return False
    if _PHONE.search(text) or _is_wide(text):
        return True
    narrow = text.replace("\u3000", " ").replace("\u00a0", " ").encode("ascii", "replace")
    return _LONG in narrow.translate(_DIGITS, _GAPS)


def _is_wide(text: str) -> bool:
    return any([character in text for character in _FULL])  # noqa: C419 - far quicker than a generator


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


def _is_sound(kind: str, digits: str, today: date) -> bool:
    if kind == "id_card":
        return is_id_number(digits, today)
    return kind == "mobile" or is_card_number(digits)


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


def readable(text: str) -> str:
    """The text with ASCII digits and without web addresses, every character still in its place."""
    narrow = text.translate(_FULL_WIDTH) if _is_wide(text) else text
    return _URL.sub(lambda url: "\n" * len(url[0]), narrow)


def _found(pattern: re.Pattern[str], text: str) -> Iterator[_Found]:
    for match in pattern.finditer(text):
        digits = "".join(character for character in match[0] if character.isalnum())
        yield _Found(match.start(), match.end(), digits.upper())


def _ends(length: int) -> tuple[int, int]:
    """How many characters at the head and at the tail of a number may be shown."""
    return {11: (3, 4), 18: (4, 2)}.get(length, (4, 4))


def _masked(digits: str) -> str:
    """The ends of a number, and stars between."""
    head, tail = _ends(len(digits))
    return digits[:head] + "*" * (len(digits) - head - tail) + digits[-tail:]


def _maskable(text: str) -> Iterator[_Found]:
    """Whatever has the build of a personal number; longer ones first, so that no part is masked twice."""
    taken: set[int] = set()
    for number in _built(text):
        if number.start not in taken:
            taken.update(range(number.start, number.end))
            yield number


def _built(text: str) -> Iterator[_Found]:
    """Whatever has the build of a personal number, sound or mistyped."""
    for pattern, fits in (
        (_ID, lambda digits: _birth_in(digits) is not None),
        (_CARD, is_card_number),
        (_MOBILE, bool),
    ):
        yield from (number for number in _found(pattern, text) if fits(number.digits))
