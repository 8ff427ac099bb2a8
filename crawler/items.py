"""What a sweep sees: pages as read, and every request's outcome. Frozen, and free of Scrapy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from rules.personal import Hidden


class Reason(StrEnum):
    """Why something could not be judged: the contract's codes, never a unit's fault."""

    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    PARSE_CHANGED = "parse_changed"
    SOFT_404 = "soft_404"
    EMPTY_UNPROVEN = "empty_unproven"
    AUTH_EXPIRED = "auth_expired"
    NOT_AUTHORISED = "not_authorised"
    RATE_LIMITED = "rate_limited"
    TLS = "tls"
    ROBOTS = "robots"
    DELAYED = "delayed"
    INCOMPLETE = "incomplete"
    IMPORT_MISSING = "import_missing"
    INCIDENT = "incident"
    NOT_SUPPORTED = "not_supported"
    AMBIGUOUS = "ambiguous"
    UNDATED = "undated"
    BUDGET = "budget"
    NOT_SWEPT = "not_swept"


class Kind(StrEnum):
    """What a page is, as `gongkai inspect` names it."""

    HOME = "home"
    COLUMN = "column"
    ARTICLE = "article"
    ATTACHMENT = "attachment"
    BLOCKED = "blocked"
    SOFT_404 = "soft_404"
    MOVED = "moved"
    OTHER = "other"


ReadBy = Literal["static", "script", "browser"]


def day_of(moment: date | datetime | None) -> date | None:
    """The day of a date or a moment, in the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list: full title, absolute URL, the date shown (None where none is, never a guess)."""

    title: str
    url: str
    date: date | None
    pinned: bool = False


class Link(NamedTuple):
    """An anchor with its absolute http(s) URL. `place` tells where it stands on the page.

    A page has hundreds: a tuple is made in half the time of a frozen dataclass.
    """

    url: str
    text: str
    place: Literal["breadcrumb", "list", "body", "page"]


@dataclass(frozen=True, slots=True)
class NextPage:
    """A further page of a list: its URL, and for lists that are asked for by POST the form to send."""

    url: str
    form: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class DateMark:
    """One mark on the page that claims a publication date: which mark, and what it says."""

    mark: str
    value: date | datetime


@dataclass(frozen=True, slots=True)
class Page:
    """All that is read out of one answer. An unknown is None or empty, never a guess.

    Dates: a date where the page shows no time (or 00:00), else an aware datetime in the district's zone.
    Lists: `entries` are the list's own rows (menus, hot news and friend links are not); `read_by` tells whether they
    stood in the markup ("static") or in data inside the page ("script"); `list_total` is the total that the page
    itself declares; `list_frame` names the element that holds the list, comparable between pages of one `template`;
    `empty_claim` is the page's own statement that its list holds nothing. `needs_browser` is true for a page that
    has no list and no text of its own but scripts that may write them. `frames` are same-page iframes that may hold
    the list.
    `template` is equal for pages made from the same template of one family; `content_hash` ignores counters and
    clocks. `frames_present` are the list frames that the page's markup could hold, entries or not.
    """

    url: str
    kind: Kind
    charset: str | None = None
    family: str | None = None
    template: str | None = None
    title: str | None = None
    published: date | datetime | None = None
    published_from: str | None = None
    date_marks: tuple[DateMark, ...] = ()
    written: date | None = None
    decided: date | None = None
    source: str | None = None
    index_no: str | None = None
    document_no: str | None = None
    validity: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    breadcrumb_links: tuple[Link, ...] = ()
    column_name: str | None = None
    column_type: str | None = None
    entries: tuple[Entry, ...] = ()
    next_pages: tuple[NextPage, ...] = ()
    read_by: ReadBy = "static"
    list_total: int | None = None
    list_frame: str | None = None
    frames_present: frozenset[str] = frozenset()
    empty_claim: str | None = None
    needs_browser: bool = False
    frames: tuple[str, ...] = ()
    attachments: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    blocked_by: str | None = None
    moved_to: str | None = None
    content_hash: str | None = None


AccountState = Literal["normal", "cancelled", "banned", "frozen", "migrated", "unknown"]
"""What a platform says of an account itself, by code or in explicit words; `unknown` where it says nothing."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of an account. `published` is None where the source gives no trustworthy publication time.

    `text` is what the post says as far as the source shows it; an edit is told by `edited`, and is no publication.
    `hidden` are the personal numbers that the store has hidden in title and text. `fetch` is the row of the stored file
    that shows it, where several were read together.
    """

    id: str
    title: str
    url: str | None
    published: datetime | None
    precision: Literal["second", "minute", "day"] = "second"
    time_source: str | None = None
    pinned: bool = False
    deleted: bool = False
    text: str | None = None
    kind: Literal["original", "repost", "unknown"] = "unknown"
    edited: bool = False
    hidden: Hidden = field(default_factory=Hidden)
    fetch: int | None = None


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What one source said of one account in one look.

    `reason` is None when the source answered as its platform promises. `covered` is the span of days over which the
    answer is complete, None where the source cannot promise any; only a source that may prove silence states it.
    `liveness` names the proofs that the source itself was alive; `told` is a sentence in Chinese for the office.
    `state` is the account's own state with the platform's words (`state_told`); `principal` is its 认证主体,
    `platform_id` the id that stays when an account is renamed. `answer` is the row of the source's table of answers.
    """

    reason: Reason | None
    posts: tuple[Post, ...] = ()
    covered: tuple[date, date] | None = None
    liveness: tuple[str, ...] = ()
    display_name: str | None = None
    declared_total: int | None = None
    told: str = ""
    state: AccountState = "unknown"
    state_told: str = ""
    principal: str | None = None
    verified: bool | None = None
    platform_id: str | None = None
    answer: str | None = None
