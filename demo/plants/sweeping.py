"""What keeps a sweep from seeing: challenges, soft 404s, hiccups. None of it is a unit's fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.plants import plant
from demo.plants.scene import column_path, family
from demo.world import Manner

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Column, Holding, Unit

_HIDDEN = ("政策解读", "政策文件")
_SHIELDS = (
    (Manner.JSL_521, "栏目被521质询页挡住"),
    (Manner.RUISHU_412, "栏目被412质询页挡住"),
    (Manner.SOFT_404, "栏目地址返回200，内容是“页面不存在”"),
)


@plant(70)
def hidden(scene: Scene) -> None:
    """A whole column that a crawler cannot read: untested, and nothing about the unit's area can be called missing."""
    for unit, (manner, note) in zip(scene.rough, _SHIELDS, strict=True):
        column = _policies(scene, unit)
        scene.taken.add(column)
        scene.behave(column_path(column), manner)
        for check in ("column-stale", "column-blank"):
            scene.near(check, unit, column, note, "untested")
        scene.near(
            "item-missing", unit, _item(scene, column), f"{note}，其中的内容不能算缺少", "untested", "pass"
        )


@plant(45)
def hiccups(scene: Scene) -> None:
    """A page that is busy twice; a further page of a list that is empty when it is first asked for."""
    static = [unit for unit in scene.rest[2:] if scene.world.area(unit.code).family != "scripted"]
    busy = scene.pick(scene.columns(static, "通知公告"), "busy")
    scene.behave(column_path(busy), Manner.BUSY_TWICE)
    for check in ("column-stale", "column-blank"):
        scene.near(check, busy.area.unit, busy, "头两次请求返回503，之后正常", "pass", "untested")
    paged = [column for column in scene.columns(static, "动态要闻") if column.area.family != "jcms"]
    if not paged:
        return
    hollow = scene.pick(paged, "hollow")
    for index in range(25):  # so that there is a second page at every scale
        scene.add(hollow, scene.ago(60 + 20 * index), f"more {index}")
    scene.behave(column_path(hollow, 2), Manner.HOLLOW_ONCE)
    for check in ("column-stale", "column-blank"):
        scene.near(check, hollow.area.unit, hollow, "第二页第一次请求时是空的，再次请求正常")


@plant(72)
def written_by_script(scene: Scene) -> None:
    """Lists that only a browser sees are neither empty nor old."""
    area = next(area for area in scene.world.areas if area.family == "scripted")
    column = scene.pick((one for one in area.columns if one.type == "政策文件"), "scripted")
    for check in ("column-stale", "column-blank"):
        scene.near(check, column.area.unit, column, "列表由脚本生成", "pass", "untested")


@plant(73)
def years_left_out(scene: Scene) -> None:
    """The older site's lists say MM-DD only; the year stands in the address."""
    for area in scene.world.areas:
        if (
            area.family == "gbk"
            and area.unit not in scene.rough
            and "{y}" not in family(area).look(area).dates
        ):
            for column in area.columns:
                if (
                    column.form == "list"
                    and column.type in ("通知公告", "政策文件")
                    and column not in scene.taken
                ):
                    scene.taken.add(column)
                    scene.near("column-stale", area.unit, column, "列表日期只有月和日")


def _policies(scene: Scene, unit: Unit) -> Column:
    columns = scene.world.area(unit.code).columns
    return next(
        column for kind in _HIDDEN for column in columns if column.type == kind and column.form == "list"
    )


def _item(scene: Scene, column: Column) -> Holding:
    no = "10" if column.type == "政策解读" else "9"
    return scene.world.holdings[no, column.area.unit.code]
