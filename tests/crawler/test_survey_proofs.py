"""What a column holds in the end: its entries once each, and the proof that there are none."""

from __future__ import annotations

from typing import Any

import pytest
from small_plans import AS_OF, CIVIL, areas, at, column, reach, rows, workspace
from small_survey import lead, survey

from crawler.items import Entry, Page, Reason
from crawler.survey.fronts import Fronts
from crawler.survey.lists import Proofs
from crawler.survey.rows import column_rows, look_rows
from crawler.survey.state import ColumnState, LookState

NEWS = "/xxgk/bmxxgkpt/mzj/tzgg/"


# --- one column's entries -------------------------------------------------------------------------------------------------------------


def state_of(*pages: tuple[Entry, ...]) -> ColumnState:
    state = ColumnState(at(NEWS), "通知公告", CIVIL, "area", None, 1)
    for listed in pages:
        state.take(column(NEWS, *listed), 1)
    return state


def test_a_date_that_comes_later_fills_the_gap_and_never_replaces() -> None:
    bare, dated, other = (Entry("甲", at("/a.html"), day) for day in (None, AS_OF, AS_OF.replace(year=2020)))
    assert [s.entry.date for s in state_of((bare,), (dated,), (other,)).entries.values()] == [AS_OF]


def test_one_document_under_two_addresses_is_one_entry() -> None:
    state = state_of(
        (
            Entry("甲", at("/a/index.html"), None),
            Entry("甲", at("/a/#x"), None),
            Entry("甲", at("/a/?p"), None),
        )
    )
    assert len(state.entries) == 2


def test_nothing_new_is_told() -> None:
    state = ColumnState(at(NEWS), "通知公告", CIVIL, "area", None, 1)
    assert state.take(column(NEWS, *rows(3)), 1)
    assert not state.take(column(NEWS, *rows(2)), 1)
    assert not state.take(column(NEWS), 1)
    assert state.reading.rows == 3


def test_the_newest_credible_date_of_a_look() -> None:
    days = [AS_OF.replace(day=day) for day in (3, 22)] + [AS_OF.replace(year=2027), None]
    look = LookState(
        None, 1, entries=tuple(Entry(str(n), f"http://x/{n}", day) for n, day in enumerate(days))
    )
    assert look.newest(AS_OF) == AS_OF
    assert LookState(None, 1).newest(AS_OF) is None


# --- proofs of emptiness ------------------------------------------------------------------------------------------------------------------

FRAME = "div.list>ul"
FULL = column("/other/", *rows(3), template="t1", list_frame=FRAME)


def blank(**told: Any) -> Page:
    """A page of a known template whose list frame holds nothing."""
    return column(NEWS, **{"template": "t1", "frames_present": frozenset({FRAME, "div.foot"}), **told})


def proof(look: LookState, *known: Page) -> str | None:
    states = []
    for number, one in enumerate((*known, *look.pages)):
        state = ColumnState(one.url + str(number), "栏", CIVIL, "area", None, 1)
        state.looks[1] = LookState(None, 1, pages=(one,), entries=one.entries)
        states.append(state)
    return Proofs(states).empty(look)


def looked(*pages: Page, read_by: Any = "browser", **told: Any) -> LookState:
    return LookState(told.pop("reason", None), 1, read_by, told.pop("entries", ()), pages, **told)


def test_an_empty_frame_of_a_template_that_is_read_elsewhere() -> None:
    assert proof(looked(blank(), blank()), FULL) == f"同模板列表容器为空：{FRAME}"


@pytest.mark.parametrize("claim", ["暂无信息", "共0条"])
def test_the_pages_own_word(claim: str) -> None:
    assert proof(looked(blank(template=None, empty_claim=claim))) == f"页面自述：{claim}"
    before, after = blank(template=None, empty_claim=claim), blank(template=None)
    assert proof(looked(before, after)) == f"页面自述：{claim}", "said before rendering"


@pytest.mark.parametrize(
    ("look", "known"),
    [
        pytest.param(looked(blank(), read_by="static"), FULL, id="not rendered"),
        pytest.param(
            looked(blank(empty_claim="暂无信息"), read_by="static"), FULL, id="a claim before rendering"
        ),
        pytest.param(looked(blank(), reason=Reason.TIMEOUT), FULL, id="a failure"),
        pytest.param(looked(), FULL, id="no page"),
        pytest.param(looked(blank()), None, id="the template is known nowhere"),
        pytest.param(looked(blank(template="t2")), FULL, id="another template"),
        pytest.param(looked(blank(template=None)), FULL, id="no template"),
        pytest.param(looked(blank(frames_present=frozenset({"div.foot"}))), FULL, id="no such frame on it"),
        pytest.param(looked(blank(needs_browser=True)), FULL, id="a script shell"),
        pytest.param(
            looked(blank(needs_browser=True, empty_claim="暂无信息")), FULL, id="a script shell that speaks"
        ),
        pytest.param(looked(blank(), blank(needs_browser=True)), FULL, id="a script shell after rendering"),
        pytest.param(looked(column(NEWS, *rows(1)), blank()), FULL, id="rows before rendering"),
        pytest.param(looked(blank(), entries=rows(1)), FULL, id="rows"),
        pytest.param(
            looked(blank()), column("/o/", template="t1", list_frame=FRAME), id="known, yet never with rows"
        ),
        pytest.param(looked(blank()), column("/o/", *rows(1), template="t1"), id="known, yet no frame"),
    ],
)
def test_what_proves_nothing(look: LookState, known: Page | None) -> None:
    assert proof(look, *([known] if known else [])) is None


def test_unproven_emptiness_is_no_success() -> None:
    """A list without entries that nothing proves empty was not read."""
    played = survey({NEWS: column(NEWS)}, lead(NEWS))
    row = played.row(NEWS)
    assert (row["outcome"], row["complete"]) == ("empty_unproven", False)


def test_proven_emptiness_is_an_ok_with_its_proof() -> None:
    other = "/xxgk/bmxxgkpt/mzj/zcwj/"
    pages = {
        NEWS: blank(), "browser:" + NEWS: blank(read_by="browser"),
        other: column(other, *rows(3), template="t1", list_frame=FRAME),
    }  # fmt: skip
    played = survey(pages, lead(NEWS), lead(other), browser=True)
    played.run(played.columns.renders())
    assert (played.row(NEWS)["outcome"], played.row(NEWS)["complete"]) == ("ok", True)
    told = {row["url"]: row["empty_proof"] for row in look_rows(fronts_of_nobody(), played.columns, AS_OF)}
    assert told[at(NEWS)] == f"同模板列表容器为空：{FRAME}"
    assert told[at(other)] is None


def fronts_of_nobody() -> Fronts:
    return Fronts(workspace(portals={}), areas(portals={}), reach(portals={}))


def test_rows_of_columns_that_are_not_there_are_not_written() -> None:
    played = survey({NEWS: column(NEWS, *rows(1))}, lead(NEWS), lead("/gone/"))
    assert [row["url"] for row in column_rows(played.columns)] == [at(NEWS)]
