"""An endpoint that the platform answers at another of its addresses: there it may be asked, and nothing else may."""

from __future__ import annotations

import pytest

from crawler.endpoints import refusal
from crawler.platforms import load_sources
from rules.model import Account

SOURCE = load_sources()["weibo_mobile"]
HOME, OWN = None, "http://127.0.0.1:18999/api/container/getIndex"
BEHIND = "http://127.0.0.1:18999/m.weibo.cn/api/container/getIndex"
WRITTEN_OUT = "https://m.weibo.cn/api/container/getIndex"


def account(url: str | None) -> Account:
    urls = ((SOURCE.name, url),) if url else ()
    return Account("a1", "QH01", "weibo", "青禾发布", (SOURCE.name,), url, urls=urls)


@pytest.mark.parametrize(
    ("own", "url"),
    [
        (HOME, "https://weibo.com/api/container/getIndex"),
        (HOME, "https://weibo.com/ajax/statuses/update"),
        (HOME, "https://m.weibo.cn/ajax/profile/info"),
        (HOME, "http://weibo.com/ajax/profile/info"),
        (HOME, "https://weibo.com:8443/ajax/profile/info"),
        (HOME, "https://weibo.com.example.com/ajax/profile/info"),
        (OWN, "https://weibo.com/ajax/profile/info"),
        (OWN, "https://m.weibo.cn/api/container/getIndex"),
        (OWN, "http://127.0.0.1:18998/ajax/profile/info"),
        (BEHIND, "http://127.0.0.1:18999/m.weibo.cn/ajax/statuses/update"),
        (BEHIND, "http://127.0.0.1:18999/m.weibo.cn/api/container/getIndex/api/container/getIndex"),
    ],
)
def test_what_may_not_leave(own: str | None, url: str) -> None:
    assert refusal(SOURCE, account(own), "GET", url)


@pytest.mark.parametrize(
    ("own", "url"),
    [
        (HOME, "https://weibo.com/ajax/profile/info?uid=2600000001"),
        (HOME, "https://m.weibo.cn/api/container/getIndex?type=uid"),
        (WRITTEN_OUT, "https://weibo.com/ajax/profile/info?uid=2600000001"),
        (OWN, "http://127.0.0.1:18999/ajax/profile/info?uid=2600000001"),
        (OWN, "http://127.0.0.1:18999/statuses/extend?id=1"),
        (BEHIND, "http://127.0.0.1:18999/m.weibo.cn/api/container/getIndex?type=uid"),
        (BEHIND, "http://127.0.0.1:18999/m.weibo.cn/statuses/extend?id=1"),
    ],
)
def test_what_may_leave_by_get_alone(own: str | None, url: str) -> None:
    assert refusal(SOURCE, account(own), "GET", url) is None
    assert refusal(SOURCE, account(own), "POST", url)
