"""Third stage: the articles that a rule needs to see, and where their links lead."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, ValuesView
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from crawler.addresses import looks_like_file, page_key
from crawler.areas import Areas
from crawler.asks import Ask, Care, Purpose
from crawler.guard import Reach
from crawler.items import Entry, Link, Page, Reason
from crawler.past import Past
from crawler.survey.fronts import Fronts
from crawler.survey.jumps import Jumps, stranded
from crawler.survey.shelf import Cabinet
from crawler.survey.state import ColumnState, Got, bare, entry_of
from rules.model import Workspace
from rules.periods import Clock

Place = Literal["home", "entry", "body", "attachment"]
Rank = tuple[int, int]
"""Where a link stands in the survey: the order of its page, and its own order on the page."""

_PER_PAGE = 60
"""Links of one page that are asked for: a pasted link directory must not eat the budget. The rest is noted."""
_LAST = sys.maxsize


@dataclass(frozen=True, slots=True)
class Listed:
    """Where an article is listed: the columns in the order of the survey, and the first entry that names it."""

    entry: Entry
    columns: tuple[ColumnState, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A link's target as one unit's pages lead to it: the first link to it in the order of the survey."""

    url: str
    page_url: str
    place: Place
    text: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class Reached:
    """What one request to a link's target came to; `carried`: in an earlier week."""

    reason: Reason | None
    status: int | None
    fetch: int | None
    carried: bool = False


class Articles:
    """Which entries are opened, whose they are, and which links they hold."""

    def __init__(
        self, workspace: Workspace, clock: Clock, areas: Areas, reach: Reach, cabinet: Cabinet | None = None,
        past: Past | None = None,
    ) -> None:  # fmt: skip
        cabinet = cabinet or Cabinet()
        self._past = past
        self._limits = workspace.limits
        self._since = clock.as_of - timedelta(days=workspace.limits.look_back_days)
        self._areas = areas
        self._reach = reach
        self._jumps = Jumps(areas.home, reach, 1)
        self._noted = 0
        self.listed = cabinet.shelf(_pack_listed, self._unpack_listed)
        self.links = cabinet.shelf(_pack_units, _unpack_units)
        self.reached = cabinet.shelf(_pack_looks, _unpack_looks)
        self._followed = cabinet.shelf(bool, bool)
        self._wanted = cabinet.shelf(_pack_ask, _unpack_ask)
        self._columns: Mapping[str, ColumnState] = {}
        self._at_home = frozenset[str]()

    def asks(self, fronts: Fronts, columns: Mapping[str, ColumnState]) -> ValuesView[Ask]:
        """One question per article that is young enough, undated, in a small column, or on the home page.

        What is listed is known before the first of them is asked: no answer may find an article still unknown.
        """
        self._columns = columns
        for ask in self._gathered(fronts, columns):
            self._wanted[ask.note] = ask
        return self._wanted.values()

    def _gathered(self, fronts: Fronts, columns: Mapping[str, ColumnState]) -> Iterator[Ask]:
        home, page = fronts.home.looks.get(1), fronts.home.page
        self._at_home = frozenset(page_key(link.url) for link in page.links) if page else frozenset()
        for entry in home.entries if home else ():
            yield from self._list(entry, None, wanted=True, home=fronts.home.url)
        for state in columns.values():
            small = len(state.entries) <= self._limits.small_column
            for listed in state.entries.values():
                if state.role == "list":
                    yield from self._list(listed.entry, state, wanted=small or self._young(listed.entry.date))
                elif state.role == "document":
                    self._enter(listed.entry, state)

    def _unpack_listed(self, row: tuple[Any, ...]) -> Listed:
        *entry, keys, order = row
        columns = (self._columns.get(key) for key in keys)
        return Listed(entry_of(*entry), tuple(state for state in columns if state is not None), order)

    def _young(self, day: date | None) -> bool:
        return day is None or day >= self._since

    def _enter(self, entry: Entry, state: ColumnState | None) -> bool:
        """Keep that an article stands in a column (None: on the home page); whether it was not known yet."""
        key = page_key(entry.url)
        known = self.listed.get(key)
        columns = (state,) if state is not None else ()
        if known is None:
            self.listed[key] = Listed(entry, columns, len(self.listed))
        elif state is not None:
            self.listed[key] = replace(known, columns=(*known.columns, *columns))
        return known is None

    def _list(
        self, entry: Entry, state: ColumnState | None, *, wanted: bool, home: str = ""
    ) -> Iterator[Ask]:
        key = page_key(entry.url)
        unit = state.unit if state else self._areas.owner
        page_url = state.url if state else home
        place: Place = "entry" if state else "home"
        link = Link(entry.url, entry.title, "list")
        spared = state is not None and key not in self._at_home  # a dead link on the home page weighs most
        spared = spared and self._past is not None and self._past.showed(page_url, entry)
        care: Care = "carry" if spared else "real"
        if key in self.listed:
            self._enter(entry, state)
        elif not self._reach.internal(entry.url):
            self._note(unit, link, page_url, place, self._next_rank())
        elif wanted and looks_like_file(entry.url):
            yield from self._follow(unit, link, page_url, place, self._next_rank(), care=care)
        elif wanted:
            self._enter(entry, state)
            self._note(unit, link, page_url, place, self._next_rank())
            yield Ask(entry.url, "article", note=key, care=care)

    def home_links(self, fronts: Fronts, columns: Mapping[str, ColumnState]) -> Iterator[Ask]:
        """The home page's other links: a dead one there weighs most."""
        page = fronts.home.page
        if page is None:
            return
        known = set(columns) | {front.key for front in (fronts.home, *fronts.units.values())}
        for number, link in enumerate(page.links):
            asked = number < 4 * _PER_PAGE and page_key(link.url) not in known
            yield from self._follow(self._areas.owner, link, page.url, "home", self._next_rank(), asked=asked)

    def menu_links(self, columns: Mapping[str, ColumnState]) -> None:
        """Menu entries behind which nothing stands: no columns, but dead links of the page that leads there."""
        for key, state in columns.items():
            if state.vanished and state.found_on is not None:
                place: Place = "home" if page_key(state.found_on) == page_key(self._areas.home) else "entry"
                rank = (_LAST, state.order)
                self._note(state.unit, Link(state.url, state.name, "page"), state.found_on, place, rank)
                self.reached[key] = {
                    number: Reached(look.reason, look.status, look.fetch)
                    for number, look in state.looks.items()
                }

    def moved(self, ask: Ask, got: Got) -> Ask | None:
        """The question that follows a jump within the portal; None when there is none (or it was followed before)."""
        return self._jumps.follow(ask, got)

    def whose(self, listed: Listed, page: Page | None) -> tuple[str, str]:
        """The unit an article belongs to, and what says so: its folder, its column, its 来源, or nobody."""
        by_url = self._areas.of_url(listed.entry.url)
        if by_url is not None and by_url != self._areas.owner:
            return by_url, "area"
        for state in listed.columns:
            if state.unit != self._areas.owner:
                return state.unit, "column"
        named = self._areas.of_source(page.source) if page is not None else None
        named = named or self._areas.of_title(listed.entry.title)
        return (named, "source") if named is not None else (self._areas.owner, "owner")

    def follow_links(self, unit: str, page: Page, order: int = 0) -> Iterator[Ask]:
        """The links of an article's text and its attachments: own ones are asked for, foreign ones only noted.

        `order` is the article's place in the survey: of several pages that lead to a target, the first is told.
        """
        bodies = [link for link in page.links if link.place == "body"]
        for number, link in enumerate(page.attachments):
            rank = (order + 1, number)
            asked = number < _PER_PAGE
            yield from self._follow(unit, link, page.url, "attachment", rank, asked=asked, care="carry")
        for number, link in enumerate(bodies):
            rank = (order + 1, len(page.attachments) + number)
            asked = number < _PER_PAGE
            yield from self._follow(unit, link, page.url, "body", rank, asked=asked, care="carry")

    def _follow(
        self, unit: str, link: Link, page_url: str, place: Place, rank: Rank, *, asked: bool = True,
        care: Care = "real",
    ) -> Iterator[Ask]:  # fmt: skip
        key = page_key(link.url)
        self._note(unit, link, page_url, place, rank)
        fresh = key not in self._followed and key not in self.listed
        if asked and fresh and self._reach.internal(link.url):
            self._followed[key] = True
            yield Ask(link.url, "link", method="HEAD", note=key, headers={"Referer": page_url}, care=care)

    def _note(self, unit: str, link: Link, page_url: str, place: Place, rank: Rank) -> None:
        key = page_key(link.url)
        units = self.links.get(key, {})
        if unit not in units or rank < units[unit].rank:
            self.links[key] = {**units, unit: Placed(link.url, page_url, place, link.text, rank)}

    def _next_rank(self) -> Rank:
        """The ranks of what is noted before the first article is read: in the order of noting."""
        self._noted += 1
        return 0, self._noted

    def own(self, url: str) -> bool:
        """Whether a target lies on the portal's own hosts."""
        return self._reach.internal(url)

    def link_answered(self, ask: Ask, got: Got) -> Iterator[Ask]:
        """A HEAD that is not plainly fine is asked again with GET: many servers do not know HEAD."""
        if ask.method == "HEAD" and got.reason not in (None, Reason.BUDGET, Reason.ROBOTS):
            yield replace(ask, method="GET", care="real")
        else:
            self.arrive(ask.note, ask.look, got)

    def arrive(self, key: str, look: int, got: Got) -> Reached:
        """What a request to a link's target came to; a jump to the home page or elsewhere is not the target."""
        reason = got.reason or stranded(got.content, self._reach)
        reached = Reached(reason, got.status, got.fetch, got.carried)
        self.reached[key] = {**self.reached.get(key, {}), look: reached}
        return reached

    def second_looks(self) -> Iterator[Ask]:
        """Targets that failed once in a way that a second request may clear up: asked again, later, with GET."""
        for key, looks in self.reached.items():
            if looks[1].reason not in (None, Reason.BUDGET, Reason.ROBOTS, Reason.NOT_SWEPT):
                placed = min(self.links[key].values(), key=lambda placed: placed.rank)
                purpose: Purpose = "article" if key in self.listed else "link"
                yield Ask(placed.url, purpose, 2, note=key, headers={"Referer": placed.page_url})


def _pack_listed(listed: Listed) -> tuple[object, ...]:
    return (*bare(listed.entry), tuple(state.key for state in listed.columns), listed.order)


def _pack_units(units: dict[str, Placed]) -> list[tuple[object, ...]]:
    return [(unit, one.url, one.page_url, one.place, one.text, one.rank) for unit, one in units.items()]


def _unpack_units(rows: list[tuple[Any, ...]]) -> dict[str, Placed]:
    return {unit: Placed(*placed) for unit, *placed in rows}


def _pack_looks(looks: dict[int, Reached]) -> list[tuple[object, ...]]:
    return [
        (look, one.reason.value if one.reason else None, one.status, one.fetch, one.carried)
        for look, one in looks.items()
    ]


def _unpack_looks(rows: list[tuple[Any, ...]]) -> dict[int, Reached]:
    return {look: Reached(Reason(reason) if reason else None, *rest) for look, reason, *rest in rows}


def _pack_ask(ask: Ask) -> tuple[str, ...]:
    return ask.url, ask.purpose, ask.method, ask.note, ask.headers.get("Referer", ""), ask.care


def _unpack_ask(row: tuple[Any, ...]) -> Ask:
    url, purpose, method, note, page_url, care = row
    headers = {"Referer": page_url} if page_url else {}
    return Ask(url, purpose, method=method, note=note, headers=headers, care=care)
