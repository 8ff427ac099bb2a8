"""The soak of kills: that it notices what it looks for; and, for those who ask for it, the soak itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.captures import CaptureWriter, Stored
from tests.e2e.conftest import Office
from tests.soak.kills import _differences, _lost, main
from tests.unattended.comparing import Outcome

WHOLE = Outcome(Counter(["a pass", "b violation"]), Counter(), {"entries": ["x", "y"]})


@pytest.mark.parametrize(
    ("verdicts", "rows", "found"),
    [
        (["a pass", "b violation"], ["x", "y"], {}),
        (["a pass", "b untested"], ["x", "y"], {"verdicts": 2}),
        (["a pass", "a pass", "b violation"], ["x", "y"], {"verdicts": 1}),
        (["a pass", "b violation"], ["x", "x", "y"], {"doubled": 1}),
        (["a pass", "b violation"], ["x"], {"lost": 1}),
    ],
)
def test_it_notices_what_is_not_as_undisturbed(
    verdicts: list[str], rows: list[str], found: dict[str, int]
) -> None:
    assert +_differences(Outcome(Counter(verdicts), Counter(), {"entries": rows}), WHOLE) == Counter(found)


def test_it_notices_a_lost_answer(tmp_path: Path) -> None:
    var = tmp_path / "var"
    writer = CaptureWriter(var / "captures", "2026-W47", 1)
    place = writer.write(Stored("http://x.example/", 200, (), b"body"), datetime(2026, 11, 22, tzinfo=UTC))
    writer.close()
    digest = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5"  # of `body`
    with closing(sqlite3.connect(var / "gongkai.db")) as db, db:
        db.execute("CREATE TABLE fetches (capture TEXT, capture_offset INT, sha256 TEXT)")
        rows = [
            (place.file, place.offset, digest),
            (place.file, place.offset, "0" * 64),
            (place.file, place.offset + 1, digest),
        ]
        db.executemany("INSERT INTO fetches VALUES (?, ?, ?)", rows)
    assert _lost(Office(tmp_path)) == 2, "one is another, and one is no record"


@pytest.mark.timeout(7200)
@pytest.mark.parametrize("rounds", [1, pytest.param(50, marks=pytest.mark.soak)])
def test_what_was_killed_ends_as_undisturbed(rounds: int) -> None:
    assert main(rounds) == 0
