"""开普 (NFCMS, UCAP): `index_2.html` after `index.html`, articles at `content/post_9360641.html`.

Its paging stands in links, or in a call that names the number of pages; pages count from 1.
"""

from __future__ import annotations

import re

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family

_CALL = re.compile(
    r"(?:pageCount|totalPage|total_page|pagecount|page_count)\s*['\"]?\s*[:=]\s*['\"]?(\d{1,4})",
    re.IGNORECASE,
)
_INDEX = re.compile(r"^(.*?/)(?:(index)(?:_(\d{1,9}))?\.(html?|shtml))?$")


@family("NFCMS", "UCAP-CONTENT", "/gkmlpt/", "ucap", "statistics.gd.gov.cn", rank=35)
def paging(view: View) -> Paging | None:
    """By the number of pages in a script of its own; links are read for all families alike."""
    if "NFCMS" not in view.html and "ucap" not in view.html.lower():
        return None
    own = _INDEX.match(view.url.partition("?")[0])
    counts = [int(count) for script in view.doc.scripts for count in _CALL.findall(script.text)]
    if own is None or not counts:
        return None
    before, current, ending = own[1], int(own[3] or 1), own[4] or "html"
    numbers = range(current + 1, min(max(counts), MOST_PAGES) + 1)
    return Paging(tuple(NextPage(f"{before}index_{number}.{ending}") for number in numbers))
