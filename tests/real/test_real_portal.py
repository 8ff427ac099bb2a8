"""The main job on a real county portal that nobody here wrote (../shared/pingtan), as of September 2026."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.real.conftest import PORTAL, SHARED, SavedServer, gongkai, printed, rows

pytestmark = pytest.mark.browser
_TYPES = {
    "zwgk/gsgg": ("公示公告", "通知公告"),
    "zwgk/ghxx/gzjzqk": ("工作进展情况", "动态要闻"),
    "zwgk/zdlyxxgk/czzj/zfyjsgk/zfjsgk": ("政府决算公开", "其他"),
    "zwgk/zfxxgk/zfxxgknb": ("政府信息公开年报", "其他"),
    "zwgk/zfxxgk/zfxxgkzn": ("政府信息公开指南", "静态"),
    "zwgk/zfxxgk/gwhwj/hzgfxwj": ("行政规范性文件", "政策文件"),
    "zwgk/zfxxgk/fdzdgknr/hzcfhzqz/bljggs": ("办理结果公示", "其他"),
}
_DISTRICT = """
[district]
name = "平潭综合实验区"
office = "政务公开办公室"
portal_owner = "gwh"
[portal]
name = "平潭综合实验区门户"
home = "{base}/"
hosts = ["{netloc}"]
[polite]
requests_per_second = 500
concurrency = 8
"""


@pytest.fixture(scope="module")
def run(portal: SavedServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that lists the seven saved columns, after `weekly`."""
    folder = tmp_path_factory.mktemp("pingtan")
    netloc = urlsplit(portal.base).netloc
    (folder / "district.toml").write_text(_DISTRICT.format(base=portal.base, netloc=netloc), "utf-8")
    (folder / "units.csv").write_text("单位代码,单位名称,类别\ngwh,平潭综合实验区管委会,部门\n", "utf-8")
    lines = [f"gwh,{name},{portal.base}/{path}/,{kind}" for path, (name, kind) in _TYPES.items()]
    (folder / "columns.csv").write_text(
        "\n".join(["单位,栏目名称,栏目地址,栏目类型", *lines]) + "\n", "utf-8"
    )
    (folder / "catalog.csv").write_text(
        "序号,一级事项,公开时限,公开主体\n1,政府信息公开年报,每年3月31日前,平潭综合实验区管委会\n", "utf-8"
    )
    (folder / "accounts.csv").write_text("账号编号,主办单位,平台,账号名称,采集方式\n", "utf-8")
    ended = gongkai(folder, "weekly", "--as-of", "2026-09-12", "--quiet")
    assert ended.returncode == 3, ended.stderr
    return folder


@pytest.fixture(scope="module")
def columns(run: Path) -> dict[str, dict[str, Any]]:
    """What `gongkai columns` prints, by path."""
    return {urlsplit(column["url"]).path.strip("/"): column for column in printed(run, "columns")}


@pytest.fixture(scope="module")
def verdicts(run: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """What `gongkai verdicts` prints, by check and path."""
    return {(v["check"], urlsplit(v["subject"]["key"]).path.strip("/")): v for v in printed(run, "verdicts")}


def test_every_entry_is_read_and_none_invented(columns: dict[str, Any], portal: SavedServer) -> None:
    table = rows(SHARED / "pingtan" / "list_rows.csv")
    for path in _TYPES:
        wanted = {
            (row["title"], row["url"].replace(PORTAL, portal.base), row["date_shown"])
            for row in table
            if row["column_path"] == path
        }
        got = {
            (e["title"], e["url"], e["date"])
            for e in columns[path]["entries"]
            if e["url"] != columns[path]["url"]
        }
        assert got == wanted, path


def test_a_list_that_only_scripts_can_fill_is_never_called_empty(
    columns: dict[str, Any], verdicts: dict[Any, dict[str, Any]]
) -> None:
    path = "zwgk/zfxxgk/gwhwj/hzgfxwj"
    assert columns[path]["outcome"] == "empty_unproven"
    for check in ("column-blank", "column-stale"):
        assert (verdicts[check, path]["verdict"], verdicts[check, path]["reason_code"]) == (
            "untested",
            "empty_unproven",
        )


def test_a_column_that_leads_elsewhere_and_one_that_is_the_document(columns: dict[str, Any]) -> None:
    assert columns["zwgk/zfxxgk/fdzdgknr/hzcfhzqz/bljggs"]["role"] == "outside"
    guide = columns["zwgk/zfxxgk/zfxxgkzn"]
    assert (guide["role"], guide["newest"]) == ("document", "2024-03-23")


def test_a_list_whose_further_pages_cannot_be_had_is_not_whole(columns: dict[str, Any]) -> None:
    assert not columns["zwgk/gsgg"]["complete"]
    assert columns["zwgk/zdlyxxgk/czzj/zfyjsgk/zfjsgk"]["complete"]


def test_articles_carry_the_dates_that_a_person_read_off_them(run: Path) -> None:
    articles = {urlsplit(a["url"]).path: a for a in printed(run, "articles") if a["outcome"] == "ok"}
    checked = 0
    for row in rows(SHARED / "pingtan" / "manifest.csv"):
        article = articles.get(urlsplit(row["original_url"]).path)
        if row["kind"] == "article" and article is not None:
            assert article["title"] == row["title"]
            assert article["published"][:16].replace("T", " ") == row["visible_date"][:16]
            assert article["source"] == row["source_shown"]
            checked += 1
    assert checked >= 8


def test_nobody_is_accused_for_what_was_not_saved(verdicts: dict[Any, dict[str, Any]]) -> None:
    accused = {check for (check, _), verdict in verdicts.items() if verdict["verdict"] == "violation"}
    assert accused <= {"link-dead"}
    home = verdicts["home-stale", ""]
    assert (home["verdict"], home["reason_code"]) == ("untested", "http_error")
