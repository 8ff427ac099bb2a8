"""What the office itself vouches for reaches the sources: local times of its feeds, looks that a person signed for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from small_feeds import item, rss
from small_site import Answers, Site, html
from small_workspace import Desktop

LOOKS = """账号编号,核查人,核查日期,所见,平台原话,最新发布日期
mp-1,李四,2026-11-20,能打开,,2026-11-18
mp-2,,2026-11-20,已注销,该小程序已注销,
"""
ACCOUNTS = (
    ("mp-1", "QH01", "miniprogram", "青禾办事", "manual", ""),
    ("mp-2", "QH01", "miniprogram", "青禾停车", "manual", ""),
)


def looks(office: Desktop) -> list[dict[str, Any]]:
    query = (
        "SELECT account, outcome, answer, state, posts, newest FROM sources WHERE look = 1 ORDER BY account"
    )
    return office.rows(query)


@pytest.mark.parametrize(("vouched", "outcome"), [(True, "ok"), (False, "undated")])
def test_local_times(vouched: bool, outcome: str, desktop: Callable[..., Desktop], site: Site) -> None:
    site.paths |= {
        "/": html("<title>门户</title>"),
        "/rss": Answers(rss(item("<pubDate>Wed, 18 Nov 2026 10:16:05 </pubDate>")).encode(), headers={"Content-Type": "text/xml"}),
    }  # fmt: skip
    more = f'[[source_defaults]]\nsource = "feed"\nlocal_times = {str(vouched).lower()}'
    account = ("wx-1", "QH01", "wechat", "青禾发布", "feed", site.url("/rss"))
    office = desktop(accounts=[account], more=more)
    office.sweep("--only", "accounts")
    [look] = looks(office)
    assert (look["outcome"], look["posts"]) == (outcome, 1)
    assert (look["newest"] or "").startswith("2026-11-18T10:16:05" if vouched else "")


def test_looks_that_a_person_signed_for(desktop: Callable[..., Desktop], site: Site) -> None:
    site.paths["/"] = html("<title>门户</title>")
    office = desktop(accounts=ACCOUNTS)
    (office.folder / "inbox" / "人工核查.csv").write_text(LOOKS, "utf-8")
    office.sweep("--only", "accounts")
    first, second = looks(office)
    assert (first["answer"], first["state"], first["posts"]) == ("seen-normal", "normal", 1)
    assert (second["answer"], second["state"], second["posts"]) == ("unsigned", "unknown", 0)
