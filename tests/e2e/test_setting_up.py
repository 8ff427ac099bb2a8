"""From an empty folder to a workspace: `init`, and `import` of sheets as offices keep them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import gongkai
from reports.words import load_words
from rules.init import write_workspace
from rules.workspace import load_workspace
from tests.crawler.small_site import Site, unused_port
from tests.e2e.conftest import DAY, Office, Ran, text_of
from tests.e2e.portal import ordinary

Invoke = Callable[..., Ran]


def on_loopback(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `init` write a real district's workspace with a portal on loopback: no test asks a real one."""

    def write(folder: Path, district: str) -> tuple[Path, ...]:
        files = write_workspace(folder, district)
        for path in files:
            text = path.read_text("utf-8")
            hosts = '"www.xianan.gov.cn", "xianan.gov.cn"'
            text = text.replace(hosts, f'"127.0.0.1:{port}"').replace(
                "www.xianan.gov.cn", f"127.0.0.1:{port}"
            )
            path.write_text(text.replace("requests_per_second = 1.0", "requests_per_second = 500"), "utf-8")
        assert f'home = "http://127.0.0.1:{port}/"' in (folder / "district.toml").read_text("utf-8")
        return files

    monkeypatch.setattr(gongkai, "write_workspace", write)


def test_a_real_district_whose_portal_cannot_be_reached(
    tmp_path: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_loopback(unused_port(), monkeypatch)
    folder = tmp_path / "咸安"
    ran = invoke("init", str(folder), "--district", "xianan", "--as-of", DAY, "--quiet")
    assert ran.code == 6
    assert "待补充：accounts.csv" in ran.err
    assert "公开主体空白" in ran.err
    assert "公开平台地址空白" in ran.err
    page = text_of(folder / "var" / "reports" / "2026-W47" / "index.html")
    assert load_words().say("exits", 6) in page
    assert "没有采集到任何可供判定的内容" in page
    assert {row["verdict"] for row in Office(folder).printed("verdicts")} <= {"untested", "not_applicable"}


def test_a_real_district_runs_its_portal_at_once(
    tmp_path: Path, site: Site, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary(site, date.fromisoformat(DAY)).show()
    on_loopback(site.port, monkeypatch)
    folder = tmp_path / "咸安"
    ran = invoke("init", str(folder), "--district", "xianan", "--as-of", DAY, "--quiet")
    assert ran.code in (3, 6), "most of it is not served here"
    assert "待补充：accounts.csv" in ran.err
    assert "政务要闻" in {row["name"] for row in Office(folder).printed("columns")}
    assert Office(folder).rows("SELECT scope FROM sweeps") == [{"scope": "portal"}]
    assert "待明确责任单位" in text_of(folder / "var" / "reports" / "2026-W47" / "index.html"), (
        "the page says it too"
    )


def test_a_blank_workspace_says_what_to_fill_in(tmp_path: Path, invoke: Invoke) -> None:
    folder = tmp_path / "新 工作区"
    ran = invoke("init", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert str(folder / "district.toml") in ran.out
    asked = invoke("--workspace", str(folder), "weekly")
    assert asked.code == 5
    assert len(asked.err.splitlines()) == 6
    assert all("必填" in line or "门户的域名列表" in line for line in asked.err.splitlines())


def test_the_demo_districts_workspace_loads(tmp_path: Path, invoke: Invoke) -> None:
    folder = tmp_path / "demo"
    assert invoke("init", str(folder), "--district", "demo").code == 0
    workspace = load_workspace(folder)
    assert (len(workspace.units), len(workspace.accounts)) == (21, 31)
    assert len({account.platform for account in workspace.accounts}) >= 5
    assert len(workspace.catalog) >= 60
    assert len({item.domain for item in workspace.catalog}) >= 10
    assert invoke("--workspace", str(folder), "doctor").code in (0, 5)


def test_nothing_is_ever_overwritten(tmp_path: Path, invoke: Invoke) -> None:
    (tmp_path / "units.csv").write_text("mine", "utf-8")
    ran = invoke("init", str(tmp_path), "--district", "xianan")
    assert (ran.code, ran.out) == (1, "")
    assert "不会覆盖" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]


# --- import --------------------------------------------------------------------------------------------------------

UNITS = [
    ["青禾区政务公开责任单位一览表", *[""] * 3],
    ["序 号", "单位 名称", "简称", "政务公开联系人"],
    [1, "青禾区人民政府办公室", "区政府办", "赵某 0700-8312000"],
    [2, "青禾区民政局", "区民政局", "钱某13800000000"],
    [3, "柳溪镇人民政府", "柳溪镇", ""],
    ["序 号", "单位 名称", "简称", "政务公开联系人"],  # printed again on the second page
    [4, "东门街道办事处", "东门街道", ""],
    ["填表人：孙某", *[""] * 3],
]
REGISTER = [
    ["青禾区政务新媒体账号备案表（2026年11月）", *[""] * 6],
    ["序号", "主办单位", "账号基本信息", "", "", "负责人及电话", "账号状态"],
    ["", "", "新媒体类型", "新媒体名称", "账号ID", "", ""],
    [1, "青禾区民政局", "微信公众号（服务号）", "青禾民政", "gh_0a1b", "李某 13900000000", "正常"],
    [2, "", "抖音号", "青禾民政", "8812", "同上", "正常"],
    [3, "柳溪镇人民政府", "微 信 公 众 号", "柳溪镇发布", "gh_2c3d", "周某", "已注销"],
]
CATALOG = [
    ["青禾区社会救助领域基层政务公开标准目录", *[""] * 9],
    ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式"],
    ["", "一级事项", "二级事项", *[""] * 7],
    [1, "最低生活保障", "政策法规文件", "●最低生活保障条例；●相关文件", "《条例》", "制定或获取信息之日起10个工作日内", "区民政局、柳溪镇", "■政府网站 □入户", "√全社会", "■主动"],
    ["", "", "办理结果", "低保对象名单", "《条例》", "同上", "同上", "■政府网站", "□特定群众", "☑主动"],
    [2, "临时救助", "救助对象名单", "姓名；金额", "《办法》", "每季度公开", "各乡镇（街道）", "■政府网站 ■村公示栏", "全社会", "主动"],
    ["备注：本目录自印发之日起执行。", *[""] * 9],
]  # fmt: skip
COLUMNS = [
    ["责任单位", "栏目", "链接", "类型"],
    ["区民政局", "通知公告", "{base}/mzj/tzgg/", "通知公告"],
    ["柳溪镇", "镇情概况", "{base}/lxz/zqgk/", "静态"],
]
SHEETS: dict[str, tuple[list[list[Any]], tuple[str, ...], int]] = {
    "units": (UNITS, ("A1:D1",), 4),
    "accounts": (REGISTER, ("A1:G1", "A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3", "B4:B5"), 3),
    "catalog": (CATALOG, ("A1:J1", "A2:A3", "B2:C2", "A4:A5", "B4:B5"), 3),
    "columns": (COLUMNS, (), 2),
}


def _sheet(path: Path, rows: list[list[Any]], merged: tuple[str, ...], base: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        for number, row in enumerate(rows):
            sheet.write_row(
                number, 0, [str(c).replace("{base}", base) if isinstance(c, str) else c for c in row]
            )
        for place in merged:
            row, column = xlsxwriter.utility.xl_cell_to_rowcol(place.split(":")[0])
            sheet.merge_range(place, rows[row][column])
        book.add_worksheet("填表说明").write(0, 0, "请于每月25日前报送。")
    return path


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_office_brings_its_own_sheets(
    tmp_path: Path, site: Site, office: Callable[..., Office], invoke: Invoke
) -> None:
    """All four, one after the other, into a workspace whose tables are the blank ones; then it loads and runs."""
    desk = office(units="单位代码,单位名称,类别,别名,公开平台地址,联系人,邮箱\n")
    for name, (rows, merged, count) in SHEETS.items():
        file = _sheet(tmp_path / f"{name} 报送.xlsx", rows, merged, site.home.rstrip("/"))
        ran = invoke("--workspace", str(desk.folder), "import", name, str(file))
        assert ran.code == 0, ran
        assert f"读到{count}行，其中{count}行可以写入{name}.csv" in ran.out
        assert "列名对应：" in ran.out
        assert f"已写入 {desk.folder / name}.csv" in ran.out
        if name == "units":
            text = (desk.folder / "district.toml").read_text("utf-8")
            (desk.folder / "district.toml").write_text(text.replace('"ZFB"', '"区政府办"'), "utf-8")
    workspace = load_workspace(desk.folder)
    assert [(unit.code, str(unit.kind)) for unit in workspace.units] == [
        ("U001", "部门"), ("U002", "部门"), ("U003", "乡镇"), ("U004", "街道"),
    ]  # fmt: skip
    assert [(a.unit, a.platform, a.name, str(a.status)) for a in workspace.accounts] == [
        ("U002", "wechat", "青禾民政", "运行"), ("U002", "douyin", "青禾民政", "运行"), ("U003", "wechat", "柳溪镇发布", "注销"),
    ]  # fmt: skip
    assert [(item.name, item.units, item.excluded is None) for item in workspace.catalog] == [
        ("政策法规文件", ("U002", "U003"), True), ("办理结果", ("U002", "U003"), False), ("救助对象名单", ("U003", "U004"), True),
    ]  # fmt: skip
    assert [(column.unit, column.name) for column in workspace.columns] == [
        ("U002", "通知公告"),
        ("U003", "镇情概况"),
    ]
    written = b"".join(path.read_bytes() for path in desk.folder.glob("*.csv"))
    assert b"13800000000" not in written, "telephone numbers of persons stay out of the workspace"
    assert b"13900000000" not in written
    assert desk.run("sweep", "--as-of", DAY, "--quiet").code == 6, "it loads; nobody serves it"
    assert site.log


def test_what_is_not_whole_is_not_written_but_on_demand(
    tmp_path: Path, office: Callable[..., Office], invoke: Invoke
) -> None:
    desk = office()
    rows = [
        *REGISTER,
        [4, "石桥镇人民政府", "微信公众号", "石桥发布", "gh_4", "", "正常"],
        [5, "柳溪镇", "传呼机", "柳溪", "1", "", ""],
    ]
    file = _sheet(tmp_path / "备案表.xlsx", rows, SHEETS["accounts"][1])
    before = {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()}
    ran = invoke("--workspace", str(desk.folder), "import", "accounts", str(file))
    assert ran.code == 5
    assert "读到5行，其中3行可以写入accounts.csv" in ran.out
    assert "不能识别：备案表.xlsx 第7行 “主办单位（unit）”：现为“石桥镇人民政府”" in ran.out
    assert "不能识别：备案表.xlsx 第8行 “新媒体类型（platform）”：现为“传呼机”" in ran.out
    assert {path.name: path.read_bytes() for path in desk.folder.iterdir() if path.is_file()} == before
    assert not (desk.folder / "var").exists()
    ran = invoke("--workspace", str(desk.folder), "import", "accounts", str(file), "--partial")
    assert ran.code == 0
    now = [row["账号名称"] for row in _table(desk.folder / "accounts.csv")]
    assert now[-3:] == ["青禾民政", "青禾民政", "柳溪镇发布"]
    assert len(now) == 3 + len(before["accounts.csv"].splitlines()) - 1  # what stood there stays
    assert (desk.folder / "var" / "backup" / "accounts-001.csv").read_bytes() == before["accounts.csv"]


@pytest.mark.parametrize("partial", [(), ("--partial",)])
def test_a_letter_is_no_table(
    partial: tuple[str, ...], tmp_path: Path, office: Callable[..., Office], invoke: Invoke
) -> None:
    desk = office()
    letter = tmp_path / "通知.csv"
    letter.write_text("各单位：\n请于月底前报送备案表。\n", "utf-8")
    before = sorted(path.name for path in desk.folder.iterdir())
    ran = invoke("--workspace", str(desk.folder), "import", "accounts", str(letter), *partial)
    assert ran.code in (1, 5)
    assert "不能识别：通知.csv" in ran.out
    assert sorted(path.name for path in desk.folder.iterdir()) == before


def test_an_import_into_nowhere(tmp_path: Path, invoke: Invoke) -> None:
    file = _sheet(tmp_path / "单位.xlsx", UNITS, ())
    ran = invoke("--workspace", str(tmp_path / "nowhere"), "import", "units", str(file))
    assert (ran.code, ran.out) == (5, "")
    assert "没有这个文件夹" in ran.err
