"""The chain of seals: honest work keeps it whole, and whatever is altered behind its back is named."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from crawler.captures import CaptureWriter, Stored
from crawler.notebook import Notebook
from crawler.seals import COLLECTED, append, chain, last, rows_of, seal_sweep
from crawler.store import open_store
from crawler.verifying import Verified, verify

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
PLACES = [f"http://portal.example/{number}" for number in range(5)]


class Store:
    """A store with its captures, filled by a crawler that knows what it does."""

    def __init__(self, var: Path) -> None:
        self.captures = var / "captures"
        self.db: Database = open_store(var / "gongkai.db")

    def collect(self, week: str, *, sealed: bool = True) -> int:
        """A sweep of one column of five documents."""
        row = {"week": week, "attempt": 1, "as_of": "2026-11-22", "zone": "Asia/Shanghai", "state": "done"}
        sweep = int(str(self.db.table("sweeps").insert(row).last_pk))
        book, writer = Notebook(self.db, sweep), CaptureWriter(self.captures, week, 1)
        for url in PLACES:
            fetch = book.wanted(f"{week}{url}", url, "GET", "http", 1, "article").id
            body = f"{week} {url}".encode()
            place = writer.write(Stored(url, 200, (), body), AT)
            book.arrived(
                fetch,
                AT,
                0.1,
                sha256=sha(body),
                capture=place.file,
                capture_offset=place.offset,
                http_status=200,
            )
            book.settled(fetch, None)
            book.write(
                "articles", [{"url": url, "unit": "mzj", "title": "通知", "text": "正文", "fetch": fetch}]
            )
        writer.close()
        if sealed:
            with self.db.conn:
                seal_sweep(self.db, sweep, self.captures)
        return sweep

    def look(self, **asked: str) -> Verified:
        return verify(self.db, self.captures, **asked)

    def named(self, **asked: str) -> list[tuple[str, str]]:
        """What is found wrong: sort and place."""
        return [(fault.sort, fault.where) for fault in self.look(**asked).faults]

    def behind_its_back(self, query: str, *values: object) -> None:
        with self.db.conn:
            assert self.db.conn.execute(query, values).rowcount == 1


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two sealed weeks."""
    made = Store(tmp_path / "var")
    made.collect("2026-W46")
    made.collect("2026-W47")
    with closing(made.db):
        yield made


# --- what must not fire ----------------------------------------------------------------------------------------------


def test_an_honest_store(store: Store) -> None:
    found = store.look()
    assert (found.faults, found.notes) == ((), ())
    assert (found.seals, found.files) == (2, 2)
    assert found.rows == 2 * (1 + 5 + 5)
    assert found.last == last(store.db)


def test_nothing_new_adds_no_link(store: Store) -> None:
    before = last(store.db)
    with store.db.conn:
        assert seal_sweep(store.db, 2, store.captures) == before
    assert len(list(chain(store.db))) == 2


def test_going_on_with_a_sweep_seals_it_anew(store: Store) -> None:
    """What a stopped sweep is sealed with holds only until it goes on; a run that dies on the way leaves it open."""
    with store.db.conn:
        store.db.conn.execute("UPDATE sweeps SET state = 'running' WHERE id = 2")
    Notebook(store.db, 2).write("articles", [{"url": "http://portal.example/more", "title": "又一篇"}])
    (store.captures / "2026-W47" / "2026-W47-1-002.warc.gz").write_bytes(b"half a rec")
    assert store.look().faults == ()
    with store.db.conn:
        store.db.conn.execute("UPDATE sweeps SET state = 'done' WHERE id = 2")
        seal_sweep(store.db, 2, store.captures)
    found = store.look()
    assert (found.faults, found.seals, found.files) == ((), 3, 3)


def test_a_later_column_breaks_no_seal(store: Store) -> None:
    store.db.table("articles").add_column("thoughts", str)
    assert store.look().faults == ()


def test_a_sweep_of_an_older_version_is_told(tmp_path: Path) -> None:
    with closing((old := Store(tmp_path / "var")).db):
        old.collect("2026-W45", sealed=False)
        old.collect("2026-W46")
        found = old.look()
    assert found.faults == ()
    assert found.notes == ("2026-W45 第1次没有封存：由没有封存功能的旧版本采集",)


def test_an_empty_store(tmp_path: Path) -> None:
    with closing((empty := Store(tmp_path / "var")).db):
        assert empty.look() == Verified((), "0" * 64, 0, 0, 0)


# --- what is altered -------------------------------------------------------------------------------------------------


def test_an_altered_row(store: Store) -> None:
    store.behind_its_back("UPDATE articles SET title = '公告' WHERE sweep = 1 AND url = ?", PLACES[3])
    assert store.named() == [("table", "articles（2026-W46 第1次）"), ("row", f"articles：{PLACES[3]}")]
    assert store.named(week="2026-W47") == []


def test_a_row_that_was_added(store: Store) -> None:
    Notebook(store.db, 2).write("articles", [{"url": "http://portal.example/new", "title": "补的"}])
    assert store.named() == [
        ("table", "articles（2026-W47 第1次）"),
        ("row", "articles：http://portal.example/new"),
    ]


def test_a_row_that_is_gone(store: Store) -> None:
    store.behind_its_back("DELETE FROM articles WHERE sweep = 1 AND url = ?", PLACES[0])
    assert store.named()[1] == ("row", "articles")
    assert "1行被删除" in store.look().faults[1].told


def test_rows_in_another_order_are_altered(store: Store) -> None:
    store.behind_its_back("UPDATE articles SET rowid = 1000 WHERE sweep = 1 AND url = ?", PLACES[0])
    assert store.named() == [("table", "articles（2026-W46 第1次）")]


def test_very_many_altered_rows_are_counted(store: Store) -> None:
    rows = [{"url": f"http://portal.example/new{number}"} for number in range(50)]
    Notebook(store.db, 2).write("articles", rows)
    told = [fault.told for fault in store.look().faults if fault.sort == "row"]
    assert len(told) == 21
    assert "50行" in told[-1]


def spoil(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def test_an_altered_file_names_its_record(store: Store) -> None:
    [path] = (store.captures / "2026-W46").iterdir()
    rows = list(store.db.query("SELECT capture_offset FROM fetches WHERE sweep = 1 ORDER BY id"))
    third = rows[2]["capture_offset"]
    spoil(path, lambda whole: whole[: third + 60] + b"\0\0\0\0" + whole[third + 64 :])
    assert store.named() == [
        ("file", "2026-W46/2026-W46-1-001.warc.gz"),
        ("record", f"2026-W46/2026-W46-1-001.warc.gz#{third}"),
    ]
    assert PLACES[2] in store.look().faults[1].told


def test_a_file_that_is_longer_holds_its_records_still(store: Store) -> None:
    [path] = (store.captures / "2026-W46").iterdir()
    spoil(path, lambda whole: whole + b"\n")
    assert store.named() == [("file", "2026-W46/2026-W46-1-001.warc.gz")]


def test_a_file_that_is_gone(store: Store) -> None:
    (store.captures / "2026-W47" / "2026-W47-1-001.warc.gz").unlink()
    assert store.named() == [("file", "2026-W47/2026-W47-1-001.warc.gz")]


def test_a_file_that_was_put_there(store: Store) -> None:
    (store.captures / "2026-W46" / "2026-W46-1-002.warc.gz").write_bytes(b"")
    assert store.named() == [("file", "2026-W46/2026-W46-1-002.warc.gz")]


def test_a_sweep_that_is_called_unfinished_is_no_hiding_place(store: Store) -> None:
    """Only the latest may be at work; the row that says so is sealed like any other."""
    store.behind_its_back("UPDATE sweeps SET state = 'running' WHERE id = 1")
    store.behind_its_back("UPDATE articles SET title = '公告' WHERE sweep = 1 AND url = ?", PLACES[3])
    assert ("row", f"articles：{PLACES[3]}") in store.named()
    assert ("row", "sweeps：1") in store.named()


# --- the chain itself ------------------------------------------------------------------------------------------------


def test_an_altered_link(store: Store) -> None:
    store.behind_its_back("UPDATE seals SET what = replace(what, 'fetches', 'fetched') WHERE id = 1")
    assert store.named()[0][0] == "chain"


def test_a_link_that_was_made_to_fit_does_not_fit_the_next(store: Store) -> None:
    [first, _] = chain(store.db)
    other = type(first)(first.id, first.at, first.event, first.sweep, first.week, {}, first.previous, "")
    store.behind_its_back("UPDATE seals SET what = '{}', seal = ? WHERE id = 1", other.expected)
    assert [where for sort, where in store.named() if sort == "chain"] == ["封存#2（2026-W47 collected）"]


def test_a_link_that_is_gone(store: Store) -> None:
    store.behind_its_back("DELETE FROM seals WHERE id = 1")
    assert store.named() == [("chain", "封存#2（2026-W47 collected）")]


def test_a_chain_that_was_made_anew_is_not_the_one_on_paper(store: Store) -> None:
    """Whoever makes the whole chain anew cannot make it hold the seal that stands on a report."""
    paper = next(chain(store.db)).seal
    assert store.named(known=paper) == store.named(known=paper[:12].upper()) == []
    with store.db.conn:
        store.db.conn.execute("UPDATE articles SET title = '公告'")
        store.db.conn.execute("DELETE FROM seals")
        for sweep in (1, 2):
            seal_sweep(store.db, sweep, store.captures)
    assert store.named() == []
    assert store.named(known=paper) == [("chain", paper)]


def test_what_is_sealed_in_a_transaction_that_fails_is_not_sealed(store: Store) -> None:
    before = last(store.db)
    store.db.conn.execute("BEGIN")
    append(store.db, "judged", 2, {"articles": rows_of(store.db, "articles", 2)})
    store.db.conn.rollback()
    assert last(store.db) == before


def test_every_table_of_a_sweep_is_sealed(tmp_path: Path) -> None:
    """A new table of the crawler with a sweep belongs into COLLECTED."""
    with closing(open_store(tmp_path / "gongkai.db")) as db:
        tables = {name for name in db.table_names() if "sweep" in db.table(name).columns_dict}
    assert tables - {"seals", "sealed_rows"} | {"sweeps"} == set(COLLECTED)
