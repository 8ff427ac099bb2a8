"""Paging that no family owns: numbered links, 下一页, ?page=, and totals in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.items import NextPage
from crawler.pages.family import MOST_PAGES, Paging, View
from crawler.pages.links import host_of
from crawler.pages.tree import El
from crawler.pages.words import narrow, number, pattern, squeezed, whole

_NEXT = frozenset(map(squeezed, whole("lists", "row", "next")))
_LAST = frozenset(map(squeezed, whole("lists", "row", "last")))
_ARROWS = frozenset((">", "»", "›", ">>"))
_WORDS = (_NEXT | _LAST) - _ARROWS
_NUMBER = re.compile(r"^[\[【(]?(?:第)?(\d{1,4})(?:页)?[\]】)]?$")
_OF = re.compile(r"(?:第|当前)?\s*(?:第)?\s*(\d{1,4})\s*(?:页)?\s*/\s*(?:共)?\s*(\d{1,4})\s*页?")
_ALL = re.compile(r"共\s*(?:有)?\s*(\d{1,4})\s*页|总\s*页\s*数?\s*[:为]?\s*(\d{1,4})")
_JUMP = re.compile(r"(?:location(?:\.href)?\s*=|\w+\s*\()\s*(['\"])([^'\"]{1,300}\.\w{2,5}(?:\?[^'\"]*)?)\1")
_LONGEST_LINE = 120
_DIGITS = re.compile(r"(?<!\d)[0-9]{1,9}(?!\d)")
_TOTALS = pattern("states", "empty", "total_texts")
_CURRENT = frozenset(
    (
        "cur",
        "current",
        "on",
        "active",
        "thisclass",
        "now",
        "selected",
        "p_no_d",
        "num_on",
        "layui-laypage-curr",
    )
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """An anchor that turns pages: its number (None for words), whether it says next or last, its address."""

    number: int | None
    next: bool
    last: bool
    url: str


def linked_pages(view: View) -> Paging | None:
    """The further pages that a page's own links name; None where it links to none."""
    turns = list(_turns(view))
    numbered: dict[int, str] = {turn.number: turn.url for turn in turns if turn.number is not None}
    following = next((turn.url for turn in turns if turn.next), None)
    if not turns or (following is None and len(numbered) < 1):
        return None
    current, count = counter_of(view)
    last = next((turn.url for turn in turns if turn.last), None)
    if current is None:
        current = _current(view)
    urls = _all(numbered, following, last, current or 1, count)
    pages = tuple(NextPage(url) for url in urls if url != view.url)
    return Paging(pages, total_in_words(view)) if pages else None


def _turns(view: View) -> Iterator[_Turn]:
    """The page-turning anchors: by their words, or numbers in a paging element or beside such words."""
    anchors = [
        (el, squeezed(narrow(view.doc.text(el) or el.get("title"))))
        for el in view.doc.anchors
        if el.r1 - el.r0 <= 6 and not el.ghost
    ]
    short = [(el, words) for el, words in anchors if 0 < len(words) <= 8]
    holders = {
        holder.order
        for el, words in short
        if words in _WORDS
        for holder in (el.parent, el.parent and el.parent.parent)
        if holder is not None
    }
    for el, words in short:
        paged = el.zone == "paging" or (
            el.parent is not None
            and not holders.isdisjoint((el.parent.order, el.parent.parent.order if el.parent.parent else -1))
        )
        match = _NUMBER.match(words) if paged else None
        says_next = words.lower() in _NEXT and (paged or words not in _ARROWS)
        says_last = words.lower() in _LAST and (paged or words not in _ARROWS)
        if not (match or says_next or says_last):
            continue
        url = view.resolver.resolve(el.get("href")) or _clicked(view, el)
        if url is not None and host_of(url) == host_of(view.url):
            yield _Turn(int(match[1]) if match else None, says_next, says_last, url)


def _clicked(view: View, el: El) -> str | None:
    """The address to which a click leads by script (`onclick="location.href='2.html'"`)."""
    match = _JUMP.search(el.get("onclick"))
    return view.resolver.resolve(match[2]) if match is not None else None


def counter_of(view: View) -> tuple[int | None, int | None]:
    """The current page and the number of pages, where a line of the paging says so."""
    for line in reversed(view.doc.lines):
        if len(line.text) > _LONGEST_LINE:
            continue
        text = narrow(line.text)
        near = line.el.zone == "paging" or "页" in text
        if near and (of := _OF.search(text)) is not None and int(of[1]) <= int(of[2]):
            return int(of[1]), int(of[2])
        if near and (count := _ALL.search(text)) is not None:
            return None, int(count[1] or count[2])
    return None, None


def _current(view: View) -> int | None:
    """The number that the paging marks as the current page."""
    for el in view.doc.els:
        if el.zone != "paging" or el.r1 - el.r0 > 2 or el.r0 == el.r1:
            continue
        match = _NUMBER.match(squeezed(view.doc.text(el)))
        marked = (
            not _CURRENT.isdisjoint(el.words.lower().split())
            or el.tag in ("strong", "em")
            or (not el.get("href") and el.tag in ("a", "span", "b"))
        )
        if match and marked:
            return int(match[1])
    return None


def _all(
    numbered: dict[int, str], following: str | None, last: str | None, current: int, count: int | None
) -> list[str]:
    """The addresses after the current page: all of them where a pattern and an end are known, else those linked."""
    known = {page: url for page, url in numbered.items() if page != current}
    if following is not None:
        known.setdefault(current + 1, following)
    law = _law(known, current)
    end = count or _end(law, known, last, current)
    if law is not None and end is not None and end <= MOST_PAGES:
        return [law.url(n) for n in range(current + 1, end + 1)]
    later = [url for page, url in sorted(known.items()) if page > current]
    return later or ([following] if following else [])


@dataclass(frozen=True, slots=True)
class _Law:
    """How a page's number stands in its address: before, after, and number = slope × page + offset."""

    before: str
    after: str
    slope: int
    offset: int

    def url(self, page: int) -> str:
        return f"{self.before}{self.slope * page + self.offset}{self.after}"


def _law(known: dict[int, str], current: int) -> _Law | None:
    """The rule that all known page addresses follow, if there is one."""
    pairs = sorted((page, url) for page, url in known.items() if page > current) or sorted(known.items())
    if not pairs:
        return None
    (page, url), *others = pairs
    for match in _DIGITS.finditer(url):
        before, after, value = url[: match.start()], url[match.end() :], int(match.group())
        slopes = {_slope(before, after, page, value, *other) for other in others} or _alone(
            url, match, page, value
        )
        if len(slopes) == 1 and None not in slopes:
            slope = next(iter(slopes)) or 1
            return _Law(before, after, slope, value - slope * page)
    return None


def _slope(before: str, after: str, page: int, value: int, other: int, url: str) -> int | None:
    """1 where numbers rise with the page, -1 where they fall, None where the address follows another pattern."""
    if not (url.startswith(before) and url.endswith(after) and len(url) >= len(before) + len(after)):
        return None
    middle = url[len(before) : len(url) - len(after)]
    there = number(middle)
    if there is None or other == page:
        return None
    slope, rest = divmod(there - value, other - page)
    return slope if rest == 0 and slope in (-1, 1) else None


def _alone(url: str, match: re.Match[str], page: int, value: int) -> set[int | None]:
    """With a single address: the number that is the page's own (or one less), in the last part of the address."""
    last_part = match.start() > url.rfind("/") or "?" in url[: match.start()]
    return {1} if last_part and value in (page, page - 1) else {None}


def _end(law: _Law | None, known: dict[int, str], last: str | None, current: int) -> int | None:
    """The number of the last page, by 尾页's address."""
    if law is None or last is None:
        return None
    if not (last.startswith(law.before) and last.endswith(law.after)):
        return max(known) if last in known.values() else None
    middle = last[len(law.before) : len(last) - len(law.after)]
    there = number(middle)
    if there is None:
        return None
    page = (there - law.offset) * law.slope
    return page if page > current else None


def total_in_words(view: View) -> int | None:
    """The number of rows that the paging declares (共149条)."""
    for line in reversed(view.doc.lines):
        match = _TOTALS.search(narrow(line.text)) if len(line.text) < _LONGEST_LINE else None
        if match is None or line.el.zone not in ("paging", None):
            continue
        if line.el.zone == "paging" or "页" in line.text or match.start() == 0:
            return int(next(group for group in match.groups() if group))
    return None
