"""Growing the world out of the base workspace: areas, what the catalog asks for, and four years of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.grow.areas import lay_out
from demo.grow.articles import fill_columns
from demo.grow.holdings import hold
from demo.world import Home, World

if TYPE_CHECKING:
    from datetime import date

    from demo.district import District


def grow(district: District, *, as_of: date, seed: int, port: int, scale: float) -> World:
    """The world on that day, all of it right."""
    world = World(
        district.name,
        district.site,
        district.site_code,
        as_of,
        seed,
        port,
        scale,
        list(district.units),
        Home(as_of),
    )
    lay_out(world, district.owner)
    hold(world, district)
    fill_columns(world)
    return world
