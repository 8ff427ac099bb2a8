"""龙讯 Lonsun (安徽): 信息公开目录 at `/public/column/14981?type=4&catId=…`, pages by `pageIndex=`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family
from crawler.pages.words import number

_PAGES = re.compile(r"\bpageCount\s*['\"]?\s*[:=]\s*['\"]?(\d{1,4})|\bpages\s*:\s*(\d{1,4})")
_PAGED = re.compile(r"\bpageIndex\b")


@family(
    "j-fontContent",
    "wza.lonsun.cn",
    "lonsun",
    "wza-region_",
    "/_res/cssnew/",
    "table_suoyin",
    "newscontnet",
    rank=30,
)
def paging(view: View) -> Paging | None:
    """By the number of pages that the paging script is given, where pages are told by pageIndex."""
    scripts = "\n".join(script.text for script in view.doc.scripts if "pageIndex" in script.text)
    match = _PAGES.search(scripts)
    if match is None or not _PAGED.search(scripts):
        return None
    count = int(match[1] or match[2])
    address, _, query = view.url.partition("?")
    asked = dict(parse_qsl(query, keep_blank_values=True))
    current = number(asked.get("pageIndex", "")) or 1
    numbers = range(current + 1, min(count, MOST_PAGES) + 1)
    return Paging(tuple(NextPage(f"{address}?{urlencode({**asked, 'pageIndex': n})}") for n in numbers))
