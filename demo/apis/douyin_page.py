"""www.douyin.com: a public page, which asks who it shows and what they published. A wrong signature is an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.accounts.identity import video_id
from demo.apis.base import Asked, api, said, seconds
from demo.apis.profiles import ProfilePage
from demo.odd import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.media import Account, Post
    from demo.odd import Answer

_PAGE = 18
_USER, _WORKS = "/aweme/v1/web/user/profile/other/", "/aweme/v1/web/aweme/post/"


@api
class DouyinPage(ProfilePage):
    """抖音号 as any visitor sees it."""

    host = "www.douyin.com"
    source = "browser"
    stem = "/user/"

    def answer(self, asked: Asked) -> Answer:
        """The page, the user, the works."""
        if asked.path.startswith(self.stem):
            return self.page(asked)
        account = self.by_handle(asked.query.get("sec_user_id"))
        if account is None or asked.path not in (_USER, _WORKS):
            return NOT_FOUND
        if asked.path == _USER:
            user = {
                "sec_uid": account.handle,
                "nickname": account.called,
                "aweme_count": len(self.posts(account)),
            }
            return said({"status_code": 0, "user": user})
        posts = self.pinned_first(account)[:_PAGE] if self.signed(account, asked) else []
        works = [self._work(account, post) for post in posts]
        return said({"status_code": 0, "min_cursor": 0, "max_cursor": 0, "has_more": 0, "aweme_list": works})

    def asks(self, account: Account) -> Iterator[dict[str, str]]:
        """Two questions."""
        yield {"url": f"/{self.host}{_USER}?sec_user_id={account.handle}"}
        query = f"sec_user_id={account.handle}&max_cursor=0&count={_PAGE}"
        yield {"url": f"/{self.host}{_WORKS}?{query}", "rows": "aweme_list", "title": "desc"}

    def _work(self, account: Account, post: Post) -> dict[str, Any]:
        return {
            "aweme_id": video_id(post), "desc": f"{post.title} {post.text}", "create_time": seconds(post.at),
            "is_top": int(post.pinned), "author": {"sec_uid": account.handle, "nickname": account.called},
            "status": {"is_delete": False, "is_private": False}, "statistics": {"digg_count": post.serial % 80},
        }  # fmt: skip
