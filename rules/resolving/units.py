"""Units, and everybody who is looked up among them."""

from __future__ import annotations

from collections.abc import Iterable

from rules.faults import Collector
from rules.loading.cells import Placed
from rules.model import Unit
from rules.names import UnitIndex
from rules.shapes import common_host, host_of
from rules.text import nearest, plain


class Register:
    """The units by code, name and alias.

    Without a `readable` table of units (or a district) everybody passes, and without `sound` rows no 公开主体 is held against them: a
    fault in the units is told once, not again in every row that leans on it.
    """

    def __init__(
        self, units: tuple[Placed[Unit], ...] | None, district_name: str, *, sound: bool = True
    ) -> None:
        self.readable = units is not None and bool(district_name)
        self.sound = self.readable and sound
        self.units = tuple(placed.value for placed in units or ())
        self._codes = {plain(unit.code): unit.code for unit in self.units}
        self._index = UnitIndex(self.units, district_name)

    def code_of(self, reference: str) -> str | None:
        """The code of the unit that a cell names by code, name or alias."""
        return self._codes.get(plain(reference)) or self._index.exact(reference)

    def expected(self, reference: str) -> str:
        """What should have stood in a cell that names nobody."""
        near = nearest(reference, [word for unit in self.units for word in (unit.code, *unit.names)])
        return "单位表中已有的单位代码、名称或别名" + (f"（最接近的是“{near}”）" if near else "")

    def look_up(self, placed: Placed[object], column: str, reference: str, found: Collector) -> str:
        """The code that a cell names; a name that nobody has is a fault."""
        code = self.code_of(reference)
        if code is None and self.readable and placed.row.cells.get(column):
            placed.fault(found, column, self.expected(reference))
        return code or reference


def check_units(units: tuple[Placed[Unit], ...], hosts: Iterable[str], found: Collector) -> None:
    """Codes are unique, and no name means two units."""
    seen: dict[str, Placed[Unit]] = {}
    names: dict[str, Placed[Unit]] = {}
    for placed in units:
        code = plain(placed.value.code)
        if first := seen.get(code):
            placed.fault(found, "code", f"不重复的单位代码（与第{first.row.number}行相同）")
            continue
        seen[code] = placed
        for name in placed.value.names:
            first = names.setdefault(plain(name), placed)
            if first is not placed:
                column = "name" if name == placed.value.name else "aliases"
                placed.fault(
                    found, column, f"只属于一个单位的名称（与第{first.row.number}行的单位重名）", name
                )
        url = placed.value.portal_url
        if url and host_of(url) not in {common_host(host) for host in hosts}:
            placed.notice(found, "portal_url", "公开平台地址不在门户域名之内，按站外处理，不访问")
    _tell_homeless(units, found)


def _tell_homeless(units: tuple[Placed[Unit], ...], found: Collector) -> None:
    """One notice for all units whose own page is not said: the sweep must find their areas by itself."""
    homeless = [placed for placed in units if not placed.value.portal_url]
    if homeless:
        names = "、".join(placed.value.name for placed in homeless[:5]) + ("等" if len(homeless) > 5 else "")
        column = homeless[0].table.column("portal_url")
        found.notice(
            homeless[0].table.file,
            None,
            column,
            f"{len(homeless)}个单位（{names}）公开平台地址空白，由监测自行寻找",
        )
