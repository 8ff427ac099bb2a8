"""What several tables are held to: no row repeats another, and addresses lie on the portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from rules.faults import Collector
from rules.loading.cells import Placed
from rules.shapes import common_host, host_of

T = TypeVar("T")


def check_once(
    rows: Iterable[Placed[T]], column: str, key: Callable[[T], str], what: str, found: Collector
) -> None:
    """Every row that repeats an earlier one's key is a fault; a blank key repeats nothing."""
    seen: dict[str, Placed[T]] = {}
    for placed in rows:
        if not (own := key(placed.value)):
            continue
        first = seen.setdefault(own, placed)
        if first is not placed:
            placed.fault(found, column, f"不重复的{what}（与第{first.row.number}行相同）")


def check_on_portal(
    rows: Iterable[Placed[T]],
    column: str,
    hosts: Iterable[str],
    url_of: Callable[[T], str | None],
    found: Collector,
) -> None:
    """An address of the office's own must lie on one of the portal's hosts."""
    allowed = sorted({common_host(host) for host in hosts})
    for placed in rows:
        url = url_of(placed.value)
        if url and allowed and host_of(url) not in allowed:
            placed.fault(found, column, f"[portal] hosts所列域名（{'、'.join(allowed)}）下的网址")
