"""What one run may spend: requests, minutes, and the hours in which the portal wants its peace."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from crawler.items import Reason
from crawler.outcomes import Refused
from rules.model import Budget as Bounds
from rules.model import Polite


class Budget:
    """Counts what is spent and refuses what is beyond; everything refused ends as `budget`, and can be resumed."""

    def __init__(
        self, bounds: Bounds, polite: Polite, zone: ZoneInfo, clock: Callable[[ZoneInfo], datetime]
    ) -> None:
        self._bounds = bounds
        self._quiet = polite.quiet_hours
        self._zone = zone
        self._clock = clock
        self._began = clock(zone)
        self.requests = 0
        self.replayed = 0
        self.exhausted: str | None = None

    def spend(self) -> None:
        """Count one request, or raise `Refused` when there is nothing left for it."""
        self.exhausted = self.exhausted or self._limit_met()
        if self.exhausted:
            raise Refused(Reason.BUDGET, self.exhausted)
        self.requests += 1

    @property
    def seconds(self) -> float:
        """How long the run has taken."""
        return (self._clock(self._zone) - self._began).total_seconds()

    def _limit_met(self) -> str | None:
        now = self._clock(self._zone)
        if self._bounds.max_requests is not None and self.requests >= self._bounds.max_requests:
            return f"本次请求数已达上限（{self._bounds.max_requests}次）"
        if self._bounds.max_minutes is not None and now - self._began >= timedelta(
            minutes=self._bounds.max_minutes
        ):
            return f"本次用时已达上限（{self._bounds.max_minutes:g}分钟）"
        if any(_within(now.time(), span) for span in self._quiet):
            return "处于静默时段，暂停访问"
        return None


def _within(now: time, span: tuple[time, time]) -> bool:
    """Whether a time of day lies in a span, which may pass over midnight."""
    start, end = span
    return start <= now < end if start <= end else now >= start or now < end
