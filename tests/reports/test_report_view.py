"""The view: who is told what, and what is counted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_district import HOME, sample_law, sample_workspace
from sample_store import Story, stale
from samples import Sample

from reports.law import load_law
from reports.model import UnitView
from reports.office import office_view
from reports.stored import sweep_of
from reports.view import gather, unit_view


def view_of(sample: Sample, code: str) -> UnitView:
    return unit_view(sample.material, sample.workspace.unit(code))


def test_a_unit_is_told_its_open_findings_vetoes_first(sample: Sample) -> None:
    view = view_of(sample, "QH04")
    assert [group.check.name for group in view.groups] == [
        "privacy-leak", "account-dormant", "column-stale", "item-late",
    ]  # fmt: skip
    assert [view.count(state) for state in ("new", "persisting", "reopened")] == [2, 1, 1]
    assert view.tally.problems == len(view.open) == 4
    assert view.dues == ("2026-11-25", "2026-11-27", "2026-12-04")


def test_fixed_shows_last_weeks_violation_not_this_weeks_pass(sample: Sample) -> None:
    (fixed,) = view_of(sample, "QH03").fixed
    assert not fixed.struck
    assert "距今259天" in fixed.judged.reason
    assert fixed.judged.verdict == "violation"


def test_what_a_person_struck_out_is_not_called_mended(sample: Sample) -> None:
    (struck,) = view_of(sample, "QH02").fixed
    assert struck.struck
    assert not view_of(sample, "QH02").open


def test_what_could_not_be_verified_again_is_no_problem_of_this_week(sample: Sample) -> None:
    view = view_of(sample, "QH06")
    assert len(view.unverified) == 1
    assert not view.open
    assert [gap.code for gap in view.gaps] == ["incident"]
    assert view.tally.untested == 1


def test_the_column_path_is_the_place_of_a_column(sample: Sample) -> None:
    places = {finding.judged.place for finding in view_of(sample, "QH05").open}
    assert "政府信息公开/住房保障/分配结果" in places


def test_suspicions_reach_the_office_only(sample: Sample) -> None:
    office = office_view(sample.material, sample.db)
    assert [row.key for row in office.suspected] == ["A05"]
    view = view_of(sample, "QH06")
    assert not view.open
    assert [line.problem for line in view.accounts] == ["本期未作判定"]


def test_every_account_has_a_line_with_the_age_of_its_newest_post(sample: Sample) -> None:
    lines = {line.code: line for line in sample.material.accounts}
    assert set(lines) == {account.code for account in sample.workspace.accounts}
    assert (lines["A04"].days, lines["A04"].problem) == (41, "政务新媒体超过规定期限未更新")
    assert (lines["A01"].days, lines["A01"].problem) == (1, "")
    assert (lines["A06"].days, lines["A06"].outcome) == (None, "empty_unproven")
    assert lines["A06"].problem.startswith("未能核验")


def test_an_account_that_nothing_was_asked_of_is_not_swept(sample: Sample) -> None:
    sample.db["sources"].delete_where()
    assert {line.outcome for line in sample.material.accounts} == {"not_swept"}


def test_a_post_of_the_future_does_not_make_an_account_fresh(sample: Sample) -> None:
    later = {"id": "A04-2", "title": "预告", "published": "2027-01-01T08:00:00+08:00", "deleted": 0}
    sample.db["posts"].insert({"sweep": sample.sweep.id, "account": "A04", **later})
    assert {line.code: line.days for line in sample.material.accounts}["A04"] == 41


def test_known_gaps_are_told_apart_from_new_failures(sample: Sample) -> None:
    gaps = {gap.code: gap for gap in office_view(sample.material, sample.db).gaps}
    assert (gaps["empty_unproven"].count, gaps["empty_unproven"].fresh) == (1, 0)
    assert (gaps["incident"].count, gaps["incident"].fresh) == (1, 1)


def test_a_failure_that_stood_last_week_too_is_known(story: Story) -> None:
    for week, day in (("2026-W46", "2026-11-15"), ("2026-W47", "2026-11-22")):
        sweep = story.week(week, day)
        story.verdict("column-stale", "QH01", "column", HOME, "untested", reason_code="timeout")
        story.verdict("column-stale", "QH01", "column", f"{HOME}{week}/", "untested", reason_code="timeout")
    workspace = sample_workspace(story.folder)
    material = gather(workspace, sample_law(), story.db, sweep_of(story.db, sweep))
    (gap,) = office_view(material, story.db).gaps
    assert (gap.count, gap.known, gap.fresh) == (2, 1, 1)


def test_an_incident_of_accounts_names_the_platform(sample: Sample) -> None:
    sample.db["incidents"].insert(
        {
            "sweep": sample.sweep.id,
            "scope": "accounts",
            "name": "wechat/feed",
            "reason": "timeout",
            "failed": 3,
            "total": 4,
        }
    )
    names = [incident.name for incident in office_view(sample.material, sample.db).incidents]
    assert names == ["微信公众号（feed）", "trs-列表-07"]


def test_baseline_is_no_problem_and_no_units_business(story: Story) -> None:
    sweep = story.week("2026-W47", "2026-11-22")
    late = story.verdict("item-late", "QH01", "item", "7", "violation", name="预算", reason="2025年的旧账")
    story.finding(late, "baseline", due=None)
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    office = office_view(material, story.db)
    assert office.first
    assert (office.tally.baseline, office.tally.problems, office.tally.judged) == (1, 0, 0)
    assert not office.units[0].open
    assert len(office.units[0].baseline) == 1


def test_the_undated_switch_accounts_for_what_it_decided(story: Story) -> None:
    sweep = story.week("2026-W47", "2026-11-22")
    facts = {"reason_code": "undated", "observed": {"undated": 3, "undated_switch": "untested"}}
    story.verdict("column-stale", "QH01", "column", HOME, "untested", **facts)
    story.verdict("column-stale", "QH01", "column", f"{HOME}a/", "untested", reason_code="undated")
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    decided = office_view(material, story.db).undated
    assert [(check.name, verdict, count) for check, verdict, count in decided] == [
        ("column-stale", "untested", 1)
    ]


@pytest.mark.parametrize(
    ("passes", "gaps", "why"), [(4, 0, "不足5个"), (5, 0, ""), (5, 5, ""), (5, 6, "超过50%")]
)
def test_units_with_too_little_checked_are_not_ranked(story: Story, passes: int, gaps: int, why: str) -> None:
    sweep = story.week("2026-W47", "2026-11-22")
    for number in range(passes):
        story.verdict("item-missing", "QH01", "item", f"p{number}", "pass")
    for number in range(gaps):
        story.verdict("item-missing", "QH01", "item", f"g{number}", "untested", reason_code="timeout")
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    rank = next(rank for rank in office_view(material, story.db).ranking if rank.unit.code == "QH01")
    assert why in rank.why
    assert (rank.place is None) == bool(why)


def test_ranking_counts_objects_and_equal_figures_share_a_place(sample: Sample) -> None:
    ranking = office_view(sample.material, sample.db).ranking
    placed = [(rank.unit.code, rank.place, rank.problems) for rank in ranking]
    assert placed[-1] == ("QH07", 8, 7)
    assert [place for _, place, _ in placed[:5]] == [1] * 5
    worst = ranking[-1]
    assert (worst.in_order, worst.checked) == (14, 21), "seven dead links count, sound links do not"


def test_a_check_that_is_gone_from_the_code_stands_for_itself(sample: Sample) -> None:
    law = replace(sample_law(), checks={})
    view = unit_view(gather(sample.workspace, law, sample.db, sample.sweep), sample.workspace.unit("QH04"))
    assert {group.check.title for group in view.groups} == {group.check.name for group in view.groups}


def test_every_real_check_has_its_words_and_its_law() -> None:
    law = load_law()
    assert law.checks
    for name in law.checks:
        said = law.title(name)
        assert said.title != name
        assert said.why
        assert said.mend
        assert said.basis.startswith("《"), name


def test_findings_of_a_unit_that_left_the_table_are_pointed_out(story: Story) -> None:
    sweep = story.week("2026-W47", "2026-11-22")
    story.finding(stale(story, "GONE", f"{HOME}gone/", "动态", "2026-01-01"), "new")
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    assert [finding.judged.unit for finding in office_view(material, story.db).strangers] == ["GONE"]


def test_a_year_without_known_holidays_is_pointed_out(story: Story) -> None:
    sweep = story.week("2031-W52", "2031-12-28")
    material = gather(sample_workspace(story.folder), sample_law(), story.db, sweep_of(story.db, sweep))
    notices = [notice for notice in office_view(material, story.db).notices if "放假" in notice]
    assert ["2031" in notices[0], "2032" in notices[1]] == [True, True]
