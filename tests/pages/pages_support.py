"""What the tests of the page reader share: the frozen day, and the real pages where they are at hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.items import Page
from crawler.pages import Answer, read
from crawler.pages.notes import Notes

TODAY = date(2026, 11, 22)
ZONE = ZoneInfo("Asia/Shanghai")
SHARED = Path(__file__).resolve().parents[3] / "shared"
COLUMN = "http://www.qinghe.example/zwgk/tzgg/index.html"
ARTICLE = "http://www.qinghe.example/zwgk/tzgg/202611/t20261109_7001.html"


def read_markup(
    markup: str | bytes,
    url: str = COLUMN,
    *,
    today: date = TODAY,
    home: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    rendered: bool = False,
    notes: Notes | None = None,
) -> Page:
    """Read a page given as text or bytes."""
    body = markup if isinstance(markup, bytes) else markup.encode()
    answer = Answer(url, body, status, headers or {}, None, rendered)
    return read(answer, today=today, zone=ZONE, home=home, notes=notes)


def shared_rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the real pages; none where they are not at hand (the tests then skip and say so)."""
    path = SHARED / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as table:
        return list(csv.DictReader(table))


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason=f"real pages are not at hand: {SHARED}")
