"""Checks and what they judge: the evidence of one unit in one sweep, rulings, and the register of checks.

A check is one function in one module below `checks.portal`, `checks.catalog` or `checks.accounts`. It is handed one
subject at a time and returns one ruling, so that no subject can be passed by silence:

    @check(Column, severity=Severity.DEDUCT, basis="gbm-2019-19:column-not-updated", since="2019-04-01")
    def column_stale(column: Column, evidence: Evidence) -> Ruling:
        ...

The module's name is the function's name is the offence; the docstring is the documentation. Checks are pure: no
network, no clock, no file, no database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from checks.newmedia import Account as Account  # noqa: PLC0414 - part of the model
from checks.newmedia import AccountPost as AccountPost  # noqa: PLC0414 - the same
from checks.newmedia import LinkedAccount as LinkedAccount  # noqa: PLC0414 - the same
from checks.newmedia import SourceReport as SourceReport  # noqa: PLC0414 - the same
from checks.proofs import Look as Look  # noqa: PLC0414 - the same
from checks.proofs import Seen as Seen  # noqa: PLC0414 - the same
from checks.proofs import Severity as Severity  # noqa: PLC0414 - the same
from checks.proofs import Verdict as Verdict  # noqa: PLC0414 - the same
from checks.registry import REGISTRY as REGISTRY  # noqa: PLC0414 - the same
from checks.registry import Check as Check  # noqa: PLC0414 - the same
from checks.registry import CheckError as CheckError  # noqa: PLC0414 - the same
from checks.registry import check as check  # noqa: PLC0414 - the same
from checks.registry import load_checks as load_checks  # noqa: PLC0414 - the same
from checks.rulings import Ruling as Ruling  # noqa: PLC0414 - the same
from checks.rulings import not_applicable as not_applicable  # noqa: PLC0414 - the same
from checks.rulings import passed as passed  # noqa: PLC0414 - the same
from checks.rulings import suspected as suspected  # noqa: PLC0414 - the same
from checks.rulings import untested as untested  # noqa: PLC0414 - the same
from checks.rulings import violation as violation  # noqa: PLC0414 - the same
from crawler.items import DateMark, Entry, Kind, Link, Reason
from rules import model as rules
from rules.calendar import WorkCalendar
from rules.lexicon import Lexicon
from rules.periods import Period
from rules.personal import Hidden


class Subject(Protocol):
    """What every subject can say of itself: kind, stable key, name for people, address."""

    @property
    def kind(self) -> Literal["site", "column", "item", "article", "account", "post", "link"]:
        """The contract's subject kind."""
        ...

    @property
    def key(self) -> str:
        """Stable from week to week (contract, section 4)."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def url(self) -> str | None:
        """Where it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """The portal's home page. `entries` are its dated rows (undated ones carry the date of the article opened).

    `opened` is the newest day that the opened pages of its rows show to their readers. `earlier` are answers of earlier
    weeks that the rows rest on beside the looks.
    """

    url: str
    name: str
    looks: tuple[Look, ...]
    entries: tuple[Entry, ...] = ()
    all_dated: bool = True
    opened: date | None = None
    earlier: tuple[Seen, ...] = ()
    kind: Literal["site"] = "site"

    @property
    def key(self) -> str:
        """The home URL."""
        return self.url


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a unit. `period` None means never stale.

    `role`: a `list` of entries; a `document` (the column page is the document); a `parent` that only leads to other
    columns; `outside`, a jump to another site. `looks[0]` is the whole reading, `looks[1]` the second look.
    `complete`: every page of the list was read. `incident`: the failure is a common cause of ours. `opened`: the
    newest day that the opened pages of its entries show to their readers. `earlier`: answers of earlier weeks that its
    rows rest on beside the looks (pages that date undated rows).
    """

    url: str
    name: str
    path: tuple[str, ...]
    type: rules.ColumnType
    period: Period | None
    role: Literal["list", "document", "parent", "outside"]
    looks: tuple[Look, ...]
    entries: tuple[Entry, ...] = ()
    complete: bool = True
    incident: bool = False
    detail: str | None = None
    opened: date | None = None
    earlier: tuple[Seen, ...] = ()
    kind: Literal["column"] = "column"

    @property
    def key(self) -> str:
        """The column's URL."""
        return self.url


@dataclass(frozen=True, slots=True)
class Article:
    """A page (or file) that a list leads to and that the sweep opened, or tried to.

    `page` is what the opened page turned out to be. `published` is the page's own date as a day, `list_date` the
    list's; `template_dated`: another page of the same template showed a date. `column_type` is that of the column it
    was found in. `hidden` are the personal numbers that the store has hidden in title and text. `earlier`: the answer
    of an earlier week that its row in the list rests on, where the list was not read whole this week.
    """

    url: str
    title: str
    reason: Reason | None
    seen: Seen | None = None
    is_file: bool = False
    page: Kind = Kind.ARTICLE
    published: date | None = None
    published_from: str | None = None
    list_date: date | None = None
    date_marks: tuple[DateMark, ...] = ()
    written: date | None = None
    decided: date | None = None
    source: str | None = None
    document_no: str | None = None
    text: str = ""
    hidden: Hidden = field(default_factory=Hidden)
    attachments: tuple[Link, ...] = ()
    column_url: str | None = None
    column_name: str | None = None
    column_type: rules.ColumnType | None = None
    template_dated: bool = False
    incident: bool = False
    earlier: Seen | None = None
    kind: Literal["article"] = "article"

    @property
    def key(self) -> str:
        """The article's URL."""
        return self.url

    @property
    def name(self) -> str:
        """Its title."""
        return self.title

    @property
    def day(self) -> date | None:
        """The day of publication: the page's own mark, else the list's."""
        return self.published or self.list_date


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a link on a unit's pages. `looks` are (reason, HTTP status) of each request, in order.

    `gone`: an earlier week found it dead, and `page_url`, which was read again, no longer links to it. `earlier`: the
    answer of an earlier week by which that page leads there, where it was not read this week.
    """

    url: str
    text: str
    page_url: str
    place: Literal["home", "entry", "body", "attachment", "post"]
    external: bool = False
    looks: tuple[tuple[Reason | None, int | None], ...] = ()
    incident: bool = False
    gone: bool = False
    seen: Seen | None = None
    earlier: Seen | None = None
    kind: Literal["link"] = "link"

    @property
    def key(self) -> str:
        """The link's URL."""
        return self.url

    @property
    def name(self) -> str:
        """The anchor's words, or the address where it has none."""
        return self.text or self.url


@dataclass(frozen=True, slots=True)
class Item:
    """A catalog row as one unit must fulfil it, and where it was found (see `checks.locating`)."""

    row: rules.CatalogItem
    found: Found
    kind: Literal["item"] = "item"

    @property
    def key(self) -> str:
        """The row's 序号."""
        return self.row.key

    @property
    def name(self) -> str:
        """一级事项—二级事项."""
        return "—".join(part for part in (self.row.level1, self.row.level2) if part)

    @property
    def url(self) -> str | None:
        """Where it was found, or where it must stand."""
        if self.found.column:
            return self.found.column.url
        return self.found.entries[0].url if self.found.entries else self.row.column_url


@dataclass(frozen=True, slots=True)
class Found:
    """Where a catalog row's documents stand: a column, or single documents, or several that fit equally well.

    `entries` are the documents (of the column, or the matched ones). `candidates` are (name, url) of rivals when
    `ambiguous`. `complete`: what was searched was wholly swept, so that absence and age may be judged; otherwise
    `gap` says why not. `agreed`: the second look confirms what the first saw.
    """

    column: Column | None = None
    entries: tuple[Entry, ...] = ()
    articles: tuple[Article, ...] = ()
    ambiguous: bool = False
    candidates: tuple[tuple[str, str], ...] = ()
    complete: bool = True
    gap: Reason | None = None
    agreed: bool = True
    seen: tuple[Seen, ...] = ()

    @property
    def nothing(self) -> bool:
        """Neither a document nor a column with one."""
        return not self.entries and not self.ambiguous


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Evidence:
    """All that one sweep shows of one unit, with the clock it is judged by. Equal only to itself.

    `today` is the sweep's day; `fetched_on` the real day of collection, so that what appeared between the two is
    no offence. `area_gap` is None when the unit's whole area was swept. `told_late` are the late documents' URLs
    that an earlier week already reported.
    """

    unit: rules.Unit
    today: date
    fetched_on: date
    limits: rules.Limits
    calendar: WorkCalendar
    first_sweep: bool = False
    swept: frozenset[str] = frozenset({"portal", "accounts"})
    area_gap: Reason | None = None
    area_agreed: bool = True
    sites: tuple[Site, ...] = ()
    columns: tuple[Column, ...] = ()
    articles: tuple[Article, ...] = ()
    targets: tuple[Target, ...] = ()
    items: tuple[Item, ...] = ()
    accounts: tuple[Account, ...] = ()
    posts: tuple[AccountPost, ...] = ()
    linked: tuple[LinkedAccount, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    told_late: frozenset[str] = frozenset()

    def credible(self, day: date | None) -> bool:
        """Whether a date can be believed: there is one and it is not in the future."""
        return day is not None and day <= max(self.today, self.fetched_on)

    def subjects(self, *kinds: type) -> tuple[Any, ...]:
        """Every subject of some classes, in the store's order."""
        by_kind: dict[type, tuple[Any, ...]] = {
            Site: self.sites, Column: self.columns, Article: self.articles, Target: self.targets,
            Item: self.items, Account: self.accounts, AccountPost: self.posts, LinkedAccount: self.linked,
        }  # fmt: skip
        return tuple(subject for kind in kinds for subject in by_kind[kind])
