"""Posts of one account as several sources, looks and sweeps showed them: the same post is one, at its earliest time.

Two are the same when title and id (of one source) or title and address agree, or title and day. Where titles differ they
are two, whatever the id: a bridge may give every post the same, and an edit must make nothing look older than it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.addresses import page_key
from crawler.items import Post
from rules.data import toml
from rules.personal import Hidden
from rules.text import plain


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as one source showed it."""

    source: str
    post: Post


def merged(shown: Iterable[Shown]) -> tuple[Post, ...]:
    """Every post once, by its time and id."""
    rows = list(shown)
    group = list(range(len(rows)))

    def head(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    first: dict[tuple[str, ...], int] = {}
    edited = {(row.source, row.post.id) for row in rows if row.post.edited}
    for number, row in enumerate(rows):
        for key in _keys(row, edited):
            group[head(number)] = head(first.setdefault(key, number))
    groups: dict[int, list[Post]] = {}
    for number, row in enumerate(rows):
        groups.setdefault(head(number), []).append(row.post)
    return tuple(sorted(map(_one, groups.values()), key=lambda post: (str(post.published), post.id)))


def _keys(row: Shown, edited: set[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """What a post shares with its doubles. One that is known to be edited is known by its id, whatever its title."""
    post, title = row.post, plain(row.post.title)
    yield "id", row.source, post.id, title
    if (row.source, post.id) in edited:
        yield "edited", row.source, post.id
    if post.url:
        yield "url", address_key(post.url), title
    if title and post.published is not None:
        yield "day", title, post.published.date().isoformat()


def _one(doubles: list[Post]) -> Post:
    """The post that its doubles are: the earliest time, every text, deleted if anybody said so."""
    earliest = min(doubles, key=lambda post: (post.published is None, _stamp(post.published)))
    longest = max(
        (post for post in doubles if post.text), key=lambda post: len(post.text or ""), default=earliest
    )
    return replace(
        earliest,
        url=next((post.url for post in doubles if post.url), None),
        text=longest.text or None,
        hidden=Hidden(earliest.hidden.title, longest.hidden.text),
        deleted=any(post.deleted for post in doubles),
        edited=any(post.edited for post in doubles),
    )


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def address_key(url: str) -> str:
    """Equal for addresses of one post, whatever was added on the way it was shared."""
    parts = urlsplit(url)
    passing = toml("newmedia.toml")["addresses"]["passing"]
    query = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in passing]
    return page_key(urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(sorted(query)), "")))
