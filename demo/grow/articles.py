"""Filler: the news, notices and papers that no catalog row asks for, four years of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from demo.blocks import Paragraph
from demo.chance import span, spread, stream
from demo.clock import months_before, weekday
from demo.prose import VOICES, setting, write_title
from demo.tables import data_csv
from demo.world import Article, Attachment, Column, World, Written

if TYPE_CHECKING:
    from random import Random

YEARS = 4
_FEWEST = 7


def fill_columns(world: World) -> None:
    """Fill every general list with articles: the newest fresh, the rest spread over the years."""
    for column in world.columns():
        row = _plan(column)
        if row is None:
            continue
        rng = stream(world.seed, "dates", column.area.unit.code, column.number)
        count = max(_FEWEST, round(int(row["篇数"]) * world.scale))
        newest = weekday(world.as_of - timedelta(days=span(row["最新"], rng)))
        if column.type == "动态要闻":  # a weekend must not push the newest out of its fortnight
            newest = max(newest, world.as_of - timedelta(days=9))
        days = spread(rng, newest, months_before(world.as_of, 12 * YEARS), count)
        for index, day in enumerate(days):
            add_filler(world, column, weekday(day) if index else day, str(index))
        for article in rng.sample(column.articles, len(column.articles) // 6):
            article.attachments.append(Attachment(f"附件{rng.randint(1, 3)}：有关材料"))


def add_filler(world: World, column: Column, day: date, name: str) -> Article:
    """One more article of the column's own kind, dated that day. `name` keeps its chances apart."""
    rng = stream(world.seed, "article", column.area.unit.code, column.number, name)
    voice = VOICES[column.type]
    titles = {article.title for article in column.articles}
    for _ in range(12):
        words = setting(column.area.unit, day)
        title = write_title(column.area.unit, voice, words, rng, portal=column.area.portal)
        if title not in titles:
            break
    else:
        title += f"（第{len(titles)}期）"
    article = Article(title, day, column, voice, words)
    if voice == "policy":
        _number(article, rng)
    if voice == "news" and rng.random() < 0.2:
        ahead = day + timedelta(days=rng.randint(5, 60))
        article.blocks.append(
            Paragraph(f"据悉，后续活动将于{ahead.year}年{ahead.month}月{ahead.day}日前完成。")
        )
    column.articles.append(article)
    return article


def _number(article: Article, rng: Random) -> None:
    lag = rng.randint(0, 3)
    article.written = Written("成文日期", article.day - timedelta(days=lag))
    town = article.unit.kind != "部门"
    mark = article.unit.place[:2] + ("政" if town else article.unit.short.removeprefix("区")[:1])
    article.document_no = f"{mark}字〔{article.day.year}〕{rng.randint(1, 96)}号"


def _plan(column: Column) -> dict[str, str] | None:
    """The line of columns.csv that says how many articles the column has; None for what the catalog fills."""
    if column.form != "list" or column.type not in VOICES:
        return None
    for row in data_csv("columns.csv"):
        here = "门户" in row["适用"] if column.area.portal else "门户" not in row["适用"]
        if here and row["代码"] == column.code and row["篇数"]:
            return row
    return None
