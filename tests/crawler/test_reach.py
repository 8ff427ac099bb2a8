"""How far a list reaches: order, pinned posts, doubts; and that no failure in it ever adds up to silence."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Post, SourceOutcome
from crawler.platforms import Window
from crawler.platforms.answers import load_answers
from crawler.platforms.reach import Listed, believed, concluded

ZONE = ZoneInfo("Asia/Shanghai")
WINDOW = Window(date(2026, 11, 8), date(2026, 11, 22), ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))
ANSWERS = load_answers("weibo_api")


def post(number: int, day: int | None, *, pinned: bool = False) -> Post:
    """A post so many days before the window's last day."""
    moment = None if day is None else datetime(2026, 11, 22, 9, tzinfo=ZONE) - timedelta(days=day)
    return Post(str(number), f"第{number}条", None, moment, pinned=pinned)


def of(*days: int | None) -> Listed:
    return Listed(tuple(post(number, day) for number, day in enumerate(days)))


@pytest.mark.parametrize(
    ("listed", "reaches"),
    [
        (Listed(), False),
        (Listed((post(1, 900, pinned=True),)), False),
        (of(3, 10, 14), False),  # the window's first day is not yet beyond it
        (of(900, 3, 10), False),  # an old one first that nobody marks as pinned
        (of(3, None, 20), False),
        (of(20, 15), False),  # rising
        (of(3, 10, 15), True),
        (of(15), True),
        (Listed((post(9, 900, pinned=True), post(1, 3), post(2, 15))), True),
    ],
)
def test_how_far_a_list_reaches(listed: Listed, reaches: bool) -> None:
    assert listed.reaches(WINDOW.since) is reaches


@pytest.mark.parametrize("listed", [of(15), Listed(total=0)])
@pytest.mark.parametrize(
    ("page", "row"),
    [
        (Listed(strange=1), "strange-rows"),
        (Listed((post(99, None),)), "impossible-time"),
        (Listed(withheld=(post(99, 3),)), "not-public"),
        (Listed(withheld=(post(99, None),)), "not-public"),
    ],
)
def test_what_takes_the_proof_away(listed: Listed, page: Listed, row: str) -> None:
    assert concluded(ANSWERS, SourceOutcome(None), listed, WINDOW, whole=True).covered is not None
    outcome = concluded(ANSWERS, SourceOutcome(None), listed + page, WINDOW, whole=True)
    assert (outcome.answer, outcome.covered) == (row, None)
    assert {one.id for one in listed.posts} <= {one.id for one in outcome.posts}, "what was shown is kept"


def test_others_posts_alone_are_another_account() -> None:
    told = concluded(ANSWERS, SourceOutcome(None), Listed(foreign=2), WINDOW, whole=True)
    assert (told.answer, told.covered) == ("wrong-account", None)


def test_others_posts_among_its_own_are_passed_over() -> None:
    told = concluded(ANSWERS, SourceOutcome(None), of(15) + Listed(foreign=2), WINDOW, whole=False)
    assert told.answer == "covered"


@pytest.mark.parametrize(("minutes", "kept"), [(-60, True), (10, True), (11, False)])
def test_a_time_ahead_of_every_clock_is_not_believed(minutes: int, kept: bool) -> None:
    moment = WINDOW.moment + timedelta(minutes=minutes)
    assert believed(moment, WINDOW) == (moment if kept else None)


DAYS = st.lists(st.none() | st.integers(0, 40), max_size=6)
PAGES = st.builds(
    Listed,
    posts=DAYS.map(lambda days: of(*days).posts),
    withheld=st.just(()) | st.just((post(77, 3),)),
    strange=st.integers(0, 1),
    foreign=st.integers(0, 1),
    total=st.none() | st.integers(0, 9),
)


@given(st.lists(PAGES, max_size=3), st.booleans())
def test_silence_is_proved_by_what_was_understood(pages: list[Listed], whole: bool) -> None:
    listed = sum(pages, Listed())
    outcome = concluded(ANSWERS, SourceOutcome(None), listed, WINDOW, whole=whole)
    if outcome.covered is not None:
        assert outcome.reason is None
        assert not listed.strange
        assert not listed.withheld
        assert all(one.published for one in listed.posts)
        assert whole or min(one.published for one in listed.posts if one.published).date() < WINDOW.since
    assert len(outcome.posts) >= len({one.id for one in listed.posts})
