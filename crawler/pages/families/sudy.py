"""苏迪 WebPlus: `list.htm`, then `list2.htm` …; the number of pages stands in `<em class="all_pages">`."""

from __future__ import annotations

import re

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family

_LIST = re.compile(r"^(.*/list)(\d*)\.(htm|psp)$")


@family("wp_articlecontent", "_portletPlugs", "wp_paging", "sudy-", "wp_article_list", rank=30)
def paging(view: View) -> Paging | None:
    """Every later `listN.htm`."""
    own = _LIST.match(view.url.partition("?")[0])
    pages = next((view.doc.text(el) for el in view.doc.els if "all_pages" in el.words.split()), "")
    if own is None or not pages.isdigit() or len(pages) > 4:
        return None
    current = int(own[2] or 1)
    return Paging(
        tuple(NextPage(f"{own[1]}{n}.htm") for n in range(current + 1, min(int(pages), MOST_PAGES) + 1))
    )
