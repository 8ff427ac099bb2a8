"""Trouble of the machine in the middle of a sweep: one clear line, exit 1, nobody accused; afterwards it goes on."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawler.small_site import STALL, Site
from tests.e2e.conftest import Office, Ran, write_office
from tests.e2e.portal import CIVIL_PAPERS, troubled
from tests.unattended.comparing import Outcome, outcome
from tests.unattended.conftest import TODAY, WEEKLY, levered, under_way


def told_in_one_line(ran: Ran, word: str) -> None:
    """Exit 1; the terminal says what is wrong, and shows nobody a traceback."""
    assert ran.code == 1, ran
    assert word in ran.err
    assert "Traceback" not in ran.said
    assert len(set(ran.err.strip().splitlines())) <= 3, ran.err


def accused_nobody(desk: Office) -> None:
    """No unit was told of a fault, and no report of a unit was written."""
    if desk.rows("SELECT name FROM sqlite_master WHERE name = 'findings'"):
        assert desk.rows("SELECT * FROM findings") == []
    assert desk.units_told() == []


def goes_on_as_if_nothing_had_been(desk: Office, undisturbed: Outcome) -> None:
    ran = desk.weekly()
    assert ran.code in (0, 3), ran
    now = outcome(desk)
    assert now.verdicts == undisturbed.verdicts
    assert now.rows == undisturbed.rows


@pytest.mark.parametrize(
    "room", [40_000, *(pytest.param(room, marks=pytest.mark.soak) for room in (6_000, 120_000, 260_000))]
)
def test_the_disk_is_full(room: int, site: Site, office: Callable[..., Office], undisturbed: Outcome) -> None:
    """Wherever the disk gives out, the next run goes on, and ends as if nothing had happened."""
    troubled(site, TODAY).show()
    desk = office()
    ran = levered(desk, *WEEKLY, room=room)
    told_in_one_line(ran, "磁盘已满")
    goes_on_as_if_nothing_had_been(desk, undisturbed)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of a megabyte, where the machine lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["/bin/umount", str(place)], check=True, timeout=60)


@pytest.mark.soak
def test_a_real_disk_is_full(
    small_disk: Path, site: Site, office: Callable[..., Office], undisturbed: Outcome
) -> None:
    """And a sweep that fits goes on once there is room again."""
    troubled(site, TODAY).show()
    desk = write_office(small_disk / "工作区", site)
    ballast = small_disk / "ballast"
    free = shutil.disk_usage(small_disk).free
    ballast.write_bytes(bytes(free - 500_000))
    told_in_one_line(desk.weekly(), "磁盘已满")
    assert site.log, "it gave out in the middle"
    subprocess.run(["/bin/mount", "-o", "remount,size=20m", str(small_disk)], check=True, timeout=60)
    goes_on_as_if_nothing_had_been(desk, undisturbed)


def test_another_program_holds_the_database(
    site: Site, office: Callable[..., Office], undisturbed: Outcome
) -> None:
    portal = troubled(site, TODAY)
    portal.show()
    site.paths[CIVIL_PAPERS] = STALL
    desk = office()
    levers = {"set": {"crawler.store._PATIENCE": 200}}
    with under_way(desk, *WEEKLY, **levers) as run:
        assert site.stalled.wait(60)
        with closing(sqlite3.connect(desk.folder / "var" / "gongkai.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            site.release()
            out, err = run.communicate(timeout=120)
            other.execute("ROLLBACK")
    told_in_one_line(Ran(run.returncode, out, err), "占用")
    portal.show()
    site.forget()
    goes_on_as_if_nothing_had_been(desk, undisturbed)


def test_the_database_is_spoiled_between_two_runs(site: Site, office: Callable[..., Office]) -> None:
    """Nothing is made anew in its place; what is stored stays as it is, for those who can save it."""
    portal = troubled(site, TODAY)
    portal.show()
    desk = office()
    assert desk.weekly().code in (0, 3)
    path = desk.folder / "var" / "gongkai.db"
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(8000) + data[8100:])
    asked, kept = len(site.log), path.read_bytes()
    for verb in (WEEKLY, ("check",), ("findings",)):
        told_in_one_line(levered(desk, *verb), "已损坏")
    assert len(site.log) == asked, "nothing is fetched into a store that cannot keep it"
    assert path.read_bytes() == kept
    assert desk.units_told(), "what was written before stays"
