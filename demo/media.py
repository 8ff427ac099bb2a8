"""New media in the demo world: registered accounts, their posts, and what on the portal leads to accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime

    from demo.world import Unit


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a page leads to a new-media account: a link, or the picture of a QR code that holds the address."""

    words: str
    url: str
    picture: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Post:
    """One post of an account; `state` is what an export says of it, `serial` what platforms make their ids of."""

    id: str
    title: str
    at: datetime
    state: str = "已发布"
    text: str = ""
    serial: int = 0
    pinned: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Account:
    """A registered account: its posts, what its platform says of it, and how its sources tell of both.

    `sources` are words of the register (`wechat_api`, `feed` …). By source: `quirks` is how it misbehaves, `known` the
    posts that it shows, where they are not all. `called` and `body` are name and 认证主体 as the platform has them.
    `speaks` is the source whose posts a visitor gets to see, "" where none shows any.
    """

    code: str
    unit: Unit
    platform: str
    name: str
    status: str
    days: int
    sources: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    posts: list[Post] = field(default_factory=list)
    purpose: str = ""
    handle: str = ""
    variable: str = ""
    called: str = ""
    body: str = ""
    state: Literal["normal", "cancelled", "banned"] = "normal"
    closed_on: date | None = None
    quirks: dict[str, str] = field(default_factory=dict)
    known: dict[str, list[Post]] = field(default_factory=dict)
    exported: bool = True
    covered: tuple[date, date] | None = None
    speaks: str = ""

    def listed(self, source: str) -> list[Post]:
        """Everything that a source holds, in the order in which it was put there."""
        return self.known.get(source, self.posts)

    def shown(self, source: str) -> list[Post]:
        """The published posts that a source knows, newest first."""
        posts = [post for post in self.listed(source) if post.state == "已发布"]
        return sorted(posts, key=lambda post: post.at, reverse=True)
