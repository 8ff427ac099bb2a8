"""Second stage: the columns: named by the office, or found by menus, breadcrumbs and the unit's own page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.addresses import page_key, says_nothing, within
from crawler.areas import Areas
from crawler.asks import Ask, Via
from crawler.guard import Reach
from crawler.items import Kind, Link, Page, Reason
from crawler.past import Past
from crawler.survey.fronts import Lead, candidate_links
from crawler.survey.jumps import Jumps, stranded
from crawler.survey.lists import begin, cut_short, further_pages, take_list_page
from crawler.survey.shelf import Cabinet
from crawler.survey.splicing import Splice, confirms, splice
from crawler.survey.state import (
    ColumnState,
    Got,
    LookState,
    UnitFrom,
    is_document,
    pack_entry,
    unpack_entry,
)
from rules.columns import column_type
from rules.model import Column as OfficeColumn
from rules.model import ColumnType, Workspace

_DEEPEST = 3
"""Menus below menus below a front: deeper than any catalog's tree, and an end for endless ones."""

_HOPS = 3
"""Jumps in a row on the way to a column: from http to https, from a folder to its page, from an old address."""


class Columns:
    """All columns of one sweep, by the key of their address.

    `uncertain` are units with an address that may be a column of theirs but could not be read.
    """

    def __init__(
        self, workspace: Workspace, areas: Areas, reach: Reach, *, browser: bool, needs: frozenset[str],
        cabinet: Cabinet | None = None, past: Past | None = None,
    ) -> None:  # fmt: skip
        self._cabinet = cabinet or Cabinet()
        self._past = past
        self._open_ends: dict[str, tuple[Splice, Ask, Page]] = {}
        self._workspace = workspace
        self._areas = areas
        self._reach = reach
        self._browser = browser and workspace.render != "never"
        self._needs = {page_key(url) for url in needs}
        self._most = workspace.limits.max_list_pages
        self._jumps = Jumps(areas.home, reach, _HOPS)
        self.states: dict[str, ColumnState] = {}
        self.uncertain: set[str] = set()
        self._dropped: set[str] = set()
        self._met = 0
        self._below: dict[int, list[tuple[Lead, int]]] = {}

    def from_office(self) -> Iterator[Ask]:
        """What the office lists: the columns table, and the catalog's own addresses."""
        for row in self._workspace.columns:
            yield from self._open(Lead(row.url, row.name, row.unit, "table", ""), 0, row)
        for item in self._workspace.catalog:
            if item.column_url and item.units:
                sole = item.units[0] if len(item.units) == 1 else self._areas.owner
                unit = self._areas.of_url(item.column_url) or sole
                yield from self._open(Lead(item.column_url, item.name, unit, "table", ""), 0)

    def from_leads(self, leads: Iterable[Lead]) -> Iterator[Ask]:
        """What the fronts lead to."""
        for lead in leads:
            yield from self._open(lead, 1)

    def from_columns(self) -> Iterator[Ask]:
        """What the columns read since the last time lead to, in the columns' order: no matter who answered first."""
        below, self._below = self._below, {}
        for order in sorted(below):
            for lead, depth in below[order]:
                yield from self._open(lead, depth)

    def _open(self, lead: Lead, depth: int, office: OfficeColumn | None = None) -> Iterator[Ask]:
        key = page_key(lead.url)
        known = self.states.get(key)
        if known is not None or key in self._dropped:
            if known is not None and says_nothing(known.name):
                known.name = lead.name
            return
        self.states[key] = state = ColumnState(
            lead.url, lead.name, lead.unit, lead.unit_from, lead.found_on or None, depth, office, self._met, lead.row,
            lead.tentative, entries=self._cabinet.shelf(pack_entry, unpack_entry),
        )  # fmt: skip
        self._met += 1
        self._describe(state, None)
        if lead.outside:
            state.role, state.outcome = "outside", None
            return
        at_once = self._browser and (self._workspace.render == "always" or key in self._needs)
        via: Via = "browser" if at_once else "http"
        yield Ask(lead.url, "column", via=via, note=key, care="real" if at_once else "check")

    def answered(self, ask: Ask, got: Got) -> Iterator[Ask]:
        """Take in one answer of the first reading; yields what must be asked next."""
        state = self.states[ask.note]
        if ask.purpose == "list" and ask.note in self._open_ends:
            yield from self._end(state, got)
        elif ask.purpose == "list":
            yield from take_list_page(state, ask, got, self._reach, self._most)
        elif (onward := self._jumps.follow(ask, got)) is not None:
            yield onward
        else:
            self._look(state, ask, got)
            yield from self._read(state, ask, got)

    def looked(self, ask: Ask, got: Got) -> Iterator[Ask]:
        """Take in a second look at a head page; one that had failed before is read in full now."""
        state = self.states[ask.note]
        if got.carried and not confirms(state, got.content):
            yield ask.again(ask.look)
        elif ask.purpose == "list" or state.outcome is not None:
            yield from self.answered(ask, got)
        elif (onward := self._jumps.follow(ask, got)) is not None:
            yield onward
        else:
            self._look(state, ask, got)
            if got.content is not None and state.role == "list":
                for shown in (*got.snapshots, got.content):
                    state.add(shown, ask.look)

    def _read(self, state: ColumnState, ask: Ask, got: Got) -> Iterator[Ask]:
        """Make of a head page what it is: a list that is read on, a document, a failure, or no column at all."""
        page = got.content
        if page is None and state.tentative:
            self._drop(state)
            self.uncertain |= set() if state.vanished else {state.unit}
        elif page is None:
            state.outcome, state.detail = got.reason, got.detail
        elif self._settle(state, page):
            walked = (*got.snapshots, page)
            for shown in walked:
                state.take(shown, ask.look)
            state.reading.read = len(walked)
            if len(walked) > self._most:
                cut_short(state, self._most)
            yield from self._read_on(state, page, ask)
            self._note_below(state, page)

    def _read_on(self, state: ColumnState, head: Page, ask: Ask) -> Iterator[Ask]:
        """The further pages of a list; few or none where the head shows that they are as they were."""
        past = self._past if ask.look == 1 and ask.via == "http" and head.next_pages else None
        earlier = past.listing(state.url) if past is not None else None
        fitted = splice(head, earlier) if earlier is not None and earlier.pages > 1 else None
        if fitted is None:
            yield from further_pages(state, head, ask, self._reach, self._most)
        else:
            self._open_ends[state.key] = fitted, ask, head
            yield from self._go_on(state)

    def _end(self, state: ColumnState, got: Got) -> Iterator[Ask]:
        """A page of a list that may be as it was, here and there: if it does not fit, everything is read."""
        fitted, ask, head = self._open_ends[state.key]
        if fitted.take(got.content):
            yield from self._go_on(state)
        else:
            del self._open_ends[state.key]
            yield from further_pages(state, head, ask, self._reach, self._most)

    def _go_on(self, state: ColumnState) -> Iterator[Ask]:
        """The next page that tells what is left of a list, if any must."""
        fitted, _, _ = self._open_ends[state.key]
        if fitted.asks is not None:
            yield Ask(fitted.asks, "list", note=state.key)
        else:
            del self._open_ends[state.key]
            fitted.finish(state)

    def _look(self, state: ColumnState, ask: Ask, got: Got) -> None:
        """Note a look; what a browser made of a page joins the static page of the same look."""
        page = got.content
        read_by = page.read_by if page is not None and ask.via == "http" else "browser"
        walked = (*got.snapshots, page) if page is not None else ()
        look = LookState(
            got.reason or stranded(page, self._reach), got.fetch, read_by,
            tuple(entry for shown in walked for entry in shown.entries), (page,) if page is not None else (), got.status,
        )  # fmt: skip
        before = state.looks.get(ask.look)
        if before is not None and ask.via == "browser":
            look.pages = before.pages + look.pages
            look.read_by = "browser" if look.entries else before.read_by
        state.looks[ask.look] = look

    def _settle(self, state: ColumnState, page: Page) -> bool:
        """Whose it is, its name, type and role; False when there is no list to read on the page."""
        named = self._areas.of_trail(page)
        if named is not None and named != state.unit and state.unit_from in ("front", "owner", "trail"):
            state.unit, state.unit_from = named, "trail"
        if (state.tentative and named != state.unit) or (state.row and is_document(page)):
            self._drop(state)
            return False
        state.head, state.outcome, state.detail = page, None, None
        self._describe(state, page)
        if page.kind is Kind.MOVED:
            reason, state.detail = stranded(page, self._reach), page.moved_to
            state.role, state.outcome = ("outside", None) if reason is Reason.NOT_SWEPT else ("list", reason)
            return False
        if is_document(page):
            state.take_document(page)
            return False
        state.read_by = state.looks[max(state.looks)].read_by
        begin(state, page)
        return True

    def _drop(self, state: ColumnState) -> None:
        """It was no column, or nothing shows whose."""
        self._dropped.add(state.key)
        del self.states[state.key]

    def _describe(self, state: ColumnState, page: Page | None) -> None:
        """Name, path and type: the office's word, else the menu's, else (once it is read) the page's own."""
        crumbs = page.breadcrumbs if page is not None else ()
        if page is not None and state.office is None and says_nothing(state.name):
            state.name = page.column_name or (crumbs[-1] if crumbs else "") or page.title or state.url
        state.path = crumbs or (self._workspace.unit(state.unit).name, state.name)
        if state.office is not None and state.office.type is not None:
            state.type, state.type_from = state.office.type, "table"
        elif page is not None and is_document(page):
            state.type, state.type_from = ColumnType.STATIC, "document"
        else:
            state.type, state.type_from = column_type(
                state.name, page.column_type if page is not None else None
            )

    def _note_below(self, state: ColumnState, page: Page) -> None:
        """Keep the columns that this column's page leads to, inside the unit's area and not without end.

        Where addresses tell no area (大汉 and the like), a menu's column is only tried: its breadcrumb must name the
        unit.
        """
        if state.depth >= _DEEPEST:
            return
        found = self._below.setdefault(state.order, [])
        for link in candidate_links(page):
            whose = self._areas.of_url(link.url)
            stranger = whose not in (None, state.unit) or not self._reach.internal(link.url)
            if stranger or self._areas.front_of(link.url) is not None:
                continue
            tentative = whose is None and not within(link.url, state.url)
            if tentative and state.unit == self._areas.owner:
                continue
            unit_from: UnitFrom = "area" if whose else "front" if tentative else state.unit_from
            lead = Lead(
                link.url, link.text, state.unit, unit_from, page.url, row=link.place == "list", tentative=tentative
            )  # fmt: skip
            found.append((lead, state.depth + 1))

    def renders(self, look: int = 1) -> Iterator[Ask]:
        """The lists without an entry, asked again in a browser; menus of columns are no lists."""
        self._mark_parents()
        for state in self.states.values():
            seen = state.looks.get(look)
            if not self._browser or state.role != "list" or seen is None or seen.reason is not None:
                continue
            if not state.entries and seen.read_by != "browser" and len(seen.pages) == 1:
                yield Ask(state.url, "column", look, "browser", note=state.key)

    def _mark_parents(self) -> None:
        """A page without a list that other columns (or units' pages) stand below is a menu, not an empty column."""
        above = {page_key(link.url) for state in self.states.values() for link in _trail_above(state)}
        for state in self.states.values():
            if (
                state.role == "list"
                and state.outcome is None
                and not state.entries
                and state.head is not None
            ):
                below = any(
                    other is not state and within(other.url, state.url) for other in self.states.values()
                )
                fronts = {
                    code
                    for link in state.head.links
                    if link.place == "list" and (code := self._areas.front_of(link.url))
                }
                if below or len(fronts) > 1 or state.key in above:
                    state.role = "parent"


def _trail_above(state: ColumnState) -> Iterator[Link]:
    """The breadcrumb's links to the pages above a column."""
    if state.head is not None:
        yield from (link for link in state.head.breadcrumb_links if page_key(link.url) != state.key)
