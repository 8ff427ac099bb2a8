"""One run at a time holds a workspace, and a dead one holds nothing."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import threading
import time
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from small_workspace import ROOT

from crawler.lock import Holder, WorkspaceBusy, hold, holder_of

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


def named(var: Path) -> tuple[int, bool] | None:
    """The process that is named, and whether it lives."""
    found = holder_of(var)
    return None if found is None else (found[0].pid, found[1])


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
            assert named(tmp_path) == (os.getpid(), True)
        assert holder_of(tmp_path) is None


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
    assert named(tmp_path) == (other.pid, False)
    with hold(tmp_path):
        assert named(tmp_path) == (os.getpid(), True)


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


@pytest.mark.parametrize("text", ["", "99999999 and more than a number", "4711", "[]", '{"pid": 1}'])
def test_a_file_that_names_nobody_locks_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "lock").write_text(text)
    assert holder_of(tmp_path) is None
    with hold(tmp_path):
        assert named(tmp_path) == (os.getpid(), True)


def written(var: Path, *, beaten: float = 0.0, **other: object) -> Holder:
    """A lock file that a run left, as this process would have written it but for what is told; its last pulse."""
    holder = replace(Holder.me(), **other)  # type: ignore[arg-type]  # the tests know its fields
    (var / "lock").write_text(json.dumps(asdict(holder)))
    os.utime(var / "lock", (time.time() - beaten,) * 2)
    return holder


def test_a_run_that_died_with_the_machine_is_recognised(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its number may long be another program's, ours even: the machine has been started since."""
    died = written(tmp_path, boot="an earlier start of the machine")
    assert holder_of(tmp_path) == (died, False)
    with hold(tmp_path):
        assert named(tmp_path) == (os.getpid(), True)
    assert died.since in caplog.text


@pytest.mark.parametrize(("beaten", "alive"), [(20 * 60, False), (30, True)])
def test_a_run_on_another_machine_is_respected_while_its_pulse_beats(
    tmp_path: Path, beaten: float, alive: bool
) -> None:
    """A file server that passes no locks on: the system's own lock is free here whatever the other machine does."""
    other = written(tmp_path, host="another-machine", pid=1, beaten=beaten)
    assert holder_of(tmp_path) == (other, alive)
    with (
        nullcontext() if not alive else pytest.raises(WorkspaceBusy, match="another-machine"),
        hold(tmp_path),
    ):
        assert not alive


@pytest.mark.parametrize(("pid", "alive"), [(2**22 + 1, False), (os.getppid(), True)])
def test_where_the_system_has_no_locks_the_process_itself_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pid: int, alive: bool
) -> None:
    def none(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr("crawler.lock.fcntl.flock", none)
    written(tmp_path, pid=pid)
    with nullcontext() if not alive else pytest.raises(WorkspaceBusy, match=str(pid)), hold(tmp_path):
        assert not alive


def test_the_pulse_beats_and_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.lock._PULSE", 0.01)
    with hold(tmp_path):
        os.utime(tmp_path / "lock", (0, 0))
        until = time.monotonic() + 30
        while (tmp_path / "lock").stat().st_mtime == 0 and time.monotonic() < until:
            time.sleep(0.01)
        assert (tmp_path / "lock").stat().st_mtime > 0
    assert not [thread for thread in threading.enumerate() if thread.name == "lock"]


def test_a_full_disk_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("crawler.lock.os.pwrite", full)
    with hold(tmp_path), pytest.raises(WorkspaceBusy, match="未知"), hold(tmp_path):
        pytest.fail("held twice")


def test_it_makes_the_place_for_itself(tmp_path: Path) -> None:
    with hold(tmp_path / "var"):
        assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "var" / "lock").stat().st_mode) == 0o600
