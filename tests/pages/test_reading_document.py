"""docs/reading.md says what is true: every point has its test, every family its row, every table its file."""

from __future__ import annotations

import re
from pathlib import Path

import test_points

from crawler.pages.family import families

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "reading.md").read_text("utf-8")


def test_every_point_has_its_test() -> None:
    rows = re.findall(r"^\| (\d+) \|.*`(test_\w+)`", TEXT, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 23))
    for number, name in rows:
        assert name.startswith(f"test_{number}_")
        assert callable(getattr(test_points, name))


def test_every_family_and_file_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", TEXT, re.MULTILINE))
    assert {known.name for known in families()} <= told
    for name in re.findall(r"`(\w+\.(?:py|toml))`", TEXT):
        assert any(ROOT.glob(f"crawler/pages/**/{name}")) or any(ROOT.glob(f"tests/pages/**/{name}")), name
