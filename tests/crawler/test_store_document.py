"""docs/store.md: every table and column stands in it, nothing that is not there; its queries run on a judged sweep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_portal import whole_portal
from small_site import Site
from small_workspace import CIVIL, ROOT, Desktop, write_workspace

from checks.judging import judge
from checks.tables import migrations
from crawler.store import open_store
from rules.workspace import load_workspace

TEXT = (ROOT / "docs" / "store.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
QUERIES = dict(re.findall(r"^\*\*(.+?)\*\*.*?\n\n```sql\n(.*?)```", TEXT, re.MULTILINE | re.DOTALL))
[SNIPPET] = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """A small portal, swept and judged for real."""
    site, elsewhere = Site(), Site()
    whole_portal(site, elsewhere)
    accounts = [("A1", CIVIL, "wechat", "青禾民政", "feed", site.url("/feed.xml"))]
    desk = write_workspace(tmp_path_factory.mktemp("judged"), site.home, [site.netloc], accounts=accounts)
    assert desk.sweep().code == 3
    workspace = load_workspace(desk.folder)
    with closing(open_store(workspace.database, migrations)) as db:
        judge(db, 1, workspace)
    yield desk
    site.close()
    elsewhere.close()


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The tables of a fresh store, without SQLite's and the migrations' own."""
    with closing(open_store(tmp_path_factory.mktemp("empty") / "gongkai.db", migrations)) as db:
        return {
            name: set(db.table(name).columns_dict)
            for name in db.table_names()
            if not name.startswith(("_", "sqlite"))
        }


def test_the_document_names_every_table(schema: dict[str, set[str]]) -> None:
    assert set(SECTIONS) == set(schema)


def test_the_document_names_every_column(schema: dict[str, set[str]]) -> None:
    told = {
        table: {
            name
            for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
            for name in re.findall(r"`(\w+)`", row)
        }
        for table, section in SECTIONS.items()
    }
    assert {table: names | {"sweep"} for table, names in told.items()} == {
        table: names | {"sweep"} for table, names in schema.items()
    }


def test_the_document_tells_where_migrations_are_kept(judged: Desktop) -> None:
    assert "`_sqlite_migrations`" in TEXT
    sets = judged.rows("SELECT DISTINCT migration_set AS name FROM _sqlite_migrations ORDER BY 1")
    assert [row["name"] for row in sets] == ["checks", "crawler"]


def test_there_are_queries_to_run() -> None:
    assert len(QUERIES) >= 3
    assert TEXT.count("```sql") == len(QUERIES)


@pytest.mark.parametrize("title", QUERIES)
def test_a_query_finds_something(title: str, judged: Desktop) -> None:
    assert judged.rows(QUERIES[title])


def test_the_column_query_knows_the_old_column(judged: Desktop) -> None:
    [query] = [sql for title, sql in QUERIES.items() if "last updated" in title]
    oldest = judged.rows(query)[0]
    assert (oldest["name"], oldest["entries"], oldest["newest"]) == ("往年公告", 30, "2019-11-20")
    assert oldest["days"] > 2_500


def test_the_proof_query_finds_the_stored_answers(judged: Desktop) -> None:
    [query] = [sql for title, sql in QUERIES.items() if "proof" in title]
    for row in judged.rows(query):
        name, _, offset = row["capture"].partition("#")
        assert (judged.folder / "var" / "captures" / name).is_file()
        assert offset.isdigit()


def test_the_snippet_reads_a_stored_answer(
    judged: Desktop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(judged.folder)
    exec(compile(SNIPPET, "docs/store.md", "exec"), {})  # noqa: S102 - our own document
    url, status, size = capsys.readouterr().out.split()
    [row] = judged.rows("SELECT * FROM fetches WHERE capture IS NOT NULL ORDER BY id DESC LIMIT 1")
    assert (url, int(status), int(size)) == (row["url"], row["http_status"], row["bytes"])


def test_foreign_keys_are_declared_and_not_enforced(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "gongkai.db", migrations)) as db:
        assert db.table("verdicts").foreign_keys
        assert db.execute("PRAGMA foreign_keys").fetchone() == (0,)


def test_the_document_lies_where_the_code_says() -> None:
    for module in ("crawler/store.py", "checks/tables.py"):
        assert "docs/store.md" in (ROOT / module).read_text("utf-8")
