"""item-missing: what a unit must show and does not, and what only looks missing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from demo.clock import months_before
from demo.plants import plant
from demo.plants.likeness import dedicated, near
from demo.plants.scene import RowOnly

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Holding


@plant(10)
def lacking(scene: Scene) -> None:
    """Nothing in the whole area that bears the row's name."""
    used: set[str] = set()
    for index in range(5):
        varied = (one for one in scene.holdings(scene.even) if one.no not in used)
        holding = scene.pick(varied, "missing", index, fit=partial(stands_alone, scene))
        used.add(holding.no)
        remove(scene, holding)
        scene.fault("item-missing", holding.unit, holding, f"“{holding.name}”整个区域内都没有")


@plant(5)
def only_the_other(scene: Scene) -> None:
    """Where there is the budget but no final account, permits but no penalties, the year before but not the year."""
    penalty = scene.holding("59", scene.even[0])
    assert penalty is not None
    remove(scene, penalty)
    scene.fault("item-missing", penalty.unit, penalty, "只有行政许可决定，没有行政处罚决定")
    accounts = (
        one for one in scene.holdings(scene.even) if one.no == "6" and not scene.holding("8", one.unit)
    )
    account = scene.pick(accounts, "no account")
    remove(scene, account)
    scene.fault("item-missing", account.unit, account, "只有部门预算，没有部门决算")
    report = scene.pick((one for one in scene.holdings(scene.even) if one.no == "4"), "old report")
    report.column.articles = [
        article for article in report.column.articles if article.day < _cut(scene.as_of)
    ]
    scene.taken.add(report.column)
    scene.fault("item-missing", report.unit, report, "到期年度的年报没有，只有更早年度的")
    scene.fault("column-stale", report.unit, report.column, "年报栏目一年以上没有更新")


@plant(6)
def empty_column(scene: Scene) -> None:
    """The column is there, and empty."""
    free = (one for one in scene.holdings(scene.even) if dedicated(one))
    holding = scene.pick(free, "empty", fit=partial(stands_alone, scene))
    holding.column.articles = []
    scene.taken.add(holding.column)
    scene.fault("item-missing", holding.unit, holding, "有栏目，但是空的")
    scene.fault("column-blank", holding.unit, holding.column, "标准目录要求的栏目是空白栏目")


@plant(11)
def not_asked_of_the_portal(scene: Scene) -> None:
    """Rows that the portal need not show: on request, for those concerned, on the village's board."""
    owners = {
        "19": "依申请公开",
        "38": "特定群众",
        "45": "特定群体",
        "24": "只在村公示栏公开",
        "70": "只在村公示栏公开",
    }
    for no, why in owners.items():
        row = next(row for row in scene.district.tables["catalog"] if row["序号"] == no)
        for unit in scene.district.resolve(row["公开主体"])[:2]:
            scene.near("item-missing", unit, RowOnly(no), why, "not_applicable", "absent")


@plant(12)
def under_another_name(scene: Scene) -> None:
    """The row's alias names the column; or the catalog says where it stands, under a name of its own."""
    for holding in scene.holdings(scene.calm):
        if holding.no == "9" and holding.column.name in ("部门文件", "规范性文件"):
            unseen = ("untested",) if holding.column.area.family == "scripted" else ()
            note = f"栏目叫“{holding.column.name}”，是目录写明的别名"
            scene.near("item-missing", holding.unit, holding, note, "pass", *unseen)
        if holding.no == "62":
            scene.near("item-missing", holding.unit, holding, "栏目名称不同，但目录写明了栏目地址")


@plant(13)
def behind_a_declaration(scene: Scene) -> None:
    """The unit has said why it has nothing to show."""
    free = (one for one in scene.holdings(scene.rest) if one.form == "single")
    holding = scene.find(free, "declared", fit=partial(stands_alone, scene))
    if holding is None:
        return
    remove(scene, holding)
    scene.declare("item-missing", holding.unit, holding, 60)
    scene.near("item-missing", holding.unit, holding, "已提交情况说明，且在有效期内", "declared")


@plant(14)
def where_nobody_could_look(scene: Scene) -> None:
    """Missing, but the area was not wholly swept: untested, for every unit behind a challenge."""
    for unit in scene.rough:
        holding = scene.find(scene.holdings([unit]), "rough", unit.code, fit=partial(stands_alone, scene))
        if holding:
            remove(scene, holding)
            scene.near("item-missing", unit, holding, "缺少，但该单位有栏目采集不到，不能下结论", "untested")


def remove(scene: Scene, holding: Holding) -> None:
    """Take the row's documents away, and its column where it has one to itself."""
    scene.taken.add(holding)
    holding.column.articles = [
        article for article in holding.column.articles if article not in holding.articles
    ]
    if dedicated(holding):
        holding.column.area.columns.remove(holding.column)
    else:
        scene.taken.add(holding.column)


def stands_alone(scene: Scene, holding: Holding) -> bool:
    """Whether nothing else in the area comes near its name, so that no rival can be taken for it.

    What is left behind must keep its own column alive, too.
    """
    if (
        holding.form not in ("single", "series")
        or holding.column in scene.taken
        or _has_address(scene, holding)
    ):
        return False
    others = [article for article in holding.column.articles if article not in holding.articles]
    alone = dedicated(holding)
    if not alone and not any(article.day > months_before(scene.as_of, 10) for article in others):
        return False
    area = scene.world.area(holding.unit.code)
    names = {column.name for column in area.columns if not (alone and column is holding.column)}
    titles = {
        article.title
        for column in area.columns
        for article in column.articles
        if article not in holding.articles
    }
    return not any(near(name, other) for name in (holding.name, holding.level1) for other in names | titles)


def _has_address(scene: Scene, holding: Holding) -> bool:
    """Whether the catalog says at which address the row stands."""
    return any(row["栏目地址"] for row in scene.district.tables["catalog"] if row["序号"] == holding.no)


def _cut(as_of: date) -> date:
    """Before the year that is due; early in the year one more goes, so that nobody need argue whether it is old yet.

    A yearly column that is a month past its year is late to some and on its way to others.
    """
    due = _due(as_of)
    return date(due.year - 1 if as_of < date(due.year, 8, 1) else due.year, 1, 1)


def _due(as_of: date) -> date:
    """The last 31 January that has passed."""
    this = date(as_of.year, 1, 31)
    return this if this < as_of else date(as_of.year - 1, 1, 31)
