"""item-late: published after the deadline, where the page itself shows when it was written, approved or decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from demo.clock import calendar_knows, long_holiday, weekday, workdays_earlier, workdays_later
from demo.grow.articles import add_filler
from demo.plants import plant
from demo.world import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from demo.plants.scene import Scene
    from demo.world import Article, Holding

_ALLOWED = 20  # working days for policy papers; budgets have as many calendar days
_SEEN = 340  # days within which a late document is sure to be opened
_BUDGETS = ("6", "8", "5", "7")


@plant(30)
def papers(scene: Scene) -> None:
    """政策文件 published more than 20 working days after they were written; one across the long holiday."""
    if not calendar_knows(scene.ago(420), scene.as_of):
        return
    for index in range(2):
        holding = scene.pick(_papers(scene), "late paper", index)
        rng = scene.rng("late paper", index, "days")
        day = weekday(scene.ago(rng.randint(8, 50)))
        _paper(scene, holding, workdays_earlier(day, rng.randint(23, 40)), day, f"late {index}")
        scene.fault("item-late", holding.unit, holding, "成文后超过20个工作日才公开")
    holiday = long_holiday(scene.ago(320), scene.ago(30))
    if holiday is None:
        return
    written = workdays_earlier(holiday[0] - timedelta(days=1), 6)
    for over, check in ((1, "late"), (0, "in time")):
        day = workdays_later(written, _ALLOWED + over)
        holding = scene.pick(_papers(scene), "holiday", check)
        _paper(scene, holding, written, day, check)
        if over:
            scene.fault("item-late", holding.unit, holding, "跨长假，按工作日算是第21天")
        else:
            scene.near("item-late", holding.unit, holding, "跨长假，按工作日算恰是第20天")


@plant(31)
def decisions(scene: Scene) -> None:
    """Decisions on permits, penalties and projects: seven working days. Guides of social relief: ten."""
    if not calendar_knows(scene.ago(420), scene.as_of):
        return
    for label, numbers, days in (
        ("决定日期", ("58", "59", "63"), (11, 25)),
        ("成文日期", ("20", "21", "22"), (14, 30)),
    ):
        holding = scene.find(_found(scene, numbers), "late", label)
        if holding is None:
            continue
        rng = scene.rng("late", label, "days")
        article = _newest(holding)
        article.written = Written(label, workdays_earlier(article.day, rng.randint(*days)))
        scene.fault("item-late", holding.unit, holding, f"{label}后超过规定工作日才公开")


@plant(32)
def budgets(scene: Scene) -> None:
    """Budgets and accounts: twenty calendar days after approval. More of them where no holidays are known."""
    count = 1 if calendar_knows(scene.ago(420), scene.as_of) else 5
    for index in range(count):
        late = ((one, _newest(one)) for no in _BUDGETS for one in _found(scene, (no,)))
        free = [one for one, newest in late if (scene.as_of - newest.day).days < _SEEN]
        holding = scene.pick(free, "late budget", index)
        article = _newest(holding)
        article.written = Written(
            "批准日期", article.day - timedelta(days=scene.rng("budget", index).randint(26, 45))
        )
        scene.fault("item-late", holding.unit, holding, "批准后超过20日才公开")


@plant(33)
def reports(scene: Scene) -> None:
    """The yearly report: one after 31 January, one on 31 January itself."""
    as_of = scene.as_of
    punctual = scene.pick(_found(scene, ("4",)), "on the day")
    _move(punctual, "01-31", as_of)
    scene.near("item-late", punctual.unit, punctual, "年报恰在1月31日发布")
    scene.near("item-missing", punctual.unit, punctual, "年报恰在1月31日发布")
    if (as_of.month == 1 and as_of.day >= 8) or (as_of.month == 2 and as_of.day <= 24):
        return  # neither the old report nor the new one would be the one that is due
    late = scene.pick(_found(scene, ("4",)), "after the day")
    newest = _newest(late)
    _redate(newest, date(newest.day.year, 2, 9 + scene.rng("report").randint(0, 11)))
    scene.fault("item-late", late.unit, late, "年报在1月31日之后才发布")


@plant(34)
def unwritten(scene: Scene) -> None:
    """A paper that does not say when it was written cannot be late."""
    holding = scene.pick(_papers(scene), "unwritten")
    article = add_filler(scene.world, holding.column, weekday(scene.ago(40)), "unwritten")
    article.written, article.voice, article.document_no = None, "news", None
    scene.taken.add(article)
    scene.near("item-late", holding.unit, holding, "有一份文件没有写明成文日期")


def _found(scene: Scene, numbers: Iterable[str]) -> Iterator[Holding]:
    """Holdings of these rows in calm units, that still have documents and stand in a column of static pages."""
    return (
        one for one in scene.holdings(scene.calm)
        if one.no in numbers and one.articles and one.column in one.column.area.columns
        and any(article in one.column.articles for article in one.articles)
        and one.column.area.family != "scripted" and one.column not in scene.taken
    )  # fmt: skip


def _papers(scene: Scene) -> Iterator[Holding]:
    return (
        one for one in scene.holdings(scene.calm)
        if one.no == "9" and one.column.area.family != "scripted" and one.column not in scene.taken
    )  # fmt: skip


def _paper(scene: Scene, holding: Holding, written: date, day: date, name: str) -> None:
    article = add_filler(scene.world, holding.column, day, name)
    article.written = Written("成文日期", written)
    scene.taken |= {article, holding.column}


def _newest(holding: Holding) -> Article:
    return max(holding.articles, key=lambda article: article.day)


def _move(holding: Holding, month_day: str, as_of: date) -> None:
    """Let the whole series appear on another day of the year; what would lie ahead is dropped."""
    month, day = (int(part) for part in month_day.split("-"))
    for article in list(holding.articles):
        _redate(article, date(article.day.year, month, day))
        if article.day > as_of:
            holding.articles.remove(article)
            holding.column.articles.remove(article)


def _redate(article: Article, day: date) -> None:
    article.day = day
    article.show(day)
