"""What a run writes is its owner's only, whatever the machine's umask and whatever stood there before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.captures import CaptureWriter
from crawler.lock import hold
from crawler.private import private_file, private_folder
from crawler.store import open_store


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """A machine on which everybody may read everything."""
    before = os.umask(0)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """Every path in a folder, and the folder itself as `.`, with its mode."""
    paths = (folder, *folder.rglob("*"))
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in paths}


def test_every_missing_folder_on_the_way_is_closed(tmp_path: Path) -> None:
    private_file(private_folder(tmp_path / "var" / "captures" / "2026-W47") / "a.gz")
    assert modes(tmp_path / "var") == {
        ".": 0o700, "captures": 0o700, "captures/2026-W47": 0o700, "captures/2026-W47/a.gz": 0o600,
    }  # fmt: skip


def test_what_is_not_asked_for_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private_folder(tmp_path / "var")
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize("mode", [0o777, 0o750, 0o701])
def test_what_stands_open_is_closed(tmp_path: Path, mode: int) -> None:
    (tmp_path / "var").mkdir(mode)
    (tmp_path / "var" / "a.log").touch(mode & 0o666)
    private_file(private_folder(tmp_path / "var") / "a.log")
    assert modes(tmp_path / "var") == {".": 0o700, "a.log": 0o600}


def test_a_file_keeps_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("eins\n")
    private_file(tmp_path / "a.log")
    assert (tmp_path / "a.log").read_text() == "eins\n"


def test_store_and_captures(tmp_path: Path) -> None:
    var = tmp_path / "var"
    CaptureWriter(var / "captures", "2026-W47", 1).close()
    database = open_store(var / "gongkai.db")
    assert modes(var).keys() >= {"gongkai.db-wal", "captures/2026-W47"}
    assert {mode & 0o077 for mode in modes(var).values()} == {0}
    database.close()


def test_while_the_workspace_is_held_all_is_written_for_its_owner(tmp_path: Path) -> None:
    var = tmp_path / "var"
    with hold(var):
        (var / "reports").mkdir()
        (var / "reports" / "index.html").write_text("公开")
        child = f"import pathlib; pathlib.Path({str(var / 'child')!r}).touch()"
        subprocess.run([sys.executable, "-c", child], check=True, timeout=30)
    assert modes(var) == {
        ".": 0o700,
        "lock": 0o600,
        "reports": 0o700,
        "reports/index.html": 0o600,
        "child": 0o600,
    }
    (tmp_path / "after").touch()
    assert stat.S_IMODE((tmp_path / "after").stat().st_mode) == 0o666
