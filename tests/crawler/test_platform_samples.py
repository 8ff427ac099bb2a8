"""Payloads in the observed shapes that somebody else wrote down, read by the sources of public pages and stores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.items import Reason, SourceOutcome
from crawler.platforms import Brought, Loaded, Window
from crawler.platforms.answers import load_answers
from crawler.platforms.app_store import parse as parse_store
from crawler.platforms.kuaishou import parse_page
from crawler.platforms.reach import Listed
from crawler.profiles.page import parse as parse_profile
from crawler.profiles.readers import Whose

Sample = Callable[[str], Path]
ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
THEN = datetime(2026, 11, 18, 10, 16, 5, tzinfo=ZONE)
WINDOW = Window(DAY - timedelta(days=14), DAY, ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))
TOUTIAO = "/api/pc/list/feed?category=profile_all&token=MS4wLjABEXAMPLE"
DOUYIN = "/aweme/v1/web/aweme/post/?sec_user_id=MS4wLjABEXAMPLE"
UID = "2000000001"
LIST, PROFILE = (
    f"/api/container/getIndex?type=uid&value={UID}&containerid=107603{UID}",
    f"/ajax/profile/info?uid={UID}",
)


def shown(shared: Sample, platform: str, own: str, **files: str) -> SourceOutcome:
    """A page of an account that loads some samples: their names by address."""
    loaded = tuple(
        Loaded(f"https://x.example{url}", 200, shared(f"newmedia/{file}.json").read_bytes())
        for file, url in files.items()
    )
    source = "toutiao" if platform == "toutiao" else "browser"
    return parse_profile(
        Brought(status=200, loaded=loaded),
        platform,
        Whose(frozenset({own}), "示例区发布"),
        load_answers(source),
        WINDOW,
    )


def test_a_stream_of_toutiao(shared: Sample) -> None:
    told = shown(shared, "toutiao", "MS4wLjABEXAMPLE", toutiao_profile_feed=TOUTIAO)
    assert [(post.id, post.published, post.kind) for post in told.posts] == [
        ("7570000000000000001", THEN, "original")
    ]
    assert shown(shared, "toutiao", "MS4wLjABother", toutiao_profile_feed=TOUTIAO).posts == ()


def test_a_bad_signature_of_douyin(shared: Sample) -> None:
    told = shown(shared, "douyin", "MS4wLjABEXAMPLE", douyin_web_bad_signature=DOUYIN)
    assert (told.reason, told.answer, told.covered) == (Reason.EMPTY_UNPROVEN, "empty-list", None)


def test_a_session_that_is_none(shared: Sample) -> None:
    assert (
        shown(shared, "douyin", "x", douyin_creator_not_logged_in="/aweme/v1/web/aweme/post/").answer
        == "login-wall"
    )
    assert shown(shared, "weibo", UID, weibo_cookie_expired=LIST).answer == "login-wall"


def test_an_account_of_weibo_that_is_gone(shared: Sample) -> None:
    told = shown(shared, "weibo", UID, weibo_pc_account_gone=PROFILE)
    assert (told.state, told.reason, told.posts) == ("cancelled", None, ())
    assert "该账号因用户自行申请关闭" in told.state_told


def test_a_list_of_weibo_without_authors_is_nobodys(shared: Sample) -> None:
    """The sample's posts name no author: on a page they are not believed, whatever its address."""
    told = shown(shared, "weibo", UID, weibo_getindex_list=LIST)
    assert (told.posts, told.answer) == ((), "other-account")


@pytest.mark.parametrize(
    ("name", "answer"), [("itunes_lookup", "listed"), ("itunes_lookup_absent", "not-in-store")]
)
def test_a_store(name: str, answer: str, shared: Sample) -> None:
    told = parse_store(Brought(status=200, body=shared(f"newmedia/{name}.json").read_bytes()), "1500000000")
    assert (told.answer, told.posts, told.covered) == (answer, (), None)


def test_a_list_of_kuaishou(shared: Sample) -> None:
    page = parse_page(
        Brought(status=200, body=shared("newmedia/kuaishou_open_photo_list.json").read_bytes()), WINDOW
    )
    assert isinstance(page, Listed)
    assert [(post.id, post.published) for post in page.posts] == [("3xexampleid", THEN)]
    assert (page.cursor, page.strange) == ("3xexampleid", 0)
