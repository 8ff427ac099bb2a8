"""Progress: one live line on a terminal, plain lines under cron, silence with --quiet."""

from __future__ import annotations

import sys
from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.status import Status

_EVERY = 30.0
"""Seconds between plain lines: seldom enough for cron's mail, often enough to see that it lives."""


class Progress:
    """Told by the spiders what is being swept and how much is open; shows it as the output allows."""

    def __init__(self, *, quiet: bool = False, out: TextIO | None = None) -> None:
        self._console = Console(file=out or sys.stderr, highlight=False, soft_wrap=True, markup=False)
        self._quiet = quiet
        self._status: Status | None = None
        self._last = monotonic()

    def stage(self, name: str, count: int) -> None:
        """A stage begins with so many requests."""
        self._plain(f"{name}：{count}项")

    def step(self, name: str, what: str, done: int, left: int) -> None:
        """One answer has been dealt with."""
        if self._quiet:
            return
        line = f"{name}：已完成{done}，剩余{left}　{_clean(what)}"
        if self._console.is_terminal:
            if self._status is None:
                self._status = self._console.status(line)
                self._status.start()
            self._status.update(line)
        elif monotonic() - self._last >= _EVERY:
            self._plain(line)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _plain(self, line: str) -> None:
        self._last = monotonic()
        if not self._quiet:
            self._console.print(line)


def _clean(text: str, limit: int = 40) -> str:
    """A column's name or an address on one line, without control characters: pages are hostile."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
