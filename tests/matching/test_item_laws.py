"""Laws of the item checks: whatever a unit shows, more of it accuses nobody, and less of what we saw neither."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.catalog.item_incomplete import item_incomplete
from checks.catalog.item_late import item_late
from checks.catalog.item_missing import item_missing
from checks.catalog.item_stale import item_stale
from checks.model import Verdict
from tests.checks.case_builder import build_evidence

TODAY = date(2026, 11, 22)
CHECKS = {check.__name__: check for check in (item_missing, item_stale, item_late, item_incomplete)}
ROWS: list[dict[str, Any]] = [
    {"level2": "政府信息公开年报", "deadline": "每年1月31日前"},
    {"level2": "财政收支情况", "deadline": "每季度公开"},
    {"level2": "年度建设计划任务量完成进度", "deadline": "每月后10个工作日内公开"},
    {"level2": "行政处罚", "deadline": "应自作出行政决定之日起7个工作日内上网公开"},
    {"level2": "部门预算", "deadline": "财政部门批复后20日内", "elements": ["收支总体情况表", "机构职能"]},
    {"level2": "政策文件", "deadline": "信息形成或变更之日起20个工作日内"},
    {
        "level1": "最低生活保障",
        "level2": "办事指南",
        "elements": ["申请条件", "联系电话"],
        "update_within_days": 90,
    },
    {"level2": "公开指南", "column_url": "http://portal.example/政府信息公开指南/"},
]
NAMES = (
    "政府信息公开年报",
    "财政收支情况",
    "行政处罚",
    "部门预算",
    "政策文件",
    "办事指南",
    "政府信息公开指南",
    "通知公告",
    "完成进度",
)
TITLES = (
    "2025年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告", "政府信息公开年报", "2026年第三季度财政收支情况",
    "行政处罚决定书（示民罚决字〔2026〕3号）", "2026年部门预算", "低保办事指南", "政府信息公开指南", "2026年9月年度建设计划任务量完成进度",
)  # fmt: skip
UNRELATED = ("关于端午节放假的通知", "供水抢修公告", "志愿者招募启事", "图书馆闭馆通知", "道路封闭施工的通告")
TEXTS = ("", "申请条件：本区户口。" * 10, "机构职能、收支总体情况表见下。联系电话：0715-8312345。" * 5)

days = st.one_of(st.none(), st.dates(date(2023, 1, 1), TODAY + timedelta(days=40)))


@st.composite
def units(draw: st.DrawFn) -> dict[str, Any]:
    """What a unit shows: a few columns with a few documents, some of them opened."""
    columns, articles = [], []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)):
        url, entries = f"http://portal.example/{name}/", list[dict[str, Any]]()
        for title in draw(st.lists(st.sampled_from(TITLES), max_size=3)):
            entry = {"title": title, "url": f"{url}{len(entries)}.html", "date": draw(days)}
            entries.append(entry)
            if draw(st.booleans()):
                facts = {"published": draw(days), "written": draw(days), "decided": draw(days)}
                articles.append({**entry, **facts, "text": draw(st.sampled_from(TEXTS))})
                del articles[-1]["date"]
        column: dict[str, Any] = {"url": url, "name": name, "entries": entries}
        if not entries:
            column["looks"] = [{"empty_proof": "共0条"}, {"empty_proof": "共0条"}]
        columns.append(column)
    items = [{"no": str(number), **one} for number, one in enumerate(ROWS)]
    undated = draw(st.sampled_from(["untested", "stale"]))
    return {"columns": columns, "articles": articles, "items": items, "undated": undated}


def verdicts(data: dict[str, Any]) -> dict[tuple[str, str], Verdict]:
    evidence = build_evidence(TODAY, None, deepcopy(data))
    return {
        (name, item.key): check(item, evidence).verdict
        for name, check in CHECKS.items()
        for item in evidence.items
    }


@settings(max_examples=60, deadline=None)
@given(units(), st.data())
def test_an_unrelated_document_never_accuses(data: dict[str, Any], choose: st.DataObject) -> None:
    before = verdicts(data)
    column = choose.draw(st.sampled_from(data["columns"]))
    title, day = choose.draw(st.sampled_from(UNRELATED)), choose.draw(days)
    column["entries"].append({"title": title, "url": f"{column['url']}new.html", "date": day})
    column.pop("looks", None)
    after = verdicts(data)
    assert not [key for key in after if after[key] is Verdict.VIOLATION and before[key] is Verdict.PASS]


def _is_found_in(column: dict[str, Any], key: str, data: dict[str, Any]) -> bool:
    items = build_evidence(TODAY, None, deepcopy(data)).items
    found = next(item.found for item in items if item.key == key)
    return found.column is not None and found.column.url == column["url"]


def _failed(column: dict[str, Any]) -> None:
    column.update(looks=["timeout", "timeout"], entries=[])


def _cut(column: dict[str, Any]) -> None:
    column.update(complete=False, entries=column["entries"][:1])
    column.pop("looks", None)


def _struck(column: dict[str, Any]) -> None:
    column.update(incident=True, looks=["blocked"], entries=[])


def _script(column: dict[str, Any]) -> None:
    column.update(entries=[], looks=["ok", "ok"])


@settings(max_examples=80, deadline=None)
@given(units(), st.sampled_from([_failed, _cut, _struck, _script]), st.data())
def test_what_was_not_swept_never_accuses(data: dict[str, Any], harm: Any, choose: st.DataObject) -> None:
    """Lateness apart: what was found still counts for it (contract, section 3, step 2).

    What a page leaves out is a matter of its own column: that must have been read.
    """
    before = verdicts(data)
    column = choose.draw(st.sampled_from(data["columns"]))
    harm(column)
    after = verdicts(data)
    accused = {key for key in after if after[key] is Verdict.VIOLATION and key[0] != "item_late"}
    assert not [
        key for key in accused if before[key] is not Verdict.VIOLATION and key[0] != "item_incomplete"
    ]
    assert not [key for key in accused if key[0] == "item_incomplete" and _is_found_in(column, key[1], data)]
    accused = {key for key in accused if key[0] != "item_incomplete"}
    named = {"7"} if column["name"] != "政府信息公开指南" else set()
    assert {key[1] for key in accused} <= named, "only what a column of its own decides"


@settings(max_examples=40, deadline=None)
@given(units(), st.sampled_from(["unreachable", "budget", "incomplete"]))
def test_a_gap_in_the_area_leaves_only_what_was_found(data: dict[str, Any], gap: str) -> None:
    data["area_gap"] = gap
    accused = {key[0] for key, verdict in verdicts(data).items() if verdict is Verdict.VIOLATION}
    assert accused <= {"item_late", "item_incomplete"}


def test_where_nothing_was_found_nothing_is_missing() -> None:
    """An area without a column may be one that we cannot read."""
    items = [{"no": str(number), **row} for number, row in enumerate(ROWS)]
    assert Verdict.VIOLATION not in verdicts({"columns": [], "articles": [], "items": items}).values()


@settings(max_examples=40, deadline=None)
@given(units())
def test_without_a_second_look_nothing_is_missing_or_stale(data: dict[str, Any]) -> None:
    data["area_agreed"] = False
    for column in data["columns"]:
        column["looks"] = ["ok" if column["entries"] else {"empty_proof": "共0条"}]
    accused = {key[0] for key, verdict in verdicts(data).items() if verdict is Verdict.VIOLATION}
    assert accused <= {"item_late", "item_incomplete"}


@settings(max_examples=40, deadline=None)
@given(units())
def test_unopened_pages_accuse_of_nothing_they_would_show(data: dict[str, Any]) -> None:
    data["articles"] = []
    accused = [key for key, verdict in verdicts(data).items() if verdict is Verdict.VIOLATION]
    by_event = {str(number) for number, one in enumerate(ROWS) if "每年" not in one.get("deadline", "")}
    assert not [
        key
        for key in accused
        if key[0] == "item_incomplete" or (key[0] == "item_late" and key[1] in by_event)
    ]


def test_the_laws_can_fail() -> None:
    """Among what the laws are tried on there is every verdict that they speak of."""
    met = set()
    for name, title in (("通知公告", UNRELATED[0]), ("政府信息公开年报", TITLES[0])):
        entries = [{"title": title, "url": "u", "date": date(2026, 3, 1)}]
        columns = [{"url": "http://portal.example/n/", "name": name, "entries": entries}]
        data = {"columns": columns, "items": [{"no": "0", **ROWS[0]}]}
        met |= {(name, verdict) for (name, _), verdict in verdicts(data).items()}
    assert {
        ("item_missing", Verdict.VIOLATION),
        ("item_missing", Verdict.PASS),
        ("item_late", Verdict.VIOLATION),
    } <= met
