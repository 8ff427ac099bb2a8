"""`feed`: the formats of the bridges, the conversation, the rows, and real feeds."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small_feeds import ACCOUNT, DAY, GMT, THEN, WINDOW, ZONE, atom, item, json_feed, json_item, read, rss

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms import Brought, WebAsk, load_sources
from crawler.survey.posts import post_rows, shows_life, source_row

FEEDS = {
    "rss": rss(item()),
    "rss of 0.91": rss(item()).replace('"2.0"', '"0.91"'),
    "atom": atom("<published>2026-11-18T02:16:05Z</published><updated>2026-11-22T00:00:00Z</updated>"),
    "json 1": json_feed(
        json_item(date_published="2026-11-18T02:16:05Z"), version="https://jsonfeed.org/version/1"
    ),
    "json 1.1": json_feed(json_item(date_published="2026-11-18T10:16:05+08:00")),
    "json of rsshub": json_feed(json_item(date_published=GMT)),
    "json with a mark in front": "\ufeff  " + json_feed(json_item(date_published=GMT)),
}


@pytest.mark.parametrize("name", FEEDS)
def test_every_format_tells_the_same_post(name: str) -> None:
    told = read(FEEDS[name])
    assert told.reason is None
    assert told.display_name == "青禾发布"
    [post] = told.posts
    assert (post.title, post.published, post.time_source) == ("第1条", THEN, "published")
    assert post.published is not None
    assert post.published.tzinfo == ZONE
    assert shows_life(told, WINDOW)
    assert told.covered is None, "a feed never promises to be complete"


@pytest.mark.parametrize(
    ("name", "life"),
    [
        ("rsshub_atom.xml", True),
        ("rsshub_weibo_user.json", True),
        ("wewe_rss_feed.json", True),
        ("we_mp_rss.xml", False),
    ],
)
def test_samples_of_real_bridges(name: str, life: bool, shared: Callable[[str], Path]) -> None:
    told = read(shared(f"newmedia/{name}").read_bytes())
    assert len(told.posts) == 1
    assert shows_life(told, WINDOW) is life
    assert told.reason is (None if life else Reason.UNDATED)
    assert [post.published for post in told.posts] == [THEN if life else None]


@pytest.mark.parametrize(
    "name",
    [
        "weibo_getindex_list.json", "wechat2rss_query.json", "wewe_rss_feeds_list.json", "toutiao_profile_feed.json",
        "wechat_err_48001.json", "douyin_web_bad_signature.json", "import_channels_export.csv",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_told(name: str, shared: Callable[[str], Path]) -> None:
    told = read(shared(f"newmedia/{name}").read_bytes())
    assert (told.reason, told.posts) == (Reason.PARSE_CHANGED, ())


# --- encodings, many, ids ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss(item(), encoding="GB2312").encode("gb2312"), ""),
        (rss(item(), encoding="gbk").encode("gbk"), "text/xml"),
        (rss(item(), encoding="UTF-8").encode("gb18030"), "application/rss+xml; charset=gb18030"),
        (b"\xef\xbb\xbf" + rss(item()).encode(), "text/xml; charset=utf-8"),
        (rss(item(), encoding="UTF-16").encode("utf-16"), ""),
        (rss(item()).encode(), "text/html; charset=utf-8"),
        (rss(item()).replace("第1条", "第1条").encode(), "text/plain"),
    ],
)
def test_encodings(body: bytes, kind: str) -> None:
    told = read(body, kind)
    assert (told.display_name, [post.title for post in told.posts]) == ("青禾发布", ["第1条"])


def test_a_bare_ampersand_costs_nothing() -> None:
    told = read(rss(item().replace("第1条", "问&答"), item(number=2)))
    assert [post.title for post in told.posts] == ["问&答", "第2条"]


def test_a_thousand_items() -> None:
    began = time.process_time()
    told = read(rss(*(item(number=n) for n in range(1000))))
    assert time.process_time() - began < 5
    assert len({post.id for post in told.posts}) == len(told.posts) == 1000


@pytest.mark.parametrize(
    ("told", "id_"),
    [
        ({}, "https://x.example/1"),
        ({"id": 7301234567890123456}, "7301234567890123456"),
        ({"id": None}, "https://x.example/1"),
        ({"id": {"a": 1}}, "https://x.example/1"),
        ({"id": True}, "https://x.example/1"),
        ({"id": 7.30123e18}, "https://x.example/1"),
        ({"id": "  "}, "https://x.example/1"),
    ],
)
def test_ids_are_text(told: dict[str, object], id_: str) -> None:
    [post] = read(json_feed(json_item(date_published=GMT, **told))).posts
    assert post.id == id_


def test_posts_without_id_and_address_are_kept_apart() -> None:
    bare = [json_item(id=None, url=None, title=f"第{n}条", date_published=GMT) for n in range(3)]
    first, again = read(json_feed(*bare)), read(json_feed(*bare))
    assert len({post.id for post in first.posts}) == 3
    assert first == again


def test_one_id_for_all_swallows_no_post() -> None:
    me = "<guid>http://x.example/me</guid><link>http://x.example/me</link>"
    told = read(
        rss(
            *(
                f"<title>{title}</title>{me}<pubDate>{day} Nov 2026 02:16:05 GMT</pubDate>"
                for title, day in (("公示", 1), ("公示", 18), ("通知", 2), ("公示", 1))
            )
        )
    )
    days = [(post.title, post.published.day) for post in told.posts if post.published]
    assert days == [("公示", 1), ("公示", 18), ("通知", 2)]
    assert len({post.id for post in told.posts}) == 3
    assert {post.url for post in told.posts} == {"http://x.example/me"}


# --- the conversation, the rows, the real feeds ----------------------------------------------------------------------------


def test_one_question_one_answer() -> None:
    feed = load_sources()["feed"]
    assert not feed.proves_silence
    talk = feed.read(ACCOUNT, WINDOW)
    wanted = next(talk)
    assert isinstance(wanted, WebAsk)
    assert wanted.url == "http://feeds.example/1"
    with pytest.raises(StopIteration) as end:
        talk.send(Brought(status=200, body=rss(item()).encode()))
    assert len(end.value.value.posts) == 1


@pytest.mark.parametrize(("days", "life"), [(-15, False), (-14, True), (-1, True), (0, True), (1, False)])
def test_the_window_is_inclusive(days: int, life: bool) -> None:
    moment = datetime.combine(DAY + timedelta(days=days), datetime.max.time(), ZONE)
    assert shows_life(SourceOutcome(None, (Post("1", "x", None, moment),)), WINDOW) is life


def test_rows_of_a_source() -> None:
    told = read(rss(item(), item("", 2), item("<pubDate>Thu, 19 Nov 2026 02:16:05 GMT</pubDate>", 3)))
    row = source_row(ACCOUNT, "feed", 1, told, 7, proves_silence=False)
    assert (row["outcome"], row["posts"], row["newest"]) == (
        "ok",
        3,
        datetime(2026, 11, 19, 10, 16, 5, tzinfo=ZONE),
    )
    assert (row["covered_from"], row["covered_to"], row["proves_silence"], row["fetch"]) == (
        None,
        None,
        False,
        7,
    )
    assert [one["published"] for one in post_rows(ACCOUNT, "feed", 1, told, 7)][:2] == [THEN, None]


def test_the_real_feeds(shared: Callable[[str], Path]) -> None:
    """24 real feeds of June 2021 against the table that somebody else made of them."""
    with shared("feeds/accounts.csv").open(encoding="utf-8-sig", newline="") as stream:
        accounts = list(csv.DictReader(stream))
    assert len(accounts) == 24
    for account in accounts:
        told = read(shared(f"feeds/{account['file']}").read_bytes(), "application/xml")
        dated = [post.published for post in told.posts if post.published is not None]
        seen = (len(told.posts), f"{max(dated):%Y-%m-%d %H:%M}", f"{min(dated):%Y-%m-%d %H:%M}")
        assert told.reason is None
        assert seen == (int(account["items"]), account["newest"], account["oldest"]), account["name"]
