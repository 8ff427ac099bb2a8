"""A long list whose head shows that nothing else has changed: the new rows, and the stored rest behind them.

Whatever does not fit to the row is no proof, and the whole list is read again.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.addresses import page_key
from crawler.items import Entry, Page
from crawler.past import EarlierList, same_row
from crawler.survey.state import ColumnState, EntryState


@dataclass(frozen=True, slots=True)
class Splice:
    """A list put together from its new head and its stored rest.

    `tail` is the address of the last page, to be asked for where the list declares no total, and `last` are the keys of
    the rows that it must show then. `rows` counts the list as it counts itself.
    """

    earlier: EarlierList
    rows: int
    tail: str | None = None
    last: tuple[str, ...] = ()

    def agrees(self, page: Page | None) -> bool:
        """Whether the last page shows the very rows that it must."""
        return page is not None and tuple(page_key(entry.url) for entry in page.entries) == self.last

    def finish(self, state: ColumnState) -> None:
        """Add the stored rest to the head that was taken."""
        for entry, page_url in self.earlier.entries:
            key = page_key(entry.url)
            if key not in state.entries:
                state.entries[key] = EntryState(entry, len(state.entries), 1, page_url)
        state.reading.rows, state.reading.read = self.rows, self.earlier.pages
        state.carried_from = self.earlier.sweep


def splice(head: Page, earlier: EarlierList) -> Splice | None:
    """How a new head and a stored list go together; None when they do not.

    The head must show new rows and, in their old order and without a gap, the first rows of the stored list; a row that
    reads otherwise, or stands elsewhere, spoils it. Then a total that grew by the new rows proves the rest, or the last
    page does that moved on by as many.
    """
    keys = [page_key(entry.url) for entry in head.entries]
    stored = {page_key(entry.url): entry for entry, _ in earlier.entries}
    kept = [key for key in keys if key in stored]
    if not kept or len(set(keys)) < len(keys) or kept != list(stored)[: len(kept)]:
        return None
    if not all(_same(entry, stored.get(key)) for entry, key in zip(head.entries, keys, strict=True)):
        return None
    rows = earlier.rows + len(keys) - len(kept)
    if head.list_total is not None or earlier.total is not None:
        grown = earlier.total is not None and head.list_total == earlier.total + len(keys) - len(kept)
        return Splice(earlier, rows) if grown else None
    return _with_tail(head, earlier, rows, [key for key in stored if key not in kept])


def _same(entry: Entry, stored: Entry | None) -> bool:
    if stored is None:
        return True
    day = stored.date.isoformat() if stored.date else None
    return entry.pinned == stored.pinned and same_row(entry, stored.title, day)


def _with_tail(head: Page, earlier: EarlierList, rows: int, behind: list[str]) -> Splice | None:
    """The last page of a list of equal pages: where it must stand, and the rows that are left for it."""
    left = rows - len(head.entries) * (earlier.pages - 1)
    tail = earlier.entries[-1][1]
    offered = {page_key(following.url) for following in head.next_pages if following.form is None}
    whole = len(head.entries) + len(behind) == rows  # no row stands in it twice
    if not whole or not 0 < left <= len(head.entries) or page_key(tail) not in offered:
        return None
    return Splice(earlier, rows, tail, tuple(behind[-left:])) if left <= len(behind) else None
