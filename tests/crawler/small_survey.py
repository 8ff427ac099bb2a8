"""The columns' stage played through on pages made by hand, without Scrapy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from small_plans import GONE, HOST, areas, at, failed, got, reach, workspace

from crawler.addresses import page_key
from crawler.areas import Areas
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import Page, Reason
from crawler.survey.columns import Columns
from crawler.survey.fronts import Lead
from crawler.survey.rows import column_rows
from crawler.survey.state import ColumnState, Got

Told = Page | Got | Reason
"""What an address answers: a page, a failure by its reason, or a whole answer."""


@dataclass
class Survey:
    """A portal whose pages are known by path; `browser:PATH` is what a browser makes of it."""

    pages: Mapping[str, Told]
    columns: Columns
    areas: Areas
    reach: Reach
    asked: list[Ask] = field(default_factory=list)
    next_of: Callable[[int], int] = lambda _: 0  # which of the open questions is answered next

    def run(self, asks: Iterable[Ask]) -> Survey:
        """Answer questions, and those that follow from them, in the order in which they came; then the level below."""
        queue = list(asks)
        while queue:
            ask = queue.pop(self.next_of(len(queue)))
            self.asked.append(ask)
            assert len(self.asked) < 2000, "the plan never ends"
            first = ask.purpose == "list" or ask.look == 1
            take = self.columns.answered if first else self.columns.looked
            queue += list(take(ask, self.answer(ask)))
            queue += [] if queue else list(self.columns.from_columns())
        return self

    def look_again(self, look: int = 2, pages: Mapping[str, Told] | None = None) -> Survey:
        """The second look of the portal's spider; `pages` have changed meanwhile."""
        self.pages = {**self.pages, **(pages or {})}
        return self.run(
            Ask(state.url, "column", look, "browser" if state.read_by == "browser" else "http", note=key)
            for key, state in list(self.columns.states.items())
            if state.role in ("list", "parent")
        )

    def answer(self, ask: Ask) -> Got:
        path = page_key(ask.url).removeprefix(HOST)
        names = (f"browser:{path}", path) if ask.via == "browser" else (path,)
        told = next((self.pages[name] for name in names if name in self.pages), None)
        if told is None:
            return GONE
        if isinstance(told, Reason):
            return failed(told)
        return got(told) if isinstance(told, Page) else told

    def state(self, path: str) -> ColumnState:
        return self.columns.states[page_key(at(path))]

    def paths(self) -> list[str]:
        """The columns that are known, in the order in which they were met."""
        return [state.url.removeprefix(HOST) for state in self.columns.states.values()]

    def asked_paths(self) -> list[str]:
        return [ask.url.removeprefix(HOST) for ask in self.asked]

    def row(self, path: str) -> Mapping[str, Any]:
        """A column as the store will have it."""
        [row] = [row for row in column_rows(self.columns) if page_key(row["url"]) == page_key(at(path))]
        return row


def lead(path: str, name: str = "通知公告", unit: str = "QH04", unit_from: Any = "area", **told: Any) -> Lead:
    """An address that may be a column."""
    return Lead(at(path), name, unit, unit_from, told.pop("found_on", at("/")), **told)


def survey(
    pages: Mapping[str, Told],
    *leads: Lead,
    browser: bool = False,
    needs: Iterable[str] = (),
    next_of: Callable[[int], int] = lambda _: 0,
    **told: Any,
) -> Survey:
    """Play the columns' stage on what the office lists and on leads."""
    space = workspace(**told)
    whose, opens = areas(**told), reach(**told)
    columns = Columns(space, whose, opens, browser=browser, needs=frozenset(at(path) for path in needs))
    played = Survey(pages, columns, whose, opens, next_of=next_of)
    return played.run([*columns.from_office(), *columns.from_leads(leads)])
