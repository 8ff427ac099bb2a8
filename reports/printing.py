"""The printing verbs: what is stored, as JSON, CSV or XLSX on one stream."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import BinaryIO, Literal

from sqlite_utils import Database

from reports.records import KINDS, Record, records
from reports.stored import latest_sweep
from reports.text import is_formula
from reports.workbook import Cell, Heading, Sheet, write_workbook
from rules.model import Workspace

PrintFormat = Literal["json", "csv", "xlsx"]
PRINTABLE = tuple(KINDS)
_RULED = (
    "id", "week", "check", "basis", "severity", "unit", "unit_name",
    "subject_kind", "subject_key", "subject_name", "subject_url",
)  # fmt: skip
FLAT: Mapping[str, tuple[str, ...]] = {
    "findings": (
        *_RULED, "state", "first_seen", "last_seen", "reason", "observed", "evidence", "suggestion", "due",
    ),
    "verdicts": (*_RULED, "verdict", "reason_code", "reason", "observed"),
    "columns": (
        "url", "unit", "unit_name", "name", "path", "type", "role", "read_by", "family", "complete",
        "outcome", "reason", "detail", "list_total", "pages", "newest", "entries",
    ),
    "articles": (
        "url", "unit", "unit_name", "title", "published", "published_from", "list_date", "written", "decided",
        "source", "document_no", "index_no", "validity", "column_url", "kind", "outcome", "attachments",
    ),
    "accounts": (
        "code", "unit", "unit_name", "platform", "name", "status", "source", "outcome", "newest", "posts",
        "days", "newest_seen", "days_left", "proof", "last_success", "told", "whose", "todo",
    ),
    "posts": (
        "account", "unit", "id", "title", "url", "published", "precision", "time_source", "pinned", "deleted",
        "source",
    ),
}  # fmt: skip
"""The columns of the flat outputs; a test holds them to the keys of the rows."""


def print_records(
    workspace: Workspace,
    db: Database,
    kind: str,
    form: PrintFormat,
    stream: BinaryIO,
    week: str | None = None,
) -> None:
    """Write one kind of rows of a week's latest attempt; StoreError when no such week is stored."""
    rows = records(workspace, db, kind, week)
    write_records(kind, form, rows, stream, latest_sweep(db, week).as_of)


def write_records(
    kind: str, form: PrintFormat, rows: Iterable[Record], stream: BinaryIO, made_on: date
) -> None:
    """Write rows of one kind; `made_on` is the day that a workbook bears."""
    if form == "json":
        _write_json(rows, stream)
    elif form == "csv":
        _write_csv(kind, rows, stream)
    else:
        _write_xlsx(kind, rows, stream, made_on)


def _write_json(rows: Iterable[Record], stream: BinaryIO) -> None:
    """A list, one row to a line, so that two outputs can be compared by eye."""
    stream.write(b"[")
    for number, row in enumerate(rows):
        text = json.dumps(row, ensure_ascii=False)
        stream.write((",\n" if number else "\n").encode() + text.encode())
    stream.write(b"\n]\n")


def _write_csv(kind: str, rows: Iterable[Record], stream: BinaryIO) -> None:
    """One flat row each; the mark at the start tells Excel that it is UTF-8."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(FLAT[kind])
    for row in rows:
        writer.writerow(_as_text(cell) for cell in _flat(kind, row))
    text.detach()


def _write_xlsx(kind: str, rows: Iterable[Record], stream: BinaryIO, made_on: date) -> None:
    headings = tuple(Heading(name, 18) for name in FLAT[kind])
    sheet = Sheet(kind, headings, (_flat(kind, row) for row in rows))
    write_workbook(stream, [sheet], made_on=made_on)


def _flat(kind: str, row: Record) -> list[Cell]:
    """The row as cells in the order of its columns; what is nested is told in one cell."""
    flat = {**row, **{f"subject_{key}": value for key, value in row.get("subject", {}).items()}}
    return [_cell(name, flat[name]) for name in FLAT[kind]]


def _cell(name: str, value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return None if value is None else int(value)
    if name == "entries" and isinstance(value, list):
        return len(value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return " | ".join(str(item["url"]) if isinstance(item, Mapping) else str(item) for item in value)
    return value if isinstance(value, int | float) else str(value)


def _as_text(cell: Cell) -> Cell:
    """A cell that a spreadsheet will not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
