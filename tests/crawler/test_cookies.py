"""Cookies: what a party sets comes back to it, and to nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from crawler.cookies import Cookies
from crawler.guard import Reach

WWW, DATA = "http://www.qinghe.example", "https://data.qinghe.example"
FEED, OTHER = "http://feeds.example", "http://other.example"


def cookies() -> Cookies:
    return Cookies(Reach(("www.qinghe.example", "data.qinghe.example"), ()))


def told(made: Cookies, url: str, *lines: str) -> None:
    """Let an address set cookies."""
    headers = {"Set-Cookie": list(lines)}
    answer = Response(url, headers=headers)
    assert made.process_response(Request(url), answer) is answer


def sent(made: Cookies, url: str, **headers: str) -> str | None:
    """What a request to an address carries."""
    request = Request(url, headers=headers)
    made.process_request(request)
    carried = request.headers.get("Cookie")
    return carried.decode() if carried is not None else None


def test_a_cookie_comes_back_to_its_host() -> None:
    made = cookies()
    assert sent(made, WWW + "/") is None
    told(made, WWW + "/", "wall=1; Path=/", "other=2; Path=/zwgk/")
    assert sent(made, WWW + "/a") == "wall=1"
    assert sent(made, WWW + "/zwgk/a") == "other=2; wall=1"


@pytest.mark.parametrize("domain", ["qinghe.example", ".qinghe.example"])
def test_the_portals_hosts_share_what_is_meant_for_them(domain: str) -> None:
    made = cookies()
    told(made, WWW + "/", f"wall=1; Path=/; Domain={domain}")
    assert sent(made, DATA + "/") == "wall=1"
    told(made, WWW + "/", "own=2; Path=/")
    assert sent(made, DATA + "/") == "wall=1"


@pytest.mark.parametrize("domain", ["example", ".example", "feeds.example", "other.example", "com", ""])
def test_no_other_party_sees_it(domain: str) -> None:
    made = cookies()
    told(made, FEED + "/", f"id=1; Path=/; Domain={domain}")
    assert [sent(made, url + "/") for url in (OTHER, WWW, DATA)] == [None, None, None]


def test_nothing_is_carried_over() -> None:
    """A redirect to another host repeats the headers of the first request."""
    assert sent(cookies(), OTHER + "/", Cookie="id=1") is None


def test_a_cookie_that_ends_is_gone() -> None:
    made = cookies()
    told(made, WWW + "/", "wall=1; Path=/")
    told(made, WWW + "/", "wall=; Path=/; Max-Age=0")
    assert sent(made, WWW + "/") is None


def test_a_new_name_with_every_answer_has_an_end() -> None:
    made = cookies()
    for number in range(1000):
        told(made, WWW + "/", f"session{number}=1; Path=/")
    assert len(sent(made, WWW + "/") or "") < 4000


@given(st.text(max_size=80))
def test_any_line_is_answered(line: str) -> None:
    made = cookies()
    told(made, WWW + "/", line.encode("utf-8", "replace").decode("latin-1"), "wall=1; Path=/")
    assert "wall=1" in (sent(made, WWW + "/") or "")
