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
from rules.model import Column as OfficeColumn
from rules.model import ColumnType

Role = Literal["list", "document", "parent", "outside"]
UnitFrom = Literal["table", "area", "front", "trail", "owner"]


@dataclass(frozen=True, slots=True)
class Got:
    """What one ask came to: the page as read, or the reason why there is none."""

    reason: Reason | None
    page: Page | None = None
    fetch: int | None = None
    status: int | None = None
    snapshots: tuple[Page, ...] = ()
    detail: str | None = None

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
    def page(self) -> Page | None:
        """The first look's page."""
        first = self.looks.get(1)
        return first.pages[0] if first and first.reason is None and first.pages else None


@dataclass(slots=True)
class ColumnState:
    """A column while it is being read.

    `row`: its address stood among rows, so that it may turn out a document. `tentative`: only its own breadcrumb can
    show that it belongs to the unit. `waiting` are list pages not asked for yet; `rows_read` counts rows as the list counts
    them, repeated ones too.
    """

    url: str
    name: str
    unit: str
    unit_from: UnitFrom
    found_on: str | None
    depth: int
    office: OfficeColumn | None = None
    row: bool = False
    tentative: bool = False
    path: tuple[str, ...] = ()
    type: ColumnType = ColumnType.OTHER
    type_from: str = ""
    role: Role = "list"
    read_by: ReadBy = "static"
    outcome: Reason | None = Reason.NOT_SWEPT
    detail: str | None = None
    asked: set[str] = field(default_factory=set)
    waiting: deque[Ask] = field(default_factory=deque)
    pages_read: int = 0
    pages_lost: int = 0
    rows_read: int = 0
    list_total: int | None = None
    entries: dict[str, EntryState] = field(default_factory=dict)
    looks: dict[int, LookState] = field(default_factory=dict)
    head: Page | None = None

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
        short = self.list_total is not None and self.rows_read < self.list_total
        return self.outcome is None and self.pages_lost == 0 and not short

    def take(self, page: Page, look: int) -> bool:
        """Add a list page's entries; whether any of them was new."""
        before = len(self.entries)
        for entry in page.entries:
            key = page_key(entry.url)
            known = self.entries.get(key)
            if known is None:
                self.entries[key] = EntryState(entry, len(self.entries), look, page.url)
            elif known.entry.date is None and entry.date is not None:
                self.entries[key] = replace(known, entry=entry)
        fresh = len(self.entries) > before
        self.rows_read += len(page.entries) if fresh else 0
        return fresh

    def take_document(self, page: Page) -> None:
        """The column's page is itself the document."""
        self.role = "document"
        entry = Entry(page.title or self.name, page.url, day_of(page.published))
        self.entries[page_key(page.url)] = EntryState(entry, 0, 1, page.url)


def is_document(page: Page) -> bool:
    """Whether a column's page is itself the document."""
    return page.kind in (Kind.ARTICLE, Kind.ATTACHMENT)
