"""What one run may spend: requests, minutes, and the hours in which the portal wants its peace; and why it stops early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import CLOCK_BOOTTIME, clock_gettime
from typing import Literal
from zoneinfo import ZoneInfo

from crawler.items import Reason
from crawler.outcomes import Refused
from crawler.patience import bounds
from rules.model import Budget as Bounds
from rules.model import Polite
from rules.quiet import is_quiet

StoppedBy = Literal["budget", "quiet", "clock", "outage", "interrupted", "fault", "trouble"]
"""What kept a run from its end. All but a fault of ours can simply be gone on with; after a fault too, the next run tries."""


def ticking() -> float:
    """Seconds that nobody can set: since the machine started, its sleep included."""
    return clock_gettime(CLOCK_BOOTTIME)


class Budget:
    """Counts what is spent and refuses what is beyond; what is refused can be asked by the next run."""

    def __init__(
        self,
        bounds: Bounds,
        polite: Polite,
        zone: ZoneInfo,
        clock: Callable[[ZoneInfo], datetime],
        ticks: Callable[[], float] = ticking,
    ) -> None:
        self._bounds = bounds
        self._quiet = polite.quiet_hours
        self._zone = zone
        self._clock = clock
        self._ticks = ticks
        self._began, self._first_tick = clock(zone), ticks()
        self._reason = Reason.BUDGET
        self.requests = 0
        self.replayed = 0
        self.exhausted: str | None = None
        self.stopped_by: StoppedBy | None = None

    def spend(self) -> None:
        """Count one request, or raise `Refused` when there is nothing left for it."""
        limit = self._limit_met() if self.exhausted is None else None
        if limit is not None:
            self.stop(*limit)
        if self.exhausted is not None:
            raise Refused(self._reason, self.exhausted)
        self.requests += 1

    def stop(self, by: StoppedBy, why: str, reason: Reason = Reason.BUDGET) -> None:
        """Let nothing more be asked in this run; the first reason stands. `why` is the office's sentence."""
        if self.exhausted is None:
            self.stopped_by, self.exhausted, self._reason = by, why, reason

    @property
    def seconds(self) -> float:
        """How long the run has taken."""
        return self._ticks() - self._first_tick

    def _limit_met(self) -> tuple[StoppedBy, str] | None:
        now = self._clock(self._zone)
        if self._bounds.max_requests is not None and self.requests >= self._bounds.max_requests:
            return "budget", f"本次请求数已达上限（{self._bounds.max_requests}次）"
        if self._bounds.max_minutes is not None and self.seconds >= 60 * self._bounds.max_minutes:
            return "budget", f"本次用时已达上限（{self._bounds.max_minutes:g}分钟）"
        if is_quiet(now.time(), self._quiet):
            return "quiet", "处于静默时段，暂停访问"
        leapt = (now - self._began) - timedelta(seconds=self.seconds)
        if abs(leapt.total_seconds()) > bounds()["clock"]["jump"]:
            hours = leapt.total_seconds() / 3600
            return "clock", f"本机时钟在采集中变动了{hours:+.1f}小时，请校准时间后再次运行，自动续采"
        return None
