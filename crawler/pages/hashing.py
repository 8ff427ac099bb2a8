"""A hash of what a page says: the same while only counters, clocks and rotating proxy addresses change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from crawler.items import Entry, Link

_COUNTER = re.compile(
    r"(浏览|阅读|点击|访问|查看|下载|人气|点赞|评论|收藏|转发)\s*(次数|量|数|人次|总数|总量)?\s*[:：为]?\s*[\[【(（]?\s*[\d,]+\s*[\]】)）]?\s*(次|人次|人)?|已有\s*\d+\s*人\S{0,6}|共\s*\d+\s*人(次|浏览|阅读)"
)
_CLOCK = re.compile(
    r"(今天是?|现在(时间|是)?|当前时间|北京时间|今日)\s*[:：]?\s*\d{4}\s*[-/年]\s*\d{1,2}\s*[-/月]\s*\d{1,2}\s*日?\s*(星期.|周.)?\s*(\d{1,2}:\d{1,2}(:\d{1,2})?)?|页面生成时间\s*[:：]?\s*[\d\s:/-]+"
)
_PROXIED = re.compile(r"x[0-9a-f]{2,}x*(?=\.ipv6best\.cn)", re.IGNORECASE)
_SESSION = re.compile(
    r";jsessionid=[^?#]*|([?&])(jsessionid|sid|token|t|_|rnd|random|timestamp|v|ver)=[^&#]*", re.IGNORECASE
)


def stable_text(text: str) -> str:
    """Text without counters and clocks, white space folded."""
    return " ".join(_CLOCK.sub("", _COUNTER.sub("", text)).split())


def stable_url(url: str) -> str:
    """An address without what changes from one rendering to the next: proxy numbers, sessions, cache busters."""
    return _SESSION.sub(r"\1", _PROXIED.sub("x", url)).rstrip("?&")


def content_hash(parts: Iterable[str | None], entries: Sequence[Entry], files: Sequence[Link]) -> str:
    """The hash of a page's own parts, its list and its files."""
    lines = [stable_text(part or "") for part in parts]
    lines += [f"{entry.title}\t{stable_url(entry.url)}\t{entry.date or ''}" for entry in entries]
    lines += [f"{link.text}\t{stable_url(link.url)}" for link in files]
    return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()
