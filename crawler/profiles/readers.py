"""The readers of profile pages: one description per platform and page (readers.toml), held as types."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from crawler.platforms import text_of
from crawler.platforms.values import at
from rules.model import Account

_DATA = tomllib.loads(Path(__file__).with_name("readers.toml").read_text("utf-8"))
LONGEST_NOTICE: int = _DATA["page"]["longest"]
"""How many characters a page may show and still be a notice rather than content."""


@dataclass(frozen=True, slots=True)
class Posts:
    """Where an answer that lists posts has what; the keys are explained in readers.toml."""

    at: list[str]
    items: str
    owner: list[str]
    id: list[str]
    title: list[str]
    time: list[str]
    unit: Literal["s", "ms", "words"]
    url: str
    asked: str = ""
    inside: str = ""
    text: list[str] = field(default_factory=list)
    owner_name: list[str] = field(default_factory=list)
    verified: list[str] = field(default_factory=list)
    loose: bool = False
    pinned: list[str] = field(default_factory=list)
    skip: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    repost: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    flags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class User:
    """Where an answer about the account itself has what."""

    at: list[str]
    within: str
    id: list[str]
    name: list[str]
    total: list[str]
    asked: str = ""
    verified: list[str] = field(default_factory=list)
    flags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """One platform's page."""

    platform: str
    id_in: str
    code: str
    good: list[int | str]
    said: list[str]
    posts: Posts
    user: User | None = None

    @property
    def parts(self) -> list[str]:
        """Parts of the addresses of the answers that are read."""
        return [*self.posts.at, *(self.user.at if self.user else ())]


@dataclass(frozen=True, slots=True)
class Whose:
    """The account that a page should be of: every id that is known for it, and its registered name."""

    ids: frozenset[str]
    name: str


@cache
def readers_of(platform: str) -> tuple[Reader, ...]:
    """The readers of a platform; none for a platform whose pages are not read."""
    return tuple(_reader(row) for row in _DATA["reader"] if row["platform"] == platform)


def _reader(row: dict[str, Any]) -> Reader:
    user = User(**row["user"]) if "user" in row else None
    return Reader(**{**row, "posts": Posts(**row["posts"]), "user": user})


def whose(account: Account, url: str, readers: Iterable[Reader]) -> Whose:
    """The ids that the page's address and the register's 账号ID give."""
    path = urlsplit(url).path
    found = (re.search(reader.id_in, path) for reader in readers)
    written = text_of(account.handle or "")
    return Whose(frozenset([match[1] for match in found if match] + [written] * bool(written)), account.name)


def asked_of(url: str, name: str) -> str | None:
    """What an address says for a parameter."""
    return next(iter(parse_qs(urlsplit(url).query).get(name, ())), None) if name else None


def first(row: object, paths: Iterable[str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What stands at the first path that leads somewhere."""
    return next((value for path in paths if (value := at(row, path)) not in (None, "")), None)


def texts(row: object, paths: Iterable[str]) -> Iterator[str]:
    """The texts that stand at some paths."""
    return (text for path in paths if (text := text_of(at(row, path))))


def holds(row: object, marks: Iterable[str]) -> bool:
    """Whether any mark is on a row: a path that holds something, or `path=value`."""
    for mark in marks:
        path, equals, wanted = mark.partition("=")
        value = at(row, path)
        if text_of(value) == wanted if equals else bool(value):
            return True
    return False
