"""Sheets: the verdicts of one unit, written as they will lie in the store, and taken in there as a whole.

A sheet is a small database in memory. SQLite copies its rows in a third of the time in which it takes them one by one,
and another process can write it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from sqlite_utils import Database

from checks.bench import COLUMNS, Bench
from crawler.seals import Hasher, Passage, Rows

_NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
_WRITE = f"INSERT INTO verdicts VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
_COPY = f"INSERT INTO main.verdicts ({_NAMES}) SELECT {_NAMES} FROM sheet.verdicts ORDER BY rowid"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Sheet:
    """Verdicts: the image of a database that holds them, and what their seal is made over.

    `doubted` are the addresses that accusations among them rest on.
    """

    image: bytes
    passage: Passage
    doubted: frozenset[str]


def write(bench: Bench, unit: str) -> Sheet:
    """Judge one unit."""
    passage, doubted = Passage(), set[str]()
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE TABLE verdicts ({_NAMES})")
        memory.executemany(_WRITE, passage.passing(bench.verdicts(unit, doubted)))
        memory.commit()
        return Sheet(memory.serialize(), passage, frozenset(doubted))


class Sheets:
    """Where a store takes sheets in, in the caller's transaction. To be closed after it."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._hasher = Hasher(COLUMNS)
        self.doubted: set[str] = set()
        db.execute("ATTACH ':memory:' AS sheet")

    def take(self, sheet: Sheet) -> None:
        """Add the next rows."""
        self._db.conn.deserialize(sheet.image, name="sheet")
        self._db.conn.execute(_COPY)
        self._hasher.take(sheet.passage)
        self.doubted |= sheet.doubted

    def done(self) -> Rows:
        """What the rows came to, for their seal."""
        return self._hasher.done()

    def close(self) -> None:
        """Leave the store as it was opened."""
        self._db.execute("DETACH sheet")
