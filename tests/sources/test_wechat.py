"""Laws of the two WeChat sources: nothing is made of nothing, and no text condemns an account."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from itertools import chain, repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from source_cases import HERE, ZONE, Case, load_case

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Brought
from crawler.platforms.wechat_article import ANSWERS, read_wechat_page
from crawler.survey.posts import shows_life

SILENT = load_case(HERE / "wechat_api" / "silent_every_day")
FRESH = load_case(HERE / "wechat_api" / "published_title_from_the_list")
DAYS = range(2, 17)
"""Which answers of the silent conversation are days: after the token and the account, before the list."""
ARTICLE = (HERE / "wechat_page" / "article_text" / "page.html").read_text("utf-8")
URL = "https://mp.weixin.qq.com/s/EXAMPLE"
WORDS = sorted(word for row in ANSWERS.rows for word in row.words)

NAMES = st.sampled_from(
    ["list", "is_delay", "errcode", "errmsg", "item", "content", "news_item", "ref_date", "msgid", "title", "url",
     "update_time", "total_count", "access_token", "nickname", "principal_name", "wx_verify_info", "appid"],
)  # fmt: skip
PLAIN = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["2026-11-20", "2026-11-08", "1970-01-01", "2247490098_1", "0", "40001", 40001, -1, 0, 1794968165])
)  # fmt: skip
JSON = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=12,
)
DAY = st.fixed_dictionaries({}, optional={"list": JSON, "is_delay": JSON, "errcode": JSON})
BYTES = (JSON | DAY).map(lambda value: json.dumps(value).encode()) | st.binary(max_size=40)


def hold(case: Case, brought: Iterable[Brought]) -> SourceOutcome:
    """The outcome of a conversation in which these answers come, the last one without end."""
    answers = list(brought)
    reading, waiting = case.source.read(case.account, case.window), chain(answers, repeat(answers[-1], 400))
    next(reading)
    for answer in waiting:
        try:
            reading.send(answer)
        except StopIteration as end:
            return end.value
    raise AssertionError("a conversation without end")


def web(body: bytes) -> Brought:
    return Brought(status=200, content_type="application/json", body=body)


def recorded(case: Case) -> list[Brought]:
    return [answer.brought for answer in case.answers]


def is_empty_day(body: bytes) -> bool:
    try:
        told: Any = json.loads(body.decode("utf-8-sig"))
    except ValueError:
        return False
    return (
        isinstance(told, dict)
        and told.get("list") == []
        and told.get("is_delay") is False
        and told.get("errcode", 0) in (0, "0")
    )


@settings(deadline=None)
@given(st.lists(BYTES, min_size=1, max_size=20))
def test_out_of_nothing_comes_nothing(bodies: list[bytes]) -> None:
    outcome = hold(SILENT, map(web, bodies))
    if outcome.covered is not None:
        assert all(map(is_empty_day, bodies[2:17] or bodies[-1:]))
    said = b"".join(bodies).decode("utf-8", "replace")
    assert all(post.published is None or '"ref_date"' in said for post in outcome.posts)
    assert outcome.reason is None or outcome.told


@settings(deadline=None)
@given(st.sampled_from(DAYS), BYTES)
def test_one_day_that_is_not_empty_takes_the_proof_away(number: int, body: bytes) -> None:
    answers = recorded(SILENT)
    answers[number] = web(body)
    assert (hold(SILENT, answers).covered is None) or is_empty_day(body)


@settings(deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(Reason))
def test_one_day_without_an_answer_takes_the_proof_away(number: int, reason: Reason) -> None:
    answers = recorded(SILENT)
    answers[number] = Brought(reason, "没有答复")
    outcome = hold(SILENT, answers)
    assert (outcome.covered, outcome.reason) == (None, reason)


@settings(deadline=None)
@given(BYTES)
def test_the_list_alone_shows_no_life_and_hides_none(body: bytes) -> None:
    assert not shows_life(hold(SILENT, [*recorded(SILENT)[:-1], web(body)]), SILENT.window)
    assert shows_life(hold(FRESH, [*recorded(FRESH)[:-2], web(body)]), FRESH.window)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=8), st.text(max_size=60))
def test_an_article_is_an_article_whatever_it_says(words: list[str], title: str) -> None:
    body = "".join(f"<p>{escape(word)}</p>" for word in words)
    html = ARTICLE.replace("青禾区发布寒潮提示", escape(title)).replace(
        "<p>受冷空气影响", f"{body}<p>受冷空气影响"
    )
    page = read_wechat_page(html, URL, ZONE)
    assert page.meaning.id == "article"
    assert page.article is not None
    assert page.article.published is not None


@settings(deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from([*"{}[]()'\"`;:,/*\\\n", "var ct=", "window.cgiDataNew={"])).map("".join)
)
def test_any_text_is_a_page_of_some_kind(text: str) -> None:
    for html in (text, f'<div id="js_article"></div><script>\n{text}</script>'):
        read_wechat_page(html, URL, ZONE)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.sampled_from(["script", "style", "template"])
)
def test_words_that_nobody_sees_say_nothing(words: list[str], tag: str) -> None:
    """But that the page leads on to the verification page."""
    html = f"<html><body><{tag}>{'，'.join(words)}</{tag}><div id='app'></div></body></html>"
    page = read_wechat_page(html, URL, ZONE)
    assert page.meaning.id in ("unknown-page", "verification")
    assert page.meaning.state is None


@pytest.mark.parametrize(
    "script",
    ["window.cgiDataNew = {" + tail for tail in ("/*" * 500_000, "{a:" * 500_000, "'" * 1_000_001, "[" * 1_000_000, "a:'\\'")]
    + [";var ct=`\\`" * 100_000, ";var ct=" * 500_000],
    ids=lambda script: script[:30],
)  # fmt: skip
def test_a_hostile_script_costs_no_more_than_its_length(script: str) -> None:
    """Where costs grew by the square, this would not end before the tests' own limit."""
    html = f'<div id="js_article"></div><script>\n{script}</script>'
    assert read_wechat_page(html, URL, ZONE).meaning.id == "untimed"
