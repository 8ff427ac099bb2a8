"""What a sweep has learned so far: fronts, columns and their entries, looks. Mutable while the sweep runs."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.items import Entry, Kind, Page, ReadBy, Reason, day_of
from crawler.outcomes import GONE
from crawler.survey.shelf import Shelf
from rules.model import Column as OfficeColumn
from rules.model import ColumnType

Role = Literal["list", "document", "parent", "outside"]
UnitFrom = Literal["table", "area", "front", "trail", "owner"]


@dataclass(frozen=True, slots=True)
class Got:
    """What one ask came to: the page as read, or the reason why there is none. `carried`: an earlier week's answer."""

    reason: Reason | None
    page: Page | None = None
    fetch: int | None = None
    status: int | None = None
    snapshots: tuple[Page, ...] = ()
    detail: str | None = None
    carried: bool = False

    @property
    def content(self) -> Page | None:
        """The page when it can be judged as content."""
        return self.page if self.reason is None else None


@dataclass(frozen=True, slots=True)
class EntryState:
    """An entry with where it stood: its position in the list, the look that showed it, the list page."""

    entry: Entry
    position: int
    look: int
    page_url: str


def pack_entry(state: EntryState) -> tuple[object, ...]:
    """An entry as a shelf holds it."""
    return (*bare(state.entry), state.position, state.look, state.page_url)


def unpack_entry(row: tuple[str, str, int | None, bool, int, int, str]) -> EntryState:
    """An entry from its shelf."""
    *entry, position, look, page_url = row
    return EntryState(entry_of(*entry), position, look, page_url)  # type: ignore[arg-type]  # four of the seven


def bare(entry: Entry) -> tuple[str, str, int | None, bool]:
    """A row as plain values."""
    return entry.title, entry.url, entry.date.toordinal() if entry.date else None, entry.pinned


def entry_of(title: str, url: str, day: int | None, pinned: bool) -> Entry:  # noqa: FBT001 - as `bare` gave it
    """The row again."""
    return Entry(title, url, date.fromordinal(day) if day else None, pinned)


@dataclass(slots=True)
class LookState:
    """One look at a list: `pages` are what it rests on (static first, rendered after)."""

    reason: Reason | None
    fetch: int | None
    read_by: ReadBy = "static"
    entries: tuple[Entry, ...] = ()
    pages: tuple[Page, ...] = ()
    status: int | None = None

    @property
    def gone(self) -> bool:
        """Whether the server said plainly that there is nothing at the address."""
        return self.status in GONE

    def newest(self, latest: date) -> date | None:
        """The newest credible date that this look showed."""
        return max((e.date for e in self.entries if e.date is not None and e.date <= latest), default=None)


@dataclass(slots=True)
class FrontState:
    """The home page or a unit's own disclosure page, with the looks at it."""

    url: str
    unit: str | None
    looks: dict[int, LookState] = field(default_factory=dict)
    detail: str | None = None

    @property
    def key(self) -> str:
        """Equal for every address of the same page."""
        return page_key(self.url)

    @property
    def page(self) -> Page | None:
        """The first look's page."""
        first = self.looks.get(1)
        return first.pages[0] if first and first.reason is None and first.pages else None


@dataclass(slots=True)
class Reading:
    """How far one list has been read, page by page; its head is page 0.

    `asked` maps what was asked for to the number of its page, `arrived` holds answers that came before their turn,
    `waiting` the questions not asked yet. `rows` counts as the list itself counts, repeated ones too. `echoes` are
    the pages behind page `newest` that showed nothing new.
    """

    total: int | None = None
    asked: dict[str, int] = field(default_factory=dict)
    waiting: deque[Ask] = field(default_factory=deque)
    arrived: dict[int, tuple[Ask, Got]] = field(default_factory=dict)
    offered: int = 1
    turn: int = 1
    read: int = 0
    lost: int = 0
    rows: int = 0
    newest: int = 0
    echoes: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be missing: no lost page, no row short of the declared total.

        Several pages that all show the first one again are no end of a list: the server does not turn its pages.
        """
        if self.total is not None and self.rows < self.total:
            return False
        stuck = self.total is None and self.newest == 0 and self.echoes > 1
        return self.lost == 0 and not stuck


@dataclass(slots=True)
class ColumnState:
    """A column while it is being read.

    `order` is its place in the survey. `row`: its address stood among rows, so that it may turn out a document.
    `tentative`: only its own breadcrumb can show that it belongs to the unit. `reading` is how far its list is read;
    `carried_from` the sweep that read its further pages, where this one did not.
    """

    url: str
    name: str
    unit: str
    unit_from: UnitFrom
    found_on: str | None
    depth: int
    office: OfficeColumn | None = None
    order: int = 0
    row: bool = False
    tentative: bool = False
    path: tuple[str, ...] = ()
    type: ColumnType = ColumnType.OTHER
    type_from: str = ""
    role: Role = "list"
    read_by: ReadBy = "static"
    outcome: Reason | None = Reason.NOT_SWEPT
    detail: str | None = None
    reading: Reading = field(default_factory=Reading)
    entries: dict[str, EntryState] | Shelf[EntryState] = field(default_factory=dict)
    looks: dict[int, LookState] = field(default_factory=dict)
    head: Page | None = None
    carried_from: int | None = None

    @property
    def key(self) -> str:
        """Equal for every address of the same column."""
        return page_key(self.url)

    @property
    def vanished(self) -> bool:
        """Whether nothing stands behind a menu's link: gone at every look, and not listed by the office."""
        return self.office is None and bool(self.looks) and all(look.gone for look in self.looks.values())

    @property
    def complete(self) -> bool:
        """Whether the whole list was read."""
        return self.outcome is None and self.reading.whole

    def take(self, page: Page, look: int) -> bool:
        """Add a list page's entries and count its rows; whether any of them was new."""
        fresh = self.add(page, look)
        self.reading.rows += len(page.entries) if fresh else 0
        return fresh

    def add(self, page: Page, look: int) -> bool:
        """Add the entries of a page that is no part of the reading (a second look); whether any was new."""
        before = len(self.entries)
        for entry in page.entries:
            key = page_key(entry.url)
            known = self.entries.get(key)
            if known is None:
                self.entries[key] = EntryState(entry, len(self.entries), look, page.url)
            elif known.entry.date is None and entry.date is not None:
                self.entries[key] = replace(known, entry=entry)
        return len(self.entries) > before

    def take_document(self, page: Page) -> None:
        """The column's page is itself the document."""
        self.role = "document"
        entry = Entry(page.title or self.name, page.url, day_of(page.published))
        self.entries[page_key(page.url)] = EntryState(entry, 0, 1, page.url)


def is_document(page: Page) -> bool:
    """Whether a column's page is itself the document."""
    return page.kind in (Kind.ARTICLE, Kind.ATTACHMENT)
