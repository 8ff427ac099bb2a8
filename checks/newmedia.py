"""What checks judge of new media: registered accounts, their posts, and accounts that units' pages lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from checks.proofs import Seen
from crawler.items import AccountState, Post, Reason
from rules import model as rules


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source of an account said (its looks in order): the last is the one that counts.

    `states` are what each look said of the account itself, `state_told` the platform's words; `display_name`,
    `principal` (认证主体) and `platform_id` are as the platform has them. `answer` is the row of the source's table of
    answers that the last look met. `files` are the stored files that it read.
    """

    source: str
    looks: tuple[Reason | None, ...]
    proves_silence: bool
    covered: tuple[date, date] | None = None
    liveness: tuple[str, ...] = ()
    newest_by_look: tuple[datetime | None, ...] = ()
    told: str = ""
    posts: int = 0
    seen: Seen | None = None
    files: tuple[Seen, ...] = ()
    states: tuple[AccountState, ...] = ()
    state_told: str = ""
    display_name: str | None = None
    principal: str | None = None
    platform_id: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A registered account, what its sources said in order of the chain, and every post that was ever seen of it.

    A post that several sources or sweeps showed stands here once, at its earliest time. `newest_live` is the newest
    that this sweep showed and that is not deleted. `closed_before` is the day of the earliest
    sweep from which on the register has called it closed. `shown_as` are the numbers and names that platforms have shown
    together for it, in this sweep and in earlier ones.
    """

    row: rules.Account
    reports: tuple[SourceReport, ...]
    posts: tuple[Post, ...] = ()
    newest_live: datetime | None = None
    incident: bool = False
    closed_before: date | None = None
    shown_as: frozenset[tuple[str, str]] = frozenset()
    kind: Literal["account"] = "account"

    @property
    def key(self) -> str:
        """The account's code."""
        return self.row.code

    @property
    def name(self) -> str:
        """The account's name."""
        return self.row.name

    @property
    def url(self) -> str | None:
        """Where it is collected."""
        return self.row.source_url


@dataclass(frozen=True, slots=True)
class AccountPost:
    """A post that this sweep showed of a registered account."""

    account: rules.Account
    post: Post
    seen: Seen | None = None
    kind: Literal["post"] = "post"

    @property
    def key(self) -> str:
        """The post's URL; for one without, the account's code and its id."""
        return self.post.url or f"{self.account.code}#{self.post.id}"

    @property
    def name(self) -> str:
        """Its title, or how it begins."""
        return self.post.title or (self.post.text or "").strip()[:40] or self.key

    @property
    def url(self) -> str | None:
        """Where it stands."""
        return self.post.url


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """An account to which the home page or a unit's page leads, by a link or a QR code.

    `id` is what its address tells of it, None where it tells nothing. `registered` names the accounts of the register
    that it is; `possible` those of the same platform that could be it, for nothing is known by which to compare.
    `named`: the words around it call it the unit's own.
    """

    platform: str
    id: str | None
    address: str
    words: str
    page_url: str
    via: Literal["link", "qr"] = "link"
    registered: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    named: bool = False
    seen: Seen | None = None
    kind: Literal["account"] = "account"

    @property
    def key(self) -> str:
        """The platform and the id, or the address: the same from week to week."""
        return f"{self.platform}:{self.id}" if self.id else self.address

    @property
    def name(self) -> str:
        """What the page calls it."""
        return self.words or self.key

    @property
    def url(self) -> str | None:
        """Where it leads."""
        return self.address
