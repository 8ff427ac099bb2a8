"""Faults in what the office wrote: one clear line each, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from rules.shapes import PASSWORD
from rules.text import legible


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where it stands, what it holds, what is expected (both in Chinese, for the office)."""

    file: str
    row: int | None
    column: str | None
    holds: str | None
    expected: str

    def __str__(self) -> str:
        holds = "空白" if self.holds in (None, "") else f"“{_short(self.holds or '')}”"
        return legible(f"{_place(self)}：现为{holds}，应为{self.expected}")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the office should know but that stops nothing: where it stands and a sentence in Chinese."""

    file: str
    row: int | None
    column: str | None
    text: str

    def __str__(self) -> str:
        return legible(f"{_place(self)}：{self.text}")


@dataclass(slots=True)
class Collector:
    """Gathers what is wrong (faults stop everything) and what is worth knowing (notices stop nothing)."""

    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def fault(self, file: str, row: int | None, column: str | None, holds: str | None, expected: str) -> None:
        """Note one fault."""
        self.faults.append(Fault(file, row, column, holds, expected))

    def notice(self, file: str, row: int | None, column: str | None, text: str) -> None:
        """Note one thing that the office should know."""
        self.notices.append(Notice(file, row, column, text))


class WorkspaceError(Exception):
    """Raised by the loader when a workspace is wrong; carries every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


Told = TypeVar("Told", Fault, Notice)


def in_order(told: Iterable[Told]) -> tuple[Told, ...]:
    """Each once, by file, row and column."""
    return tuple(sorted(dict.fromkeys(told), key=lambda one: (one.file, one.row or 0, one.column or "")))


def _place(one: Fault | Notice) -> str:
    """Where it stands: `units.csv 第5行 “类别（kind）”`."""
    row = f" 第{one.row}行" if one.row is not None else ""
    column = f" “{one.column}”" if one.column is not None else ""
    return f"{one.file}{row}{column}"


def _short(text: str, limit: int = 60) -> str:
    """A cell's content on one line, cut to a readable length: no control characters, no password in an address."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    line = PASSWORD.sub("***@", line)
    return line if len(line) <= limit else line[: limit - 1] + "…"
