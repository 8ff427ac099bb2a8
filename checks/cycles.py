"""Documents that are due every year: which cycle is due, and which documents are of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from checks.model import Article, Evidence, Item
from checks.slots import read
from crawler.items import Entry
from rules.data import toml
from rules.periods import shift_months


@dataclass(frozen=True, slots=True)
class Cycle:
    """One year's document: until when it had to be published, and which years its title may carry."""

    due: date
    years: frozenset[int]

    @property
    def words(self) -> str:
        """How the document is told from that of other years: by its own year, where that is sure."""
        return f"{min(self.years)}年度" if len(self.years) == 1 else f"{self.due.year}年应公开的一期"

    @property
    def opens(self) -> date:
        """The day after the previous cycle fell due: a document without a year of its own belongs here from then."""
        return shift_months(self.due, -12) + timedelta(days=1)


def due_cycle(item: Item, evidence: Evidence) -> Cycle | None:
    """The cycle that fell due last. A day that is not over where the page was collected is not over here."""
    month_day = item.row.deadline.month_day
    if item.row.deadline.kind != "fixed_date" or month_day is None:
        return None
    seen_on = max(evidence.today, evidence.fetched_on)
    due = next(
        day
        for year in (evidence.today.year, evidence.today.year - 1)
        if (day := _day_of(year, month_day)) <= evidence.today and day < seen_on
    )
    return Cycle(due, _years(item, due))


def of_cycle(item: Item, cycle: Cycle) -> tuple[tuple[Entry, ...], bool]:
    """The documents of a cycle, and whether there are others that show neither year nor date, so that one may be it."""
    pages = {page.url: page for page in item.found.articles}
    fit: list[Entry] = []
    unknown = False
    for entry in item.found.entries:
        years = _years_of(entry, pages.get(entry.url))
        day = _day_of_entry(entry, pages.get(entry.url))
        if years & cycle.years or (not years and day is not None and day >= cycle.opens):
            fit.append(entry)
        unknown |= not years and day is None
    return tuple(fit), unknown


def _day_of_entry(entry: Entry, page: Article | None) -> date | None:
    """The day of publication that an entry shows, else its page."""
    return entry.date or (page.day if page else None)


def _day_of(year: int, month_day: tuple[int, int]) -> date:
    """The day in a year; 29 February is the 28th where there is none."""
    month, day = month_day
    return shift_months(date(2024, month, day), 12 * (year - 2024))


def _years_of(entry: Entry, page: Article | None) -> frozenset[int]:
    years = read(entry.title).slots.times.years
    return years | read(page.title).slots.times.years if page else years


def _years(item: Item, due: date) -> frozenset[int]:
    """The years that this cycle's title may carry: a report looks back, a budget or plan does not.

    Due in the last half of a year, it may be either; a name that says nothing of it may always be either.
    """
    words = toml("matching.toml")["cycle"]
    name = "".join(f"{part}{read(part).body}" for part in (item.row.name, *item.row.aliases))
    late = due.month > int(words["first_half_ends"])
    years: set[int] = set()
    if _says(name, words["previous"]):
        years |= {due.year - 1, due.year} if late else {due.year - 1}
    if _says(name, words["current"]):
        years |= {due.year}
    if late and _says(name, words["following"]):
        years |= {due.year, due.year + 1}
    return frozenset(years or {due.year - 1, due.year})


def _says(name: str, words: Sequence[str]) -> bool:
    return any(word in name for word in words)
