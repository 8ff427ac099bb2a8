"""Where a catalog row's documents stand among what one unit shows (contract, section 3, steps 2 to 4).

`column_url` decides alone. Else a column of the row's name, with the documents elsewhere that carry that name; else
documents of that name; else what is merely like it, on which only a person can decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from checks.matching import Kind
from checks.model import Column, Found
from checks.searching import Search
from checks.slots import read
from checks.territory import (
    Document,
    Territory,
    agrees,
    bare_address,
    carried_in,
    gap_of,
    is_news,
    proven_empty,
    seen_in,
    units_of,
)
from crawler.items import Entry, Reason
from rules.model import CatalogItem, Unit
from rules.text import plain

__all__ = ["Territory", "locate"]

_MOST_CANDIDATES = 10


def locate(row: CatalogItem, unit: Unit, territory: Territory, *, today: date) -> Found:  # noqa: ARG001
    """Where this unit shows what the row demands. Finding knows no clock: `today` is for what may come."""
    search = Search(row, unit, territory)
    if row.column_url is not None:
        return _at_address(row.column_url, search)
    return _beyond(_by_name(search), search)


def _by_name(search: Search) -> Found:
    """What carries the row's name among what the unit itself shows."""
    territory = search.territory
    columns = _named_columns(search)
    if len(columns) > 1 and not search.are_parts(columns):
        return _undecided([(_path(column), column.url) for column in columns], territory)
    documents = _named_documents(search)
    if columns:
        return _in_columns(columns, search, documents, territory.area_gap)
    series = _one_series(documents, search)
    if series is None:
        return _undecided([(one.title, one.entry.url) for one in documents], territory)
    if series:
        return _beside(_elsewhere(series, territory), _like_documents(search))
    return _undecided(rivals, territory) if (rivals := _rivals(search)) else _nowhere(search)


def _beyond(found: Found, search: Search) -> Found:
    """Nothing in the unit's own area: what of the portal's own columns was not read may hold it all the same."""
    if not found.nothing or found.gap is not None:
        return found
    if strangers := _nameless(search)[:_MOST_CANDIDATES]:
        return replace(found, candidates=tuple(strangers), complete=False, gap=Reason.AMBIGUOUS)
    names = _loose_names(search)

    def alike(column: Column) -> bool:
        return search.kind(column.name, names) is not Kind.DIFFERENT

    gap = next((gap for one, gap in search.territory.unread if alike(one)), None)
    if gap is not None:
        return replace(found, complete=False, gap=gap)
    carried = (seen for one, seen in search.territory.carried if alike(one))
    return replace(found, seen=(*found.seen, *chain.from_iterable(carried)))


def _nameless(search: Search) -> list[tuple[str, str]]:
    """Documents of the row's name in the portal's own columns that name nobody and were not opened: (title, address)."""
    index = search.territory.nameless
    names = _loose_names(search) if index else ()
    found = (
        ((index.documents[one.index], one) for name in names for one in index.titles.find(name))
        if index
        else ()
    )
    return list(
        dict.fromkeys(
            (document.title, document.entry.url)
            for document, one in found
            if one.relation.kind is Kind.SAME and not search.names_others(document.title)
        )
    )


# --- a column that the office names -----------------------------------------------------------------------------------


def _at_address(url: str, search: Search) -> Found:
    """The page that the office names: a column, or a single document."""
    address, territory = bare_address(url), search.territory
    column = next((one for one in territory.columns if bare_address(one.url) == address), None)
    if column is not None:
        return _in_columns([column], search, (), territory.gap)
    page = territory.pages.get(address)
    if page is None or page.reason is not None:
        gap = (page.reason if page else None) or Reason.NOT_SWEPT
        return Found(complete=False, gap=gap, agreed=False)
    return _elsewhere([Document(Entry(page.title, page.url, page.day), None, page.title)], territory)


# --- columns by name --------------------------------------------------------------------------------------------------


def _named_columns(search: Search) -> list[Column]:
    """The columns of the row's name: one, none, or several that only a person can tell apart."""
    territory, kinds = search.territory, search.columns((*search.names, search.joined))
    fit = [
        column
        for column in territory.columns
        if kinds.get(column.name) is Kind.SAME and column.role != "outside" and territory.members(column)
    ]
    fit = [column for column in fit if not any(_leads_to(column, other) for other in fit)]
    in_context = [column for column in fit if search.in_context(column)]
    if in_context and (len(fit) > 1 or search.needs_context):
        return in_context
    return [column for column in fit if not search.headings(column)] if search.needs_context else fit


def _leads_to(upper: Column, lower: Column) -> bool:
    depth = len(upper.path)
    return upper.role == "parent" and len(lower.path) > depth and lower.path[:depth] == upper.path


def _path(column: Column) -> str:
    return "／".join(column.path) or column.name


def _in_columns(
    columns: Sequence[Column], search: Search, documents: Sequence[Document], around: Reason | None
) -> Found:
    """The documents of a column (or of the parts of one), and those of the row's name elsewhere.

    `around` is what the area lacks.
    """
    territory = search.territory
    members = [member for column in columns for member in territory.members(column)]
    own = (entry for member in members for entry in territory.entries(member) if search.belongs(entry))
    entries: dict[str, Entry] = {}
    for entry in (*own, *(one.entry for one in documents)):
        entries.setdefault(entry.url, entry)
    gap = next((gap for member in members if (gap := gap_of(member))), None) or around
    pages = territory.pages_of(entries.values())
    return Found(
        column=columns[0] if len(columns) == 1 else None,
        entries=tuple(entries.values()),
        articles=pages,
        complete=gap is None and bool(members),
        gap=gap,
        agreed=bool(members) and all(map(agrees, members)),
        seen=seen_in(members, pages),
    )


# --- documents by name ------------------------------------------------------------------------------------------------


def _named_documents(search: Search) -> list[Document]:
    """Every document of the row's name, one per address."""
    found: dict[str, Document] = {}
    for name in dict.fromkeys((*search.names, search.joined)):
        for candidate in search.index.titles.find(name):
            one = search.index.documents[candidate.index]
            if candidate.relation.kind is Kind.SAME and search.is_ours(one, name):
                found.setdefault(one.entry.url, one)
    return list(found.values())


def _one_series(documents: Sequence[Document], search: Search) -> list[Document] | None:
    """The documents, if they stand in one column or are plainly one series; None if they rival each other.

    One document in two places (same title, same day) is one.
    """
    single: dict[tuple[str, date | None], Document] = {}
    for one in documents:
        single.setdefault((plain(one.title), one.entry.date), one)
    left = list(single.values())
    if len({one.place for one in left}) <= 1:
        return left
    readings = [read(one.title, units_of(search.territory, search.unit)) for one in left]
    marks = {(reading.slots.times, reading.slots.numbers, reading.slots.ordinals) for reading in readings}
    one_name = len({reading.core for reading in readings}) == 1
    return left if one_name and len(marks) == len(left) else None


def _elsewhere(documents: Sequence[Document], territory: Territory) -> Found:
    entries = tuple(one.entry for one in documents)
    pages, gap = territory.pages_of(entries), territory.area_gap
    columns = {one.column.url: one.column for one in documents if one.column}
    return Found(
        entries=entries,
        articles=pages,
        complete=gap is None,
        gap=gap,
        agreed=territory.looked_twice,
        seen=tuple(dict.fromkeys((*seen_in(columns.values(), pages), *carried_in(territory.columns)))),
    )


def _beside(found: Found, rivals: Sequence[tuple[str, str]]) -> Found:
    """Documents of the row's name, beside others that may be of the same series: those may be the newer ones."""
    met = {entry.url for entry in found.entries}
    others = tuple((name, url) for name, url in rivals if url not in met)[:_MOST_CANDIDATES]
    if not others:
        return found
    return replace(found, candidates=others, complete=False, gap=found.gap or Reason.AMBIGUOUS)


# --- nothing sure -----------------------------------------------------------------------------------------------------


def _rivals(search: Search) -> list[tuple[str, str]]:
    """Columns and documents that may be the row's, though not by name: (name, address)."""
    alike = _alike_columns(search)
    columns = [one for one in search.territory.columns if one.name in alike and _may_hold(one, search)]
    return [*((_path(one), one.url) for one in columns), *_like_documents(search)]


def _like_documents(search: Search) -> list[tuple[str, str]]:
    """Documents of a title like the row's name, or of one that the list cut off: (title, address)."""
    names, index = _loose_names(search), search.index
    likely = [index.documents[one.index] for name in names for one in index.titles.find(name)]
    cut = [one for one in index.cut if search.begins_alike(one.title, names)]
    found: dict[str, str] = {}
    for one in (*likely, *cut):
        ours = search.could_be(one.entry) and not search.names_others(one.title)
        if ours and not is_news(one, search.territory):
            found.setdefault(one.entry.url, one.title)
    return [(title, url) for url, title in found.items()]


def _loose_names(search: Search) -> tuple[str, ...]:
    """The names to compare loosely with: a general name only together with what stands above it."""
    return (search.joined, *search.row.aliases) if search.needs_context else search.names


def _alike_columns(search: Search) -> set[str]:
    """The names of columns that are like the row's.

    For a row whose name says too little, so is that very name in another place, or one of its topic.
    """
    kinds = search.columns(_loose_names(search))
    alike = {name for name, kind in kinds.items() if kind is Kind.AMBIGUOUS}
    if search.needs_context:
        further = (search.columns(names) for names in (search.contexts, (search.row.name,)))
        alike |= {name for found in further for name, kind in found.items() if kind is Kind.SAME}
    return alike


def _may_hold(column: Column, search: Search) -> bool:
    """Whether a column of a name like the row's may hold it: it is not empty, nor full of something else."""
    if column.role not in ("list", "document") or proven_empty(column):
        return False
    entries = search.territory.entries(column)
    return not entries or gap_of(column) is not None or any(map(search.could_be, entries))


def _undecided(rivals: Sequence[tuple[str, str]], territory: Territory) -> Found:
    gap = territory.area_gap
    return Found(
        ambiguous=True,
        candidates=tuple(rivals[:_MOST_CANDIDATES]),
        complete=gap is None,
        gap=gap,
        agreed=territory.looked_twice,
    )


def _nowhere(search: Search) -> Found:
    """Nothing like it. A jump to another site under its name was not followed: then nothing can be said."""
    territory = search.territory
    for column in territory.columns:
        if column.role == "outside" and search.kind(column.name, search.names) is not Kind.DIFFERENT:
            return Found(
                column=column, complete=False, gap=Reason.NOT_SWEPT, agreed=False, seen=seen_in((column,))
            )
    gap, lists = territory.area_gap, [column for column in territory.columns if column.role == "list"]
    return Found(complete=gap is None, gap=gap, agreed=territory.looked_twice, seen=seen_in(lists))
