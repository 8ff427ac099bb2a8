"""Single cells: dates, addresses, codes, as they are written and as they must not be."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import parse
from rules.loading.cells import as_date
from rules.model import Unit, UnitKind
from rules.shapes import host_of, is_code, is_email, is_host, is_web_address
from rules.subjects import Subjects
from rules.text import nearest, plain, shown, split_outside, without_asides


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31", "2026/12/31", "2026.12.31", "2026年12月31日", "２０２６年１２月３１日", "2026 年 12 月 31 日", "2026-12-31 00:00:00",
        "2026-12-31 09:30", "46387",
    ],
)  # fmt: skip
def test_dates(text: str) -> None:
    assert as_date(text) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "31/12/2026", "2026-13-01", "长期", "12月31日", "20261231", "2026", "", "9"]
)
def test_what_is_no_date(text: str) -> None:
    assert as_date(text) is None


@given(st.dates(date(1955, 1, 1), date(2099, 12, 31)))
def test_every_day_in_every_dress(day: date) -> None:
    dress = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        str((day - date(1899, 12, 30)).days),
    )
    assert {as_date(text) for text in dress} == {day}


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("http://www.example.gov.cn/", True), ("https://127.0.0.1:8123/a?b=1#c", True), ("http://政务.example/", True), ("HTTP://a.example", True),
        ("http://[::1]:80/", True), ("ftp://a.example/", False), ("javascript:alert(1)", False), ("//a.example/", False), ("http:///x", False), ("a.example", False),
        ("http://user:pw@a.example/", False), ("http://a.example:99999/", False), ("http://a example/", False), ("http://a.example/\n", False), ("file:///etc/passwd", False),
        ("", False),
    ],
)  # fmt: skip
def test_web_addresses(url: str, *, right: bool) -> None:
    assert is_web_address(url) is right


@pytest.mark.parametrize(
    ("code", "right"),
    [
        ("MZJ", True), ("民政局-1", True), ("a.b_c-1", True), ("x" * 64, True), ("x" * 65, False), ("", False), (".hidden", False), ("a/b", False), ("a\\b", False),
        ("..", False), ("a..b", False), ("a b", False), ("a\x00b", False), ("=1+1", False),
    ],
)  # fmt: skip
def test_codes(code: str, *, right: bool) -> None:
    assert is_code(code) is right


def test_hosts_and_mail() -> None:
    assert host_of("HTTP://WWW.Example.cn:80/x") == "www.example.cn"
    assert host_of("https://a.example:8443/") == "a.example:8443"
    assert [
        is_host(text)
        for text in ("a.example", "127.0.0.1:80", "a.example:0", "http://a.example", "a.example/")
    ] == [True, True, False, False, False]
    assert [is_email(text) for text in ("a.b@c.gov.cn", "a@b", "@c.cn", "a b@c.cn")] == [
        True,
        False,
        False,
        False,
    ]


def test_texts() -> None:
    assert plain(" 公 开\u200b（要素）\n") == "公开(要素)"
    assert shown(" 区民\n政局 WeChat  号 ") == "区民政局 WeChat 号"
    assert split_outside("甲（乙、丙）、丁", "、") == ["甲（乙、丙）", "丁"]
    assert split_outside("甲）、（乙、丙", "、") == ["甲）", "（乙", "丙"]
    assert without_asides("甲（乙（丙））丁") == "甲丁"
    assert nearest("抖因", ["抖音", "快手"]) == "抖音"
    assert nearest("鸽子", ["抖音", "快手"]) is None


@given(st.text(alphabet="甲乙（）()《》、；", max_size=30))
def test_cutting_loses_no_character(text: str) -> None:
    kept = "".join(split_outside(text, "、"))
    assert len(kept) + text.count("、") >= len(text)


def test_a_wall_of_text_does_not_hold_the_loader_up() -> None:
    wall = "每年和及民政局" * 2_500
    units = [Unit("MZ", "青禾区民政局", UnitKind.DEPARTMENT)]
    start = time.monotonic()
    assert parse(wall).kind == "unparsed"
    assert Subjects(units, "青禾区").resolve(wall).problems
    assert time.monotonic() - start < 2
