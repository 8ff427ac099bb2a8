"""A family of pages: where things stand, and how the pages look. A family is one file that subclasses this."""

from __future__ import annotations

import posixpath
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import ClassVar

from demo import blocks, prose
from demo.families import parts
from demo.families.look import Look, Row
from demo.files import file_bytes
from demo.world import Area, Article, Attachment, Column, Unit, World

HITS = "@@HITS@@"  # the server puts a counter here


@dataclass(frozen=True, slots=True)
class Page:
    """One address: how its answer is made, and (for lists) the same page without its entries."""

    render: Callable[[], bytes]
    kind: str = "text/html"
    hollow: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in the middle of a page, and what its head says."""

    here: str
    title: str
    tags: list[tuple[str, str]]
    main: str
    column: Column | None = None
    at_article: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, about to be printed."""

    world: World
    column: Column
    page: int
    rows: list[Row]


class Family(ABC):
    """Shared by every CMS: which pages an area has. What they are made of is the family's own."""

    name: ClassVar[str]
    address: ClassVar[re.Pattern[str]]  # what a unit's registered front page looks like
    looks: ClassVar[tuple[Look, Look, Look]]
    per_page: ClassVar[int] = 20
    charset: ClassVar[str] = "utf-8"
    carried: ClassVar[int] = 1  # pages' worth of rows that one page of a list holds
    paged: ClassVar[bool] = True  # whether further pages have addresses of their own
    fronted: ClassVar[tuple[str, ...]] = ("动态要闻", "通知公告")  # types that the front page quotes
    relative: ClassVar[bool] = False
    numbers: ClassVar[int]  # where its areas begin to count

    # --- where things stand ---

    @abstractmethod
    def root(self, unit: Unit) -> str:
        """The folder of a unit's area."""

    @abstractmethod
    def front_path(self, area: Area) -> str:
        """The unit's front page."""

    @abstractmethod
    def column_path(self, column: Column, page: int = 1) -> str:
        """A page of a column."""

    @abstractmethod
    def article_path(self, article: Article) -> str:
        """An article."""

    @abstractmethod
    def file_path(self, article: Article, file: Attachment) -> str:
        """A file that belongs to an article."""

    def entry_path(self, article: Article) -> str:
        """Where the list's row leads: the article, or its file alone."""
        if article.file_only:
            return self.file_path(article, article.attachments[0])
        return self.article_path(article)

    def href(self, here: str, there: str) -> str:
        """How a page writes an address of the same site."""
        if not self.relative or not there.startswith("/") or there == "/":
            return there
        way = posixpath.relpath(there, posixpath.dirname(here))
        return way if way.startswith(".") else f"./{way}"

    # --- which pages there are ---

    def pages(self, world: World, area: Area) -> Iterator[tuple[str, Page]]:
        """Every page of the area by its address."""
        if not area.portal:
            yield self.front_path(area), Page(partial(self._front, world, area))
        for column in area.columns:
            yield from self._column_pages(world, column)
            for article in column.articles:
                if not article.file_only:
                    yield (
                        self.article_path(article),
                        Page(partial(self._article, world, article)),
                    )
                for file in article.attachments:
                    yield (
                        self.file_path(article, file),
                        Page(partial(file_bytes, file), kind="application/octet-stream"),
                    )

    def page_count(self, column: Column) -> int:
        """How many pages the column's list has."""
        return max(1, -(-len(column.articles) // self.per_page))

    def _column_pages(self, world: World, column: Column) -> Iterator[tuple[str, Page]]:
        if column.form != "list":
            yield self.column_path(column), Page(partial(self._still, world, column))
            return
        for page in range(1, self.page_count(column) + 1 if self.paged else 2):
            yield (
                self.column_path(column, page),
                Page(
                    partial(self._list, world, column, page),
                    hollow=partial(self._list, world, column, page, hollow=True),
                ),
            )

    def slice(self, column: Column, page: int) -> list[Article]:
        """The articles on one page of the list."""
        return column.in_order()[(page - 1) * self.per_page : (page - 1 + self.carried) * self.per_page]

    # --- what they are made of ---

    @abstractmethod
    def shell(self, world: World, area: Area, text: Text) -> str:
        """The whole page around a text."""

    @abstractmethod
    def list_main(self, listing: Listing) -> str:
        """The middle of a list page."""

    @abstractmethod
    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """The middle of an article page."""

    def look(self, area: Area) -> Look:
        """The area's layout."""
        return self.looks[area.layout]

    def title(self, area: Area, own: str, column: Column | None, site: str) -> str:
        """The page's <title>: some templates forget the article's own."""
        match self.look(area).page_title:
            case "column" if column:
                return f"{column.name}_{site}"
            case "site":
                return site
        return f"{own}_{site}"

    def source(self, article: Article, world: World) -> str:
        """发布机构/来源."""
        if article.column.area.portal and article.voice == "news" and article.serial % 2:
            return f"{world.district}融媒体中心"
        return article.unit.name

    def rows(self, here: str, articles: list[Article], *, dated: bool = True) -> list[Row]:
        """Articles as rows of a list."""
        return [self._row(here, one, dated=dated) for one in articles]

    def _row(self, here: str, one: Article, *, dated: bool = True) -> Row:
        there = FAMILIES[one.column.area.family].entry_path(one)
        return Row(self.href(here, there), one.title, one.listed if dated else None, one.pinned)

    def portal_path(self, column: Column) -> str:
        """Where one of the portal's own columns stands, whoever links to it."""
        return FAMILIES[column.area.family].column_path(column)

    def portal_rows(self, world: World, here: str) -> list[Row]:
        """The portal's newest headlines, as links from this page."""
        return self.rows(here, parts.hot(world))

    def crumbs(self, area: Area, text: Text, between: str = " &gt; ") -> str:
        """The breadcrumbs as links; an article's end with 正文."""
        steps = parts.way(area, self.front_path(area), self.column_path, text.column)
        way = [(name, self.href(text.here, path)) for name, path in steps]
        return parts.anchors(way, between) + (f"{between}<span>正文</span>" if text.at_article else "")

    def _encode(self, html: str) -> bytes:
        return html.encode(self.charset, "xmlcharrefreplace")

    def _list(self, world: World, column: Column, page: int, *, hollow: bool = False) -> bytes:
        here, articles = self.column_path(column, page), [] if hollow else self.slice(column, page)
        rows = self.rows(here, articles, dated=column.rows_dated)
        main = self.list_main(Listing(world, column, page, rows))
        tags = [*parts.site_tags(world), *parts.column_tags(column)]
        text = Text(here, f"{column.name}_{column.area.unit.name}", tags, main, column)
        return self._encode(self.shell(world, column.area, text))

    def _still(self, world: World, column: Column) -> bytes:
        """A page that is the document, or one that only leads to its children."""
        here = self.column_path(column)
        if column.form == "parent":
            below = [(child.name, self.href(here, self.column_path(child))) for child in column.children]
            main = f'<div class="sub-columns">{parts.anchors(below, " ")}</div>'
        else:
            stated = self.look(column.area).says(column.day, 9 * 60) if column.day else ""
            main = (
                f'<h1>{escape(column.name)}</h1><div class="info">{stated}</div>'
                f'<div class="content">{blocks.html(column.blocks)}</div>'
            )
        tags = [*parts.site_tags(world), *parts.column_tags(column)]
        return self._encode(self.shell(world, column.area, Text(here, column.name, tags, main, column)))

    def _article(self, world: World, article: Article) -> bytes:
        here = self.article_path(article)
        body = blocks.html(prose.body(world, article))
        files = parts.anchors(
            (
                (f"{file.name}.{file.suffix}", self.href(here, self.file_path(article, file)))
                for file in article.attachments
            ),
            "<br>",
        )
        tags = [*parts.site_tags(world), *parts.article_tags(article, self.source(article, world))]
        main = self.article_main(world, article, body, files)
        text = Text(here, article.title, tags, main, article.column, at_article=True)
        return self._encode(self.shell(world, article.column.area, text))

    def _front(self, world: World, area: Area) -> bytes:
        here = self.front_path(area)
        main = "".join(self.front_block(here, column) for column in area.columns if column.form == "list")
        main += parts.matrix(area.leads)
        tags = [*parts.site_tags(world), ("ColumnName", area.unit.name), ("ColumnType", "政府信息公开目录")]
        return self._encode(self.shell(world, area, Text(here, area.unit.name, tags, main)))

    def front_block(self, here: str, column: Column) -> str:
        """A few newest rows of the busier columns on the unit's front page."""
        if column.type not in self.fronted:
            return ""
        rows = self.look(column.area).rows(self.rows(here, column.in_order()[:6], dated=column.rows_dated))
        more = self.href(here, self.column_path(column))
        return f'<div class="block"><h3>{escape(column.name)}<a href="{escape(more)}">更多&gt;&gt;</a></h3>{rows}</div>'


FAMILIES: dict[str, Family] = {}


def family(kind: type[Family]) -> type[Family]:
    """Register a family under its name."""
    if kind.name in FAMILIES:
        raise ValueError(f"{kind.name}: registered twice")
    FAMILIES[kind.name] = kind()
    return kind
