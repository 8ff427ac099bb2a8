"""Paging by a form that a script submits: `goPage(2)` with a hidden field for the page, or ASP.NET's `__doPostBack`.

Only a form that asks and tells nothing is ever sent: hidden fields and search words, no text area, password or file.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View
from crawler.pages.links import host_of
from crawler.pages.paging import counter_of
from crawler.pages.tree import El
from crawler.pages.words import pattern, squeezed, table, whole

_FIELD = pattern("lists", "paging", "fields")
_CALL = re.compile(
    r"^\s*(?:javascript:)?\s*(?:return\s+)?[\w.$]*(?:page|jump|turn|goto)[\w.$]*\s*\(\s*['\"]?(\d{1,4})['\"]?\s*\)",
    re.IGNORECASE,
)
_POST_BACK = re.compile(r"__doPostBack\(\s*'([^']{1,200})'\s*,\s*'(\d{1,4})'\s*\)")
_SELECT = re.compile(
    r"<select\b[^>]{0,300}\bonchange\b[^>]{0,300}(?:location|href|open)[^>]{0,300}>(.{0,60000}?)</select>",
    re.IGNORECASE | re.DOTALL,
)
_OPTION = re.compile(
    r"<option\b[^>]{0,100}\bvalue\s*=\s*['\"]?([^'\"\s>]{1,300})['\"]?[^>]{0,100}>\s*第?\s*(\d{1,4})\s*页?\s*<",
    re.IGNORECASE,
)
_NEXT = whole("lists", "row", "next")
_MOST_FORM = int(table("lists")["paging"]["form"])
_TELLING = frozenset(("password", "file", "radio", "checkbox"))


def submitted_pages(view: View) -> Paging | None:
    """The further pages that the page's form asks for; None where no script submits one by a page's number."""
    turns = [
        (el, el.get("onclick") or el.get("href"))
        for el in view.doc.anchors
        if el.r1 - el.r0 <= 6 and not el.ghost
    ]
    following = next(
        (call for el, call in turns if squeezed(view.doc.text(el)) in _NEXT and "(" in call), None
    )
    if following is None:
        return None
    for form in view.doc.every("form"):
        back, plain = _POST_BACK.search(following), _CALL.match(following)
        fields = _hidden(view, form)
        if fields is None or not (back or plain):
            continue
        names = [name for name in fields if _FIELD.search(name)]
        asked = {"__EVENTTARGET": back[1]} if back else {}
        turning = "__EVENTARGUMENT" if back else names[0] if len(names) == 1 else None
        if turning is not None:
            first = int(back[2] if back else plain[1] if plain else 0)
            return _asks(view, form, {**fields, **asked}, turning, first)
    return None


def _asks(view: View, form: El, fields: dict[str, str], turning: str, first: int) -> Paging | None:
    url = view.resolver.resolve(form.get("action")) or view.url.partition("#")[0]
    if host_of(url) != host_of(view.url):
        return None
    _, count = counter_of(view)
    numbers = range(first, min(max(count or first, first), first + MOST_PAGES) + 1)
    if form.get("method").lower() == "post":
        return Paging(tuple(NextPage(url, {**fields, turning: str(n)}) for n in numbers))
    bare = url.partition("?")[0]
    return Paging(tuple(NextPage(f"{bare}?{urlencode({**fields, turning: str(n)})}") for n in numbers))


def _hidden(view: View, form: El) -> dict[str, str] | None:
    """The fields of a form as they stand; None where it holds something that a person would tell."""
    fields: dict[str, str] = {}
    for el in view.doc.els[form.order + 1 : form.end + 1]:
        kind = el.get("type").lower()
        if el.tag == "textarea" or (el.tag == "input" and kind in _TELLING):
            return None
        if el.tag == "input" and el.get("name") and kind not in ("submit", "button", "image", "reset"):
            fields[el.get("name")] = el.get("value")
    size = sum(len(name) + len(value) for name, value in fields.items())
    return fields if size <= _MOST_FORM else None


def chosen_pages(view: View) -> Paging | None:
    """The further pages that a select offers (`onchange="location.href=this.value"`), those after the page's own."""
    for select in _SELECT.findall(view.html) if "<select" in view.html.lower() else ():
        known = {int(n): view.resolver.resolve(value) for value, n in _OPTION.findall(select)}
        own = next((n for n, url in known.items() if url == view.url), 1)
        later = [
            url for n, url in sorted(known.items()) if n > own and url and host_of(url) == host_of(view.url)
        ]
        if later and len(known) == max(known):
            return Paging(tuple(NextPage(url) for url in later[:MOST_PAGES]))
    return None
