"""What docs/sources promises of the tables that people write is what the sources make of them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.items import SourceOutcome
from crawler.platforms import Brought, Dropped, Window
from crawler.platforms.import_file import parse as parse_export
from crawler.platforms.manual import parse as parse_looks
from rules.model import Account

DOCS = Path(__file__).parents[2] / "docs" / "sources"
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
WINDOW = Window(DAY - timedelta(days=14), DAY, ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))


def block(name: str, kind: str) -> bytes:
    """The one block of a kind in a document."""
    [found] = re.findall(
        rf"^```{kind}\n(.*?)^```", (DOCS / name).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return str(found).encode()


def looks_at(code: str) -> SourceOutcome:
    account = Account(code, "QH01", "miniprogram", "青禾办事", ("manual",))
    return parse_looks(
        Brought(files=(Dropped("人工核查.csv", block("manual.md", "csv"), None),)), account, WINDOW
    )


@pytest.mark.parametrize(
    ("code", "state", "words", "days"),
    [
        ("mp-01", "normal", "能打开", []),
        ("ch-03", "normal", "有更新", [date(2026, 11, 18)]),
        ("wx-09", "cancelled", "该账号已自主注销；内容无法查看", []),
    ],
)
def test_the_table_of_looks(code: str, state: str, words: str, days: list[date]) -> None:
    told = looks_at(code)
    assert (told.reason, told.state, told.state_told) == (None, state, words)
    assert [post.published.date() for post in told.posts if post.published] == days


def test_the_statement_of_an_export() -> None:
    account = Account("ch-03", "QH01", "channels", "青禾发布", ("import",))
    file = Dropped("ch-03.csv", "视频描述,发布时间\n旧作品,2026/09/01\n".encode(), block("import.md", "toml"))
    told = parse_export(Brought(files=(file,)), account, WINDOW)
    assert (told.reason, told.covered, told.told) == (None, (date(2026, 11, 1), DAY), "")
