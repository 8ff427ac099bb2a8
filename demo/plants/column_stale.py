"""column-stale: a column past its period, and columns that only look old."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from demo.clock import months_before
from demo.grow.areas import open_list
from demo.grow.articles import add_filler
from demo.plants import plant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from demo.plants.scene import Scene
    from demo.world import Column, Unit

_WAYS = (  # type, months and days past which the newest article lies
    ("动态要闻", 0, (17, 45)),
    ("动态要闻", 0, (17, 45)),
    ("通知公告", 6, (4, 60)),
    ("通知公告", 6, (4, 60)),
    ("政策解读", 6, (4, 60)),
    ("政策解读", 6, (4, 60)),
    ("政策文件", 6, (4, 60)),
)


@plant(50)
def past_their_period(scene: Scene) -> None:
    """News after two weeks, notices and papers after six months; one of them in the scripted area."""
    for index, (kind, months, days) in enumerate(_WAYS):
        column = scene.pick(scene.columns(_static(scene), kind), "stale column", index)
        _make_stale(scene, column, months, scene.rng("stale column", index, "days").randint(*days))
    scripted = scene.pick(scene.columns(scene.rest, "动态要闻", "scripted"), "stale script")
    _make_stale(scene, scripted, 0, scene.rng("stale script").randint(20, 60))
    plans = scene.columns(_static(scene), "规划计划") + scene.columns(_static(scene), "人事信息")
    _make_stale(scene, scene.pick(plans, "stale plan"), 12, scene.rng("stale plan").randint(5, 90))


@plant(51)
def by_the_offices_own_word(scene: Scene) -> None:
    """columns.csv asks for more than the type does, or for less, or for nothing at all."""
    strict = scene.pick(scene.columns(_static(scene), "通知公告"), "30 days")
    scene.age(strict, scene.ago(30 + scene.rng("30 days").randint(3, 40)))
    scene.overrides.append((strict, "通知公告", "30"))
    scene.fault("column-stale", strict.area.unit, strict, "栏目台账要求30天更新一次")
    lax = scene.pick(scene.columns(_static(scene), "动态要闻"), "45 days")
    scene.age(lax, scene.ago(45))
    scene.overrides.append((lax, "动态要闻", "45"))
    scene.near("column-stale", lax.area.unit, lax, "栏目台账允许45天，最新一条恰在第45天")
    old = open_list(scene.world, scene.world.area(scene.rest[0].code), "lnzl", "历年资料", "通知公告")
    for index in range(9):
        add_filler(scene.world, old, scene.ago(800 + 40 * index), f"old {index}")
    scene.taken.add(old)
    scene.overrides.append((old, "静态", ""))
    scene.near(
        "column-stale", old.area.unit, old, "栏目台账列为静态，两年多没有更新", "pass", "not_applicable"
    )


@plant(52)
def declared(scene: Scene) -> None:
    """A declaration that holds, and one that has run out."""
    for name, days in (("valid", 45), ("expired", -20)):
        column = scene.pick(scene.columns(_static(scene), "通知公告"), "declared", name)
        newest = months_before(scene.as_of, 6) - (scene.as_of - scene.ago(scene.rng(name).randint(10, 60)))
        scene.age(column, newest)
        scene.declare("column-stale", column.area.unit, column, days)
        if name == "valid":
            scene.near("column-stale", column.area.unit, column, "已提交情况说明，且在有效期内", "declared")
        else:
            scene.fault("column-stale", column.area.unit, column, "情况说明已过有效期")


@plant(53)
def tomorrow_is_no_update(scene: Scene) -> None:
    """A date far ahead does not make a column fresh; beside a fresh article it does no harm."""
    stale = scene.pick(scene.columns(_static(scene), "动态要闻"), "future and old")
    _make_stale(scene, stale, 0, scene.rng("future").randint(22, 50))
    fresh = scene.pick(scene.columns(_static(scene), "动态要闻"), "future and fresh")
    scene.near("column-stale", fresh.area.unit, fresh, "有一条日期写错在将来，但另有新的")
    for column in (stale, fresh):
        assert column.newest
        article = scene.add(column, column.newest, "mistyped")
        article.show(mistyped(article.day))
        scene.fault("date-suspect", column.area.unit, article, "发布日期误写为多年以后")


@plant(54)
def on_the_limit(scene: Scene) -> None:
    """Fresh to the day."""
    for kind, newest in (
        ("动态要闻", scene.ago(14)),
        ("通知公告", months_before(scene.as_of, 6)),
        ("政策文件", months_before(scene.as_of, 6)),
    ):
        column = scene.pick(scene.columns(_static(scene), kind), "limit", kind)
        scene.age(column, newest)
        scene.near("column-stale", column.area.unit, column, "最新一条恰在期限当天")


@plant(55)
def order_proves_nothing(scene: Scene) -> None:
    """An old article pinned on top; a list in no order; a list that shows no dates at all."""
    pinned = scene.pick(scene.columns(_static(scene), "动态要闻"), "pinned")
    scene.add(pinned, months_before(scene.as_of, 26), "pinned").pinned = True
    scene.near("column-stale", pinned.area.unit, pinned, "置顶的一条是两年前的，其余是新的")
    jumbled = scene.pick(scene.columns(_static(scene), "通知公告"), "jumbled")
    jumbled.jumbled = True
    scene.near("column-stale", jumbled.area.unit, jumbled, "列表不按日期排列")
    bare = scene.find(scene.columns(_static(scene), "政策解读", "trs"), "bare")
    if bare:
        bare.rows_dated = False
        note = "列表不显示日期，日期只在文章里"
        scene.near("column-stale", bare.area.unit, bare, note, "pass", "untested")


@plant(56)
def never_stale(scene: Scene) -> None:
    """Pages that say what a unit is, years old; parents that have no list of their own."""
    still = [
        column
        for unit in scene.calm
        for column in scene.world.area(unit.code).columns
        if column.form == "page"
    ]
    for index in range(2):
        column = scene.pick((one for one in still if one.type == "静态"), "still", index)
        column.day = scene.ago(1300 + 100 * index)
        scene.near(
            "column-stale",
            column.area.unit,
            column,
            "静态栏目，几年没有变动",
            "pass",
            "not_applicable",
            "absent",
        )
    for column in [one for one in scene.world.columns() if one.form == "parent"][:4]:
        for check in ("column-stale", "column-blank"):
            scene.near(
                check, column.area.unit, column, "只有下级栏目的上级栏目", "pass", "not_applicable", "absent"
            )


def _static(scene: Scene) -> Iterable[Unit]:
    """Calm units whose lists stand in their pages, but for the spare ones."""
    calm = (unit for unit in scene.calm if unit not in scene.spare)
    return [unit for unit in calm if scene.world.area(unit.code).family != "scripted"]


def _make_stale(scene: Scene, column: Column, months: int, days: int) -> None:
    newest = months_before(scene.ago(days), months)
    scene.age(column, newest)
    scene.fault(
        "column-stale", column.area.unit, column, f"最新一条是{newest}（{(scene.as_of - newest).days}天前）"
    )


def mistyped(day: date) -> date:
    """A year whose last two digits changed places, or one far ahead: a slip that no clock will overtake."""
    year = day.year // 100 * 100 + day.year % 10 * 10 + day.year // 10 % 10
    return day.replace(year=year if year >= day.year + 12 else day.year + 30, day=min(day.day, 28))
