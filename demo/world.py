"""The demo world: what the portal holds, before anyone dresses it as HTML. Mutable, for the planters' sake.

Everything here knows everything else, so nothing has a `repr`: it would be the whole world.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Literal

from demo.blocks import Block
from demo.media import Account, Lead

HOST = "127.0.0.1"


class Manner(Enum):
    """How an address answers, where it does not simply answer."""

    GONE = auto()  # 404, always
    GONE_ONCE = auto()  # 404 to the first request
    BUSY = auto()  # 503, always
    ROUTE_EMPTY = auto()  # 503, as RSSHub says that it found nothing
    BUSY_TWICE = auto()  # 503 to the first two requests
    HOLLOW_ONCE = auto()  # the page without its list, to the first request
    JSL_521 = auto()  # a challenge as 加速乐 sends it
    RUISHU_412 = auto()  # a challenge as 瑞数 sends it
    SOFT_404 = auto()  # 200 with a page that says it does not exist
    MOVED = auto()  # 301 to where it stands now


@dataclass(slots=True, eq=False, repr=False)
class Unit:
    """A unit that discloses."""

    code: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    portal_url: str
    formal: str  # as titles call it: 澄岚区教育局, 栗坪镇
    short: str  # as news call it: 区教育局, 栗坪镇
    place: str  # what it is in charge of: 澄岚区, 栗坪镇
    landline: str


@dataclass(slots=True, eq=False, repr=False)
class Attachment:
    """A file at the end of an article; `rows` fill a sheet."""

    name: str
    suffix: Literal["pdf", "xlsx"] = "pdf"
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A date that the page head shows beside the publication: 成文日期, 批准日期, 决定日期."""

    label: str
    day: date


@dataclass(slots=True, eq=False, repr=False)
class Article:
    """One article. `day` is the truth; `listed`, `stated` and `tagged` are what list, page and tags show of it."""

    title: str
    day: date
    column: Column
    voice: str  # which paragraphs it is written in
    words: dict[str, str] = field(default_factory=dict)
    item: str | None = None
    written: Written | None = None
    document_no: str | None = None
    blocks: list[Block] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    pinned: bool = False
    file_only: bool = False
    serial: int = 0
    listed: date | None = None
    stated: date | None = None
    tagged: date | None = None
    tag_minutes: int = 0
    address_day: date | None = None  # the day in its address; a re-publication leaves it behind

    def __post_init__(self) -> None:
        self.show(self.day)

    def show(self, day: date | None) -> None:
        """Let list, page and tags show this date (None: no date anywhere)."""
        self.listed = self.stated = self.tagged = day

    @property
    def minutes(self) -> int:
        """The minute of the day it went online, in office hours."""
        return 8 * 60 + 20 + self.serial * 37 % 540

    @property
    def unit(self) -> Unit:
        """The unit whose area it stands in."""
        return self.column.area.unit


@dataclass(slots=True, eq=False, repr=False)
class Column:
    """A column: a list of articles, a page that is the document itself, or a parent of other columns."""

    code: str
    name: str
    type: str
    form: Literal["list", "page", "parent"]
    area: Area
    parent: Column | None = None
    number: int = 0
    articles: list[Article] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    day: date | None = None
    rows_dated: bool = True
    jumbled: bool = False
    items: list[str] = field(default_factory=list)
    known: str = ""  # its name in columns.csv, whatever this unit calls it

    @property
    def folders(self) -> tuple[str, ...]:
        """The codes from the top of the area down to here."""
        return (*(self.parent.folders if self.parent else ()), self.code)

    @property
    def names(self) -> tuple[str, ...]:
        """The names from the top of the area down to here."""
        return (*(self.parent.names if self.parent else ()), self.name)

    @property
    def children(self) -> list[Column]:
        """The columns below it."""
        return [column for column in self.area.columns if column.parent is self]

    def in_order(self) -> list[Article]:
        """The articles as the list shows them: pinned ones first, then newest first (or all in a jumble)."""
        if self.jumbled:
            return sorted(self.articles, key=lambda article: article.serial * 7919 % 1009)
        return sorted(
            self.articles, key=lambda article: (not article.pinned, -article.day.toordinal(), -article.serial)
        )

    @property
    def newest(self) -> date | None:
        """The newest truth in it."""
        return max((article.day for article in self.articles), default=None)


@dataclass(slots=True, eq=False, repr=False)
class Area:
    """A unit's part of the portal, made by one CMS in one of its layouts. The portal's own pages are an area too."""

    unit: Unit
    family: str
    layout: int
    root: str
    portal: bool = False
    number: int = 0
    columns: list[Column] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(slots=True, eq=False, repr=False)
class Holding:
    """How one unit fulfils one row of the catalog."""

    no: str
    unit: Unit
    name: str
    level1: str
    form: str
    column: Column
    period: int | None
    elements: tuple[str, ...]
    articles: list[Article] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Home:
    """What the home page shows: nothing newer than `until`, a few picture links, the portal's own accounts."""

    until: date
    pictures: list[tuple[str, str]] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class World:
    """The whole district on one day."""

    district: str
    site: str
    site_code: str
    as_of: date
    seed: int
    port: int
    scale: float
    units: list[Unit]
    home: Home
    areas: list[Area] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    canaries: list[Account] = field(default_factory=list)
    holdings: dict[tuple[str, str], Holding] = field(default_factory=dict)
    manners: dict[str, Manner] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The portal's address without the path."""
        return f"http://{HOST}:{self.port}"

    def unit(self, code: str) -> Unit:
        """The unit with this code."""
        return next(unit for unit in self.units if unit.code == code)

    def area(self, code: str) -> Area:
        """The unit's own area."""
        return next(area for area in self.areas if area.unit.code == code and not area.portal)

    @property
    def portal(self) -> Area:
        """The portal's own columns."""
        return next(area for area in self.areas if area.portal)

    def columns(self) -> Iterator[Column]:
        """Every column, area by area."""
        for area in self.areas:
            yield from area.columns

    def articles(self) -> Iterator[Article]:
        """Every article, column by column."""
        for column in self.columns():
            yield from column.articles
