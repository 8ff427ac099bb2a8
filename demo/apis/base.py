"""What every stand-in has: its platform's name as the first folder of its addresses, its accounts, a memory of what was asked."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, unquote

from demo.accounts.posts import ZONE
from demo.odd import Answer

if TYPE_CHECKING:
    from demo.media import Account, Post
    from demo.world import World

_MOST = 5000  # questions that one platform answers; whoever asks for more has lost the way
_REMEMBERED = 20_000
_TWICE = 2
TOO_OFTEN = (
    "too often twice"  # a quirk of every platform: the first two questions about an account are too many
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the path below the platform's folder, its query, its body, the headers in lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; empty where it is none."""
        try:
            said = json.loads(self.body)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    def form(self) -> dict[str, str]:
        """The body as a form."""
        return fields_of(self.body.decode("latin-1"))

    def number(self, name: str, default: int) -> int:
        """A number in the query."""
        said = self.query.get(name, "")
        return int(said) if said.isdecimal() and len(said) < 20 else default


class Api(ABC):
    """A platform's interface. `source` is the word by which a register asks for it; quirks stand under that word."""

    host: ClassVar[str]
    source: ClassVar[str]

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts = [one for one in (*world.accounts, *world.canaries) if self.source in one.sources]
        self._times: Counter[str] = Counter()

    @abstractmethod
    def answer(self, asked: Asked) -> Answer:
        """Answer a question."""

    @property
    def now(self) -> datetime:
        """The evening of the day on which the world stands."""
        return datetime.combine(self.world.as_of, time(23, 30), ZONE)

    def by_handle(self, handle: str | None) -> Account | None:
        """The account of an id."""
        return next((one for one in self.accounts if handle and one.handle == handle), None)

    def quirk(self, account: Account) -> str:
        """How this platform misbehaves about an account."""
        return account.quirks.get(self.source, "")

    def posts(self, account: Account) -> list[Post]:
        """What it published, newest first."""
        return account.shown(self.source)

    def pinned_first(self, account: Account) -> list[Post]:
        """The same as a page shows it."""
        return sorted(self.posts(account), key=lambda post: not post.pinned)

    def times(self, *names: str) -> int:
        """How often this was asked, this time included."""
        self._times["/".join(names)] += 1
        return self._times["/".join(names)]

    def too_often(self, account: Account) -> bool:
        """Whether this question comes too soon."""
        return self.quirk(account) == TOO_OFTEN and self.times("too often", account.code) <= _TWICE


APIS: dict[str, type[Api]] = {}


def api(kind: type[Api]) -> type[Api]:
    """Register a stand-in under its platform's host."""
    if kind.host in APIS:
        raise ValueError(f"{kind.host}: registered twice")
    APIS[kind.host] = kind
    return kind


class Platforms:
    """All of them on one server: `/api.weibo.com/2/…` is what https://api.weibo.com/2/… is elsewhere."""

    def __init__(self, world: World) -> None:
        self._apis = {host: kind(world) for host, kind in APIS.items()}
        self._asked: Counter[str] = Counter()
        self.questions: deque[str] = deque(maxlen=_REMEMBERED)

    def answer(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer | None:
        """Answer a question; None for an address that is no platform's."""
        path, _, query = target.partition("?")
        host, _, rest = path.removeprefix("/").partition("/")
        if host not in self._apis:
            return None
        self._asked[host] += 1
        self.questions.append(f"{method} {target} {body.decode('utf-8', 'replace')}".rstrip())
        if self._asked[host] > _MOST:
            return SLOW_DOWN
        return self._apis[host].answer(Asked(method, f"/{unquote(rest)}", fields_of(query), body, headers))


SLOW_DOWN = Answer(429, b"Too Many Requests", "text/plain", headers=(("Retry-After", "1"),))


def said(value: object, status: int = 200) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8")


def fields_of(text: str) -> dict[str, str]:
    """The first value of every field of a query or a form."""
    return {key: values[0] for key, values in parse_qs(text).items()}


def seconds(at: datetime) -> int:
    """Seconds since 1970."""
    return int(at.timestamp())


def english(at: datetime) -> str:
    """`Wed Nov 18 10:16:05 +0800 2026`, whatever the machine's language."""
    day, month = _DAYS[at.weekday()], _MONTHS[at.month - 1]
    return f"{day} {month} {at.day:02d} {at:%H:%M:%S %z} {at.year:04d}"
