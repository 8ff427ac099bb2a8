"""What a busy server asks for is done, within bounds; what it asks for illegibly is not guessed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.patience import asked_to_wait, bounds

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def busy(told: str | None, status: int = 429) -> Response:
    return Response("http://x/", status=status, headers={} if told is None else {"Retry-After": told})


@pytest.mark.parametrize(
    ("told", "status", "seconds"),
    [
        ("0", 429, 0), ("7", 429, 7), (" 7 ", 503, 7), ("999999999999999999999", 429, 999_999_999), (None, 503, None),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 503, 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 429, 0), ("7", 200, None), ("7", 404, None),
        ("7", 301, None), ("-7", 503, None), ("soon", 503, None), ("7.5", 503, None), ("", 503, None), ("７", 503, None),
        ("Sun, 22 Nov 2026 08:01:00", 503, None), ("Sun, 99 Nov 2026 08:01:00 GMT", 503, None),
    ],
)  # fmt: skip
def test_how_long_is_asked_for(told: str | None, status: int, seconds: float | None) -> None:
    if told is not None and not told.isascii():
        response = Response("http://x/", status=status, headers={"Retry-After": told.encode()})
    else:
        response = busy(told, status)
    assert asked_to_wait(response, NOW) == seconds


@pytest.mark.parametrize("told", [None, "soon", "-1"])
def test_a_plain_429_asks_for_a_moment(told: str | None) -> None:
    assert asked_to_wait(busy(told), NOW) == bounds()["retry_after"]["unsaid"]


@given(st.binary(max_size=40), st.integers(100, 599))
def test_whatever_is_written_there(told: bytes, status: int) -> None:
    wait = asked_to_wait(Response("http://x/", status=status, headers={"Retry-After": told}), NOW)
    assert wait is None or wait >= 0
