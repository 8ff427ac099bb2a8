"""The world is right except where the manifest says otherwise."""

from __future__ import annotations

import re
from datetime import date

import pytest
from demo_oracle import AS_OF, CASES, columns_at_fault, find, items_at_fault, planted, told
from rapidfuzz import fuzz

ITEM_CHECKS = ("item-missing", "item-stale", "item-late", "item-incomplete")


@pytest.mark.parametrize(("seed", "day"), CASES)
def test_columns_are_fresh_except_planted(seed: int, day: date) -> None:
    demo = planted(seed, day)
    assert set(columns_at_fault(demo)) == told(demo.manifest, "column-stale", "column-blank")


@pytest.mark.parametrize(("seed", "day"), CASES)
def test_catalog_is_fulfilled_except_planted(seed: int, day: date) -> None:
    demo = planted(seed, day)
    assert set(items_at_fault(demo)) == told(demo.manifest, *ITEM_CHECKS)


def test_every_article_is_dated_except_planted() -> None:
    demo = planted()
    undated = {("article-undated", one.unit.code, demo.scene.name(one)[1]) for one in demo.world.articles()
               if one.stated is None or one.listed is None}  # fmt: skip
    assert undated == told(demo.manifest, "article-undated")


def test_no_date_lies_ahead_except_planted() -> None:
    demo = planted()
    ahead = {("date-suspect", one.unit.code, demo.scene.name(one)[1]) for one in demo.world.articles()
             if any(day and day > AS_OF for day in (one.day, one.stated, one.listed, one.tagged))}  # fmt: skip
    assert ahead == told(demo.manifest, "date-suspect")


@pytest.mark.parametrize("seed", range(4))
def test_nothing_comes_near_a_row_that_is_missing(seed: int) -> None:
    """A rival for a missing row would make a right checker say `ambiguous`, or worse, `pass`.

    The slots of the contract (决算 is not 预算, 处罚 not 许可, last year not this) are traps on purpose.
    """
    demo = planted(seed)
    traps = {"4", "5", "6", "7", "8", "58", "59"}
    rows = {row["序号"]: row for row in demo.district.tables["catalog"]}
    for fault in demo.manifest.faults:
        if fault.check != "item-missing" or fault.key in traps:
            continue
        name = rows[fault.key]["二级事项"]
        unit = demo.world.unit(fault.unit)
        near = [
            text
            for column in demo.world.columns()
            if column.area.unit is unit and column.articles
            for text in (
                column.name,
                *(re.sub(r"^.{2,4}[区镇乡道]|\d{4}年", "", one.title) for one in column.articles),
            )
            if fuzz.WRatio(name, text) >= 70
        ]
        assert not near, (name, near)


def test_filler_keeps_away_from_the_catalog() -> None:
    """No news, notice or paper may pass for the document of a row."""
    demo = planted(0, scale=1.0)
    for row in demo.district.tables["catalog"]:
        if len(row["二级事项"]) > 4:
            bearing = [
                one.title
                for one in demo.world.articles()
                if row["二级事项"] in one.title and one.item is None
            ]
            assert not bearing, (row["二级事项"], bearing)


def test_every_row_finds_one_column_or_one_series() -> None:
    demo = planted(0)
    rows = [row for row in demo.district.tables["catalog"] if row["公开主体"]]
    for row in rows:
        for unit in demo.district.resolve(row["公开主体"]):
            column, articles = find(demo, unit, row)
            assert column or len({article.column for article in articles}) <= 1, (row["二级事项"], unit.name)


def test_a_portal_of_realistic_size() -> None:
    demo = planted(0, scale=1.0)
    articles = list(demo.world.articles())
    assert len(articles) >= 4000
    assert (AS_OF - min(one.day for one in articles)).days > 3.5 * 365
    assert len(demo.world.units) == 21
    for unit in demo.world.units:
        columns = [one for one in demo.world.columns() if one.area.unit is unit and one.parent is None]
        assert 7 <= len(columns) <= 16, unit.name
    titles = [one.title for one in articles]
    assert len(set(titles)) > 0.5 * len(titles)


def test_seeds_differ_in_names_families_and_faults() -> None:
    one, other = planted(1), planted(2)
    assert one.district.name != other.district.name
    assert [area.family for area in one.world.areas] != [area.family for area in other.world.areas]
    assert {fault.unit for fault in one.manifest.faults} != {fault.unit for fault in other.manifest.faults}
