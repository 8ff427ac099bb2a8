"""Public pages of accounts, whose script asks for the works: what the pages of 头条 and 抖音 have in common."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, ClassVar

from demo.apis.base import Api, Asked
from demo.odd import Answer
from demo.tables import data_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.media import Account

_SIGNED = 24
_BIO = "本账号为{body}官方账号，发布本地政务信息、办事指南和便民提示，欢迎关注、留言和转发。"
_GONE = {"cancelled": "该账号已注销", "banned": "该账号已被封禁"}


class ProfilePage(Api):
    """A page at `stem`/<id>, and the addresses that its script asks."""

    stem: ClassVar[str]
    platform: ClassVar[str]

    def page(self, asked: Asked) -> Answer:
        """The page, or the one sentence that is left of it."""
        account = self.by_handle(asked.path.removeprefix(self.stem).strip("/"))
        if account is None or account.state != "normal":
            words = _GONE[account.state] if account else "页面不存在"
            return _html(f"<p>{words}</p>", words)
        if self.quirk(account) == "verification":
            return _html("<p>请完成验证后继续访问</p><div id='captcha'>拖动滑块完成验证</div>", "安全验证")
        script = (
            f"var id = {json.dumps(account.handle)};\nvar asks = {json.dumps(list(self.asks(account)))};\n"
        )
        bio = (
            _BIO.format(body=account.body) * 6
        )  # a page with content, of which no single phrase says anything
        main = f"<h1>{escape(account.called)}</h1><p>{escape(bio)}</p><ul id='works'></ul>"
        return _html(f"{main}<script>\n{script}{data_text('profile_page.js')}</script>", account.called)

    def asks(self, account: Account) -> Iterator[dict[str, str]]:
        """What the page asks for: address, where the rows stand, what a row is called."""
        raise NotImplementedError

    def signed(self, account: Account, asked: Asked) -> bool:
        """Whether the page's own signature is there, and is accepted."""
        right = account.handle[::-1][:_SIGNED]
        return asked.query.get("a_bogus") == right and self.quirk(account) != "signature refused"


def _html(main: str, title: str) -> Answer:
    text = (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{escape(title)}</title></head>'
        f"<body>{main}</body></html>"
    )
    return Answer(200, text.encode(), "text/html; charset=utf-8")
