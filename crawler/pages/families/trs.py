"""TRS WCM (拓尔思): `createPageHTML(21, 0, "index", "shtml")` → index.shtml, index_1.shtml … index_20.shtml.

The function is often written out in the page: its definition names no numbers and is not taken for a call. In articles
the same call pages the article (`"t20190918_693227"`): not a list. Variants count from 1 and name a container first.
"""

from __future__ import annotations

import re

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family

_CALL = re.compile(
    r"createPageHTML\w*\s*\(\s*(?:(['\"])(?P<box>[^'\"]*)\1\s*,\s*)?['\"]?(?P<count>\d{1,9})['\"]?\s*,\s*['\"]?(?P<current>\d{1,9})['\"]?\s*,"
    r"\s*(['\"])(?P<name>[^'\"]+)\5\s*,\s*(['\"])\.?(?P<ending>\w+)\7(?:\s*,\s*['\"]?(?P<total>\d{1,9}))?",
    re.IGNORECASE,
)
_LINE_COMMENT = re.compile(r"(?<![:'\"])//[^\n]*")
_COUNT = re.compile(r"\bcountPage\s*=\s*['\"]?(\d{1,9})", re.IGNORECASE)
_CURRENT = re.compile(r"\bcurrentPage\s*=\s*['\"]?(\d{1,9})", re.IGNORECASE)
_WRITTEN = re.compile(
    r"['\"]?(\w+)_['\"]?\s*\+\s*\w[\w\s+-]*\+\s*['\"]\.(s?html?)|['\"](\w+)_['\"]\s*\+", re.IGNORECASE
)
_ARTICLE = re.compile(r"^t\d{8}_|^t?\d{6,}|^art_|^content_|^post_", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"_(\d{1,9})\.\w+$")


@family(
    "TRS_Editor",
    "trs_editor_view",
    "TRS_UEDITOR",
    "createPageHTML",
    "CurrChnlCls",
    'name="ChnlId"',
    "trs_paper_default",
    "trt-iconfont",
    rank=40,
)
def paging(view: View) -> Paging | None:
    """By the call of createPageHTML, else by the older template's countPage."""
    for script in view.doc.scripts:
        if "createpagehtml" in script.text.lower():
            for call in _CALL.finditer(_without_comments(script.text)):
                if not _ARTICLE.match(call["name"]):
                    return _called(view, call)
        elif (
            "countPage" in script.text
            and (paged := _counted(view, _without_comments(script.text))) is not None
        ):
            return paged
    return None


def _without_comments(script: str) -> str:
    """A script without its comments; a comment that never ends is none."""
    for opening, closing in (("/*", "*/"), ("<!--", "-->")):
        parts: list[str] = []
        place = 0
        while (start := script.find(opening, place)) >= 0 and (end := script.find(closing, start)) >= 0:
            parts.append(script[place:start])
            place = end + len(closing)
        script = " ".join((*parts, script[place:]))
    return _LINE_COMMENT.sub(" ", script)


def _called(view: View, call: re.Match[str]) -> Paging:
    count, current, name, ending = int(call["count"]), int(call["current"]), call["name"], call["ending"]
    total = int(call["total"]) if call["total"] else None
    first = 2 if _from_one(view.url, call, current) else 1
    last = count if first == 2 else count - 1
    return Paging(_pages(view, name, ending, max(current + 1, first), last), total)


def _from_one(url: str, call: re.Match[str], current: int) -> bool:
    """Whether pages are counted from 1: the current page's own address decides, else the container in front."""
    own = _OWN_NUMBER.search(url)
    if own is not None:
        return False if int(own[1]) == current and not call["box"] else bool(call["box"])
    return current == 1 or (current != 0 and bool(call["box"]))


def _pages(view: View, name: str, ending: str, first: int, last: int) -> tuple[NextPage, ...]:
    urls = (
        view.resolver.resolve(f"{name}_{number}.{ending}")
        for number in range(first, min(last, MOST_PAGES) + 1)
    )
    return tuple(NextPage(url) for url in urls if url is not None)


def _counted(view: View, script: str) -> Paging | None:
    """The older template: `var countPage = 21; var currentPage = 0;` and addresses put together by hand, counted from 0."""
    count, current = _COUNT.search(script), _CURRENT.search(script)
    if count is None or current is None:
        return None
    written = _WRITTEN.search(script)
    name = (written[1] or written[3]) if written else "index"
    own = re.search(r"\.(s?html?)$", view.url)
    ending = (written[2] if written else None) or (own[1] if own else "html")
    if _ARTICLE.match(name):
        return None
    return Paging(_pages(view, name, ending, int(current[1]) + 1, int(count[1]) - 1))
