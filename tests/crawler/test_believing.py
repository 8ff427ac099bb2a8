"""What is believed of a source: no time that lies ahead, none made up on the spot, no list that stood still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Window
from crawler.survey.believing import believed
from crawler.survey.earlier import Earlier
from crawler.survey.posts import shows_life

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 22, 9, tzinfo=ZONE)
WINDOW = Window(date(2026, 11, 8), date(2026, 11, 22), ZONE, NOW)
OLD = Post("1", "旧闻", None, NOW - timedelta(days=40))


def outcome(*posts: Post, **told: object) -> SourceOutcome:
    whole = SourceOutcome(None, posts, (WINDOW.since, WINDOW.until), ("auth_probe",))
    return replace(whole, **told)  # type: ignore[arg-type]


def at(*moments: datetime) -> tuple[Post, ...]:
    return tuple(Post(str(number), f"第{number}条", None, moment) for number, moment in enumerate(moments))


@pytest.mark.parametrize("ahead", [timedelta(minutes=11), timedelta(days=1), timedelta(days=9000)])
def test_a_time_that_lies_ahead_is_no_time(ahead: timedelta) -> None:
    found = believed(outcome(*at(NOW + ahead)), WINDOW, NOW, None)
    assert (found.reason, found.covered) == (Reason.PARSE_CHANGED, None)
    assert [post.published for post in found.posts] == [None], "the post stays a post"
    assert not shows_life(found, WINDOW)


def test_a_day_alone_lies_ahead_when_the_day_does() -> None:
    """An export that tells days only, taken in on the very day: its post is life, whatever an API proved of yesterday."""
    today = Post("1", "通知", None, NOW.replace(hour=23, minute=59, second=59), "day")
    assert believed(outcome(today), WINDOW, None, None) == outcome(today)
    assert shows_life(believed(outcome(today), WINDOW, None, None), WINDOW)
    tomorrow = replace(today, published=NOW.replace(day=23, hour=23, minute=59, second=59))
    assert not shows_life(believed(outcome(tomorrow), WINDOW, None, None), WINDOW)


def test_a_day_alone_is_no_moment_of_reading() -> None:
    """Statistics tell today's posts by the day, which counts up to the moment of collection."""
    posts = tuple(replace(post, precision="day") for post in at(NOW, NOW))
    assert believed(outcome(*posts), WINDOW, NOW, None) == outcome(*posts)


def test_clocks_differ_by_some_minutes() -> None:
    told = outcome(*at(NOW + timedelta(minutes=9)))
    assert believed(told, WINDOW, NOW - timedelta(hours=1), None) == told


def test_life_beside_an_impossible_time_is_life() -> None:
    found = believed(outcome(*at(NOW + timedelta(days=1), NOW - timedelta(days=1))), WINDOW, NOW, None)
    assert found.covered is None
    assert shows_life(found, WINDOW)


def test_several_posts_of_this_very_moment_are_made_up() -> None:
    found = believed(
        outcome(*at(NOW, NOW - timedelta(seconds=4), NOW - timedelta(days=20))), WINDOW, NOW, None
    )
    assert found.reason is Reason.PARSE_CHANGED
    assert sum(post.published is not None for post in found.posts) == 1
    assert not shows_life(found, WINDOW)


def test_one_post_of_this_very_moment_may_be_true() -> None:
    told = outcome(*at(NOW, NOW - timedelta(days=20)))
    assert believed(told, WINDOW, NOW, None) == told


def test_of_a_file_no_moment_is_now() -> None:
    told = outcome(*at(NOW, NOW, NOW))
    assert believed(told, WINDOW, None, None) == told


@pytest.mark.parametrize(
    ("total", "before", "newest", "doubted"),
    [
        (11, 10, NOW - timedelta(days=40), True), (11, 10, None, False), (10, 10, NOW - timedelta(days=40), False),
        (9, 10, NOW - timedelta(days=40), False), (11, 10, NOW - timedelta(days=50), False), (None, 10, NOW - timedelta(days=40), False),
        (11, None, NOW - timedelta(days=40), False),
    ],
)  # fmt: skip
def test_a_total_that_grew_over_a_list_that_did_not(
    total: int | None, before: int | None, newest: datetime | None, doubted: bool
) -> None:
    found = believed(
        outcome(OLD, declared_total=total), WINDOW, NOW - timedelta(hours=1), Earlier(before, newest)
    )
    assert (found.reason is Reason.PARSE_CHANGED, found.covered is None) == (doubted, doubted)


def test_a_total_that_grew_over_an_empty_list() -> None:
    assert believed(outcome(declared_total=3), WINDOW, NOW, Earlier(2, None)).reason is Reason.PARSE_CHANGED


def test_a_total_that_grew_with_a_fresh_post_is_no_wonder() -> None:
    told = outcome(*at(NOW - timedelta(days=2)), declared_total=11)
    assert believed(told, WINDOW, NOW - timedelta(hours=1), Earlier(10, NOW - timedelta(days=1))) == told


def test_a_failure_keeps_its_own_reason() -> None:
    told = outcome(*at(NOW + timedelta(days=1)), reason=Reason.RATE_LIMITED, told="次数用完")
    found = believed(told, WINDOW, NOW, None)
    assert (found.reason, found.told.startswith("次数用完；")) == (Reason.RATE_LIMITED, True)


@given(st.lists(st.none() | st.integers(-60, 60).map(lambda days: NOW + timedelta(days=days)), max_size=6))
def test_believing_never_adds_and_never_proves(moments: list[datetime | None]) -> None:
    posts = tuple(Post(str(number), "甲", None, moment) for number, moment in enumerate(moments))
    told = outcome(*posts)
    found = believed(told, WINDOW, NOW - timedelta(hours=1), None)
    assert [post.id for post in found.posts] == [post.id for post in posts]
    for post, before in zip(found.posts, posts, strict=True):
        assert post.published in (before.published, None)
        assert post.published is None or post.published <= NOW + timedelta(minutes=10)
    assert found.covered in (told.covered, None)
    assert (
        believed(found, WINDOW, NOW - timedelta(hours=1), None) == found
        or found.reason is Reason.PARSE_CHANGED
    )
