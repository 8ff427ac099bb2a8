"""The one hand that writes a sweep's rows: each method whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlite_utils import Database

from crawler.captures import Place
from crawler.items import Reason
from crawler.notebook import FetchRow, Notebook, now

AT = datetime(2026, 11, 22, 8, 0, 1, 999, tzinfo=UTC)


@pytest.fixture
def book(database: Database) -> Notebook:
    return Notebook(database, 1)


def want(book: Notebook, key: str = "k1") -> FetchRow:
    return book.wanted(key, "http://x/", "GET", "http", 1, "home")


def rows(database: Database, table: str) -> list[dict[str, object]]:
    return list(database.query(f"SELECT * FROM {table} ORDER BY rowid"))


def test_an_answer_is_wanted_once(book: Notebook, database: Database) -> None:
    first = want(book)
    assert first == FetchRow(first.id, None, None)
    assert want(book) == first
    assert want(book, "k2").id != first.id
    [row, _] = rows(database, "fetches")
    assert (row["sweep"], row["url"], row["outcome"], row["fetched_at"]) == (1, "http://x/", None, None)
    assert row["asked_at"] is not None


def test_another_sweep_knows_nothing_of_it(book: Notebook, database: Database) -> None:
    mine = want(book)
    other = Notebook(database, 2)
    assert other.known("k1") is None
    assert want(other).id != mine.id


def test_what_arrived_is_known_again(book: Notebook, database: Database) -> None:
    row = want(book)
    book.arrived(row.id, AT, 0.25, http_status=200, capture="w/a.warc.gz", capture_offset=17, bytes=5)
    assert book.known("k1") == want(book) == FetchRow(row.id, 200, Place("w/a.warc.gz", 17))
    [kept] = rows(database, "fetches")
    assert (kept["fetched_at"], kept["seconds"], kept["bytes"]) == ("2026-11-22T08:00:01+00:00", 0.25, 5)


@pytest.mark.parametrize(
    ("reason", "kept"), [(None, "ok"), (Reason.TIMEOUT, "timeout"), (Reason.SOFT_404, "soft_404")]
)
def test_what_it_was_worth(book: Notebook, database: Database, reason: Reason | None, kept: str) -> None:
    book.settled(want(book).id, reason, kind="column", detail="说明")
    assert [(r["outcome"], r["kind"], r["detail"]) for r in rows(database, "fetches")] == [
        (kept, "column", "说明")
    ]


def test_what_was_never_asked_is_not_settled(book: Notebook, database: Database) -> None:
    book.settled(None, Reason.NOT_SWEPT)
    assert rows(database, "fetches") == []


def _put_down_and_fail(book: Notebook, fetch: int) -> None:
    with book.together():
        book.settled(fetch, None)
        book.write("areas", [{"unit": "U1", "outcome": "ok"}])
        raise ZeroDivisionError


def test_what_is_put_down_together_is_there_together_or_not_at_all(
    book: Notebook, database: Database
) -> None:
    fetch = want(book).id
    with pytest.raises(ZeroDivisionError):
        _put_down_and_fail(book, fetch)
    assert [row["outcome"] for row in rows(database, "fetches")] == [None]
    assert rows(database, "areas") == []
    with book.together():
        book.settled(fetch, None)
        assert database.conn.in_transaction
        book.write("areas", [{"unit": "U1", "outcome": "ok"}])
        assert database.conn.in_transaction
    assert not database.conn.in_transaction
    assert [row["outcome"] for row in rows(database, "fetches")] == ["ok"]
    assert len(rows(database, "areas")) == 1


def test_rows_replace_rows_of_the_same_key(book: Notebook, database: Database) -> None:
    book.write("areas", [{"unit": "U1", "outcome": "timeout"}, {"unit": "U2", "outcome": "ok"}])
    book.write("areas", iter([{"unit": "U1", "outcome": "ok"}]))
    book.write("areas", [])
    assert {(r["sweep"], r["unit"], r["outcome"]) for r in rows(database, "areas")} == {
        (1, "U1", "ok"),
        (1, "U2", "ok"),
    }


def test_values_as_sqlite_holds_them(book: Notebook, database: Database) -> None:
    book.write(
        "columns",
        [
            {
                "url": "http://x/",
                "path": ("首页", "通知"),
                "complete": True,
                "list_total": None,
                "detail": Reason.TIMEOUT,
            }
        ],
    )
    book.write(
        "articles",
        [
            {
                "url": "http://x/",
                "published": AT,
                "list_date": date(2026, 11, 22),
                "attachments": [["u", "名"]],
            }
        ],
    )
    [column], [article] = rows(database, "columns"), rows(database, "articles")
    assert (column["path"], column["complete"], column["list_total"], column["detail"]) == (
        '["首页", "通知"]',
        1,
        None,
        "timeout",
    )
    assert (article["published"], article["list_date"]) == (AT.isoformat(), "2026-11-22")
    assert article["attachments"] == '[["u", "名"]]'


def test_hostile_text_is_text(book: Notebook, database: Database) -> None:
    title = "'); DROP TABLE entries; --\x00\u202e"
    book.write("entries", [{"column_url": "http://x/", "url": "http://x/1", "title": title}])
    assert [row["title"] for row in rows(database, "entries")] == [title]


def test_a_bad_row_among_good_ones_leaves_nothing_half_said(book: Notebook, database: Database) -> None:
    good, bad = {"unit": "U1", "outcome": "ok"}, {"unit": "U2", "outcome": object()}
    with pytest.raises((sqlite3.Error, TypeError)):
        book.write("areas", [good, bad])
    assert rows(database, "areas") == []


def test_what_is_derived_replaces_what_was_all_together_or_not_at_all(
    book: Notebook, database: Database
) -> None:
    """An area told whole beside the columns of before, or none, would be judged."""
    Notebook(database, 2).write("areas", [{"unit": "U1", "outcome": "ok"}])
    book.replace(
        {"areas": [{"unit": "U1", "outcome": "timeout"}], "columns": [{"url": "http://x/", "unit": "U1"}]}
    )
    before = rows(database, "areas"), rows(database, "columns")

    def broken() -> Iterator[dict[str, object]]:
        yield {"url": "http://x/2", "unit": "U1"}
        raise LookupError("in the middle")

    with pytest.raises(LookupError):
        book.replace({"areas": [{"unit": "U2", "outcome": "ok"}], "columns": broken()})
    assert (rows(database, "areas"), rows(database, "columns")) == before
    book.replace({"areas": [{"unit": "U2", "outcome": "ok"}], "columns": []})
    assert [(row["sweep"], row["unit"]) for row in rows(database, "areas")] == [(2, "U1"), (1, "U2")]
    assert rows(database, "columns") == []


def test_only_this_sweeps_rows_are_forgotten(book: Notebook, database: Database) -> None:
    for number in (1, 2):
        Notebook(database, number).write("areas", [{"unit": "U1", "outcome": "ok"}])
        Notebook(database, number).write("links", [{"unit": "U1", "url": "http://x/"}])
    book.forget("areas", "columns")
    assert [row["sweep"] for row in rows(database, "areas")] == [2]
    assert len(rows(database, "links")) == 2


def test_the_need_of_a_browser_is_remembered_over_sweeps(book: Notebook, database: Database) -> None:
    assert book.needs_browser() == frozenset()
    for url in ("http://x/a", "http://x/b", "http://x/a"):
        book.remember_browser(url)
    assert Notebook(database, 2).needs_browser() == {"http://x/a", "http://x/b"}
    assert len(rows(database, "render_needs")) == 2


def test_a_probe_belongs_to_no_sweep(book: Notebook, database: Database) -> None:
    for outcome in ("ok", "timeout"):
        book.probe({"url": "http://x/", "at": now(), "seconds": 0.1, "http_status": None, "outcome": outcome})
    assert [(row["id"], row["outcome"]) for row in rows(database, "probes")] == [(1, "ok"), (2, "timeout")]


def test_now_is_utc_and_says_so() -> None:
    moment = datetime.fromisoformat(now())
    assert moment.utcoffset() is not None
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 5
