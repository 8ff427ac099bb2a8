"""Sources of accounts: one file each, which registers itself. A source reads; it never fetches.

A source is a generator: it yields what it wants (a web answer, or files that a person dropped into `inbox/`), is sent
what came of it, and returns one `SourceOutcome`. Its `parse` is pure: a recorded answer in, an outcome out; it never
raises on bad input (`parse_changed` instead), has no clock of its own and keeps ids as text.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler.items import Reason, SourceOutcome
from rules.model import Account


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are asked about (both inclusive), the district's zone, and the moment of collection."""

    since: date
    until: date
    zone: ZoneInfo
    moment: datetime


@dataclass(frozen=True, slots=True)
class WebAsk:
    """A wanted web answer."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class FileAsk:
    """Wanted files: a pattern below the workspace's `inbox/`."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file from the inbox with the coverage statement that travels beside it, if any."""

    name: str
    body: bytes
    coverage: bytes | None


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of an ask: a web answer (with the reason if there is none), or files."""

    reason: Reason | None = None
    detail: str = ""
    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    files: tuple[Dropped, ...] = ()


Reading = Generator[WebAsk | FileAsk, Brought, SourceOutcome]
Reader = Callable[[Account, Window], Reading]


@dataclass(frozen=True, slots=True)
class Source:
    """A registered source. `proves_silence`: complete over a stated period, so that silence can be proved by it."""

    name: str
    proves_silence: bool
    read: Reader


SOURCES: dict[str, Source] = {}


def source(name: str, *, proves_silence: bool) -> Callable[[Reader], Reader]:
    """Register a source under the word that `accounts.source` uses."""

    def register(reader: Reader) -> Reader:
        if name in SOURCES:
            raise ValueError(f"source {name!r} is registered twice")
        SOURCES[name] = Source(name, proves_silence, reader)
        return reader

    return register


def load_sources() -> Mapping[str, Source]:
    """Import every module of this package; the sources by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return SOURCES
