"""Catalog rows with their keys and their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rules.faults import Collector
from rules.loading.catalog import CatalogRow
from rules.loading.cells import Placed
from rules.model import CatalogItem
from rules.resolving.common import check_on_portal
from rules.resolving.keys import give_keys
from rules.resolving.units import Register
from rules.subjects import Subjects

CatalogPlaces = tuple[Placed[CatalogRow], ...]


def resolve_catalog(
    rows: CatalogPlaces, register: Register, district_name: str, hosts: Iterable[str], found: Collector
) -> tuple[CatalogItem, ...]:
    """Every row as an item: its key, its units, its column's address on the portal."""
    keys = give_keys(rows, found)
    units = check_subjects(rows, register, district_name, hosts, found)
    return tuple(
        replace(placed.value.item, key=key, units=codes)
        for placed, key, codes in zip(rows, keys, units, strict=True)
    )


def check_subjects(
    rows: CatalogPlaces, register: Register, district_name: str, hosts: Iterable[str], found: Collector
) -> list[tuple[str, ...]]:
    """The units of every row; addresses off the portal are faults, rows that wait for an owner one notice."""
    subjects = Subjects(register.units, district_name) if register.sound else None
    check_on_portal(rows, "column_url", hosts, lambda row: row.item.column_url, found)
    _tell_ownerless(rows, found)
    return [
        _units(placed, subjects, found) if subjects and placed.value.item.subject else () for placed in rows
    ]


def _units(placed: Placed[CatalogRow], subjects: Subjects, found: Collector) -> tuple[str, ...]:
    """The units that 公开主体 names; a part that names nobody is a fault."""
    resolution = subjects.resolve(placed.value.item.subject or "")
    if resolution.problems:
        placed.fault(found, "subject", f"能够对应到单位表的公开主体（{'；'.join(resolution.problems)}）")
    for remark in resolution.remarks:
        placed.notice(found, "subject", remark)
    return resolution.units


def _tell_ownerless(rows: CatalogPlaces, found: Collector) -> None:
    """One notice per file for all rows that wait for an owner."""
    by_file: dict[str, list[Placed[CatalogRow]]] = {}
    for placed in rows:
        if not placed.value.item.subject:
            by_file.setdefault(placed.table.file, []).append(placed)
    for file, waiting in by_file.items():
        numbers = "、".join(str(placed.row.number) for placed in waiting[:10]) + (
            "…" if len(waiting) > 10 else ""
        )
        found.notice(
            file, None, waiting[0].table.column("subject"),
            f"{len(waiting)}行公开主体空白，待明确责任单位后检查（第{numbers}行）",
        )  # fmt: skip
