"""Sources of accounts: one file each, which registers itself. A source reads; it never fetches.

A source is a generator: it yields what it wants (a web answer, or files that a person dropped into `inbox/`), is sent
what came of it, and returns one `SourceOutcome`. Its `parse` is pure: a recorded answer in, an outcome out; it never
raises on bad input (`parse_changed` instead), has no clock of its own and keeps ids as text. What `told_apart`,
`trusted` and `text_of` do is done by every source: no post swallows another, no time is believed that nobody knew.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler.items import Post, Reason, SourceOutcome
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
    """What came of an ask: a web answer (with the reason if there is none), or files.

    A reason beside files says why they are not all that there is.
    """

    reason: Reason | None = None
    detail: str = ""
    status: int | None = None
    content_type: str = ""
    body: bytes = b""
    files: tuple[Dropped, ...] = ()


# --- what every source owes its posts --------------------------------------------------------------------------------

_NO_POST_YET = 1970
"""The last year whose dates mean "not known": computers write 0001, 1899, 1900 or 1970 where they have none."""


def trusted(moment: datetime, zone: ZoneInfo) -> datetime | None:
    """An aware moment in the district's zone; None for the zero dates of computers and the ends of the calendar."""
    try:
        local = moment.astimezone(zone)
    except OverflowError:
        return None
    return local if local.year > _NO_POST_YET else None


def told_apart(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The posts, each under an id of its own.

    An id that stands under different posts is none (a spreadsheet rounded it, or it is the account's address): they
    are all kept, under ids made from what they say. The same post twice (two overlapping files) is one.
    """
    once = {(post.id, *_told(post)): post for post in posts}
    shared = Counter(post.id for post in once.values())
    return tuple(
        post if shared[post.id] == 1 else replace(post, id=digest(post.id, *_told(post)))
        for post in once.values()
    )


def _told(post: Post) -> tuple[str, str | None, datetime | None]:
    return post.title, post.url, post.published


def digest(*parts: object) -> str:
    """An id made from what a post says, for one that has none."""
    return hashlib.sha256("|".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:24]


def text_of(value: object) -> str | None:
    """Text, or a whole number as text, that can be stored; None for anything else and for blanks.

    Half a surrogate pair, which JSON may hold, is no character: it becomes a question mark.
    """
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).encode("utf-8", "replace").decode().strip() or None


# --- the conversation, the register ----------------------------------------------------------------------------------

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
