"""A workspace that somebody else wrote against a portal that somebody else serves: no code is touched, all is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.crawler.small_site import Site
from tests.e2e.conftest import DAY, Office
from tests.e2e.other_portal import TODAY, boards, publish

pytestmark = pytest.mark.browser
DISTRICT = """
[district]
name = "松澜县"
office = "松澜县政务公开和政务服务局"
portal_owner = "县政府办"
phone = "0700-6120000"
[portal]
name = "松澜县人民政府网"
home = "{home}"
hosts = ["{host}"]
[polite]
requests_per_second = 5000
concurrency = 6
[limits]
notices = "6 months"
"""
UNITS = (
    ("code", "name", "kind", "aliases", "portal_url"),
    ("xzf", "松澜县人民政府办公室", "department", "县政府办；县府办", "{base}/1000/list.htm"),
    ("jyj", "松澜县教育局", "部门", "县教育局", "{base}/2000/list.htm"),
    ("stx", "石塘乡人民政府", "乡镇", "石塘乡", "{base}/stx/"),
)
ACCOUNTS = """账号编号,开办单位,平台类型,新媒体名称,更新周期,采集方式,采集地址
fr1,县政府办,微信公众号,松澜发布,14,feed,{base}/rss/fr1
fr2,县教育局,订阅号,松澜教育,14,feed,{base}/rss/fr2
fr3,石塘乡,微信公众号,石塘之声,14,feed,{base}/rss/fr3
ex1,县教育局,抖音号,松澜教育,14,导入,ex1*.csv
ex2,石塘乡,快手,石塘乡,14,导入,ex2*.xlsx
ex3,县政府办,微博,松澜发布,14,导入,ex3*.csv
"""
CATALOG = [  # 事项 is divided below its heading, 序号 and 一级事项 are merged where they repeat
    ["松澜县政务公开标准目录", *[""] * 9],
    ["序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式"],
    ["", "一级事项", "二级事项", *[""] * 7],
    [1, "公开制度", "政府信息公开年报", "", "条例", "每年1月31日前", "县教育局、石塘乡", "■政府网站 □公示栏", "全社会", "主动"],
    [2, "招生管理", "义务教育招生政策", "", "条例", "自该信息形成之日起20个工作日内", "县教育局", "☑政府网站", "■全社会", "√主动"],
    [3, "财政资金", "部门预算", "", "预算法", "财政部门批复后20日内", "县教育局", "■政府网站", "全社会", "主动"],
    [4, "财政资金", "部门决算", "", "预算法", "财政部门批复后20日内", "县教育局", "■政府网站", "全社会", "主动"],
    [5, "社会救助", "救助对象名单", "", "办法", "每月公开", "石塘乡", "■政府网站", "全社会", "主动"],
    [6, "社会救助", "救助申请材料", "", "办法", "长期公开", "石塘乡", "■政府网站", "全社会", "□主动 ■依申请公开"],
    [7, "惠农资金", "惠农补贴", "", "办法", "长期公开", "各乡镇", "□政府网站 ■村公示栏", "全社会", "主动"],
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The county after one week."""
    site = Site()
    publish(site)
    folder = tmp_path_factory.mktemp("other") / "松澜县 政务公开"
    (folder / "inbox").mkdir(parents=True)
    base = site.home.rstrip("/")
    (folder / "district.toml").write_text(DISTRICT.format(home=site.home, host=site.netloc), "utf-8")
    (folder / "accounts.csv").write_bytes(ACCOUNTS.format(base=base).encode("gb18030"))
    _book(folder / "units.xlsx", [[cell.replace("{base}", base) for cell in row] for row in UNITS])
    _book(folder / "catalog.xlsx", CATALOG, "A1:J1", "B2:C2", "B6:B7", "B8:B9")
    _exports(folder / "inbox")
    office = Office(folder)
    ran = office.weekly()
    assert ran.code == 3, ran
    yield office
    site.close()


def _book(path: Path, rows: Any, *merged: str) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for place in merged:
            row, column = xlsxwriter.utility.xl_cell_to_rowcol(place.split(":")[0])
            sheet.merge_range(place, rows[row][column])


def _exports(inbox: Path) -> None:
    """ex1 is silent for its whole period, ex2 lives, ex3 states nothing."""
    old, new = TODAY - timedelta(days=26), TODAY - timedelta(days=5)
    (inbox / "ex1_本月.csv").write_text(f"作品标题,发布时间\n开学第一课,{old} 08:00\n", "utf-8")
    _book(inbox / "ex2.xlsx", [["标题", "发布时间"], ["赶集日直播预告", f"{new} 19:30:00"]])
    (inbox / "ex3.csv").write_text(f"标题,发布时间\n征集民生实事,{old} 12:00:00\n", "utf-8")
    for stem, account in (("ex1_本月", "ex1"), ("ex2", "ex2")):
        (inbox / f"{stem}.coverage.toml").write_text(
            f'account = "{account}"\nfrom = {TODAY - timedelta(days=30)}\nto = {TODAY}\nexported_by = "宣传干事"\n'
            f'exported_at = "{DAY}T17:00:00+08:00"\n', "utf-8",
        )  # fmt: skip


@pytest.fixture(scope="module")
def verdicts(desk: Office) -> dict[tuple[str, str], dict[str, Any]]:
    return {
        (row["check"], f"{row['unit']} {row['subject']['name']}"): row for row in desk.printed("verdicts")
    }


def test_every_column_is_found_and_read_whole(desk: Office) -> None:
    found = {(row["unit"], row["name"]): row for row in desk.printed("columns") if row["role"] == "list"}
    assert set(found) == {(board.unit, board.name) for board in boards()}
    for board in boards():
        row = found[board.unit, board.name]
        assert [(entry["title"], entry["date"]) for entry in row["entries"]] == [
            (paper.title, str(paper.day)) for paper in board.papers
        ]
        assert (row["complete"], row["outcome"], row["pages"]) == (
            True,
            "ok",
            max(1, -(-len(board.papers) // 8)),
        )


def test_columns_are_typed_by_their_names(desk: Office) -> None:
    types = {(row["unit"], row["name"]): row["type"] for row in desk.printed("columns")}
    assert {key: types[key] for key in (("xzf", "松澜要闻"), ("jyj", "通知公告"), ("stx", "乡镇动态"), ("stx", "公示公告"))} == {
        ("xzf", "松澜要闻"): "动态要闻", ("jyj", "通知公告"): "通知公告", ("stx", "乡镇动态"): "动态要闻",
        ("stx", "公示公告"): "通知公告",
    }  # fmt: skip


def test_columns_are_judged(verdicts: dict[tuple[str, str], dict[str, Any]]) -> None:
    wrong = {
        (check, key.split()[0], verdicts[check, key]["subject"]["name"])
        for check, key in verdicts
        if check in ("home-stale", "column-stale", "column-blank")
        and verdicts[check, key]["verdict"] != "pass"
        and verdicts[check, key]["verdict"] != "not_applicable"
    }
    assert wrong == {
        ("column-stale", "jyj", "通知公告"), ("column-stale", "stx", "乡镇动态"), ("column-stale", "stx", "政府信息公开年报"),
        ("column-blank", "jyj", "决策公开"),
    }  # fmt: skip
    assert verdicts["column-stale", "stx 乡镇动态"]["observed"]["days"] == 30


def test_the_catalog_is_judged(desk: Office) -> None:
    said = {
        (row["unit"], row["subject"]["key"], row["check"]): row["verdict"]
        for row in desk.printed("verdicts")
        if row["subject"]["kind"] == "item"
    }
    assert {key: said[key] for key in said if said[key] not in ("pass", "not_applicable")} == {
        ("stx", "1", "item-missing"): "violation", ("jyj", "2", "item-late"): "violation",
        ("jyj", "4", "item-missing"): "violation", ("stx", "5", "item-stale"): "violation",
    }  # fmt: skip
    assert said["jyj", "1", "item-missing"] == said["jyj", "1", "item-late"] == "pass"
    assert said["jyj", "3", "item-missing"] == "pass"
    assert said["stx", "6", "item-missing"] == said["stx", "7", "item-missing"] == "not_applicable"
    assert {(unit, no) for unit, no, _ in said} == {
        ("jyj", "1"), ("stx", "1"), ("jyj", "2"), ("jyj", "3"), ("jyj", "4"), ("stx", "5"), ("stx", "6"), ("stx", "7"),
    }  # fmt: skip


def test_pages_are_judged(desk: Office) -> None:
    pages = [row for row in desk.printed("verdicts") if row["subject"]["kind"] in ("article", "link")]
    wrong = [
        (row["check"], row["subject"]["name"])
        for row in pages
        if row["verdict"] not in ("pass", "not_applicable")
    ]
    assert wrong == [("privacy-leak", "石塘乡耕地地力保护补贴发放公示")]
    assert {row["check"] for row in pages} == {
        "article-undated", "date-suspect", "privacy-leak", "link-dead", "wording-error",
    }  # fmt: skip


def test_accounts_are_judged(desk: Office) -> None:
    said = {
        row["subject"]["key"]: (row["verdict"], row["reason_code"])
        for row in desk.printed("verdicts")
        if row["check"] == "account-dormant"
    }
    assert said == {
        "fr1": ("pass", None), "fr2": ("suspected", None), "fr3": ("untested", "parse_changed"),
        "ex1": ("violation", None), "ex2": ("pass", None), "ex3": ("suspected", None),
    }  # fmt: skip


def test_each_unit_gets_a_report_of_its_own(desk: Office) -> None:
    assert desk.units_told() == ["jyj", "stx", "xzf"]
    counts = Counter(row["unit"] for row in desk.printed("findings"))
    assert counts == {"jyj": 5, "stx": 5}
    overview = desk.page()
    assert "松澜县政务公开和政务服务局" in overview
    assert "0700-6120000" in overview
