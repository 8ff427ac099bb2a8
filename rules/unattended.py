"""The periods and hours of runs that nobody watches (unattended.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Patience:
    """In days: when a run is overdue, how long one under way may rest, when a sweep of an earlier week is given up."""

    overdue_after_days: int
    resting_days: int
    give_up_after_days: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Times of day of the district: when the daily line begins, and when another one looks whether it still does."""

    daily: time
    watch: time


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("unattended.toml").read_text("utf-8"))


@cache
def load_patience() -> Patience:
    """The periods."""
    return Patience(**{name: days for name, days in _data().items() if name.endswith("_days")})


@cache
def load_hours() -> Hours:
    """The times of day."""
    return Hours(**{name: time.fromisoformat(text) for name, text in _data()["hours"].items()})


def load_room() -> int:
    """Bytes of the disk below which a sweep's answers may not fit."""
    return int(_data()["room"]["enough_gb"] * 1024**3)
