"""What the catalog asks of each unit, put where a visitor finds it: a page, a series, a single document."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from demo.chance import span, stream
from demo.clock import months_before, on, weekday
from demo.elements import compose
from demo.grow.areas import add_column, column_row, open_parent
from demo.prose import fill, setting
from demo.tables import Row, data_csv
from demo.world import Article, Column, Holding, Unit, World, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.district import District

_QUARTERS = "一二三四"
_KEPT = {"month": 15, "quarter": 8, "every": 9}
_LAGS = {"成文日期": "0-3", "决定日期": "1-3", "批准日期": "2-4"}
_APPROVED_BEFORE = 12  # days between the approval of a budget and its publication: the rule allows 20
_OUTLINE = ("地理位置", "行政区划", "人口情况", "经济发展", "历史文化")  # what the district says of itself
_DECIDED = ("行政许可决定", "行政处罚决定")


def hold(world: World, district: District) -> None:
    """Let every unit fulfil every row that reaches it."""
    plans = {row["序号"]: row for row in data_csv("holdings.csv")}
    for item in district.tables["catalog"]:
        if item["序号"] not in plans:
            continue  # a row that the portal need not show: 依申请, 特定群众, 村公示栏, nobody's
        for unit in district.resolve(item["公开主体"]):
            _hold(world, unit, item, plans[item["序号"]])
    for column in world.portal.columns:
        if column.form == "page":
            words, rng = setting(world.portal.unit, world.as_of), stream(world.seed, "page", column.code)
            column.blocks = compose("sections", _OUTLINE, words, rng)
            column.day = world.as_of - timedelta(days=400)


def _hold(world: World, unit: Unit, item: Row, plan: Row) -> None:
    column = _column(world, unit, plan["栏目"] if unit.kind == "部门" else plan["乡镇栏目"])
    elements = tuple(filter(None, item["公开内容（要素）"].split("；")))
    holding = Holding(
        item["序号"], unit, item["二级事项"], item["一级事项"], plan["形式"], column,
        int(plan["周期"]) if plan["周期"] else None, elements,
    )  # fmt: skip
    world.holdings[item["序号"], unit.code] = holding
    column.items.append(holding.no)
    if plan["形式"] == "page":
        rng = stream(world.seed, "page", unit.code, holding.no)
        column.blocks = compose(plan["样式"], elements, setting(unit, world.as_of), rng)
        column.day = weekday(world.as_of - timedelta(days=rng.randint(20, 300)))
    elif plan["形式"] != "filler":
        _put(world, holding, plan)


def regrow(world: World, holding: Holding, age: int) -> None:
    """Grow a series of batches anew, so that its newest document is `age` days old."""
    holding.column.articles = [
        article for article in holding.column.articles if article not in holding.articles
    ]
    holding.articles = []
    _put(world, holding, next(row for row in data_csv("holdings.csv") if row["序号"] == holding.no), age)


def cadence(no: str) -> str:
    """How often the row's series appears: month, quarter, every, year, once …"""
    return next(re.split("[:@]", row["节奏"])[0] for row in data_csv("holdings.csv") if row["序号"] == no)


def _put(world: World, holding: Holding, plan: Row, age: int | None = None) -> None:
    for day, words in _days(world, holding, plan["节奏"], age):
        holding.articles.append(_document(world, holding, plan, day, words))
    holding.column.articles += holding.articles


def _column(world: World, unit: Unit, name: str) -> Column:
    """The unit's column that columns.csv knows by this name, opened where it is wanting."""
    area = world.area(unit.code)
    row = column_row(name)
    own: list[Column] = [*area.columns, *(world.portal.columns if world.portal.unit is unit else [])]
    for column in own:
        if column.known == name:
            return column
    parent = open_parent(area, "xzzf", "行政执法") if name in _DECIDED else None
    return add_column(world, area, row, parent)


def _document(world: World, holding: Holding, plan: Row, day: date, words: dict[str, str]) -> Article:
    rng = stream(world.seed, "document", holding.unit.code, holding.no, day)
    words = setting(holding.unit, day) | words
    article = Article(fill(plan["标题"], words, rng), day, holding.column, "item", words, item=holding.no)
    article.blocks = compose(plan["样式"], holding.elements, words, rng)
    label = plan["日期栏"]
    if label:
        budget = holding.no in ("5", "6", "7", "8")
        lag = _APPROVED_BEFORE if budget else span(_LAGS[label], rng)
        article.written = Written(label, day - timedelta(days=lag))
    return article


def _days(
    world: World, holding: Holding, rhythm: str, age: int | None
) -> Iterator[tuple[date, dict[str, str]]]:
    """The days on which a series appeared up to `as_of`, newest first, with the words for its titles."""
    rng = stream(world.seed, "cadence", holding.unit.code, holding.no)
    kind, _, rule = rhythm.replace("@", ":").partition(":")
    if kind == "once":
        yield weekday(world.as_of - timedelta(days=span(rule, rng))), {}
    elif kind == "month":
        yield from _monthly(world.as_of, rng.randint(8, 12), 1)
    elif kind == "quarter":
        yield from _monthly(world.as_of, rng.randint(12, 18), 3)
    elif kind == "every":
        drawn = rng.randint(1, max(1, int(rule) // 3))
        yield from _batches(world.as_of, int(rule), drawn if age is None else age)
    else:
        yield from _yearly(world.as_of, kind, rule, rng.random())


def _monthly(as_of: date, day: int, step: int) -> Iterator[tuple[date, dict[str, str]]]:
    """Figures of a month or quarter, out on the same day of the following month, so that no gap outgrows the rule."""
    kept = 0
    month = as_of.replace(day=1)
    while kept < _KEPT["month" if step == 1 else "quarter"]:
        out = month.replace(day=day)
        if out <= as_of and (out.month - 1) % step == 0:
            about = months_before(out, 1)
            quarter = f"{about.year}年第{_QUARTERS[(about.month - 1) // 3]}季度"
            yield out, {"month": f"{about.year}年{about.month}月", "quarter": quarter}
            kept += 1
        month = months_before(month, 1)


def _batches(as_of: date, step: int, age: int) -> Iterator[tuple[date, dict[str, str]]]:
    """Batches, numbered within their year."""
    for index in range(_KEPT["every"]):
        day = as_of - timedelta(days=age + step * index)
        number = 1 + (day - date(day.year, 1, 1)).days // step
        yield day, {"batch": f"{day.year}年第{number}批"}


def _yearly(as_of: date, kind: str, rule: str, share: float) -> Iterator[tuple[date, dict[str, str]]]:
    """A yearly document, out on the same day of every year: no year is ever overrun before the next is out."""
    first, last = rule.split("..")
    for year in range(as_of.year, as_of.year - 5, -1):
        room = on(year, last) - on(year, first)
        out = on(year, first) + timedelta(days=round(room.days * share))
        if out <= as_of:
            yield out, {"year": str(year - 1 if kind == "year-1" else year)}
