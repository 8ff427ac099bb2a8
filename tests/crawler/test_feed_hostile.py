"""Answers of a bridge that are empty, broken or hostile."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_feeds import ACCOUNT, GMT, WINDOW, atom, item, json_feed, json_item, read, rss
from sqlite_utils import Database

from crawler.items import Reason
from crawler.notebook import Notebook
from crawler.platforms import Brought
from crawler.platforms.feed import parse
from crawler.survey.posts import post_rows

ERROR_PAGE = "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rss(), Reason.EMPTY_UNPROVEN),
        (atom(), Reason.EMPTY_UNPROVEN),
        (json_feed(), Reason.EMPTY_UNPROVEN),
        (ERROR_PAGE, Reason.PARSE_CHANGED),
        ("<html><body>请稍后再试</body></html>", Reason.PARSE_CHANGED),
        ("系统维护中", Reason.PARSE_CHANGED),
        ("{}", Reason.PARSE_CHANGED),
        ('{"version":"https://jsonfeed.org/version/1"}', Reason.PARSE_CHANGED),
        ('{"version":"https://jsonfeed.org/version/1","items":null}', Reason.PARSE_CHANGED),
        ('{"version":"https://jsonfeed.org/version/1","items":[1,"a",null]}', Reason.EMPTY_UNPROVEN),
        ('{"version":1,"items":[]}', Reason.PARSE_CHANGED),
        ('{"version":"https://jsonfeed.org/version/1","items":[', Reason.PARSE_CHANGED),
        ('{"code":500,"message":"this route is empty"}', Reason.PARSE_CHANGED),
        (" \n", Reason.PARSE_CHANGED),
        (b"{\xff\xfe}", Reason.PARSE_CHANGED),
        (b"\xff\xfe\x00\x00", Reason.PARSE_CHANGED),
        ("<?xml version='1.0'?><urlset><url/></urlset>", Reason.PARSE_CHANGED),
    ],
)
def test_answers_of_200_that_show_no_post(body: str | bytes, reason: Reason) -> None:
    told = read(body)
    assert (told.reason, told.posts, told.covered) == (reason, (), None)
    assert told.told, "the office is told why"


@pytest.mark.parametrize("reason", [Reason.HTTP_ERROR, Reason.TIMEOUT, Reason.BLOCKED, Reason.UNREACHABLE])
def test_a_failure_stays_what_it_is(reason: Reason) -> None:
    told = parse(Brought(reason, "HTTP 503", 503, "", rss(item()).encode()), WINDOW)
    assert (told.reason, told.posts, told.told) == (reason, (), "HTTP 503")


def test_an_answer_of_nothing() -> None:
    assert read(b"").reason is Reason.PARSE_CHANGED


def test_json_too_deep_to_read() -> None:
    assert (
        read('{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000).reason
        is Reason.PARSE_CHANGED
    )


@pytest.mark.parametrize("told", [{}, {"id": None, "url": None}])
def test_half_a_character_can_be_stored(told: dict[str, object], database: Database) -> None:
    body = json_feed(json_item(date_published=GMT, **told)).replace("第1条", "坏\\ud800字")
    outcome = read(body)
    Notebook(database, 1).write("posts", post_rows(ACCOUNT, "feed", 1, outcome, None))


@pytest.mark.parametrize("tag", ["title", "guid", "link"])
def test_half_a_character_in_broken_xml(tag: str, database: Database) -> None:
    """In markup that is not well-formed a reference to half a character is resolved as it stands."""
    told = read(rss(f"<{tag}>坏&#55296;字</{tag}><title>一</title><pubDate>{GMT}</pubDate><b>"))
    Notebook(database, 1).write("posts", post_rows(ACCOUNT, "feed", 1, told, None))
    assert "\ud800" not in (told.display_name or "")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (rss("<title>&#99999999999;</title>") + "<", ""),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><textInput><entry><link>&bogus;</item></link>", ""),
        ("<rss version='2.0'><channel>\ufffe<author>", "text/xml; charset=undefined"),
    ],
    ids=["a number beyond all characters", "a link that is nowhere", "a charset that raises"],
)
def test_markup_that_feedparser_cannot_bear(body: str, kind: str) -> None:
    assert read(body, kind).reason in (Reason.PARSE_CHANGED, Reason.UNDATED, Reason.EMPTY_UNPROVEN)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY big "{"哈" * 20_000}">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "billion laughs": BOMB + rss(item().replace("第1条", "&l9;")).partition("?>")[2],
    "one large entity many times": QUADRATIC
    + rss(item().replace("第1条", "&big;" * 2000)).partition("?>")[2],
    "a file of ours": OUTSIDE + rss(item().replace("第1条", "&x;")).partition("?>")[2],
    "deep elements": "<rss version='2.0'><channel>" + "<a>" * 20_000,
    "unclosed attributes": "<rss version='2.0'><channel>" + "<a b='" * 20_000,
    "open comments": "<rss version='2.0'><channel>" + "<!--" * 50_000,
    "bare angles": "<rss version='2.0'><channel>" + "<" * 100_000,
    "bare ampersands": "<rss version='2.0'><channel>" + "&" * 100_000,
    "half references": "<rss version='2.0'><channel><item><title>" + "&#" * 50_000,
    "nulls": rss(item()) + "\0" * 100_000,
    "html in titles": rss(item().replace("第1条", "&lt;script&gt;alert(1)&lt;/script&gt;标题")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_neither_hangs_nor_swells_nor_tells(name: str) -> None:
    began = time.process_time()
    told = read(HOSTILE[name])
    assert time.process_time() - began < 3
    assert sum(len(post.title) for post in told.posts) < 100_000
    assert not any("root:" in post.title for post in told.posts)
    assert told.reason in (None, Reason.PARSE_CHANGED, Reason.EMPTY_UNPROVEN, Reason.UNDATED)


@given(st.binary(max_size=300))
@settings(max_examples=80)
def test_any_bytes_behind_a_first_sign(noise: bytes) -> None:
    for start in (
        b"x",
        b"{",
        b"<",
        b"<rss version='2.0'><channel><item>",
        b'{"version":"https://jsonfeed.org/version/1","items":[',
    ):
        assert read(start + noise).reason is not None
