"""m.weibo.cn: the profile, then the list that it names, pinned posts first; and what the page for PCs says of the gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from demo.accounts.identity import bid_of, secret_of, weibo_id
from demo.apis.base import SLOW_DOWN, Api, Asked, api, said
from demo.apis.weibo import status, user, whole
from demo.odd import NOT_FOUND, Answer

if TYPE_CHECKING:
    from demo.media import Account, Post

_PAGE = 10
_GONE = {
    "cancelled": "该账号因用户自行申请关闭，现已无法查看。查看帮助",
    "banned": "该账号因被投诉违反法律法规和《微博社区公约》的相关规定，现已无法查看。查看帮助",
}
_NOTHING = {"ok": 0, "msg": "这里还没有内容", "data": {"cards": []}}
_VISITOR = (("Location", "https://passport.weibo.com/visitor/visitor?entry=miniblog&a=enter"),)
_PASSPORT = "https://passport.weibo.com/sso/signin?entry=wapsso&source=wapssowb"


@api
class WeiboMobile(Api):
    """What a visitor is shown."""

    host = "m.weibo.cn"
    source = "weibo_mobile"

    def answer(self, asked: Asked) -> Answer:
        """Profile, list, long text; a user that is gone is nothing here, and some words on the other page."""
        if asked.path == "/statuses/extend":
            return self._whole(asked)
        pc = asked.path == "/ajax/profile/info"
        account = self.by_handle(asked.query.get("uid" if pc else "value"))
        if pc:
            return self._on_pc(account)
        if asked.path != "/api/container/getIndex":
            return NOT_FOUND
        if account is None or account.state != "normal" or self.quirk(account) == "nothing here":
            return said(_NOTHING)
        return self._refused(account, asked) or (
            self._list(account, asked) if "containerid" in asked.query else said(self._profile(account))
        )

    def _refused(self, account: Account, asked: Asked) -> Answer | None:
        """Whom the platform takes for a robot, or for nobody."""
        quirk = self.quirk(account)
        secret = secret_of(self.world, account, self.source)
        if quirk == "taken for a robot":
            return Answer(432, b"", "text/html")
        if quirk == "sent to the passport":
            return Answer(302, b"", "text/html", headers=_VISITOR)
        if quirk == "visitor refused" or (secret and asked.headers.get("cookie") != secret):
            return said({"ok": -100, "url": _PASSPORT})
        return SLOW_DOWN if self.too_often(account) else None

    def _profile(self, account: Account) -> dict[str, Any]:
        more = 3 if self.quirk(account) == "totals disagree" else 0
        info = {
            **user(account),
            "statuses_count": len(self.posts(account)) + more,
            "followers_count": "1.2万",
        }
        tabs = [
            {"tab_type": "profile", "containerid": f"230283{account.handle}"},
            {"tab_type": "weibo", "containerid": _list_of(account)},
        ]
        return {"ok": 1, "data": {"userInfo": info, "tabsInfo": {"tabs": tabs}}}

    def _list(self, account: Account, asked: Asked) -> Answer:
        if asked.query.get("containerid") != _list_of(account):
            return said(_NOTHING)
        posts, after = self.pinned_first(account), asked.query.get("since_id")
        ids = [weibo_id(post) for post in posts]
        first = ids.index(after) + 1 if after in ids else 0
        page = posts[first : first + _PAGE]
        if not page:
            return said(_NOTHING)
        head: dict[str, Any] = {"containerid": _list_of(account), "total": len(posts)}
        if first + _PAGE < len(posts):
            head["since_id"] = int(weibo_id(page[-1]))
        return said(
            {"ok": 1, "data": {"cardlistInfo": head, "cards": [_card(account, post) for post in page]}}
        )

    def _whole(self, asked: Asked) -> Answer:
        wanted = asked.query.get("id")
        posts = (post for account in self.accounts for post in self.posts(account))
        found = next((post for post in posts if weibo_id(post) == wanted), None)
        return said(
            {"ok": 1, "data": {"longTextContent": whole(found)}}
            if found
            else {"ok": 0, "msg": "打开微博失败"}
        )

    def _on_pc(self, account: Account | None) -> Answer:
        if account is not None and account.state != "normal":
            url = f"https://weibo.com/sorry?usernotexists&msg={_GONE[account.state]}"
            return said({"ok": 0, "error_type": "link", "url": url})
        return said({"ok": 0, "error_type": "link", "url": "https://weibo.com/sorry?usernotexists"})


def _list_of(account: Account) -> str:
    return f"107603{account.handle}"


def _card(account: Account, post: Post) -> dict[str, Any]:
    marks = {"isTop": 1, "title": {"text": "置顶", "base_color": 1}} if post.pinned else {}
    blog = {
        **status(account, post, cut=True),
        "bid": bid_of(post),
        "visible": {"type": 0, "list_id": 0},
        **marks,
    }
    return {"card_type": 9, "profile_type_id": "proweibotop_" if post.pinned else "proweibo_", "mblog": blog}
