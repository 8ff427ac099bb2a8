"""Other demo districts, on days that nobody chose: found out by the same checker, whatever their layouts and words."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.crawler.small_site import unused_port
from tests.e2e.conftest import command
from tests.e2e.demo_run import Shown, show

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
MANY = 10
"""Districts of `bin/soak`, whole ones, drawn anew in every run. """
SMALL = "0.05"  # the share of filler articles; all that is planted is there
FIRST, LAST = date(2021, 1, 1), date(2028, 12, 31)
"""Days on which an office may have begun to look, and those that it may live to see."""
AWKWARD = [  # turns of the year, the long holidays, the last of February, ends of months and quarters
    date(2022, 1, 1), date(2023, 12, 31), date(2024, 2, 29), date(2025, 1, 28), date(2025, 10, 8), date(2026, 1, 31),
    date(2026, 2, 17), date(2026, 3, 31), date(2026, 10, 7), date(2027, 2, 28), date(2028, 2, 29), date(2021, 6, 30),
]  # fmt: skip


def _drawn(number: int) -> tuple[str, str]:
    """A seed and a day, new in every run; every other day is an awkward one."""
    luck = random.SystemRandom()
    day = FIRST + timedelta(days=luck.randrange((LAST - FIRST).days + 1))
    return str(luck.randrange(1, 1_000_000)), (luck.choice(AWKWARD) if number % 2 else day).isoformat()


def _try(folder: Path, day: str, *words: str, **around: str) -> Shown:
    one = show(folder, day, *words, **around)
    assert one.whole, f"try again: gongkai --as-of {day} demo {' '.join(words)}\n{one.ran.out}\n{one.ran.err}"
    return one


@pytest.mark.soak
def test_another_district_on_another_day(tmp_path: Path) -> None:
    _try(tmp_path / "示例", "2028-02-29", "--seed", "31", "--scale", SMALL)


@pytest.mark.soak
def test_the_same_day_gives_the_same_verdicts_byte_for_byte(tmp_path: Path) -> None:
    """Both runs on one port, for the addresses carry it; and neither with the other's order of sets."""
    seed, day = _drawn(1)
    words = ("--seed", seed, "--scale", SMALL, "--port", str(unused_port()))
    once, again = (_verdicts(_try(tmp_path / n, day, *words, PYTHONHASHSEED=n)) for n in ("1", "2"))
    assert once == again, f"seed {seed}, {day}"


def _verdicts(one: Shown) -> str:
    printed = command("--workspace", str(one.folder), "verdicts", "--format", "json")
    assert printed.code == 0
    return printed.out


@pytest.mark.soak
@pytest.mark.parametrize("number", range(MANY))
def test_another_district_of_whole_size(number: int, tmp_path: Path) -> None:
    seed, day = _drawn(number)
    _try(tmp_path / "示例", day, "--seed", seed)
