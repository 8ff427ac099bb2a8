"""One row, cell by cell, as typed values. What is wrong becomes a fault, and a stand-in keeps the row whole.

Stand-ins never leave the loader, for a fault stops everything; they only keep one mistake from looking like ten.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from rules import vocabulary
from rules.faults import Collector
from rules.periods import LONGEST_DAYS
from rules.shapes import is_code, is_email, is_variable, is_web_address, web_address_wanted
from rules.tables.headers import required
from rules.tables.reading import Row, Table
from rules.text import nearest, plain, shown

T_co = TypeVar("T_co", covariant=True)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: \d{1,2}:\d{2}(?::\d{2})?)?")
_SERIAL = re.compile(r"[2-7]\d{4}")  # a date that lost its format: Excel's days since 1899-12-30
_WHOLE = re.compile(r"(\d{1,6})(?:\.0)?(?:天|日)?")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T_co]):
    """A typed row with the place that it came from."""

    table: Table
    row: Row
    value: T_co

    def fault(self, found: Collector, column: str, expected: str, holds: str | None = None) -> None:
        """A fault in one of its cells."""
        cell = self.row.cells.get(column) if holds is None else holds
        found.fault(self.table.file, self.row.number, self.table.column(column), cell, expected)

    def notice(self, found: Collector, column: str | None, text: str) -> None:
        """A notice about the row or one of its cells."""
        found.notice(self.table.file, self.row.number, self.table.column(column) if column else None, text)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row, read as this or that. Blank is None unless the cell must be filled."""

    table: Table
    row: Row
    found: Collector

    def wrong(self, column: str, expected: str) -> None:
        """Note that a cell is not what it should be."""
        Placed(self.table, self.row, None).fault(self.found, column, expected)

    def raw(self, column: str) -> str | None:
        """The cell as it stands; a blank one that must be filled is a fault."""
        text = self.row.cells.get(column)
        if text is None and column in required(self.table.name, "filled"):
            self.wrong(column, "必填内容")
        return text

    def text(self, column: str) -> str | None:
        """The cell on one line."""
        text = self.raw(column)
        return shown(text) if text else None

    def name(self, column: str) -> str:
        """A name that must be there."""
        return self.text(column) or f"第{self.row.number}行"

    def several(self, column: str) -> tuple[str, ...]:
        """Words separated by ；(or 、 or ，)."""
        parts = re.split(r"[;；、，,\n|]", self.raw(column) or "")
        return tuple(dict.fromkeys(shown(part) for part in parts if part.strip()))

    def code(self, column: str) -> str:
        """An identifier that is safe as part of a file name."""
        text = self.text(column)
        if text and not is_code(text):
            self.wrong(column, "由汉字、字母、数字和“-”“_”“.”组成的代码，不超过64个字，不以“.”开头")
            text = None
        return text or f"第{self.row.number}行"

    def key(self, column: str, group: vocabulary.Group, default: str) -> str:
        """The key of a word of the vocabulary; blank is the default."""
        text = self.raw(column)
        if text is None:
            return default
        meaning = vocabulary.meaning(group, text)
        if meaning is None:
            self.wrong(column, one_of(group, text))
        return meaning or default

    def whole(self, column: str) -> int | None:
        """A number of days above zero."""
        text = self.raw(column)
        if text is None:
            return None
        found = _WHOLE.fullmatch(plain(text))
        if not found or not 0 < int(found[1]) <= LONGEST_DAYS:
            self.wrong(column, "大于0的整数（天数）")
            return None
        return int(found[1])

    def url(self, column: str) -> str | None:
        """An http(s) address with a host."""
        text = self.raw(column)
        if text is not None and not is_web_address(text):
            self.wrong(column, web_address_wanted(text))
            return None
        return text

    def email(self, column: str) -> str | None:
        """An e-mail address, by its shape."""
        text = self.text(column)
        if text is not None and not is_email(text):
            self.wrong(column, "形如name@example.gov.cn的邮箱地址")
            return None
        return text

    def variable(self, column: str, text: str) -> str | None:
        """The name of an environment variable: never the secret itself."""
        if text and not is_variable(text):
            self.wrong_secret(column, "环境变量的名称（字母、数字、下划线），不得填写密钥本身")
            return None
        return text or None

    def notice(self, column: str, text: str) -> None:
        """A notice about a cell."""
        Placed(self.table, self.row, None).notice(self.found, column, text)

    def wrong_secret(self, column: str, expected: str) -> None:
        """Note a fault without repeating the cell: somebody may have typed the secret itself into it."""
        Placed(self.table, self.row, None).fault(self.found, column, expected, "（内容不予显示）")

    def day(self, column: str) -> date:
        """A day that must be there."""
        text = self.raw(column)
        day = as_date(text) if text else None
        if text and day is None:
            self.wrong(column, "日期，如2026-12-31或2026年12月31日")
        return day or date.max


_IN_ENGLISH: tuple[vocabulary.Group, ...] = ("source", "check")  # groups whose keys the office itself writes


def one_of(group: vocabulary.Group, text: str) -> str:
    """“one of …” for a word that nobody knows, with the nearest known word where there is one."""
    names = {
        key: key if group in _IN_ENGLISH else vocabulary.display(group, key) for key in vocabulary.keys(group)
    }
    near = nearest(text, vocabulary.words(group).keys())
    hint = f"（最接近的是“{names[vocabulary.words(group)[near]]}”）" if near else ""
    return f"{'、'.join(names.values())}之一{hint}"


def as_date(text: str) -> date | None:
    """A day written 2026-12-31, 2026/12/31, 2026.12.31 or 2026年12月31日, or Excel's number of it."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    found = _DATE.fullmatch(re.sub(r"\s*([-/.年月日])\s*", r"\1", text))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
