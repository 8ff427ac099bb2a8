"""Nobody's number in the store: rows as they are written, and what an older version wrote."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlite_utils import Database

from checks.privacy import find_leaks
from crawler.hiding import TEXTS, hidden, read_hidden
from crawler.notebook import Notebook
from crawler.store import hide_stored, migrations, open_store
from rules.personal import Hidden

TODAY = date(2026, 11, 22)
ID, MOBILE = "429998199003070015", "13900000000"
"""Numbers that belong to nobody: a county that does not exist, a phone without a holder."""
TITLE, TEXT = f"关于申请人{MOBILE}的公示", f"户主张某某，身份证号{ID}，电话{MOBILE}。"
ARTICLE = {
    "url": f"http://portal.example/{MOBILE}.html", "unit": "mzj", "title": TITLE, "text": TEXT,
    "breadcrumbs": ("首页", MOBILE), "attachments": [["http://portal.example/1.pdf", f"名单{ID}"]],
}  # fmt: skip


def store(folder: Path) -> Database:
    db = open_store(folder / "gongkai.db")
    db.table("sweeps").insert(
        {"id": 1, "week": "2026-W47", "attempt": 1, "as_of": TODAY.isoformat(), "state": "done"}
    )
    return db


def held(folder: Path) -> bytes:
    """Every byte of the store and what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(folder.glob("gongkai.db*")))


def test_what_is_written_holds_no_number(tmp_path: Path) -> None:
    with closing(store(tmp_path)) as db:
        book = Notebook(db, 1)
        book.write("articles", [ARTICLE])
        book.write(
            "posts",
            [{"account": "a", "source": "feed", "look": 1, "id": MOBILE, "title": "推文", "text": TEXT}],
        )
        book.write("entries", [{"column_url": "c", "url": "u", "title": TITLE}])
        fetch = book.wanted("k", "http://portal.example/", "GET", "http", 1, "article").id
        book.settled(fetch, None, detail=TEXT)
        [row] = db.query("SELECT * FROM articles")
        [post] = db.query("SELECT * FROM posts")
    assert ID.encode() not in held(tmp_path)
    assert row["title"] == "关于申请人139****0000的公示"
    assert json.loads(row["breadcrumbs"]) == ["首页", "139****0000"]
    assert json.loads(row["attachments"]) == [["http://portal.example/1.pdf", "名单4299************15"]]
    assert (row["url"], post["id"]) == (ARTICLE["url"], MOBILE)  # names of things, and nobody's number


def test_what_is_hidden_is_judged_as_if_it_stood_there(tmp_path: Path) -> None:
    with closing(store(tmp_path)) as db:
        Notebook(db, 1).write("articles", [ARTICLE])
        [row] = db.query("SELECT * FROM articles")
    numbers = read_hidden(row["numbers"]).behind(len(row["title"]))
    found = find_leaks(f"{row['title']}\n{row['text']}", TODAY, numbers)
    assert found == find_leaks(f"{TITLE}\n{TEXT}", TODAY)
    assert [(leak.kind, leak.certain) for leak in found] == [("身份证号", True), ("手机号码", True)]


def test_a_row_that_is_handed_on_keeps_what_is_known_of_its_numbers() -> None:
    first = hidden("articles", {"title": TITLE, "text": TEXT}, TODAY)
    assert first["numbers"] is not None
    assert hidden("articles", first, TODAY) == first


def test_a_page_without_a_number_has_none() -> None:
    row = hidden("articles", {"title": "关于一件事的通知", "text": None}, TODAY)
    assert row == {"title": "关于一件事的通知", "text": None, "numbers": None}
    assert read_hidden(row["numbers"]) == Hidden()
    assert hidden("probes", {"url": TEXT}, TODAY) == {"url": TEXT}


def test_an_older_store_is_hidden_and_wiped(tmp_path: Path) -> None:
    rows = {
        "articles": {**ARTICLE, "breadcrumbs": json.dumps(["首页", MOBILE]), "attachments": json.dumps(ARTICLE["attachments"])},
        "posts": {"account": "a", "id": "1", "source": "feed", "look": 1, "title": "推文", "text": TEXT},
        "entries": {"column_url": "c", "url": "u", "title": TITLE},
    }  # fmt: skip
    with closing(store(tmp_path)) as db:
        for table, row in rows.items():
            db.table(table).insert({"sweep": 1, **row})
        for number in range(20):  # long ones, which are moved when they grow
            db.table("articles").insert(
                {"sweep": 1, **rows["articles"], "url": f"u{number}", "text": TEXT * 200}
            )
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert ID.encode() in held(tmp_path)
    with closing(open_store(tmp_path / "gongkai.db")) as db:
        with db.atomic():
            hide_stored(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old = dict(next(iter(db.query("SELECT * FROM articles WHERE url = ?", (ARTICLE["url"],)))))
        db.execute("DELETE FROM articles")
        Notebook(db, 1).write("articles", [ARTICLE])
        assert dict(next(iter(db.query("SELECT * FROM articles")))) == old
    assert ID.encode() not in held(tmp_path)


@pytest.mark.parametrize("table", TEXTS)
def test_every_text_is_a_column_of_its_table(table: str, tmp_path: Path) -> None:
    with closing(Database(memory=True)) as db:
        migrations.apply(db)
        columns = db.table(table).columns_dict
        assert set(TEXTS[table]) <= set(columns)
        others = {name for name, kind in columns.items() if kind is str} - set(TEXTS[table]) - NO_TEXTS
        assert others == set()


NO_TEXTS = {
    "key", "url", "method", "via", "purpose", "asked_at", "fetched_at", "outcome", "kind", "final_url", "sha256",
    "capture", "unit", "unit_from", "look_outcome", "type", "type_from", "role", "read_by", "family", "template",
    "found_on", "newest", "column_url", "page_url", "date", "published", "published_from", "list_date", "date_marks",
    "written", "decided", "content_hash", "numbers", "place", "account", "platform", "source", "covered_from",
    "covered_to", "state", "platform_id", "answer", "id", "precision", "time_source", "canary", "account_id", "files",
}  # fmt: skip
"""Addresses, ids, words of our own, dates: a new column is one of these, or is hidden."""
