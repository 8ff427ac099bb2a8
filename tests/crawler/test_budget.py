"""What one run may spend, by a clock that stands still until it is told."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.budget import Budget, ticking
from crawler.items import Reason
from crawler.outcomes import Refused
from rules import model as rules

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
NIGHT = ((time(22, 0), time(6, 0)),)
DAY = ((time(8, 30), time(17, 30)),)


class Frozen:
    """A clock that is set by hand; the machine's own ticking goes with it, unless somebody sets the clock alone."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.set_by = timedelta(0)

    def ticks(self) -> float:
        return (self.now - self.set_by).timestamp()

    def set(self, by: timedelta) -> None:
        """Somebody sets the clock."""
        self.now += by
        self.set_by += by

    def __call__(self, zone: ZoneInfo) -> datetime:
        return self.now.astimezone(zone)


def budget(
    clock: Frozen,
    *,
    requests: int | None = None,
    minutes: float | None = None,
    quiet: tuple[tuple[time, time], ...] = (),
    zone: ZoneInfo = ZONE,
) -> Budget:
    return Budget(rules.Budget(requests, minutes), rules.Polite(quiet_hours=quiet), zone, clock, clock.ticks)


def spends(made: Budget) -> bool:
    """Whether one more request is let through."""
    try:
        made.spend()
    except Refused as refused:
        return (refused.reason, str(refused)) != (Reason.BUDGET, made.exhausted)
    return True


def test_without_bounds_nothing_is_refused() -> None:
    clock = Frozen()
    made = budget(clock)
    assert all(spends(made) for _ in range(500))
    clock.now += timedelta(days=3)
    assert spends(made)
    assert (made.requests, made.exhausted) == (501, None)


@given(st.integers(0, 30), st.integers(0, 60))
def test_exactly_so_many_requests(bound: int, asked: int) -> None:
    made = budget(Frozen(), requests=bound)
    assert [spends(made) for _ in range(asked)] == [number < bound for number in range(asked)]
    assert made.requests == min(bound, asked)


def test_what_comes_from_the_captures_costs_nothing() -> None:
    made = budget(Frozen(), requests=1)
    made.replayed += 10
    assert spends(made)


@pytest.mark.parametrize(
    ("passed", "open_"), [(0, True), (29, True), (29.99, True), (30, False), (31, False)]
)
def test_minutes(passed: float, open_: bool) -> None:
    clock = Frozen()
    made = budget(clock, minutes=30)
    clock.now += timedelta(minutes=passed)
    assert spends(made) is open_
    assert made.seconds == pytest.approx(passed * 60)


@pytest.mark.parametrize(
    ("quiet", "now", "open_"),
    [
        (NIGHT, time(21, 59, 59), True), (NIGHT, time(22, 0), False), (NIGHT, time(23, 59, 59), False),
        (NIGHT, time(0, 0), False), (NIGHT, time(5, 59, 59), False), (NIGHT, time(6, 0), True),
        (NIGHT, time(12, 0), True), (DAY, time(8, 29, 59), True), (DAY, time(8, 30), False),
        (DAY, time(17, 29, 59), False), (DAY, time(17, 30), True), (DAY, time(0, 0), True),
        (((time(9, 0), time(9, 0)),), time(9, 0), True), (NIGHT + DAY, time(12, 0), False),
        (NIGHT + DAY, time(7, 0), True), ((), time(3, 0), True),
    ],
)  # fmt: skip
def test_quiet_hours(quiet: tuple[tuple[time, time], ...], now: time, open_: bool) -> None:
    clock = Frozen(datetime.combine(NOON.date(), now, ZONE))
    assert spends(budget(clock, quiet=quiet)) is open_


def test_quiet_hours_are_the_districts() -> None:
    clock = Frozen(datetime(2026, 11, 22, 15, 0, tzinfo=UTC))  # 23:00 in Shanghai
    assert not spends(budget(clock, quiet=NIGHT))
    assert spends(budget(clock, quiet=NIGHT, zone=ZoneInfo("Europe/London")))


def test_quiet_hours_may_begin_in_the_middle_of_a_run() -> None:
    clock = Frozen(datetime(2026, 11, 22, 21, 59, 58, tzinfo=ZONE))
    made = budget(clock, quiet=NIGHT)
    assert spends(made)
    clock.now += timedelta(seconds=2)
    assert not spends(made)
    assert "静默" in (made.exhausted or "")


def test_the_end_is_the_end() -> None:
    """What was refused once is refused until the run ends: stages must not come alive again in the morning."""
    clock = Frozen(datetime(2026, 11, 22, 5, 0, tzinfo=ZONE))
    made = budget(clock, quiet=NIGHT)
    assert not spends(made)
    said = made.exhausted
    clock.now += timedelta(hours=4)
    assert not spends(made)
    assert made.exhausted == said


def test_the_office_is_told_which_bound_it_was() -> None:
    made = budget(Frozen(), requests=3)
    assert [spends(made) for _ in range(4)] == [True, True, True, False]
    assert "3次" in (made.exhausted or "")
    clock = Frozen()
    timed = budget(clock, minutes=1.5)
    clock.now += timedelta(minutes=2)
    assert not spends(timed)
    assert "1.5分钟" in (timed.exhausted or "")


@pytest.mark.parametrize("by", [timedelta(hours=3), timedelta(hours=-3), timedelta(days=-2000)])
def test_a_clock_that_is_set_ends_the_run(by: timedelta) -> None:
    """What would be dated wrongly is not asked any more; nor does a minute's budget become three hours, or none."""
    clock = Frozen()
    made = budget(clock, minutes=30)
    assert spends(made)
    clock.set(by)
    assert made.seconds == 0
    assert not spends(made)
    assert made.stopped_by == "clock"
    assert "时钟" in (made.exhausted or "")


@pytest.mark.parametrize("by", [timedelta(seconds=40), timedelta(seconds=-40)])
def test_a_clock_that_is_corrected_a_little_does_not(by: timedelta) -> None:
    clock = Frozen()
    made = budget(clock, minutes=30)
    clock.set(by)
    clock.now += timedelta(minutes=29)
    assert spends(made)


def test_the_machines_ticking_counts_its_sleep_and_goes_on() -> None:
    before = ticking()
    assert 0 <= ticking() - before < 60


def test_told_to_stop_it_refuses_with_that_reason() -> None:
    made = budget(Frozen())
    made.stop("outage", "门户中断", Reason.UNREACHABLE)
    made.stop("quiet", "later words count for nothing")
    with pytest.raises(Refused, match="门户中断") as refused:
        made.spend()
    assert refused.value.reason is Reason.UNREACHABLE
    assert (made.stopped_by, made.exhausted, made.requests) == ("outage", "门户中断", 0)
