"""Elements: what a text shows of them, what is never asked for, and over the whole table of real rows."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.elements import Shown, enough, shown, wanted
from rules.deadlines import parse
from rules.elements import split_elements
from rules.model import CatalogItem
from rules.text import plain

ROWS = Path(__file__).parents[3] / "shared" / "data" / "catalog_rows.csv"
HOTLINE = "拨打0715-8312345"


def row(level2: str, *elements: str, level1: str | None = None) -> CatalogItem:
    return CatalogItem("1", "1", None, level1, level2, elements, parse(None))


@pytest.mark.parametrize(
    ("element", "text", "expected"),
    [
        ("联系电话", "联系电话：见公示栏", Shown.WHOLE),
        ("联系方式", HOTLINE, Shown.WHOLE),
        ("咨 询 电 话", HOTLINE, Shown.WHOLE),
        ("联系电话", "发布于20260112，编号20251108", Shown.NOT),
        ("联系电话", "统一社会信用代码11421202011336909A", Shown.NOT),
        ("办公时间", "上午８：３０—１２：００", Shown.WHOLE),
        ("办理时限", "当场办结", Shown.PARTLY),
        ("办理时间、地点", "地址：永安路12号", Shown.PARTLY),
        ("办理时间、地点", "受理时间为周一至周五，地点在便民中心", Shown.WHOLE),
        ("生产地址/经营场所", "经营场所在城关镇", Shown.WHOLE),
        ("受理环节：受理情况", "本次受理情况如下", Shown.WHOLE),
        ("联系方式（包括通讯地址等）", HOTLINE, Shown.WHOLE),
        ("救助标准", "每人每月640元", Shown.PARTLY),
        ("学校名称", "各校：名称、地址", Shown.WHOLE),
        ("学校名称", "第一小学，永安路12号", Shown.PARTLY),
        # unlisted: by letters, and short ones prove nothing
        ("编排体系", "本指南的编排体系", Shown.WHOLE),
        ("编排体系", "目录如下", Shown.NOT),
        ("编排体系", "本目录的体系", Shown.PARTLY),
        ("地类", "共三亩", Shown.PARTLY),
    ],
)
def test_what_a_text_shows(element: str, text: str, expected: Shown) -> None:
    assert shown(element, plain(text)) is expected


@pytest.mark.parametrize(
    "element",
    [
        "社会事业等",
        "其他需要公开的内容",
        "镇人民政府工作报告全文",
        "《社会救助暂行办法》",
        "相关信息",
        "领导照片",
        "应当列出空表",
        "改革方案",
        "、",
        "",
    ],
)
def test_what_is_never_asked_for(element: str) -> None:
    assert wanted(row("机构职能", element, "联系电话")) == ("联系电话",)


def test_the_items_own_name_is_no_element() -> None:
    assert wanted(row("教育统计数据", "教育统计数据", level1="教育概况")) == ()


@given(st.text(max_size=80), st.text(max_size=200))
def test_nothing_fails(element: str, text: str) -> None:
    assert shown(element, plain(text)) in Shown
    for one in wanted(row("机构职能", element)):
        assert one == element


@given(st.text(max_size=100), st.text(max_size=100))
def test_more_text_never_hides_an_element(text: str, more: str) -> None:
    for element in ("联系电话", "办理时间、地点", "编排体系", "救助标准"):
        assert shown(element, plain(text) + "\n" + plain(more)) >= shown(element, plain(text))


def test_a_text_that_names_all_elements_shows_them() -> None:
    if not ROWS.exists():
        pytest.skip("../shared is absent")
    with ROWS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    asked = 0
    for one in rows:
        item = row(one["level2"] or one["level1"], *split_elements(one["content_elements"]))
        text = plain("\n".join(item.elements))
        for element in wanted(item):
            assert shown(element, text) is Shown.WHOLE, (one["row_id"], element)
            asked += 1
    assert asked > 300


def test_too_little_text_proves_nothing() -> None:
    assert not enough("请点击图片查看")
    assert enough("申请条件：" + "本区户口" * 10)
    assert not enough("申请条件：" + "本区户口" * 10, elements=5)
