"""`python -m checks`: the stage alone, on a real workspace folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checks import tables
from checks.__main__ import main
from crawler.store import open_store
from rules.workspace import load_workspace

TABLES = {
    "district.toml": """
[district]
name = "示例区"
office = "示例区政务公开办公室"
portal_owner = "zwb"
[portal]
name = "示例区人民政府"
home = "http://portal.example/"
hosts = ["portal.example"]
""",
    "units.csv": "单位代码,单位名称,类别\nzwb,示例区人民政府办公室,部门\nmzj,示例区民政局,部门\n",
    "accounts.csv": "账号编号,主办单位,平台,账号名称,采集方式,采集地址\n"
    "A01,mzj,微信公众号,示例区民政,feed,http://feeds.example/a01.xml\n",
    "catalog.csv": "序号,一级事项,二级事项,公开时限,公开主体\n1,社会救助,低保名单,每季度,示例区民政局\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small workspace, in a folder whose name is no plain word."""
    made = tmp_path / "示例 区"
    made.mkdir()
    for name, text in TABLES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def _run(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["--workspace", str(folder), *more])


def _sweep(folder: Path, week: str, as_of: str) -> None:
    db = open_store(load_workspace(folder).database, tables.migrations)
    db.table("sweeps").insert(
        {"week": week, "attempt": 1, "as_of": as_of, "zone": "Asia/Shanghai", "state": "done"}
    )
    db.close()


def test_nothing_was_swept(folder: Path) -> None:
    result = _run(folder)
    assert result.exit_code == 1
    assert "没有监测数据" in result.output


def test_a_wrong_workspace(tmp_path: Path) -> None:
    result = _run(tmp_path)
    assert result.exit_code == 5
    assert "district.toml" in result.output


def test_a_sweep_that_reached_nothing_is_judged_untested(folder: Path) -> None:
    _sweep(folder, "2026-W46", "2026-11-15")
    _sweep(folder, "2026-W47", "2026-11-22")
    result = _run(folder)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2026-W47 第1次：符合0，问题0，疑似0，未能核验")
    assert "（100%）" in result.output
    assert _run(folder, "--week", "2026-W46").output.startswith("2026-W46")
    assert _run(folder, "--week", "2020-W01").exit_code == 1
