"""Reading a sweep's stored answers again, by the readers of the sweep: nothing is asked, and the store is not changed.

What is read is put into temporary tables that stand before the store's own (`open_unchanging`), so that whoever judges
sees what the bytes say today and not what was written down then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from crawler.addresses import page_key
from crawler.captures import CaptureError, Place, Stored, read_capture
from crawler.guard import Reach
from crawler.items import Page, Reason
from crawler.notebook import Notebook
from crawler.outcomes import reason_of_page, reason_of_status
from crawler.pages import Answer, read
from crawler.survey.jumps import stranded
from crawler.survey.state import Got
from crawler.unpacking import stored_page
from rules.model import Workspace

Row = Mapping[str, Any]
Fault = Literal["missing", "altered"]
SHADOWED = ("looks", "entries", "articles", "links", "post_links", "sources", "posts")
"""The tables that re-reading fills."""
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Told:
    """A row of `fetches` with the answer that it names, if that is there as it came."""

    row: Row
    stored: Stored | None
    fault: Fault | None = None


class Answers:
    """The stored answers of one sweep. `faults` are those that are gone or not what came, by their row."""

    def __init__(self, db: Database, sweep: Row, workspace: Workspace, captures: Path) -> None:
        self.db = db
        self.sweep = sweep
        self.workspace = workspace
        self.captures = captures
        self.zone = ZoneInfo(sweep["zone"] or "Asia/Shanghai")
        self.reach = Reach.of(workspace)
        self.faults: dict[int, Fault] = {}
        self._met: dict[int, Told] = {}

    @cached_property
    def book(self) -> Notebook:
        """The hand that writes what was read, into tables that go with the connection."""
        shadow(self.db, int(self.sweep["id"]))
        return Notebook(self.db, int(self.sweep["id"]))

    def told(self, fetch: int | None) -> Told | None:
        """A stored answer; None where there is no such row."""
        if fetch is None:
            return None
        if fetch not in self._met:
            row = next(iter(self.db.query("SELECT * FROM fetches WHERE id = ?", (fetch,))), None)
            if row is None:
                return None
            self._met[fetch] = told = self._behind(row)
            if told.fault is not None:
                self.faults[fetch] = told.fault
        return self._met[fetch]

    def _behind(self, row: Row) -> Told:
        if row["capture"] is None:
            return Told(row, None)
        try:
            stored = read_capture(self.captures, Place(row["capture"], row["capture_offset"]))
        except CaptureError:
            return Told(row, None, "altered" if (self.captures / row["capture"]).is_file() else "missing")
        same = (
            hashlib.sha256(stored.body).hexdigest() == row["sha256"] and stored.status == row["http_status"]
        )
        return Told(row, stored if same else None, None if same else "altered")

    def earlier(self, told: Told) -> Told:
        """Of an answer that only says "as before", the one before."""
        if told.row["http_status"] != _NOT_MODIFIED:
            return told
        query = (
            "SELECT id FROM fetches WHERE url = ? AND id < ? AND http_status = 200 ORDER BY id DESC LIMIT 1"
        )
        before = self.db.conn.execute(query, (told.row["url"], told.row["id"])).fetchone()
        return (self.told(before[0]) if before else None) or told

    def latest(self, row: Row) -> date:
        """The last day that a date may bear to be believed, when this answer came."""
        as_of = date.fromisoformat(self.sweep["as_of"])
        at = row["fetched_at"] and datetime.fromisoformat(row["fetched_at"]).astimezone(self.zone).date()
        return max(as_of, at or as_of)

    def got(self, fetch: int | None) -> Got | None:
        """What an answer was worth, as the sweep's spider reads it; None where no bytes can say it."""
        first = self.told(fetch)
        if first is None:
            return None
        told = self.earlier(first)
        if told.stored is None:
            return None
        row, status = told.row, told.stored.status
        if status is None:
            return None  # a file answers no request
        if row["method"] == "HEAD":
            home = page_key(self.workspace.portal.home)
            jumped = page_key(told.stored.url) == home != page_key(row["url"])
            return Got(Reason.SOFT_404 if jumped else reason_of_status(status), None, row["id"], status)
        page = self._page(told.stored, row)
        if page is None:
            return Got(Reason.INCOMPLETE, None, row["id"], status)
        reason = reason_of_page(page, status)
        return Got(reason or stranded(page, self.reach), page, row["id"], status, tuple(self._walked(row)))

    def _page(self, stored: Stored, row: Row) -> Page | None:
        try:
            body = stored_page(stored)
        except CaptureError:
            return None
        headers = {name.lower(): value for name, value in stored.headers}
        rendered = row["via"] == "browser"
        assert stored.status is not None, "a file is no page"
        answer = Answer(stored.url, body, stored.status, headers, asked=row["url"], rendered=rendered)
        return read(answer, today=self.latest(row), zone=self.zone, home=self.workspace.portal.home)

    def _walked(self, row: Row) -> Iterator[Page]:
        """The pages of a list that the browser walked through on the way."""
        query = "SELECT id FROM fetches WHERE sweep = ? AND via = 'browser' AND look = ? AND url GLOB ? ORDER BY id"
        if row["via"] != "browser":
            return
        for (fetch,) in self.db.conn.execute(
            query, (row["sweep"], row["look"], f"{row['url']}#page-*")
        ).fetchall():
            told = self.told(fetch)
            page = self._page(told.stored, row) if told is not None and told.stored is not None else None
            if page is not None:
                yield page

    def of(self, table: str, where: str, *values: object) -> list[Row]:
        """Rows of this sweep in one of its tables."""
        query = f'SELECT * FROM "{table}" WHERE sweep = ? AND {where}'  # noqa: S608 - our own words
        return list(self.db.query(query, (self.sweep["id"], *values)))

    def replace(self, table: str, old: Row, keys: Iterable[str], *new: Row) -> None:
        """Put rows in the place of one, in the temporary table."""
        book = self.book
        names = ["sweep", *keys]
        where = " AND ".join(f'"{name}" IS ?' for name in names)
        with self.db.conn:
            self.db.conn.execute(f'DELETE FROM temp."{table}" WHERE {where}', [old[name] for name in names])  # noqa: S608
        book.write(table, [{name: value for name, value in row.items() if name != "sweep"} for row in new])


def shadow(db: Database, sweep: int) -> None:
    """Make copies of a sweep's tables, to be changed at will: they stand before the store's own for this connection."""
    for table in SHADOWED:
        db.execute(f'CREATE TEMP TABLE "{table}" AS SELECT * FROM main."{table}" WHERE sweep = {sweep:d}')  # noqa: S608
