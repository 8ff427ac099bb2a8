"""Exact slots: what they read, and that what disagrees in one is never the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.matching import Kind, relate
from checks.naming import UnitNames, district_of
from checks.slots import read
from rules.model import Unit, UnitKind

UNITS = UnitNames.of(
    (
        Unit("mzj", "示例区民政局", UnitKind.DEPARTMENT),
        Unit("jyj", "示例区教育局", UnitKind.DEPARTMENT),
        Unit("qhz", "清河镇人民政府", UnitKind.TOWN),
        Unit("llz", "柳林镇人民政府", UnitKind.TOWN),
    ),
    "示例区",
)
STEMS = (
    "部门预算",
    "财政收支情况",
    "政府信息公开年报",
    "临时救助",
    "行政许可",
    "政策文件",
    "岗位信息发布",
    "工作总结",
)
FRAMES = ("{}", "关于{}的公示", "{}公开", "关于{}的通知")
stems = st.sampled_from(STEMS)
frames = st.sampled_from(FRAMES)
years = st.integers(2000, 2035)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2023年部门预算", {2023}),
        ("2023-2024年部门预算", {2023, 2024}),
        ("二〇二五年部门预算", {2025}),
        ("二○二五年度部门预算", {2025}),
        ("２０２５年度部门预算", {2025}),
        ("规范性文件目录〔2025〕", {2025}),
        ("2025年度部门决算", {2025}),
        ("示民函〔2025〕3号", {2025}),
        ("关于公开2024年度部门决算的通知（示财〔2025〕8号）", {2024}),
        ("国土空间总体规划（2021-2035年）", set(range(2021, 2036))),
        ("2027年-2028年后勤服务项目", {2027, 2028}),
        # not years
        ("补助资金2025万元", set()),
        ("G2026010号宗地", set()),
        ("第2025号公告", set()),
        ("2000户低保家庭", set()),
        ("12025号", set()),
    ],
)
def test_years(title: str, expected: set[int]) -> None:
    assert read(title).slots.times.years == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2025年第一季度", {(1, 3)}),
        ("2025年一季度", {(1, 3)}),
        ("2025年1-3月", {(1, 3)}),
        ("2025年1—3月份", {(1, 3)}),
        ("2025年Q1", {(1, 3)}),
        ("2025年前三季度", {(1, 9)}),
        ("2025年第二、三季度", {(4, 9)}),
        ("2025年上半年", {(1, 6)}),
        ("2025年半年度", {(1, 6)}),
        ("2025年下半年", {(7, 12)}),
        ("2025年3月份", {(3, 3)}),
        ("2025年十二月", {(12, 12)}),
        # not months
        ("每季度公开", set()),
        ("三个月内", set()),
        ("9月18日停电公告", set()),
        ("2026年9月18-22日停电公告", set()),
    ],
)
def test_spans(title: str, expected: set[tuple[int, int]]) -> None:
    assert read(title).slots.times.spans == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("第2批", {("批", 2)}),
        ("第二批次", {("批", 2)}),
        ("2026年第12期", {("期", 12)}),
        ("第十一届", {("届", 11)}),
        ("第九十九次", {("次", 99)}),
        ("第一百次", set()),
        ("一批项目", set()),
    ],
)
def test_ordinals(title: str, expected: set[tuple[str, int]]) -> None:
    assert read(title).slots.ordinals == expected


@pytest.mark.parametrize(
    ("title", "units"),
    [
        ("示例区民政局2026年部门预算", {"mzj"}),
        ("区民政局部门预算", {"mzj"}),
        ("清河镇2026年部门预算", {"qhz"}),
        ("清河镇政府信息公开年报", {"qhz"}),
        ("区民政局 区教育局关于资助的通知", {"mzj", "jyj"}),
        ("国家民政局关于调研的通知", {"mzj"}),
        ("示例区财政局2026年部门预算", {"?示例区财政局"}),
        ("关于社区居民的公示", set()),
    ],
)
def test_units(title: str, units: set[str]) -> None:
    assert read(title, UNITS).slots.units == units


@pytest.mark.parametrize(
    ("name", "district"),
    [
        ("示例区民政局", "示例区"),
        ("咸安区人民政府办公室", "咸安区"),
        ("清河镇人民政府", ""),
        ("城市管理局", ""),
        ("经济开发区管委会", ""),
        ("市场监督管理局", ""),
    ],
)
def test_the_district_in_a_name(name: str, district: str) -> None:
    assert district_of(name) == district


@given(st.text(max_size=200))
def test_reading_never_fails(text: str) -> None:
    reading = read(text, UNITS)
    assert len(reading.core) <= 2 * len(text) + 20
    relate(text, "部门预算", units=UNITS)
    relate("部门预算", text, units=UNITS)


@given(stems, frames, frames, years, years)
def test_another_year_is_another_thing(stem: str, one: str, other: str, first: int, second: int) -> None:
    kind = relate(one.format(f"{first}年{stem}"), other.format(f"{second}年度{stem}")).kind
    assert kind is (Kind.SAME if first == second else Kind.DIFFERENT)


@given(stems, frames, years, st.integers(1, 4), st.integers(1, 4))
def test_another_quarter_is_another_thing(stem: str, frame: str, year: int, first: int, second: int) -> None:
    spelt = "一二三四"
    name = f"{year}年第{spelt[first - 1]}季度{stem}"
    for title in (f"{year}年{spelt[second - 1]}季度{stem}", f"{year}年{3 * second - 2}-{3 * second}月{stem}"):
        assert relate(name, frame.format(title)).kind is (Kind.SAME if first == second else Kind.DIFFERENT)


@given(stems, st.integers(1, 99), st.integers(1, 99))
def test_another_number_is_another_thing(stem: str, first: int, second: int) -> None:
    for sort in ("批", "期"):
        kind = relate(f"第{first}{sort}{stem}", f"第{second}{sort}{stem}公示").kind
        assert kind is (Kind.SAME if first == second else Kind.DIFFERENT)
    kind = relate(f"{stem}（示民函〔2026〕{first}号）", f"{stem}（示民函〔2026〕{second}号）").kind
    assert kind is (Kind.SAME if first == second else Kind.DIFFERENT)


@given(stems, st.sampled_from(["示例区民政局", "区教育局", "清河镇", "柳林镇人民政府"]), years)
def test_a_unit_on_one_side_says_nothing_and_on_both_must_agree(stem: str, unit: str, year: int) -> None:
    title = f"{unit}{year}年{stem}"
    assert relate(stem, title, units=UNITS).kind is Kind.SAME
    for other in ("示例区民政局", "示例区教育局", "清河镇", "柳林镇"):
        same = read(other, UNITS).slots.units == read(unit, UNITS).slots.units
        assert (relate(f"{other}{stem}", title, units=UNITS).kind is Kind.SAME) is same


@given(st.sampled_from(["部门预算", "示例区2026年政府预算", "预算执行情况"]))
def test_budget_is_never_final_account(name: str) -> None:
    assert relate(name, name.replace("预算", "决算"), units=UNITS).kind is Kind.DIFFERENT
