"""大汉 jcms / jpaas: the first rows stand in a data script, further ones come from `…/jpage/dataproxy.jsp`.

Asked by POST with startrecord, endrecord and perpage in the address and the list's own ids in the form. The ids stand
in the page's script or in the address of <nextgroup>; that address is asked as it stands where the total is not known.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View, family
from crawler.pages.words import number

_PROXY = re.compile(r"['\"(]([^'\"()\s]*dataproxy\.jsp[^'\"()\s]*)")
_TOTAL = re.compile(r"totalRecord\s*['\"]?\s*[:=]\s*['\"]?(\d{1,9})|<totalrecord>\s*(\d{1,9})", re.IGNORECASE)
_PER_PAGE = re.compile(r"perPage\s*['\"]?\s*[:=]\s*['\"]?(\d{1,9})|perpage=(\d{1,9})", re.IGNORECASE)
_GROUP = re.compile(r"groupSize\s*['\"]?\s*[:=]\s*['\"]?(\d{1,9})", re.IGNORECASE)
_PARAMETERS = re.compile(r"(?:param|ajaxParam|data)\s*['\"]?\s*[:=]\s*\{([^{}]{0,1500})\}", re.IGNORECASE)
_PAIR = re.compile(r"['\"]?(\w+)['\"]?\s*:\s*(?:'([^']*)'|\"([^\"]*)\"|([\w./%-]+))")
_IDS = frozenset(("columnid", "unitid", "webid"))
_TURNING = frozenset(("startrecord", "endrecord", "perpage", "page"))
_DEFAULT_PER_PAGE, _DEFAULT_GROUP = 15, 3


@family(
    "/jpage/",
    "i_columnid",
    'name="ContentStart"',
    "jcms_files",
    "hiddenLocation",
    "ZJEG_RSS",
    "/module/visitcount/",
    "dataproxy.jsp",
    rank=20,
)
def paging(view: View) -> Paging | None:
    """All further groups of records, by the total that the page tells."""
    if "dataproxy.jsp" not in view.html or (proxy := _PROXY.search(view.html)) is None:
        return None
    address = view.resolver.resolve(unescape(proxy[1]))
    total = _number(_TOTAL, view.html)
    if address is None:
        return None
    chained = "dataproxy.jsp" in view.url and "page=" in view.url  # asked group by group: so it goes on
    form = _form(view.html) or ({} if chained else _ids_of(address))
    if "startrecord=" in view.url:
        return Paging((), total)
    if not form or total is None:
        return Paging((NextPage(address),) if "page=" in address else (), total)
    return Paging(_groups(view, address, form, total), total)


def _groups(view: View, address: str, form: dict[str, str], total: int) -> tuple[NextPage, ...]:
    """The asks for every record after those that stand in the page (or in the answer that this is)."""
    per_page = _number(_PER_PAGE, view.html) or _DEFAULT_PER_PAGE
    size = per_page * (_number(_GROUP, view.html) or _DEFAULT_GROUP)
    shown = len(re.findall(r"<record\b", view.html, re.IGNORECASE))
    asked = dict(parse_qsl(view.url.partition("?")[2]))
    first = (number(asked.get("startrecord", "")) or 1) + shown
    path = address.partition("?")[0]
    pages: list[NextPage] = []
    for start in range(first, total + 1, size):
        query = urlencode(
            {"startrecord": start, "endrecord": min(start + size - 1, total), "perpage": per_page}
        )
        pages.append(NextPage(f"{path}?{query}", form))
        if len(pages) >= MOST_PAGES:
            break
    return tuple(pages)


def _form(html: str) -> dict[str, str]:
    """The list's ids, as the script's parameters name them; empty where none do."""
    best: dict[str, str] = {}
    for block in _PARAMETERS.findall(html):
        form = {name: next(filter(None, values), "") for name, *values in _PAIR.findall(block)}
        if _IDS & set(form) and len(form) > len(best):
            best = form
    return {name: value for name, value in best.items() if name not in _TURNING}


def _ids_of(address: str) -> dict[str, str]:
    """The list's ids, as the address of the next group names them; empty where it does not."""
    named = dict(parse_qsl(address.partition("?")[2], keep_blank_values=True))
    return {name: value for name, value in named.items() if name not in _TURNING} if _IDS & set(named) else {}


def _number(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(next(group for group in match.groups() if group)) if match else None
