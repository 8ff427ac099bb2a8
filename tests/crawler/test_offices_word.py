"""What the office itself vouches for reaches the sources: local times of its feeds, looks that a person signed for."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_feeds import item, rss
from small_site import Answers, Site, html, moved
from small_workspace import Desktop, write_workspace

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


def _everything(folder: Path) -> bytes:
    """Every byte that a sweep left, unpacked."""
    files = [path for path in (folder / "var").rglob("*") if path.is_file()]
    return b"".join(
        gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    )


def test_a_key_in_the_address_of_a_feed(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reaches the bridge, and nothing else: not by a redirect, nor by what the bridge echoes."""
    key = "s3cret/Wort&0123"
    monkeypatch.setenv("BRIDGE", key)
    told = rss(
        item(
            f"<pubDate>Wed, 18 Nov 2026 10:16:05 +0800</pubDate><description>key={key.replace('&', '&amp;')}</description>"
        )
    )
    sent = "s3cret%2FWort%260123"
    site.paths |= {
        "/": html("<title>门户</title>"),
        f"/rss?key={sent}": Answers(told.encode(), headers={"Content-Type": "text/xml"}),
        f"/moved?key={sent}": moved(f"/elsewhere?key={sent}"),
    }
    office = write_workspace(tmp_path / "office", site.home, [site.netloc])
    rows = [
        "code,unit,platform,name,source,source_url,secret_env",
        *(
            f"{code},QH01,wechat,青禾{code},feed,{site.url(f'/{code}')}?key={{key}},BRIDGE"
            for code in ("rss", "moved")
        ),
    ]
    (office.folder / "accounts.csv").write_text("\n".join(rows), "utf-8")
    office.sweep("--only", "accounts")
    asked = site.paths_asked()
    assert {f"/rss?key={sent}", f"/moved?key={sent}"} <= set(asked)
    assert not [path for path in asked if "elsewhere" in path]
    assert office.one("SELECT outcome FROM sources WHERE account = 'rss' AND look = 1") == "ok"
    assert office.one("SELECT url FROM fetches WHERE url LIKE '%/rss?%'").endswith("/rss?key=~~BRIDGE~~")
    left = _everything(office.folder)
    for form in (key, key.replace("&", "&amp;"), sent):
        assert form.encode() not in left, form
