"""福建 TRS with avalon.js: further rows are asked for by POST at `/fjdzapp/search`.

The page tells channel, classsql, rows per page and how many pages stand in it already (maxStaticIndex); the portal's own
script asks for five pages at once, and so do we.
"""

from __future__ import annotations

import re

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family

_CHANNEL = re.compile(r"\bsearchId\s*:\s*['\"]?(\d{1,9})")
_OWN_CHANNEL = re.compile(r"channelid\s*:\s*['\"]?(\d{1,9})")
_CLASS = re.compile(r"classsql\s*[:=]\s*(?:['\"]{2}\s*\|\|\s*)?['\"]([^'\"]+)['\"]")
_SORT = re.compile(r"sortfield\s*:\s*['\"]([^'\"]+)['\"]")
_PER_PAGE = re.compile(r"prepage\s*:\s*(\d{1,9})")
_COUNT = re.compile(r"recordCount\s*:\s*['\"]?(\d{1,9})")
_STATIC = re.compile(r"maxStaticIndex\s*:\s*(\d{1,9})")
_AT_ONCE = 5


@family("fjdzapp", "list2.trsapi", "pageChnlInfo", rank=10)
def paging(view: View) -> Paging | None:
    """Every further batch of rows; where the page does not tell how many there are, the first batch."""
    if "trsapi" not in view.html and "pageChnlInfo" not in view.html:
        return None
    scripts = "\n".join(script.text for script in view.doc.scripts if not script.src)
    channel = _OWN_CHANNEL.search(scripts) or _CHANNEL.search(scripts)
    wanted = _column(view, scripts)
    url = view.resolver.resolve("/fjdzapp/search")
    if channel is None or wanted is None or url is None:
        return None
    count, per_page = _number(_COUNT, scripts), _number(_PER_PAGE, scripts) or 15
    static = _number(_STATIC, scripts) or 0
    batch = per_page * (static if static > 1 else _AT_ONCE)
    first = 2 if static > 1 else 1
    last = -(-count // batch) if count is not None else first
    sort = _SORT.search(scripts)
    form = {
        "channelid": channel[1],
        "sortfield": sort[1] if sort else "-docorderpri,-docreltime",
        "classsql": wanted,
        "cache": "true",
    }
    enough = count is not None and count <= per_page * static
    pages = (
        ()
        if enough
        else tuple(
            NextPage(url, {**form, "page": str(n), "prepage": str(batch)})
            for n in range(first, min(last, MOST_PAGES) + 1)
        )
    )
    return Paging(pages, count)


def _column(view: View, scripts: str) -> str | None:
    """The column's classsql: the one that names the page's own ChnlId, else the only one; None where that is open."""
    named = set(_CLASS.findall(scripts))
    own = {
        f"chnlid={meta.get('content')}"
        for meta in view.doc.metas
        if (meta.get("name") or "").lower() == "chnlid"
    }
    chosen = (named & own) or named
    return chosen.pop() if len(chosen) == 1 else None


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None
