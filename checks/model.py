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

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, Protocol

from checks.newmedia import Account as Account  # noqa: PLC0414 - part of the model
from checks.newmedia import AccountPost as AccountPost  # noqa: PLC0414 - the same
from checks.newmedia import LinkedAccount as LinkedAccount  # noqa: PLC0414 - the same
from checks.newmedia import SourceReport as SourceReport  # noqa: PLC0414 - the same
from checks.proofs import Look as Look  # noqa: PLC0414 - the same
from checks.proofs import Seen as Seen  # noqa: PLC0414 - the same
from crawler.items import DateMark, Entry, Kind, Link, Reason
from rules import model as rules
from rules.calendar import WorkCalendar
from rules.lexicon import Lexicon
from rules.periods import Period


class Severity(StrEnum):
    """How heavy an offence is: 单项否决, 扣分, 提示."""

    VETO = "veto"
    DEDUCT = "deduct"
    NOTICE = "notice"


class Verdict(StrEnum):
    """The contract's six verdicts."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    VIOLATION = "violation"
    SUSPECTED = "suspected"
    UNTESTED = "untested"
    DECLARED = "declared"
    NOT_APPLICABLE = "not_applicable"


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
    """The portal's home page. `entries` are its dated rows (undated ones carry the date of the article opened)."""

    url: str
    name: str
    looks: tuple[Look, ...]
    entries: tuple[Entry, ...] = ()
    all_dated: bool = True
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
    `complete`: every page of the list was read. `incident`: the failure is a common cause of ours.
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
    was found in.
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
    attachments: tuple[Link, ...] = ()
    column_url: str | None = None
    column_name: str | None = None
    column_type: rules.ColumnType | None = None
    template_dated: bool = False
    incident: bool = False
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

    `gone`: an earlier week found it dead, and `page_url`, which was read again, no longer links to it.
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that one sweep shows of one unit, with the clock it is judged by.

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


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a check says of one subject.

    `reason` is a sentence in Chinese for the unit; `observed` the figures behind it (JSON values; days and the like);
    `facts` what must stay the same for a person's decision to hold next week; `seen` the stored answers it rests on.
    `severity` is given where it is lighter or heavier than the check's.
    """

    verdict: Verdict
    reason: str = ""
    code: Reason | None = None
    observed: Mapping[str, Any] = field(default_factory=dict)
    seen: tuple[Seen, ...] = ()
    suggestion: str | None = None
    severity: Severity | None = None


def passed(reason: str = "", seen: tuple[Seen, ...] = (), **observed: object) -> Ruling:
    """The rule is kept."""
    return Ruling(Verdict.PASS, reason, observed=observed, seen=seen)


def violation(
    reason: str, seen: tuple[Seen, ...] = (), suggestion: str | None = None, **observed: object
) -> Ruling:
    """The rule is broken, and `seen` proves it."""
    return Ruling(Verdict.VIOLATION, reason, observed=observed, seen=seen, suggestion=suggestion)


def suspected(
    reason: str, seen: tuple[Seen, ...] = (), suggestion: str | None = None, **observed: object
) -> Ruling:
    """It looks broken, but the proof is not complete: a person must look."""
    return Ruling(Verdict.SUSPECTED, reason, observed=observed, seen=seen, suggestion=suggestion)


def untested(code: Reason, reason: str = "", seen: tuple[Seen, ...] = (), **observed: object) -> Ruling:
    """It could not be judged, and never for a fault of the unit's."""
    return Ruling(Verdict.UNTESTED, reason, code, observed, seen)


def not_applicable(reason: str, **observed: object) -> Ruling:
    """The rule does not reach this subject."""
    return Ruling(Verdict.NOT_APPLICABLE, reason, observed=observed)


Judge = Callable[[Any, Evidence], Ruling]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `title`, `why`, `spares` and `mend` come from the docstring's fixed headings."""

    name: str
    group: str
    subjects: tuple[type, ...]
    severity: Severity
    basis: str
    since: date
    until: date | None
    lasting: bool
    judge: Judge
    title: str
    why: str
    spares: str
    mend: str

    def in_force(self, day: date) -> bool:
        """Whether the law behind it was in force on that day."""
        return self.since <= day and (self.until is None or day <= self.until)


REGISTRY: dict[str, Check] = {}
_HEADINGS = ("为什么", "不算问题", "如何整改")


class CheckError(Exception):
    """Raised while checks register: a repeated name, a name that is not its module's, a missing heading."""


def check(
    *subjects: type,
    severity: Severity,
    basis: str,
    since: str,
    until: str | None = None,
    lasting: bool = True,
) -> Callable[[Judge], Judge]:
    """Register a check of one class of subjects, or of several. `basis` is a key of statutes.toml; `lasting` False: a person's decision holds one week only."""

    def register(judge: Judge) -> Judge:
        module = judge.__module__.rpartition(".")
        group = module[0].rpartition(".")[2]
        if judge.__name__ != module[2]:
            raise CheckError(f"{judge.__module__}.{judge.__name__}: a check carries the name of its module")
        name = judge.__name__.replace("_", "-")
        if name in REGISTRY:
            raise CheckError(f"{name}: registered twice")
        title, why, spares, mend = _documentation(judge)
        REGISTRY[name] = Check(
            name, group, subjects, severity, basis, date.fromisoformat(since),
            date.fromisoformat(until) if until else None, lasting, judge, title, why, spares, mend,
        )  # fmt: skip
        return judge

    return register


def _documentation(judge: Judge) -> tuple[str, str, str, str]:
    """The first line and the text under each fixed heading, in their order."""
    lines = (inspect.getdoc(judge) or "").splitlines()
    if not lines:
        raise CheckError(f"{judge.__name__}: a check's docstring is its documentation")
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines[1:]:
        heading = line.rstrip().rstrip("：:")
        if heading in _HEADINGS:
            current = parts.setdefault(heading, [])
        else:
            current.append(line.strip())
    if tuple(parts) != _HEADINGS:
        raise CheckError(f"{judge.__name__}: the docstring needs the headings {_HEADINGS} in this order")
    why, spares, mend = ("".join(parts[heading]).strip() for heading in _HEADINGS)
    return lines[0].strip(), why, spares, mend


def load_checks() -> Mapping[str, Check]:
    """Import every module below checks.portal, checks.catalog and checks.accounts; return the register, by name."""
    for group in ("portal", "catalog", "accounts"):
        package = importlib.import_module(f"checks.{group}")
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"checks.{group}.{module.name}")
    return dict(sorted(REGISTRY.items()))
