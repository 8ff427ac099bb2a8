"""The store: made once, opened often, readable by its owner only."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from crawler.store import StoreError, open_store

TABLES = {
    "sweeps", "fetches", "areas", "columns", "looks", "entries", "articles", "links", "render_needs", "sources", "posts",
    "incidents", "probes",
}  # fmt: skip


def schema(database: Database) -> list[tuple[object, ...]]:
    return sorted(database.execute("SELECT type, name, sql FROM sqlite_master").fetchall(), key=repr)


def test_opened_twice_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "var" / "gongkai.db"
    first = open_store(path)
    first.table("probes").insert({"url": "http://x/"})
    made = schema(first)
    first.close()
    second = open_store(path)
    assert schema(second) == made
    assert second.table("probes").count == 1
    second.close()


def test_every_table_of_a_sweep_is_there(database: Database) -> None:
    assert set(database.table_names()) >= TABLES
    for name in TABLES - {"sweeps", "render_needs", "probes"}:
        assert "sweep" in {column.name for column in database.table(name).columns}, name


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    path = tmp_path / "var" / "gongkai.db"
    opened = open_store(path)
    opened.table("probes").insert({"url": "http://x/"})
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    opened.close()
    assert set(files) == {"gongkai.db", "gongkai.db-wal", "gongkai.db-shm"}
    assert set(files.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_in_wal_mode(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    opened = open_store(path)
    assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reader = sqlite3.connect(path)
    with opened.conn:
        opened.conn.execute("INSERT INTO probes (url) VALUES ('http://x/')")
        assert reader.execute("SELECT count(*) FROM probes").fetchone() == (0,), (
            "a reader is not kept waiting"
        )
    assert reader.execute("SELECT count(*) FROM probes").fetchone() == (1,)
    reader.close()
    opened.close()


def test_other_packages_bring_their_own_tables(tmp_path: Path) -> None:
    others = Migrations("test")

    @others()
    def notes(db: Database) -> None:
        db.table("notes").create({"id": int}, pk="id")

    path = tmp_path / "gongkai.db"
    for _ in range(2):
        opened = open_store(path, others)
        assert opened.table("notes").exists()
        opened.close()
    plain = open_store(path)
    assert plain.table("notes").exists()
    plain.close()


def test_two_attempts_of_a_week_have_two_numbers(database: Database) -> None:
    row = {"week": "2026-W47", "attempt": 1, "as_of": "2026-11-22", "state": "done"}
    database.table("sweeps").insert(row)
    with pytest.raises(sqlite3.IntegrityError):
        database.table("sweeps").insert(row)
    database.table("sweeps").insert({**row, "attempt": 2})


def test_a_file_that_is_no_store_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "gongkai.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match=r"gongkai\.db"):
        open_store(path)
    assert path.read_bytes().startswith(b"no database")
