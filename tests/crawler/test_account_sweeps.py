"""The accounts' sweep over HTTP: chains, second looks, canaries, links of posts, a restart, a page in a browser."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_site import MISSING, Answers, Site, html
from small_weibo import Weibo, feed
from small_workspace import AS_OF, CIVIL, Desktop, write_workspace

from checks.evidence import load_evidence
from checks.tables import migrations
from crawler.chromium import find_browser
from crawler.store import open_store
from rules.workspace import load_workspace

PACE = '[[source_defaults]]\nsource = "weibo_api"\nseconds_between = 0\n'


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Weibo]:
    """A platform with a token for everybody."""
    monkeypatch.setenv("WB_TOKEN", "token-0123456789")
    served = Weibo()
    yield served
    served.close()


@pytest.fixture
def desk(tmp_path: Path, platform: Weibo) -> Callable[..., Desktop]:
    """A workspace whose accounts are (code, chain of sources, addresses)."""

    def write(*accounts: tuple[str, str, str], more: str = PACE, name: str = "workspace") -> Desktop:
        made = write_workspace(tmp_path / name, platform.home, [platform.netloc], more=more)
        head = "code,unit,platform,name,source,source_url,secret_env,handle"
        lines = [
            f"{code},{CIVIL},weibo,青禾民政{code},{chain},{urls},{'WB_TOKEN' if 'api' in chain else ''},"
            for code, chain, urls in accounts
        ]
        (made.folder / "accounts.csv").write_text("\n".join([head, *lines]) + "\n", "utf-8")
        return made

    return write


def said(desk: Desktop) -> list[tuple[Any, ...]]:
    rows = desk.rows(
        "SELECT account, source, look, outcome, covered_from IS NOT NULL AS covered FROM sources ORDER BY 1, 2, 3"
    )
    return [tuple(row.values()) for row in rows]


def test_silence_asks_the_rest_of_the_chain_for_life_and_looks_again(
    desk: Callable[..., Desktop], platform: Weibo
) -> None:
    platform.ages |= {"quiet": [40, 30], "alive": [40, 2]}
    platform.paths |= {"/feed-old": feed(40), "/feed-new": feed(3)}
    made = desk(
        ("quiet", "weibo_api > feed", f"{platform.url('/quiet')} > {platform.url('/feed-old')}"),
        ("alive", "weibo_api > feed", f"{platform.url('/alive')} > {platform.url('/feed-old')}"),
        ("saved", "weibo_api > feed", f"{platform.url('/expired')} > {platform.url('/feed-new')}"),
    )
    run = made.sweep("--only", "accounts")
    assert (run.code, run.err) == (0, "")
    assert said(made) == [
        ("alive", "weibo_api", 1, "ok", 1),
        ("quiet", "feed", 1, "ok", 0), ("quiet", "weibo_api", 1, "ok", 1), ("quiet", "weibo_api", 2, "ok", 1),
        ("saved", "feed", 1, "ok", 0), ("saved", "weibo_api", 1, "auth_expired", 0),
    ]  # fmt: skip


def test_a_refusal_is_not_asked_again(desk: Callable[..., Desktop], platform: Weibo) -> None:
    made = desk(("a", "weibo_api", platform.url("/expired")), ("b", "manual", ""))
    assert made.sweep("--only", "accounts").code in (3, 6)
    assert [row for row in said(made) if row[0] == "a"] == [("a", "weibo_api", 1, "auth_expired", 0)]
    assert made.one("SELECT count(*) FROM sources WHERE account = 'b'") == 1, (
        "one that nobody knows has its outcome too"
    )


def test_a_silent_canary_is_an_incident_of_its_source(desk: Callable[..., Desktop], platform: Weibo) -> None:
    platform.ages |= {"quiet": [40, 30], "bird": [9]}
    more = f'{PACE}secret_env = "WB_TOKEN"\ncanaries = ["{platform.url("/bird")}"]\n'
    made = desk(("quiet", "weibo_api", platform.url("/quiet")), more=more)
    assert made.sweep("--only", "accounts").code == 0
    assert made.rows("SELECT scope, name FROM incidents") == [
        {"scope": "canaries", "name": "weibo/weibo_api"}
    ]
    [account] = _accounts(made)
    assert account.incident
    first = next(asked.path for asked in platform.log)
    assert first.startswith("/bird/"), "canaries are asked first"


def test_a_canary_of_the_register_is_asked_only_once(desk: Callable[..., Desktop], platform: Weibo) -> None:
    platform.ages |= {"bird": [1]}
    made = desk(("bird", "weibo_api", platform.url("/bird")), more=f'{PACE}canaries = ["bird"]\n')
    assert made.sweep("--only", "accounts").code == 0
    assert platform.asked_of("bird") == ["get_uid.json", "show.json", "user_timeline.json"]
    assert made.rows("SELECT canary, alive FROM canaries") == [{"canary": "bird", "alive": 1}]
    assert made.rows("SELECT * FROM incidents") == []


def _accounts(made: Desktop) -> tuple[Any, ...]:
    workspace = load_workspace(made.folder)
    with closing(open_store(workspace.database, migrations)) as db:
        sweep = max(row["id"] for row in db.query("SELECT id FROM sweeps"))
        return next(one.accounts for one in load_evidence(db, sweep, workspace) if one.unit.code == CIVIL)


def test_three_empty_lists_are_an_incident(desk: Callable[..., Desktop], platform: Weibo) -> None:
    platform.ages |= {name: [] for name in ("a", "b", "c")} | {"d": [2]}
    made = desk(*((name, "weibo_api", platform.url(f"/{name}")) for name in "abcd"))
    made.sweep("--only", "accounts")
    assert made.one("SELECT reason FROM incidents WHERE name = 'weibo/weibo_api'") == "empty_unproven"
    assert [account.incident for account in _accounts(made)] == [True, True, True, False]


def test_a_total_that_grew_and_a_list_that_stood_still(desk: Callable[..., Desktop], platform: Weibo) -> None:
    platform.ages["a"] = [40, 30]
    made = desk(("a", "weibo_api", platform.url("/a")))
    assert made.sweep("--only", "accounts").code == 0
    platform.ages["a"] = [40, 35, 30]  # one more in the count, none newer in the list
    run = made.sweep("--only", "accounts", "--as-of", "2026-11-29")
    assert run.code == 6, "nothing that can be believed was collected"
    assert made.one("SELECT outcome FROM sources WHERE look = 2 AND sweep = 2") == "parse_changed"


def test_links_in_posts_that_lead_to_the_portal(desk: Callable[..., Desktop], platform: Weibo) -> None:
    platform.ages |= {"a": [2]}
    gone, fine = platform.url("/gone.html"), platform.url("/fine.html")
    platform.texts["a"] = f"详见{gone}，又见{fine}。站外https://elsewhere.example/x"
    platform.paths |= {"/gone.html": MISSING, "/fine.html": html("<p>有</p>")}
    made = desk(("a", "weibo_api", platform.url("/a")))
    made.sweep("--only", "accounts")
    rows = made.rows("SELECT url, outcome, http_status, look_status FROM post_links ORDER BY url")
    assert rows == [
        {"url": fine, "outcome": "ok", "http_status": 200, "look_status": None},
        {"url": gone, "outcome": "http_error", "http_status": 404, "look_status": 404},
    ]


def test_a_restart_loses_nothing_and_asks_nothing_twice(
    desk: Callable[..., Desktop], platform: Weibo
) -> None:
    platform.ages |= {"a": [40, 30], "b": [2], "c": [3]}
    platform.paths["/feed"] = feed(30)
    made = desk(
        ("a", "weibo_api > feed", f"{platform.url('/a')} > {platform.url('/feed')}"), ("b", "weibo_api", platform.url("/b")),
        ("c", "weibo_api", platform.url("/c")),
    )  # fmt: skip
    platform.stalls.add("c")
    running = made.start("--only", "accounts")
    assert platform.stalled.wait(30)
    time.sleep(1.5)
    running.send_signal(signal.SIGKILL)
    running.wait(10)
    before = [asked.path for asked in platform.log if not asked.path.startswith("/c/")]
    platform.stalls.clear()
    platform.release()
    assert made.sweep("--only", "accounts").code == 0
    after = [asked.path for asked in platform.log if not asked.path.startswith("/c/")]
    assert len(before) > 3
    times = Counter(after)
    assert {path for path, count in times.items() if count > 1} == {
        path for path in times if path.startswith("/a/")
    }
    assert max(times.values()) == 2, "only the second look at the silent account asks again"
    assert made.one("SELECT count(DISTINCT account) FROM sources WHERE outcome = 'ok'") == 3
    assert made.one("SELECT count(*) FROM sweeps") == 1


# --- a page in a browser --------------------------------------------------------------------------------------------------

_PAGE = """<html><head><meta charset="utf-8"><title>青禾民政的抖音</title></head><body><p>作品</p><img src="/picture.png">
<script>
fetch('/aweme/v1/web/aweme/post/?sec_user_id=MS4wLjABAAAAqinghe&count=18');
fetch('http://127.0.0.1:%d/private').catch(() => 0);
try { new WebSocket('ws://127.0.0.1:%d/socket'); } catch (e) {}
</script></body></html>"""


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_a_page_is_listened_to(tmp_path: Path, platform: Weibo) -> None:
    inside = Site()
    moment = 1794968165  # 2026-11-18 10:16:05 +08:00
    post = {
        "aweme_id": "1",
        "desc": "青禾区发布寒潮提示",
        "create_time": moment,
        "author": {"sec_uid": "MS4wLjABAAAAqinghe", "nickname": "青禾民政"},
    }
    told = {"status_code": 0, "has_more": 0, "aweme_list": [post]}
    site = Site()
    site.paths |= {
        "/user/MS4wLjABAAAAqinghe": html(_PAGE % (inside.port, inside.port)),
        "/aweme/v1/web/aweme/post/?sec_user_id=MS4wLjABAAAAqinghe&count=18": Answers(
            json.dumps(told).encode(), 200, {"Content-Type": "application/json"}
        ),
    }
    made = write_workspace(
        tmp_path / "workspace",
        platform.home,
        [platform.netloc],
        more='[[source_defaults]]\nsource = "browser"\nseconds_between = 0\n',
    )
    head = "code,unit,platform,name,source,source_url,handle"
    row = f"d,{CIVIL},douyin,青禾民政,browser,{site.url('/user/MS4wLjABAAAAqinghe')},MS4wLjABAAAAqinghe"
    (made.folder / "accounts.csv").write_text(f"{head}\n{row}\n", "utf-8")
    run = made.sweep("--only", "accounts", timeout=120)
    site.close()
    inside.close()
    assert (run.code, run.err) == (0, "")
    assert made.rows("SELECT outcome, posts, newest FROM sources") == [
        {"outcome": "ok", "posts": 1, "newest": "2026-11-18T10:16:05+08:00"}
    ]
    asked = site.paths_asked()
    assert "/picture.png" not in asked, "pictures are not fetched"
    assert inside.log == [], "what the office has not named is not reached, whatever a page wants"
    stored = made.rows("SELECT url, via, capture IS NOT NULL AS kept FROM fetches ORDER BY id")
    assert [(row["via"], row["kept"]) for row in stored] == [("browser", 1), ("browser", 1)]
    assert "#page-2" in stored[1]["url"]


def test_without_a_browser_a_page_is_not_supported(
    tmp_path: Path, platform: Weibo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_BROWSER", str(tmp_path / "nowhere"))
    made = write_workspace(tmp_path / "workspace", platform.home, [platform.netloc])
    head = "code,unit,platform,name,source,source_url,handle"
    row = (
        f"d,{CIVIL},douyin,青禾民政,browser,https://www.douyin.com/user/MS4wLjABAAAAqinghe,MS4wLjABAAAAqinghe"
    )
    (made.folder / "accounts.csv").write_text(f"{head}\n{row}\n", "utf-8")
    assert made.sweep("--only", "accounts").code == 6
    assert made.one("SELECT outcome FROM sources") == "not_supported"
    assert os.environ["GONGKAI_BROWSER"]
    assert AS_OF == "2026-11-22"
