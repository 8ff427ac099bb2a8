"""Faults and near-misses, one file per check. A file registers what it plants; the order is part of the seed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from demo.plants.scene import Scene

if TYPE_CHECKING:
    from demo.district import District
    from demo.world import World

Planter = Callable[[Scene], None]
_PLANTERS: list[tuple[int, str, Planter]] = []


def plant(order: int) -> Callable[[Planter], Planter]:
    """Register a planter. Lower numbers come first: what moves whole columns, before what hides in an article."""

    def register(planter: Planter) -> Planter:
        _PLANTERS.append((order, f"{planter.__module__}.{planter.__name__}", planter))
        return planter

    return register


def plant_all(world: World, district: District) -> Scene:
    """Plant everything; afterwards every address is settled."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    scene = Scene(world, district)
    for _, _, planter in sorted(_PLANTERS, key=lambda one: one[:2]):
        planter(scene)
    scene.settle()
    return scene
