"""Families of pages: each says by which marks it knows its own, and how its lists go on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from crawler.items import DateMark, NextPage
from crawler.pages.links import Resolver
from crawler.pages.tree import Doc


@dataclass(frozen=True, slots=True)
class View:
    """What a family sees of a page."""

    url: str
    html: str
    doc: Doc
    resolver: Resolver


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list goes on: its further pages in order, and the total number of its rows where the page tells."""

    pages: tuple[NextPage, ...] = ()
    total: int | None = None


Reader = Callable[[View], Paging | None]
Moments = Callable[[View, ZoneInfo], Iterable[DateMark]]


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its name, the marks in its markup, and the reader of its paging (None: nothing of its own here).

    `moments` reads the publication dates that its pages carry in scripts only, where they do.
    """

    name: str
    marks: tuple[str, ...]
    paging: Reader
    rank: int
    moments: Moments | None = None

    def mark_in(self, html: str) -> str | None:
        """The first of its marks that a page carries."""
        return next((mark for mark in self.marks if mark in html), None)


_FAMILIES: dict[str, Family] = {}
MOST_PAGES = 1_000
"""Pages of one list that are named at most: a broken counter must not fill memory."""


def family(*marks: str, rank: int = 50, moments: Moments | None = None) -> Callable[[Reader], Reader]:
    """Register a family: its module's name is its name, `marks` are words of its markup. Lower ranks are asked first."""

    def register(reader: Reader) -> Reader:
        name = reader.__module__.rpartition(".")[2]
        if name in _FAMILIES:
            raise ValueError(f"family {name} is registered twice")
        _FAMILIES[name] = Family(name, marks, reader, rank, moments)
        return reader

    return register


@cache
def families() -> tuple[Family, ...]:
    """All families, found by walking `crawler.pages.families`; in the order in which they are asked."""
    package = importlib.import_module("crawler.pages.families")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return tuple(sorted(_FAMILIES.values(), key=lambda known: (known.rank, known.name)))


def family_of(html: str) -> Family | None:
    """The family whose marks a page carries, or None."""
    return next((known for known in families() if known.mark_in(html) is not None), None)


def family_paging(view: View) -> Paging | None:
    """What the first family that has something to say tells of a list's further pages."""
    for known in families():
        paging = known.paging(view)
        if paging is not None:
            return paging
    return None
