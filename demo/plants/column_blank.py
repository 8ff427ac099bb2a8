"""column-blank: columns opened and never filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.grow.areas import open_list
from demo.plants import plant

if TYPE_CHECKING:
    from demo.plants.scene import Scene

_NAMES = (
    ("hygq", "回应关切"),
    ("zdjc", "重大决策预公开"),
    ("ssjygk", "双随机抽查"),
    ("yjzj", "意见征集"),
    ("zmhd", "互动访谈"),
)


@plant(60)
def never_filled(scene: Scene) -> None:
    """Where nothing hangs on it: not in the areas whose missing items must show. One of them is scripted."""
    units = [scene.rest[-1], *scene.rest[:4]]
    for unit, (code, name) in zip(units, _NAMES, strict=True):
        column = open_list(scene.world, scene.world.area(unit.code), code, name)
        scene.taken.add(column)
        scene.fault("column-blank", unit, column, f"“{name}”从未发布任何内容")


@plant(61)
def hardly_filled(scene: Scene) -> None:
    """One article is not none; a page that is the document has no list to be empty."""
    for unit in scene.rest[:2]:
        column = open_list(scene.world, scene.world.area(unit.code), "zxzz", "专项整治", "通知公告")
        scene.add(column, scene.ago(60), "only")
        scene.taken.add(column)
        scene.near("column-blank", unit, column, "只有一条信息的栏目")
    for unit in scene.even[:2]:
        guide = scene.world.area(unit.code).column("政府信息公开指南")
        scene.near("column-blank", unit, guide, "栏目页本身就是文件", "pass", "not_applicable", "absent")
