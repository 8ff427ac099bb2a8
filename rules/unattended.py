"""The periods of runs that nobody watches (unattended.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Patience:
    """In days: when a run is overdue, how long one under way may rest, when a sweep of an earlier week is given up."""

    overdue_after_days: int
    resting_days: int
    give_up_after_days: int


@cache
def load_patience() -> Patience:
    """The periods."""
    return Patience(**tomllib.loads(Path(__file__).with_name("unattended.toml").read_text("utf-8")))
