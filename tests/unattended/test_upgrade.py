"""A database of the first schema, opened by today's program: no row is lost, and it is judged again to the same verdicts."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.seals import COLLECTED
from tests.e2e.conftest import ACCOUNTS, CATALOG, DAY, DISTRICT, UNITS, Office, Ran
from tests.e2e.portal import export
from tests.unattended.conftest import TODAY

FIRST = Path(__file__).with_name("first_schema.sql")
HOST = "127.0.0.1:40605"  # where the portal stood; nobody is there, and nobody is asked
NUMBER = "429998199003070015"  # of an invented county
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def old(tmp_path: Path) -> Office:
    """The workspace of that week, with the database as it was left."""
    desk = Office(tmp_path / "青禾 工作区")
    (desk.folder / "inbox").mkdir(parents=True)
    (desk.folder / "var").mkdir()
    desk.write(
        district=DISTRICT.format(home=f"http://{HOST}/", host=HOST),
        units=UNITS.replace("{base}", f"http://{HOST}"),
        catalog=f"{CATALOG}1,政策文件,,自该信息形成之日起20个工作日内,区民政局\n2,公开制度,公开年报,每年1月31日前,区民政局\n",
        accounts=f"{ACCOUNTS}W1,MZJ,微信公众号,青禾民政,14,feed,http://{HOST}/feed.xml\nD1,LXZ,抖音,柳溪镇,14,import,D1*.csv\n",
    )
    export(desk, "D1", TODAY, TODAY.fromordinal(TODAY.toordinal() - 20))
    with closing(sqlite3.connect(desk.folder / "var" / "gongkai.db")) as db, db:
        db.executescript(FIRST.read_text("utf-8"))
    return desk


def rows_of(desk: Office, columns: Rows | None = None) -> Rows:
    """All rows of all tables, in the columns that they had."""
    tables = [row["name"] for row in desk.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: [
            {name: row[name] for name in (columns[table][0] if columns else row)}
            for row in desk.rows(f'SELECT * FROM "{table}" ORDER BY rowid')
        ]
        for table in (columns or tables)
        if not columns or columns[table]
    }


def settled(desk: Office) -> dict[tuple[str, str, str], tuple[str, str, str | None]]:
    query = 'SELECT "check", unit, key, id, verdict, decided FROM verdicts'
    return {
        (row["check"], row["unit"], row["key"]): (row["id"], row["verdict"], row["decided"])
        for row in desk.rows(query)
    }


def unmarked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with whatever digits of a number they hold, or hide, taken out."""
    return [
        {
            name: re.sub(r"[\d*＊●█]{8,}", "#", value) if isinstance(value, str) else value
            for name, value in row.items()
        }
        for row in rows
    ]


def test_it_is_of_the_first_schema(old: Office) -> None:
    """Otherwise the rest would prove nothing."""
    applied = {row["name"] for row in old.rows("SELECT name FROM _sqlite_migrations")}
    assert applied == {
        "sweeps", "fetches", "portal", "accounts", "health", "verdicts", "findings", "decisions", "accused",
    }  # fmt: skip
    assert NUMBER.encode() in (old.folder / "var" / "gongkai.db").read_bytes()


def test_every_row_is_kept(old: Office, invoke: Callable[..., Ran]) -> None:
    before = rows_of(old)
    assert sum(map(len, before.values())) > 200
    assert invoke("--workspace", str(old.folder), "columns").code == 0
    after = rows_of(old, before)
    for table, rows in before.items():
        if table == "_sqlite_migrations":
            assert after[table][: len(rows)] == rows
        elif rows:
            assert unmarked(after[table]) == unmarked(rows), table
    assert set(COLLECTED) <= {row["name"] for row in old.rows("SELECT name FROM sqlite_master")}
    for path in (old.folder / "var").glob("gongkai.db*"):
        assert NUMBER.encode() not in path.read_bytes(), "nobody's number stands in the store any more"


def test_it_is_judged_again_as_before(old: Office, invoke: Callable[..., Ran]) -> None:
    before, findings = settled(old), rows_of(old)["findings"]
    assert invoke("--workspace", str(old.folder), "check", "--as-of", DAY, "--quiet").code in (0, 3)
    after = settled(old)
    assert {key: after.get(key) for key in before} == before
    assert {verdict for key, (_, verdict, _) in after.items() if key not in before} <= {
        "pass", "not_applicable", "untested",
    }, "checks that were not there yet accuse nobody by what was not collected for them"  # fmt: skip
    assert [row["id"] for row in old.rows("SELECT id FROM findings ORDER BY rowid")] == [
        row["id"] for row in findings
    ]
    assert len(old.rows("SELECT * FROM decisions")) == 1
    assert invoke("--workspace", str(old.folder), "report", "--as-of", DAY, "--quiet").code in (0, 3)
    assert old.units_told() == ["LXZ", "MZJ", "ZFB"]
    assert NUMBER not in old.page()
    assert invoke("--workspace", str(old.folder), "verify").code == 0
