"""api.weixin.qq.com: tokens, the account, published items day by day, the list of free publications. Errors come with 200."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from demo.accounts.identity import STATISTICS_SINCE, article_url, message_id, secret_of
from demo.apis.base import SLOW_DOWN, Api, Asked, api, said, seconds
from demo.chance import stream
from demo.odd import NOT_FOUND

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.odd import Answer
    from demo.world import World

_LIVES = 4  # questions after which a token dies early, where it does
_LATE = 3  # days whose figures are late, where they are
_EDITED = timedelta(days=2)
_PAGE = 20

_AT_TOKEN = {
    "wrong secret": (40125, "invalid appsecret"),
    "address not listed": (40164, "invalid ip 10.20.30.40 ipv6 ::ffff:10.20.30.40, not in whitelist"),
}
_AT_DAY = {
    "no privilege": (48001, "api unauthorized"),
    "limit reached": (45009, "reach max api daily quota limit"),
    "restricted": (50002, "user limited"),
}


@api
class Wechat(Api):
    """The interface of 公众号, as their own developers may ask it."""

    host = "api.weixin.qq.com"
    source = "wechat_api"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._tokens: dict[str, tuple[Account, int]] = {}  # whose it is, and which one

    def answer(self, asked: Asked) -> Answer:
        """Every question is a POST; all but the first carry a token."""
        if asked.method != "POST":
            return _error(43002, "require POST method")
        if asked.path == "/cgi-bin/stable_token":
            return self._token(asked.json())
        account = self._holder(asked.query.get("access_token", ""))
        if isinstance(account, tuple):
            return _error(*account)
        return SLOW_DOWN if self.too_often(account) else self._about(account, asked)

    def _about(self, account: Account, asked: Asked) -> Answer:
        match asked.path:
            case "/cgi-bin/account/getaccountbasicinfo":
                return self._profile(account)
            case "/datacube/getarticletotaldetail":
                return self._day(account, asked.json())
            case "/cgi-bin/freepublish/batchget":
                return self._free(account, asked.json())
        return NOT_FOUND

    # --- tokens ---

    def _token(self, wanted: dict[str, Any]) -> Answer:
        account = self.by_handle(str(wanted.get("appid")))
        if account is None:
            return _error(40013, "invalid appid")
        right = f"{wanted.get('appid')}:{wanted.get('secret')}" == secret_of(self.world, account, self.source)
        if not right or self.quirk(account) in _AT_TOKEN:
            return _error(*_AT_TOKEN.get(self.quirk(account), _AT_TOKEN["wrong secret"]))
        number = self._number(account)
        token = f"{80 + number}_{stream(self.world.seed, 'token', account.code, number).randbytes(60).hex()}"
        self._tokens[token] = account, number
        return said({"access_token": token, "expires_in": 7200})

    def _number(self, account: Account) -> int:
        """Which token is in force: a stable token stays the same until it dies."""
        return 2 if self._died(account, 1) else 1

    def _died(self, account: Account, number: int) -> bool:
        early = self.quirk(account) == "token dies early" and number == 1
        return early and self._times[f"used/{account.code}"] >= _LIVES

    def _holder(self, token: str) -> Account | tuple[int, str]:
        """Whose token it is, or why it is not accepted."""
        account, number = self._tokens.get(token, (None, 0))
        if account is None:
            return 40001, "invalid credential, access_token is invalid or not latest"
        if self._died(account, number):
            return 42001, "access_token expired"
        self.times("used", account.code)
        return account

    # --- what is asked with a token ---

    def _profile(self, account: Account) -> Answer:
        if self.quirk(account) == "profile hidden":
            return _error(48001, "api unauthorized")
        verified = {"qualification_verify": True, "naming_verify": True, "annual_review": True}
        return said(
            {
                "errcode": 0, "errmsg": "ok", "appid": account.handle, "account_type": 1, "principal_type": 1,
                "principal_name": account.body, "realname_status": 1, "wx_verify_info": verified,
                "nickname": account.called, "nickname_info": {"nickname": account.called, "modify_used_count": 0},
            }
        )  # fmt: skip

    def _day(self, account: Account, wanted: dict[str, Any]) -> Answer:
        quirk = self.quirk(account)
        if quirk in _AT_DAY:
            return _error(*_AT_DAY[quirk])
        if quirk == "busy once" and self.times("day", account.code) == 1:
            return _error(-1, "system error")
        try:
            first, last = (date.fromisoformat(wanted[name]) for name in ("begin_date", "end_date"))
        except (KeyError, TypeError, ValueError):
            return _error(61500, "date format error")
        if first != last or not STATISTICS_SINCE <= first <= self.world.as_of:
            return _error(61501, "date range error")
        late = quirk == "figures late" and first > self.world.as_of - timedelta(days=_LATE + 1)
        shown = [] if late else [post for post in self.posts(account) if post.at.date() == first]
        if quirk == "days beyond":  # some accounts are told the days after the one that was asked for as well
            beyond = first + timedelta(days=5)
            shown = [post for post in self.posts(account) if first <= post.at.date() <= beyond]
        return said({"list": [self._item(account, post) for post in shown], "is_delay": late})

    def _item(self, account: Account, post: Post) -> dict[str, Any]:
        day = post.at.date().isoformat()
        detail = {"stat_date": day, "read_user": post.serial % 700, "share_user": post.serial % 13}
        return {
            "ref_date": day, "msgid": message_id(post), "publish_type": int(not self._sent(account, post)),
            "detail_list": [detail],
        }  # fmt: skip

    def _sent(self, account: Account, post: Post) -> bool:
        """Whether it was sent to all followers: then the list of free publications lacks it."""
        return self.quirk(account) == "sent to all" or post.serial % 4 == 0

    def _free(self, account: Account, wanted: dict[str, Any]) -> Answer:
        posts = [post for post in self.posts(account) if not self._sent(account, post)]
        first, most = (wanted.get(name) for name in ("offset", "count"))
        if not isinstance(first, int) or not isinstance(most, int) or not 1 <= most <= _PAGE:
            return _error(40097, "invalid args")
        items = [self._publication(account, post, edited=post is posts[-1]) for post in posts]
        page = items[first : first + most]
        return said({"total_count": len(items), "item_count": len(page), "item": page})

    def _publication(self, account: Account, post: Post, *, edited: bool) -> dict[str, Any]:
        touched = seconds(post.at)
        if edited and self.quirk(account) == "old article edited":
            touched = seconds(self.now - _EDITED)
        news = {
            "title": post.title, "author": account.unit.short, "digest": "", "content": "", "content_source_url": "",
            "thumb_media_id": f"m{post.serial}", "show_cover_pic": 0, "need_open_comment": 0, "only_fans_can_comment": 0,
            "url": article_url(account, post), "is_deleted": False,
        }  # fmt: skip
        content = {"news_item": [news], "create_time": seconds(post.at), "update_time": touched}
        return {"article_id": f"a{post.serial:x}", "content": content, "update_time": touched}


def _error(code: int, words: str) -> Answer:
    return said({"errcode": code, "errmsg": f"{words} rid: 6920de00-demo"})
