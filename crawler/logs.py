"""Logging: a file per week in var/logs, warnings on the terminal, JSON lines where they are asked for.

Files are bounded in size and age (logs.toml). A disk that takes no more ends the logging, never the run.
"""

from __future__ import annotations

import logging
import sys
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from crawler.private import private_file, private_folder
from crawler.troubles import trouble_of
from rules.text import json_text, legible

_NOISY = ("scrapy", "twisted", "scrapy-playwright", "asyncio", "playwright", "protego", "py.warnings")


class JsonLines(logging.Formatter):
    """One JSON object per record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON; a traceback as text."""
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname, "logger": record.name,
            "message": record.getMessage(),
        }  # fmt: skip
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json_text(line)


class PlainLines(logging.Formatter):
    """One line per record, tracebacks aside: what a server says neither breaks it nor steers a terminal."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line."""
        return legible(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: ANN401, N802 - logging's
        """The traceback, line by line."""
        return "\n".join(legible(line) for line in super().formatException(ei).split("\n"))


class LogFile(RotatingFileHandler):
    """A log file, readable by its owner only, that grows no further than `logs.toml` lets it."""

    def __init__(self, path: Path) -> None:
        bounds = _bounds()
        super().__init__(path, maxBytes=bounds["largest"], backupCount=bounds["kept"], encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        private_file(Path(self.baseFilename))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing of a full disk, line after line: the run itself tells of it, once."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


@cache
def _bounds() -> dict[str, int]:
    return tomllib.loads(Path(__file__).with_name("logs.toml").read_text("utf-8"))


def set_up(var: Path | None, name: str, *, quiet: bool, as_json: bool) -> Path | None:
    """Log to var/logs/NAME.log (when there is a workspace) and warnings to standard error; returns the file.

    None where there is no file, also because it cannot be written: then the terminal alone is told.
    """
    formatter = JsonLines() if as_json else PlainLines()
    terminal = logging.StreamHandler(sys.stderr)
    terminal.addFilter(_not_told_elsewhere)
    terminal.setLevel(logging.INFO if as_json else logging.ERROR if quiet else logging.WARNING)
    handlers: list[logging.Handler] = [terminal]
    path: Path | None = None
    if var is not None:
        with suppress(OSError):
            folder = private_folder(private_folder(var) / "logs")
            _clear_out(folder)
            handlers.append(LogFile(folder / f"{name}.log"))
            path = folder / f"{name}.log"
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    hush()
    return path


def hush() -> None:
    """Have libraries speak of errors only. Scrapy raises its own voice whenever one of its processes is made."""
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)


def _not_told_elsewhere(record: logging.LogRecord) -> bool:
    """Whether the terminal hears a line: a trouble of store or disk is told by the run itself, once.

    That robots.txt did not come is told by every outcome that it leads to.
    """
    if record.name == "scrapy.downloadermiddlewares.robotstxt":
        return False
    error = record.exc_info[1] if record.exc_info else None
    return error is None or trouble_of(error) is None


def _clear_out(folder: Path) -> None:
    """Remove the files that nothing was added to for long."""
    oldest = time.time() - _bounds()["days"] * 86_400
    for path in folder.glob("*.log*"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


class _Sealed(logging.Formatter):
    """A formatter that lets no secret through, tracebacks included."""

    def __init__(self, inner: logging.Formatter, scrub: Callable[[str], str]) -> None:
        super().__init__()
        self._inner = inner
        self._scrub = scrub

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be read."""
        return self._scrub(self._inner.format(record))


def seal(scrub: Callable[[str], str]) -> None:
    """Have every line that is logged from now on cleaned of secrets first."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Sealed(handler.formatter or logging.Formatter(), scrub))
