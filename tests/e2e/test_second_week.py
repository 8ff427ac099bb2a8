"""The demo's second week, most of it carried forward: it says what a full sweep of the same week says, and no more."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from demo.hosting import Which, stand
from rules.init import template
from tests.crawler.small_site import unused_port
from tests.e2e.conftest import Office, command

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(3600)]
DAY = date(2026, 11, 22)
SMALL = 0.05  # the share of filler articles; all that is planted is there


def told(office: Office) -> dict[tuple[str, str, str], str]:
    """Every verdict with its reason and figures."""
    rows: list[dict[str, Any]] = office.printed("verdicts")
    return {
        (row["check"], row["unit"], row["subject"]["key"]): json.dumps(
            [row["verdict"], row["reason_code"], row["reason"], row["observed"]],
            ensure_ascii=False,
            sort_keys=True,
        )
        for row in rows
    }


def test_a_spared_week_says_what_a_full_one_says(tmp_path: Path) -> None:
    with stand(template("demo"), tmp_path / "spared", Which(DAY, 0, unused_port(), SMALL)) as stood:
        spared, full = Office(tmp_path / "spared"), Office(tmp_path / "full")

        def run(office: Office, day: date, *words: str) -> None:
            options = ("--workspace", str(office.folder), "--as-of", day.isoformat(), "--quiet")
            assert command(*options, *words, timeout=1500, **stood.secrets).code in (0, 3)

        run(spared, DAY, "weekly")
        assert stood.marks(json.dumps(spared.printed("verdicts")).encode()).perfect
        shutil.copytree(spared.folder, full.folder)
        run(spared, DAY + timedelta(days=7), "weekly")
        run(full, DAY + timedelta(days=7), "sweep", "--full")
        run(full, DAY + timedelta(days=7), "check")
    query = "SELECT requests FROM sweeps ORDER BY id"
    [[_, few], [_, many]] = [[row["requests"] for row in office.rows(query)] for office in (spared, full)]
    assert few < many
    assert told(spared) == told(full)
