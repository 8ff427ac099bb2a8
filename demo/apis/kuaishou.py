"""open.kuaishou.com: a token from the refresh token, the user, the count of public videos, the list. Times are milliseconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.accounts.identity import photo_id, secret_of
from demo.apis.base import SLOW_DOWN, Api, Asked, api, said, seconds
from demo.chance import stream
from demo.odd import NOT_FOUND

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.odd import Answer

_ERRORS = {
    "authorisation expired": (100200110, "refresh token expired"),
    "authorisation missing": (100200106, "access denied"),
}
_LATER = {
    "too many": (100200410, "request too frequently"),
    "no such user": (400000, "user resource not found"),
}


@api
class Kuaishou(Api):
    """The open platform. What it answers is good where `result` is 1."""

    host = "open.kuaishou.com"
    source = "kuaishou"

    def answer(self, asked: Asked) -> Answer:
        """A token first, then three questions in its name."""
        if asked.path == "/oauth2/refresh_token":
            return self._token(asked.form())
        account = self._holder(asked.query)
        if account is None:
            return _error(100200102, "access token is invalid")
        return SLOW_DOWN if self.too_often(account) else self._about(account, asked)

    def _about(self, account: Account, asked: Asked) -> Answer:
        if self.quirk(account) in _LATER:
            return _error(*_LATER[self.quirk(account)])
        match asked.path:
            case "/openapi/user_info":
                user = {"name": account.called, "sex": "N", "fan": 1200, "head": ""}
                return said({"result": 1, "user_info": user})
            case "/openapi/photo/count":
                fewer = self.quirk(account) == "more than public"
                total = len(self.posts(account))
                return said(
                    {"result": 1, "public_count": total - 2 * fewer, "private_count": 0, "all_count": total}
                )
            case "/openapi/photo/list":
                return said({"result": 1, "video_list": self._list(account, asked)})
        return NOT_FOUND

    def _token(self, form: dict[str, str]) -> Answer:
        told = ":".join(form.get(name, "") for name in ("app_id", "app_secret", "refresh_token"))
        account = next(
            (one for one in self.accounts if secret_of(self.world, one, self.source) == told), None
        )
        if account is None:
            return _error(100200105, "refresh token is invalid")
        if self.quirk(account) in _ERRORS:
            return _error(*_ERRORS[self.quirk(account)])
        return said(
            {
                "result": 1, "access_token": self._token_of(account), "expires_in": 172800,
                "refresh_token": form["refresh_token"], "refresh_token_expires_in": 15552000,
                "scopes": ["user_info", "user_video_info"], "open_id": f"f18{account.handle}",
            }
        )  # fmt: skip

    def _token_of(self, account: Account) -> str:
        return "ChFvYXV0aC5h" + stream(self.world.seed, "token", account.code).randbytes(40).hex()

    def _holder(self, query: Any) -> Account | None:  # noqa: ANN401
        """Whose token it is, in the name of the right application."""
        for account in self.accounts:
            application = secret_of(self.world, account, self.source).partition(":")[0]
            if (query.get("access_token"), query.get("app_id")) == (self._token_of(account), application):
                return account
        return None

    def _list(self, account: Account, asked: Asked) -> list[dict[str, Any]]:
        """From the video after the cursor's on; an empty list is the end."""
        posts, count = self.posts(account), min(asked.number("count", 20), 200)
        ids = [photo_id(post) for post in posts]
        cursor = asked.query.get("cursor")
        first = ids.index(cursor) + 1 if cursor in ids else 0
        return [self._video(account, post) for post in posts[first : first + count]]

    def _video(self, account: Account, post: Post) -> dict[str, Any]:
        waits = self.quirk(account) == "newest in review" and post is self.posts(account)[0]
        return {
            "photo_id": photo_id(post), "caption": f"{post.title} {post.text}", "cover": "", "play_url": "",
            "create_time": seconds(post.at) * 1000, "like_count": post.serial % 60, "comment_count": 0,
            "view_count": post.serial % 4000, "pending": waits,
        }  # fmt: skip


def _error(code: int, words: str) -> Answer:
    return said({"result": code, "error": "failed", "error_msg": words})
