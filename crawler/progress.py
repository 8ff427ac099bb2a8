"""Progress: one live line on a terminal, plain lines under cron, silence with --quiet."""

from __future__ import annotations

import io
import sys
from time import monotonic
from typing import TextIO, cast

from rich.console import Console
from rich.status import Status
from rich.text import Text

_EVERY = 30.0
"""Seconds between plain lines: seldom enough for cron's mail, often enough to see that it lives."""


class Progress:
    """Told by the spiders what is being swept and how much is open; shows it as the output allows."""

    def __init__(self, *, quiet: bool = False, out: TextIO | None = None) -> None:
        shown = cast("TextIO", _Patient(out or sys.stderr))
        self._console = Console(file=shown, highlight=False, soft_wrap=True, markup=False, emoji=False)
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
        if self._console.is_interactive:
            self._live(Text(line))  # a string would be read as markup
        elif monotonic() - self._last >= _EVERY:
            self._plain(line)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def _live(self, line: Text) -> None:
        if self._status is None:
            self._status = self._console.status(line)
            self._status.start()
        self._status.update(line)

    def _plain(self, line: str) -> None:
        self._last = monotonic()
        if not self._quiet:
            self._console.print(line)


class _Patient(io.TextIOBase):
    """A stream that may fail: a reader that is gone or a full disk ends the showing, never the sweep."""

    def __init__(self, out: TextIO | None) -> None:
        self._out = out  # None where nobody listens (any more): a program may be started without stderr

    @property
    def encoding(self) -> str:  # type: ignore[override]  # read only, as everywhere in io
        """What the stream can show."""
        return getattr(self._out, "encoding", None) or "utf-8"

    def isatty(self) -> bool:
        """Whether somebody looks on."""
        return self._out is not None and self._out.isatty()

    def write(self, text: str) -> int:
        """Show some text."""
        self._try(text)
        return len(text)

    def flush(self) -> None:
        """Show it now."""
        self._try("")

    def _try(self, text: str) -> None:
        try:
            if self._out is not None:
                self._out.write(text)
                self._out.flush()
        except (OSError, ValueError):  # ValueError: it has been closed, or cannot write Chinese
            self._out = None


def _clean(text: str, limit: int = 40) -> str:
    """A column's name or an address on one line, without control characters: pages are hostile."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= limit else line[: limit - 1] + "…"
