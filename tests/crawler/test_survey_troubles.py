"""Columns that are not what they seem: outside, led on elsewhere, failed, or menus of others."""

from __future__ import annotations

from typing import Any

import pytest
from small_plans import (
    CIVIL,
    GONE,
    OWNER,
    at,
    column,
    failed,
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

CIVIL_AREA = "/xxgk/bmxxgkpt/mzj/"
NEWS = CIVIL_AREA + "tzgg/"


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


def test_a_jump_to_https_is_followed() -> None:
    secure = at(NEWS).replace("http:", "https:")
    played = survey({}, lead(NEWS))
    state, ask = played.state(NEWS), Ask(at(NEWS), "column", note=page_key(at(NEWS)))
    [onward] = played.columns.answered(ask, got(moved(NEWS, secure)))
    assert onward.url == secure
    list(played.columns.answered(onward, got(column(NEWS, *rows(2)))))
    assert (state.outcome, len(state.entries)) == (None, 2)


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
