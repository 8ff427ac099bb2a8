"""One run at a time holds a workspace, and a dead one holds nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from small_workspace import ROOT

from crawler.lock import WorkspaceBusy, hold

HOLD = "import sys; from pathlib import Path; from crawler.lock import hold\nwith hold(Path(sys.argv[1])):\n"


def holder(var: Path, then: str) -> subprocess.Popen[str]:
    """Another process that holds the workspace and says so."""
    script = HOLD + "    print('held', flush=True)\n    " + then
    started = subprocess.Popen(
        [sys.executable, "-c", script, str(var)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "held\n"
    return started


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(10)
    for pipe in (process.stdout, process.stdin):
        if pipe is not None:
            pipe.close()


def test_the_second_is_turned_away_and_told_by_whom(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(WorkspaceBusy, match=str(os.getpid())), hold(tmp_path):
        pytest.fail("held twice")


def test_the_second_comes_in_when_the_first_has_left(tmp_path: Path) -> None:
    for _ in range(3):
        with hold(tmp_path):
            assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_it_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path):
        raise ZeroDivisionError
    with hold(tmp_path):
        pass


def test_another_process_is_turned_away_until_the_holder_dies(tmp_path: Path) -> None:
    other = holder(tmp_path, "sys.stdin.read()")
    try:
        with pytest.raises(WorkspaceBusy, match=str(other.pid)), hold(tmp_path):
            pytest.fail("held twice")
    finally:
        end(other)
    with hold(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_a_childs_share_keeps_it(tmp_path: Path) -> None:
    """`gongkai weekly` hands its lock on to the crawler's process."""
    with hold(tmp_path) as descriptor:
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"], pass_fds=[descriptor], stdin=subprocess.PIPE, text=True
        )
    try:
        with pytest.raises(WorkspaceBusy), hold(tmp_path):
            pytest.fail("held twice")
    finally:
        end(child)
    with hold(tmp_path):
        pass


def test_an_old_lock_file_locks_nothing(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("99999999 and more than a number")
    with hold(tmp_path):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


def test_it_makes_the_place_for_itself(tmp_path: Path) -> None:
    with hold(tmp_path / "var"):
        assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "var" / "lock").stat().st_mode) == 0o600
