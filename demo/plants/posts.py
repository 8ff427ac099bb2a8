"""Posts of accounts in which something can be planted: those whose words a visitor gets to see, not yet spoken for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.accounts.identity import post_address
from demo.accounts.register import ARTICLES
from demo.plants.scene import PostAt

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.plants.scene import Scene

_TELLING = (
    "feed",
    "weibo_api",
    "weibo_mobile",
    "douyin_api",
    "kuaishou",
    "wechat_page",
    "toutiao",
    "browser",
)
_NEWEST = 4  # posts of an account that are sure to be shown


def post(scene: Scene, *names: object) -> tuple[Account, Post, PostAt]:
    """One that shows its text, spoken for; and how the manifest calls it."""
    posts = {
        one: account
        for account in scene.world.accounts
        if account.speaks in _TELLING and not account.quirks.get(account.speaks)
        for one in _shown(scene, account)
    }
    drawn = scene.pick(posts, "post", *names)
    account = posts[drawn]

    def address() -> str:
        found = post_address(account, drawn, scene.world.base)
        assert found is not None, "only posts with an address are drawn"
        return found

    return account, drawn, PostAt(address)


def _shown(scene: Scene, account: Account) -> list[Post]:
    """The newest of its period that are not pinned; of articles that stand by their addresses in the register there are two.

    Of what is older nobody has to see more than how it begins.
    """
    most = ARTICLES if account.speaks == "wechat_page" else _NEWEST
    first = scene.as_of - timedelta(days=account.days - 1)
    newest = [one for one in account.shown(account.speaks) if not one.pinned][:most]
    return [one for one in newest if one.at.date() >= first]
