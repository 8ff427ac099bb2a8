"""open.douyin.com: the videos of an account that authorised the office, cursor by cursor. Errors come with 200."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.accounts.identity import token_for, video_id
from demo.apis.base import SLOW_DOWN, Api, Asked, api, said, seconds
from demo.odd import NOT_FOUND

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.odd import Answer

_PAGE = 20
_GONE = {"cancelled": (28001045, "用户已注销"), "banned": (28001046, "用户已被封禁")}
_ERRORS = {
    "private": (28001047, "该用户为私密用户"),
    "not authorised": (28001012, "用户未授权该api"),
    "quota used up": (28003017, "quota已用完"),
    "risk control": (28001052, "请求被风控"),
    "service busy": (28001005, "系统繁忙，此时请开发者稍候再试"),
}


@api
class Douyin(Api):
    """The open platform. Every account's token is its own."""

    host = "open.douyin.com"
    source = "douyin_api"

    def answer(self, asked: Asked) -> Answer:
        """One question only."""
        if asked.path != "/api/douyin/v1/video/video_list/":
            return NOT_FOUND
        account = self.by_handle(asked.query.get("open_id"))
        if account is None or asked.headers.get("access-token") != token_for(account):
            return self._error(28001003, "access_token无效")
        if account.state != "normal":
            return self._error(*_GONE[account.state])
        if self.quirk(account) in _ERRORS:
            return self._error(*_ERRORS[self.quirk(account)])
        return SLOW_DOWN if self.too_often(account) else self._list(account, asked)

    def _list(self, account: Account, asked: Asked) -> Answer:
        """Newest first, pinned ones before all; the cursor is the time of the last one shown, in milliseconds."""
        cursor, most = asked.number("cursor", 0), min(asked.number("count", 10), _PAGE)
        posts = self.pinned_first(account)
        places = [index for index, post in enumerate(posts) if seconds(post.at) * 1000 == cursor]
        first = places[0] + 1 if places else 0
        page = posts[first : first + most]
        return self._said(
            error_code=0, has_more=first + most < len(posts), cursor=seconds(page[-1].at) * 1000 if page else 0,
            list=[self._video(account, post) for post in page],
        )  # fmt: skip

    def _video(self, account: Account, post: Post) -> dict[str, Any]:
        hidden = self.quirk(account) == "newest in review" and post is self.posts(account)[0]
        created = seconds(post.at) * (1000 if self.quirk(account) == "milliseconds" else 1)
        return {
            "item_id": f"@9V{post.serial:x}==", "video_id": video_id(post), "title": f"{post.title} {post.text}",
            "cover": "", "create_time": created, "is_reviewed": not hidden, "is_top": post.pinned,
            "video_status": 4 if hidden else 5, "media_type": 4,
            "share_url": f"https://www.iesdouyin.com/share/video/{video_id(post)}/",
            "statistics": {"digg_count": post.serial % 90, "comment_count": 0, "play_count": post.serial % 9000},
        }  # fmt: skip

    def _error(self, code: int, words: str) -> Answer:
        return self._said(error_code=code, description=words)

    def _said(self, **data: object) -> Answer:
        extra = {"error_code": data["error_code"], "description": data.get("description", ""), "sub_error_code": 0,
                 "logid": "20261122demo", "now": seconds(self.now) * 1000}  # fmt: skip
        return said({"data": {"description": "", **data}, "extra": extra})
