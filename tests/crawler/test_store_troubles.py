"""A store that cannot be used is told in one line with advice, and is never replaced by a new one in silence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler import store
from crawler.store import StoreError, open_store
from crawler.troubles import trouble_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with something in it, closed."""
    path = tmp_path / "var" / "gongkai.db"
    with closing(open_store(path)) as database, database.conn:
        database.conn.executemany(
            "INSERT INTO probes (url, at) VALUES (?, ?)", [(f"http://x/{n}", "2026") for n in range(2000)]
        )
    return path


def refused(path: Path) -> str:
    """What is said of a store that cannot be opened; the file must stay as it is."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(StoreError) as error:
        open_store(path)
    assert (path.read_bytes() if path.exists() else None) == before
    said = str(error.value)
    assert str(path) in said
    assert "\n" not in said
    return said


def test_locked_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_PATIENCE", 50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert "占用" in refused(path)
    open_store(path).close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"no database at all" * 100,
        lambda data: data[:16] + b"\xff" * 84 + data[100:],
        lambda data: data[:100] + bytes(4000) + data[4100:],
        lambda data: data[:3000],
    ],
    ids=["another file", "head overwritten", "first page overwritten", "cut short"],
)
def test_spoiled(path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path.write_bytes(spoil(path.read_bytes()))
    assert "备份" in refused(path)


def captured(path: Path) -> None:
    """Answers were stored beside it."""
    week = path.parent / "captures" / "2026-W47"
    week.mkdir(parents=True)
    (week / "attempt1-001.warc.gz").write_bytes(b"an answer")


def test_gone_while_its_answers_are_still_there(path: Path) -> None:
    captured(path)
    path.unlink()
    assert "备份" in refused(path)
    assert not path.exists()


def test_empty_while_its_answers_are_there(path: Path) -> None:
    """What a full disk or a crash may leave of a copy: to SQLite it is a fine new database."""
    captured(path)
    path.write_bytes(b"")
    assert "没有新建" in refused(path)


def test_without_answers_it_is_simply_made(path: Path) -> None:
    path.unlink()
    open_store(path).close()
    assert path.stat().st_size > 0


def test_written_by_a_later_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('crawler', 'of_later_days', '2027')"
        )
    said = refused(path)
    assert "of_later_days" in said
    assert "升级" in said


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "gongkai.db").mkdir()
    with pytest.raises(StoreError, match=r"gongkai\.db"):
        open_store(tmp_path / "gongkai.db")


def full(path: Path) -> None:
    """Write into a store that may not grow."""
    with closing(open_store(path)) as database:
        database.execute(f"PRAGMA max_page_count = {database.execute('PRAGMA page_count').fetchone()[0]}")
        with database.conn:
            database.conn.executemany("INSERT INTO probes (url) VALUES (?)", [("x" * 5000,)] * 100)


def test_a_full_disk_is_told_as_such(path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as error:
        full(path)
    assert "磁盘已满" in (trouble_of(error.value) or "")
    assert "磁盘已满" in (trouble_of(OSError(errno.ENOSPC, "No space left on device")) or "")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ECONNRESET, "reset"),
        OSError(),
        ValueError("x"),
        sqlite3.IntegrityError("x"),
        sqlite3.Error(),
    ],
)
def test_other_errors_are_none_of_the_stores(error: Exception) -> None:
    assert trouble_of(error) is None
