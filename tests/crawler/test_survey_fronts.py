"""The first stage: what the home page and the units' pages lead to, and what they do not."""

from __future__ import annotations

from typing import Any

import pytest
from small_plans import (
    AS_OF,
    CIVIL,
    GONE,
    HOME,
    OWNER,
    SCHOOL,
    TOWN,
    areas,
    column,
    entries,
    failed,
    got,
    links,
    page,
    reach,
    said,
    workspace,
)  # fmt: skip

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.items import Kind, Link, Page, Reason
from crawler.survey.fronts import Fronts, Lead, candidate_links

CIVIL_FRONT, SCHOOL_FRONT = "/xxgk/bmxxgkpt/mzj/", "/xxgk/bmxxgkpt/jyj/"


def fronts(**told: Any) -> Fronts:
    return Fronts(workspace(**told), areas(**told), reach(**told))


def answered(made: Fronts, *pages: Page, look: int = 1) -> Fronts:
    """Let the fronts be answered with these pages; the others fail."""
    told = {page_key(one.url): one for one in pages}
    for ask in list(made.asks(look)):
        read = told.get(page_key(ask.url))
        made.answered(ask, got(read) if read else failed(Reason.TIMEOUT))
    return made


def leads(*pages: Page, **told: Any) -> list[tuple[str, str, str, str]]:
    """Path, name, unit and why, of every lead."""
    return [
        (told_of(lead), lead.name, lead.unit, lead.unit_from)
        for lead in answered(fronts(**told), *pages).leads()
    ]


def told_of(lead: Lead) -> str:
    return (
        lead.url.removeprefix("http://www.qinghe.example")
        + ("!" if lead.outside else "")
        + ("*" if lead.row else "")
    )


# --- what is asked ---------------------------------------------------------------------------------------------------------


def test_home_and_units_are_asked_once_each() -> None:
    assert said(fronts().asks()) == [
        ("home", "/"), ("front", "/xxgk/bmxxgkpt/mzj/"), ("front", "/xxgk/bmxxgkpt/jyj/"), ("front", "/xxgk/xzxxgkpt/lxz/"),
    ]  # fmt: skip


def test_the_second_look_asks_the_same_again() -> None:
    made = fronts()
    assert said(made.asks(2)) == said(made.asks())
    assert {ask.look for ask in made.asks(2)} == {2}


def test_pages_in_common_are_asked_once_and_answer_for_all() -> None:
    made = fronts(portals={OWNER: "/index.html", CIVIL: "/bm/", SCHOOL: "/bm/index.html"})
    assert said(made.asks()) == [("home", "/"), ("front", "/bm/")]
    answered(made, page("/", Kind.HOME), page("/bm/"))
    assert made.units[OWNER].page is made.home.page is not None
    assert made.units[SCHOOL].page is made.units[CIVIL].page is not None


def test_units_without_a_page_are_not_asked() -> None:
    assert said(fronts(portals={}).asks()) == [("home", "/")]


def test_a_failure_is_kept_and_leads_nowhere() -> None:
    made = answered(fronts(), page("/", Kind.HOME, links=links(("/zwgk/tzgg/", "通知公告"))))
    assert made.units[CIVIL].page is None
    assert made.units[CIVIL].looks[1].reason is Reason.TIMEOUT
    assert [lead.url for lead in made.leads()] == ["http://www.qinghe.example/zwgk/tzgg/"]


def test_a_second_look_changes_no_lead() -> None:
    made = answered(fronts(), page(CIVIL_FRONT, links=links((CIVIL_FRONT + "tzgg/", "通知公告"))))
    before = list(made.leads())
    answered(made, look=2)
    assert list(made.leads()) == before != []
    assert made.units[CIVIL].looks[2].reason is Reason.TIMEOUT
    assert not GONE.content


# --- fronts that only lead on ------------------------------------------------------------------------------------------------


def moved(path: str, to: str) -> Page:
    return page(path, Kind.MOVED, moved_to=to if to.startswith("http") else HOME.rstrip("/") + to)


def civil(made: Fronts, look: int = 1) -> Ask:
    return list(made.asks(look))[1]


@pytest.mark.parametrize("look", [1, 2])
def test_a_front_that_leads_on_is_read_where_it_leads(look: int) -> None:
    made, menu = fronts(), links((CIVIL_FRONT + "tzgg/", "通知公告"))
    [onward] = made.answered(civil(made, look), got(moved(CIVIL_FRONT, CIVIL_FRONT + "gkzn/")))
    assert (onward.url, onward.look) == (HOME + CIVIL_FRONT[1:] + "gkzn/", look)
    assert made.answered(onward, got(page(CIVIL_FRONT + "gkzn/", links=menu))) == ()
    assert made.units[CIVIL].looks[look].reason is None
    assert [told_of(lead) for lead in made.leads()] == ([CIVIL_FRONT + "tzgg/"] if look == 1 else [])


@pytest.mark.parametrize(
    ("to", "reason"),
    [("/", Reason.SOFT_404), ("/index.html", Reason.SOFT_404), ("http://www.province.example/", Reason.NOT_SWEPT)],
)  # fmt: skip
def test_a_front_that_ends_elsewhere_was_not_read(to: str, reason: Reason) -> None:
    """Else the unit's area would pass for swept whole, and everything in it for missing."""
    made = fronts()
    assert made.answered(civil(made), got(moved(CIVIL_FRONT, to))) == ()
    assert (made.units[CIVIL].looks[1].reason, made.units[CIVIL].page) == (reason, None)


def test_the_home_page_may_lead_to_another_of_its_names() -> None:
    made = fronts()
    home = next(made.asks())
    [onward] = made.answered(home, got(moved("/", "/index.shtml")))
    assert made.answered(onward, got(moved("/index.shtml", "/"))) == (), "not in a circle"
    assert made.home.looks[1].reason is Reason.SOFT_404


def test_a_front_that_scripts_have_still_to_write_has_shown_nothing() -> None:
    """Else a unit whose menu is drawn by scripts would have an area without a column, swept whole."""
    made = answered(fronts(), page("/", Kind.HOME), page(CIVIL_FRONT, needs_browser=True))
    assert made.units[CIVIL].looks[1].reason is Reason.EMPTY_UNPROVEN
    assert list(made.renders()) == [], "without a browser there is nothing to be done"
    beside = page(CIVIL_FRONT, needs_browser=True, links=links((CIVIL_FRONT + "tzgg/", "通知公告")))
    assert answered(fronts(), beside).units[CIVIL].looks[1].reason is None, "its menu is there"


@pytest.mark.parametrize("look", [1, 2])
def test_such_a_front_is_read_in_a_browser(look: int) -> None:
    made = Fronts(workspace(), areas(), reach(), browser=True)
    answered(made, page("/", Kind.HOME), page(CIVIL_FRONT, needs_browser=True), look=look)
    [ask] = made.renders(look)
    assert (ask.url, ask.via, ask.look, ask.purpose) == (HOME + CIVIL_FRONT[1:], "browser", look, "front")
    made.answered(ask, got(page(CIVIL_FRONT, links=links((CIVIL_FRONT + "tzgg/", "通知公告")))))
    assert made.units[CIVIL].looks[look].reason is None
    assert list(made.renders(look)) == []
    made.answered(ask, got(page(CIVIL_FRONT, needs_browser=True)))
    assert made.units[CIVIL].looks[look].reason is Reason.EMPTY_UNPROVEN
    assert list(made.renders(look)) == [], "once is enough"


def test_no_front_is_rendered_where_nothing_may_be() -> None:
    made = Fronts(workspace(render="never"), areas(), reach(), browser=True)
    assert list(answered(made, page(CIVIL_FRONT, needs_browser=True)).renders()) == []


# --- whose is what they lead to ------------------------------------------------------------------------------------------------


def test_by_folder() -> None:
    civil = page(
        CIVIL_FRONT,
        links=links(
            (CIVIL_FRONT + "tzgg/", "通知公告"), (CIVIL_FRONT + "jgzn/", "机构职能"), (SCHOOL_FRONT + "tzgg/", "教育通知"),
            (SCHOOL_FRONT, "教育局"), (CIVIL_FRONT + "index.html", "本页"),
        ),
    )  # fmt: skip
    assert leads(civil) == [
        (CIVIL_FRONT + "tzgg/", "通知公告", CIVIL, "area"),
        (CIVIL_FRONT + "jgzn/", "机构职能", CIVIL, "area"),
    ]


def test_a_unit_owns_what_its_page_alone_leads_to() -> None:
    civil = page(CIVIL_FRONT, links=links(("/col/col9/index.html", "低保公示"), ("/zwgk/zcwj/", "政策文件")))
    school = page(SCHOOL_FRONT, links=links(("/zwgk/zcwj/", "政策文件"), ("/col/col8/index.html", "招生")))
    assert leads(civil, school) == [
        ("/col/col9/index.html", "低保公示", CIVIL, "front"),
        ("/col/col8/index.html", "招生", SCHOOL, "front"),
    ]


def test_the_portals_menu_is_nobodys_column() -> None:
    menu = (("/zwgk/zcwj/", "政策文件"), ("/hdjl/", "互动交流"))
    home = page("/", Kind.HOME, links=links(*menu))
    civil = page(CIVIL_FRONT, links=links(*menu, (CIVIL_FRONT + "tzgg/", "通知公告")))
    assert leads(home, civil) == [
        (CIVIL_FRONT + "tzgg/", "通知公告", CIVIL, "area"),
        ("/zwgk/zcwj/", "政策文件", OWNER, "owner"),
        ("/hdjl/", "互动交流", OWNER, "owner"),
    ]


def test_without_the_home_page_a_menu_may_be_anybodys() -> None:
    told = links(("/zwgk/zcwj/", "政策文件"), (CIVIL_FRONT + "tzgg/", "通知公告"))
    made = answered(fronts(), page(CIVIL_FRONT, links=told))
    assert [(told_of(lead), lead.tentative) for lead in made.leads()] == [
        ("/zwgk/zcwj/", True),
        (CIVIL_FRONT + "tzgg/", False),
    ]
    assert made.uncertain == {CIVIL}
    known = answered(fronts(), page("/", Kind.HOME), page(CIVIL_FRONT, links=told))
    assert [lead.tentative for lead in known.leads()] == [False, False]
    assert known.uncertain == set()


def test_the_menu_is_known_under_every_name_of_its_pages() -> None:
    home = page("/", Kind.HOME, links=links(("/zwgk/zcwj/index.html", "政策文件")))
    civil = page(CIVIL_FRONT, links=links(("/zwgk/zcwj/#top", "政策文件")))
    assert [lead[2] for lead in leads(home, civil)] == [OWNER]


def test_the_owner_gets_what_is_nobodys_and_no_units() -> None:
    home = page(
        "/", Kind.HOME,
        links=links(
            ("/zwgk/tzgg/", "通知公告"), (CIVIL_FRONT, "民政局"), (CIVIL_FRONT + "tzgg/", "民政通知"),
            ("http://www.province.example/", "省政府"), ("/", "首页"),
        ),
    )  # fmt: skip
    assert leads(home) == [("/zwgk/tzgg/", "通知公告", OWNER, "owner")]


def test_the_owners_own_page() -> None:
    own = page("/zfb/", links=links(("/zfb/jgzn/", "机构职能"), ("/zwgk/ghjh/", "规划计划")))
    assert leads(page("/", Kind.HOME), own, portals={OWNER: "/zfb/", CIVIL: CIVIL_FRONT}) == [
        ("/zfb/jgzn/", "机构职能", OWNER, "area"),
        ("/zwgk/ghjh/", "规划计划", OWNER, "owner"),
    ]


def test_links_off_the_portal_are_noted_never_asked() -> None:
    civil = page(
        CIVIL_FRONT,
        links=links(("http://www.province.example/mz/", "省民政厅"), ("http://x.example/", "首页")),
    )
    assert leads(civil) == [("http://www.province.example/mz/!", "省民政厅", CIVIL, "front")]


def test_friend_links_of_all_units_are_nobodys() -> None:
    friends = links(("http://www.province.example/", "省政府"))
    assert leads(page(CIVIL_FRONT, links=friends), page(SCHOOL_FRONT, links=friends)) == []


def test_a_row_may_be_a_column_and_says_that_it_was_a_row() -> None:
    civil = page(CIVIL_FRONT, links=links((CIVIL_FRONT + "tzgg/", "通知公告", "list")))
    assert leads(civil) == [(CIVIL_FRONT + "tzgg/*", "通知公告", CIVIL, "area")]


def test_units_come_before_the_owner_and_in_their_order() -> None:
    pages = [
        page("/", Kind.HOME, links=links(("/a/", "甲栏"))), page("/xxgk/xzxxgkpt/lxz/", links=links(("/b/", "乙栏"))),
        page(CIVIL_FRONT, links=links(("/c/", "丙栏"))),
    ]  # fmt: skip
    assert [lead[2] for lead in leads(*pages)] == [CIVIL, TOWN, OWNER]


# --- candidates ------------------------------------------------------------------------------------------------------------------


def names(*told: Any, **more: Any) -> list[str]:
    return [link.text for link in candidate_links(page("/here/", links=links(*told), **more))]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (("/tzgg/", "通知公告"), True),
        (("/tzgg/", "通知公告", "list"), True),
        (("/tzgg/", "通知公告", "breadcrumb"), False),
        (("/tzgg/", "通知公告", "body"), False),
        (("/tzgg/", "登录"), False),
        (("/tzgg/", "下一页"), False),
        (("/tzgg/", "3"), False),
        (("/tzgg/", "更多>>"), True),
        (("/202611/t20261105_8.html", "关于供暖的通知"), False),
        (("/files/a.pdf", "公开指南"), False),
        (("/here/", "本栏目"), False),
        (("/here/index.html", "本栏目"), False),
    ],
)
def test_anchors_that_may_be_columns(told: Any, kept: bool) -> None:
    assert bool(names(told)) is kept


def test_dated_rows_are_documents_and_undated_ones_may_be_columns() -> None:
    rows = entries(("/a/one/", "甲", None), ("/a/two/", "乙", AS_OF))
    assert names(("/a/one/", "甲", "list"), ("/a/two/", "乙", "list"), entries=rows) == ["甲"]


def test_of_two_anchors_the_one_that_says_more() -> None:
    assert names(("/tzgg/", "更多"), ("/tzgg/", "通知公告")) == ["通知公告"]
    assert names(("/tzgg/", "通知公告"), ("/tzgg/", "更多")) == ["通知公告"]
    assert names(("/tzgg/", "通知公告"), ("/tzgg/index.html", "公告通知")) == ["通知公告"]


def test_a_menus_anchor_gives_way_to_no_row() -> None:
    [link] = candidate_links(
        column("/here/", links=links(("/tzgg/", "通知", "list"), ("/tzgg/", "通知公告")))
    )
    assert link == Link("http://www.qinghe.example/tzgg/", "通知公告", "page")
    [link] = candidate_links(
        column("/here/", links=links(("/tzgg/", "通知公告"), ("/tzgg/", "通知", "list")))
    )
    assert link.place == "page"


def test_the_home_page_is_where_the_workspace_says() -> None:
    assert fronts().home.url == HOME
