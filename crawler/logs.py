"""Logging: a file per week in var/logs, warnings on the terminal, JSON lines where they are asked for."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from crawler.private import private_file, private_folder

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
        return json.dumps(line, ensure_ascii=False)


def set_up(var: Path | None, name: str, *, quiet: bool, as_json: bool) -> Path | None:
    """Log to var/logs/NAME.log (when there is a workspace) and warnings to standard error; returns the file."""
    formatter = (
        JsonLines() if as_json else logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    )
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.INFO if as_json else logging.ERROR if quiet else logging.WARNING)
    handlers: list[logging.Handler] = [terminal]
    path: Path | None = None
    if var is not None:
        path = private_file(private_folder(private_folder(var) / "logs") / f"{name}.log")
        handlers.append(logging.FileHandler(path, encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=handlers, force=True)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)
    return path


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
