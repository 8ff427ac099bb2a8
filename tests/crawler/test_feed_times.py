"""Times in feeds: with a zone of their own they count, without one they are refused, never guessed."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_feeds import GMT, THEN, WINDOW, ZONE, atom, item, json_feed, json_item, read, rss

from crawler.items import Reason
from crawler.survey.posts import shows_life

GOOD = {
    GMT: THEN,
    "Wed, 18 Nov 2026 02:16:05 UT": THEN,
    "Wed, 18 Nov 2026 02:16:05 +0000": THEN,
    "Wed, 18 Nov 2026 10:16:05 +0800": THEN,
    "Wed, 18 Nov 2026 10:16:05 +0800 (CST)": THEN,
    "Wed, 18 Nov 2026 10:16:05 +08:00": THEN,
    "Wed, 18 Nov 2026 10:16:05 +08:00 (北京)": THEN,
    "Wed, 18 Nov 2026 02:16:05 Z": THEN,
    "18 Nov 2026 10:16:05 +0800": THEN,
    "2026-11-18T02:16:05Z": THEN,
    "2026-11-18T02:16:05.000Z": THEN,
    "2026-11-18T10:16:05+08:00": THEN,
    "2026-11-18T10:16:05+0800": THEN,
    "2026-11-18 10:16:05+08:00": THEN,
    " 2026-11-18T02:16:05Z ": THEN,
    "Tue, 17 Nov 2026 23:30:00 GMT": datetime(2026, 11, 18, 7, 30, tzinfo=ZONE),
    "Wed, 18 Nov 2026 16:00:00 GMT": datetime(2026, 11, 19, tzinfo=ZONE),
}
REFUSED = (
    "Wed, 18 Nov 2026 10:16:05 ", "Wed, 18 Nov 2026 10:16:05", "Wed, 18 Nov 2026 10:16:05 -0000", "2026-11-18 10:16",
    "2026-11-18T10:16:05", "2026-11-18", "2026/11/18 10:16", "11-18-2026", "18-11-2026", "18/11-2026", "2026年11月18日",
    "昨天 10:16", "1763432165", "Wed, 18 Nov 2026 10:16:05 北京时间", "Mon, 30 Feb 2026 00:00:00 GMT",
    "2026-13-01T00:00:00Z", "Wed, 18 Nov 2026 24:16:05 GMT", "Wed, 18 Nov 2026 10:16:05 +9999", "GMT", "+08:00", "Z", "",
    "2026-11-18-08:00", "2026-11-18 +0800", "Wed, 18 Nov 2026 10:16:05 +08",
)  # fmt: skip


@pytest.mark.parametrize("stated", GOOD)
def test_times_with_a_zone(stated: str) -> None:
    for body in (rss(item(f"<pubDate>{stated}</pubDate>")), json_feed(json_item(date_published=stated))):
        told = read(body)
        assert told.reason is None
        assert [post.published for post in told.posts] == [GOOD[stated]]


@pytest.mark.parametrize("stated", REFUSED)
def test_times_without_a_zone_are_refused(stated: str) -> None:
    for body in (rss(item(f"<pubDate>{stated}</pubDate>")), json_feed(json_item(date_published=stated))):
        told = read(body)
        assert told.reason is Reason.UNDATED
        assert [(post.published, post.time_source) for post in told.posts] == [(None, None)]
        assert not shows_life(told, WINDOW)


def test_cst_is_two_zones_and_so_none() -> None:
    assert read(rss(item("<pubDate>Wed, 18 Nov 2026 10:16:05 CST</pubDate>"))).reason is Reason.UNDATED


@pytest.mark.parametrize(
    "zone",
    [
        "CDT",
        "EST",
        "EDT",
        "MST",
        "PST",
        "IST",
        "BST",
        "CEST",
        "AUT",
        "CST +0800",
        "CST GMT",
        "EST+0800",
        "PM GMT",
    ],
)
def test_a_name_of_several_zones_is_no_zone(zone: str) -> None:
    """The standard library reads `CST +0800` as the CST of Chicago."""
    assert read(rss(item(f"<pubDate>Wed, 18 Nov 2026 10:16:05 {zone}</pubDate>"))).reason is Reason.UNDATED


@pytest.mark.parametrize(
    "stated", ["Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T08:00:00+08:00", "1899-12-30T00:00:00Z"]
)
def test_the_zero_dates_of_computers_are_unknown(stated: str) -> None:
    assert read(rss(item(f"<pubDate>{stated}</pubDate>"))).reason is Reason.UNDATED


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_the_calendar(stated: str) -> None:
    assert read(rss(item(f"<pubDate>{stated}</pubDate>"))).reason is Reason.UNDATED


@given(st.datetimes(datetime(1990, 1, 1), datetime(2026, 11, 22)), st.integers(-12 * 60, 14 * 60))  # noqa: DTZ001
@settings(max_examples=60)
def test_any_moment_falls_on_the_districts_day(naive: datetime, minutes: int) -> None:
    sign, ahead = "-" if minutes < 0 else "+", abs(minutes)
    offset = f"{sign}{ahead // 60:02d}{ahead % 60:02d}"
    moment = (
        (naive.replace(microsecond=0) - timedelta(minutes=minutes))
        .replace(tzinfo=ZoneInfo("UTC"))
        .astimezone(ZONE)
    )
    for stated in (
        f"{naive:%Y-%m-%dT%H:%M:%S}{offset[:3]}:{offset[3:]}",
        f"{naive:%d} Jan 2000 00:00:00 +0000",
    ):
        [post] = read(rss(item(f"<pubDate>{stated}</pubDate>"))).posts
        assert post.published == (moment if "T" in stated else datetime(2000, 1, naive.day, 8, tzinfo=ZONE))


@pytest.mark.parametrize(
    "body",
    [
        atom("<updated>2026-11-18T02:16:05Z</updated>"),
        json_feed(json_item(date_modified="2026-11-18T02:16:05Z")),
        rss(item("<lastBuildDate>Wed, 18 Nov 2026 02:16:05 GMT</lastBuildDate>")),
        rss(item("")),
    ],
    ids=["atom: updated", "json: date_modified", "rss: lastBuildDate", "rss: nothing"],
)
def test_an_edit_is_no_publication(body: str) -> None:
    told = read(body)
    assert told.reason is Reason.UNDATED
    assert [post.published for post in told.posts] == [None]


def test_one_dated_post_among_undated_ones_is_life() -> None:
    told = read(rss(item("", 1), item(number=2), item("<pubDate>2026-11-21</pubDate>", 3)))
    assert told.reason is None
    assert [post.published for post in told.posts] == [None, THEN, None]
    assert shows_life(told, WINDOW)


def test_a_time_in_the_future_is_no_life() -> None:
    assert not shows_life(
        read(rss(item("<pubDate>Wed, 18 Nov 2026 10:16:05 +0800</pubDate>".replace("2026", "2027")))), WINDOW
    )
