"""How the last weekly run went, beside the store: it must be known also where the store cannot be opened."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from crawler.private import private_file, private_folder

log = logging.getLogger(__name__)
_FILE = "last_run.json"


@dataclass(frozen=True, slots=True)
class LastRun:
    """A weekly run. `code` and `ended_at` are None while it goes on, and for one that died."""

    week: str
    started_at: str
    ended_at: str | None = None
    code: int | None = None
    told: str = ""


def begin(var: Path, week: str) -> LastRun:
    """Write down that a run has begun."""
    return _write(var, LastRun(week, _now()))


def end(var: Path, run: LastRun, code: int, told: str) -> LastRun:
    """Write down how it ended."""
    return _write(var, LastRun(run.week, run.started_at, _now(), code, told))


def read(var: Path) -> LastRun | None:
    """The last run; None where there was none, or nobody can tell."""
    try:
        return LastRun(**json.loads((var / _FILE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(var: Path, run: LastRun) -> LastRun:
    """Put the record in the place of the one before, whole; a full disk keeps no run from going on."""
    fresh = var / f".{_FILE}.new"
    try:
        private_file(private_folder(var) / fresh.name).write_text(
            json.dumps(asdict(run), ensure_ascii=False), "utf-8"
        )
        fresh.replace(var / _FILE)
    except OSError as error:
        log.warning("the run's record could not be written: %s", error)
    return run


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
