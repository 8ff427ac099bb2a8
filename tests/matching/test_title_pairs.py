"""The labelled pairs: what the matcher must hold on the part that it was not tuned on."""

from __future__ import annotations

import pytest

from checks.matching import Kind, relate
from checks.titles import Titles
from tests.bench.matching import LABELS, UNITS, faults, pairs, score


def test_there_are_enough_pairs_of_every_label() -> None:
    assert len(pairs()) >= 300
    for split in ("dev", "held"):
        counts = [sum(pair.label == label for pair in pairs(split)) for label in LABELS]
        assert min(counts) >= 15, (split, counts)
    assert len({(pair.a, pair.b) for pair in pairs()}) == len(pairs())


def test_held_pairs() -> None:
    held = score("held")
    assert held.precision("same") >= 0.99, list(faults("held"))
    assert held.accuracy >= 0.95, list(faults("held"))


def test_dev_pairs() -> None:
    dev = score("dev")
    assert dev.precision("same") >= 0.99
    assert dev.accuracy >= 0.95


@pytest.mark.parametrize(
    ("name", "title", "kind"),
    [
        ("2023年部门预算", "2024年部门预算", Kind.DIFFERENT),
        ("部门预算", "部门决算", Kind.DIFFERENT),
        ("2025年第一季度预算执行情况", "2025年第二季度预算执行情况", Kind.DIFFERENT),
        ("行政处罚", "行政处罚案件信息公示", Kind.SAME),
        ("规划", "国土空间总体规划批后公布", Kind.AMBIGUOUS),
    ],
)
def test_the_pairs_of_the_issue(name: str, title: str, kind: Kind) -> None:
    assert relate(name, title).kind is kind


def test_searching_many_titles_finds_what_comparing_each_finds() -> None:
    titles = sorted({pair.b for pair in pairs()})
    index = Titles(titles, units=UNITS)
    for name in sorted({pair.a for pair in pairs("held")})[::3]:
        found = {one.index: one.relation for one in index.find(name)}
        each = {place: relate(name, title, units=UNITS) for place, title in enumerate(titles)}
        assert found == {place: one for place, one in each.items() if one.kind is not Kind.DIFFERENT}


def test_what_is_found_comes_in_order() -> None:
    found = Titles(["部门决算", "部门预决算", "2026年部门预算", "部门预算公开"]).find("部门预算")
    assert [one.index for one in found] == [2, 3, 1]
    assert [one.relation.kind for one in found] == [Kind.SAME, Kind.SAME, Kind.AMBIGUOUS]
