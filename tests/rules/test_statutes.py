"""Legal sources and indicators: every reference resolves, the marks of certainty are kept, the points add up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from rules.indicators import indicators
from rules.statutes import UnknownBasisError, basis, cite, load_statutes, statutes
from rules.vocabulary import keys

Rows = Callable[[str], list[dict[str, str]]]
NEEDED = (
    "gbm-2019-19:home-not-updated", "gbm-2019-19:column-not-updated", "gbm-2019-19:column-blank", "gbm-2019-19:article-undated",
    "gbm-2019-19:link-dead", "gbm-2019-19:false-date", "gbm-2019-19:account-not-updated", "gbm-2019-19:account-not-closed",
    "ogi-regulation:art-15", "ogi-regulation:art-19", "ogi-regulation:art-20", "ogi-regulation:art-26", "ogi-regulation:art-49",
    "pipl-2021:sensitive-information", "hubei-2021-11:account-filing", "gbf-2018-123:closing",
)  # fmt: skip


@pytest.mark.parametrize("reference", NEEDED)
def test_what_the_checks_rest_on_is_there(reference: str) -> None:
    statute, point = basis(reference)
    assert statute.since < date(2026, 1, 1)
    assert point.gist.endswith("。")


def test_a_source_is_cited_by_its_number() -> None:
    assert (
        cite("gbm-2019-19:column-blank")
        == "《政府网站与政务新媒体检查指标、监管工作年度考核指标》（国办秘函〔2019〕19号）“空白栏目”"
    )
    assert load_statutes()["gbm-2019-19:column-blank"] == cite("gbm-2019-19:column-blank")


@pytest.mark.parametrize("reference", ["gbm-2019-19:nothing", "nothing:column-blank", "gbm-2019-19", ""])
def test_an_unknown_reference_is_an_error(reference: str) -> None:
    with pytest.raises(UnknownBasisError):
        basis(reference)


def test_every_source_says_how_well_it_is_known() -> None:
    for statute in statutes().values():
        assert statute.certainty in ("verified", "copy", "remembered")
        assert statute.points
        assert not statute.in_force(date(1999, 1, 1))
        assert statute.in_force(date(2026, 11, 22))


def test_every_indicator_stands_on_a_known_point_and_check() -> None:
    for indicator in indicators():
        assert not indicator.basis or basis(indicator.basis)
        assert not indicator.check or indicator.check in keys("check")
    assert len({indicator.id for indicator in indicators()}) == len(indicators())


def test_the_points_add_up() -> None:
    caps = {(one.part, one.group, one.item, one.cap) for one in indicators()}
    assert sum(cap or 0 for part, *_, cap in caps if part == "deduct") == 100
    assert sum(cap or 0 for part, *_, cap in caps if part == "bonus") == 30


def test_facts_and_marks_are_those_of_the_shared_table(shared: Rows) -> None:
    parts = {"单项否决": "veto", "扣分": "deduct", "加分": "bonus"}
    marks = {"VERIFIED": "verified", "category": "category", "partly": "partly", "REMEMBERED": "remembered"}
    rows = shared("indicators.csv")
    assert len(rows) == len(indicators())
    for ours, row in zip(indicators(), rows, strict=True):
        certainty = next(mark for word, mark in marks.items() if row["status"].startswith(word))
        assert (ours.part, ours.item, ours.certainty) == (parts[row["part"]], row["level2"], certainty)
        assert (ours.each, ours.cap) == tuple(
            float(row[key]) if row[key] else None for key in ("points_each", "cap")
        )
        assert (ours.threshold or "") == row["threshold"]
        assert ours.checkable == (row["machine_checkable"] or "unsaid")
