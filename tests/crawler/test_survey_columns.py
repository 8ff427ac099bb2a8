"""The second stage: which columns there are, whose they are, what they are called, and what they turn out to be."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import (
    CIVIL,
    OWNER,
    SCHOOL,
    TOWN,
    article,
    at,
    column,
    links,
    page,
    rows,
)  # fmt: skip
from small_survey import Survey, lead, survey

from crawler.items import Kind, Reason
from crawler.survey.rows import column_rows
from rules import model as rules
from rules.deadlines import parse

CIVIL_AREA = "/xxgk/bmxxgkpt/mzj/"
NEWS = CIVIL_AREA + "tzgg/"
JCMS = {CIVIL: "/col/col101/index.html", SCHOOL: "/col/col102/index.html", TOWN: "/col/col103/index.html"}


def item(no: str, url: str, *units: str) -> rules.CatalogItem:
    return rules.CatalogItem(no, no, None, f"事项{no}", None, (), parse(""), units=units, column_url=at(url))


# --- discovery ---------------------------------------------------------------------------------------------------------------


def test_a_column_is_read_and_leads_to_the_columns_below_it() -> None:
    played = survey(
        {
            NEWS: column(
                NEWS, *rows(3), links=links((NEWS + "gs/", "公示"), (CIVIL_AREA + "jgzn/", "机构职能"))
            ),
            NEWS + "gs/": column(NEWS + "gs/", *rows(2, folder=NEWS + "gs")),
            CIVIL_AREA + "jgzn/": column(CIVIL_AREA + "jgzn/"),
        },
        lead(NEWS),
    )
    assert played.paths() == [NEWS, NEWS + "gs/", CIVIL_AREA + "jgzn/"]
    assert [(s.unit, s.unit_from, s.depth) for s in played.columns.states.values()] == [
        (CIVIL, "area", 1), (CIVIL, "area", 2), (CIVIL, "area", 2),
    ]  # fmt: skip
    assert played.state(NEWS + "gs/").found_on == at(NEWS)
    assert len(played.state(NEWS).entries) == 3


@pytest.mark.parametrize(
    "path",
    ["/xxgk/bmxxgkpt/jyj/tzgg/", "/xxgk/bmxxgkpt/jyj/", CIVIL_AREA, "http://www.province.example/tzgg/"],
)
def test_no_child_in_another_area_on_a_front_or_off_the_portal(path: str) -> None:
    played = survey({NEWS: column(NEWS, *rows(3), links=links((path, "别处的栏目")))}, lead(NEWS))
    assert played.paths() == [NEWS]
    assert played.asked_paths() == [NEWS]


def test_the_home_page_is_nobodys_column() -> None:
    played = survey(
        {NEWS: column(NEWS, *rows(3), links=links(("/", "青禾区人民政府"))), "/": page("/", Kind.HOME)},
        lead(NEWS),
    )
    assert (played.paths(), played.columns.uncertain) == ([NEWS], set())


def test_the_owners_columns_lead_only_below_themselves() -> None:
    main = "/zwgk/tzgg/"
    told = links((main + "gs/", "公示"), ("/hdjl/", "互动交流"), ("/zwgk/", "政务公开"))
    played = survey({main: column(main, *rows(2), links=told)}, lead(main, unit=OWNER, unit_from="owner"))
    assert played.asked_paths() == [main, main + "gs/"]


def test_menus_below_menus_have_an_end() -> None:
    deep = {
        CIVIL_AREA + "a/" * n: column(
            CIVIL_AREA + "a/" * n, links=links((CIVIL_AREA + "a/" * (n + 1), "下一层栏"))
        )
        for n in range(1, 30)
    }
    assert len(survey(deep, lead(CIVIL_AREA + "a/")).paths()) == 3


def test_circles_have_an_end() -> None:
    one, two = CIVIL_AREA + "a/", CIVIL_AREA + "b/"
    pages = {
        one: column(one, *rows(1), links=links((two, "乙栏"), (one + "index.html#x", "甲栏"))),
        two: column(two, *rows(1), links=links((one, "甲栏"), (two, "乙栏"))),
    }
    assert survey(pages, lead(one)).asked_paths() == [one, two]


def test_one_column_under_two_schemes_is_one_column() -> None:
    secure = at(NEWS).replace("http:", "https:")
    assert survey({NEWS: column(NEWS, *rows(1))}, lead(NEWS), lead(secure)).asked_paths() == [NEWS]


def test_one_column_under_two_names_is_asked_once() -> None:
    played = survey(
        {NEWS: column(NEWS, *rows(1))}, lead(NEWS), lead(NEWS + "index.html", "公告"), lead(NEWS + "#top")
    )
    assert played.asked_paths() == [NEWS]
    assert played.state(NEWS).name == "通知公告"


# --- 大汉 and the like: addresses that tell no area ----------------------------------------------------------------------------


def jcms(**crumbs: Any) -> Survey:
    """A unit's column whose menu leads to /col/col9/, whose own breadcrumb may name somebody."""
    return survey(
        {
            "/col/col7/": column("/col/col7/", *rows(2), links=links(("/col/col9/index.html", "低保公示"))),
            "/col/col9/": column("/col/col9/", *rows(4, folder="/art/2026"), **crumbs),
        },
        lead("/col/col7/index.html", unit_from="front"),
        portals=JCMS,
    )


def test_a_menus_column_is_kept_when_its_breadcrumb_names_the_unit() -> None:
    played = jcms(breadcrumbs=("首页", "青禾区民政局", "低保公示"))
    assert played.state("/col/col9/").unit == CIVIL


def test_a_menus_column_goes_to_the_unit_that_its_breadcrumb_names() -> None:
    assert jcms(breadcrumbs=("首页", "青禾区教育局", "招生")).state("/col/col9/").unit == SCHOOL


@pytest.mark.parametrize("crumbs", [(), ("首页", "低保公示"), ("首页", "民政局", "教育局")])
def test_a_menus_column_that_names_nobody_is_nobodys(crumbs: tuple[str, ...]) -> None:
    played = jcms(breadcrumbs=crumbs)
    assert played.paths() == ["/col/col7/index.html"]
    assert played.columns.uncertain == set()


def test_a_menus_column_that_could_not_be_read_leaves_the_unit_uncertain() -> None:
    played = survey(
        {
            "/col/col7/": column("/col/col7/", *rows(2), links=links(("/col/col9/index.html", "低保公示"))),
            "/col/col9/": Reason.TIMEOUT,
        },
        lead("/col/col7/index.html", unit_from="front"),
        portals=JCMS,
    )
    assert played.paths() == ["/col/col7/index.html"]
    assert played.columns.uncertain == {CIVIL}


def test_a_tried_column_of_a_units_own_area_goes_to_the_unit_that_it_names() -> None:
    """Its menu stands in the unit's folder, which says nothing of the column's own address."""
    played = survey(
        {
            NEWS: column(NEWS, *rows(2), links=links(("/col/col9/", "招生"))),
            "/col/col9/": column("/col/col9/", *rows(4, folder="/art"), breadcrumbs=("首页", "青禾区教育局", "招生")),
        },
        lead(NEWS),
    )  # fmt: skip
    assert (played.state("/col/col9/").unit, played.state("/col/col9/").unit_from) == (SCHOOL, "trail")


def test_a_tried_column_that_is_not_there_leaves_nothing_uncertain() -> None:
    head = column("/col/col7/", *rows(2), links=links(("/col/col9/index.html", "低保公示")))
    played = survey({"/col/col7/": head}, lead("/col/col7/index.html", unit_from="front"), portals=JCMS)
    assert (played.paths(), played.columns.uncertain) == (["/col/col7/index.html"], set())


@given(st.randoms(use_true_random=False))
def test_whoever_answers_first_the_columns_are_the_same(chance: Random) -> None:
    """Two menus name the same column differently, and one is deeper than the other."""
    area = {name: CIVIL_AREA + name for name in ("a/", "b/", "a/c/", "d/", "e/")}
    told = {
        "a/": (("a/c/", "丙栏"), ("d/", "丁栏")), "b/": (("d/", "丁公示栏"), ("e/", "戊栏")), "a/c/": (("e/", "戊公告栏"),),
        "d/": (), "e/": (("a/", "甲栏"),),
    }  # fmt: skip
    pages = {
        area[name]: column(area[name], *rows(2, folder=area[name]), links=links(*((area[to], text) for to, text in below)))
        for name, below in told.items()
    }  # fmt: skip
    leads = (lead(area["a/"], "甲"), lead(area["b/"], "乙"))
    plain, shaken = survey(pages, *leads), survey(pages, *leads, next_of=chance.randrange)
    assert list(column_rows(shaken.columns)) == list(column_rows(plain.columns))


# --- whose -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "crumbs", "unit", "unit_from"),
    [
        ("front", ("首页", "教育局", "招生"), SCHOOL, "trail"),
        ("owner", ("首页", "教育局", "招生"), SCHOOL, "trail"),
        ("area", ("首页", "教育局", "招生"), CIVIL, "area"),
        ("front", ("首页", "民政局", "低保"), CIVIL, "front"),
        ("front", ("首页", "低保"), CIVIL, "front"),
        ("front", (), CIVIL, "front"),
    ],
)
def test_the_breadcrumb_corrects_what_was_only_a_guess(
    found: Any, crumbs: tuple[str, ...], unit: str, unit_from: str
) -> None:
    played = survey(
        {"/col/c5/": column("/col/c5/", *rows(1), breadcrumbs=crumbs)}, lead("/col/c5/", unit_from=found)
    )
    assert (played.state("/col/c5/").unit, played.state("/col/c5/").unit_from) == (unit, unit_from)


# --- what the office says ------------------------------------------------------------------------------------------------------------


def test_the_offices_columns_come_first_and_are_believed() -> None:
    row = rules.Column(SCHOOL, "民政公告栏", at(NEWS), rules.ColumnType.PLANS, 45)
    crumbs = ("首页", "青禾区民政局", "通知公告")
    played = survey(
        {NEWS: column(NEWS, *rows(1), breadcrumbs=crumbs, column_type="通知公告")}, lead(NEWS), columns=[row]
    )
    state, row_ = played.state(NEWS), played.row(NEWS)
    assert (state.name, state.unit, state.unit_from) == ("民政公告栏", SCHOOL, "table")
    assert (row_["type"], row_["type_from"], row_["update_within_days"]) == ("规划计划", "table", 45)
    assert played.asked_paths() == [NEWS]


def test_the_catalogs_addresses_are_columns() -> None:
    catalog = [
        item("1", NEWS, SCHOOL), item("2", "/zwgk/ylgg/", CIVIL), item("3", "/zwgk/shared/", CIVIL, SCHOOL), item("4", "/zwgk/no/"),
    ]  # fmt: skip
    played = survey({}, catalog=catalog)
    assert {path: played.state(path).unit for path in played.paths()} == {
        NEWS: CIVIL, "/zwgk/ylgg/": CIVIL, "/zwgk/shared/": OWNER,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("通知公告", {"column_name": "公告"}, "通知公告"),
        ("更多>>", {"column_name": "公告", "breadcrumbs": ("首页", "公示")}, "公告"),
        ("更多", {"breadcrumbs": ("首页", "公示")}, "公示"),
        ("", {"title": "公示_青禾区"}, "公示_青禾区"),
        ("更多", {}, at(NEWS)),
    ],
)
def test_names(name: str, told: dict[str, Any], kept: str) -> None:
    played = survey({NEWS: column(NEWS, *rows(1), **told)}, lead(NEWS, name))
    assert played.state(NEWS).name == kept


def test_a_later_lead_names_what_had_no_name() -> None:
    assert (
        survey({NEWS: Reason.TIMEOUT}, lead(NEWS, "更多"), lead(NEWS, "通知公告")).state(NEWS).name
        == "通知公告"
    )


def test_the_path_is_the_breadcrumb_or_unit_and_name() -> None:
    read = survey({NEWS: column(NEWS, *rows(1), breadcrumbs=("首页", "民政局", "通知公告"))}, lead(NEWS))
    assert read.state(NEWS).path == ("首页", "民政局", "通知公告")
    assert survey({NEWS: Reason.TIMEOUT}, lead(NEWS)).state(NEWS).path == ("青禾区民政局", "通知公告")


# --- documents ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.ATTACHMENT])
def test_a_column_whose_page_is_the_document(kind: Kind) -> None:
    zhinan = CIVIL_AREA + "zhinan/"
    played = survey({zhinan: page(zhinan, kind, title="信息公开指南")}, lead(zhinan, "信息公开指南"))
    state = played.state(zhinan)
    assert (state.role, state.outcome, state.type) == ("document", None, rules.ColumnType.STATIC)
    assert [(seen.entry.title, seen.entry.url) for seen in state.entries.values()] == [
        ("信息公开指南", at(zhinan))
    ]
    assert played.row(zhinan)["complete"]


def test_a_row_that_turns_out_a_document_is_no_column() -> None:
    path = CIVIL_AREA + "one/"
    assert survey({path: article(path)}, lead(path, row=True)).paths() == []


def test_a_row_that_turns_out_a_list_is_one() -> None:
    path = CIVIL_AREA + "one/"
    assert survey({path: column(path, *rows(2))}, lead(path, row=True)).paths() == [path]
