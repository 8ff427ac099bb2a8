"""What earlier sweeps left, as far as this one may rest on it instead of asking again (docs/sparing.md).

Everything here is read from the store when it is wanted: the known pages lie on disk, however many they are.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.addresses import page_key
from crawler.captures import Place
from crawler.hiding import hidden
from crawler.items import Entry

_FACTS = ("fetched_at", "http_status", "final_url", "bytes", "sha256", "kind", "capture", "capture_offset")
_BASE = """
    SELECT id FROM sweeps WHERE state = 'done' AND week < :week AND scope IN ('all', 'portal')
    ORDER BY week DESC, attempt DESC LIMIT 1
"""
_DONE_BEFORE = """
    SELECT 1 FROM sweeps WHERE week = :week AND id < :sweep AND state = 'done' AND scope IN ('all', 'portal')
"""
_FORGET = """
    DELETE FROM known_pages WHERE key IN (
        SELECT key FROM fetches WHERE sweep = :sweep AND carried_from IS NULL AND outcome <> 'ok')
"""
_KEEP = """
    INSERT OR REPLACE INTO known_pages (key, fetch)
    SELECT key, id FROM fetches WHERE sweep = :sweep AND outcome = 'ok' AND capture IS NOT NULL AND via = 'http'
        AND carried_from IS NULL AND unmodified IS NULL AND purpose IN ('home', 'front', 'column', 'article', 'link')
"""
_WHOLE = "SELECT 1 FROM sweeps WHERE id = ? AND state = 'done' AND scope IN ('all', 'portal')"


@cache
def bounds() -> dict[str, Any]:
    """crawler/sparing.toml."""
    return tomllib.loads(Path(__file__).with_name("sparing.toml").read_text("utf-8"))


def turn_of_page(name: str) -> int:
    """In which of the quarter's weeks a page is asked for, whatever is known of it."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % _weeks()


def turn_of_week(day: date) -> int:
    """Which of the quarter's weeks a day lies in."""
    return (day.toordinal() - 1) // 7 % _weeks()


def _weeks() -> int:
    return int(bounds()["rotation"]["weeks"])


@dataclass(frozen=True, slots=True)
class Good:
    """The last good answer to a question: the sweep that got it, that sweep's day, and what its row says."""

    sweep: int
    as_of: date
    facts: dict[str, Any]

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(self.facts["capture"], self.facts["capture_offset"])


@dataclass(frozen=True)
class EarlierList:
    """A list that was read whole: its rows as it counts them, its pages, the total that it declared.

    `sweep` is the one that read its further pages; `entries` are (entry, list page) in the list's order.
    """

    sweep: int
    rows: int
    pages: int
    total: int | None
    entries: tuple[tuple[Entry, str], ...]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each row stood, by the key of its address."""
        return {page_key(entry.url): place for place, (entry, _) in enumerate(self.entries)}


class Past:
    """The earlier sweeps, as one sweep sees them. What is in doubt is what is so when the sweep is begun or resumed."""

    def __init__(self, db: Database, sweep: int) -> None:
        self._db = db
        week, as_of, full = db.conn.execute(
            "SELECT week, as_of, full FROM sweeps WHERE id = ?", (sweep,)
        ).fetchone()
        self._week = week
        self._as_of = date.fromisoformat(as_of)
        told = {"week": week, "sweep": sweep}
        again = db.conn.execute(_DONE_BEFORE, told).fetchone() is not None  # somebody wants to know it anew
        found = None if full or again else db.conn.execute(_BASE, told).fetchone()
        self._base: int | None = found[0] if found else None
        self._doubted = frozenset(url for (url,) in db.conn.execute("SELECT url FROM doubts"))

    def good(self, keys: Sequence[str]) -> Good | None:
        """The last good answer to a question, by its keys, from an earlier week."""
        if self._base is None:
            return None
        names, marks = ", ".join(f"f.{name}" for name in _FACTS), ", ".join("?" * len(keys))
        row = self._db.conn.execute(
            f"SELECT f.sweep, s.as_of, {names} FROM known_pages k JOIN fetches f ON f.id = k.fetch"  # noqa: S608 - our own
            f" JOIN sweeps s ON s.id = f.sweep WHERE k.key IN ({marks}) AND s.week < ? ORDER BY f.id DESC LIMIT 1",
            (*keys, self._week),
        ).fetchone()
        if row is None:
            return None
        return Good(row[0], date.fromisoformat(row[1]), dict(zip(_FACTS, row[2:], strict=True)))

    def rests(self, name: str, good: Good) -> bool:
        """Whether a page may be taken as it was: not doubted, not in this week's share, and not too long ago."""
        return not self.is_due(name) and self._is_recent(good.as_of)

    def doubts(self, name: str) -> bool:
        """Whether an accusation rests on an address, by its key: it may be where another one led to."""
        return name in self._doubted

    def is_due(self, name: str) -> bool:
        """Whether a page or list, by the key of its address, must be asked for anew this week."""
        if self._base is None or name in self._doubted:
            return True
        return turn_of_page(name) == turn_of_week(self._as_of)

    def _is_recent(self, day: date) -> bool:
        return (self._as_of - day).days < 7 * _weeks()  # a week that was missed has skipped its share

    def showed(self, column_url: str, entry: Entry) -> bool:
        """Whether the last sweep saw this very row in this very list: same address, title and date."""
        row = self._db.conn.execute(
            "SELECT title, date FROM entries WHERE sweep = ? AND column_url = ? AND url = ?",
            (self._base, column_url, entry.url),
        ).fetchone()
        return row is not None and same_row(entry, row[0], row[1])

    def listing(self, column_url: str) -> EarlierList | None:
        """A list as the last sweep left it; None for one that was not read whole, or is due."""
        if self.is_due(page_key(column_url)):
            return None
        head = self._db.conn.execute(
            'SELECT s.as_of, s.id, c."rows", c.pages, c.list_total FROM columns c'
            " JOIN sweeps s ON s.id = coalesce(c.carried_from, c.sweep) WHERE c.sweep = ? AND c.url = ? AND c.role = 'list'"
            " AND c.outcome = 'ok' AND c.complete = 1 AND c.read_by <> 'browser' AND c.\"rows\" IS NOT NULL",
            (self._base, column_url),
        ).fetchone()
        if head is None or not self._is_recent(date.fromisoformat(head[0])):
            return None
        found = self._db.conn.execute(
            "SELECT title, url, date, pinned, page_url FROM entries WHERE sweep = ? AND column_url = ? ORDER BY position",
            (self._base, column_url),
        )
        entries = tuple(
            (Entry(title, url, date.fromisoformat(day) if day else None, bool(pinned)), page_url)
            for title, url, day, pinned, page_url in found
        )
        return EarlierList(head[1], head[2], head[3], head[4], entries)


def same_row(entry: Entry, title: str, day: str | None) -> bool:
    """Whether a row reads as it is stored; a personal number in its title is hidden there."""
    shown = hidden("entries", {"title": entry.title}, date.min)["title"]
    return shown == title and (entry.date.isoformat() if entry.date else None) == day


def remember(db: Database, sweep: int) -> None:
    """Know the pages of a sweep that is done, in the caller's transaction. What failed in it is known no more."""
    db.conn.execute(_FORGET, {"sweep": sweep})
    db.conn.execute(_KEEP, {"sweep": sweep})


def doubt(db: Database, urls: Iterable[str], sweep: int) -> None:
    """Have the next sweep ask these addresses anew, whatever it knows of them; in the caller's transaction.

    What was in doubt before is so no more if this sweep had the whole portal in view.
    """
    if db.conn.execute(_WHOLE, (sweep,)).fetchone():
        db.conn.execute("DELETE FROM doubts")
    db.conn.executemany("INSERT OR IGNORE INTO doubts VALUES (?)", ((page_key(url),) for url in urls))
