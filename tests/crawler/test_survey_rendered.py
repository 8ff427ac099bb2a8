"""Columns whose lists only a browser can read: which are rendered, and what becomes of that."""

from __future__ import annotations

from typing import Any

import pytest
from small_plans import (
    HOST,
    article,
    at,
    column,
    following,
    got,
    rows,
)  # fmt: skip
from small_survey import lead, survey

from crawler.items import Reason

CIVIL_AREA = "/xxgk/bmxxgkpt/mzj/"
NEWS = CIVIL_AREA + "tzgg/"


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
