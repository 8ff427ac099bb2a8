"""A quarter and more, week after week, on a portal that changes: what is asked for, what is found, and who is accused."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import pytest

from crawler.addresses import page_key
from crawler.past import bounds, turn_of_page, turn_of_week
from tests.crawler.small_site import Site
from tests.e2e.conftest import ROOT, Office, environment
from tests.unattended.quarter import WRONG, World

BEGIN = date(2026, 8, 30)
PER_FAILURE = 11 + 3
"""Requests that one failing page costs: itself by HEAD, GET and once more, and others of its kind, to tell a common cause."""


class Weeks:
    """Sweeps and judges a world week by week, and holds what comes out against what is true."""

    def __init__(self, world: World, desk: Office, rotation: int, starter: subprocess.Popen[str]) -> None:
        self.world, self.desk, self.rotation, self._starter = world, desk, rotation, starter

    def run(self) -> int:
        """Sweep and judge the week; how many requests that took."""
        self.world.site.forget()
        assert self._starter.stdin is not None
        assert self._starter.stdout is not None
        self._starter.stdin.write(
            json.dumps({"folder": str(self.desk.folder), "day": self.world.day.isoformat()}) + "\n"
        )
        self._starter.stdin.flush()
        assert self._starter.stdout.readline().strip() in ("0", "3")
        return len(self.world.site.log)

    def hold(self) -> None:
        """Every row that is there is found and no other; nobody is accused wrongly; and nothing is missed for ever."""
        site, [sweep] = self.world.site, self.desk.rows("SELECT max(id) AS id FROM sweeps")
        query = "SELECT column_url, url FROM entries WHERE sweep = ? AND column_url <> ?"
        listed = {row["url"] for row in self.desk.rows(query, sweep["id"], site.home)}
        assert listed == {site.url(one.path) for one in self.world.papers()}
        query = "SELECT \"check\" AS name, url FROM verdicts WHERE sweep = ? AND verdict IN ('violation', 'suspected')"
        accused = {(row["name"], row["url"]) for row in self.desk.rows(query, sweep["id"])}
        true = {(check, site.url(path)): since for (check, path), since in self.world.faults().items()}
        assert accused <= set(true)
        new = {("wording-error", site.url(one.path)) for one in self.world.new}
        late = {one for one, since in true.items() if self.world.week - since >= self.rotation or one in new}
        assert late <= accused

    def known(self) -> set[str]:
        """The keys of what the sweeps before this week's may carry forward, lists aside."""
        query = "SELECT DISTINCT url FROM fetches WHERE purpose IN ('article', 'link')"
        return {page_key(row["url"]) for row in self.desk.rows(query)}

    def doubted(self) -> set[str]:
        """What stands in doubt."""
        return {row["url"] for row in self.desk.rows("SELECT url FROM doubts")}

    def most(self, known: set[str], doubted: set[str]) -> int:
        """What the week may cost: heads, second looks and pages of lists that changed, what has its turn or is in doubt."""
        world, turn = self.world, turn_of_week(self.world.day)
        fronts, heads = 2, len(world.lists)
        read = [
            path for path in world.lists
            if path in world.changed or turn_of_page(page_key(world.site.url(path))) == turn
            or page_key(world.site.url(path)) in doubted
        ]  # fmt: skip
        lists = sum(world.pages(path) for path in world.lists)
        further = sum(world.pages(path) for path in read) + len(read)
        tails = len(world.lists)
        share = sum(turn_of_page(key) == turn for key in known)
        failing = len(world.dead) * PER_FAILURE
        return (
            fronts
            + heads
            + min(further + tails, 2 * lists)
            + share
            + 2 * len(world.new)
            + 3 * len(doubted)
            + failing
        )


@contextmanager
def _weeks(world: World, desk: Office, rotation: int) -> Iterator[Weeks]:
    command = [sys.executable, "-m", "tests.unattended.warm", json.dumps({"weeks": rotation})]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as starter:
        yield Weeks(world, desk, rotation, starter)
        assert starter.stdin is not None
        starter.stdin.close()


@pytest.fixture
def simulate(
    site: Site, office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Live through so many weeks."""
    return partial(_simulate, site, office(), monkeypatch)


def _simulate(
    site: Site,
    desk: Office,
    monkeypatch: pytest.MonkeyPatch,
    weeks: int,
    *,
    rotation: int,
    size: int,
    seed: int,
) -> None:
    monkeypatch.setitem(bounds()["rotation"], "weeks", rotation)
    desk.write(
        units="单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部门\n",
        lexicon=f"word,suggestion,level\n{WRONG},和谐社会,deduct\n",
    )
    desk.settings("[limits]\nlook_back_days = 3000")
    world = World(site, BEGIN, random.Random(seed), size)
    with _weeks(world, desk, rotation) as line:
        first = line.run()
        line.hold()
        for number in range(1, weeks):
            quiet = number % 4 == 0
            known, before = line.known(), line.doubted()
            world.pass_week(quiet=quiet)
            asked = line.run()
            line.hold()
            most = line.most(known, before | line.doubted())
            print(
                seed,
                number,
                quiet,
                "asked",
                asked,
                "most",
                most,
                "first",
                first,
                "doubted",
                len(before),
                len(line.doubted()),
            )
            assert asked <= most, (seed, number)


@pytest.mark.parametrize("seed", [1])
def test_a_short_quarter(seed: int, simulate: Callable[..., None]) -> None:
    simulate(6, rotation=4, size=10, seed=seed)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(5))
def test_two_quarters(seed: int, simulate: Callable[..., None]) -> None:
    simulate(27, rotation=13, size=60, seed=seed)
