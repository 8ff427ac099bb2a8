"""The type of a column by its name: a labelled list with its near-misses (column_names.csv), tags as witnesses."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rules.columns import column_type, period_for
from rules.data import toml
from rules.limits import default_limits
from rules.model import ColumnType
from rules.periods import Period

with (Path(__file__).with_name("column_names.csv")).open(encoding="utf-8", newline="") as stream:
    NAMES = list(csv.DictReader(stream))


def test_the_list_is_long_enough() -> None:
    assert len(NAMES) >= 80
    assert len({row["name"] for row in NAMES}) == len(NAMES)


@pytest.mark.parametrize("row", NAMES, ids=[row["name"] for row in NAMES])
def test_labelled_names(row: dict[str, str]) -> None:
    kind, _ = column_type(row["name"])
    period = period_for(kind, row["name"], default_limits())
    assert (kind.value, str(period) if period else "") == (row["type"], row["period"])


@pytest.mark.parametrize(
    ("name", "tag", "kind"),
    [
        ("走进青禾", "概况信息", ColumnType.STATIC),
        ("班子成员", "负责人信息", ColumnType.STATIC),
        # a tag alone never brings a stricter period: templates carry other pages' tags
        ("青禾故事", "工作动态", ColumnType.OTHER),
        ("重点领域", "政策文件", ColumnType.OTHER),
        ("青禾故事", "青禾要闻", ColumnType.OTHER),
        # and it never overrules a name
        ("通知公告", "工作动态", ColumnType.NOTICES),
        ("机构职能", "政策文件", ColumnType.STATIC),
        ("工作动态", "概况信息", ColumnType.NEWS),
    ],
)
def test_tags_are_witnesses(name: str, tag: str, kind: ColumnType) -> None:
    assert column_type(name, tag)[0] is kind


def test_it_tells_what_decided() -> None:
    assert column_type("工作动态") == (ColumnType.NEWS, "名称为动态要闻类（工作动态）")
    assert column_type("青禾故事", "工作动态")[1] == "栏目标签为“工作动态”，名称不能印证，按其他栏目"
    assert column_type("青禾故事")[1] == "名称未能归类，按其他栏目"


def test_the_office_goes_first() -> None:
    limits = default_limits()
    assert period_for(ColumnType.STATIC, "机构职能", limits, 30) == Period(days=30)
    assert period_for(ColumnType.STATIC, "机构职能", limits) is None
    assert period_for(ColumnType.NEWS, "预算工作动态", limits) == Period(days=14)


def test_every_rule_of_the_data_names_a_type_and_a_reason() -> None:
    for rule in toml("columns.toml")["rule"]:
        assert ColumnType(rule["type"])
        assert rule["why"]
        assert ("has" in rule) != ("whole" in rule)
    assert {ColumnType(kind) for kind in toml("columns.toml")["tag"].values()}
