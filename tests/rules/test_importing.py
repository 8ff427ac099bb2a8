"""The office's own sheets into the workspace: what is understood, what is filled in, and that nothing is written halfway."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.importing import ImportRefusedError, ImportReport, read_import
from rules.workspace import load_workspace

Book = Callable[..., Path]


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def told(report: ImportReport) -> str:
    return "\n".join(notice.text for notice in report.notices)


@pytest.fixture
def register(book: Book) -> Path:
    """A 备案表 as offices keep it: a title, merged unit cells, telephone numbers, no codes, no sources."""
    rows = [
        ["青禾区政务新媒体备案表"],
        ["序号", "主办单位", "新媒体类型", "新媒体名称", "认证主体", "账号ID", "负责人", "手机号", "账号状态"],
        [1, "青禾区民政局", "微信公众号（订阅号）", "青禾民政", "青禾区民政局", "gh_1", "张三", 13800000000, "正常"],
        [2, None, "抖音号", "青禾民政", "青禾区民政局", "88", "李四", 13900000000, "正常"],
        [3, "柳树镇人民政府", "微信公众号", "柳树镇发布", "柳树镇人民政府", "gh_2", "王五", 13700000000, "已注销"],
        ["填表人：赵六", None, None, None, None, None, None, None, None],
    ]  # fmt: skip
    return book(("备案表", rows, ["A1:I1", "B3:B4"]), name="register.xlsx")


def test_a_register_of_accounts(office: Path, register: Path) -> None:
    report = read_import("accounts", register, office)
    assert report.faults == ()
    assert report.whole
    assert report.read == len(report.rows) == 3
    assert ("新媒体类型", "平台") in report.mapping
    report.write()
    rows = written(office / "accounts.csv")
    assert [(row["账号编号"], row["主办单位"], row["采集方式"]) for row in rows] == [
        ("A1", "青禾区民政局", "wechat_api > import > feed"),
        ("MZJ-douyin", "青禾区民政局", "manual"),
        ("LSZ-wechat", "柳树镇人民政府", "manual"),
    ]
    accounts = load_workspace(office).accounts
    assert [(account.unit, account.platform) for account in accounts] == [
        ("MZJ", "wechat"),
        ("MZJ", "douyin"),
        ("LSZ", "wechat"),
    ]


def test_a_register_with_two_rows_of_headers(office: Path, book: Book) -> None:
    """As the filing system prints it: groups of columns, units and platforms merged, telephones wherever they fit."""
    rows = [
        ["青禾区政务新媒体备案登记表（2026年）"],
        ["填报单位：青禾区人民政府办公室", None, None, None, None, None, "填报日期：2026年11月1日"],
        ["序号", "主办单位", "账号信息", None, None, None, None, "管理信息", None, None],
        [None, None, "平台类型", "账号名称", "账号ID", "认证主体", "账号类别", "账号状态", "管理员及电话", "备注"],
        [1, "青禾区民政局", "微信公众号", "青禾民政", "gh_1", "青禾区民政局", "发布类", "正常", "张三 13800000000", None],
        [2, None, None, "青禾养老", "gh_3", "青禾区民政局", "服务类", "正常", "张三13800000000", "办公电话0700-5550123"],
        [3, "柳树镇人民政府", "抖音号", "柳树发布", "MS4wLjABAAAAdemo", "柳树镇人民政府", None, "正常", "李四（13900000000）", None],
        ["合计", None, None, None, None, None, None, None, None, None],
    ]  # fmt: skip
    merged = ["A1:J1", "C3:G3", "H3:J3", "A3:A4", "B3:B4", "B5:B6", "C5:C6"]
    report = read_import("accounts", book(("备案表", rows, merged), name="register.xlsx"), office)
    assert report.faults == ()
    report.write()
    lines = written(office / "accounts.csv")
    assert [
        (row["主办单位"], row["平台"], row["账号名称"], row["账号ID"], row["账号类别"]) for row in lines
    ] == [
        ("青禾区民政局", "微信公众号", "青禾民政", "gh_1", "发布类"),
        ("青禾区民政局", "微信公众号", "青禾养老", "gh_3", "服务类"),
        ("柳树镇人民政府", "抖音号", "柳树发布", "MS4wLjABAAAAdemo", ""),
    ]
    text = (office / "accounts.csv").read_text("utf-8-sig")
    assert not any(number in text for number in ("13800000000", "13900000000", "5550123", "张三", "李四"))


@pytest.mark.parametrize(
    "cell", ["青禾民政 13800000000", "青禾民政（0700-5550123）", "青禾民政：13800000000"]
)
def test_a_telephone_number_in_a_cell_that_is_read(office: Path, book: Book, cell: str) -> None:
    rows = [["主办单位", "平台", "账号名称", "认证主体"], ["区民政局", "微信公众号", cell, cell]]
    report = read_import("accounts", book(("表", rows, []), name="a.xlsx"), office)
    assert "电话号码不写入工作区" in told(report)
    report.write()
    [row] = written(office / "accounts.csv")
    assert (row["账号名称"], row["认证主体"]) == ("青禾民政", "青禾民政")


def test_an_id_is_no_telephone_number(office: Path, book: Book) -> None:
    rows = [["主办单位", "平台", "账号名称", "账号ID"], ["区民政局", "微博", "青禾民政", "13800000000"]]
    report = read_import("accounts", book(("表", rows, []), name="a.xlsx"), office)
    report.write()
    assert written(office / "accounts.csv")[0]["账号ID"] == "13800000000"


def test_it_is_told_before_it_is_written(office: Path, book: Book) -> None:
    rows = [["主办单位", "平台", "账号名称", "备注"], ["民政局", "飞鸽", "青禾", "x"]]
    lines = read_import("accounts", book(("表", rows, []), name="a.xlsx"), office).told().splitlines()
    assert lines[0] == "a.xlsx：读到1行，其中0行可以写入accounts.csv"
    assert lines[1] == "列名对应：主办单位→主办单位，平台→平台，账号名称→账号名称"
    assert lines[2].startswith("不能识别：a.xlsx 第2行 “平台（platform）”：现为“飞鸽”")
    assert "提示：a.xlsx 第1行：以下各列不在约定之内，未读取：备注" in lines


def test_telephone_numbers_are_not_written(office: Path, register: Path) -> None:
    read_import("accounts", register, office).write()
    text = (office / "accounts.csv").read_text("utf-8-sig")
    assert not any(number in text for number in ("13800000000", "13900000000", "张三"))


def test_the_old_file_is_kept(office: Path, register: Path) -> None:
    before = (office / "accounts.csv").read_bytes()
    read_import("accounts", register, office).write()
    read_import("accounts", register, office).write()
    kept = sorted((office / "var" / "backup").iterdir())
    assert [path.name for path in kept] == ["accounts-001.csv", "accounts-002.csv"]
    assert kept[0].read_bytes() == before


def test_what_is_not_understood_keeps_all_from_being_written(office: Path, book: Book) -> None:
    rows = [
        ["主办单位", "平台", "账号名称", "采集方式"],
        ["民政局", "微博", "青禾民政", "导入"],
        ["民政局", "飞鸽", "青禾民政", "人工"],
        ["水利局", "微博", "青禾水利", "人工"],
        ["柳树镇", "微博", "柳树发布", "人工"],
    ]
    sheet = book(("表", rows, []))
    before = (office / "accounts.csv").read_bytes()
    present = written(office / "accounts.csv")
    report = read_import("accounts", sheet, office)
    assert [(fault.row, fault.column) for fault in report.faults] == [
        (3, "平台（platform）"),
        (4, "主办单位（unit）"),
    ]
    with pytest.raises(ImportRefusedError):
        report.write()
    assert (office / "accounts.csv").read_bytes() == before
    report.write(partial=True)
    now = written(office / "accounts.csv")
    assert [row["账号名称"] for row in now[-2:]] == ["青禾民政", "柳树发布"]
    assert [row["账号编号"] for row in now[:-2]] == [row["账号编号"] for row in present]


def test_a_sheet_written_in_part_renews_its_rows_and_loses_none(office: Path, book: Book) -> None:
    rows = [
        ["单位代码", "单位名称", "类别"],
        ["MZJ", "青禾区民政事务局", "部门"],
        ["HTJ", "青禾区航天局", "飞船"],
    ]
    present = written(office / "units.csv")
    report = read_import("units", book(("表", rows, [])), office)
    assert not report.whole
    report.write(partial=True)
    names = {row["单位代码"]: row["单位名称"] for row in written(office / "units.csv")}
    assert names == {row["单位代码"]: row["单位名称"] for row in present} | {"MZJ": "青禾区民政事务局"}


def test_a_catalog_of_several_sheets_gets_numbers_that_are_unique(office: Path, book: Book) -> None:
    header = ["序号", "一级事项", "二级事项", "公开内容（要素）", "公开时限", "公开主体"]
    sheet = book(
        ("社会救助领域", [header, [1, "低保", "审核", "名单", "10个工作日内", "县级人民政府民政部门"], [None, None, "审批", None, None, None]], ["A2:A3", "B2:B3", "D2:D3", "E2:E3", "F2:F3"]),
        ("养老服务领域", [header, [1, "机构", "名录", "名称", "长期公开", "民政局"], [None, "补贴", "标准", None, None, None]], []),
    )  # fmt: skip
    report = read_import("catalog", sheet, office)
    assert report.faults == ()
    report.write()
    items = load_workspace(office).catalog
    assert [(item.key, item.domain, item.level2) for item in items] == [
        ("社会救助-1-1", "社会救助", "审核"), ("社会救助-1-2", "社会救助", "审批"),
        ("养老服务-1", "养老服务", "名录"), ("养老服务-2", "养老服务", "标准"),
    ]  # fmt: skip
    assert "序号空白，编为“养老服务-2”" in told(report)


def test_a_catalog_keeps_numbers_that_are_unique(office: Path, book: Book) -> None:
    sheet = book(
        (
            "目录",
            [
                ["序号", "领域", "一级事项"],
                ["1.10", "救助", "甲"],
                ["2(1)", "救助", "乙"],
                ["0505", "养老", "丙"],
            ],
            [],
        )
    )
    report = read_import("catalog", sheet, office)
    report.write()
    assert [row["序号"] for row in written(office / "catalog.csv")] == ["1.10", "2(1)", "0505"]


def test_columns_of_ours_survive_a_new_catalog(office: Path, book: Book) -> None:
    sheet = book(
        ("目录", [["序号", "领域", "一级事项", "二级事项"], [9, "部门通用", "特定事项", "公开年报"]], [])
    )
    report = read_import("catalog", sheet, office)
    assert report.rows[0]["column_url"] == "http://www.qinghe.example/zfb/nb/"
    assert "沿用现有内容" in told(report)


def test_units_get_codes_and_kinds(office: Path, book: Book) -> None:
    rows = [
        ["单位名称", "联系人"],
        ["青禾区民政局", "张三 13800000000"],
        ["青禾区水利局", "0000-8880000"],
        ["石桥镇", None],
        ["东河街道办事处", None],
        ["青禾文化馆", None],
    ]
    report = read_import("units", book(("单位", rows, [])), office)
    assert [(fault.row, fault.column) for fault in report.faults] == [(6, "类别（kind）")]
    assert [(row.get("code"), row.get("kind"), row.get("contact")) for row in report.rows] == [
        ("MZJ", "部门", "张三"), ("U001", "部门", None), ("U002", "乡镇", None), ("U003", "街道", None),
    ]  # fmt: skip
    assert "类别空白，按名称推定为“乡镇”，请核对" in told(report)


def test_columns_are_imported(office: Path, book: Book) -> None:
    rows = [
        ["责任单位", "栏目", "链接"],
        ["民政局", "通知公告", "http://www.qinghe.example/mzj/tzgg/"],
        ["民政局", "外站", "http://other.example/"],
    ]
    report = read_import("columns", book(("台账", rows, [])), office)
    assert [fault.row for fault in report.faults] == [3]
    assert report.rows[0]["update_within_days"] == "90"


def test_what_is_no_table_writes_nothing(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("各单位：\n请于月底前报送。\n", "utf-8")
    report = read_import("accounts", path, office)
    assert not report.whole
    assert len(report.faults) == 1
    with pytest.raises(ImportRefusedError):
        report.write(partial=True)
