"""api.weibo.com: whose token it is, the user, the user's own posts. Errors come with their HTTP status and a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.accounts.identity import bid_of, secret_of, weibo_id
from demo.apis.base import SLOW_DOWN, Api, Asked, api, english, said
from demo.odd import NOT_FOUND

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.odd import Answer

_ERRORS = {
    "token expired": (403, 21327, "expired_token"),
    "authorisation revoked": (403, 21330, "access_denied"),
    "too many in an hour": (403, 10023, "User requests out of rate limit!"),
}
_ELSEWHERE = "9900000001"  # a user that is in no register
_LONG = 140


@api
class Weibo(Api):
    """The open platform: a token opens the posts of its own user, and of nobody else."""

    host = "api.weibo.com"
    source = "weibo_api"

    def answer(self, asked: Asked) -> Answer:
        """Every question carries a token."""
        token = asked.query.get("access_token", "")
        account = next(
            (one for one in self.accounts if token and secret_of(self.world, one, self.source) == token), None
        )
        if account is None:
            return _error(asked, 401, 21332, "invalid_access_token")
        if self.quirk(account) in _ERRORS:
            return _error(asked, *_ERRORS[self.quirk(account)])
        return SLOW_DOWN if self.too_often(account) else self._about(account, asked)

    def _about(self, account: Account, asked: Asked) -> Answer:
        owner = _ELSEWHERE if self.quirk(account) == "token of another" else account.handle
        if asked.path == "/2/account/get_uid.json":
            return said({"uid": int(owner)})
        if asked.query.get("uid") != owner:
            return _error(asked, 400, 21335, "request uid's value must be the current user")
        match asked.path:
            case "/2/users/show.json":
                return said(self._user(account))
            case "/2/statuses/user_timeline.json":
                return self._posts(account, asked)
        return NOT_FOUND

    def _user(self, account: Account) -> dict[str, Any]:
        posts = self.posts(account)
        newest = {"status": status(account, posts[0])} if posts else {}
        return {
            **user(account),
            "statuses_count": len(posts),
            "created_at": "Mon Mar 05 09:00:00 +0800 2018",
            **newest,
        }

    def _posts(self, account: Account, asked: Asked) -> Answer:
        posts, count = self.posts(account), min(asked.number("count", 20), 100)
        first = (max(1, asked.number("page", 1)) - 1) * count
        rows = [
            {**status(account, post), "user": user(account), **self._visible(account, post)}
            for post in posts[first : first + count]
        ]
        return said({"statuses": rows, "total_number": len(posts), "previous_cursor": 0, "next_cursor": 0})

    def _visible(self, account: Account, post: Post) -> dict[str, Any]:
        """The newest may be for followers only."""
        limited = self.quirk(account) == "newest for followers" and post is self.posts(account)[0]
        return {"visible": {"type": 10 if limited else 0, "list_id": 0}}


def user(account: Account) -> dict[str, Any]:
    """A user as posts and profiles carry it."""
    return {
        "id": int(account.handle), "idstr": account.handle, "screen_name": account.called, "name": account.called,
        "verified": True, "verified_type": 1, "verified_reason": f"{account.body}官方微博",
    }  # fmt: skip


def status(account: Account, post: Post, *, cut: bool = False) -> dict[str, Any]:
    """A post. `cut`: a long text ends early, as on the mobile page."""
    text = f"【{post.title}】{post.text}"
    long = len(text) > _LONG
    return {
        "id": int(weibo_id(post)), "idstr": weibo_id(post), "mid": weibo_id(post), "mblogid": bid_of(post),
        "created_at": english(post.at), "text": f"{text[:_LONG]}...全文" if cut and long else text,
        "source": "微博网页版", "isLongText": cut and long, "user": user(account),
    }  # fmt: skip


def whole(post: Post) -> str:
    """The whole text of a post."""
    return f"【{post.title}】{post.text}"


def _error(asked: Asked, status_: int, code: int, words: str) -> Answer:
    return said({"request": asked.path, "error_code": code, "error": words}, status_)
