"""What stands in a platform's JSON: nothing is guessed, and nothing raises."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Post, Reason, SourceOutcome
from crawler.platforms.answers import Meaning
from crawler.platforms.values import at, count_at, json_object, moment_in_words, moment_of, rows_at, said

ZONE = ZoneInfo("Asia/Shanghai")
THEN = datetime(2026, 11, 18, 10, 16, 5, tzinfo=ZONE)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"null", b"7", b'"x"', b"{", b"\xff\xfe{}", b'{"a":' + b"[" * 100_000, b"9" * 5000]
)  # fmt: skip
def test_what_is_no_object(body: bytes) -> None:
    assert json_object(body) is None


def test_an_object_may_have_a_mark_in_front() -> None:
    assert json_object(b'\xef\xbb\xbf {"a": 1}') == {"a": 1}


def test_a_missing_list_is_no_empty_list() -> None:
    data = {"a": {"b": [], "c": None, "d": {}, "e": [{"x": 1}, None, 7]}}
    assert [rows_at(data, f"a.{name}") for name in "bcdef"] == [[], None, None, [{"x": 1}], None]
    assert rows_at([], "a") is None


@pytest.mark.parametrize(
    ("value", "count"), [(0, 0), (7, 7), (-1, None), (True, None), ("7", None), (7.0, None)]
)
def test_counts(value: object, count: int | None) -> None:
    assert count_at({"n": value}, "n") == count


@pytest.mark.parametrize(
    ("value", "unit", "moment"),
    [
        (1794968165, "s", THEN), ("1794968165", "s", THEN), (1794968165.9, "s", THEN), (1794968165999, "ms", THEN),
        ("1794968165000", "ms", THEN), (1794968165000, "s", None), (1794968165, "ms", None), (0, "s", None),
        (-1, "s", None), (True, "s", None), (None, "s", None), ("", "s", None), ("刚刚", "s", None), ("１７９４９６８１６５", "s", None),
        (float("nan"), "s", None), (float("inf"), "ms", None), (10**400, "s", None), ("9" * 400, "s", None), ([1], "s", None),
    ],
)  # fmt: skip
def test_moments_counted_in_their_unit(value: object, unit: str, moment: datetime | None) -> None:
    assert moment_of(value, unit, ZONE) == moment


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Wed Nov 18 10:16:05 +0800 2026", THEN), ("Wed Nov 18 02:16:05 +0000 2026", THEN), ("Wed Nov 18 10:16:05 2026", None),
        ("06月17日 18:12", None), ("5分钟前", None), ("Thu Jan 01 00:00:00 +0800 1970", None), (1794968165, None), ("", None),
    ],
)  # fmt: skip
def test_moments_in_words(value: object, moment: datetime | None) -> None:
    assert moment_in_words(value, ZONE) == moment


@given(JSON, st.sampled_from(["a", "a.b", "a.b.c", ""]))
def test_nothing_raises(value: object, path: str) -> None:
    for unit in ("s", "ms"):
        moment_of(at(value, path), unit, ZONE)
    moment_in_words(at(value, path), ZONE)
    rows_at(value, path)
    count_at(value, path)
    body = json.dumps(value).encode()
    assert json_object(body) is None or isinstance(value, dict)


def test_what_an_answer_is_worth() -> None:
    row = Meaning("token-expired", (), (), (), Reason.AUTH_EXPIRED, None, "office", "令牌失效", "重新授权")
    posts = (Post("1", "甲", None, None),)
    outcome = said(row, "40001", SourceOutcome(None, posts, state="normal"))
    assert (outcome.reason, outcome.answer, outcome.posts) == (Reason.AUTH_EXPIRED, "token-expired", posts)
    assert (outcome.told, outcome.state) == ("令牌失效（40001）：重新授权", "normal")
    gone = Meaning("cancelled", (), (), (), None, "cancelled", "unit", "账号已注销", "")
    assert (said(gone).told, said(gone).state) == ("账号已注销", "cancelled")
