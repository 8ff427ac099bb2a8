"""博达 VSB: pages count down. `tzgg.htm` is the first of 13, 下页 leads to `tzgg/12.htm`, 尾页 to `tzgg/1.htm`."""

from __future__ import annotations

import re

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family
from crawler.pages.paging import total_in_words
from crawler.pages.words import squeezed, whole

_NEXT = frozenset(map(squeezed, whole("lists", "row", "next")))
_LAST = frozenset(map(squeezed, whole("lists", "row", "last")))
_NUMBERED = re.compile(r"^(.*/)(\d{1,4})(\.\w+)$")


@family(
    "vsb_content",
    "v_news_content",
    "_sitegray",
    "/system/resource/js/",
    "Visual SiteBuilder",
    "vsbscreen",
    "_vsb_",
    "/_dwr/",
    rank=30,
)
def paging(view: View) -> Paging | None:
    """Every page from 下页 down to 尾页, when both are numbered pages of one folder and 尾页 is the first."""
    following = last = None
    for el in view.doc.anchors:
        if el.r1 - el.r0 > 3:
            continue
        words = squeezed(view.doc.text(el)).lower()
        if words in _NEXT and following is None:
            following = _numbered(view, el.get("href"))
        elif words in _LAST and last is None:
            last = _numbered(view, el.get("href"))
    if following is None or last is None or following[::2] != last[::2] or last[1] != 1:
        return None
    before, number, after = following
    if not _counts_down(view.url, before, number):
        return None
    pages = tuple(NextPage(f"{before}{n}{after}") for n in range(min(number, MOST_PAGES), 0, -1))
    return Paging(pages, total_in_words(view))


def _numbered(view: View, href: str) -> tuple[str, int, str] | None:
    url = view.resolver.resolve(href)
    match = _NUMBERED.match(url) if url else None
    return (match[1], int(match[2]), match[3]) if match else None


def _counts_down(url: str, before: str, number: int) -> bool:
    """Whether the page asked for stands before the next one in a count down: the column's own page, or number + 1."""
    own = _NUMBERED.match(url)
    if own is not None and own[1] == before:
        return int(own[2]) == number + 1
    return url.partition("?")[0].rpartition(".")[0] + "/" == before or before.startswith(
        url.rpartition("/")[0]
    )
