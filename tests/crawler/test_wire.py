"""What is kept between questions: the ways to hosts, and who listens to which signal."""

from __future__ import annotations

from typing import Any

import pytest
from pydispatch import dispatcher  # type: ignore[import-untyped]
from scrapy import signals
from twisted.web.client import URI, BrowserLikePolicyForHTTPS, HTTPConnectionPool

from crawler.heard import Heard
from crawler.wire import _Agent


class _Reactor:
    """Makes nothing: an agent only remembers it."""


def agent() -> _Agent:
    """An agent that is asked for ways and opens none."""
    return _Agent(HTTPConnectionPool(_Reactor()), BrowserLikePolicyForHTTPS(), 5)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.qinghe.example/a", "http://www.qinghe.example/b?c", True),
        ("http://www.qinghe.example/", "https://www.qinghe.example/", False),
        ("http://www.qinghe.example/", "http://mzj.qinghe.example/", False),
        ("http://www.qinghe.example/", "http://www.qinghe.example:8080/", False),
    ],
)
def test_a_way_is_kept_for_its_own_scheme_host_and_port(one: str, other: str, same: bool) -> None:
    asked = agent()
    ways = [asked._getEndpoint(URI.fromBytes(url.encode())) for url in (one, other)]
    assert (ways[0] is ways[1]) is same


class _Sender:
    """Whose signals are listened to."""


@pytest.mark.parametrize("signal", [signals.response_received, dispatcher.Any], ids=["one", "all"])
@pytest.mark.parametrize("of_any", [False, True])
def test_whoever_listens_hears(signal: Any, of_any: bool) -> None:
    told: list[int] = []

    def hear(number: int) -> str:
        told.append(number)
        return "heard"

    heard = Heard(_Sender())
    sender = dispatcher.Any if of_any else heard.sender
    assert heard.send_catch_log(signals.response_received, number=1) == []
    dispatcher.connect(hear, signal, sender=sender)
    assert heard.send_catch_log(signals.response_received, number=2) == [(hear, "heard")]
    dispatcher.disconnect(hear, signal, sender=sender)
    assert heard.send_catch_log(signals.response_received, number=3) == []
    assert told == [2]
