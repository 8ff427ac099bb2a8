"""`wechat_page`: public article pages (mp.weixin.qq.com). An article proves life by its time, and nothing proves silence.

Several addresses may be written one after another, with `;` between them. A dead article says nothing of its account,
and an article that opens outweighs every page that says the account is gone. What each page means stands in
wechat_page.toml; how it is recognised, in wechat_article.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.items import Post, SourceOutcome
from crawler.pages.answer import Answer
from crawler.pages.charset import decode
from crawler.platforms import Brought, Reading, WebAsk, Window, source, told_apart
from crawler.platforms.marks import marks_of
from crawler.platforms.reach import believed
from crawler.platforms.values import said
from crawler.platforms.wechat_article import ANSWERS, WechatArticle, WechatPage, read_wechat_page
from rules.model import Account

NAME = "wechat_page"
_BETWEEN = re.compile(r"[;；,，|\s]+(?=https?://)")


@source(NAME, proves_silence=False, only=("wechat",))
def read_pages(account: Account, window: Window) -> Reading:
    """Ask for every address once."""
    written = account.url_for(NAME)
    assert written is not None, "the loader lets no article page pass without an address"
    looks = []
    for url in _BETWEEN.split(written)[: marks_of("wechat")["page"]["addresses"]]:
        brought = yield WebAsk(url)
        looks.append(parse(brought, url, account, window))
    return merged(looks)


def parse(brought: Brought, url: str, account: Account, window: Window) -> SourceOutcome:
    """One page as an outcome."""
    if brought.reason is not None:
        return SourceOutcome(brought.reason, told=brought.detail or "文章页面未能访问")
    html = decode(Answer(url, brought.body, headers={"content-type": brought.content_type}))[0]
    page = read_wechat_page(html, brought.location or url, window.zone)
    if page.article is None:
        return _note(page)
    return _article(page.article, url, account, window)


def merged(looks: Sequence[SourceOutcome]) -> SourceOutcome:
    """The outcomes of several pages: what opens outweighs the rest; else what is told of the account, else the first."""
    opened = [look for look in looks if look.posts]
    if len({look.platform_id for look in opened if look.platform_id}) > 1:
        names = "、".join(look.display_name or "" for look in opened)
        return said(ANSWERS.named("several-accounts"), names)
    dead = [look for look in looks if look.state != "unknown"]
    chosen = next((look for look in opened if look.reason is None), (opened or dead or looks)[0])
    told = "；".join(dict.fromkeys(look.told for look in looks if look.told))
    return replace(chosen, posts=told_apart(post for look in looks for post in look.posts), told=told)


def _note(page: WechatPage) -> SourceOutcome:
    """A page that is no article."""
    detail = f"{page.words}；迁往{page.moved_to}" if page.moved_to else page.words
    outcome = said(page.meaning, detail)
    return replace(outcome, state_told=detail) if page.meaning.state else outcome


def _article(article: WechatArticle, url: str, account: Account, window: Window) -> SourceOutcome:
    if _is_foreign(article, account.handle):
        return said(ANSWERS.named("foreign"), article.account or "")
    identity = article.original_id or article.biz
    known = SourceOutcome(None, display_name=article.account, platform_id=identity)
    published = believed(article.published, window)
    post = Post(
        article.key or url, article.title, url, published, article.precision,
        article.time_source if published else None, text=article.text, kind=article.kind,
    )  # fmt: skip
    return said(ANSWERS.named("article" if published else "untimed"), known=replace(known, posts=(post,)))


def _is_foreign(article: WechatArticle, handle: str | None) -> bool:
    """Whether the register's 账号ID, where it is an id that an article carries, is another account's."""
    carried = article.original_id if (handle or "").startswith("gh_") else article.biz
    comparable = handle is not None and (handle.startswith("gh_") or handle.endswith("="))
    return comparable and carried is not None and carried != handle
