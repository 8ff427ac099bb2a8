"""Deadlines as the item checks count them: which date is the event, how long the limit is, which cycle is due."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.cycles import due_cycle
from checks.lateness import event_of, sort_of, terms_of
from checks.model import Article
from checks.paces import pace_of
from rules.deadlines import parse
from rules.model import CatalogItem, Unit, UnitKind
from tests.checks.case_builder import build_evidence

PHRASES = Path(__file__).parents[3] / "shared" / "data" / "deadline_phrases.csv"
UNIT = Unit("mzj", "示例区民政局", UnitKind.DEPARTMENT)
WRITTEN, DECIDED = date(2026, 9, 1), date(2026, 9, 3)


def row(deadline: str, level2: str = "政府信息公开年报", **facts: Any) -> CatalogItem:
    return CatalogItem("1", "1", None, None, level2, (), parse(deadline), **facts)


@pytest.mark.parametrize(
    ("phrase", "sort", "limits"),
    [
        ("信息形成或变更之日起20个工作日内", "written", [(20, True)]),
        ("20工作日", "written", [(20, True)]),
        ("文件发布时间与成文时间间隔不超过20个工作日", "written", [(20, True)]),
        ("应自作出行政决定之日起7个工作日内上网公开", "decided", [(7, True)]),
        ("作出决定之日起7个工作日内;情况复杂的,经本单位负责人批准,可延长7个工作日", "decided", [(14, True)]),
        ("信息形成之日起20个工作日内;行政许可和行政处罚决定作出后7个工作日内", "written", [(7, True), (20, True)]),
        ("信息形成或者变更之日起20个工作日内予以公开;征求意见期限不得少于30日", "written", [(20, True), (30, False)]),
        ("制定或获取信息之日起10个工作日内,公示7个工作日", "written", [(7, True), (10, True)]),
        ("除处罚决定外其他内容:长期公开(动态调整);处罚决定:20个工作日内", "decisions", [(20, True)]),
        ("本级人民代表大会或其常务委员会批准后20日内", "approved", [(20, False)]),
        ("信息形成后24小时内", "written", [(1, False)]),
        # no page shows these events
        ("收到征地批准文件之日起10个工作日内公开", None, [(10, True)]),
        ("项目开工后20个工作日内公开", None, [(20, True)]),
        ("关联规范性文件公开3个工作日内", None, [(3, True)]),
        # nothing to count
        ("长期公开", "written", []),
        ("每年1月31日前", "written", []),
        ("每季度公开", "written", []),
        ("公示期不少于7日", "written", []),
    ],
)  # fmt: skip
def test_events_and_limits(phrase: str, sort: str | None, limits: list[tuple[int, bool]]) -> None:
    deadline = parse(phrase)
    assert [(term.days, term.working) for term in terms_of(deadline)] == limits
    if limits:
        assert sort_of(deadline) == sort


def test_no_real_phrase_is_judged_by_an_event_it_does_not_name() -> None:
    if not PHRASES.exists():
        pytest.skip("../shared is absent")
    with PHRASES.open(encoding="utf-8-sig", newline="") as file:
        phrases = [line["phrase"] for line in csv.DictReader(file)]
    judged = {phrase for phrase in phrases if terms_of(parse(phrase)) and sort_of(parse(phrase))}
    unseen = (
        "开工",
        "竣工",
        "分配结果确定",
        "现状调查",
        "合同签订",
        "收到",
        "申请",
        "每",
        "组织听证",
    )
    assert len(judged) > 40
    assert not [
        phrase for phrase in judged if any(word in phrase for word in unseen) and "除处罚决定外" not in phrase
    ]


@pytest.mark.parametrize(
    ("phrase", "facts", "event"),
    [
        ("信息形成之日起20个工作日内", {}, WRITTEN),
        ("信息形成之日起20个工作日内", {"source": "区民政局"}, WRITTEN),
        ("信息形成之日起20个工作日内", {"source": "示例区民政局办公室"}, WRITTEN),
        ("信息形成之日起20个工作日内", {"source": "本站原创"}, WRITTEN),
        ("信息形成之日起20个工作日内", {"source": "国务院办公厅"}, None),
        ("信息形成之日起20个工作日内", {"source": "区财政局"}, None),
        ("信息形成之日起20个工作日内", {"title": "示例市民政局关于低保的通知"}, None),
        ("制定或获取信息之日起10个工作日内", {}, None),
        ("制定或获取信息之日起10个工作日内", {"source": "示例区民政局"}, WRITTEN),
        ("应自作出行政决定之日起7个工作日内上网公开", {}, DECIDED),
        ("应自作出行政决定之日起7个工作日内上网公开", {"decided": None}, WRITTEN),
        ("本级人民代表大会或其常务委员会批准后20日内", {}, DECIDED),
        ("本级人民代表大会或其常务委员会批准后20日内", {"decided": None}, None),
        ("除处罚决定外其他内容:长期公开;处罚决定:20个工作日内", {"decided": None}, None),
        ("信息形成之日起20个工作日内;行政许可和行政处罚决定作出后7个工作日内", {}, DECIDED),
    ],
)
def test_the_event_that_a_page_shows(phrase: str, facts: dict[str, Any], event: date | None) -> None:
    page = Article(
        **{
            "url": "u",
            "title": "关于低保的通知",
            "reason": None,
            "written": WRITTEN,
            "decided": DECIDED,
            **facts,
        }
    )
    assert event_of(page, parse(phrase), UNIT) == event


@pytest.mark.parametrize(
    ("today", "level2", "phrase", "due", "years"),
    [
        (date(2026, 11, 22), "政府信息公开年报", "每年1月31日前", date(2026, 1, 31), {2025}),
        (date(2026, 2, 1), "政府信息公开年报", "每年1月31日前", date(2026, 1, 31), {2025}),
        (date(2026, 1, 31), "政府信息公开年报", "每年1月31日前", date(2025, 1, 31), {2024}),
        (date(2026, 1, 1), "工作总结", "每年3月底前", date(2025, 3, 31), {2024}),
        (date(2026, 11, 22), "部门预算", "每年3月31日前向社会公布", date(2026, 3, 31), {2026}),
        (date(2026, 11, 22), "财政预决算", "每年3月31日前向社会公布", date(2026, 3, 31), {2025, 2026}),
        (date(2026, 11, 22), "工作计划", "每年年底前", date(2025, 12, 31), {2025, 2026}),
        (date(2026, 11, 22), "工作总结", "每年年底前", date(2025, 12, 31), {2024, 2025}),
        (date(2026, 11, 22), "基本情况", "每年3月底前", date(2026, 3, 31), {2025, 2026}),
        (date(2025, 6, 1), "工作总结", "每年2月29日前", date(2025, 2, 28), {2024}),
        (date(2024, 6, 1), "工作总结", "每年2月29日前", date(2024, 2, 29), {2023}),
    ],
)  # fmt: skip
def test_the_cycle_that_is_due(today: date, level2: str, phrase: str, due: date, years: set[int]) -> None:
    evidence = build_evidence(today, None, {"items": [{"level2": level2, "deadline": phrase}]})
    cycle = due_cycle(evidence.items[0], evidence)
    assert cycle is not None
    assert (cycle.due, cycle.years) == (due, years)


def test_a_day_is_over_once_the_page_was_collected_after_it() -> None:
    data: dict[str, Any] = {"items": [{"level2": "政府信息公开年报", "deadline": "每年1月31日前"}]}
    evidence = build_evidence(date(2026, 1, 31), date(2026, 2, 2), data)
    cycle = due_cycle(evidence.items[0], evidence)
    assert cycle is not None
    assert cycle.due == date(2026, 1, 31)


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(1, 12), st.integers(1, 31))
def test_the_last_due_day_lies_within_the_last_year(today: date, month: int, day: int) -> None:
    evidence = build_evidence(
        today, None, {"items": [{"level2": "年报", "deadline": f"每年{month}月{day}日前"}]}
    )
    cycle = due_cycle(evidence.items[0], evidence)
    if cycle is not None:
        assert today - timedelta(days=367) <= cycle.due < today


@given(st.dates(date(2024, 2, 1), date(2026, 12, 30)), st.integers(0, 500))
def test_longer_ago_is_never_fresher(today: date, age: int) -> None:
    evidence = build_evidence(today, None, {})
    for phrase in (
        "每季度公开",
        "每月后10个工作日内公开",
        "动态、新闻类栏目每个工作日至少更新1条以上",
        "半年至少更新1次",
    ):
        pace = pace_of(row(phrase))
        assert pace is not None
        newest = today - timedelta(days=age)
        if newest.year >= 2023:
            earlier = pace.covers(newest - timedelta(days=1), evidence)
            assert earlier is not None
            assert not earlier or pace.covers(newest, evidence)


def test_the_offices_own_days_come_first() -> None:
    pace = pace_of(row("每季度公开", update_within_days=10))
    assert pace is not None
    assert pace.figure == 10
    assert pace_of(row("长期公开")) is None
    assert pace_of(row("每年1月31日前")) is None
