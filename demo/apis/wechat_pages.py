"""mp.weixin.qq.com: article pages under short addresses, and the platform's notes in their place."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

from demo.accounts.identity import biz_of, original_of, short_of
from demo.apis.base import SLOW_DOWN, Api, Asked, api, seconds
from demo.odd import NOT_FOUND, Answer

if TYPE_CHECKING:
    from demo.media import Account, Post

_NOTES = {
    "cancelled": "此帐号已自主注销，内容无法查看",
    "banned": "此帐号已被屏蔽, 内容无法查看",
    "deleted": "该内容已被发布者删除",
    "violation": "此内容因违规无法查看",
    "verification": "环境异常 当前环境异常，完成验证后即可继续访问。去验证",
}
_NEIGHBOUR = "邻区融媒"  # whose article every page recommends


@api
class WechatPages(Api):
    """What stands behind the links that an office copied."""

    host = "mp.weixin.qq.com"
    source = "wechat_page"

    def answer(self, asked: Asked) -> Answer:
        """An article by its short address."""
        short = asked.path.removeprefix("/s/")
        for account in self.accounts:
            posts = self.posts(account)
            found = next((post for post in posts if short_of(account, post) == short), None)
            if found is not None:
                return self._page(account, found, newest=found is posts[0])
        return NOT_FOUND

    def _page(self, account: Account, post: Post, *, newest: bool) -> Answer:
        """`deleted` and `violation` strike the newest article, everything else all of the account."""
        quirk = self.quirk(account)
        if account.state != "normal":
            return _note(_NOTES[account.state])
        if quirk == "verification" or (newest and quirk in _NOTES):
            return _note(_NOTES[quirk])
        return SLOW_DOWN if self.too_often(account) else Answer(200, _article(account, post).encode())


def _note(words: str) -> Answer:
    text = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body><div class="weui-msg">'
        f'<h2 class="weui-msg__title">{escape(words)}</h2></div></body></html>'
    )
    return Answer(200, text.encode())


def _article(account: Account, post: Post) -> str:
    """The article, its facts in a script, and a recommended article of somebody else with the same words in it."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in post.text.splitlines())
    facts = {
        "user_name": original_of(account), "nick_name": account.called, "title": post.title,
        "bizuin": biz_of(account), "mid": str(post.serial % 10**10), "idx": "1", "item_show_type": "0",
        "create_time": f"{post.at:%Y-%m-%d %H:%M}", "ori_create_time": str(seconds(post.at)),
    }  # fmt: skip
    lines = ",\n".join(f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    other = f'<div class="rec"><a href="#">{_NEIGHBOUR}</a><span>create_time: "2019-01-01 08:00"</span></div>'
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{escape(post.title)}">
<title>{escape(post.title)}</title></head><body><div id="js_article"><h1 id="activity-name">{escape(post.title)}</h1>
<a id="js_name">{escape(account.called)}</a><em id="publish_time"></em>
<div id="js_content">{paragraphs}</div></div>{other}
<script>
window.cgiDataNew = {{
{lines}
}};
var ct = "{seconds(post.at)}";
</script></body></html>
"""
