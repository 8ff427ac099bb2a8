"""www.toutiao.com: a public page, and the stream that its script loads. A wrong signature is an empty stream."""

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

_PAGE = 20
_STREAM = "/api/pc/list/feed"


@api
class Toutiao(ProfilePage):
    """头条号 as any visitor sees it."""

    host = "www.toutiao.com"
    source = "toutiao"
    stem = "/c/user/token/"

    def answer(self, asked: Asked) -> Answer:
        """The page, or its stream."""
        if asked.path.startswith(self.stem):
            return self.page(asked)
        account = self.by_handle(asked.query.get("token"))
        if asked.path != _STREAM or account is None:
            return NOT_FOUND
        if self.quirk(account) == "no such user":
            return said({"message": "success", "has_more": False, "data": None})
        posts = self.pinned_first(account) if self.signed(account, asked) else []
        rows = [self._row(account, post) for post in posts[:_PAGE]]
        return said({"message": "success", "has_more": len(posts) > _PAGE, "data": rows})

    def asks(self, account: Account) -> Iterator[dict[str, str]]:
        """One stream."""
        query = f"category=profile_all&token={account.handle}&max_behot_time=0&aid=24&app_name=toutiao_web"
        yield {"url": f"/{self.host}{_STREAM}?{query}", "rows": "data", "title": "title"}

    def _row(self, account: Account, post: Post) -> dict[str, Any]:
        """The stream moves an old piece that is pushed again: only `publish_time` is a publication."""
        pushed = self.now if post.pinned else post.at
        owner = {
            "name": account.called,
            "user_id": account.handle,
            "user_verified": True,
            "verified_content": account.body,
        }
        return {
            "id": video_id(post), "cell_type": 60, "title": post.title, "abstract": post.text,
            "publish_time": seconds(post.at), "behot_time": seconds(pushed), "is_original": True,
            "source": account.called, "is_stick": post.pinned, "user_info": owner,
            "url": f"https://www.toutiao.com/article/{video_id(post)}/",
        }  # fmt: skip
