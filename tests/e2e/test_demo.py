"""`gongkai demo` as it stands, at its whole size: everything planted is found, and nothing else is accused."""

from __future__ import annotations

import re

import pytest

from demo.manifest import Manifest
from tests.e2e.conftest import DAY, Office
from tests.e2e.demo_run import Shown, show

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1800)]
CHECKS = {
    "account-dormant", "account-revived", "article-undated", "column-blank", "column-stale", "date-suspect", "home-stale",
    "item-incomplete", "item-late", "item-missing", "item-stale", "link-dead", "privacy-leak", "account-gone",
    "account-renamed", "account-unregistered", "wording-error",
}  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return show(tmp_path_factory.mktemp("demo") / "示例", DAY)


def test_everything_planted_is_caught_and_nothing_else(shown: Shown) -> None:
    assert shown.whole, shown.ran
    for check in CHECKS:
        assert re.search(rf"^{check} +[1-9]", shown.ran.out, re.MULTILINE)
    assert str(shown.folder / "var" / "reports" / "2026-W47" / "index.html") in shown.ran.out


def test_it_is_of_a_realistic_size(shown: Shown) -> None:
    desk = Office(shown.folder)
    manifest = Manifest.load(shown.folder / "manifest.json")
    assert len(manifest.faults) >= 100
    assert len(manifest.near_misses) >= 60
    columns = desk.printed("columns")
    assert len({row["unit"] for row in columns}) == 21
    assert any(row["read_by"] == "browser" for row in columns)
    assert sum(len(row["entries"]) for row in columns) >= 4000
    assert len(desk.printed("accounts")) == 31
    assert len(desk.units_told()) == 21
