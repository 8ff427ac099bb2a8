"""Links in posts: whole ones are asked, and none that the words around it may have cut."""

from __future__ import annotations

import pytest

from crawler.guard import Reach
from crawler.items import Post, SourceOutcome
from crawler.survey.post_links import PostLinks
from rules.model import Account

SITE = "http://www.qinghe.example"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"详见{SITE}/zwgk/t1.html", [f"{SITE}/zwgk/t1.html"]),
        (f"详见{SITE}/zwgk/t1.html查看全文", [f"{SITE}/zwgk/t1.html"]),
        (f"详见 {SITE}/zwgk/1234 。", [f"{SITE}/zwgk/1234"]),
        (f"（{SITE}/zwgk/1234）", [f"{SITE}/zwgk/1234"]),
        (f"网址{SITE}查看", [SITE]),
        (f"{SITE}/zwgk/2026年报.html", []),
        (f"{SITE}/zwgk/年报.html", []),
        (f"{SITE}/s?name=青禾", []),
        (f"{SITE}/zwgk/t1.ht…全文", []),
        (f"{SITE}/zwgk/t1.ht...", []),
        ("https://elsewhere.example/a.html", []),
    ],
)
def test_addresses_in_a_post(text: str, asked: list[str]) -> None:
    links = PostLinks(Reach(["www.qinghe.example"], []))
    links.note(
        Account("a", "u", "weibo", "青禾发布", ("feed",)),
        SourceOutcome(None, (Post("1", "", None, None, text=text),)),
    )
    assert [ask.url for ask in links.asks()] == asked
