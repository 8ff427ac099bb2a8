"""The figures behind the guards: pure functions over counts."""

from __future__ import annotations

import pytest

from checks.summary import Count, figures

NOW: list[Count] = [
    ("mzj", "column-stale", "violation", None, 3),
    ("mzj", "column-stale", "pass", None, 5),
    ("mzj", "item-late", "not_applicable", None, 10),
    ("bqz", "column-stale", "violation", None, 1),
    ("bqz", "account-dormant", "untested", "blocked", 2),
    ("zwb", "home-stale", "untested", "timeout", 1),
    ("zwb", "link-dead", "declared", None, 1),
    ("zwb", "privacy-leak", "suspected", None, 1),
]


def test_counts_and_shares() -> None:
    summary = figures(NOW, None)
    assert summary.verdicts == {
        "violation": 4, "pass": 5, "not_applicable": 10, "untested": 3, "declared": 1, "suspected": 1,
    }  # fmt: skip
    assert summary.reasons == {"blocked": 2, "timeout": 1}
    assert (summary.in_reach, summary.untested, summary.units) == (14, 3, 3)
    assert summary.untested_share == pytest.approx(3 / 14)
    assert summary.collected


def test_a_first_sweep_turns_nobody_red() -> None:
    summary = figures(NOW, None)
    assert (summary.new_red, summary.worst_new_red) == ({}, None)


def test_units_turned_red_by_the_same_check() -> None:
    before: list[Count] = [
        ("mzj", "column-stale", "violation", None, 1),
        ("bqz", "column-stale", "untested", "timeout", 1),
    ]
    assert figures(NOW, before).new_red == {"column-stale": 1}
    fine: list[Count] = [(unit, "column-stale", "pass", None, 1) for unit in ("mzj", "bqz")]
    worst = figures(NOW, fine).worst_new_red
    assert worst is not None
    assert worst[0] == "column-stale"
    assert worst[1] == pytest.approx(2 / 3)
    assert figures(NOW, NOW).worst_new_red is None


def test_units_that_came_since_do_not_turn_red() -> None:
    """What was imported after the first sweep has its own first sweep now."""
    assert figures(NOW, [("zwb", "home-stale", "pass", None, 1)]).worst_new_red is None


@pytest.mark.parametrize(
    ("rows", "collected", "share"),
    [
        ([], False, 1.0),
        ([("mzj", "item-late", "not_applicable", None, 4)], False, 1.0),
        ([("mzj", "item-late", "untested", "not_swept", 4)], False, 1.0),
        (
            [("mzj", "item-late", "pass", None, 1), ("mzj", "item-late", "untested", "not_swept", 3)],
            True,
            0.75,
        ),
    ],
)
def test_whether_anything_was_collected(rows: list[Count], *, collected: bool, share: float) -> None:
    summary = figures(rows, None)
    assert (summary.collected, summary.untested_share) == (collected, share)
