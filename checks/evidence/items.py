"""The catalog's rows as one unit must fulfil them, and where they were found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from checks.evidence.lists import Listing, Lists
from checks.locating import locate
from checks.model import Column, Item
from checks.territory import Territory
from rules.model import CatalogItem, Unit, Workspace


def read_items(workspace: Workspace, unit: Unit, lists: Lists, own: Territory, today: date) -> Iterator[Item]:
    """Every row that this unit must fulfil; `own` is what the unit itself shows."""
    for row in workspace.catalog:
        if unit.code in row.units:
            yield Item(row, locate(row, unit, _territory(row, unit, own, lists), today=today))


def _territory(row: CatalogItem, unit: Unit, own: Territory, lists: Lists) -> Territory:
    """Where to look: the unit's own area, and the column that the row names, should it be another's.

    Of a column that several units share only this unit's rows count.
    """
    if row.column_url is None:
        return own
    shared = lists.at(row.column_url)
    if shared is None or shared.unit == unit.code:
        return own
    if len(row.units) == 1:
        return replace(own, columns=(*own.columns, shared.column))
    return replace(own, columns=(*own.columns, _share(shared, unit.code)))


def _share(shared: Listing, unit: str) -> Column:
    """A shared column cut down to one unit's rows.

    While it holds rows that name nobody, this unit's may be among them: it counts as not read whole. Where a second
    look saw the same list, it saw the same rows of this unit.
    """
    mine = tuple(entry for entry, whose in shared.rows if whose == unit)
    nameless = any(whose == shared.unit for _, whose in shared.rows)
    looks = shared.column.looks
    if len({(look.reason, look.newest, look.entries > 0) for look in looks}) == 1:
        newest = max((entry.date for entry in mine if entry.date), default=None)
        proof = None if mine else "列表中没有本单位的信息"
        looks = tuple(replace(look, entries=len(mine), newest=newest, empty_proof=proof) for look in looks)
    return replace(shared.column, entries=mine, looks=looks, complete=shared.column.complete and not nameless)
