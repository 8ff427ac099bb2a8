"""Common causes: at least three and more than thirty in a hundred, by one reason, in one template or source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from crawler.health import _struck, find_incidents
from crawler.items import Reason
from crawler.notebook import Notebook

OWN_WORDS = (
    Reason.NOT_SUPPORTED, Reason.IMPORT_MISSING, Reason.NOT_AUTHORISED, Reason.BUDGET, Reason.ROBOTS, Reason.NOT_SWEPT,
    Reason.UNDATED,
)  # fmt: skip
FAILURES = tuple(reason for reason in Reason if reason not in OWN_WORDS)


def columns(
    database: Database,
    outcomes: Iterable[tuple[str | None, str]],
    *,
    unit: str = "QH04",
    sweep: int = 1,
    first: int = 0,
) -> None:
    """Columns as (template, outcome); every one that was read has an entry."""
    book = Notebook(database, sweep)
    made = list(enumerate(outcomes, first))
    book.write(
        "columns",
        (
            {
                "url": f"http://x/{unit}/{n}/",
                "unit": unit,
                "role": "list",
                "template": template,
                "outcome": outcome,
            }
            for n, (template, outcome) in made
        ),
    )
    book.write(
        "looks",
        (
            {"url": f"http://x/{unit}/{n}/", "look": 1, "outcome": outcome, "entries": 3}
            for n, (_, outcome) in made
        ),
    )


def found(database: Database, scope: str = "columns", sweep: int = 1) -> list[tuple[object, ...]]:
    """The incidents of one scope: name, reason, failed, total."""
    return [
        (row["name"], row["reason"], row["failed"], row["total"])
        for row in find_incidents(database, sweep)
        if row["scope"] == scope
    ]


@pytest.mark.parametrize(
    ("failed", "total", "incident"),
    [
        (2, 2, False), (2, 3, False), (3, 3, True), (3, 9, True), (3, 10, False), (4, 10, True), (4, 13, True),
        (4, 14, False), (6, 20, False), (7, 20, True), (30, 100, False), (31, 100, True), (0, 5, False), (1, 1, False),
    ],
)  # fmt: skip
def test_the_thresholds(database: Database, failed: int, total: int, incident: bool) -> None:
    columns(database, [("t", "timeout")] * failed + [("t", "ok")] * (total - failed))
    assert found(database) == ([("t", "timeout", failed, total)] if incident else [])


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_thresholds_are_exact(failed: int, fine: int) -> None:
    struck = list(_struck("columns", [("t", "tls")] * failed + [("t", "ok")] * fine))
    assert bool(struck) == (failed >= 3 and 10 * failed > 3 * (failed + fine))


@pytest.mark.parametrize("reason", OWN_WORDS)
def test_reasons_that_say_whose_job_it_is_are_no_incident(database: Database, reason: Reason) -> None:
    columns(database, [("t", reason.value)] * 9)
    assert found(database) == []


@pytest.mark.parametrize("reason", FAILURES)
def test_every_other_reason_is(database: Database, reason: Reason) -> None:
    columns(database, [("t", reason.value)] * 3)
    assert found(database) == [("t", reason.value, 3, 3)]


def test_different_reasons_never_add_up(database: Database) -> None:
    columns(database, [("t", "timeout")] * 2 + [("t", "tls")] * 2 + [("t", "blocked")] * 2)
    assert found(database) == []


def test_different_templates_never_add_up(database: Database) -> None:
    columns(database, [("t1", "timeout")] * 2 + [("t2", "timeout")] * 2 + [("t3", "timeout")] * 2)
    assert found(database) == []


def test_two_reasons_at_once_are_two_incidents(database: Database) -> None:
    columns(database, [("t", "timeout")] * 4 + [("t", "tls")] * 4)
    assert found(database) == [("t", "timeout", 4, 8), ("t", "tls", 4, 8)]


def test_a_sweep_answers_for_itself_only(database: Database) -> None:
    columns(database, [("t", "timeout")] * 3, sweep=1)
    columns(database, [("t", "ok")] * 3, sweep=2)
    assert (found(database, sweep=1) != [], found(database, sweep=2)) == (True, [])


def test_columns_that_lead_elsewhere_do_not_count(database: Database) -> None:
    columns(database, [("t", "timeout")] * 3)
    database.execute("UPDATE columns SET role = 'outside'")
    assert found(database) == []


# --- empty lists -----------------------------------------------------------------------------------------------------------


def empty(database: Database, count: int, role: str = "list") -> None:
    """So many columns that were read and showed nothing."""
    book = Notebook(database, 1)
    urls = [f"http://x/empty/{n}/" for n in range(count)]
    book.write(
        "columns", ({"url": u, "unit": "QH04", "role": role, "template": "t", "outcome": "ok"} for u in urls)
    )
    book.write("looks", ({"url": u, "look": 1, "outcome": "ok", "entries": 0} for u in urls))


def test_many_empty_lists_of_one_template_are_our_fault(database: Database) -> None:
    empty(database, 3)
    columns(database, [("t", "ok")] * 6)
    assert found(database) == [("t", "empty_unproven", 3, 9)]


@pytest.mark.parametrize("role", ["parent", "document"])
def test_what_is_no_list_may_be_without_entries(database: Database, role: str) -> None:
    empty(database, 5, role)
    assert found(database) == []


def test_empty_lists_and_unproven_ones_are_one_reason(database: Database) -> None:
    empty(database, 2)
    columns(database, [("t", "empty_unproven")] + [("t", "ok")] * 3)
    assert found(database) == [("t", "empty_unproven", 3, 6)]


# --- templates of what could not be read --------------------------------------------------------------------------------------


def test_a_failed_column_counts_with_its_units_usual_template(database: Database) -> None:
    columns(
        database,
        [("a", "ok"), ("a", "ok"), ("b", "ok"), (None, "timeout"), (None, "timeout"), (None, "timeout")],
    )
    columns(database, [("b", "ok")] * 9, unit="QH03")
    assert found(database) == [("a", "timeout", 3, 5)]
    marked = database.execute("SELECT template FROM columns WHERE outcome = 'timeout'").fetchall()
    assert marked == [("a",)] * 3


def test_a_unit_without_any_template_borrows_the_portals(database: Database) -> None:
    columns(database, [(None, "timeout")] * 3)
    columns(database, [("b", "ok")] * 4 + [("a", "ok")] * 3, unit="QH03")
    assert found(database) == [("b", "timeout", 3, 7)]


def test_among_equals_the_first_by_name(database: Database) -> None:
    columns(database, [("b", "ok"), ("a", "ok"), (None, "timeout"), (None, "timeout"), (None, "timeout")])
    assert found(database) == [("a", "timeout", 3, 4)]


def test_where_nothing_at_all_was_read(database: Database) -> None:
    columns(database, [(None, "unreachable")] * 4)
    assert found(database) == [("?", "unreachable", 4, 4)]


def test_one_unit_down_is_one_unit_down(database: Database) -> None:
    """Three failures of one unit among many columns of its template are no common cause."""
    columns(database, [("t", "ok")] * 2 + [(None, "http_error")] * 3)
    columns(database, [("t", "ok")] * 8, unit="QH03")
    assert found(database) == []


# --- articles and accounts ------------------------------------------------------------------------------------------------------


def test_articles_by_the_template_of_their_column(database: Database) -> None:
    columns(database, [("t", "ok"), ("u", "ok")])
    book = Notebook(database, 1)
    places: Sequence[tuple[str | None, str]] = (
        *[("http://x/QH04/0/", "timeout")] * 2, ("http://x/QH04/1/", "timeout"), (None, "timeout"), ("http://x/QH04/0/", "ok"),
    )  # fmt: skip
    book.write(
        "articles",
        ({"url": f"http://x/a{n}", "column_url": c, "outcome": o} for n, (c, o) in enumerate(places)),
    )
    assert found(database, "articles") == []
    book.write("articles", [{"url": "http://x/b", "column_url": "http://x/QH04/0/", "outcome": "timeout"}])
    assert found(database, "articles") == [("t", "timeout", 3, 4)]


def test_accounts_by_platform_and_source(database: Database) -> None:
    book = Notebook(database, 1)

    def accounts(platform: str, source: str, outcome: str, count: int, look: int = 1) -> None:
        book.write(
            "sources",
            (
                {
                    "account": f"{platform}{source}{outcome}{n}",
                    "platform": platform,
                    "source": source,
                    "look": look,
                    "outcome": outcome,
                    "newest": "2026-11-20T08:00:00+08:00" if outcome == "ok" else None,
                }
                for n in range(count)
            ),
        )

    accounts("wechat", "feed", "empty_unproven", 3)
    accounts("wechat", "feed", "ok", 6)
    accounts("weibo", "feed", "empty_unproven", 2)
    accounts("weibo", "import", "import_missing", 5)
    accounts("douyin", "feed", "timeout", 9, look=2)
    assert found(database, "accounts") == [("wechat/feed", "empty_unproven", 3, 9)]


# --- accounts ---


def _source(database: Database, account: str, **facts: Any) -> None:
    row = {
        "sweep": 1,
        "account": account,
        "platform": "weibo",
        "source": "weibo_api",
        "look": 1,
        "outcome": "ok",
        "posts": 0,
    }
    database.table("sources").insert({**row, **facts})


def _incidents(database: Database) -> list[tuple[str, str, str]]:
    return [(row["scope"], row["name"], row["reason"]) for row in find_incidents(database, 1)]


@pytest.mark.parametrize(
    ("empty", "full", "struck"), [(2, 0, False), (3, 0, True), (3, 6, True), (3, 7, False), (4, 8, True)]
)
def test_empty_lists_count_like_failures(database: Database, empty: int, full: int, struck: bool) -> None:
    for number in range(empty):
        _source(database, f"e{number}")
    for number in range(full):
        _source(database, f"f{number}", posts=3, newest="2026-11-20T08:00:00+08:00")
    assert _incidents(database) == [("accounts", "weibo/weibo_api", "empty_unproven")] * struck


def test_a_platform_on_which_nobody_has_a_dated_post(database: Database) -> None:
    """WeChat's statistics empty for every account, beside lists of old titles without a time: ours, not everybody's silence."""
    for number in range(3):
        _source(database, f"e{number}", platform="wechat", source="wechat_api", posts=4)
    assert _incidents(database) == [("accounts", "wechat/wechat_api", "empty_unproven")]
    _source(
        database,
        "f",
        platform="wechat",
        source="wechat_api",
        posts=1,
        newest="2026-11-20T08:00:00+08:00",
    )
    assert _incidents(database) == [], "one that shows a post shows that the statistics are made"


def test_what_platforms_say_in_words_is_no_common_cause(database: Database) -> None:
    for number in range(4):
        _source(database, f"g{number}", state="cancelled")
        _source(database, f"m{number}", source="manual", platform="app")
    assert _incidents(database) == []


def _canary(
    database: Database, name: str, *, alive: bool, platform: str = "weibo", outcome: str = "ok"
) -> None:
    database.table("canaries").insert(
        {
            "sweep": 1,
            "source": "weibo_api",
            "canary": name,
            "platform": platform,
            "outcome": outcome,
            "alive": int(alive),
        }
    )


def test_a_source_whose_canaries_are_all_silent(database: Database) -> None:
    _source(database, "a", posts=3)
    _canary(database, "one", alive=False, outcome="timeout")
    assert _incidents(database) == [("canaries", "weibo/weibo_api", "timeout")]
    _canary(database, "two", alive=True)
    assert _incidents(database) == [], "one that sings is enough"


def test_a_canary_of_another_platform_says_nothing(database: Database) -> None:
    _source(database, "a", posts=3)
    _canary(database, "one", alive=False, platform="douyin")
    assert _incidents(database) == []
