"""First stage: the home page and every unit's own disclosure page, and the columns that they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.addresses import leads_nowhere, looks_like_article, looks_like_file, page_key, says_nothing
from crawler.areas import Areas
from crawler.asks import Ask, Care, Via
from crawler.guard import Reach
from crawler.items import Link, Page, Reason
from crawler.survey.jumps import Jumps, stranded
from crawler.survey.state import FrontState, Got, LookState, UnitFrom
from rules.model import Workspace

_HOPS = 3
"""Jumps in a row on the way to a front, as on the way to a column."""


@dataclass(frozen=True, slots=True)
class Lead:
    """An address that may be a column: whose, and why we think so.

    `row`: it stood among rows, not in a menu. `outside`: it leads off the portal and is noted, never asked.
    `tentative`: only its own breadcrumb can show that it is the unit's.
    """

    url: str
    name: str
    unit: str
    unit_from: UnitFrom
    found_on: str
    row: bool = False
    outside: bool = False
    tentative: bool = False


class Fronts:
    """The home page and the units' pages of one sweep.

    `uncertain` are units some of whose leads could not be told from the portal's own menu.
    """

    def __init__(self, workspace: Workspace, areas: Areas, reach: Reach, *, browser: bool = False) -> None:
        self._areas = areas
        self._reach = reach
        self._browser = browser and workspace.render != "never"
        self._jumps = Jumps(workspace.portal.home, reach, _HOPS)
        self.home = FrontState(workspace.portal.home, None)
        self.units = {
            unit.code: FrontState(unit.portal_url, unit.code) for unit in workspace.units if unit.portal_url
        }
        self.uncertain: set[str] = set()

    def asks(self, look: int = 1) -> Iterator[Ask]:
        """One question per front; a unit whose page is the home page shares its answer."""
        return (_ask(front, look) for front in self._apart())

    def renders(self, look: int = 1) -> Iterator[Ask]:
        """The fronts whose menus scripts have still to write, asked again in a browser."""
        for front in self._apart() if self._browser else ():
            seen = front.looks.get(look)
            if seen is not None and seen.reason is Reason.EMPTY_UNPROVEN and seen.read_by != "browser":
                yield _ask(front, look, "browser")

    def _apart(self) -> Iterable[FrontState]:
        """The fronts, each page once: the home page first, and under no other name."""
        apart: dict[str, FrontState] = {}
        for front in (self.home, *self.units.values()):
            apart.setdefault(front.key, front)
        return apart.values()

    def answered(self, ask: Ask, got: Got) -> tuple[Ask, ...]:
        """Take one answer in; returns the question that a page which only leads on leads to.

        A page without a menu that scripts may still write has shown nothing, and proves nothing.
        """
        onward = self._jumps.follow(ask, got)
        if onward is not None:
            return (onward,)
        page = got.content
        shell = page is not None and page.needs_browser and not any(candidate_links(page))
        look = LookState(
            got.reason or stranded(page, self._reach) or (Reason.EMPTY_UNPROVEN if shell else None), got.fetch,
            "browser" if ask.via == "browser" else "static", page.entries if page else (), (page,) if page else (),
            got.status,
        )  # fmt: skip
        for front in self.at(ask):
            front.looks[ask.look] = look
            front.detail = got.detail
        return ()

    def at(self, ask: Ask) -> tuple[FrontState, ...]:
        """The fronts that a question is about: several where units share a page."""
        return tuple(front for front in (self.home, *self.units.values()) if front.key == ask.note)

    def leads(self) -> Iterator[Lead]:
        """The columns that the fronts lead to, once all fronts are read: the units' first, then the owner's."""
        shared = self._shared()
        for code, front in self.units.items():
            if front.page is not None:
                yield from self._unit_leads(code, front.page, shared)
        if self.home.page is not None:
            yield from self._owner_leads(self.home.page)

    def _unit_leads(self, code: str, page: Page, shared: frozenset[str]) -> Iterator[Lead]:
        owned = code == self._areas.owner
        for link in candidate_links(page):
            whose = self._areas.of_url(link.url)
            if not self._reach.internal(link.url):
                if page_key(link.url) not in shared:
                    yield Lead(link.url, link.text, code, "front", page.url, outside=True)
            elif whose == code and self._areas.front_of(link.url) is None:
                yield _lead(link, code, "area", page)
            elif whose is None and page_key(link.url) not in shared:
                guess = self.home.page is None and not owned  # who would know the portal's menu?
                self.uncertain |= {code} if guess else set()
                yield _lead(link, code, "owner" if owned else "front", page, tentative=guess)

    def _owner_leads(self, page: Page) -> Iterator[Lead]:
        for link in candidate_links(page):
            nobodys = self._areas.of_url(link.url) in (None, self._areas.owner)
            if self._reach.internal(link.url) and nobodys and self._areas.front_of(link.url) is None:
                yield _lead(link, self._areas.owner, "owner", page)

    def _shared(self) -> frozenset[str]:
        """Addresses that stand on the home page or on several units' pages: the portal's menu, nobody's column."""
        pages = [front.page for front in self.units.values() if front.page is not None]
        counts = Counter(key for page in pages for key in {page_key(link.url) for link in page.links})
        common = {key for key, count in counts.items() if count > 1}
        home = self.home.page
        return frozenset(common | ({page_key(link.url) for link in home.links} if home else set()))


def _ask(front: FrontState, look: int, via: Via = "http") -> Ask:
    care: Care = "check" if look == 1 and via == "http" else "real"
    return Ask(front.url, "front" if front.unit else "home", look, via, note=front.key, care=care)


def candidate_links(page: Page) -> Iterator[Link]:
    """The anchors of a page that may lead to columns: no documents, no dated rows, each address once.

    An anchor that says only 更多 gives way to one that names the column; a menu's anchor to none.
    """
    chosen: dict[str, Link] = {}
    rows = {page_key(entry.url) for entry in page.entries if entry.date is not None}
    for link in page.links:
        key = page_key(link.url)
        if link.place not in ("page", "list") or key in rows or key == page_key(page.url):
            continue
        if leads_nowhere(link.text) or looks_like_article(link.url) or looks_like_file(link.url):
            continue
        if key not in chosen or _better(link, chosen[key]):
            chosen[key] = link
    yield from chosen.values()


def _better(link: Link, known: Link) -> bool:
    """Whether a second anchor to the same address tells more than the first."""
    if says_nothing(known.text) != says_nothing(link.text):
        return says_nothing(known.text)
    return known.place == "list" and link.place == "page"


def _lead(link: Link, unit: str, unit_from: UnitFrom, page: Page, *, tentative: bool = False) -> Lead:
    return Lead(link.url, link.text, unit, unit_from, page.url, row=link.place == "list", tentative=tentative)
