"""Chance that repeats: every choice is drawn from a stream named after what it is for."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random


def stream(*names: object) -> Random:
    """A generator that depends on its names only: not on PYTHONHASHSEED, nor on what was drawn elsewhere."""
    return Random("/".join(str(name) for name in names))


def span(text: str, rng: Random) -> int:
    """Draw from a span written `3-9`."""
    low, high = (int(part) for part in text.split("-"))
    return rng.randint(low, high)


def spread(rng: Random, newest: date, oldest: date, count: int) -> list[date]:
    """`count` dates from `newest` (always among them) back to `oldest`, newest first."""
    room = (newest - oldest).days
    others = sorted(rng.randint(1, room) for _ in range(count - 1))
    return [newest, *(newest - timedelta(days=back) for back in others)]
