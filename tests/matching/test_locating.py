"""Where rows are found: what the case files of the checks do not show (they show most)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks.locating import locate
from checks.model import Article, Column, Found, Look
from checks.naming import UnitNames
from checks.territory import Territory
from crawler.items import Entry, Reason
from rules.deadlines import parse
from rules.model import CatalogItem, ColumnType, Unit, UnitKind

TODAY = date(2026, 11, 22)
OWN = Unit("mzj", "示例区民政局", UnitKind.DEPARTMENT)
OTHER = Unit("czj", "示例区财政局", UnitKind.DEPARTMENT)
NAMES = UnitNames.of((OWN, OTHER), "示例区")


def column(
    name: str, *titles: str, url: str | None = None, path: tuple[str, ...] = (), **facts: Any
) -> Column:
    url = url or f"http://portal.example/{name}/"
    entries = tuple(Entry(title, f"{url}{number}.html", TODAY) for number, title in enumerate(titles))
    look = Look(None, len(entries), TODAY if entries else None, empty_proof=None if entries else "共0条")
    facts = {"role": "list", "looks": (look, look), **facts}
    return Column(url, name, path or (name,), ColumnType.OTHER, None, entries=entries, **facts)


def row(level2: str, **facts: Any) -> CatalogItem:
    plain: dict[str, Any] = {"domain": None, "level1": None, "elements": (), "deadline": parse(None)}
    return CatalogItem("1", "1", level2=level2, **{**plain, **facts})


def found(
    item: CatalogItem, *columns: Column, loose: tuple[Entry, ...] = (), gap: Reason | None = None
) -> Found:
    return locate(item, OWN, Territory(columns, loose, (), gap, agreed=True, names=NAMES), today=TODAY)


def titles(one: Found) -> list[str]:
    return [entry.title for entry in one.entries]


def test_documents_of_the_other_stage_in_a_shared_column_are_not_the_rows() -> None:
    both = column("财政预决算", "2026年部门预算", "2024年部门决算", "关于公开工作的说明")
    item = row("部门决算", column_url=both.url)
    assert titles(found(item, both)) == ["2024年部门决算", "关于公开工作的说明"]


def test_the_same_document_of_another_unit_is_not_the_rows() -> None:
    shared = column(
        "部门预算",
        "示例区民政局2026年部门预算",
        "示例区财政局2026年部门预算",
        "转发区财政局关于预算管理的通知",
    )
    assert titles(found(row("部门预算"), shared)) == [
        "示例区民政局2026年部门预算",
        "转发区财政局关于预算管理的通知",
    ]


def test_another_units_document_elsewhere_is_nobodys() -> None:
    one = found(row("部门预算"), column("通知公告", "示例区财政局2026年部门预算", "关于放假的通知"))
    assert one.nothing
    assert not one.ambiguous


def test_loose_entries_are_searched_too() -> None:
    entry = Entry("示例区民政局2025年政府信息公开工作年度报告", "http://portal.example/nb/1.html", TODAY)
    assert titles(found(row("公开年报"), column("工作动态", "调研"), loose=(entry,))) == [entry.title]


def test_a_parent_stands_for_the_lists_below_it() -> None:
    parent = column("财政信息", path=("民政局", "财政信息"), role="parent")
    below = column("部门预算", "2026年部门预算", path=("民政局", "财政信息", "部门预算"))
    one = found(row("财政信息"), parent, below)
    assert one.column is parent
    assert titles(one) == ["2026年部门预算"]
    assert one.complete
    assert not found(
        row("财政信息"), parent, column("部门预算", "2026年部门预算", path=below.path, complete=False)
    ).complete


def test_a_parent_gives_way_to_a_list_of_its_name() -> None:
    parent = column("行政处罚", url="http://portal.example/p/", path=("民政局", "行政处罚"), role="parent")
    below = column("行政处罚公示", "1号决定", path=("民政局", "行政处罚", "行政处罚公示"))
    assert found(row("行政处罚"), parent, below).column is below


def test_equals_rival_but_one_document_in_two_places_does_not() -> None:
    twice = [column("通知公告", "收养登记公告"), column("公示公告", "收养登记公告")]
    assert titles(found(row("收养登记"), *twice)) == ["收养登记公告"]
    rivals = [column("通知公告", "收养登记公告"), column("公示公告", "关于收养登记的通知")]
    one = found(row("收养登记"), *rivals)
    assert one.ambiguous
    assert [name for name, _ in one.candidates] == ["收养登记公告", "关于收养登记的通知"]


def test_one_series_in_two_columns() -> None:
    years = [column("通知公告", "2024年部门决算"), column("公示公告", "2025年部门决算")]
    assert sorted(titles(found(row("部门决算"), *years))) == ["2024年部门决算", "2025年部门决算"]


def test_a_general_name_needs_its_context() -> None:
    item = row("办事指南", level1="最低生活保障", domain="社会救助")
    lone = column("办事指南", "申请须知", path=("民政局", "办事指南"))
    assert found(item, lone).column is lone
    foreign = column("办事指南", "申请须知", path=("民政局", "殡葬服务", "办事指南"))
    assert found(item, foreign).ambiguous
    domain = column(
        "办事指南", "申请须知", path=("民政局", "社会救助", "办事指南"), url="http://portal.example/shjz/"
    )
    assert found(item, foreign, domain).column is domain
    assert titles(found(item, column("社会救助", "低保办事指南", "高龄津贴公示"))) == ["低保办事指南"]
    assert found(item, column("最低生活保障", "怎么申请")).ambiguous


def test_columns_that_share_out_a_name_are_one() -> None:
    parts = [column("部门预算", "2026年部门预算"), column("部门决算", "2024年部门决算")]
    assert titles(found(row("部门财政预决算"), *parts)) == ["2026年部门预算", "2024年部门决算"]
    assert found(row("部门预算"), *parts).column is parts[0]
    twice = [*parts, column("部门决算", "2023年部门决算", url="http://portal.example/2/")]
    assert found(row("部门财政预决算"), *twice).ambiguous
    umbrella = column("财政预决算", "2026年一般公共预算表")
    assert found(row("政府预算"), umbrella).ambiguous
    assert found(row("政府决算"), umbrella).nothing


def test_news_about_a_thing_are_not_candidates_for_it() -> None:
    item = row("养老机构")
    title = "养老机构安全检查情况"
    assert found(item, column("工作简报", title)).ambiguous
    news = Column(
        "http://portal.example/dt/", "工作动态", ("工作动态",), ColumnType.NEWS, None, "list", (Look(None),)
    )
    assert not found(
        item,
        Column(**{**_fields(news), "entries": (Entry(title, "http://portal.example/dt/1.html", TODAY),)}),
    ).ambiguous


def _fields(one: Column) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Column.__slots__}


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        ({"incident": True}, Reason.INCIDENT),
        ({"looks": ()}, Reason.NOT_SWEPT),
        ({"looks": (Look(Reason.BLOCKED), Look(None))}, Reason.BLOCKED),
        ({"complete": False}, Reason.INCOMPLETE),
        ({"looks": (Look(None), Look(None))}, Reason.EMPTY_UNPROVEN),
    ],
)
def test_what_was_not_seen_is_a_gap_for_every_row_of_the_area(facts: dict[str, Any], gap: Reason) -> None:
    broken = column("通知公告", **facts)
    for item in (row("公开指南"), row("通知公告"), row("政府信息公开年报")):
        one = found(item, broken, column("政府信息公开年报", "2025年年报"))
        assert (one.complete, one.gap) == (False, gap)


def test_an_address_is_the_same_however_it_is_written() -> None:
    one = column("年报", "2025年年报", url="https://portal.example/nb/")
    assert found(row("公开年报", column_url="http://portal.example/nb/index.shtml"), one).column is one
    assert found(row("公开年报", column_url="http://portal.example/nb2/"), one).gap is Reason.NOT_SWEPT


def test_titles_that_a_list_cuts_are_read_from_their_pages() -> None:
    cut = column("通知公告", "示例区民政局2025年政府信息公开工作…")
    page = Article(cut.entries[0].url, "示例区民政局2025年政府信息公开工作年度报告", None)
    own = Territory((cut,), (), (page,), None, agreed=True)
    assert titles(locate(row("公开年报"), OWN, own, today=TODAY)) == ["示例区民政局2025年政府信息公开工作…"]
    assert locate(row("公开年报"), OWN, Territory((cut,), (), (), None, agreed=True), today=TODAY).ambiguous


def test_documents_of_the_name_beside_others_like_it() -> None:
    lists = column("公示公告", "临时救助公示", "2026年10月临时救助对象名单公示", "关于停电的通知")
    one = found(row("临时救助"), lists)
    assert titles(one) == ["临时救助公示"]
    assert [name for name, _ in one.candidates] == ["2026年10月临时救助对象名单公示"]
    assert (one.complete, one.gap, one.ambiguous) == (False, Reason.AMBIGUOUS, False)
    assert found(row("临时救助"), column("临时救助", "临时救助公示"), lists).complete
