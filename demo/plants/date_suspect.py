"""date-suspect: dates that cannot be true, and dates that only disagree a little."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.blocks import Paragraph
from demo.plants import plant
from demo.plants.column_stale import mistyped

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Unit


@plant(90)
def far_ahead(scene: Scene) -> None:
    """The year mistyped; the same slip in list, page and tags."""
    for index, family in enumerate(("trs", "trs", "jcms", "vsb")):
        article = scene.article(_units(scene, family), "future", index, family=family)
        article.show(mistyped(article.day))
        scene.fault("date-suspect", article.unit, article, "发布日期误写为多年以后")


@plant(91)
def nearly_the_same(scene: Scene) -> None:
    """Tags some minutes, the list a day, a re-publication some weeks apart from the page."""
    minutes = scene.article(_units(scene, "trs"), "minutes", family="trs")
    minutes.tag_minutes = 17
    scene.near("date-suspect", minutes.unit, minutes, "标签里的时间与页面差几分钟")
    day = scene.article(_units(scene, "jcms"), "day", family="jcms")
    day.listed = day.day + timedelta(days=1)
    scene.near("date-suspect", day.unit, day, "列表与页面的日期差一天", "pass", "suspected", "untested")
    again = scene.article(_units(scene, "trs"), "again", family="trs")
    again.tagged = again.day + timedelta(days=9)
    scene.near(
        "date-suspect", again.unit, again, "重新发布后标签日期比页面晚几天", "pass", "suspected", "untested"
    )
    address = scene.article(_units(scene, "trs"), "address", family="trs")
    address.address_day = address.day + timedelta(days=5)
    scene.near(
        "date-suspect", address.unit, address, "地址里的日期与页面不同", "pass", "suspected", "untested"
    )


@plant(92)
def dates_of_events(scene: Scene) -> None:
    """Days named in the text are not the day of publication, however far ahead or back they lie."""
    ahead = scene.as_of.year + 4
    texts = (
        f"本办法自{scene.as_of.year + 1}年1月1日起施行，有效期至{ahead}年12月31日。",
        f"工程计划于{ahead}年6月30日前全部完工，届时将举行竣工仪式。",
        "该项制度最早形成于1998年3月12日，此后多次修订完善。",
    )
    for index, text in enumerate(texts):
        article = scene.article(scene.calm, "event", index)
        article.blocks.insert(0, Paragraph(text))
        scene.near("date-suspect", article.unit, article, "正文里写有将来或者很早的日期")
        scene.near("article-undated", article.unit, article, "正文里写有别的日期")


def _units(scene: Scene, family: str) -> list[Unit]:
    return [unit for unit in scene.calm if scene.world.area(unit.code).family == family]
