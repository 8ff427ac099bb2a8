"""Sources of accounts: one file each, which registers itself. A source reads; it never fetches, and sees no secret.

A source is a generator: it yields what it wants (a web answer, what a page in the browser loads, a token, or files
that a person dropped into `inbox/`), is sent what came of it, and returns one `SourceOutcome`. Its `parse` is pure: a recorded answer in, an outcome out; it never
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
from typing import Literal
from zoneinfo import ZoneInfo

from crawler.addresses import netloc_of
from crawler.items import Post, Reason, SourceOutcome
from rules.model import Account


@dataclass(frozen=True, slots=True)
class Key:
    """A secret by name. Its mark stands in a question for it until the request leaves, and in the answer after."""

    name: str

    @property
    def mark(self) -> str:
        """The stand-in text: plain in URLs, headers and JSON alike."""
        return f"~~{self.name}~~"

    def part(self, number: int) -> Key:
        """One piece of a secret that is written `APPID:SECRET`, counted from 0."""
        return Key(f"{self.name}.{number}")

    def named(self, what: str) -> Key:
        """A secret learned with this one: its token."""
        return Key(f"{self.name}.{what}")


@dataclass(frozen=True, slots=True)
class Window:
    """What a source may know of the moment.

    The days that are asked about (both inclusive), the district's zone, the moment of collection, the account's
    secret (None where the office has not set its variable), whether the office runs a command that hands out tokens
    (a third-party platform), and whether it vouches that the source's times without a zone are the district's own.
    """

    since: date
    until: date
    zone: ZoneInfo
    moment: datetime
    key: Key | None = None
    token_command: bool = False
    local_times: bool = False


@dataclass(frozen=True, slots=True)
class WebAsk:
    """A wanted web answer.

    `keys` are the secrets whose marks may be replaced in this very request, as it leaves. `learns` names string
    values of a JSON answer (by their key, at any depth) that are taken out and kept under a `Key` before anything is
    stored; such an answer is always asked anew. A `body` makes it a POST.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    keys: tuple[Key, ...] = ()
    learns: Mapping[str, Key] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TokenAsk:
    """A wanted token: what the office's own command hands out for an account, kept under `key`.

    `renew`: the one that is held is not accepted any more. Answered by a `Brought` without a body.
    """

    key: Key
    renew: bool = False


@dataclass(frozen=True, slots=True)
class BrowserAsk:
    """A wanted page in a real browser, and what the page itself loads (by parts of their addresses).

    Answered by a `Brought` whose body is the page as it stands and whose `loaded` are those answers in their order.
    Nothing is injected and nothing is clicked; `scrolls` is how often the page is scrolled to its end.
    """

    url: str
    loads: tuple[str, ...]
    scrolls: int = 0


@dataclass(frozen=True, slots=True)
class FileAsk:
    """Wanted files: a pattern below the workspace's `inbox/`."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file from the inbox (its name below it) with the coverage statement that travels beside it, if any.

    `fetches` are the rows under which the file and its statement were stored, the file's first.
    """

    name: str
    body: bytes
    coverage: bytes | None
    coverage_name: str = ""
    fetches: tuple[int, ...] = ()

    @property
    def fetch(self) -> int | None:
        """The row of the file itself."""
        return next(iter(self.fetches), None)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An answer that a page in the browser asked for by itself."""

    url: str
    status: int
    body: bytes


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
    location: str | None = None
    loaded: tuple[Loaded, ...] = ()


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

Ask = WebAsk | BrowserAsk | TokenAsk | FileAsk
Reading = Generator[Ask, Brought, SourceOutcome]
Reader = Callable[[Account, Window], Reading]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A question that a source may ask: nothing else of its platform is ever called.

    `base`: the platform answers it at another of its addresses.
    """

    method: Literal["GET", "POST"]
    path: str
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A registered source.

    `proves_silence`: complete over a stated period, so that silence can be proved by it. `base` is the platform's own
    address, where the register names no other; `endpoints` are the only questions that may leave, for a source that
    speaks to an API (a source without any may only GET the account's own address). `only` names the platforms that
    it serves; empty means any.
    """

    name: str
    proves_silence: bool
    read: Reader
    base: str | None = None
    endpoints: tuple[Endpoint, ...] = ()
    only: frozenset[str] = frozenset()


SOURCES: dict[str, Source] = {}


def source(
    name: str, *, proves_silence: bool, base: str | None = None, endpoints: Iterable[Endpoint] = (),
    only: Iterable[str] = (),
) -> Callable[[Reader], Reader]:  # fmt: skip
    """Register a source under the word that `accounts.source` uses."""

    def register(reader: Reader) -> Reader:
        if name in SOURCES:
            raise ValueError(f"source {name!r} is registered twice")
        SOURCES[name] = Source(name, proves_silence, reader, base, tuple(endpoints), frozenset(only))
        return reader

    return register


def base_of(account: Account, name: str, endpoint: Endpoint | None = None) -> str:
    """The address that an API is asked at: the register's own, else the platform's; without a slash at its end.

    An endpoint with a base of its own is asked there, unless the register's address is not the platform's: then that
    one stands for the whole platform.
    """
    home = SOURCES[name].base
    url = account.url_for(name) or home
    assert url is not None, f"the source {name} has an address of its own"
    if endpoint is not None and endpoint.base is not None and home is not None:
        url = endpoint.base if netloc_of(url) == netloc_of(home) else url
    return url.rstrip("/")


def load_sources() -> Mapping[str, Source]:
    """Import every module of this package; the sources by name."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    return SOURCES
