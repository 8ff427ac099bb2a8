"""The chain of seals: what was stored, judged, decided, issued and pruned, each seal over its content and the seal before.

Seals are only ever added, in the transaction that changes what they speak of: an honest run never breaks the chain, and
nothing that is altered behind its back agrees with it any more. `crawler.verifying` holds the store against it.

A chain without a secret shows an alteration to whoever knows one of its seals. They are printed on every report, so that
units and the office's files hold them too.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from crawler.notebook import now

Event = Literal["collected", "judged", "confirmed", "issued", "pruned"]
COLLECTED = (
    "sweeps", "fetches", "areas", "columns", "looks", "entries", "articles", "links", "sources", "posts", "canaries",
    "post_links", "linked_accounts", "incidents",
)  # fmt: skip
"""The tables of the crawler that belong to a sweep."""
OF_ALL_SWEEPS = frozenset({"decisions"})
"""Tables that are sealed whole."""
VERSION = importlib.metadata.version("gongkai")
BEGINNING = "0" * 64
"""What stands for the seal before the first."""
_CHUNK = 1 << 20
_NOT_SEALED = frozenset({"seconds"})
"""A figure that no ruling rests on, and that two versions of SQLite may write differently."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A sealed part of a table: its columns, how many rows, their digest; `marks` tell rows apart when it is broken."""

    columns: tuple[str, ...]
    count: int
    digest: str
    marks: bytes = field(repr=False, default=b"")

    @property
    def told(self) -> dict[str, Any]:
        """What the seal is made over."""
        return {"columns": list(self.columns), "rows": self.count, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Seal:
    """One link of the chain. `what` is a mapping of JSON values: `files` and `tables`, and what the event says besides."""

    id: int
    at: str
    event: str
    sweep: int | None
    week: str | None
    what: Mapping[str, Any]
    previous: str
    seal: str

    @property
    def expected(self) -> str:
        """What its seal must be."""
        told = json.dumps(
            [self.previous, self.at, self.event, self.sweep, self.week, self.what], ensure_ascii=False, sort_keys=True
        )  # fmt: skip
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Passage:
    """Rows on their way, as a seal is made over them: told one after the other, with the mark of each."""

    told: bytearray = field(default_factory=bytearray)
    marks: array[int] = field(default_factory=lambda: array("I"))

    def passing(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Take in rows on their way to somebody else."""
        for row in rows:
            told, mark = _told(row)
            self.told.extend(told)
            self.marks.append(mark)
            yield row


class Hasher:
    """The digest of rows in their order, fed one by one or as passages."""

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = tuple(columns)
        self._whole = hashlib.sha256()
        self._marks = array("I")

    def add(self, row: Iterable[object]) -> None:
        """Take in the next row."""
        told, mark = _told(row)
        self._whole.update(told)
        self._marks.append(mark)

    def take(self, passage: Passage) -> None:
        """Take in the next rows."""
        self._whole.update(passage.told)
        self._marks.extend(passage.marks)

    def done(self) -> Rows:
        """What the rows came to."""
        return Rows(self._columns, len(self._marks), self._whole.hexdigest(), self._marks.tobytes())


def _told(row: Iterable[object]) -> tuple[bytes, int]:
    """A row so that no two rows read alike, texts with their lengths before them; and its mark."""
    fields = [
        "-" if value is None else f"{len(value)}:{value}" if isinstance(value, str) else f"={value};"
        for value in row
    ]
    told = "".join(fields).encode("utf-8", "surrogatepass")
    return told, zlib.crc32(told)


def mark_of(row: Iterable[object]) -> int:
    """What tells a row from others of its table."""
    return _told(row)[1]


def rows_of(db: Database, table: str, sweep: int, columns: Sequence[str] = ()) -> Rows:
    """The rows of a sweep as they stand; `columns` are those of an older seal."""
    columns = columns or columns_of(db, table)
    hasher = Hasher(columns)
    for row in stored(db, table, sweep, columns):
        hasher.add(row)
    return hasher.done()


def columns_of(db: Database, table: str) -> tuple[str, ...]:
    """The columns of a table that are sealed."""
    return tuple(name for name in db.table(table).columns_dict if name not in _NOT_SEALED)


def stored(db: Database, table: str, sweep: int, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """A sweep's rows of a table in the order in which they were written."""
    names = ", ".join(f'"{name}"' for name in columns)
    key = "id" if table == "sweeps" else "sweep"
    where = "" if table in OF_ALL_SWEEPS else f'WHERE "{key}" = {sweep:d}'
    return iter(db.conn.execute(f'SELECT {names} FROM "{table}" {where} ORDER BY rowid'))  # noqa: S608 - our own names


def file_of(path: Path) -> dict[str, Any]:
    """A file's length and digest."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return {"bytes": size, "sha256": digest.hexdigest()}


def append(
    db: Database,
    event: Event,
    sweep: int | None,
    tables: Mapping[str, Rows],
    files: Mapping[str, Mapping[str, Any] | None] | None = None,
    **facts: object,
) -> str:
    """Add a link, in the caller's transaction; what says nothing new adds none. Returns the last seal of the chain.

    A file that is None is no more.
    """
    what = {
        "files": {name: dict(told) if told else None for name, told in (files or {}).items()},
        "tables": {name: rows.told for name, rows in tables.items()},
        **facts,
    }
    before = [seal for seal in chain(db, sweep) if seal.event == event]
    if before and before[-1].what == what and _nothing_since(db, before[-1]):
        return last(db)
    week = db.conn.execute("SELECT week FROM sweeps WHERE id = ?", (sweep,)).fetchone()
    link = Seal(0, now(), event, sweep, week[0] if week else None, what, last(db), "")
    told = json.dumps(what, ensure_ascii=False, sort_keys=True)
    db.conn.execute(
        "INSERT INTO seals (at, event, sweep, week, what, previous, seal) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (link.at, event, sweep, link.week, told, link.previous, link.expected),
    )
    db.conn.executemany(
        'INSERT OR REPLACE INTO sealed_rows (sweep, "table", marks) VALUES (?, ?, ?)',
        [(_scope(name, sweep), name, rows.marks) for name, rows in tables.items()],
    )
    return link.expected


def _scope(table: str, sweep: int | None) -> int:
    """The sweep that sealed rows of a table belong to; 0 for those that belong to all."""
    return 0 if table in OF_ALL_SWEEPS or sweep is None else sweep


def _nothing_since(db: Database, link: Seal) -> bool:
    """Whether no later link speaks of the same sweep's tables."""
    query = "SELECT 1 FROM seals WHERE sweep IS ? AND id > ? AND event <> 'issued'"
    return db.conn.execute(query, (link.sweep, link.id)).fetchone() is None


def last(db: Database) -> str:
    """The last seal of the chain."""
    row = db.conn.execute("SELECT seal FROM seals ORDER BY id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else BEGINNING


def chain(db: Database, sweep: int | None = None) -> Iterator[Seal]:
    """The links in their order, all or those of one sweep."""
    where = "" if sweep is None else f"WHERE sweep = {sweep:d}"
    for row in db.query(f"SELECT * FROM seals {where} ORDER BY id"):  # noqa: S608 - a number
        yield Seal(**{**row, "what": json.loads(row["what"])})


def seal_sweep(db: Database, sweep: int, captures: Path) -> str:
    """Seal what a sweep has collected: its rows, and the files that it wrote."""
    week, attempt = db.conn.execute("SELECT week, attempt FROM sweeps WHERE id = ?", (sweep,)).fetchone()
    files = sorted((captures / week).glob(f"{week}-{attempt}-*.warc.gz"))
    return append(
        db,
        "collected",
        sweep,
        {table: rows_of(db, table, sweep) for table in COLLECTED},
        {path.relative_to(captures).as_posix(): file_of(path) for path in files},
    )
