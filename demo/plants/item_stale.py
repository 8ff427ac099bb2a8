"""item-stale: a periodic row whose newest document is older than its period."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from demo.clock import months_before
from demo.grow.holdings import cadence, regrow
from demo.plants import plant
from demo.plants.likeness import stands_out

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Holding

_OF_A_KIND = 2  # units that may lag behind in the same row
_MARGIN = 5  # days past the period, so that nobody need count months and days alike


@plant(20)
def behind_time(scene: Scene) -> None:
    """The series broke off; the rest of the column goes on, or the column's own period is longer."""
    used: Counter[str] = Counter()
    for index in range(6):
        varied = (one for one in scene.holdings(scene.even) if used[one.no] < _OF_A_KIND)
        holding = scene.find(varied, "stale", index, fit=partial(_can_stop, scene))
        if holding is None:
            return
        used[holding.no] += 1
        scene.taken.add(holding.column)
        _stop(scene, holding)
        age = (scene.as_of - max(article.day for article in holding.articles)).days
        scene.fault("item-stale", holding.unit, holding, f"周期{holding.period}天，最新一期在{age}天前")


@plant(3)
def on_the_limit(scene: Scene) -> None:
    """As old as the catalog allows, to the day."""
    holding = next(one for (no, _), one in sorted(scene.world.holdings.items()) if no == "42")
    if holding.unit in scene.rough:
        return
    assert holding.period
    regrow(scene.world, holding, holding.period)
    scene.taken.add(holding)
    scene.near("item-stale", holding.unit, holding, f"最新一期恰在{holding.period}天前")


def _can_stop(scene: Scene, holding: Holding) -> bool:
    if (
        holding.period is None
        or holding.form != "series"
        or holding.column in scene.taken
        or not stands_out(holding)
    ):
        return False
    left = [article for article in holding.articles if _old_enough(scene, holding, article.day)]
    others = [article.day for article in holding.column.articles if article not in holding.articles]
    newest = max([*others, *(article.day for article in left)], default=date.min)
    return cadence(holding.no) == "every" or (bool(left) and newest > months_before(scene.as_of, 11))


def _stop(scene: Scene, holding: Holding) -> None:
    assert holding.period is not None
    if cadence(holding.no) == "every":
        regrow(
            scene.world,
            holding,
            holding.period + scene.rng("stop", holding.no, holding.unit.code).randint(_MARGIN, 90),
        )
        return
    kept = [article for article in holding.articles if _old_enough(scene, holding, article.day)]
    holding.column.articles = [
        article for article in holding.column.articles if article not in holding.articles or article in kept
    ]
    holding.articles = kept


def _old_enough(scene: Scene, holding: Holding, day: date) -> bool:
    assert holding.period is not None
    return (scene.as_of - day).days >= holding.period + _MARGIN
