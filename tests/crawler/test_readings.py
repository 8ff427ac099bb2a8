"""A second look at the same bytes is not read again; anything else that the reader is given makes it another page."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from scrapy.http import HtmlResponse

from crawler.asks import Ask
from crawler.spiders.readings import Readings

HOME = "http://www.qinghe.example/"
URL = f"{HOME}zwgk/tzgg/"
LIST = "<html><title>通知公告</title><ul>" + "".join(
    f'<li><a href="art_{n}.html">关于第{n}号事项的通知</a><span>2026-11-0{n}</span></li>' for n in range(1, 8)
)


def came(text: str = LIST, url: str = URL, status: int = 200, **headers: str) -> HtmlResponse:
    named = {"Content-Type": "text/html; charset=utf-8", "Date": "Sun, 22 Nov 2026 01:00:00 GMT", **headers}
    return HtmlResponse(url, status=status, headers=named, body=text.encode())


@pytest.fixture
def readings() -> Readings:
    return Readings(date(2026, 11, 22), ZoneInfo("Asia/Shanghai"), HOME)


def test_the_same_answer_given_later_is_the_same_page(readings: Readings) -> None:
    first = readings.page(came(), Ask(URL, "column"))
    assert len(first.entries) == 7
    later = came(Date="Sun, 22 Nov 2026 02:00:00 GMT")
    assert readings.page(later, Ask(URL, "column", 2)) is first


@pytest.mark.parametrize(
    ("second", "asked"),
    [
        (came(LIST.replace("2026-11-07", "2026-11-08")), URL),
        (came(status=404), URL),
        (came(url=f"{URL}index.html"), URL),
        (came(), f"{URL}index.html"),
        (came(**{"Content-Disposition": "attachment"}), URL),
        (came(**{"Set-Cookie": "waf=1"}), URL),
    ],
)
def test_whatever_differs_is_read(readings: Readings, second: HtmlResponse, asked: str) -> None:
    first = readings.page(came(), Ask(URL, "column"))
    looked = readings.page(second, Ask(asked, "column", 2))
    assert looked is not first
    fresh = Readings(date(2026, 11, 22), ZoneInfo("Asia/Shanghai"), HOME)
    assert looked == fresh.page(second, Ask(asked, "column", 2))


def test_what_a_browser_made_of_it_is_read(readings: Readings) -> None:
    first = readings.page(came(), Ask(URL, "column"))
    assert readings.page(came(), Ask(URL, "column", 2, "browser")) is not first
