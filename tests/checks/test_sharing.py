"""Several processes judge as one does: the same rows and seals, the same faults, and nobody is left behind."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ordinary import fill, office
from store_builder import TODAY, Store

from checks import sharing
from checks.bench import JudgingError
from checks.haste import hasty
from checks.judging import judge
from crawler.store import StoreError
from rules.data import toml

_PATIENCE = 60
_STORED = {
    "verdicts": "SELECT rowid, * FROM verdicts ORDER BY rowid",
    "findings": "SELECT rowid, * FROM findings ORDER BY rowid",
    "doubts": "SELECT * FROM doubts ORDER BY 1",
    "seals": "SELECT event, sweep, week, what FROM seals ORDER BY id",
    "sealed rows": 'SELECT * FROM sealed_rows ORDER BY sweep, "table"',
}


@pytest.fixture
def clerks(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every sweep is large enough for two clerks; they are listed as they are started."""
    started: list[subprocess.Popen[bytes]] = []

    class Popen(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            started.append(self)

    monkeypatch.setitem(toml("judging.toml")["clerks"], "from_articles", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", Popen)
    return started


def _stored(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {name: store.db.execute(query).fetchall() for name, query in _STORED.items()}


def _two_weeks(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    for day in (TODAY, TODAY + timedelta(days=7)):
        fill(store, today=day)
        judge(store.db, store.sweep, office())
    return _stored(store)


def test_clerks_store_what_one_process_stores(
    store: Store, clerks: list[subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rapidfuzz.py").write_text("raise SystemExit('a file of the folder was run')")
    monkeypatch.chdir(tmp_path)
    by_clerks = _two_weeks(store)
    assert len(clerks) == 4
    assert by_clerks["findings"]
    assert by_clerks["doubts"]
    toml("judging.toml")["clerks"]["from_articles"] = 1000
    alone = Store(tmp_path / "alone")
    assert _two_weeks(alone) == by_clerks
    assert len(clerks) == 4
    alone.db.close()


def test_judging_again_does_not_read_what_it_replaces(
    store: Store, clerks: list[subprocess.Popen[bytes]]
) -> None:
    before = _two_weeks(store)
    judge(store.db, store.sweep, office())
    assert _stored(store) == before
    assert len(clerks) == 6


def test_a_fault_is_raised_as_it_is_where_it_happens(
    store: Store, clerks: list[subprocess.Popen[bytes]]
) -> None:
    before = _two_weeks(store)
    twice = replace(office(), accounts=office().accounts * 2)
    with pytest.raises(JudgingError, match="two subjects, one key") as raised:
        judge(store.db, store.sweep, twice)
    assert "bench.py" in raised.value.__notes__[0]  # the log tells where
    assert _stored(store) == before
    store.db.execute("INSERT INTO seals (sweep, event, at, what, previous, seal) VALUES (?, 'pruned', '', '{}', '', '')",
                     (store.sweep,))  # fmt: skip
    with pytest.raises(StoreError, match="已经清理"):
        judge(store.db, store.sweep, office())
    assert all(clerk.poll() is not None for clerk in clerks)


@pytest.mark.parametrize("instead", ["import os; os._exit(9)", "print('no pickle', flush=True); input()"])
def test_a_clerk_that_dies_stores_nothing(
    store: Store, clerks: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, instead: str
) -> None:
    before = _two_weeks(store)
    monkeypatch.setattr(sharing, "_CLERK", ("-c", instead))
    large = replace(office(), notices=("x" * 300_000,))  # more than a pipe holds
    for workspace in (office(), large):
        with pytest.raises(JudgingError, match="ended early"):
            judge(store.db, store.sweep, workspace)
    assert _stored(store) == before
    assert all(clerk.poll() is not None for clerk in clerks)


def test_no_clerk_outlives_whoever_asks(store: Store, clerks: list[subprocess.Popen[bytes]]) -> None:
    fill(store)
    sheets = sharing.sheets_of(store.db, store.sweep, office())
    next(sheets)
    assert [clerk.poll() for clerk in clerks] == [None, None]
    sheets.close()
    assert all(clerk.poll() is not None for clerk in clerks)


@pytest.mark.parametrize("said", [b"", pickle.dumps("half a word")[:-5]])
def test_a_clerk_ends_when_nobody_holds_its_pipe(said: bytes) -> None:
    with subprocess.Popen([sys.executable, "-m", "checks.clerk"], stdin=subprocess.PIPE) as clerk:
        assert clerk.stdin is not None
        clerk.stdin.write(said)
        clerk.stdin.close()
        assert clerk.wait(_PATIENCE) == 0


def test_haste_ends() -> None:
    with hasty():
        assert not gc.isenabled()
        with hasty():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
