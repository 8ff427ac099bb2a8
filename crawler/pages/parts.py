"""What is found on a page before its kind is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

from crawler.pages.answer import Answer
from crawler.pages.articles import Article, read_article
from crawler.pages.body import Body, find_body
from crawler.pages.crumbs import Crumbs, crumbs
from crawler.pages.family import Family, View, family_of
from crawler.pages.ground import Ground
from crawler.pages.links import Resolver
from crawler.pages.listing import Listing, find_list
from crawler.pages.notes import Notes
from crawler.pages.planting import plant
from crawler.pages.scripted import has_records, is_datastore, with_records
from crawler.pages.states import is_home
from crawler.pages.tags import tagged, tags_of
from crawler.pages.titles import title_parts
from crawler.pages.tree import Doc
from crawler.pages.weighing import Context
from crawler.pages.words import squeezed


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reader is told of a page's surroundings: the day, the zone, the portal's home page."""

    today: date
    zone: ZoneInfo
    home: str | None = None


class Parts:
    """One page taken apart. What costs much is looked for when it is first asked for."""

    def __init__(self, answer: Answer, html: str, setting: Setting, notes: Notes | None = None) -> None:
        self.answer = answer
        self.html = html
        self.setting = setting
        self.doc: Doc = plant(with_records(html) if has_records(html) else html)
        self.doc.source = html if is_datastore(html) else None
        self.doc.notes = notes
        self.resolver = Resolver(answer.url, self.doc.base)
        self.at_home = is_home(answer.url, setting.home)
        self.family: Family | None = family_of(html)
        if self.family is not None and notes is not None:
            self.doc.note("family", "mark in the markup", self.family.mark_in(html) or "")
        self.view = View(answer.url, html, self.doc, self.resolver)
        self.tags = tags_of(self.doc)
        self.trail: Crumbs = crumbs(self.doc, self.resolver)
        self.lines = [line for line in self.doc.lines if not line.el.ghost]
        self.body: Body | None = find_body(self.doc, self.lines)

    @property
    def weight(self) -> int:
        """The characters of running text in the document's element."""
        return self.body.weight if self.body is not None else 0

    @cached_property
    def article(self) -> Article:
        """The page read as a document."""
        zone = self.setting.zone
        told = self.family.moments(self.view, zone) if self.family and self.family.moments else ()
        ground = Ground(self.doc, self.lines, self.body, self.trail, self.tags, tuple(told))
        return read_article(ground, self.resolver, zone)

    @cached_property
    def listing(self) -> Listing:
        """The page read as a list."""
        return find_list(self.doc, self.resolver, self._context())

    def _context(self) -> Context:
        site, column = tagged(self.tags, "site"), tagged(self.tags, "column")
        parts = title_parts(self.doc.title or "", set())
        names = frozenset(squeezed(name) for name in (column, *self.trail.names[-1:], *parts[:1]) if name)
        around = frozenset(squeezed(name) for name in (site, *self.trail.names, *parts) if name)
        return Context(
            self.answer.url, self.setting.today, self.setting.zone, names, around, self.at_home, self.trail.el
        )

    @property
    def start(self) -> int:
        """The line above which no text stands: the title's, else the breadcrumb's."""
        trail, line = self.trail.el, self.article.title.line
        if line is not None:
            return line
        return self.doc.line_of[trail.r1 - 1] if trail is not None and trail.r1 > trail.r0 else -1
