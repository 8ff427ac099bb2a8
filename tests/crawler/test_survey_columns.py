"""The second stage: which columns there are, whose they are, what they are called, and what they turn out to be."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import (
    CIVIL,
    GONE,
    HOST,
    OWNER,
    SCHOOL,
    TOWN,
    article,
    at,
    column,
    failed,
    following,
    got,
    links,
    page,
    rows,
)  # fmt: skip
from small_survey import Survey, lead, survey

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.items import Kind, Reason
from crawler.survey.rows import column_rows, present
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


def test_a_jump_to_https_is_followed() -> None:
    secure = at(NEWS).replace("http:", "https:")
    played = survey({}, lead(NEWS))
    state, ask = played.state(NEWS), Ask(at(NEWS), "column", note=page_key(at(NEWS)))
    [onward] = played.columns.answered(ask, got(moved(NEWS, secure)))
    assert onward.url == secure
    list(played.columns.answered(onward, got(column(NEWS, *rows(2)))))
    assert (state.outcome, len(state.entries)) == (None, 2)


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


# --- outside, and jumps ------------------------------------------------------------------------------------------------------------


def moved(path: str, to: str) -> Any:
    return page(path, Kind.MOVED, moved_to=at(to))


def test_an_address_off_the_portal_is_noted_and_never_asked() -> None:
    played = survey({}, lead("http://www.province.example/mz/", "省民政厅", outside=True))
    assert played.asked == []
    [row] = column_rows(played.columns)
    assert (row["role"], row["outcome"]) == ("outside", "ok")


def test_a_jump_off_the_portal_is_noted_and_not_followed() -> None:
    played = survey({NEWS: moved(NEWS, "http://www.province.example/")}, lead(NEWS))
    assert (played.state(NEWS).role, played.state(NEWS).outcome, len(played.asked)) == ("outside", None, 1)


def test_a_jump_within_the_portal_is_followed() -> None:
    new = CIVIL_AREA + "new/"
    played = survey({NEWS: moved(NEWS, new), new: column(new, *rows(2))}, lead(NEWS))
    assert played.asked_paths() == [NEWS, new]
    assert played.paths() == [NEWS]
    assert (played.state(NEWS).outcome, len(played.state(NEWS).entries)) == (None, 2)


def test_a_jump_to_the_home_page_is_a_soft_404() -> None:
    played = survey({NEWS: moved(NEWS, "/index.html")}, lead(NEWS))
    assert (played.state(NEWS).role, played.state(NEWS).outcome) == ("list", Reason.SOFT_404)
    assert len(played.asked) == 1


def test_jumps_in_a_circle_have_an_end() -> None:
    other = CIVIL_AREA + "other/"
    played = survey({NEWS: moved(NEWS, other), other: moved(other, NEWS)}, lead(NEWS))
    assert played.asked_paths() == [NEWS, other]
    assert played.state(NEWS).outcome is Reason.SOFT_404


def test_jumps_without_end_have_an_end() -> None:
    class Endless(dict[str, Any]):
        def __contains__(self, key: object) -> bool:
            return True

        def __getitem__(self, path: str) -> Any:
            return moved(path, path + "x")

    played = survey(Endless(), lead(NEWS))
    assert len(played.asked) == 4
    assert played.state(NEWS).outcome is Reason.SOFT_404


def test_a_jump_is_followed_at_every_look() -> None:
    new = CIVIL_AREA + "new/"
    played = survey({NEWS: moved(NEWS, new), new: column(new, *rows(2))}, lead(NEWS)).look_again()
    assert played.asked_paths() == [NEWS, new, NEWS, new]
    assert {number: len(look.entries) for number, look in played.state(NEWS).looks.items()} == {1: 2, 2: 2}


def test_a_look_that_ends_elsewhere_says_so() -> None:
    played = survey({NEWS: column(NEWS, *rows(2))}, lead(NEWS))
    played.look_again(2, {NEWS: moved(NEWS, "/")}).look_again(
        3, {NEWS: moved(NEWS, "http://www.province.example/")}
    )
    reasons = [look.reason for look in played.state(NEWS).looks.values()]
    assert reasons == [None, Reason.SOFT_404, Reason.NOT_SWEPT]
    assert (played.state(NEWS).role, played.row(NEWS)["outcome"]) == ("list", "ok")


def test_a_soft_404_that_clears_up_is_read_in_full() -> None:
    played = survey({NEWS: failed(Reason.SOFT_404, 200)}, lead(NEWS)).look_again(
        pages={NEWS: column(NEWS, *rows(2))}
    )
    assert (played.state(NEWS).outcome, len(played.state(NEWS).entries)) == (None, 2)


# --- failures ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reason", [Reason.TIMEOUT, Reason.BLOCKED, Reason.HTTP_ERROR, Reason.ROBOTS, Reason.BUDGET]
)
def test_a_failure_is_kept_as_it_is(reason: Reason) -> None:
    played = survey({NEWS: reason}, lead(NEWS))
    row = played.row(NEWS)
    assert (row["outcome"], row["complete"], row["role"]) == (reason.value, False, "list")


def test_a_second_look_reads_in_full_what_had_failed() -> None:
    played = survey({NEWS: Reason.TIMEOUT}, lead(NEWS))
    child = NEWS + "gs/"
    head = column(NEWS, *rows(2), links=links((child, "公示")))
    played.look_again(pages={NEWS: head, child: column(child, *rows(1, folder=child))})
    assert (played.state(NEWS).outcome, len(played.state(NEWS).entries)) == (None, 2)
    assert played.paths() == [NEWS, child]
    assert [look.reason for look in played.state(NEWS).looks.values()] == [Reason.TIMEOUT, None]


def test_a_second_look_that_fails_takes_nothing_away() -> None:
    played = survey({NEWS: column(NEWS, *rows(2))}, lead(NEWS)).look_again(pages={NEWS: Reason.TIMEOUT})
    assert (played.state(NEWS).outcome, len(played.state(NEWS).entries)) == (None, 2)
    assert played.state(NEWS).looks[2].reason is Reason.TIMEOUT


def test_a_second_look_adds_what_is_new() -> None:
    played = survey({NEWS: column(NEWS, *rows(2))}, lead(NEWS)).look_again(
        pages={NEWS: column(NEWS, *rows(3))}
    )
    assert [(seen.position, seen.look) for seen in played.state(NEWS).entries.values()] == [
        (0, 1),
        (1, 1),
        (2, 2),
    ]


def test_what_only_a_dead_menu_entry_names_is_no_column() -> None:
    played = survey({NEWS: GONE}, lead(NEWS))
    assert list(present(played.columns)) == []
    assert [state.url for state in played.columns.states.values()] == [at(NEWS)]


def test_gone_once_and_there_the_next_time_is_a_column() -> None:
    played = survey({NEWS: GONE}, lead(NEWS)).look_again(pages={NEWS: column(NEWS, *rows(1))})
    assert [state.url for state in present(played.columns)] == [at(NEWS)]


@pytest.mark.parametrize("told", [failed(Reason.HTTP_ERROR, 503), failed(Reason.TIMEOUT)])
def test_what_fails_otherwise_is_still_a_column(told: Any) -> None:
    assert len(list(present(survey({NEWS: told}, lead(NEWS)).columns))) == 1


def test_what_the_office_lists_is_a_column_though_it_is_gone() -> None:
    row = rules.Column(CIVIL, "通知公告", at(NEWS))
    assert [r["outcome"] for r in column_rows(survey({NEWS: GONE}, columns=[row]).columns)] == ["http_error"]


# --- parents ----------------------------------------------------------------------------------------------------------------------------


def roles(played: Survey) -> dict[str, str]:
    list(played.columns.renders())
    return {path: played.state(path).role for path in played.paths()}


def test_a_page_that_columns_stand_below_is_a_menu() -> None:
    pages = {
        CIVIL_AREA + "gk/": column(CIVIL_AREA + "gk/"),
        CIVIL_AREA + "gk/a/": column(CIVIL_AREA + "gk/a/", *rows(1)),
    }
    played = survey(pages, lead(CIVIL_AREA + "gk/"), lead(CIVIL_AREA + "gk/a/"))
    assert roles(played) == {CIVIL_AREA + "gk/": "parent", CIVIL_AREA + "gk/a/": "list"}


def test_a_page_that_breadcrumbs_name_above_is_a_menu() -> None:
    trail = links(
        ("/", "首页", "breadcrumb"),
        ("/col/c1/", "政务公开", "breadcrumb"),
        ("/col/c2/", "公示", "breadcrumb"),
    )
    pages = {"/col/c1/": column("/col/c1/"), "/col/c2/": column("/col/c2/", breadcrumb_links=trail)}
    played = survey(pages, lead("/col/c1/"), lead("/col/c2/"))
    assert roles(played) == {"/col/c1/": "parent", "/col/c2/": "list"}, "a page is not above itself"


def test_a_page_of_units_is_a_menu() -> None:
    units = links(("/xxgk/bmxxgkpt/mzj/", "民政局", "list"), ("/xxgk/bmxxgkpt/jyj/", "教育局", "list"))
    played = survey({"/bmdh/": column("/bmdh/", links=units)}, lead("/bmdh/", unit=OWNER, unit_from="owner"))
    assert roles(played) == {"/bmdh/": "parent"}


def test_a_page_with_a_list_of_its_own_is_a_column_whatever_stands_below() -> None:
    pages = {NEWS: column(NEWS, *rows(2)), NEWS + "a/": column(NEWS + "a/", *rows(1))}
    assert roles(survey(pages, lead(NEWS), lead(NEWS + "a/")))[NEWS] == "list"


def test_an_empty_column_alone_is_an_empty_column() -> None:
    assert roles(survey({NEWS: column(NEWS)}, lead(NEWS))) == {NEWS: "list"}


def test_a_failed_page_is_no_menu() -> None:
    pages = {NEWS: Reason.TIMEOUT, NEWS + "a/": column(NEWS + "a/", *rows(1))}
    assert roles(survey(pages, lead(NEWS), lead(NEWS + "a/")))[NEWS] == "list"


@pytest.mark.parametrize(
    ("empty", "other"), [("/list.jsp?id=1", "/list.jsp?id=12"), ("/zwgk/gs", "/zwgk/gsgg/")]
)
def test_an_address_that_begins_alike_is_not_below(empty: str, other: str) -> None:
    pages = {empty: column(empty), other: column(other, *rows(1))}
    played = survey(pages, lead(empty, unit_from="front"), lead(other, unit_from="front"))
    assert roles(played)[empty] == "list"


@pytest.mark.parametrize(("menu", "below"), [("gk/index.html", "gk/a/"), ("gk.htm", "gk/a.htm")])
def test_a_menu_is_known_by_any_name_of_its_page(menu: str, below: str) -> None:
    menu, below = CIVIL_AREA + menu, CIVIL_AREA + below
    pages = {menu.removesuffix("index.html"): column(menu), below: column(below, *rows(1))}
    assert roles(survey(pages, lead(menu), lead(below)))[menu] == "parent"


# --- the browser -------------------------------------------------------------------------------------------------------------------------


def rendered(path: str, *listed: Any, **told: Any) -> Any:
    return column(path, *listed, read_by="browser", **told)


def test_a_list_without_entries_is_asked_again_in_a_browser() -> None:
    played = survey(
        {NEWS: column(NEWS), "browser:" + NEWS: rendered(NEWS, *rows(5))}, lead(NEWS), browser=True
    )
    asks = list(played.columns.renders())
    assert [(ask.url, ask.via, ask.look) for ask in asks] == [(at(NEWS), "browser", 1)]
    played.run(asks)
    state = played.state(NEWS)
    assert (state.read_by, len(state.entries), len(state.looks[1].pages)) == ("browser", 5, 2)
    assert list(played.columns.renders()) == [], "once is enough"


def test_a_browser_that_sees_nothing_either_is_a_witness() -> None:
    played = survey({NEWS: column(NEWS), "browser:" + NEWS: rendered(NEWS)}, lead(NEWS), browser=True)
    played.run(played.columns.renders())
    look = played.state(NEWS).looks[1]
    assert (look.read_by, len(look.pages), look.reason) == ("static", 2, None)
    assert list(played.columns.renders()) == []


def test_a_browser_that_fails_leaves_a_failure() -> None:
    played = survey({NEWS: column(NEWS), "browser:" + NEWS: Reason.TIMEOUT}, lead(NEWS), browser=True)
    played.run(played.columns.renders())
    assert played.row(NEWS)["outcome"] == "timeout"


def test_pages_that_the_browser_walked_through_count() -> None:
    walked = got(
        rendered(NEWS, *rows(3, first=7)),
        snapshots=(rendered(NEWS, *rows(3)), rendered(NEWS, *rows(3, first=4))),
    )
    played = survey({NEWS: column(NEWS), "browser:" + NEWS: walked}, lead(NEWS), browser=True)
    played.run(played.columns.renders())
    assert len(played.state(NEWS).entries) == len(played.state(NEWS).looks[1].entries) == 9
    assert played.row(NEWS)["complete"]


@pytest.mark.parametrize(("walked", "whole"), [(2, True), (3, True), (4, False)])
def test_a_browser_that_walked_to_the_limit_has_not_seen_the_whole(walked: int, whole: bool) -> None:
    """The walk goes one page beyond the limit, to learn that there is one."""
    states = [rendered(NEWS, *rows(3, first=1 + 3 * n)) for n in range(walked)]
    answer = got(states[-1], snapshots=tuple(states[:-1]))
    pages = {NEWS: column(NEWS), "browser:" + NEWS: answer}
    played = survey(pages, lead(NEWS), browser=True, limits={"max_list_pages": 3})
    played.run(played.columns.renders())
    row = played.row(NEWS)
    assert (row["complete"], row["pages"], row["outcome"]) == (whole, walked, "ok")


def test_what_the_static_page_lost_is_found_by_the_browser() -> None:
    """Without scripts every further page is empty, too; the browser begins anew."""
    paths = [f"{NEWS}index_{n}.html" for n in (1, 2)]
    static = {path: column(path) for path in (NEWS, *paths)}
    static[NEWS] = column(NEWS, next_pages=following(*paths))
    drawn = {"browser:" + path: rendered(path, *rows(3, first=4 + 3 * n)) for n, path in enumerate(paths)}
    drawn["browser:" + NEWS] = rendered(NEWS, *rows(3), next_pages=following(*paths))
    played = survey({**static, **drawn}, lead(NEWS), browser=True)
    assert not played.row(NEWS)["complete"]
    played.run(played.columns.renders())
    assert (len(played.state(NEWS).entries), played.row(NEWS)["complete"], played.row(NEWS)["pages"]) == (
        9,
        True,
        3,
    )


def test_a_second_look_of_a_browser_sees_the_first_page_too() -> None:
    def walked(first: int) -> Any:
        return got(rendered(NEWS, *rows(3, first=4)), snapshots=(rendered(NEWS, *rows(3, first=first)),))

    played = survey({NEWS: column(NEWS), "browser:" + NEWS: walked(1)}, lead(NEWS), browser=True)
    played.run(played.columns.renders()).look_again(pages={"browser:" + NEWS: walked(41)})
    assert len(played.state(NEWS).entries) == 9


def test_a_second_look_makes_no_short_list_whole() -> None:
    played = survey({NEWS: column(NEWS, *rows(10), list_total=15)}, lead(NEWS))
    played.look_again(pages={NEWS: column(NEWS, *rows(10, first=5), list_total=15)})
    assert not played.row(NEWS)["complete"]


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ({NEWS: column(NEWS, *rows(1))}, {"browser": True}),
        ({NEWS: Reason.TIMEOUT}, {"browser": True}),
        ({NEWS: article(NEWS)}, {"browser": True}),
        ({NEWS: column(NEWS)}, {"browser": False}),
        ({NEWS: column(NEWS)}, {"browser": True, "render": "never"}),
    ],
)
def test_what_is_not_rendered(pages: Any, told: dict[str, Any]) -> None:
    assert list(survey(pages, lead(NEWS), **told).columns.renders()) == []


def test_menus_are_not_rendered() -> None:
    pages = {NEWS: column(NEWS), NEWS + "a/": column(NEWS + "a/", *rows(1))}
    assert list(survey(pages, lead(NEWS), lead(NEWS + "a/"), browser=True).columns.renders()) == []


@pytest.mark.parametrize("told", [{"render": "always"}, {"needs": [NEWS + "index.html"]}])
def test_the_browser_at_once(told: dict[str, Any]) -> None:
    played = survey(
        {"browser:" + NEWS: rendered(NEWS, *rows(2)), NEWS: column(NEWS)}, lead(NEWS), browser=True, **told
    )
    assert [ask.via for ask in played.asked] == ["browser"]
    assert played.state(NEWS).read_by == "browser"
    assert HOST in played.state(NEWS).url
