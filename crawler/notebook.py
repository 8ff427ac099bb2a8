"""The one hand that writes a sweep's rows. Spiders decide what is true; the notebook puts it down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from sqlite_utils import Database

from crawler.captures import Body, Place
from crawler.hiding import hidden
from crawler.items import Reason
from crawler.past import Good
from crawler.survey.earlier import Earlier

Row = Mapping[str, Any]
_BATCH = 500
_EARLIER = """
    SELECT o.declared_total, (SELECT max(n.newest) FROM sources n WHERE n.account = o.account AND n.source = o.source
                              AND n.sweep <= o.sweep)
    FROM sources o JOIN sweeps s ON s.id = o.sweep
    WHERE o.account = :account AND o.source = :source AND o.declared_total IS NOT NULL AND s.state = 'done'
        AND s.week < (SELECT week FROM sweeps WHERE id = :now)
    ORDER BY s.week DESC, s.attempt DESC, o.look DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class FetchRow:
    """What the store already holds of one wanted answer."""

    id: int
    http_status: int | None
    place: Place | None
    outcome: str | None = None
    carried: bool = False


class Notebook:
    """Rows of one sweep. Every method is one transaction, so that a crash leaves nothing half said."""

    def __init__(self, database: Database, sweep: int) -> None:
        self._db = database
        self.sweep = sweep
        self._open = False

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction for all that is put down meanwhile: what an answer was worth, and what was read in it."""
        if self._open:
            yield
            return
        self._open = True
        try:
            with self._db.conn:
                yield
        finally:
            self._open = False

    @property
    def attempt(self) -> int:
        """Which attempt of its week the sweep is."""
        return int(
            self._db.conn.execute("SELECT attempt FROM sweeps WHERE id = ?", (self.sweep,)).fetchone()[0]
        )

    @cached_property
    def _today(self) -> date:
        """The day that is judged; of what belongs to no sweep the real one."""
        row = self._db.conn.execute("SELECT as_of FROM sweeps WHERE id = ?", (self.sweep,)).fetchone()
        return date.fromisoformat(row[0]) if row else datetime.now(UTC).date()

    def wanted(self, key: str, url: str, method: str | None, via: str, look: int, purpose: str) -> FetchRow:
        """Note that an answer is wanted; returns what is already known of it (a new row when nothing is)."""
        with self.together():
            put = self._db.conn.execute(
                "INSERT OR IGNORE INTO fetches (sweep, key, url, method, via, look, purpose, asked_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (self.sweep, key, url, method, via, look, purpose, now()),
            )
        if put.rowcount == 1 and put.lastrowid is not None:
            return FetchRow(put.lastrowid, None, None)
        row = self.known(key)
        assert row is not None, "a row just written is there"
        return row

    def known(self, key: str) -> FetchRow | None:
        """What this sweep holds of one answer, if anything."""
        row = self._db.conn.execute(
            "SELECT id, http_status, capture, capture_offset, outcome, carried_from FROM fetches WHERE sweep = ? AND key = ?",
            (self.sweep, key),
        ).fetchone()
        if row is None:
            return None
        place = Place(row[2], row[3]) if row[2] is not None else None
        return FetchRow(row[0], row[1], place, row[4], row[5] is not None)

    def dropped(self, beginning: str) -> dict[str, tuple[str, FetchRow]]:
        """What this sweep holds of dropped files, by key: their addresses and rows; `beginning` is that of their keys."""
        rows = self._db.conn.execute(
            "SELECT key, url, id, http_status, capture, capture_offset, outcome FROM fetches"
            " WHERE sweep = ? AND via = 'inbox' AND substr(key, 1, ?) = ? AND capture IS NOT NULL ORDER BY id",
            (self.sweep, len(beginning), beginning),
        )
        return {row[0]: (row[1], FetchRow(row[2], row[3], Place(row[4], row[5]), row[6])) for row in rows}

    def arrived(
        self, fetch: int, at: datetime, seconds: float | None, *, first: str | None = None, **facts: object
    ) -> None:
        """Note the answer's facts: http_status, bytes, sha256, capture, capture_offset, final_url …

        `first`: its body, of this digest, lies in its own record, and nowhere before.
        """
        moment = at.isoformat(timespec="seconds")
        with self.together():
            self._set(fetch, fetched_at=moment, seconds=seconds, **facts)
            if first is not None:
                place = (first, facts["capture"], facts["capture_offset"], facts["final_url"], moment)
                self._db.conn.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?, ?, ?)", place)

    def carry(self, fetch: int, good: Good) -> None:
        """Let an earlier answer stand for one that was wanted, with the moment at which it was really given."""
        self._update(fetch, **good.facts, outcome="ok", carried_from=good.sweep)

    def body(self, sha256: str) -> Body | None:
        """Where a body of this digest lies already."""
        row = self._db.conn.execute(
            "SELECT capture, capture_offset, url, at FROM bodies WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return Body(Place(row[0], row[1]), row[2], datetime.fromisoformat(row[3])) if row else None

    def fetched_at(self, fetch: int | None) -> datetime | None:
        """When an answer came, as it is stored: a resumed sweep is told the same."""
        row = self._db.conn.execute("SELECT fetched_at FROM fetches WHERE id = ?", (fetch,)).fetchone()
        return datetime.fromisoformat(row[0]) if row is not None and row[0] else None

    def earlier(self, account: str, source: str) -> Earlier | None:
        """What the same source said of an account in the last finished sweep that heard it."""
        row = self._db.conn.execute(
            _EARLIER, {"now": self.sweep, "account": account, "source": source}
        ).fetchone()
        if row is None:
            return None
        return Earlier(row[0], datetime.fromisoformat(row[1]) if row[1] else None)

    def settled(self, fetch: int | None, outcome: Reason | None, **facts: object) -> None:
        """Note what an answer was worth: ok, or a reason code, with kind and detail."""
        if fetch is not None:
            self._update(fetch, outcome=outcome.value if outcome else "ok", **facts)

    def _update(self, fetch: int, **told: object) -> None:
        with self.together():
            self._set(fetch, **told)

    def _set(self, fetch: int, **told: object) -> None:
        facts = hidden("fetches", told, self._today)
        names = ", ".join(f'"{name}" = ?' for name in facts)
        self._db.conn.execute(f"UPDATE fetches SET {names} WHERE id = ?", (*facts.values(), fetch))  # noqa: S608

    def write(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows of this sweep into one of its tables, replacing rows of the same key."""
        with self.together():
            self._put(table, rows)

    def replace(self, tables: Mapping[str, Iterable[Row]]) -> None:
        """Put down what was derived in place of what was derived before: all tables together, or none of them.

        Half of it would be judged: an area that is told whole while its columns are still missing accuses its unit.
        """
        with self.together():
            for table, rows in tables.items():
                self._drop(table)
                self._put(table, rows)

    def forget(self, *tables: str) -> None:
        """Drop what an interrupted run derived; it is derived again from the stored answers."""
        with self.together():
            for table in tables:
                self._drop(table)

    def _drop(self, table: str) -> None:
        self._db.conn.execute(f'DELETE FROM "{table}" WHERE sweep = ?', (self.sweep,))  # noqa: S608 - our own names

    def _put(self, table: str, rows: Iterable[Row]) -> None:
        coming = iter(rows)
        while batch := [*islice(coming, _BATCH)]:  # a large portal's rows never all lie in memory
            shown = [hidden(table, row, self._today) for row in batch]
            names = list(shown[0])
            marks = ", ".join("?" * (len(names) + 1))
            quoted = ", ".join(f'"{name}"' for name in ("sweep", *names))
            self._db.conn.executemany(
                f'INSERT OR REPLACE INTO "{table}" ({quoted}) VALUES ({marks})',  # noqa: S608 - our own names
                [(self.sweep, *(_plain(row[name]) for name in names)) for row in shown],
            )

    def needs_browser(self) -> frozenset[str]:
        """The columns that earlier sweeps could read in a browser only."""
        return frozenset(url for (url,) in self._db.conn.execute("SELECT url FROM render_needs"))

    def remember_browser(self, url: str) -> None:
        """Remember that a column's list is only there after rendering."""
        with self.together():
            self._db.conn.execute(
                "INSERT OR IGNORE INTO render_needs (url, since) VALUES (?, ?)", (url, now())
            )

    def probe(self, row: Row) -> None:
        """Put down one reachability probe."""
        self._db.table("probes").insert(dict(row))


def now() -> str:
    """The real time in UTC, as every `fetched_at` has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _plain(value: object) -> object:
    """A value as SQLite holds it: dates as ISO text, sequences and mappings as JSON, truth as 0 and 1."""
    if value is None or type(value) in (str, int, float):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):  # moments are dates too
        return value.isoformat()
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    return value
