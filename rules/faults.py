"""Faults in what the office wrote: one clear line each, all of them at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: where it stands, what it holds, what is expected (both in Chinese, for the office)."""

    file: str
    row: int | None
    column: str | None
    holds: str | None
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f" 第{self.row}行"
        if self.column is not None:
            place += f" “{self.column}”"
        holds = "空白" if self.holds in (None, "") else f"“{_short(self.holds or '')}”"
        return f"{place}：现为{holds}，应为{self.expected}"


class WorkspaceError(Exception):
    """Raised by the loader when a workspace is wrong; carries every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


def _short(text: str, limit: int = 60) -> str:
    """A cell's content on one line, cut to a readable length, control characters shown as spaces."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
