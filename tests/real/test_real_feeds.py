"""The main job on 24 real feeds of government accounts (../shared/feeds), as of the day they were saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.real.conftest import SHARED, SavedServer, gongkai, printed, rows

TODAY = date(2021, 6, 17)
_DISTRICT = """
[district]
name = "真实订阅源"
office = "政务公开办公室"
portal_owner = "zfb"
[portal]
name = "没有门户"
home = "{base}/"
hosts = ["{netloc}"]
[polite]
requests_per_second = 200
[render]
mode = "never"
[guard]
max_untested = 1.0
"""


@pytest.fixture(scope="module")
def run(feeds: SavedServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose register names the 24 accounts, after `weekly`."""
    folder = tmp_path_factory.mktemp("feeds")
    netloc = urlsplit(feeds.base).netloc
    (folder / "district.toml").write_text(_DISTRICT.format(base=feeds.base, netloc=netloc), "utf-8")
    (folder / "units.csv").write_text("单位代码,单位名称,类别\nzfb,政府办公室,部门\n", "utf-8")
    lines = ["账号编号,主办单位,平台,账号名称,采集方式,采集地址"]
    for number, row in enumerate(rows(SHARED / "feeds" / "accounts.csv")):
        lines.append(f"a{number:02d},zfb,微信公众号,{row['name']},feed,{feeds.base}/{row['file']}")
    (folder / "accounts.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "catalog.csv").write_text("序号,一级事项\n", "utf-8")
    ended = gongkai(folder, "weekly", "--as-of", TODAY.isoformat(), "--quiet")
    assert ended.returncode == 3, ended.stderr
    return folder


def test_the_newest_post_of_every_account_is_the_one_the_table_names(run: Path) -> None:
    newest = {account["name"]: account["newest"] for account in printed(run, "accounts")}
    for row in rows(SHARED / "feeds" / "accounts.csv"):
        assert newest[row["name"]][:16].replace("T", " ") == row["newest"], row["name"]


def test_every_post_is_stored_once(run: Path) -> None:
    posts = printed(run, "posts")
    assert len(posts) == sum(int(row["items"]) for row in rows(SHARED / "feeds" / "accounts.csv"))


def test_life_is_proved_and_silence_only_suspected(run: Path) -> None:
    verdicts = {v["subject"]["name"]: v for v in printed(run, "verdicts") if v["check"] == "account-dormant"}
    for row in rows(SHARED / "feeds" / "accounts.csv"):
        alive = (TODAY - date.fromisoformat(row["newest"][:10])).days <= 14
        assert verdicts[row["name"]]["verdict"] == ("pass" if alive else "suspected"), row["name"]
