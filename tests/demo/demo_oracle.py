"""A second opinion on the demo world, written from the contract and not from the planters: what is wrong in it.

It reads the model (never the manifest) and finds rows of the catalog by name, as a visitor would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar

from demo import Demo, make, prose
from demo.blocks import plain
from demo.clock import months_before
from demo.manifest import Manifest
from demo.world import Article, Column, Manner, Unit

BASE = Path(__file__).parents[2] / "rules" / "districts" / "demo"
AS_OF = date(2026, 11, 22)
DAYS = [date(2027, 1, 2), date(2024, 2, 29), date(2026, 1, 20), date(2026, 1, 31), date(2026, 2, 1), date(2025, 3, 31),
        date(2026, 7, 1), date(2028, 10, 8)]  # fmt: skip
CASES = [(seed, AS_OF) for seed in range(8)] + [(index % 4, day) for index, day in enumerate(DAYS)]
MONTHS = {"通知公告": 6, "政策文件": 6, "政策解读": 6}
PERIODS = {"每月公开": 31, "每季度公开": 92, "半年至少更新1次": 183, "每年更新": 366}
WORKDAYS = {"20个工作日": 20, "20工作日": 20, "10个工作日": 10, "7个工作日": 7}
SLOTS = ("预算", "决算", "许可", "处罚")
Finding = tuple[str, str, str]


@cache
def planted(seed: int = 0, as_of: date = AS_OF, scale: float = 0.1) -> Demo:
    """The demo of a seed, made once per run."""
    return make(BASE, as_of=as_of, seed=seed, port=18610, scale=scale)


def told(manifest: Manifest, *checks: str) -> set[Finding]:
    """What the manifest says of these checks."""
    return {(fault.check, fault.unit, fault.key) for fault in manifest.faults if fault.check in checks}


def columns_at_fault(demo: Demo) -> Iterator[Finding]:
    """Stale and blank columns, but for those that nobody can see or that a valid declaration covers."""
    scene, day = demo.scene, demo.world.as_of
    overrides = {column: (kind, days) for column, kind, days in scene.overrides}
    excused = {one.subject for one in scene.declared if one.check == "column-stale" and one.until >= day}
    for column in demo.world.columns():
        unit = column.area.unit.code
        kind, days = overrides.get(column, (column.type, ""))
        if column.form != "list" or kind == "静态" or column in excused or hidden(demo, column):
            continue
        if not column.articles:
            yield "column-blank", unit, scene.name(column)[1]
        elif column.newest < _limit(day, kind, days):  # type: ignore[operator]
            yield "column-stale", unit, scene.name(column)[1]


def hidden(demo: Demo, column: Column) -> bool:
    """Whether the column's own address is behind a challenge or a soft 404."""
    path = demo.scene.name(column)[1].removeprefix(demo.world.base)
    return demo.world.manners.get(path) in (Manner.JSL_521, Manner.RUISHU_412, Manner.SOFT_404)


def items_at_fault(demo: Demo) -> Iterator[Finding]:
    """Rows that a unit does not fulfil, for units whose area can be seen as a whole."""
    rough = {column.area.unit for column in demo.world.columns() if hidden(demo, column)}
    day = demo.world.as_of
    excused = {(one.unit.code, one.subject.no) for one in demo.scene.declared
               if one.check == "item-missing" and one.until >= day}  # type: ignore[union-attr]  # fmt: skip
    for row in demo.district.tables["catalog"]:
        if not _on_the_portal(row):
            continue
        for unit in demo.district.resolve(row["公开主体"]):
            if (unit.code, row["序号"]) in excused:
                continue
            for check in _judge(demo, unit, row, wholly=unit not in rough):
                yield check, unit.code, row["序号"]


def _judge(demo: Demo, unit: Unit, row: dict[str, str], *, wholly: bool) -> Iterator[str]:
    day = demo.world.as_of
    column, found = find(demo, unit, row)
    pages = [column] if column and column.form == "page" else []
    due = _due_cycle(row["公开时限"], day)
    if due and found:
        cycle = [article for article in found if str(due.year - 1) in article.title]
        if not cycle and wholly:
            yield "item-missing"
        elif cycle and cycle[0].day > due:
            yield "item-late"
    elif not found and not pages:
        if wholly and not (column and hidden(demo, column)):
            yield "item-missing"
        return
    period = int(row["更新周期(天)"] or PERIODS.get(row["公开时限"], 0))
    if period and wholly and (day - max(article.day for article in found)).days > period:
        yield "item-stale"
    if any(_late(article, row["公开时限"]) for article in found):
        yield "item-late"
    texts = [_seen(demo, article) for article in found] or [plain(page.blocks) for page in pages]
    if not all(
        element in re.sub(r"\s", "", text)
        for element in row["公开内容（要素）"].split("；")
        for text in texts
    ):
        yield "item-incomplete"


def find(demo: Demo, unit: Unit, row: dict[str, str]) -> tuple[Column | None, list[Article]]:
    """The column that bears the row's name (or address), or the articles whose titles hold it."""
    columns = [column for column in demo.world.columns() if column.area.unit is unit]
    names = {row["二级事项"], *filter(None, row["别名"].split("；"))}
    fits = [column for column in columns if column.name in names]
    fits += [column for column in columns if column.known == "环卫数据公开" and row["栏目地址"]]
    if fits:
        assert len(fits) == 1, (unit.name, row["二级事项"], [column.name for column in fits])
        return fits[0], fits[0].articles
    titles = [article for column in columns if not hidden(demo, column) for article in column.articles]
    return None, [article for article in titles if any(_bears(article.title, name) for name in names)]


def _bears(title: str, name: str) -> bool:
    return name in title and {slot for slot in SLOTS if slot in name} == {
        slot for slot in SLOTS if slot in title
    }


def _on_the_portal(row: dict[str, str]) -> bool:
    return (
        "■政府网站" in row["公开渠道和载体"]
        and row["公开方式"] == "主动"
        and row["公开对象"] == "全社会"
        and bool(row["公开主体"])
    )


def _limit(day: date, kind: str, days: str) -> date:
    if days:
        return day - timedelta(days=int(days))
    return day - timedelta(days=14) if kind == "动态要闻" else months_before(day, MONTHS.get(kind, 12))


def _due_cycle(deadline: str, day: date) -> date | None:
    """The last deadline of a yearly report that has passed."""
    found = {"每年1月31日前": (1, 31), "每年4月1日之前": (3, 31), "每年3月底前": (3, 31)}.get(deadline)
    if not found:
        return None
    this = date(day.year, *found)
    return this if this < day else date(day.year - 1, *found)


def _late(article: Article, deadline: str) -> bool:
    if article.written is None:
        return False
    if "20日内" in deadline:
        return (article.day - article.written.day).days > 20
    allowed = next((days for words, days in WORKDAYS.items() if words in deadline), None)
    if allowed is None:
        return False
    try:
        days = [
            article.written.day + timedelta(days=n + 1)
            for n in range((article.day - article.written.day).days)
        ]
        return sum(chinese_calendar.is_workday(day) for day in days) > allowed
    except NotImplementedError:
        return False


def _seen(demo: Demo, article: Article) -> str:
    sheets = [" ".join(cells) for file in article.attachments for cells in file.rows]
    return "\n".join([plain(prose.body(demo.world, article)), *sheets])
