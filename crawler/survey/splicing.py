"""A list of which an earlier week's answers still tell something: its stored rows, or the second look at its head.

Whatever does not fit to the row is no proof, and the list is read, or looked at, again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.addresses import page_key
from crawler.asks import Care
from crawler.items import Entry, Page
from crawler.past import EarlierList, same_row
from crawler.survey.state import ColumnState, EntryState


@dataclass(frozen=True, slots=True)
class _Span:
    """Rows that are known to stand in the list: the first and last of them by their stored place, and where they stand now.

    `begins` and `ends` count the list's rows without the new ones; `page` is the page that shows them.
    """

    page: int
    first: int
    last: int
    begins: int
    ends: int


@dataclass(slots=True)
class Splice:
    """A list put together from its new head and its stored rows, less those that are gone.

    `wanted` is the page that must be asked for next, by its number; None when everything is proved. `rows` counts the
    list as it counts itself; None until its last page has told.
    """

    earlier: EarlierList
    size: int
    fresh: int
    urls: tuple[str, ...]
    spans: list[_Span]
    rows: int | None
    gone: set[int] = field(default_factory=set)
    wanted: int | None = None

    @property
    def asks(self) -> str | None:
        """The address of the page that must be asked for next."""
        return None if self.wanted is None else self.urls[self.wanted]

    def take(self, page: Page | None) -> bool:
        """Take in the page that was asked for; False when it does not fit, and the list must be read."""
        number = self.wanted
        if page is None or number is None or not page.entries:
            return False
        places = _places(page.entries, self.earlier)
        if places is None or not self._is_whole(page, number):
            return False
        begins = number * self.size - self.fresh
        span = _Span(number, places[0], places[-1], begins, begins + len(places) - 1)
        self.spans.append(span)
        self.spans.sort(key=lambda one: one.page)
        self.gone |= {*range(places[0], places[-1])} - {*places}
        return self.search()

    def _is_whole(self, page: Page, number: int) -> bool:
        """Whether a page holds as many rows as it must. The last page tells how long a list without a total is."""
        if self.rows is None:
            known = {page_key(url) for url in self.urls}
            self.rows = number * self.size + len(page.entries)
            beyond = {page_key(one.url) for one in page.next_pages if one.form is None} - known
            return not beyond and len(page.entries) <= self.size
        return len(page.entries) == min(self.size, self.rows - number * self.size)

    def search(self) -> bool:
        """Find out what is still unknown: `wanted`, or nothing. False when the pages contradict what is stored.

        Between two spans as many rows stand as they are apart: where as many were stored, all of them are there. Else
        some are gone, and a page between the two tells on which side.
        """
        assert self.rows is not None, "the last page has told"
        stored, self.wanted = len(self.earlier.entries), None
        end = _Span(
            -(-self.rows // self.size), stored, stored, self.rows - self.fresh, self.rows - self.fresh
        )
        for before, after in zip(self.spans, [*self.spans[1:], end], strict=True):
            room, held = after.begins - before.ends - 1, after.first - before.last - 1
            if held < room or room < 0:
                return False
            if room == 0:
                self.gone |= {*range(before.last + 1, after.first)}
            elif held > room:
                self.wanted = (before.page + after.page) // 2
                return before.page < self.wanted < min(after.page, len(self.urls))
        return True

    def finish(self, state: ColumnState) -> None:
        """Add the stored rows that are left to the head that was taken."""
        last = len(self.urls) - 1
        for place, (entry, _) in enumerate(self.earlier.entries):
            key = page_key(entry.url)
            if place not in self.gone and key not in state.entries:
                position = len(state.entries)
                url = self.urls[min(position // self.size, last)]
                state.entries[key] = EntryState(entry, position, 1, url)
        assert self.rows is not None, "the last page has told"
        state.reading.rows, state.reading.read = self.rows, min(-(-self.rows // self.size), last + 1)
        state.carried_from = self.earlier.sweep


def splice(head: Page, earlier: EarlierList) -> Splice | None:
    """How a new head and a stored list go together; None when they do not.

    The head must show new rows and, in their old order, first rows of the stored list; a row that reads otherwise spoils
    it. A declared total, or the last page, says how long the list is now; a list that grew shorter than its new rows
    tell has lost some, which are looked for (`Splice.search`).
    """
    kept = [entry for entry in head.entries if page_key(entry.url) in earlier.places]
    places = _places(kept, earlier)
    once = len({page_key(entry.url) for entry in head.entries}) == len(head.entries)
    urls = tuple(dict.fromkeys(page_url for _, page_url in earlier.entries))
    if places is None or not once or len(urls) != earlier.pages or earlier.rows != len(earlier.entries):
        return None
    fresh = len(head.entries) - len(kept)
    begun = _Span(0, places[0], places[-1], 0, len(kept) - 1)
    now = _pages_now(head, urls)
    made = Splice(earlier, len(head.entries), fresh, now or urls, [begun], head.list_total)
    made.gone |= {*range(places[-1])} - {*places}
    if head.list_total is not None or earlier.total is not None:
        agreed = head.list_total is not None and earlier.total == earlier.rows
        return made if agreed and made.search() else None
    made.wanted = len(now) - 1
    return made if now else None


def _pages_now(head: Page, urls: tuple[str, ...]) -> tuple[str, ...]:
    """The pages that a list has now by its head: as they were, one more, or one less; else none, and nothing is known."""
    offered = {page_key(one.url): one.url for one in head.next_pages if one.form is None}
    known = [page_key(url) for url in urls]
    more = [url for key, url in offered.items() if key not in known]
    if more:
        return (*urls, *more) if len(more) == 1 else ()
    if known[-1] in offered:
        return urls
    return urls[:-1] if len(urls) > 2 and known[-2] in offered else ()


def _places(shown: Sequence[Entry], earlier: EarlierList) -> list[int] | None:
    """Where rows were stored; None unless there are some, all are known, in the old order, and read as they did."""
    places = [earlier.places.get(page_key(entry.url)) for entry in shown]
    known = [place for place in places if place is not None]
    if not known or len(known) < len(places) or known != sorted(known):
        return None
    same = all(_same(entry, earlier.entries[place][0]) for entry, place in zip(shown, known, strict=True))
    return known if same else None


def _same(entry: Entry, stored: Entry) -> bool:
    day = stored.date.isoformat() if stored.date else None
    return entry.pinned == stored.pinned and same_row(entry, stored.title, day)


# --- the second look --------------------------------------------------------------------------------------------------


def care_of_second_look(state: ColumnState) -> Care:
    """How far the second look at a list may be spared: where the first one showed rows, an earlier one may confirm them.

    It can confirm but what speaks for the unit: no accusation rests on it (docs/sparing.md).
    """
    first = state.looks.get(1)
    shown = first is not None and first.reason is None and first.read_by == "static" and bool(first.entries)
    return "carry" if shown and state.outcome is None and state.role == "list" else "real"


def confirms(state: ColumnState, page: Page | None) -> bool:
    """Whether an earlier look at a list's head shows the very rows that this week's first look shows."""
    first = state.looks.get(1)
    return page is not None and first is not None and bool(page.entries) and page.entries == first.entries
