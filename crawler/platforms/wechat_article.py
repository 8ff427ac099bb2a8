"""A WeChat article page: what kind of page it is, and what an article says. Pure; other rooms may ask it about links.

An article has exactly one element `js_article`. Anything else is told by the platform's own words, which are looked
for in its notes alone: an article about cancelled accounts contains the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser

from crawler.pages.taming import tamed
from crawler.platforms import text_of, trusted
from crawler.platforms.answers import Meaning, load_answers
from crawler.platforms.marks import marks_of
from crawler.platforms.values import moment_of
from crawler.platforms.wechat_script import Assigned, assigned

ANSWERS = load_answers("wechat_page")
_MARKS = marks_of("wechat")["page"]
_CHINA = ZoneInfo("Asia/Shanghai")
_TARGET = re.compile(r"transfer_?target_?link\s*=\s*(['\"])(https?://[^'\"\s]{1,500})\1", re.IGNORECASE)
_KINDS: dict[str, Literal["original", "repost"]] = {"2": "repost", "11": "original"}
_HIDDEN = 'script, style, noscript, template, [aria-hidden="true"], [style*="display:none"], [hidden]'


@dataclass(frozen=True, slots=True)
class WechatArticle:
    """What an article says of itself. `original_id` (gh_…) and `biz` stay when the account is renamed."""

    title: str
    text: str | None
    published: datetime | None
    precision: Literal["second", "minute"]
    time_source: str | None
    account: str | None
    original_id: str | None
    biz: str | None
    key: str | None
    kind: Literal["original", "repost", "unknown"]


@dataclass(frozen=True, slots=True)
class WechatPage:
    """A page as recognised: the row of the table, the platform's words, the article if it is one."""

    meaning: Meaning
    words: str = ""
    article: WechatArticle | None = None
    moved_to: str | None = None


def read_wechat_page(html: str, url: str, zone: ZoneInfo) -> WechatPage:
    """Recognise a page by its markup and its final address. Never raises on any text."""
    if _leads_to_a_wall(url):
        return WechatPage(ANSWERS.named("verification"))
    if not html.strip():
        return WechatPage(ANSWERS.named("blank"))
    tree = LexborHTMLParser(tamed(html))
    if len(tree.css('[id="js_article"]')) == 1:
        article = _article(tree, url, zone)
        return WechatPage(ANSWERS.named("article" if article.published else "untimed"), article=article)
    moved = _TARGET.search(html)
    words = _notes(tree)
    silent = "verification" if _leads_to_a_wall(html) else "unknown-page"
    meaning = ANSWERS.by_words(words) or ANSWERS.named(silent)
    return WechatPage(meaning, words[:100], moved_to=moved[2] if moved else None)


def _leads_to_a_wall(text: str) -> bool:
    """Whether an address, or the markup of a page that says nothing, names the platform's verification page."""
    return any(word in text for word in ANSWERS.named("verification").words if word.isascii())


def _notes(tree: LexborHTMLParser) -> str:
    """What the platform says: its notes, or the whole of a page that says little."""
    for hidden in tree.css(_HIDDEN):
        hidden.decompose()
    told = [node.text(separator=" ") for node in tree.css(", ".join(_MARKS["notes"]))]
    said = _line(" ".join(told))
    whole = _line(tree.body.text(separator=" ")) if tree.body is not None else ""
    return said or (whole if len(whole) <= _MARKS["short"] else "")


def _article(tree: LexborHTMLParser, url: str, zone: ZoneInfo) -> WechatArticle:
    said = assigned(node.text() for node in tree.css("script"))
    published, precision, source = _moment(said, zone)
    asked = parse_qs(urlsplit(url).query)
    biz, mid, idx = (
        said.get(*names) or next(iter(asked.get(names[-1], ())), None)
        for names in (("bizuin", "biz", "__biz"), ("mid", "mid"), ("idx", "idx"))
    )
    title = said.get("title", "msg_title") or _meta(tree, "og:title") or _within(tree, "#activity-name")
    return WechatArticle(
        text_of(_line(title or "")) or "", _text(tree, said), published, precision, source,
        text_of(said.get("nick_name", "nickname") or _within(tree, "#js_name")),
        text_of(said.get("user_name")), text_of(biz), ":".join((biz, mid, idx)) if biz and mid and idx else None,
        _KINDS.get(said.get("copyright_info.copyright_stat", "copyright_stat") or "", "unknown"),
    )  # fmt: skip


def _moment(
    said: Assigned, zone: ZoneInfo
) -> tuple[datetime | None, Literal["second", "minute"], str | None]:
    """When it was published. `#publish_time` is filled by a script, and pictures and plain texts have no `ct`."""
    for name in ("ct", "ori_create_time", "oriCreateTime", "create_time"):
        moment = moment_of(said.get(name), "s", zone)
        if moment is not None:
            return moment, "second", name
    stated = said.get("create_time", "createTime")
    try:
        written = datetime.strptime(stated or "", "%Y-%m-%d %H:%M").replace(tzinfo=_CHINA)
    except ValueError:
        return None, "second", None
    moment = trusted(written, zone)
    return moment, "minute", "create_time" if moment else None


def _text(tree: LexborHTMLParser, said: Assigned) -> str | None:
    """What the article says; of plain texts, which have no body, what their script holds."""
    body = _within(tree, "#js_content")
    if body is None and (coded := said.get("content_noencode")) is not None:
        whole = LexborHTMLParser(tamed(coded)).body
        body = whole.text(separator="\n") if whole is not None else None
    return text_of(
        "\n".join(line for row in (body or "").splitlines() if (line := _line(row)))[: _MARKS["text"]]
    )


def _within(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector)
    return (node.text(separator="\n").strip() or None) if node is not None else None


def _meta(tree: LexborHTMLParser, name: str) -> str | None:
    node = tree.css_first(f'meta[property="{name}"]')
    return (node.attributes.get("content") or "").strip() or None if node is not None else None


def _line(text: str) -> str:
    return " ".join(text.split())
