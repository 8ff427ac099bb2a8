"""Which CMS and layout each unit's area has, and the general columns in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.chance import stream
from demo.families import FAMILIES, family_of
from demo.tables import Row, data_csv
from demo.world import Area, Column, Unit, World

if TYPE_CHECKING:
    from collections.abc import Iterator

_GATHERED = ("机构职能", "领导信息", "财政信息", "基本概况")


def lay_out(world: World, owner: str) -> None:
    """Give every unit its area, and the owner the portal's own columns."""
    family_names = _families(world, owner)
    for unit, name in zip(world.units, family_names, strict=True):
        alike = sum(area.family == name for area in world.areas)
        layout = (alike + world.seed + len(name)) % 3  # so that three seeds show all there are
        area = Area(unit, name, layout, FAMILIES[name].root(unit), number=FAMILIES[name].numbers + alike)
        world.areas.append(area)
        for row in _general(unit.kind):
            if unit.code != owner or row["名称"] not in {ours["名称"] for ours in _general("门户")}:
                add_column(world, area, row)
        if layout == 1:
            _gather(area)
    _portal(world, world.unit(owner))


def add_column(world: World, area: Area, row: Row, parent: Column | None = None) -> Column:
    """Open a column in the area as its line in columns.csv says, under one of its names."""
    rng = stream(world.seed, "column", area.unit.code, row["代码"])
    others = [row["名称"]] * 2 + [name for name in row["别称"].split("；") if name]
    name = row["名称"] if area.portal else rng.choice(others)
    column = Column(row["代码"], name, row["类型"], "page" if row["形式"] == "page" else "list", area, parent)
    column.number, column.known = area.number * 100 + 2 + len(area.columns), row["名称"]
    area.columns.append(column)
    return column


def column_row(name: str) -> Row:
    """The line of columns.csv for a column that only some units have."""
    return next(row for row in reversed(data_csv("columns.csv")) if row["名称"] == name)


def open_parent(area: Area, code: str, name: str) -> Column:
    """A column that only leads to others."""
    found = next((column for column in area.columns if column.name == name), None)
    if found:
        return found
    parent = Column(code, name, "其他", "parent", area, number=area.number * 100 + 2 + len(area.columns))
    area.columns.append(parent)
    return parent


def open_list(world: World, area: Area, code: str, name: str, kind: str = "其他") -> Column:
    """A list that stands in no table of ours."""
    row = {"代码": code, "名称": name, "类型": kind, "形式": "list", "别称": ""}
    return add_column(world, area, row)


def _general(kind: str) -> Iterator[Row]:
    return (row for row in data_csv("columns.csv") if kind in row["适用"].split())


def _families(world: World, owner: str) -> list[str]:
    """Seed 0 reads them off the registered addresses; other seeds deal the same hand anew."""
    dealt = [family_of(unit.portal_url) for unit in world.units]
    if world.seed == 0:
        return dealt
    at = [unit.code for unit in world.units].index(owner)
    others = dealt[:at] + dealt[at + 1 :]
    stream(world.seed, "families").shuffle(others)
    return [*others[:at], dealt[at], *others[at:]]


def _gather(area: Area) -> None:
    parent = open_parent(area, "fdzdgknr", "法定主动公开内容")
    for column in area.columns:
        if column.name in _GATHERED:
            column.parent = parent


def _portal(world: World, owner: Unit) -> None:
    area = Area(owner, "trs", stream(world.seed, "portal").randrange(3), "", portal=True, number=200)
    world.areas.append(area)
    news = open_parent(area, "xwzx", "新闻中心")
    open_parent(area, "xxgk", "政务公开")
    open_parent(area, "zjcl", "走进" + world.district.removesuffix("区"))
    for row in _general("门户"):
        at_news = row["名称"] in ("要闻动态", "通知公告")
        parent = area.columns[2] if row["名称"] == "概况" else news if at_news else area.columns[1]
        column = add_column(world, area, row, parent)
        if column.name == "概况":
            column.name = world.district + "概况"
