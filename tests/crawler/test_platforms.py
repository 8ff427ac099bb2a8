"""What every source owes its posts: ids of their own, times that somebody knew, text that can be stored."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Post
from crawler.platforms import text_of, told_apart, trusted

ZONE = ZoneInfo("Asia/Shanghai")
MOMENTS = st.none() | st.integers(1, 3).map(lambda day: datetime(2026, 11, day, tzinfo=ZONE))
POSTS = st.lists(
    st.builds(Post, st.sampled_from("12"), st.sampled_from("甲乙"), st.none() | st.just("http://x/"), MOMENTS)
)


@given(POSTS)
def test_no_post_swallows_another(posts: list[Post]) -> None:
    def told(post: Post) -> tuple[object, ...]:
        return post.title, post.url, post.published

    apart = told_apart(posts)
    assert len({post.id for post in apart}) == len(apart)
    assert {told(post) for post in apart} == {told(post) for post in posts}
    assert len(apart) == len({(post.id, *told(post)) for post in posts}), "the same post twice is one"
    assert told_apart(apart) == apart
    assert set(told_apart(reversed(posts))) == set(apart), "the order of files decides nothing"


def test_an_id_of_one_post_is_kept() -> None:
    posts = [Post("1", "甲", None, None), Post("2", "甲", None, None), Post("2", "甲", None, None)]
    assert [post.id for post in told_apart(posts)] == ["1", "2"]


def test_of_the_same_post_twice_the_later_word_counts() -> None:
    [post] = told_apart([Post("1", "甲", None, None), Post("1", "甲", None, None, deleted=True)])
    assert post.deleted


@given(st.datetimes(datetime(1972, 1, 1), datetime(2100, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_a_trusted_moment_is_the_same_in_the_districts_zone(moment: datetime) -> None:
    local = trusted(moment, ZONE)
    assert local is not None
    assert local.timestamp() == moment.timestamp()  # an hour that a zone has twice equals nothing in another
    assert local.tzinfo is ZONE


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1899, 12, 30, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=ZONE),
        datetime.max.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")),
    ],
)
def test_what_computers_write_when_they_do_not_know(moment: datetime) -> None:
    assert trusted(moment, ZONE) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("甲", "甲"), (" 甲 ", "甲"), (7301234567890123456, "7301234567890123456"), (0, "0"), ("坏\ud800字", "坏?字"),
        ("", None), ("  ", None), (None, None), (True, None), (1.5, None), ([], None), ({}, None), (b"x", None),
        (date(2026, 11, 22), None), (timedelta(1), None),
    ],
)  # fmt: skip
def test_text_that_can_be_stored(value: object, text: str | None) -> None:
    assert text_of(value) == text
