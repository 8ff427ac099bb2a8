"""What one unit shows, made ready to be searched: its columns, every document in them, and what was not seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from checks.looking import failure_of, looks_agree, proofs
from checks.model import Article, Column, Seen
from checks.naming import UnitNames
from checks.titles import Titles
from crawler.addresses import page_key
from crawler.items import Entry, Reason
from rules.model import ColumnType, Unit
from rules.text import plain

_MOST_SEEN = 20


@dataclass(frozen=True, eq=False)
class Territory:
    """What a unit shows, to search catalog rows in. Equal only to itself.

    `columns` are the unit's own, `loose` entries elsewhere on the portal that are attributed to it, `articles` the
    opened pages. `gap` is None when the unit's whole area was swept; `agreed`: second looks at the area agree.
    `names` knows the other units by name too, where the caller has them. `common` are the portal's own columns, and
    `nameless` the documents in them of which nobody can tell whose they are, for their pages were not read.
    """

    columns: tuple[Column, ...]
    loose: tuple[Entry, ...]
    articles: tuple[Article, ...]
    gap: Reason | None
    agreed: bool
    names: UnitNames | None = None
    common: tuple[Column, ...] = ()
    nameless: Index | None = None

    @cached_property
    def opened(self) -> Mapping[str, Article]:
        """The opened pages by address."""
        return {article.url: article for article in self.articles}

    @cached_property
    def pages(self) -> Mapping[str, Article]:
        """The opened pages by what `bare_address` makes of theirs; of several the first."""
        return {bare_address(article.url): article for article in reversed(self.articles)}

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the unit's own columns, each once."""
        return tuple(dict.fromkeys(column.name for column in self.columns))

    @cached_property
    def carried(self) -> tuple[tuple[Column, tuple[Seen, ...]], ...]:
        """The portal's own columns that an earlier week gave, and what it gave of them."""
        listed = (column for column in self.common if column.role in ("list", "document"))
        return tuple((column, seen) for column in listed if (seen := carried_in((column,))))

    @cached_property
    def unread(self) -> tuple[tuple[Column, Reason], ...]:
        """The portal's own columns that were not read whole, and why."""
        listed = (column for column in self.common if column.role in ("list", "document"))
        return tuple((column, gap) for column in listed if (gap := gap_of(column)))

    @cached_property
    def area_gap(self) -> Reason | None:
        """Why absence cannot be stated of the area: its own gap, any column that was not read whole, or no column.

        An area in which nothing at all was found may just as well be one that we cannot read.
        """
        read = [column for column in self.columns if column.role in ("list", "document")]
        if not (read or self.loose or self.articles):
            return self.gap or Reason.EMPTY_UNPROVEN
        return self.gap or next((gap for column in read if (gap := gap_of(column))), None)

    @cached_property
    def looked_twice(self) -> bool:
        """Whether the second look at the area agrees, and every list in it was seen twice: else absence is not sure."""
        lists = (column for column in self.columns if column.role == "list")
        return self.agreed and not any(failure_of(column.looks, 2) for column in lists)

    def members(self, column: Column) -> tuple[Column, ...]:
        """The columns that hold what a column leads to: itself, or all lists below a parent."""
        if column.role != "parent":
            return (column,)
        depth = len(column.path)
        below = (one for one in self.columns if len(one.path) > depth and one.path[:depth] == column.path)
        return tuple(one for one in below if one.role in ("list", "document"))

    def entries(self, column: Column) -> tuple[Entry, ...]:
        """The documents of a column; a column whose page is the document is one."""
        if column.role != "document" or column.entries:
            return column.entries
        article = self.opened.get(column.url)
        return (Entry(column.name, column.url, article.day if article else None),)

    def pages_of(self, entries: Iterable[Entry]) -> tuple[Article, ...]:
        """The opened pages of some entries."""
        return tuple(self.opened[entry.url] for entry in entries if entry.url in self.opened)


@dataclass(frozen=True, slots=True)
class Document:
    """One entry with the column it stands in (None: elsewhere on the portal) and its whole title."""

    entry: Entry
    column: Column | None
    title: str

    @property
    def cut(self) -> bool:
        """Whether the list showed only the beginning of the title, and no page told the rest."""
        return self.title.rstrip().endswith(("…", "...", "．．．"))

    @property
    def place(self) -> str | None:
        """The address of its column."""
        return self.column.url if self.column else None


@dataclass(frozen=True)
class Index:
    """A territory read once for all rows: every document, and their titles to be searched."""

    documents: tuple[Document, ...]
    titles: Titles

    @cached_property
    def cut(self) -> tuple[Document, ...]:
        """The documents whose whole titles nobody knows."""
        return tuple(one for one in self.documents if one.cut)


def bare_address(url: str) -> str:
    """An address without its scheme: the same page however it was written down."""
    return page_key(url.strip()).partition("://")[2]


def units_of(territory: Territory, unit: Unit) -> UnitNames:
    """The names of units that titles are read with: all that the caller knows, else this unit's own."""
    return territory.names or _own_names(unit)


@lru_cache(maxsize=256)
def _own_names(unit: Unit) -> UnitNames:
    return UnitNames.of((unit,))


_INDEXES: WeakKeyDictionary[Territory, Index] = WeakKeyDictionary()


def index_of(territory: Territory, unit: Unit) -> Index:
    """A territory, read once; an entry that stands in several places is met in the unit's own columns first."""
    if territory not in _INDEXES:
        _INDEXES[territory] = _read(territory, unit)
    return _INDEXES[territory]


def _read(territory: Territory, unit: Unit) -> Index:
    found: dict[tuple[str, str | None], Document] = {}
    for column in territory.columns:
        for entry in territory.entries(column):
            found.setdefault((entry.url, column.url), Document(entry, column, _title(entry, territory)))
    met = {url for url, _ in found}
    for entry in territory.loose:
        if entry.url not in met:
            found.setdefault((entry.url, None), Document(entry, None, _title(entry, territory)))
    documents = tuple(found.values())
    return Index(documents, Titles((one.title for one in documents), units=units_of(territory, unit)))


def nameless_of(rows: Iterable[tuple[Column, Entry]], names: UnitNames) -> Index:
    """Rows of the portal's own columns, to be searched by every unit."""
    documents = tuple(Document(entry, column, entry.title) for column, entry in rows)
    return Index(documents, Titles((one.title for one in documents), units=names))


def is_news(document: Document, territory: Territory) -> bool:
    """Whether a document stands among news, where things are told of and not published."""
    article = territory.opened.get(document.entry.url)
    kind = document.column.type if document.column else article.column_type if article else None
    return kind is ColumnType.NEWS


def gap_of(column: Column) -> Reason | None:
    """Why a column's list cannot be taken for whole; None where it can."""
    if column.incident:
        return Reason.INCIDENT
    if column.role == "outside":
        return Reason.NOT_SWEPT
    if failure := failure_of(column.looks, 1):
        return failure
    if not column.complete:
        return Reason.INCOMPLETE
    unproven = column.role == "list" and not column.entries and not proven_empty(column)
    return Reason.EMPTY_UNPROVEN if unproven else None


def proven_empty(column: Column) -> bool:
    """Whether every look that could be read proves that a list holds nothing."""
    read = [look for look in column.looks if look.reason is None]
    return not column.entries and bool(read) and all(look.empty_proof and not look.entries for look in read)


def agrees(column: Column) -> bool:
    """Whether a second look saw the same list, and nothing newer."""
    if failure_of(column.looks, 2) or not looks_agree(column.looks):
        return False
    first, *others = (look.newest for look in column.looks if look.reason is None)
    return all(newest is None or (first is not None and newest <= first) for newest in others)


def seen_in(columns: Iterable[Column], articles: Iterable[Article] = ()) -> tuple[Seen, ...]:
    """The stored answers behind columns and pages, as many as a ruling needs to show, and all that an earlier week gave."""
    looks = [seen for column in columns for seen in proofs(column.looks)]
    every = list(dict.fromkeys([*looks, *(page.seen for page in articles if page.seen)]))
    return (*every[:_MOST_SEEN], *(seen for seen in every[_MOST_SEEN:] if seen.carried))


def carried_in(columns: Iterable[Column]) -> tuple[Seen, ...]:
    """What of some columns an earlier week gave: who says that there is nothing else in them rests on it too."""
    return tuple(seen for column in columns for seen in proofs(column.looks) if seen.carried)


def _title(entry: Entry, territory: Territory) -> str:
    """The entry's title; that of its page where the list cut it short."""
    shown, page = entry.title.rstrip(" .…．"), territory.opened.get(entry.url)
    cut = shown != entry.title.rstrip() or not shown
    return page.title if cut and page and plain(page.title).startswith(plain(shown)) else entry.title
