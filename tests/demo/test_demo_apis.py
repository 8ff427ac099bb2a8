"""The stand-ins of the platforms' interfaces answer as the platforms do."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from demo_oracle import AS_OF
from small_register import Stage, stage

from demo.accounts import acts
from demo.accounts.identity import message_id, token_for, video_id, weibo_id
from demo.accounts.posts import ZONE
from demo.apis import APIS, base
from demo.clock import shown_day
from demo.media import Post

WECHAT, WEIBO, MOBILE = "/api.weixin.qq.com", "/api.weibo.com", "/m.weibo.cn"
DOUYIN, KUAISHOU = "/open.douyin.com/api/douyin/v1/video/video_list/", "/open.kuaishou.com"
INDEX = f"{MOBILE}/api/container/getIndex"


def crowded(one: Stage) -> list[Post]:
    """Let the account post three times a day: its list has pages."""
    acts.busy(one.world, one.account)
    return one.account.posts


# --- WeChat ---


def wechat(quirk: str = "", newest: int = 3) -> Stage:
    quirks = {"wechat_api": quirk} if quirk else {}
    return stage("微信公众号", "wechat_api", newest=newest, variable="KEY", quirks=quirks)


def token(one: Stage, secret: str | None = None) -> dict[str, object]:
    app, _, own = one.secret("wechat_api").partition(":")
    wanted = {
        "grant_type": "client_credential",
        "appid": app,
        "secret": secret or own,
        "force_refresh": False,
    }
    return one.json(f"{WECHAT}/cgi-bin/stable_token", wanted)


def days(one: Stage, held: object, first: int, last: int) -> dict[str, object]:
    begin, end = (str(AS_OF - timedelta(days=age)) for age in (first, last))
    wanted = {"begin_date": begin, "end_date": end}
    return one.json(f"{WECHAT}/datacube/getarticletotaldetail", wanted, access_token=held)


def test_a_stable_token_stays_until_it_dies() -> None:
    one = wechat("token dies early")
    first = token(one)["access_token"]
    assert token(one)["access_token"] == first
    codes = [days(one, first, 5, 5).get("errcode", 0) for _ in range(6)]
    assert codes == [0, 0, 0, 0, 42001, 42001]
    second = token(one)["access_token"]
    assert second != first
    assert "list" in days(one, second, 5, 5)
    assert days(one, first, 5, 5)["errcode"] == 42001


def test_wechat_refuses_with_200_and_a_code() -> None:
    one = wechat()
    held = token(one)["access_token"]
    assert token(one, "another secret of this length 01")["errcode"] == 40125
    assert one.json(f"{WECHAT}/cgi-bin/stable_token", {"appid": "wx0"})["errcode"] == 40013
    assert days(one, "nonsense", 1, 1)["errcode"] == 40001
    assert days(one, held, 3, 1)["errcode"] == 61501
    assert days(one, held, -1, -1)["errcode"] == 61501
    assert json.loads(one.ask(f"{WECHAT}/datacube/getarticletotaldetail").body)["errcode"] == 43002
    assert (
        one.json(f"{WECHAT}/cgi-bin/freepublish/batchget", {"offset": 0, "count": 21}, access_token=held)[
            "errcode"
        ]
        == 40097
    )


def test_the_statistics_know_every_day_and_the_list_lacks_what_was_sent() -> None:
    one = wechat()
    held = token(one)["access_token"]
    told = [row for age in range(80) for row in days(one, held, age, age)["list"]]  # type: ignore[attr-defined]
    assert {row["msgid"] for row in told} == {message_id(post) for post in one.account.posts}
    sent = {row["msgid"] for row in told if row["publish_type"] == 0}
    listed: list[dict[str, object]] = []
    while True:
        wanted = {"offset": len(listed), "count": 7, "no_content": 1}
        page = one.json(f"{WECHAT}/cgi-bin/freepublish/batchget", wanted, access_token=held)
        listed += page["item"]
        if not page["item"]:
            break
    assert len(listed) == page["total_count"] == len(told) - len(sent)
    assert all(f"mid={number.removesuffix('_1')}&" not in json.dumps(listed) for number in sent)


def test_late_figures_say_so() -> None:
    one = wechat("figures late")
    held = token(one)["access_token"]
    assert days(one, held, 2, 2) == {"list": [], "is_delay": True}
    assert days(one, held, 20, 20)["is_delay"] is False


# --- Weibo ---


def test_a_token_of_weibo_opens_its_own_posts_and_no_others() -> None:
    one = stage("微博", "weibo_api", variable="KEY")
    posts, key = crowded(one), one.secret("weibo_api")
    uid = one.json(f"{WEIBO}/2/account/get_uid.json", access_token=key)["uid"]
    assert str(uid) == one.account.handle
    shown: list[str] = []
    for page in (1, 2, 3, 4, 5):
        told = one.json(
            f"{WEIBO}/2/statuses/user_timeline.json", access_token=key, uid=uid, count=15, page=page
        )
        assert told["total_number"] == len(posts)
        shown += [row["idstr"] for row in told["statuses"]]
    assert shown == [weibo_id(post) for post in posts]
    refused = one.ask(f"{WEIBO}/2/statuses/user_timeline.json", access_token=key, uid="9900000009")
    assert (refused.status, json.loads(refused.body)["error_code"]) == (400, 21335)
    assert one.ask(f"{WEIBO}/2/account/get_uid.json?access_token=another").status == 401


def test_pinned_posts_come_first_and_pages_reach_the_last() -> None:
    one = stage("微博", "weibo_mobile")
    posts = crowded(one)
    acts.pinned(one.world, one.account)
    uid = one.account.handle
    assert one.json(INDEX, type="uid", value=uid)["data"]["userInfo"]["statuses_count"] == len(posts)
    asked: dict[str, object] = {"type": "uid", "value": uid, "containerid": f"107603{uid}"}
    shown: list[dict[str, object]] = []
    for _ in range(20):
        told = one.json(INDEX, **asked)["data"]
        shown += [card["mblog"] for card in told["cards"]]
        if "since_id" not in told["cardlistInfo"]:
            break
        asked["since_id"] = told["cardlistInfo"]["since_id"]
    assert shown[0]["isTop"] == 1
    assert [blog["idstr"] for blog in shown] == [
        weibo_id(one.account.posts[0]),
        *(weibo_id(post) for post in one.account.posts[1:]),
    ]
    assert len(shown) == len(posts) > 30


def test_a_long_text_is_cut_and_told_when_asked_for() -> None:
    one = stage("微博", "weibo_mobile")
    post = one.account.posts[0]
    post.text = "很长的一段文字。" * 40
    told = one.json(INDEX, type="uid", value=one.account.handle, containerid=f"107603{one.account.handle}")
    blog = told["data"]["cards"][0]["mblog"]
    assert blog["isLongText"]
    assert len(blog["text"]) < 160
    whole = one.json(f"{MOBILE}/statuses/extend", id=blog["id"])["data"]["longTextContent"]
    assert whole.endswith(post.text)
    assert one.json(f"{MOBILE}/statuses/extend", id=1)["ok"] == 0


def test_a_visitor_without_the_cookie_is_refused() -> None:
    one = stage("微博", "weibo_mobile", variable="COOKIE")
    asked = {"type": "uid", "value": one.account.handle}
    assert one.json(INDEX, **asked)["ok"] == -100
    let_in = one.ask(INDEX, b"", {"cookie": one.secret("weibo_mobile")}, **asked)
    assert json.loads(let_in.body)["ok"] == 1


@pytest.mark.parametrize(
    ("state", "words"), [("cancelled", "用户自行申请关闭"), ("banned", "被投诉违反"), ("normal", "")]
)
def test_only_the_other_page_says_why_nothing_is_here(state: str, words: str) -> None:
    one = stage("微博", "weibo_mobile", state=state, quirks={"weibo_mobile": "nothing here"})
    told = one.json(INDEX, type="uid", value=one.account.handle)
    assert (told["ok"], told["data"]["cards"]) == (0, [])
    reason = one.json(f"{MOBILE}/ajax/profile/info", uid=one.account.handle)["url"]
    assert words in reason
    assert ("msg=" in reason) == bool(words)


# --- 抖音, 快手 ---


def test_cursors_of_douyin_reach_the_last_and_ids_are_long() -> None:
    one = stage("抖音", "douyin_api")
    posts, own = crowded(one), {"access-token": token_for(one.account)}
    cursor, shown = "0", list[str]()
    for _ in range(20):
        answer = one.ask(DOUYIN, b"", own, open_id=one.account.handle, cursor=cursor, count=20)
        told = json.loads(answer.body)["data"]
        shown += [video["video_id"] for video in told["list"]]
        cursor = str(told["cursor"])
        if not told["has_more"]:
            break
    assert shown == [video_id(post) for post in posts]
    assert all(int(number) > 2**53 for number in shown)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"state": "cancelled"}, 28001045),
        ({"state": "banned"}, 28001046),
        ({"quirks": {"douyin_api": "private"}}, 28001047),
    ],
)
def test_douyin_has_codes_for_the_gone(told: dict[str, object], code: int) -> None:
    one = stage("抖音", "douyin_api", **told)
    own = {"access-token": token_for(one.account)}
    answer = json.loads(one.ask(DOUYIN, b"", own, open_id=one.account.handle).body)
    assert answer["data"]["error_code"] == answer["extra"]["error_code"] == code
    stranger = json.loads(one.ask(DOUYIN, open_id=one.account.handle).body)
    assert stranger["data"]["error_code"] == 28001003


def test_kuaishou_counts_in_milliseconds_and_ends_with_an_empty_page() -> None:
    one = stage("快手", "kuaishou", variable="KEY")
    posts = crowded(one)
    app, secret, refresh = one.secret("kuaishou").split(":")
    form = f"app_id={app}&app_secret={secret}&refresh_token={refresh}&grant_type=refresh_token".encode()
    granted = json.loads(one.ask(f"{KUAISHOU}/oauth2/refresh_token", form).body)
    own = {"app_id": app, "access_token": granted["access_token"]}
    assert one.json(f"{KUAISHOU}/openapi/photo/count", **own)["public_count"] == len(posts)
    shown: list[dict[str, int]] = []
    for _ in range(20):
        after = {"cursor": shown[-1]["photo_id"]} if shown else {}
        page = one.json(f"{KUAISHOU}/openapi/photo/list", count=25, **own, **after)["video_list"]
        shown += page
        if not page:
            break
    assert [row["create_time"] for row in shown] == [int(post.at.timestamp()) * 1000 for post in posts]
    assert one.json(f"{KUAISHOU}/openapi/photo/count?app_id={app}&access_token=x")["result"] == 100200102


# --- public pages ---


@pytest.mark.parametrize(
    ("platform", "source", "asked", "rows"),
    [
        (
            "今日头条",
            "toutiao",
            "/www.toutiao.com/api/pc/list/feed?category=profile_all&token={0}&a_bogus={1}",
            "data",
        ),
        (
            "抖音",
            "browser",
            "/www.douyin.com/aweme/v1/web/aweme/post/?sec_user_id={0}&a_bogus={1}",
            "aweme_list",
        ),
    ],
)
def test_a_wrong_signature_is_an_empty_list(platform: str, source: str, asked: str, rows: str) -> None:
    one = stage(platform, source)
    handle = one.account.handle
    for signature, count in ((handle[::-1][:24], len(one.account.posts[:18])), ("wrong", 0)):
        told = json.loads(one.ask(asked.format(handle, signature)).body)
        assert len(told[rows][:18]) == count
    one.account.state = "banned"
    path = {"toutiao": "/www.toutiao.com/c/user/token/", "browser": "/www.douyin.com/user/"}[source]
    assert "该账号已被封禁" in one.ask(f"{path}{handle}").body.decode()


def test_a_stream_moves_what_is_pinned_and_keeps_when_it_was_published() -> None:
    one = stage("今日头条", "toutiao")
    acts.pinned(one.world, one.account)
    handle = one.account.handle
    told = json.loads(
        one.ask(f"/www.toutiao.com/api/pc/list/feed?token={handle}&a_bogus={handle[::-1][:24]}").body
    )
    first, second = told["data"][:2]
    assert first["publish_time"] < second["publish_time"] < first["behot_time"]


def test_a_store_lists_an_app_or_nothing() -> None:
    one = stage("移动客户端", "app_store")
    told = one.json("/itunes.apple.com/lookup", id=one.account.handle, country="cn")
    assert [app["trackName"] for app in told["results"]] == ["澄岚民政"]
    assert one.json("/itunes.apple.com/lookup", id="1") == {"resultCount": 0, "results": []}


# --- all of them ---


def test_too_often_is_said_twice_with_the_seconds_to_wait() -> None:
    one = stage("移动客户端", "app_store", quirks={"app_store": base.TOO_OFTEN})
    answers = [one.ask("/itunes.apple.com/lookup", id=one.account.handle) for _ in range(4)]
    assert [answer.status for answer in answers] == [429, 429, 200, 200]
    assert answers[0].headers == (("Retry-After", "1"),)


def test_a_platform_answers_so_many_questions_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "_MOST", 3)
    one = stage("移动客户端", "app_store")
    assert [one.ask("/itunes.apple.com/lookup", id="1").status for _ in range(5)] == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("host", sorted(APIS))
def test_no_platform_minds_nonsense(host: str) -> None:
    """Whatever is asked: an answer, and none of them a server's error."""
    one = stage("微博", "weibo_mobile")
    for method, target, body in (
        ("GET", f"/{host}", b""), ("GET", f"/{host}/%FF%00?a=%&&=", b""), ("POST", f"/{host}/x?access_token=~~", b"[1]"),
        ("POST", f"/{host}/cgi-bin/stable_token", b"\xff{"), ("HEAD", f"/{host}/lookup?id=9" + "9" * 400, b""),
    ):  # fmt: skip
        answer = one.platforms.answer(method, target, body, {"cookie": "\x00", "access-token": ""})
        assert answer is not None
        assert answer.status < 500
    assert one.platforms.answer("GET", "/xxgk/index.html", b"", {}) is None


@pytest.mark.parametrize(
    ("hour", "day"),
    [(0, date(2026, 11, 20)), (7, date(2026, 11, 20)), (8, date(2026, 11, 22)), (23, date(2026, 11, 22))],
)
def test_before_the_figures_are_ready_an_earlier_day_is_shown(hour: int, day: date) -> None:
    assert shown_day(datetime(2026, 11, 22, hour, 59, tzinfo=ZONE)) == day
