"""What is dropped into the inbox is stored like any answer: a finding can show it, and nothing is lost with the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_workspace import Desktop, write_workspace
from sqlite_utils import Database

from checks.judging import judge
from checks.tables import migrations
from crawler.captures import CaptureWriter, Place, read_capture
from crawler.filing import Filing
from crawler.items import Reason
from crawler.keeping import Keeper
from crawler.notebook import Notebook
from crawler.platforms import Brought
from crawler.store import open_store
from crawler.vault import Vault
from crawler.verifying import verify
from rules.workspace import load_workspace

OLD, NEW = "标题,发布时间\n旧作品,2026-09-01\n", "标题,发布时间\n新作品,2026-11-18\n"
STATED = (
    'account = "ch-1"\nfrom = 2026-11-01\nto = 2026-11-22\nexported_by = "李四"\nexported_at = 2026-11-23\n'
)
LOOKS = "账号编号,核查人,核查日期,所见,平台原话\nmp-1,李四,2026-11-20,已注销,该小程序已注销\n"
ACCOUNTS = (
    ("ch-1", "QH01", "channels", "青禾发布", "import", ""),
    ("mp-1", "QH01", "miniprogram", "青禾办事", "manual", ""),
)

Begin = Callable[[], Filing]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with one export and its statement."""
    place = tmp_path / "inbox"
    (place / "11月").mkdir(parents=True)
    (place / "ch-1.csv").write_text(OLD, "utf-8")
    (place / "ch-1.coverage.toml").write_text(STATED, "utf-8")
    return place


@pytest.fixture
def begin(tmp_path: Path, inbox: Path, database: Database) -> Iterator[Begin]:
    """Begin (or go on with) the one sweep of the store."""
    row = {"week": "2026-W47", "attempt": 1, "as_of": "2026-11-22", "state": "running"}
    sweep = int(str(database.table("sweeps").insert(row).last_pk))
    writers: list[CaptureWriter] = []

    def begun() -> Filing:
        writer, book = CaptureWriter(tmp_path / "captures", "2026-W47", 1), Notebook(database, sweep)
        writers.append(writer)
        vault = Vault({"TOKEN": "geheim-0123456789"})
        return Filing(inbox, book, Keeper(book, writer, tmp_path / "captures"), vault.scrub_bytes)

    yield begun
    for writer in writers:
        writer.close()


def said(brought: Brought) -> list[tuple[str, str, bool]]:
    return [(file.name, file.body.decode(), file.coverage is not None) for file in brought.files]


def test_a_file_and_its_statement_are_stored_as_they_lay(
    begin: Begin, database: Database, tmp_path: Path
) -> None:
    brought = begin().bring("ch-1*", 1)
    rows = list(database.query("SELECT * FROM fetches ORDER BY id"))
    assert [(row["url"], row["via"], row["purpose"], row["outcome"], row["http_status"]) for row in rows] == [
        ("inbox/ch-1.csv", "inbox", "file", "ok", None),
        ("inbox/ch-1.coverage.toml", "inbox", "file", "ok", None),
    ]
    assert [file.fetches for file in brought.files] == [tuple(row["id"] for row in rows)]
    for row, text in zip(rows, (OLD, STATED), strict=True):
        stored = read_capture(tmp_path / "captures", Place(row["capture"], row["capture_offset"]))
        assert (stored.body.decode(), stored.status) == (text, None)
        assert row["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_what_many_ask_for_is_read_once_in_each_look(begin: Begin, database: Database) -> None:
    filing = begin()
    assert filing.bring("ch-1*", 1) is filing.bring("ch-1*", 1)
    filing.bring("ch-1*", 2)
    filing.bring("*.csv", 1)
    assert database.table("fetches").count == 6
    assert database.table("bodies").count == 2, "a body is stored once"


def test_a_resumed_sweep_has_what_was_moved_away(begin: Begin, inbox: Path) -> None:
    before = begin().bring("ch-1*", 1)
    (inbox / "ch-1.csv").rename(inbox.parent / "ch-1.csv")
    (inbox / "ch-1.coverage.toml").unlink()
    assert begin().bring("ch-1*", 1) == before
    again = begin().bring("ch-1*", 2)
    assert (again.reason, again.files) == (Reason.IMPORT_MISSING, ()), "another look looks for itself"


def test_both_versions_of_what_was_replaced(begin: Begin, inbox: Path) -> None:
    begin().bring("ch-1*", 1)
    (inbox / "ch-1.csv").write_text(NEW, "utf-8")
    (inbox / "ch-1.coverage.toml").unlink()
    assert said(begin().bring("ch-1*", 1)) == [("ch-1.csv", OLD, True), ("ch-1.csv", NEW, False)], (
        "the statement speaks for the rows that lay beside it, for no others"
    )


def test_a_statement_that_came_later(begin: Begin, inbox: Path) -> None:
    (inbox / "ch-1.coverage.toml").unlink()
    assert said(begin().bring("ch-1*", 1)) == [("ch-1.csv", OLD, False)]
    (inbox / "ch-1.coverage.toml").write_text(STATED, "utf-8")
    assert said(begin().bring("ch-1*", 1)) == [("ch-1.csv", OLD, True)]


def test_names_below_the_inbox(begin: Begin, inbox: Path, database: Database) -> None:
    (inbox / "11月" / "抖 音%.csv").write_text(NEW, "utf-8")
    assert said(begin().bring("*/*.csv", 1)) == [("11月/抖 音%.csv", NEW, False)]
    assert said(begin().bring("11月/../ch-1.csv", 1)) == [("ch-1.csv", OLD, True)]
    assert {row["url"] for row in database.query("SELECT url FROM fetches WHERE purpose = 'file'")} == {
        "inbox/11月/抖 音%.csv", "inbox/ch-1.csv", "inbox/ch-1.coverage.toml",
    }  # fmt: skip


def test_a_spoilt_capture_is_said(begin: Begin, inbox: Path, tmp_path: Path) -> None:
    begin().bring("ch-1*", 1)
    (inbox / "ch-1.csv").unlink()
    for path in tmp_path.glob("captures/*/*.warc.gz"):
        path.write_bytes(b"")
    brought = begin().bring("ch-1*", 1)
    assert (brought.reason, brought.files) == (Reason.INCOMPLETE, ())
    assert "inbox/ch-1.csv" in brought.detail


def test_a_secret_in_a_file_is_stored_nowhere(begin: Begin, inbox: Path) -> None:
    (inbox / "ch-1.csv").write_text(f"{NEW}geheim-0123456789,2026-11-17\n", "utf-8")
    [file] = begin().bring("ch-1*", 1).files
    assert b"geheim" not in file.body


# --- a whole sweep ---------------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path, inbox: Path) -> Desktop:
    """An office with one account that is imported, silent and so stated, and one that somebody looks at."""
    (inbox / "人工核查.csv").write_text(LOOKS, "utf-8")
    return write_workspace(tmp_path, "http://127.0.0.1:9/", ["127.0.0.1:9"], accounts=ACCOUNTS)


def test_a_finding_shows_the_files_that_it_rests_on(office: Desktop, inbox: Path) -> None:
    office.sweep("--only", "accounts")
    contents = {f"inbox/{path.name}": path.read_bytes() for path in inbox.glob("*.*")}
    for path in [*inbox.glob("*.*")]:
        path.unlink()
    workspace = load_workspace(office.folder)
    with closing(open_store(workspace.database, migrations)) as db:
        judge(db, 1, workspace)
        assert verify(db, workspace.var / "captures").faults == ()
    for check, account, verdict, names in (
        ("account-dormant", "ch-1", "violation", {"inbox/ch-1.csv", "inbox/ch-1.coverage.toml"}),
        ("account-gone", "mp-1", "suspected", {"inbox/人工核查.csv"}),
    ):
        [row] = office.rows('SELECT * FROM verdicts WHERE "check" = ? AND key = ?', check, account)
        seen = json.loads(row["seen"])
        assert (row["verdict"], {proof["url"] for proof in seen}) == (verdict, names)
        for proof in seen:
            file, _, offset = proof["capture"].partition("#")
            stored = read_capture(workspace.var / "captures", Place(file, int(offset)))
            assert stored.body == contents[proof["url"]]
            assert proof["sha256"] == hashlib.sha256(stored.body).hexdigest()
            assert proof["fetched_at"] is not None


def test_posts_are_not_lost_with_their_file(office: Desktop, inbox: Path) -> None:
    (inbox / "ch-1.csv").write_text(NEW, "utf-8")
    office.sweep("--only", "accounts")
    shown = [row["title"] for row in office.rows("SELECT title FROM posts")]
    with closing(open_store(office.folder / "var" / "gongkai.db")) as db, db.conn:
        db.conn.execute("UPDATE sweeps SET state = 'stopped'")
    (inbox / "ch-1.csv").unlink()
    office.sweep("--only", "accounts")
    rows = office.rows("SELECT p.title, f.url FROM posts p JOIN fetches f ON f.id = p.fetch")
    assert [row["title"] for row in rows] == shown == ["新作品"]
    assert {row["url"] for row in rows} == {"inbox/ch-1.csv"}
