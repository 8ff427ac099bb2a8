"""Public pages in a real Chromium: a small page that loads its list by script, as the platforms' own pages do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from small_site import Answers, Site, html
from small_workspace import Desktop

from crawler.chromium import find_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine"),
]
SEC = "MS4wLjABAAAAqinghe"
PAGE = f"/user/{SEC}"
USER = f"/aweme/v1/web/user/profile/other/?sec_user_id={SEC}"
POSTS = f"/aweme/v1/web/aweme/post/?sec_user_id={SEC}&count=18"
NOV18 = 1794968165


def page(*addresses: str, shown: str = "") -> Answers:
    """A page that asks for some addresses one after another, once it is there."""
    asks = "".join(f"await fetch({json.dumps(address)}).then(a => a.text());" for address in addresses)
    return html(
        f"<html><head><title>主页</title></head><body><p>{shown}</p><script>(async () => {{ {asks} }})()</script></body></html>"
    )


def data(**told: Any) -> Answers:
    return Answers(json.dumps(told).encode(), headers={"Content-Type": "application/json; charset=utf-8"})


def posts(*rows: dict[str, Any]) -> Answers:
    return data(status_code=0, has_more=0, aweme_list=list(rows))


def aweme(id_: str, sec: str = SEC) -> dict[str, Any]:
    return {"aweme_id": id_, "desc": "青禾区冬季供暖", "create_time": NOV18, "author": {"sec_uid": sec}}


def user(total: int, **more: bool) -> Answers:
    return data(status_code=0, user={"sec_uid": SEC, "nickname": "青禾发布", "aweme_count": total, **more})


def swept(desktop: Callable[..., Desktop], site: Site) -> Desktop:
    """A sweep of one account whose page stands on the little site."""
    site.paths["/"] = html("<html><title>门户</title></html>")
    account = ("dy-1", "QH01", "douyin", "青禾发布", "browser", site.url(PAGE))
    office = desktop(
        accounts=[account], more='[[source_defaults]]\nsource = "browser"\nseconds_between = 0.1'
    )
    run = office.sweep("--only", "accounts", timeout=180)
    assert run.code in (0, 3, 6), run.err
    return office


def looks(office: Desktop) -> list[dict[str, Any]]:
    return office.rows(
        "SELECT look, outcome, answer, state, posts, proves_silence FROM sources ORDER BY look"
    )


def test_what_the_page_loads_by_itself_is_read(desktop: Callable[..., Desktop], site: Site) -> None:
    site.paths |= {PAGE: page(USER, POSTS), USER: user(311), POSTS: posts(aweme("7570000000000000002"))}
    office = swept(desktop, site)
    [look] = looks(office)
    assert (look["outcome"], look["answer"], look["posts"], look["proves_silence"]) == ("ok", "posts", 1, 0)
    [post] = office.rows("SELECT id, url, published, time_source FROM posts")
    assert (post["id"], post["published"][:10]) == ("7570000000000000002", "2026-11-18")
    assert {path for path in site.paths_asked("GET") if path.startswith("/aweme")} == {USER, POSTS}
    assert site.paths_asked("POST") == []


@pytest.mark.parametrize(
    ("answers", "outcome", "answer"),
    [
        ({USER: user(311), POSTS: posts()}, "blocked", "empty-but-declared"),
        pytest.param(
            {USER: user(311), POSTS: html("<html>验证码</html>", 403)},
            "blocked",
            "captcha",
            marks=pytest.mark.soak,
        ),
    ],
)
def test_an_empty_page_is_no_silence(
    answers: dict[str, Answers], outcome: str, answer: str, desktop: Callable[..., Desktop], site: Site
) -> None:
    site.paths |= {PAGE: page(USER, POSTS), **answers}
    assert {(look["outcome"], look["answer"], look["posts"]) for look in looks(swept(desktop, site))} == {
        (outcome, answer, 0)
    }


def test_a_page_that_shows_only_a_notice(desktop: Callable[..., Desktop], site: Site) -> None:
    site.paths[PAGE] = page(shown="该账号已注销")
    first, second = looks(swept(desktop, site))
    assert (first["answer"], first["state"], second["state"]) == (
        "account-cancelled",
        "cancelled",
        "cancelled",
    )
