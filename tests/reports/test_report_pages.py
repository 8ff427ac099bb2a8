"""The pages: what they say, to whom, and that they need nothing but themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from html_rules import checked
from sample_district import OFFICE, sample_law, sample_workspace
from sample_store import Story
from samples import Sample

from crawler.addresses import page_key
from crawler.past import turn_of_page, turn_of_week
from reports.folder import folder_names
from reports.model import RunState
from reports.office import office_view
from reports.render import failure_page, overview_page, unit_page
from reports.stored import sweep_of
from reports.view import gather, unit_view

Golden = Callable[[str, str], None]


def page_of(sample: Sample, code: str) -> str:
    return unit_page(sample.material, unit_view(sample.material, sample.workspace.unit(code)))


def overview_of(sample: Sample, run: RunState | None = None) -> str:
    folders = folder_names(unit.code for unit in sample.workspace.units)
    return overview_page(sample.material, office_view(sample.material, sample.db), run or RunState(), folders)


@pytest.mark.parametrize("code", ["QH01", "QH02", "QH03", "QH04", "QH05", "QH06", "QH07", "QH08"])
def test_every_units_page_keeps_the_rules_of_html(sample: Sample, code: str) -> None:
    assert not checked(page_of(sample, code)).faults


@pytest.mark.parametrize(
    "run",
    [RunState(), RunState(6, held_back=True, held_reason="未能核验过多"), RunState(3, faults=("甲", "乙"))],
)
def test_the_overview_keeps_the_rules_of_html(sample: Sample, run: RunState) -> None:
    assert not checked(overview_of(sample, run)).faults


def test_pages_are_held_by_goldens(sample: Sample, golden: Golden) -> None:
    golden("unit_with_problems.html", page_of(sample, "QH04"))
    golden("unit_in_order.html", page_of(sample, "QH01"))
    golden("unit_with_gaps.html", page_of(sample, "QH06"))
    golden("overview.html", overview_of(sample))
    golden(
        "failure.html",
        failure_page("2026-W47", RunState(5, faults=("units.csv 第7行：现为空白，应为单位名称",)), OFFICE),
    )


def test_a_finding_comes_with_all_that_a_unit_needs(sample: Sample) -> None:
    text = "".join(checked(page_of(sample, "QH04")).text)
    for needed in (
        "青禾区民政局：", "2026年第47周（11月16日—11月22日）", "《中华人民共和国个人信息保护法》第二十八条",
        "栏目“政策解读”最近一次更新为2026年4月30日，距今206天，超过6个月的更新期限", "政府信息公开/政策解读",
        "http://www.qinghe.example/xxgk/qh04/zcjd/", "最后更新日期 2026-04-30", "规定期限 6个月", "超期天数 23天",
        "2026-11-22 20:31", "状态200", "captures/2026-W47/00001.warc.gz", "2026-11-27", "请核实该栏目应公开的信息",
        "持续存在", "首次发现于2026年11月15日", OFFICE, "0700-5550123", "zwgk@qinghe.example", "误报的予以核减",
    ):  # fmt: skip
        assert needed in text


def test_a_unit_in_order_gets_a_short_friendly_page(sample: Sample) -> None:
    text = "".join(checked(page_of(sample, "QH01")).text)
    assert "本期已核验的事项均符合要求" in text
    assert "存在问题的" not in text
    assert "整改时限" not in text


def test_a_unit_of_which_nothing_could_be_judged_is_not_praised(story: Story) -> None:
    sweep = story.week("2026-W47", "2026-11-22")
    story.verdict("column-stale", "QH01", "column", "http://a.example/", "untested", reason_code="blocked")
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    text = unit_page(material, unit_view(material, material.workspace.units[0]))
    assert "不作评价" in text
    assert "均符合要求" not in text


def test_a_unit_never_reads_of_a_suspicion_or_a_baseline(sample: Sample) -> None:
    number = sample.db["verdicts"].insert  # one row of each sort for QH06
    row = {
        "sweep": sample.sweep.id,
        "unit": "QH06",
        "kind": "item",
        "severity": "notice",
        "basis": "",
        "seen": "[]",
    }
    number({**row, "id": "base1", "check": "item-late", "key": "b1", "name": "旧账", "verdict": "violation",
            "reason": "机密基线", "observed": "{}"})  # fmt: skip
    sample.db["findings"].insert({"sweep": sample.sweep.id, "id": "base1", "state": "baseline"})
    number({**row, "id": "susp1", "check": "item-late", "key": "s1", "name": "疑似", "verdict": "suspected",
            "reason": "机密疑点", "observed": "{}"})  # fmt: skip
    page, overview = page_of(sample, "QH06"), overview_of(sample)
    for secret in ("机密基线", "机密疑点", "base1", "susp1"):
        assert secret not in page
        assert secret in overview


def test_the_overview_says_what_an_office_must_know(sample: Sample) -> None:
    text = "".join(checked(overview_of(sample)).text)
    for needed in (
        "本期监测8个单位，6个政务新媒体账号", "5个单位未发现问题，3个单位存在问题13项", "待人工核查", "gongkai confirm",
        "同一版式的栏目“trs-列表-07”：网站响应超时（9处中5处）", "共发出请求5316次", "平均每秒0.87次", "遵守 robots 规则",
        "避开时段 08:00—09:30", "“适时公开”不能识别", 'undated = "untested"', "公开主体",
    ):  # fmt: skip
        assert needed in text
    assert "首次监测" not in text


def test_the_overview_says_what_was_not_asked_for(sample: Sample) -> None:
    asked = {"sweep": sample.sweep.id, "look": 1, "fetched_at": "2026-11-20T01:00:00+00:00"}
    before = "".join(checked(overview_of(sample)).text)
    assert "两项合计" not in before
    old = {"carried_from": 1, "fetched_at": "2026-10-04T01:00:00+00:00", "purpose": "article"}
    urls = [f"http://www.qinghe.example/a/{number}.html" for number in range(40)]
    sample.db["fetches"].insert_all({**asked, **old, "key": url, "url": url} for url in urls)
    turn = sum(turn_of_page(page_key(url)) == turn_of_week(sample.sweep.as_of) for url in urls)
    [heads] = sample.db.execute(
        "SELECT count(DISTINCT url) FROM fetches WHERE sweep = ? AND look = 1 AND purpose IN ('home', 'front', 'column')",
        (sample.sweep.id,),
    ).fetchone()
    text = "".join(checked(overview_of(sample)).text)
    assert "没有轮到重新打开的页面40个（最早采集于2026-10-04）" in text
    assert f"本周轮到重新打开的页面{turn}个，两项合计{heads + turn}，" in text


def test_the_heat_map_says_in_figures_what_its_colours_say(sample: Sample) -> None:
    page = overview_of(sample)
    assert '<td class="many">7/13</td>' in page
    assert '<td class="few">1/7</td>' in page
    assert '<td class="none"><small>未核1</small></td>' in page


def test_a_run_that_held_back_says_why_at_the_head(sample: Sample) -> None:
    page = overview_of(sample, RunState(6, held_back=True, held_reason="未能核验的占63%，超过上限50%"))
    assert page.index("未能核验的占63%") < page.index("总体情况")


@pytest.mark.parametrize("code", [1, 3, 4, 5, 6, 7])
def test_every_exit_has_its_words(code: int) -> None:
    text = "".join(checked(failure_page("2026-W47", RunState(code, log="var/log/x.log"))).text)
    assert "var/log/x.log" in text
    assert f"\n{code}\n" not in text


def test_a_failure_page_keeps_the_rules_of_html() -> None:
    page = failure_page("2026-W47", RunState(5, faults=("<script>x</script>",)), OFFICE, "previous.html")
    assert not checked(page).faults
