"""The third stage: which articles are opened, whose they are, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from small_plans import (
    AS_OF,
    CIVIL,
    GONE,
    OWNER,
    SCHOOL,
    areas,
    article,
    at,
    clock,
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
from crawler.items import Entry, Kind, Page, Reason
from crawler.survey.articles import Articles, Listed
from crawler.survey.columns import Columns
from crawler.survey.fronts import Fronts
from crawler.survey.rows import link_rows
from crawler.survey.state import ColumnState, Got, LookState

NEWS, SCHOOL_NEWS, MAIN = "/xxgk/bmxxgkpt/mzj/tzgg/", "/xxgk/bmxxgkpt/jyj/tzgg/", "/zwgk/tzgg/"
OUTSIDE = "http://www.province.example/"
YOUNG, EDGE, OLD = AS_OF, AS_OF - timedelta(days=365), AS_OF - timedelta(days=366)


def articles(**told: Any) -> Articles:
    space = workspace(**told)
    return Articles(space, clock(), areas(**told), reach(**told))


def fronts(*home: Entry, found: Sequence[Any] = (), **told: Any) -> Fronts:
    """The first stage, with this home page."""
    made = Fronts(workspace(**told), areas(**told), reach(**told))
    read = page("/", Kind.HOME, entries=home, links=tuple(found))
    made.answered(next(iter(made.asks())), got(read, fetch=11))
    return made


def state(path: str, *listed: Entry, unit: str = CIVIL, role: Any = "list") -> ColumnState:
    made = ColumnState(at(path), "通知公告", unit, "area", at("/"), 1, role=role, outcome=None)
    made.take(column(path, *listed), 1)
    return made


def states(*made: ColumnState) -> dict[str, ColumnState]:
    return {one.key: one for one in made}


def opened(*made: ColumnState, home: Iterable[Entry] = (), **told: Any) -> list[tuple[str, str]]:
    """What is asked for: purpose and path."""
    return said(articles(**told).asks(fronts(*home, **told), states(*made)))


def many(count: int, day: date | None, folder: str = NEWS) -> tuple[Entry, ...]:
    return entries(*((f"{folder}t2026_{n}.html", f"第{n}条", day) for n in range(count)))


# --- which are opened ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "day", "wanted"),
    [
        (21, YOUNG, True), (21, EDGE, True), (21, OLD, False), (21, None, True), (20, OLD, True), (1, OLD, True),
        (21, AS_OF + timedelta(days=400), True),
    ],
)  # fmt: skip
def test_young_undated_and_few(count: int, day: date | None, wanted: bool) -> None:
    assert len(opened(state(NEWS, *many(count, day)))) == (count if wanted else 0)


def test_the_bounds_are_the_offices() -> None:
    listed = state(NEWS, *many(21, OLD))
    assert len(opened(listed, limits={"look_back_days": 366})) == 21
    assert len(opened(listed, limits={"small_column": 21})) == 21
    assert opened(state(NEWS, *many(2, EDGE)), limits={"look_back_days": 364, "small_column": 1}) == []


def test_the_home_pages_rows_are_opened_whatever_their_age() -> None:
    old = entries(("/a/t20200101_1.html", "旧闻", OLD))
    assert opened(home=old) == [("article", "/a/t20200101_1.html")]


def test_what_stands_in_several_places_is_opened_once() -> None:
    one = entries(("/a/t20261101_1.html", "甲", YOUNG))
    again = entries(("/a/t20261101_1.html#top", "甲", YOUNG))
    made = articles()
    asks = list(made.asks(fronts(*one), states(state(NEWS, *one), state(SCHOOL_NEWS, *again, unit=SCHOOL))))
    assert said(asks) == [("article", "/a/t20261101_1.html")]
    listed = made.listed[page_key(at("/a/t20261101_1.html"))]
    assert [one.url for one in listed.columns] == [at(NEWS), at(SCHOOL_NEWS)]


def test_an_old_entry_that_the_home_page_shows_still_belongs_to_its_column() -> None:
    old = entries((NEWS + "t20200101_1.html", "旧闻", OLD))
    made = articles()
    list(made.asks(fronts(*old), states(state(NEWS, *many(30, OLD), *old))))
    assert [one.url for one in made.listed[page_key(at(NEWS + "t20200101_1.html"))].columns] == [at(NEWS)]


@pytest.mark.parametrize("role", ["parent", "outside"])
def test_only_lists_and_documents_have_articles(role: Any) -> None:
    assert opened(state(NEWS, *many(3, YOUNG), role=role)) == []


def test_a_document_is_known_and_was_read_already() -> None:
    made = articles()
    assert list(made.asks(fronts(), states(state(NEWS, *many(1, YOUNG), role="document")))) == []
    assert list(made.listed) == [page_key(at(NEWS + "t2026_0.html"))]


def test_files_are_asked_for_by_head() -> None:
    made = articles()
    file = entries(("/files/a.pdf", "公开目录", YOUNG))
    [ask] = made.asks(fronts(), states(state(NEWS, *file)))
    assert (ask.purpose, ask.method, ask.url) == ("link", "HEAD", at("/files/a.pdf"))
    assert made.listed == {}


def test_what_lies_off_the_portal_is_noted_and_never_asked() -> None:
    made = articles()
    foreign = entries((OUTSIDE + "a.html", "省里的通知", YOUNG), (OUTSIDE + "a.pdf", "省里的文件", None))
    assert list(made.asks(fronts(*foreign), states(state(NEWS, *foreign)))) == []
    assert made.listed == {}
    told = {row["url"]: (row["external"], row["outcome"]) for row in link_rows(made, fronts(), nobody())}
    assert told == {OUTSIDE + "a.html": (True, None), OUTSIDE + "a.pdf": (True, None)}


# --- whose they are ---------------------------------------------------------------------------------------------------------------------


def whose(
    path: str, *columns: ColumnState, title: str = "关于供暖的通知", source: str | None = None
) -> tuple[str, str]:
    listed = Listed(Entry(title, at(path), YOUNG), columns)
    return articles().whose(listed, article(path, title, source=source))


CIVIL_COLUMN, SCHOOL_COLUMN = state(NEWS), state(SCHOOL_NEWS, unit=SCHOOL)
OWNERS_COLUMN = state(MAIN, unit=OWNER)


@pytest.mark.parametrize(
    ("path", "columns", "told", "unit", "unit_from"),
    [
        (NEWS + "a.html", (), {}, CIVIL, "area"),
        (NEWS + "a.html", (SCHOOL_COLUMN,), {"source": "青禾区教育局"}, CIVIL, "area"),
        ("/info/1.html", (SCHOOL_COLUMN,), {"source": "青禾区民政局"}, SCHOOL, "column"),
        ("/info/1.html", (OWNERS_COLUMN, CIVIL_COLUMN), {}, CIVIL, "column"),
        ("/info/1.html", (OWNERS_COLUMN,), {"source": "青禾区民政局"}, CIVIL, "source"),
        ("/info/1.html", (OWNERS_COLUMN,), {"source": "区民政局"}, CIVIL, "source"),
        ("/info/1.html", (), {"source": "青禾区民政局"}, CIVIL, "source"),
        ("/info/1.html", (OWNERS_COLUMN,), {"title": "青禾区教育局2026年部门预算"}, SCHOOL, "source"),
        ("/info/1.html", (OWNERS_COLUMN,), {"source": "青禾区民政局", "title": "青禾区教育局预算"}, CIVIL, "source"),
        ("/info/1.html", (OWNERS_COLUMN,), {"source": "新华社"}, OWNER, "owner"),
        ("/info/1.html", (OWNERS_COLUMN,), {"title": "青禾区民政局 青禾区教育局关于联合检查的通知"}, OWNER, "owner"),
        ("/info/1.html", (), {}, OWNER, "owner"),
    ],
)  # fmt: skip
def test_folder_then_column_then_source_then_title(
    path: str, columns: tuple[ColumnState, ...], told: dict[str, Any], unit: str, unit_from: str
) -> None:
    assert whose(path, *columns, **told) == (unit, unit_from)


def test_what_could_not_be_opened_is_attributed_all_the_same() -> None:
    listed = Listed(Entry("青禾区民政局2026年部门预算", at("/info/1.html"), YOUNG), (OWNERS_COLUMN,))
    assert articles().whose(listed, None) == (CIVIL, "source")


# --- links in articles --------------------------------------------------------------------------------------------------------------------


def followed(read: Page, **told: Any) -> list[tuple[str, str]]:
    return [
        (ask.method, ask.url.removeprefix(at("/")[:-1])) for ask in articles(**told).follow_links(CIVIL, read)
    ]


def test_own_links_of_the_text_and_attachments_are_followed() -> None:
    read = article(
        NEWS + "a.html", attachments=links(("/files/a.pdf", "附件", "body")),
        links=links(
            ("/files/a.pdf", "附件", "body"), ("/zwgk/b.html", "相关", "body"), ("/zwgk/b.html#2", "相关", "body"),
            (OUTSIDE, "省政府", "body"), ("/menu/", "菜单"), ("/crumb/", "路径", "breadcrumb"), ("/side/", "热点", "list"),
        ),
    )  # fmt: skip
    assert followed(read) == [("HEAD", "/files/a.pdf"), ("HEAD", "/zwgk/b.html")]


def test_a_pasted_directory_does_not_eat_the_budget() -> None:
    pasted = links(*((f"/x/{n}.html", f"链接{n}", "body") for n in range(500)))
    assert len(followed(article(NEWS + "a.html", links=pasted))) == 60


def test_what_is_not_asked_for_is_noted_all_the_same() -> None:
    made = articles()
    pasted = links(*((f"/x/{n}.html", f"链接{n}", "body") for n in range(100)))
    list(made.follow_links(CIVIL, article(NEWS + "a.html", links=pasted)))
    outcomes = [row["outcome"] for row in link_rows(made, fronts(), nobody())]
    assert outcomes == [None] * 100, "no request reached them yet"
    home = fronts(found=links(*((f"/y/{n}.html", f"链接{n}") for n in range(300))))
    assert len(list(made.home_links(home, {}))) == 240
    assert len(made.links) == 400


def test_of_several_pages_the_first_in_the_survey_is_told_whoever_answers_first() -> None:
    made = articles()
    first, second = (article(f"/zwgk/{n}.html", links=links(("/x.html", f"第{n}", "body"))) for n in (1, 2))
    assert len([*made.follow_links(CIVIL, second, 2), *made.follow_links(CIVIL, first, 1)]) == 1
    [placed] = made.links[page_key(at("/x.html"))].values()
    assert (placed.text, placed.page_url) == ("第1", at("/zwgk/1.html"))


def test_what_is_opened_as_an_article_is_not_asked_as_a_link() -> None:
    made = articles()
    list(made.asks(fronts(), states(state(NEWS, *entries((NEWS + "t1.html", "甲", YOUNG))))))
    read = article("/zwgk/b.html", links=links((NEWS + "t1.html", "甲", "body")))
    assert list(made.follow_links(SCHOOL, read)) == []
    assert set(made.links[page_key(at(NEWS + "t1.html"))]) == {CIVIL, SCHOOL}


def test_a_target_is_asked_once_for_all_units_and_remembered_for_each() -> None:
    made = articles()
    read = article("/zwgk/b.html", links=links(("/x.html", "甲", "body")))
    other = article("/zwgk/c.html", links=links(("/x.html", "乙", "body")))
    assert (
        len(
            [
                *made.follow_links(CIVIL, read),
                *made.follow_links(SCHOOL, other),
                *made.follow_links(CIVIL, other),
            ]
        )
        == 1
    )
    placed = made.links[page_key(at("/x.html"))]
    assert {unit: (one.text, one.page_url) for unit, one in placed.items()} == {
        CIVIL: ("甲", at("/zwgk/b.html")), SCHOOL: ("乙", at("/zwgk/c.html")),
    }  # fmt: skip


# --- the home page's other links ------------------------------------------------------------------------------------------------------------


def test_the_home_pages_links_are_the_owners() -> None:
    made = articles()
    home = fronts(
        found=links((MAIN, "通知公告"), (NEWS, "民政通知"), ("/x.html", "专题"), (OUTSIDE, "省政府"))
    )
    asks = list(made.home_links(home, states(state(MAIN, unit=OWNER))))
    assert said(asks) == [("link", NEWS), ("link", "/x.html")]
    assert {row["url"]: (row["unit"], row["place"]) for row in link_rows(made, home, nobody())} == {
        at(MAIN): (OWNER, "home"), at(NEWS): (OWNER, "home"), at("/x.html"): (OWNER, "home"), OUTSIDE: (OWNER, "home"),
    }  # fmt: skip


def test_columns_and_fronts_are_not_asked_twice_and_lend_their_looks() -> None:
    made, main = articles(), state(MAIN, unit=OWNER)
    home = fronts(found=links((MAIN, "通知公告"), ("/xxgk/bmxxgkpt/mzj/", "民政局")))
    assert list(made.home_links(home, states(main))) == []
    for ask in list(home.asks())[1:2]:
        home.answered(ask, failed(Reason.TIMEOUT, fetch=5))
    told = {row["url"]: (row["outcome"], row["fetch"]) for row in link_rows(made, home, nobody())}
    assert told[at("/xxgk/bmxxgkpt/mzj/")] == ("timeout", 5)


def test_a_home_page_that_could_not_be_read_has_no_links() -> None:
    made = Fronts(workspace(), areas(), reach())
    made.answered(next(iter(made.asks())), failed(Reason.TIMEOUT))
    assert list(articles().home_links(made, {})) == []
    assert list(articles().asks(made, {})) == []


# --- answers ------------------------------------------------------------------------------------------------------------------------------------


def nobody() -> Columns:
    """Columns of a sweep that found none."""
    return Columns(workspace(), areas(), reach(), browser=False, needs=frozenset())


def link(made: Articles, path: str = "/x.html") -> Ask:
    """One link of an article, asked for."""
    [ask] = made.follow_links(CIVIL, article("/zwgk/b.html", links=links((path, "链接", "body"))))
    return ask


@pytest.mark.parametrize(
    "reason", [Reason.HTTP_ERROR, Reason.TIMEOUT, Reason.SOFT_404, Reason.BLOCKED, Reason.UNREACHABLE]
)
def test_a_head_that_is_not_fine_is_asked_again_with_get(reason: Reason) -> None:
    made = articles()
    ask = link(made)
    [again] = made.link_answered(ask, failed(reason, 405))
    assert (again.method, again.look, again.url) == ("GET", 1, ask.url)
    assert made.reached == {}
    assert list(made.link_answered(again, failed(reason, 404, fetch=9))) == []
    assert made.reached[ask.note][1].reason is reason
    [second] = made.second_looks()
    assert (second.method, second.look, second.purpose) == ("GET", 2, "link")


@pytest.mark.parametrize("reason", [None, Reason.BUDGET, Reason.ROBOTS])
def test_a_head_that_says_enough(reason: Reason | None) -> None:
    made = articles()
    ask = link(made)
    assert list(made.link_answered(ask, Got(reason, fetch=3, status=200))) == []
    assert made.reached[ask.note][1].reason is reason
    assert list(made.second_looks()) == []


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("/", Reason.SOFT_404),
        ("/index.html", Reason.SOFT_404),
        ("/other.html", Reason.SOFT_404),
        (OUTSIDE, Reason.NOT_SWEPT),
    ],
)
def test_a_target_that_only_leads_on_is_not_the_target(to: str, reason: Reason) -> None:
    made = articles()
    ask = link(made)
    made.arrive(ask.note, 1, got(page("/x.html", Kind.MOVED, moved_to=at(to))))
    assert made.reached[ask.note][1].reason is reason


def test_only_what_may_clear_up_is_looked_at_again() -> None:
    made = articles()
    for number, reason in enumerate(
        (None, Reason.HTTP_ERROR, Reason.BUDGET, Reason.ROBOTS, Reason.NOT_SWEPT, Reason.TIMEOUT)
    ):
        ask = link(made, f"/x{number}.html")
        made.arrive(ask.note, 1, Got(reason))
    assert [path for _, path in said(made.second_looks())] == ["/x1.html", "/x5.html"]


def test_an_article_is_looked_at_again_as_an_article() -> None:
    made = articles()
    [ask] = made.asks(fronts(), states(state(NEWS, *entries((NEWS + "t1.html", "甲", YOUNG)))))
    made.arrive(ask.note, 1, GONE)
    assert [(again.purpose, again.look) for again in made.second_looks()] == [("article", 2)]


def test_rows_of_links_hold_both_looks() -> None:
    made = articles()
    ask = link(made)
    made.arrive(ask.note, 1, failed(Reason.HTTP_ERROR, 404, fetch=3))
    made.arrive(ask.note, 2, got(article("/x.html"), fetch=8))
    [row] = link_rows(made, fronts(), nobody())
    assert (row["unit"], row["place"], row["external"]) == (CIVIL, "body", False)
    assert (row["outcome"], row["http_status"], row["fetch"]) == ("http_error", 404, 3)
    assert (row["look_outcome"], row["look_status"], row["look_fetch"]) == ("ok", 200, 8)


def test_what_no_request_reached_has_no_outcome() -> None:
    made = articles()
    link(made)
    [row] = link_rows(made, fronts(), nobody())
    assert (row["outcome"], row["look_outcome"]) == (None, None)


# --- jumps -----------------------------------------------------------------------------------------------------------------------------------------


def jump(made: Articles, to: str, look: int = 1) -> Ask | None:
    ask = Ask(at("/a.html"), "article", look, note=page_key(at("/a.html")))
    return made.moved(ask, got(page("/a.html", Kind.MOVED, moved_to=at(to))))


def test_a_jump_within_the_portal_is_followed_once() -> None:
    made = articles()
    following = jump(made, "/b.html")
    assert following is not None
    assert (following.url, following.purpose, following.look, following.note) == (
        at("/b.html"),
        "article",
        1,
        at("/a.html"),
    )
    assert jump(made, "/c.html") is None


@pytest.mark.parametrize("to", ["/", "/index.html", OUTSIDE])
def test_jumps_that_are_not_followed(to: str) -> None:
    assert jump(articles(), to) is None


@pytest.mark.parametrize("told", [got(article("/a.html")), failed(Reason.TIMEOUT), GONE])
def test_what_is_no_jump(told: Got) -> None:
    assert articles().moved(Ask(at("/a.html"), "article", note="/a.html"), told) is None


def test_a_jump_is_followed_at_the_second_look_too() -> None:
    made = articles()
    assert jump(made, "/b.html") is not None
    assert jump(made, "/b.html", look=2) is not None


# --- dead menu entries ---------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("found_on", "place"), [("/", "home"), ("/xxgk/bmxxgkpt/mzj/", "entry")])
def test_a_dead_menu_entry_is_a_dead_link_of_the_page_that_names_it(found_on: str, place: str) -> None:
    made, dead = articles(), state(NEWS)
    dead.found_on = at(found_on)
    dead.looks = {
        1: LookState(Reason.HTTP_ERROR, 4, status=404),
        2: LookState(Reason.HTTP_ERROR, 6, status=404),
    }
    made.menu_links(states(dead, state(MAIN)))
    [row] = link_rows(made, fronts(), nobody())
    assert (row["unit"], row["place"], row["page_url"]) == (CIVIL, place, at(found_on))
    assert (row["http_status"], row["look_status"], row["fetch"], row["look_fetch"]) == (404, 404, 4, 6)
