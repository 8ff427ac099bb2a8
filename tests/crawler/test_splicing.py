"""A long list put together from its new head and its stored rest: the true list, or none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from small_plans import at, entries

from crawler.addresses import page_key
from crawler.items import Entry, Kind, NextPage, Page
from crawler.past import EarlierList
from crawler.survey.splicing import Splice, splice
from crawler.survey.state import ColumnState

URL = at("/zwgk/tzgg/")
SIZE = 5


def rows(*numbers: int) -> list[Entry]:
    return list(
        entries(*((f"/a/{n}.html", f"第{n}号通知", date(2026, 1, 1) + timedelta(n)) for n in numbers))
    )


def pages(listed: list[Entry], *, total: bool) -> list[Page]:
    """A list in pages of five, numbered as TRS does."""
    chunks = [listed[n : n + SIZE] for n in range(0, len(listed), SIZE)] or [[]]
    names = [URL if n == 0 else at(f"/zwgk/tzgg/index_{n}.html") for n in range(len(chunks))]
    return [
        Page(
            name,
            Kind.COLUMN,
            entries=tuple(chunk),
            next_pages=tuple(NextPage(one) for one in names[1:]),
            list_total=len(listed) if total else None,
        )
        for name, chunk in zip(names, chunks, strict=True)
    ]


def earlier(listed: list[Entry], *, total: bool) -> EarlierList:
    read = pages(listed, total=total)
    told = tuple((entry, page.url) for page in read for entry in page.entries)
    return EarlierList(7, len(listed), len(read), len(listed) if total else None, told)


def put_together(
    listed: list[Entry], before: EarlierList, *, total: bool, asked: list[str] | None = None
) -> list[str] | None:
    """The list as the survey would have it from its head (and what it asks for); None when it must be read again."""
    read = pages(listed, total=total)
    there = {page.url: page for page in read}
    fitted = splice(read[0], before)
    while fitted is not None and fitted.asks is not None:
        if asked is not None:
            asked.append(fitted.asks)
        if not fitted.take(there.get(fitted.asks)):
            return None
    return None if fitted is None else [seen.entry.url for seen in finished(fitted, read[0]).entries.values()]


def finished(fitted: Splice, head: Page) -> ColumnState:
    state = ColumnState(URL, "通知公告", "QH01", "table", None, 0)
    state.take(head, 1)
    fitted.finish(state)
    return state


OLD = rows(*range(30, 0, -1))


def test_an_unchanged_list_is_its_stored_self() -> None:
    for total in (True, False):
        assert put_together(OLD, earlier(OLD, total=total), total=total) == [row.url for row in OLD]


def test_new_rows_come_before_the_stored_rest() -> None:
    old = OLD[:28]
    new = [*rows(32, 31), *old]
    for total in (True, False):
        assert put_together(new, earlier(old, total=total), total=total) == [row.url for row in new]


def test_a_page_more_or_less_tells_the_rest_where_no_total_is_told() -> None:
    for old, new in ((OLD, [*rows(31), *OLD]), (OLD[:26], OLD[:25]), (OLD[:26], [*OLD[:7], *OLD[8:26]])):
        assert put_together(new, earlier(old, total=False), total=False) == [row.url for row in new]


def test_what_was_put_together_is_stored_as_the_list_stands() -> None:
    """On the pages that show it now: else next week's would not be found there."""
    old, new = OLD, [*rows(32, 31), *OLD[:3], *OLD[4:]]
    for total in (True, False):
        read, fitted = pages(new, total=total), splice(pages(new, total=total)[0], earlier(old, total=total))
        assert fitted is not None
        while fitted.asks is not None:
            assert fitted.take({page.url: page for page in read}.get(fitted.asks))
        state = finished(fitted, read[0])
        told = [(seen.entry.url, seen.page_url) for seen in state.entries.values()]
        assert told == [(entry.url, page.url) for page in read for entry in page.entries]
        assert (state.reading.rows, state.reading.read) == (len(new), len(read))


def test_two_pages_more_or_less_tell_nothing() -> None:
    for old, new in ((OLD[:20], [*rows(32, 31), *OLD]), (OLD, OLD[:20])):
        assert put_together(new, earlier(old, total=False), total=False) is None


def test_a_row_gone_or_put_into_the_middle_is_noticed_by_the_total_and_by_the_tail() -> None:
    gone, added = [*OLD[:15], *OLD[16:]], [*OLD[:15], *rows(99), *OLD[15:]]
    for changed in (gone, added, [*rows(31), *gone]):
        for total in (True, False):
            old = earlier(OLD, total=total)
            assert put_together(changed, old, total=total) in (None, [row.url for row in changed])


def test_what_is_gone_is_found_by_few_pages() -> None:
    """Of twenty pages: halving tells, and the last one where no total is declared."""
    old = rows(*range(98, 0, -1))
    for lost in ([30], [94], [0], [3, 4], [5], [96, 97]):
        left = [row for place, row in enumerate(old) if place not in lost]
        for changed in (left, [*rows(100, 99), *left]):
            for total in (True, False):
                asked: list[str] = []
                made = put_together(changed, earlier(old, total=total), total=total, asked=asked)
                assert made == [row.url for row in changed], (lost, total)
                assert len(asked) <= 6


def test_another_title_or_date_in_the_head_has_the_list_read() -> None:
    for changed in (replace(OLD[2], title="更正"), replace(OLD[2], date=date(2026, 6, 1))):
        assert put_together([*OLD[:2], changed, *OLD[3:]], earlier(OLD, total=True), total=True) is None


def test_a_head_of_strangers_has_the_list_read() -> None:
    new = [*rows(36, 35, 34, 33, 32, 31), *OLD]
    assert put_together(new, earlier(OLD, total=True), total=True) is None


def test_a_total_that_is_no_longer_told_proves_nothing() -> None:
    assert splice(pages(OLD, total=False)[0], earlier(OLD, total=True)) is None


@given(
    old=st.lists(st.integers(1, 60), min_size=6, max_size=40, unique=True),
    gone=st.sets(st.integers(0, 39), max_size=3),
    new=st.lists(st.integers(61, 70), max_size=3, unique=True),
    places=st.lists(st.integers(0, 39), min_size=3, max_size=3),
    total=st.booleans(),
)
def test_what_is_put_together_is_the_list_unless_rows_were_swapped_behind_the_head(
    old: list[int], gone: set[int], new: list[int], places: list[int], *, total: bool
) -> None:
    before = rows(*old)
    after = [row for number, row in enumerate(before) if number not in gone]
    for row, place in zip(rows(*new), places, strict=False):
        after.insert(min(place, len(after)), row)
    assume(len(after) > SIZE)
    made = put_together(after, earlier(before, total=total), total=total)
    hidden = {row.url for row in after[SIZE:]} - {row.url for row in before}  # a new row that no head shows
    lost = {page_key(row.url) for row in before} - {page_key(row.url) for row in after}
    swapped = bool(hidden) and bool(lost)
    assert made is None or made == [row.url for row in after] or swapped
