"""What was learned, as the store's rows: areas and whether they were swept whole, entries and whose they are."""

from __future__ import annotations

from typing import Any

import pytest
from small_plans import (
    AS_OF,
    CIVIL,
    OWNER,
    SCHOOL,
    TOWN,
    areas,
    article,
    at,
    clock,
    column,
    entries,
    failed,
    got,
    page,
    reach,
    rows,
    workspace,
)  # fmt: skip
from small_survey import Survey, lead, survey

from crawler.addresses import page_key
from crawler.items import Kind, Page, Reason
from crawler.survey.articles import Listed
from crawler.survey.fronts import Fronts
from crawler.survey.rows import area_rows, article_row, entry_rows, latest_credible, look_rows
from crawler.survey.state import Got

FRONT = "/xxgk/bmxxgkpt/mzj/"
NEWS = FRONT + "tzgg/"
MAIN = "/zwgk/tzgg/"
FINE = {"/": page("/", Kind.HOME), FRONT: page(FRONT), "/xxgk/bmxxgkpt/jyj/": page("/xxgk/bmxxgkpt/jyj/")}


def fronts(told: dict[str, Any], look: int = 1, made: Fronts | None = None, **space: Any) -> Fronts:
    """The first stage; what has no answer in `told` times out."""
    made = made or Fronts(workspace(**space), areas(**space), reach(**space))
    for ask in list(made.asks(look)):
        read = next((one for path, one in told.items() if page_key(at(path)) == page_key(ask.url)), None)
        answer = (
            read
            if isinstance(read, Got)
            else got(read, fetch=look)
            if read
            else failed(Reason.TIMEOUT, fetch=look)
        )
        made.answered(ask, answer)
    return made


def area(unit: str, first: Fronts, played: Survey, **space: Any) -> dict[str, Any]:
    [row] = [row for row in area_rows(workspace(**space), first, played.columns) if row["unit"] == unit]
    return dict(row)


def test_every_unit_has_an_area() -> None:
    made = area_rows(workspace(), fronts(FINE), survey({}).columns)
    assert {row["unit"]: row["outcome"] for row in made} == {
        OWNER: "ok", CIVIL: "ok", SCHOOL: "ok", TOWN: "timeout",
    }  # fmt: skip


def test_an_area_is_whole_when_its_page_and_its_columns_were_read() -> None:
    row = area(CIVIL, fronts(FINE), survey({NEWS: column(NEWS, *rows(2))}, lead(NEWS)))
    assert (row["outcome"], row["complete"], row["fetch"], row["look_outcome"]) == ("ok", True, 1, None)


@pytest.mark.parametrize(
    "told",
    [Reason.TIMEOUT, Reason.ROBOTS, Reason.BUDGET, column(NEWS), column(NEWS, *rows(2), list_total=99)],
)
def test_an_area_with_a_column_that_was_not_read_whole_is_not_whole(told: Any) -> None:
    played = survey({NEWS: told}, lead(NEWS))
    assert area(CIVIL, fronts(FINE), played)["complete"] is False
    assert area(SCHOOL, fronts(FINE), played)["complete"] is True, "another unit's trouble"


def test_an_area_with_a_possible_column_that_nobody_could_read_is_not_whole() -> None:
    played = survey({})
    played.columns.uncertain.add(CIVIL)
    assert area(CIVIL, fronts(FINE), played)["complete"] is False


def test_an_area_whose_menu_nobody_could_tell_from_the_portals_is_not_whole() -> None:
    made = fronts(FINE)
    made.uncertain.add(CIVIL)
    assert area(CIVIL, made, survey({}))["complete"] is False


def test_an_area_whose_page_ends_on_the_home_page_was_not_swept() -> None:
    jump = page(FRONT, Kind.MOVED, moved_to=at("/"))
    row = area(CIVIL, fronts({**FINE, FRONT: jump}), survey({}))
    assert (row["outcome"], row["complete"]) == ("soft_404", False)


def test_a_dead_menu_entry_leaves_the_area_whole() -> None:
    assert area(CIVIL, fronts(FINE), survey({}, lead(NEWS)))["complete"] is True


def test_a_failed_front_fails_the_area() -> None:
    row = area(TOWN, fronts(FINE), survey({}))
    assert (row["outcome"], row["complete"]) == ("timeout", False)


def test_the_owners_area_needs_the_home_page() -> None:
    told = {key: value for key, value in FINE.items() if key != "/"}
    assert area(OWNER, fronts(told), survey({}))["outcome"] == "timeout"
    assert area(CIVIL, fronts(told), survey({}))["outcome"] == "ok"


def test_the_owners_own_page_counts_too() -> None:
    space = {"portals": {OWNER: "/zfb/", CIVIL: FRONT}}
    assert area(OWNER, fronts(FINE, **space), survey({}, **space), **space)["outcome"] == "timeout"


def test_a_unit_without_a_page_was_not_swept() -> None:
    row = area(CIVIL, fronts(FINE, portals={}), survey({}, portals={}), portals={})
    assert (row["outcome"], row["complete"], row["url"], row["detail"]) == (
        "not_swept",
        False,
        None,
        "未填公开平台地址",
    )


def test_the_second_look_at_an_area() -> None:
    made = fronts(FINE)
    fronts({"/": FINE["/"]}, 2, made)
    assert area(OWNER, made, survey({}))["look_outcome"] == "ok"
    row = area(CIVIL, made, survey({}))
    assert (row["outcome"], row["look_outcome"], row["fetch"], row["look_fetch"]) == ("ok", "timeout", 1, 2)


# --- looks and entries ---------------------------------------------------------------------------------------------------------------------


def test_looks_at_home_and_columns() -> None:
    played = survey({NEWS: column(NEWS, *rows(2))}, lead(NEWS)).look_again(pages={NEWS: Reason.TIMEOUT})
    home = page(
        "/", Kind.HOME, entries=entries(("/a.html", "甲", AS_OF), ("/b.html", "乙", AS_OF.replace(year=2099)))
    )
    told = {(row["url"], row["look"]): row for row in look_rows(fronts({"/": home}), played.columns, AS_OF)}
    assert set(told) == {(at("/"), 1), (at(NEWS), 1), (at(NEWS), 2)}
    assert (told[at("/"), 1]["entries"], told[at("/"), 1]["newest"]) == (2, AS_OF), "no date of the future"
    assert (told[at(NEWS), 2]["outcome"], told[at(NEWS), 2]["entries"]) == ("timeout", 0)


def entry_units(
    played: Survey, named: dict[str, str] | None = None, home: Page | None = None
) -> dict[str, Any]:
    first = fronts({"/": home} if home else {})
    return {
        row["url"].rpartition("/")[2]: row["unit"]
        for row in entry_rows(first, played.columns, played.areas, named or {})
    }


def test_entries_of_a_units_column_are_the_units() -> None:
    mixed = entries(
        ("/info/1.html", "青禾区教育局2026年部门预算", None), ("/xxgk/bmxxgkpt/jyj/2.html", "甲", None)
    )
    assert entry_units(survey({NEWS: column(NEWS, *mixed)}, lead(NEWS))) == {"1.html": CIVIL, "2.html": CIVIL}


def test_entries_of_the_owners_columns_by_folder_by_article_by_title() -> None:
    mixed = entries(
        ("/xxgk/bmxxgkpt/jyj/1.html", "青禾区民政局预算", None), ("/info/2.html", "青禾区教育局预算", None),
        ("/info/3.html", "青禾区教育局预算", None), ("/info/4.html", "供暖通知", None),
    )  # fmt: skip
    played = survey({MAIN: column(MAIN, *mixed)}, lead(MAIN, unit=OWNER, unit_from="owner"))
    named = {page_key(at("/info/2.html")): CIVIL}
    assert entry_units(played, named) == {
        "1.html": SCHOOL,
        "2.html": CIVIL,
        "3.html": SCHOOL,
        "4.html": OWNER,
    }


def test_the_home_pages_rows_are_kept() -> None:
    home = page("/", Kind.HOME, entries=entries(("/a.html", "甲", AS_OF)))
    assert entry_units(survey({}), home=home) == {"a.html": None}


# --- articles -----------------------------------------------------------------------------------------------------------------------------------


def listed(title: str = "列表上的题目") -> Listed:
    return Listed(entries(("/a.html", title, AS_OF))[0], ())


def test_an_article_as_read() -> None:
    read = article(
        "/a.html",
        "页面上的题目",
        text="正文" * 200_000,
        source="民政局",
        published=AS_OF,
        document_no="青政〔2026〕1号",
    )
    row = article_row(listed(), CIVIL, "area", read, None, 7)
    assert (row["title"], row["outcome"], row["kind"], row["fetch"]) == ("页面上的题目", "ok", "article", 7)
    assert (row["published"], row["list_date"], row["document_no"]) == (AS_OF, AS_OF, "青政〔2026〕1号")
    assert len(row["text"]) == 200_000


@pytest.mark.parametrize("read", [None, article("/a.html", "防火墙的题目", text="请登录", published=AS_OF)])
def test_an_article_as_missed_tells_nothing_of_its_page(read: Page | None) -> None:
    row = article_row(listed(), CIVIL, "area", read, Reason.BLOCKED, 7)
    assert (row["title"], row["outcome"], row["published"], row["text"]) == (
        "列表上的题目",
        "blocked",
        None,
        None,
    )
    assert row["list_date"] == AS_OF


def test_a_page_without_a_title_keeps_the_lists() -> None:
    assert article_row(listed(), CIVIL, "area", article("/a.html", ""), None, 7)["title"] == "列表上的题目"


def test_the_last_credible_day() -> None:
    assert latest_credible(clock(), AS_OF.replace(year=2020)) == AS_OF
    assert latest_credible(clock(), AS_OF.replace(year=2027)) == AS_OF.replace(year=2027)
