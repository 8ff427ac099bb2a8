"""article-undated: an article whose page forgot its date, and pages that say it in an unusual way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.plants import plant
from demo.world import Attachment

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Unit

_SHOWS_NONE = ("vsb", "scripted")  # families whose addresses carry no date either


@plant(80)
def forgotten(scene: Scene) -> None:
    """No date on the page, none in the list, none in the address; the page's neighbours all have one."""
    families = ["scripted", "vsb", "vsb", "vsb", "vsb"]
    for index, family in enumerate(families):
        units = _units(scene, family) or _units(scene, _SHOWS_NONE[0])
        article = scene.article(units, "undated", index, family=family)
        article.show(None)
        scene.fault("article-undated", article.unit, article, "发布页和列表都没有发布日期")


@plant(81)
def said_otherwise(scene: Scene) -> None:
    """Labels reversed, no label at all, a file instead of a page."""
    for name, family, layout in (("reversed", "trs", 2), ("bare", "vsb", 1)):
        units = [unit for unit in _units(scene, family) if scene.world.area(unit.code).layout == layout]
        if units:
            article = scene.article(units, name, family=family)
            scene.near(
                "article-undated",
                article.unit,
                article,
                "日期的标签写法少见" if layout == 2 else "日期没有标签",
            )
    paper = scene.article(_units(scene, "trs"), "file", kinds=("通知公告",), family="trs")
    paper.attachments = [Attachment("公告全文")]
    paper.file_only = True
    scene.near(
        "article-undated",
        paper.unit,
        paper,
        "列表直接链接到PDF文件",
        "pass",
        "not_applicable",
        "untested",
        "absent",
    )


def _units(scene: Scene, family: str) -> list[Unit]:
    return [unit for unit in scene.calm if scene.world.area(unit.code).family == family]
