"""Posts of several sources, looks and sweeps: doubles are one, nothing is lost, nothing becomes younger."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from checks.merging import Shown, address_key, merged
from crawler.items import Post

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 10, 12, tzinfo=ZONE)
POST = Post("1", "寒潮提示", "https://weibo.example/1/A", NOON)
SHOWN = st.lists(
    st.builds(
        Shown,
        st.sampled_from(["weibo_api", "feed"]),
        st.builds(
            Post, st.sampled_from("123"), st.sampled_from(["甲", "乙", ""]), st.none() | st.sampled_from(["http://x/1", "https://x/2"]),
            st.none() | st.integers(0, 5).map(lambda days: NOON - timedelta(days=days)), deleted=st.booleans(), edited=st.booleans(),
        ),
    ),
    max_size=8,
)  # fmt: skip


def test_two_sources_of_one_post() -> None:
    other = Post(
        "x9", "寒潮提示", "http://weibo.example/1/A?from=page", NOON + timedelta(seconds=30), text="全文"
    )
    [post] = merged([Shown("feed", other), Shown("weibo_api", POST)])
    assert (post.published, post.text) == (NOON, "全文")


def test_the_same_title_on_one_day_is_one_post() -> None:
    again = Post("2", "寒潮提示", None, NOON + timedelta(hours=5))
    assert len(merged([Shown("wechat_api", POST), Shown("feed", again)])) == 1
    assert (
        len(
            merged(
                [Shown("wechat_api", POST), Shown("feed", replace(again, published=NOON + timedelta(days=7)))]
            )
        )
        == 2
    )


def test_an_equal_id_of_another_source_is_another_post() -> None:
    assert len(merged([Shown("weibo_api", POST), Shown("feed", Post("1", "招聘公告", None, NOON))])) == 2


def test_an_address_for_all_posts_merges_none() -> None:
    """A bridge that gives every post the account's own address, and shows one at a time."""
    home = "https://weibo.example/u/1"
    weeks = [
        Post(home, title, home, NOON - timedelta(days=7 * n)) for n, title in enumerate(("甲", "乙", "丙"))
    ]
    assert {post.published for post in merged(Shown("feed", post) for post in weeks)} == {
        post.published for post in weeks
    }


def test_an_edit_is_no_new_post() -> None:
    edited = replace(POST, title="寒潮提示（更新）", published=NOON + timedelta(days=9), edited=True)
    [post] = merged([Shown("weibo_api", POST), Shown("weibo_api", edited)])
    assert post.published == NOON or post.edited


def test_a_deleted_post_proves_its_day() -> None:
    [post] = merged([Shown("feed", POST), Shown("feed", replace(POST, deleted=True))])
    assert post.deleted
    assert post.published == NOON


def test_what_sharing_adds_to_an_address() -> None:
    plain = "https://mp.weixin.qq.com/s?__biz=MzA=&idx=1&mid=2"
    assert address_key(plain + "&chksm=abc&scene=27#rd") == address_key(plain.replace("https", "http"))
    assert address_key(plain) != address_key(plain.replace("idx=1", "idx=2"))


@given(SHOWN)
def test_no_day_is_invented_and_none_of_an_unedited_post_is_lost(shown: list[Shown]) -> None:
    found = merged(shown)
    days = {row.post.published for row in shown if row.post.published}
    assert {post.published for post in found if post.published} <= days
    assert bool(found) is bool(shown)
    if days:
        assert min(days) in {post.published for post in found}
    assert merged(reversed(shown)) is not None
    assert {post.published for post in merged(reversed(shown))} == {post.published for post in found}


@given(SHOWN)
def test_merging_again_changes_nothing(shown: list[Shown]) -> None:
    once = merged(Shown("feed", row.post) for row in shown)
    again = merged(Shown("feed", post) for post in once)
    assert {post.published for post in again} <= {post.published for post in once}
    assert len(again) <= len(once)
