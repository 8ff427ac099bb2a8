"""A whole workspace: what comes out of the good one, its name, its notices."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from rules.faults import WorkspaceError
from rules.model import AccountStatus, ColumnType
from rules.workspace import load_workspace


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_accounts_are_resolved(office: Path) -> None:
    first, second, third = load_workspace(office).accounts
    assert (first.unit, first.platform, first.sources) == ("MZJ", "wechat", ("wechat_api", "import", "feed"))
    assert [first.url_for(source) for source in first.sources] == [
        None,
        "mz-*.csv",
        "http://bridge.qinghe.example/rss",
    ]
    assert (second.status, second.update_within_days, second.source_url) == (
        AccountStatus.RUNNING,
        14,
        "lsz-douyin.csv",
    )
    assert (third.unit, third.platform, third.status) == ("BHJD", "weibo", AccountStatus.CLOSED)


def test_a_chain_of_addresses(office: Path) -> None:
    change(
        office / "accounts.csv",
        "import,lsz-douyin.csv",
        "import > browser,lsz.csv > http://douyin.example/u/1",
    )
    account = load_workspace(office).accounts[1]
    assert account.urls == (("import", "lsz.csv"), ("browser", "http://douyin.example/u/1"))


@pytest.mark.parametrize(
    ("chain", "address", "urls"),
    [
        (
            "feed > browser",
            "http://a.example/",
            (("feed", "http://a.example/"), ("browser", "http://a.example/")),
        ),
        ("douyin_api > feed", "http://a.example/", (("feed", "http://a.example/"),)),
        ("douyin_api > import", "http://a.example/", (("douyin_api", "http://a.example/"),)),
        ("douyin_api > import", "x-*.csv", (("import", "x-*.csv"),)),
        ("import", "", ()),
        ("import > 人工", "inbox/x.xlsx", (("import", "x.xlsx"),)),
    ],
)
def test_whom_a_lone_address_is_for(
    office: Path, chain: str, address: str, urls: tuple[tuple[str, str], ...]
) -> None:
    change(office / "accounts.csv", "import,lsz-douyin.csv", f"{chain},{address}")
    assert load_workspace(office).accounts[1].urls == urls


def test_an_import_without_a_pattern_is_told(office: Path) -> None:
    change(office / "accounts.csv", "lsz-douyin.csv", "")
    told = [notice.text for notice in load_workspace(office).notices if notice.file == "accounts.csv"]
    assert told == ["没有写导出文件的名称，按“A2*”在inbox文件夹中寻找"]


def test_the_limit_for_accounts_fills_blank_periods(office: Path) -> None:
    change(office / "district.toml", "news = 10", "news = 10\naccount = 7")
    assert [account.update_within_days for account in load_workspace(office).accounts] == [14, 7, 7]


def test_the_catalog_is_resolved(office: Path) -> None:
    items = load_workspace(office).catalog
    assert [item.key for item in items] == ["1", "2", "3", "4", "5"]
    assert items[0].units == ("MZJ", "LSZ", "BHJD")
    assert items[1].excluded == "公开渠道和载体为“■社区公示栏”，不含政府网站"
    assert items[1].basis == "《政府信息公开条例》"
    assert items[2].units == ("ZFB", "MZJ", "ZGJ")
    assert (items[4].units, items[4].subject) == ((), None)


def test_the_other_tables(office: Path) -> None:
    workspace = load_workspace(office)
    assert [(column.unit, column.type) for column in workspace.columns] == [
        ("ZFB", ColumnType.NEWS),
        ("MZJ", None),
    ]
    assert [(one.unit, one.check, one.until) for one in workspace.declarations] == [
        ("LSZ", "account-dormant", date(2026, 12, 31))
    ]
    assert workspace.lexicon[0].level == "deduct"
    assert workspace.calendar.is_workday(date(2027, 2, 20)) is True
    assert workspace.database == office / "var" / "gongkai.db"
    assert workspace.unit("MZJ").email == "mzj@qinghe.example"


def test_notices_say_what_waits_and_what_was_assumed(office: Path) -> None:
    told = [(notice.file, notice.row, notice.text) for notice in load_workspace(office).notices]
    assert told == [
        ("catalog.csv", None, "1行公开主体空白，待明确责任单位后检查（第6行）"),
        ("catalog.csv", 5, "“自然资源主管部门”按简称理解为“青禾区自然资源和规划局”"),
    ]


def test_a_file_under_another_name_is_told(office: Path) -> None:
    (office / "account.csv").write_text("x", "utf-8")
    assert any(notice.file == "account.csv" for notice in load_workspace(office).notices)


def test_the_digest_names_the_content_not_its_dress(office: Path, tmp_path: Path) -> None:
    digest = load_workspace(office).digest
    assert re.fullmatch("[0-9a-f]{64}", digest)
    moved = tmp_path / "elsewhere"
    office.rename(moved)
    change(moved / "accounts.csv", "A2,LSZ,抖音", "A2,柳 树 镇,douyin")
    (moved / "units.csv").write_bytes((moved / "units.csv").read_text("utf-8").encode("gb18030"))
    assert load_workspace(moved).digest == digest
    change(moved / "accounts.csv", "柳树发布", "柳树发布厅")
    assert load_workspace(moved).digest != digest


def test_the_portals_owner_may_be_written_by_name(office: Path) -> None:
    change(office / "district.toml", '"ZFB"', '"区政府办公室"')
    assert load_workspace(office).district.portal_owner == "ZFB"


def catalog_book(book: Callable[..., Path], office: Path, *sheets: object) -> Path:
    (office / "catalog.csv").unlink()
    made = book(*sheets, name="catalog.xlsx")
    return made.rename(office / "catalog.xlsx")


def test_keys_of_repeated_numbers(office: Path, book: Callable[..., Path]) -> None:
    header = ["序号", "领域", "一级事项", "二级事项", "公开主体"]
    rows = [
        [1, "社会救助", "低保", "审核", "民政局"], [None, "社会救助", "低保", "审批", "民政局"], [2, "社会救助", "特困", "审核", "民政局"],
        [1, "养老服务", "机构", "名录", "民政局"], ["1.10", "养老服务", "机构", "标准", "民政局"], [3, "养老服务", "补贴", "标准", "民政局"],
        ["同上", "养老服务", "补贴", "名单", "民政局"],
    ]  # fmt: skip
    catalog_book(book, office, ("目录", [header, *rows], ["A2:A3"]))
    workspace = load_workspace(office)
    assert [item.key for item in workspace.catalog] == [
        "社会救助-1-1", "社会救助-1-2", "2", "养老服务-1", "1.10", "3-1", "3-2",
    ]  # fmt: skip
    assert [notice.text for notice in workspace.notices if "编号" in notice.text] == [
        "序号1在不同领域重复，按“领域-序号”编号",
        "序号1、3合并了多行，按“序号-1”“序号-2”的次序编号",
    ]


def test_a_made_up_key_that_is_taken_is_a_fault(office: Path, book: Callable[..., Path]) -> None:
    header = ["序号", "一级事项", "公开主体"]
    catalog_book(
        book,
        office,
        ("目录", [header, [1, "甲", "民政局"], [None, "乙", "民政局"], ["1-2", "丙", "民政局"]], ["A2:A3"]),
    )
    with pytest.raises(WorkspaceError) as caught:
        load_workspace(office)
    assert (
        str(caught.value)
        == "catalog.xlsx 第4行 “序号（no）”：现为“1-2”，应为不重复的序号（编号“1-2”与第3行相同）"
    )


def test_sheets_are_domains(office: Path, book: Callable[..., Path]) -> None:
    header = ["序号", "一级事项", "公开主体"]
    catalog_book(
        book, office,
        ("社会救助领域", [header, [1, "低保", "民政局"]], []), ("（二）养老服务领域公开标准目录", [header, [1, "机构", "民政局"]], []),
    )  # fmt: skip
    items = load_workspace(office).catalog
    assert [(item.domain, item.key) for item in items] == [
        ("社会救助", "社会救助-1"),
        ("养老服务", "养老服务-1"),
    ]
