"""The portal's lists in one sweep: home page and columns, their looks and entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import cast, get_args

from sqlite_utils import Database

from checks.evidence.cells import SEEN, Row, day, listed, reason, rows_of, seen
from checks.evidence.sweep import Frame
from checks.looking import proofs
from checks.marks import is_shown
from checks.model import Column, Look, Seen, Site
from checks.territory import carried_in
from crawler.addresses import page_key
from crawler.items import Entry, ReadBy, Reason
from rules.columns import period_for
from rules.model import Column as OfficeColumn
from rules.model import ColumnType, Workspace

_LOOK = (
    "SELECT l.*, "
    + SEEN
    + """
FROM looks l LEFT JOIN fetches f ON f.id = l.fetch WHERE l.sweep = ? ORDER BY l.url, l.look
"""
)
_ENTRY = """
SELECT column_url, url, title, date, pinned, unit FROM entries WHERE sweep = ? ORDER BY column_url, position, url
"""

_DATED_EARLIER = (
    "SELECT e.column_url, "
    + SEEN
    + """
FROM entries e JOIN articles a ON a.sweep = e.sweep AND a.url = e.url JOIN fetches f ON f.id = a.fetch
WHERE e.sweep = ? AND (e.date IS NULL OR e.date > ?) AND a.published IS NOT NULL AND f.carried_from IS NOT NULL
ORDER BY e.column_url, e.position
"""
)
"""The pages that date a list's undated rows, and were not opened this week."""
_GONE = """
SELECT url FROM links WHERE sweep = ? AND http_status IN (404, 410) AND look_status IN (404, 410)
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """A column as swept: whose it is, its template, and every row with the unit that it belongs to."""

    column: Column
    unit: str
    template: str | None
    rows: tuple[tuple[Entry, str], ...]

    @property
    def earlier(self) -> Seen | None:
        """The answer of an earlier week that its rows rest on, where its pages were not all read this week."""
        told = next(iter(proofs(self.column.looks[:1])), None)
        return told if told is not None and told.carried else None


@dataclass(frozen=True, slots=True)
class Lists:
    """Every list of one sweep, by address, and the home page. `addresses` finds a list by its page key."""

    listings: dict[str, Listing]
    home: Site
    addresses: dict[str, str]

    def of_unit(self, unit: str) -> tuple[Column, ...]:
        """The unit's own columns."""
        return tuple(listing.column for listing in self.listings.values() if listing.unit == unit)

    def at(self, url: str) -> Listing | None:
        """The list at an address, however it is written."""
        known = self.addresses.get(page_key(url))
        return self.listings[known] if known is not None else None

    def loose(self, unit: str) -> tuple[Entry, ...]:
        """Rows in columns of others (the portal's own) that belong to this unit."""
        others = (listing for listing in self.listings.values() if listing.unit != unit)
        return tuple(entry for listing in others for entry, whose in listing.rows if whose == unit)

    def nameless(self, owner: str, opened: AbstractSet[str]) -> Iterator[tuple[Column, Entry]]:
        """Rows in the owner's columns that name nobody, and whose pages, which might, were not read."""
        unknown = [
            (listing.column, entry)
            for listing in self.listings.values()
            if listing.unit == owner
            for entry, whose in listing.rows
            if whose == owner and entry.url not in opened
        ]
        known = {page_key(url) for url in opened} if unknown else set()
        yield from ((column, entry) for column, entry in unknown if page_key(entry.url) not in known)

    def read(self) -> Iterator[str]:
        """The addresses of the lists that were read whole."""
        if any(look.reason is None for look in self.home.looks):
            yield self.home.url
        yield from (url for url, listing in self.listings.items() if _certain(listing.column))


def read_lists(db: Database, frame: Frame, workspace: Workspace) -> Lists:
    """All lists of the sweep; columns that only the workspace knows come without a look."""
    looks = _looks(db, frame)
    days, shown = _article_days(db, frame)
    rows, earlier = _rows(db, frame, days), _dated_earlier(db, frame)
    owner = workspace.district.portal_owner
    codes = {unit.code for unit in workspace.units}
    office = {page_key(column.url): column for column in workspace.columns}
    listings: dict[str, Listing] = {}
    for row in db.query("SELECT * FROM columns WHERE sweep = ? ORDER BY url", (frame.id,)):
        unit = row["unit"] if row["unit"] in codes else owner
        named = tuple((entry, whose or unit) for entry, whose in rows.get(row["url"], ()))
        column = _column(
            row,
            _shown(row, looks.get(row["url"], ())),
            tuple(entry for entry, _ in named),
            office.pop(page_key(row["url"]), None),
            workspace,
        )
        struck, opened = (
            frame.hit("columns", row["template"], _trouble(column)),
            _opened(column.entries, shown),
        )
        column = replace(column, incident=struck, opened=opened, earlier=tuple(earlier.get(row["url"], ())))
        listings[row["url"]] = Listing(column, unit, row["template"], named)
    for missed in office.values():
        listings[missed.url] = Listing(_missed(missed, workspace), missed.unit, None, ())
    columns = tuple(listing.column for listing in listings.values() if listing.unit == owner)
    gone = {url for (url,) in db.execute(_GONE, (frame.id,))}
    listed_at_home = [entry for entry, _ in rows.get(workspace.portal.home, ()) if entry.url not in gone]
    home = _home(workspace, looks, tuple(listed_at_home), columns)
    home = replace(
        home, opened=_opened(home.entries, shown), earlier=(*home.earlier, *earlier.get(home.url, ()))
    )
    return Lists(dict(sorted(listings.items())), home, {page_key(url): url for url in sorted(listings)})


def _column(
    row: Row,
    looks: tuple[Look, ...],
    entries: tuple[Entry, ...],
    office: OfficeColumn | None,
    workspace: Workspace,
) -> Column:
    """One row of `columns`; what the office's own table says of type and period overrides it."""
    kind = ColumnType(row["type"] or ColumnType.OTHER)
    if office is not None and office.type is not None:
        kind = office.type
    within = (office.update_within_days if office else None) or row["update_within_days"]
    return Column(
        url=row["url"],
        name=row["name"] or row["url"],
        path=tuple(listed(row["path"])),
        type=kind,
        period=period_for(kind, row["name"] or "", workspace.limits, within),
        role=row["role"] or "list",
        looks=_whole_first(looks, reason(row["outcome"])),
        entries=entries,
        complete=bool(row["complete"]),
        detail=row["detail"],
    )


def _shown(row: Row, looks: tuple[Look, ...]) -> tuple[Look, ...]:
    """The looks at a column; what stands on further pages that an earlier week read was not seen by them alone."""
    if row["carried_from"] is None:
        return looks
    return tuple(replace(look, seen=look.seen and replace(look.seen, carried=True)) for look in looks)


def _missed(office: OfficeColumn, workspace: Workspace) -> Column:
    """A column of the office's table that the sweep does not hold."""
    kind = office.type or ColumnType.OTHER
    period = period_for(kind, office.name, workspace.limits, office.update_within_days)
    return Column(office.url, office.name, (office.name,), kind, period, "list", (), complete=False)


def _whole_first(looks: tuple[Look, ...], failed: Reason | None) -> tuple[Look, ...]:
    """The looks with the whole reading first: it says why it failed, or it is one that succeeded."""
    if failed is not None:
        first = looks[0] if looks else Look(failed)
        return (replace(first, reason=failed), *looks[1:])
    return tuple(sorted(looks, key=lambda look: look.reason is not None))


def _trouble(column: Column) -> Reason | None:
    """The reason that a column counts with among common causes: its failure, or that its list is empty."""
    failed = column.looks[0].reason if column.looks else Reason.NOT_SWEPT
    empty = column.role == "list" and not column.entries
    return failed or (Reason.EMPTY_UNPROVEN if empty else None)


def _home(
    workspace: Workspace,
    looks: dict[str, tuple[Look, ...]],
    entries: tuple[Entry, ...],
    columns: tuple[Column, ...],
) -> Site:
    """The home page; where it is only a way in (no dated row), the owner's columns stand for it.

    A row behind which nothing stands is no update, dated or not, and is left out by the caller.
    """
    portal = workspace.portal
    seen = _whole_first(looks.get(portal.home, ()), None)
    if not any(look.reason is None for look in seen):
        return Site(portal.home, portal.name, seen, all_dated=False)
    whole, earlier = all(entry.date is not None for entry in entries), tuple[Seen, ...]()
    if not any(entry.date for entry in entries):
        lists = [column for column in columns if column.role == "list"]
        entries = tuple(entry for column in lists for entry in column.entries)
        whole = whole and all(map(_certain, lists)) and all(entry.date is not None for entry in entries)
        earlier = tuple(one for column in lists for one in (*carried_in([column]), *column.earlier))
    return Site(portal.home, portal.name, seen, entries, all_dated=whole, earlier=earlier)


def _certain(column: Column) -> bool:
    """Whether a column's list was read whole and without failure."""
    return column.complete and not column.incident and all(look.reason is None for look in column.looks)


def _looks(db: Database, frame: Frame) -> dict[str, tuple[Look, ...]]:
    found: defaultdict[str, list[Look]] = defaultdict(list)
    for row in rows_of(db, _LOOK, frame.id):
        found[row["url"]].append(
            Look(
                reason(row["outcome"]),
                row["entries"] or 0,
                day(row["newest"], frame.zone),
                _read_by(row["read_by"]),
                row["empty_proof"],
                seen(row),
            )
        )
    return {url: tuple(looks) for url, looks in found.items()}


def _read_by(text: str | None) -> ReadBy:
    return cast("ReadBy", text) if text in get_args(ReadBy) else "static"


def _rows(db: Database, frame: Frame, days: dict[str, date]) -> dict[str, list[tuple[Entry, str | None]]]:
    """Every list row, in the list's order; one without a credible date takes that of its opened page."""
    found: defaultdict[str, list[tuple[Entry, str | None]]] = defaultdict(list)
    latest, zone, same = frame.latest, frame.zone, dict[str, str]()
    for column_url, url, title, told, pinned, unit in db.conn.execute(_ENTRY, (frame.id,)):
        shown = day(told, zone)
        if shown is None or shown > latest:
            shown = days.get(url, shown)
        whose = same.setdefault(unit, unit)  # one string for all of a unit's rows
        found[column_url].append((Entry(title or "", url, shown, bool(pinned)), whose))
    return found


def _dated_earlier(db: Database, frame: Frame) -> dict[str, list[Seen]]:
    """By list, the answers of earlier weeks that date its rows."""
    found: defaultdict[str, list[Seen]] = defaultdict(list)
    for row in db.query(_DATED_EARLIER, (frame.id, frame.latest.isoformat())):
        told = seen(row)
        assert told is not None, "a row of fetches was joined"
        found[row["column_url"]].append(told)
    return found


def _article_days(db: Database, frame: Frame) -> tuple[dict[str, date], dict[str, date]]:
    """The day on which each opened page says it was published; and of these the credible ones that readers can see.

    A tag alone moves with every re-publication: it gives an undated row its day, and makes no dated one newer.
    """
    sql = "SELECT url, published, published_from FROM articles WHERE sweep = ? AND outcome = 'ok' AND published IS NOT NULL"
    days, visible, latest = dict[str, date](), dict[str, date](), frame.latest
    for url, published, mark in db.conn.execute(sql, (frame.id,)):
        told = day(published, frame.zone)
        if told is not None:
            days[url] = told
            if told <= latest and is_shown(mark or ""):
                visible[url] = told
    return days, visible


def _opened(entries: tuple[Entry, ...], shown: dict[str, date]) -> date | None:
    """The newest day that the opened pages of some rows show."""
    return max((shown[entry.url] for entry in entries if entry.url in shown), default=None)
