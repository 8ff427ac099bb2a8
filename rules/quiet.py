"""Quiet hours, `[polite] quiet_hours`: spans of the day in which the portal is left in peace; they may pass over midnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

Spans = Sequence[tuple[time, time]]
_DAY = 24 * 60


def is_quiet(now: time, spans: Spans) -> bool:
    """Whether a time of day lies in one of the spans; their ends do not."""
    return any(start <= now < end if start <= end else now >= start or now < end for start, end in spans)


def starts_best(usual: time, spans: Spans) -> time | None:
    """When a daily run begins: as usual, or where a quiet span ends later in the day, whichever has longer before the next.

    Where nothing later will do, the end of an earlier span; None where the whole day is quiet.
    """
    ends = [end for _, end in spans if not is_quiet(end, spans)]
    later = [at for at in (usual, *ends) if at >= usual and not is_quiet(at, spans)]
    return max(later or ends, key=lambda at: (_open_minutes(at, spans), -_minutes(at)), default=None)


def _open_minutes(at: time, spans: Spans) -> int:
    """How long it is from a time until the next span begins; a span of no length is none."""
    waits = [(_minutes(start) - _minutes(at)) % _DAY for start, end in spans if start != end]
    return min(waits, default=_DAY)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
