"""`gongkai demo`: everything planted is found, nothing else is accused, and the same day gives the same verdicts."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from demo.manifest import Manifest
from tests.crawler.small_site import unused_port
from tests.e2e.conftest import DAY, Office, Ran, command

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
SEEDS = 10
FIRST, LAST = date(2021, 1, 1), date(2028, 12, 31)
"""Days on which an office may have begun to look, and those that it may live to see."""
AWKWARD = [  # turns of the year, the long holidays, the last of February, ends of months and quarters
    date(2022, 1, 1), date(2023, 12, 31), date(2024, 2, 29), date(2025, 1, 28), date(2025, 10, 8), date(2026, 1, 31),
    date(2026, 2, 17), date(2026, 3, 31), date(2026, 10, 7), date(2027, 2, 28), date(2028, 2, 29), date(2021, 6, 30),
]  # fmt: skip
CHECKS = {
    "account-dormant", "account-revived", "article-undated", "column-blank", "column-stale", "date-suspect", "home-stale",
    "item-incomplete", "item-late", "item-missing", "item-stale", "link-dead", "privacy-leak",
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One run of the demo: where it wrote, and how it ended."""

    folder: Path
    ran: Ran

    @property
    def whole(self) -> bool:
        """Whether the last line of its table says that all was caught and nothing accused wrongly."""
        total = re.search(r"合计\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", self.ran.out)
        if total is None or self.ran.code:
            return False
        planted, caught, alarms, near, right = map(int, total.groups())
        return (caught, alarms, right) == (planted, 0, near)


def show(folder: Path, day: str, *more: str) -> Shown:
    """Run `gongkai demo` as of a day."""
    return Shown(
        folder, command("--workspace", str(folder), "--as-of", day, "demo", "--quiet", *more, timeout=1500)
    )


@pytest.fixture(scope="module")
def port() -> str:
    """One port for both runs of the default demo: its addresses carry it."""
    return str(unused_port())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, port: str) -> Shown:
    """The default demo at its whole size."""
    return show(tmp_path_factory.mktemp("demo") / "示例", DAY, "--port", port)


@pytest.mark.xdist_group("demo")
def test_everything_planted_is_caught_and_nothing_else(shown: Shown) -> None:
    assert shown.whole, shown.ran
    for check in CHECKS:
        assert re.search(rf"^{check} +[1-9]", shown.ran.out, re.MULTILINE)
    assert str(shown.folder / "var" / "reports" / "2026-W47" / "index.html") in shown.ran.out


@pytest.mark.xdist_group("demo")
def test_it_is_of_a_realistic_size(shown: Shown) -> None:
    desk = Office(shown.folder)
    manifest = Manifest.load(shown.folder / "manifest.json")
    assert len(manifest.faults) >= 60
    assert len(manifest.near_misses) >= 40
    columns = desk.printed("columns")
    assert len({row["unit"] for row in columns}) == 21
    assert len({row["family"] for row in columns if row["family"]}) >= 3
    assert any(row["read_by"] == "browser" for row in columns)
    assert sum(len(row["entries"]) for row in columns) >= 4000
    assert len(desk.printed("accounts")) == 31
    assert len(desk.units_told()) == 21


@pytest.mark.xdist_group("demo")
def test_the_same_day_gives_the_same_verdicts_byte_for_byte(shown: Shown, port: str, tmp_path: Path) -> None:
    again = show(tmp_path / "again", DAY, "--port", port)
    assert again.whole, again.ran
    assert _verdicts(again) == _verdicts(shown)


def _verdicts(one: Shown) -> str:
    printed = command("--workspace", str(one.folder), "verdicts", "--format", "json")
    assert printed.code == 0
    return printed.out


def _drawn(number: int) -> tuple[str, str]:
    """A seed and a day that nobody chose, new in every run; every other day is an awkward one."""
    luck = random.SystemRandom()
    day = FIRST + timedelta(days=luck.randrange((LAST - FIRST).days + 1))
    return str(luck.randrange(1, 1_000_000)), (luck.choice(AWKWARD) if number % 2 else day).isoformat()


def _try_another(number: int, scale: str, folder: Path) -> None:
    seed, day = _drawn(number)
    one = show(folder, day, "--seed", seed, "--scale", scale, "--port", str(unused_port()))
    again = f"gongkai --as-of {day} demo --seed {seed} --scale {scale}"
    assert one.whole, f"try again with: {again}\n{one.ran.out}\n{one.ran.err}"


@pytest.mark.parametrize("number", range(SEEDS))
def test_another_district_on_another_day(number: int, tmp_path: Path) -> None:
    """Few filler articles, all that is planted."""
    _try_another(number, "0.05", tmp_path / "示例")


@pytest.mark.soak
@pytest.mark.parametrize("number", range(SEEDS))
def test_another_district_of_whole_size(number: int, tmp_path: Path) -> None:
    _try_another(number, "1", tmp_path / "示例")
