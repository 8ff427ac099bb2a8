"""Lists to their end: paging, what counts as lost, and what proves that a list holds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import AS_OF, at, column, following, rows
from small_survey import Survey, lead, survey

from crawler.items import Entry, NextPage, Page, Reason

NEWS = "/xxgk/bmxxgkpt/mzj/tzgg/"


def further(number: int) -> str:
    return f"{NEWS}index_{number}.html"


def paged(pages: int, size: int = 10, **told: Any) -> dict[str, Any]:
    """A list of so many pages, of which the first names all the others."""
    made: dict[str, Any] = {
        further(n): column(further(n), *rows(size, first=1 + n * size)) for n in range(1, pages)
    }
    made[NEWS] = column(NEWS, *rows(size), next_pages=following(*map(further, range(1, pages))), **told)
    return made


def facts(played: Survey) -> tuple[int, int, bool]:
    """Entries, pages read, whole."""
    row = played.row(NEWS)
    return len(played.state(NEWS).entries), row["pages"], row["complete"]


# --- paging ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pages", [1, 2, 5, 40])
def test_every_page_is_read(pages: int) -> None:
    played = survey(paged(pages), lead(NEWS))
    assert facts(played) == (pages * 10, pages, True)
    assert played.asked_paths() == [NEWS, *map(further, range(1, pages))]
    assert {ask.purpose for ask in played.asked[1:]} <= {"list"}


def test_pages_that_name_only_the_next() -> None:
    pages = {
        further(n): column(further(n), *rows(3, first=1 + 3 * n), next_pages=following(further(n + 1)))
        for n in range(1, 4)
    }
    pages[further(4)] = column(further(4), *rows(3, first=13))
    pages[NEWS] = column(NEWS, *rows(3), next_pages=following(further(1)))
    assert facts(survey(pages, lead(NEWS))) == (15, 5, True)


def test_entries_keep_their_place_and_page() -> None:
    state = survey(paged(3, size=2), lead(NEWS)).state(NEWS)
    told = [
        (seen.position, seen.page_url.removeprefix(at(NEWS)), seen.look) for seen in state.entries.values()
    ]
    assert told == [
        (0, "", 1),
        (1, "", 1),
        (2, "index_1.html", 1),
        (3, "index_1.html", 1),
        (4, "index_2.html", 1),
        (5, "index_2.html", 1),
    ]


def test_pages_by_form_are_as_many_as_their_forms() -> None:
    asked = (
        NextPage(at("/search"), {"page": "2"}),
        NextPage(at("/search"), {"page": "3"}),
        NextPage(at("/search"), {"page": "2"}),
    )
    played = survey({NEWS: column(NEWS, *rows(2), next_pages=asked)}, lead(NEWS))
    forms = [ask.form for ask in played.asked if ask.form is not None and ask.look == 1]
    assert forms == [{"page": "2"}, {"page": "3"}]
    request = played.asked[1].request()
    assert (request.method, request.body) == ("POST", b"page=2")


def test_no_page_off_the_portal() -> None:
    pages = {NEWS: column(NEWS, *rows(2), next_pages=following("http://www.province.example/index_1.html"))}
    assert survey(pages, lead(NEWS)).asked_paths() == [NEWS]


def test_a_page_beyond_the_end_that_shows_the_last_page_again() -> None:
    pages = paged(3)
    pages[further(2)] = column(further(2), *rows(10, first=11), next_pages=following(further(3)))
    played = survey(pages, lead(NEWS))
    assert played.asked_paths() == [NEWS, further(1), further(2)]
    assert facts(played) == (20, 3, True)


def test_pinned_rows_on_every_page_are_one_entry_each() -> None:
    top = rows(2, first=900)
    pages = {further(n): column(further(n), *top, *rows(3, first=1 + 3 * n)) for n in (1, 2)}
    pages[NEWS] = column(NEWS, *top, *rows(3), next_pages=following(further(1), further(2)))
    assert facts(survey(pages, lead(NEWS))) == (11, 3, True)


def test_a_frame_holds_the_list_that_the_page_lacks() -> None:
    frame = "/col/frame/list.html"
    pages = {NEWS: column(NEWS, frames=(at(frame),)), frame: column(frame, *rows(4))}
    assert facts(survey(pages, lead(NEWS)))[0] == 4
    pages[NEWS] = column(NEWS, *rows(2), frames=(at(frame),))
    assert survey(pages, lead(NEWS)).asked_paths() == [NEWS], "a list of its own needs no frame"


@pytest.mark.parametrize("most", [2, 3, 5])
def test_no_more_pages_than_the_limit(most: int) -> None:
    played = survey(paged(20), lead(NEWS), limits={"max_list_pages": most})
    assert len(played.asked) <= most + 1
    row = played.row(NEWS)
    assert row["complete"] is False
    assert str(most) in row["detail"]


def test_the_limit_is_the_limit() -> None:
    assert len(survey(paged(20), lead(NEWS), limits={"max_list_pages": 3}).asked) == 3


def test_an_endless_list_has_an_end() -> None:
    class Endless(dict[str, Any]):
        def __contains__(self, key: object) -> bool:
            return True

        def __getitem__(self, path: str) -> Page:
            number = int(path.rpartition("_")[2].partition(".")[0] or 0) if "_" in path else 0
            return column(path, *rows(2, first=1 + 2 * number), next_pages=following(further(number + 1)))

    played = survey(Endless(), lead(NEWS), limits={"max_list_pages": 30})
    assert len(played.asked) <= 31
    assert not played.row(NEWS)["complete"]


# --- what was lost -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [Reason.TIMEOUT, Reason.HTTP_ERROR, Reason.BLOCKED, column(further(2))])
def test_a_page_that_fails_or_is_empty_is_asked_once_more_and_then_lost(told: Any) -> None:
    played = survey({**paged(4), further(2): told}, lead(NEWS))
    assert played.asked_paths().count(further(2)) == 2
    assert [ask.look for ask in played.asked if ask.url == at(further(2))] == [1, 2]
    assert facts(played) == (30, 3, False)
    assert played.row(NEWS)["outcome"] == "ok", "what was read stands"


@pytest.mark.parametrize("first", [Reason.TIMEOUT, column(further(2))])
def test_a_page_that_comes_the_second_time_is_not_lost(first: Any) -> None:
    pages = paged(4)
    turns = [first, pages[further(2)]]

    class Recovering(dict[str, Any]):
        def __getitem__(self, path: str) -> Any:
            return turns.pop(0) if path == further(2) else super().__getitem__(path)

    assert facts(survey(Recovering(pages), lead(NEWS))) == (40, 4, True)


def test_an_empty_page_behind_the_whole_list_is_no_loss() -> None:
    played = survey({**paged(3, list_total=20), further(2): column(further(2))}, lead(NEWS))
    assert facts(played) == (20, 2, True)


@pytest.mark.parametrize(
    ("total", "whole"), [(None, True), (20, True), (19, True), (21, False), (500, False), (0, True)]
)
def test_a_declared_total_that_the_rows_do_not_reach(total: int | None, whole: bool) -> None:
    assert facts(survey(paged(2, list_total=total), lead(NEWS))) == (20, 2, whole)


def test_a_total_on_a_later_page_counts() -> None:
    pages = paged(2)
    pages[further(1)] = column(further(1), *rows(10, first=11), list_total=300)
    assert facts(survey(pages, lead(NEWS)))[2] is False


def test_a_server_that_never_turns_the_page_has_not_shown_the_list() -> None:
    """Every further page shows the first again: what stood on them was never seen, and nothing may be missed there."""
    stuck = {further(n): column(further(n), *rows(10)) for n in (1, 2, 3)}
    played = survey({**paged(4), **stuck}, lead(NEWS))
    assert facts(played) == (10, 4, False)
    stuck[NEWS] = column(NEWS, *rows(10), next_pages=following(further(1)))
    assert facts(survey(stuck, lead(NEWS))) == (10, 2, True), (
        "one page more that is the first: a list of one page"
    )


def test_a_declared_total_proves_that_the_pages_behind_add_nothing() -> None:
    stuck = {further(n): column(further(n), *rows(10)) for n in (1, 2)}
    assert facts(survey({**paged(3, list_total=10), **stuck}, lead(NEWS))) == (10, 3, True)


def test_a_page_in_the_middle_that_shows_another_one_again_is_lost() -> None:
    played = survey({**paged(4), further(2): column(further(2), *rows(10))}, lead(NEWS))
    assert facts(played) == (30, 4, False)
    assert played.row(NEWS)["detail"] == "列表分页未能读全"


def test_the_head_is_no_further_page_of_its_own_list() -> None:
    pages = paged(2)
    for name, page_ in list(pages.items()):
        pages[name] = replace(page_, next_pages=following(further(1), NEWS, NEWS + "index.html"))
    assert survey(pages, lead(NEWS)).asked_paths() == [NEWS, further(1)]


def test_after_giving_up_what_still_comes_is_read() -> None:
    """Three pages are lost and the rest is given up; the fourth, under way already, names the rest again."""
    pages = paged(12)
    for n in (1, 2, 3):
        pages[further(n)] = Reason.TIMEOUT
    pages[further(4)] = replace(pages[further(4)], next_pages=following(*map(further, range(5, 12))))
    assert facts(survey(pages, lead(NEWS))) == (90, 9, False)


def test_rows_that_repeat_are_rows_all_the_same() -> None:
    """A list that counts its rows counts the same document twice where it shows it twice."""
    twice = (*rows(5), *rows(3))
    assert facts(survey({NEWS: column(NEWS, *twice, list_total=8)}, lead(NEWS))) == (5, 1, True)


@given(st.permutations(range(1, 6)))
def test_the_order_of_the_answers_changes_no_entry(order: Sequence[int]) -> None:
    pages = paged(6, size=3)
    pages[NEWS] = column(NEWS, *rows(3), next_pages=following(*map(further, order)))
    played = survey(pages, lead(NEWS))
    assert facts(played) == (18, 6, True)
    told = {(seen.entry.url, seen.page_url) for seen in played.state(NEWS).entries.values()}
    assert told == {(e.url, p.url) for p in pages.values() for e in p.entries}


@given(st.randoms(use_true_random=False))
def test_whoever_answers_first_the_list_is_the_same(chance: Random) -> None:
    """Pinned rows, one of them with a date on a later page only, a page that repeats, one that fails at first."""
    pinned = Entry("置顶", at(NEWS + "top.html"), None)
    pages = paged(8, size=3)
    for n in range(1, 8):
        pages[further(n)] = replace(
            pages[further(n)],
            entries=(replace(pinned, date=AS_OF.replace(day=n)), *pages[further(n)].entries),
        )
    pages[NEWS] = replace(pages[NEWS], entries=(pinned, *pages[NEWS].entries))
    pages[further(5)] = replace(pages[further(4)])
    plain, shaken = survey(pages, lead(NEWS)), survey(pages, lead(NEWS), next_of=chance.randrange)
    assert shaken.state(NEWS).entries == plain.state(NEWS).entries
    assert shaken.row(NEWS) == plain.row(NEWS)
