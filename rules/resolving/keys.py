"""What findings call a catalog row: its 序号 wherever that is unique, and a stable key where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rules.faults import Collector
from rules.loading.catalog import CatalogRow
from rules.loading.cells import Placed
from rules.text import plain

Rows = tuple[Placed[CatalogRow], ...]


def give_keys(rows: Rows, found: Collector) -> tuple[str, ...]:
    """A key for every row. A repeated 序号 is right in another 领域 or out of a merged cell, else a fault."""
    keys: dict[int, str] = {}
    by_domain: list[Rows] = []
    merged: list[Rows] = []
    for same_number in _grouped(rows, lambda row: row.item.no):
        if not same_number[0].value.item.no:
            _tell_blank(same_number, found)
            continue
        domains = _grouped(same_number, lambda row: row.item.domain or "")
        by_domain += [same_number] if len(domains) > 1 else []
        merged += [same for same in domains if len(same) > 1]
        for same in domains:
            keys |= _numbered(same, _base(same[0], with_domain=len(domains) > 1))
    _tell(by_domain, "在不同领域重复，按“领域-序号”编号", found)
    _tell(merged, "合并了多行，按“序号-1”“序号-2”的次序编号", found)
    _tell_repeated(merged, found)
    result = tuple(keys.get(id(placed), "") for placed in rows)
    _check_unique(rows, result, found)
    return result


def _grouped(rows: Iterable[Placed[CatalogRow]], key: Callable[[CatalogRow], str]) -> list[Rows]:
    """Rows with the same key together, in the order of their first."""
    groups: dict[str, list[Placed[CatalogRow]]] = {}
    for placed in rows:
        groups.setdefault(plain(key(placed.value)), []).append(placed)
    return [tuple(group) for group in groups.values()]


def _base(placed: Placed[CatalogRow], *, with_domain: bool) -> str:
    """`领域-序号`, or the 序号 alone."""
    item = placed.value.item
    return f"{item.domain}-{item.no}" if with_domain and item.domain else item.no


def _numbered(same: Rows, base: str) -> dict[int, str]:
    """Keys of rows that share a 序号 in one 领域."""
    if len(same) == 1:
        return {id(same[0]): base}
    return {id(placed): f"{base}-{number}" for number, placed in enumerate(same, 1)}


def _tell(groups: list[Rows], what: str, found: Collector) -> None:
    """One notice for all numbers that were told apart."""
    if groups:
        first = groups[0][0]
        numbers = "、".join(dict.fromkeys(group[0].value.item.no for group in groups[:8]))
        more = "等" if len(groups) > 8 else ""
        found.notice(first.table.file, None, first.table.column("no"), f"序号{numbers}{more}{what}")


def _tell_blank(rows: Rows, found: Collector) -> None:
    for placed in rows:
        placed.fault(found, "no", "必填内容（序号）")


def _tell_repeated(groups: list[Rows], found: Collector) -> None:
    """A 序号 that stands again in its 领域, neither merged nor 同上, is a mistake."""
    for first, *others in groups:
        for placed in others:
            if not placed.value.numbered_from_above:
                placed.fault(found, "no", f"不重复的序号（与第{first.row.number}行相同）")


def _check_unique(rows: Rows, keys: tuple[str, ...], found: Collector) -> None:
    """A made-up key must not be another row's own 序号."""
    seen: dict[str, Placed[CatalogRow]] = {}
    for placed, key in zip(rows, keys, strict=True):
        first = seen.setdefault(plain(key), placed)
        if key and first is not placed:
            placed.fault(found, "no", f"不重复的序号（编号“{key}”与第{first.row.number}行相同）")
