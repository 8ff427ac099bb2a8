"""Nobody's number reaches the store: the hand that writes its rows hides them first. Only the sealed captures hold them.

What a page's text says of a hidden number (its kind, its place, which are the same) is kept beside the text, so that a
stored sweep is judged, and judged again, as if the number stood there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from rules.personal import Hidden, Number, hide, numbers_in

Row = Mapping[str, Any]

TEXTS: Mapping[str, tuple[str, ...]] = {
    "fetches": ("detail",),
    "areas": ("detail",),
    "columns": ("name", "path", "detail"),
    "looks": ("empty_proof",),
    "entries": ("title",),
    "articles": (
        "title", "text", "source", "index_no", "document_no", "validity", "breadcrumbs", "attachments",
    ),
    "links": ("text",),
    "sources": ("told", "display_name", "state_told", "principal", "liveness"),
    "posts": ("title", "text"),
    "canaries": ("told",),
    "linked_accounts": ("words",),
}  # fmt: skip
"""The columns that hold other people's words. Addresses, ids and digests stay as they are."""
_BATCH = 500
_NOTHING = Hidden()
JUDGED = ("articles", "posts")
"""The tables whose title and text are judged for leaks."""


def hidden(table: str, row: Row, today: date) -> Row:
    """A row as it may be stored; of what is judged, with `numbers` beside it. One that was hidden before stays as it is."""
    texts = TEXTS.get(table)
    if texts is None:
        return row
    kept = {name: _hide(row[name]) for name in texts if name in row}
    if table not in JUDGED or row.get("numbers"):
        return {**row, **kept}
    return {**row, **kept, "numbers": _numbers(row, today)}


def read_hidden(text: str | None) -> Hidden:
    """The column `numbers`."""
    if not text:
        return _NOTHING
    told = json.loads(text)
    return Hidden(*(tuple(Number(*one) for one in told[part]) for part in ("title", "text")))


def hide_stored(db: Database) -> None:
    """Hide what an older version stored as it stood there; what is overwritten is wiped from the file."""
    db.execute("PRAGMA secure_delete = ON")
    days = {row["id"]: date.fromisoformat(row["as_of"]) for row in db.query("SELECT id, as_of FROM sweeps")}
    for table, texts in TEXTS.items():
        names = ", ".join(f'"{name}"' for name in texts)
        last = 0
        while rows := list(
            db.query(
                f'SELECT rowid AS "#", sweep, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_BATCH}',  # noqa: S608
                (last,),
            )
        ):
            last = rows[-1]["#"]
            for row in rows:
                _hide_one(db, table, row, days[row["sweep"]])


def _hide_one(db: Database, table: str, row: Row, today: date) -> None:
    before = {name: row[name] for name in TEXTS[table]}
    after = hidden(table, {name: _listed(value) for name, value in before.items()}, today)
    told = {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
        for name, value in after.items()
    }
    if told not in (before, {**before, "numbers": None}):
        marks = ", ".join(f'"{name}" = ?' for name in told)
        db.execute(f'UPDATE "{table}" SET {marks} WHERE rowid = ?', (*told.values(), row["#"]))  # noqa: S608


def _listed(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    """A list that is stored as JSON."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    try:
        told = json.loads(value)
    except ValueError:
        return value
    return told if isinstance(told, list) else value


def _numbers(row: Row, today: date) -> str | None:
    known: dict[str, int] = {}
    parts = {name: numbers_in(row.get(name) or "", today, known) for name in ("title", "text")}
    if not known:
        return None
    told = {
        name: [[n.kind, n.start, n.end, n.masked, n.same] for n in numbers] for name, numbers in parts.items()
    }
    return json.dumps(told, ensure_ascii=False)


def _hide(value: Any) -> Any:  # noqa: ANN401 - any value of a row
    """A text, or the texts in a list, whatever its depth."""
    if isinstance(value, str):
        return hide(value)
    return [_hide(part) for part in value] if isinstance(value, list | tuple) else value
