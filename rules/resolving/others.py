"""Columns, declarations, words and days: who is named is looked up, what repeats is a fault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rules.faults import Collector
from rules.loading.cells import Placed
from rules.model import Column, Declaration, Word
from rules.resolving.common import check_on_portal, check_once
from rules.resolving.units import Register
from rules.text import plain


def resolve_columns(
    rows: tuple[Placed[Column], ...], register: Register, hosts: Iterable[str], found: Collector
) -> tuple[Column, ...]:
    """Every column with its unit; each address once, and on the portal."""
    check_once(rows, "url", lambda column: column.url.rstrip("/"), "栏目地址", found)
    check_on_portal(rows, "url", hosts, lambda column: column.url, found)
    return tuple(
        replace(placed.value, unit=register.look_up(placed, "unit", placed.value.unit, found))
        for placed in rows
    )


def resolve_declarations(
    rows: tuple[Placed[Declaration], ...], register: Register, found: Collector
) -> tuple[Declaration, ...]:
    """Every declaration with its unit."""
    return tuple(
        replace(placed.value, unit=register.look_up(placed, "unit", placed.value.unit, found))
        for placed in rows
    )


def resolve_words(rows: tuple[Placed[Word], ...], found: Collector) -> tuple[Word, ...]:
    """Every word, each once."""
    check_once(rows, "word", lambda word: plain(word.word), "词语", found)
    return tuple(placed.value for placed in rows)


def resolve_days(rows: tuple[Placed[tuple[date, bool]], ...], found: Collector) -> dict[date, bool]:
    """The office's own calendar; a day is either a holiday or worked."""
    days: dict[date, Placed[tuple[date, bool]]] = {}
    for placed in rows:
        first = days.setdefault(placed.value[0], placed)
        if first.value[1] != placed.value[1]:
            placed.fault(found, "kind", f"与第{first.row.number}行同一日期的类型一致")
    return {day: placed.value[1] for day, placed in days.items() if day != date.max}
