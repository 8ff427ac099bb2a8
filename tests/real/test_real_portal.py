"""The main job on a real county portal that nobody here wrote (../shared/pingtan), as of September 2026."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.real.conftest import PORTAL, SHARED, SavedServer, rows

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
def run(portal: SavedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
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
    yield folder


def gongkai(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "--workspace", str(folder), *words],
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip


def printed(folder: Path, verb: str) -> list[dict[str, Any]]:
    return json.loads(gongkai(folder, verb, "--format", "json").stdout)


def test_every_entry_is_read_and_none_invented(run: Path, portal: SavedServer) -> None:
    columns = {urlsplit(column["url"]).path.strip("/"): column for column in printed(run, "columns")}
    for path in _TYPES:
        wanted = {
            (row["title"], row["url"].replace(PORTAL, portal.base), row["date_shown"])
            for row in rows(SHARED / "pingtan" / "list_rows.csv")
            if row["column_path"] == path
        }
        if wanted:
            got = {(e["title"], e["url"], e["date"]) for e in columns[path]["entries"]}
            assert got == wanted, path
