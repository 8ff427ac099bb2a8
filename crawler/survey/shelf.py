"""What a survey must remember of every address, on disk: memory stays the same however large the portal is.

The file belongs to one run and is gone with it: a resumed sweep learns everything anew from its stored answers.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, ItemsView, Iterator, Mapping, ValuesView
from pathlib import Path
from typing import Any, Generic, TypeVar

from crawler.private import private_file, private_folder

V = TypeVar("V")
_CACHE_KB = 8_000
_BATCH = 500
_SCHEMA = """
    CREATE TABLE things (shelf INTEGER, place INTEGER, name TEXT, value BLOB, PRIMARY KEY (shelf, place)) WITHOUT ROWID;
    CREATE UNIQUE INDEX names ON things (shelf, name);
"""


class Cabinet:
    """All shelves of one survey: a scratch database that nobody else sees. Without a folder it lies in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        path = private_file(private_folder(folder) / "survey.db") if folder is not None else None
        if path is not None:
            path.write_bytes(b"")  # of a run that died before it could take its file away
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        if path is not None:
            path.unlink()
        self._shelves = 0

    def shelf(self, pack: Callable[[V], Any], unpack: Callable[[Any], V]) -> Shelf[V]:
        """A new shelf. `pack` makes of a thing what `marshal` can write, `unpack` the thing again."""
        self._shelves += 1
        return Shelf(self._db, self._shelves, pack, unpack)

    def close(self) -> None:
        """Throw everything away."""
        self._db.close()


class _Items(ItemsView[str, V]):
    """Names and things, in one go through the disk."""

    _mapping: Shelf[V]

    def __iter__(self) -> Iterator[tuple[str, V]]:
        return self._mapping.each()


class _Values(ValuesView[V]):
    """Things, in one go through the disk."""

    _mapping: Shelf[V]

    def __iter__(self) -> Iterator[V]:
        return (thing for _, thing in self._mapping.each())


class Shelf(Mapping[str, V], Generic[V]):
    """A mapping on disk, in the order in which its names came. What it gives out is a copy: put back what you change."""

    def __init__(
        self, db: sqlite3.Connection, number: int, pack: Callable[[V], Any], unpack: Callable[[Any], V]
    ) -> None:
        self._db = db
        self._number = number
        self._pack = pack
        self._unpack = unpack
        self._count = 0

    def __setitem__(self, name: str, thing: V) -> None:
        value = marshal.dumps(self._pack(thing))
        put = self._db.execute(
            "INSERT OR IGNORE INTO things VALUES (?, ?, ?, ?)", (self._number, self._count, name, value)
        )
        if put.rowcount:
            self._count += 1
        else:
            self._db.execute(
                "UPDATE things SET value = ? WHERE shelf = ? AND name = ?", (value, self._number, name)
            )

    def __getitem__(self, name: str) -> V:
        found = self._db.execute(
            "SELECT value FROM things WHERE shelf = ? AND name = ?", (self._number, name)
        ).fetchone()
        if found is None:
            raise KeyError(name)
        return self._unpack(marshal.loads(found[0]))  # noqa: S302 - our own file, which nobody else ever saw

    def __contains__(self, name: object) -> bool:
        query = "SELECT 1 FROM things WHERE shelf = ? AND name = ?"
        return self._db.execute(query, (self._number, name)).fetchone() is not None

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._rows())

    def items(self) -> ItemsView[str, V]:
        """Names and things."""
        return _Items(self)

    def values(self) -> ValuesView[V]:
        """The things."""
        return _Values(self)

    def each(self) -> Iterator[tuple[str, V]]:
        """Name and thing of everything; it may be written to meanwhile."""
        return ((name, self._unpack(marshal.loads(value))) for name, value in self._rows())  # noqa: S302 - as above

    def _rows(self) -> Iterator[tuple[str, bytes]]:
        """Read in batches, so that the shelf can be written to on the way."""
        last = -1
        while True:
            rows = self._db.execute(
                "SELECT place, name, value FROM things WHERE shelf = ? AND place > ? ORDER BY place LIMIT ?",
                (self._number, last, _BATCH),
            ).fetchall()
            yield from ((name, value) for _, name, value in rows)
            if len(rows) < _BATCH:
                return
            last = rows[-1][0]
