"""One answer that a profile page asked for: whose it is, whether it is good, which posts of the account it shows."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import quote, unquote

from crawler.items import Post
from crawler.platforms import Loaded, Window, digest, text_of
from crawler.platforms.answers import Answers, Meaning
from crawler.platforms.reach import believed
from crawler.platforms.values import at, count_at, json_object, moment_in_words, moment_of
from crawler.profiles.readers import Posts, Reader, User, Whose, asked_of, first, holds, texts
from rules.text import plain, shown

_TAG = re.compile(r"<[^<>]*>")
_TITLE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """What one answer told of the account. `row` says why it is not good, in the platform's `words`.

    `listed` counts the account's own posts in a list, None for an answer that is no list of its posts.
    """

    row: Meaning | None = None
    words: str = ""
    posts: tuple[Post, ...] = ()
    listed: int | None = None
    total: int | None = None
    name: str | None = None
    platform_id: str | None = None
    verified: bool | None = None


def read_loaded(
    loaded: Loaded, readers: tuple[Reader, ...], whose: Whose, answers: Answers, window: Window
) -> Told:
    """What an answer told; nothing at all for one that no reader knows."""
    for reader in readers:
        for what in (reader.posts, reader.user):
            if what is not None and any(part in loaded.url for part in what.at):
                return _Answer(loaded, reader, whose, answers, window).told(what)
    return Told()


@dataclass(frozen=True, slots=True)
class _Answer:
    loaded: Loaded
    reader: Reader
    whose: Whose
    answers: Answers
    window: Window

    def told(self, what: Posts | User) -> Told:
        asked = asked_of(self.loaded.url, what.asked)
        if asked is not None and asked not in self.whose.ids:
            return Told(self.answers.named("other-account"), asked)
        data = json_object(self.loaded.body)
        code = at(data, self.reader.code)
        if (
            data is None
            or self.loaded.status >= 400
            or isinstance(code, bool)
            or code not in self.reader.good
        ):
            return self._bad(data, code)
        return self._user(data, what, asked) if isinstance(what, User) else self._posts(data, what, asked)

    def _bad(self, data: dict[str, Any] | None, code: object) -> Told:
        """By what the answer says in words, then by its code, then by its HTTP status."""
        body = self.loaded.body
        words = (
            " ".join(map(unquote, texts(data, self.reader.said)))
            if data
            else _plain_text(body.decode("utf-8", "replace"))
        )
        known = self.answers.by_words(words) or self.answers.by_code(f"{self.reader.platform}:{code}")
        if known is None:
            known = self.answers.by_status(self.loaded.status)
        if known is None and self.loaded.status >= 400:
            known = self.answers.named("refused")
        if known is None:
            known = self.answers.named(
                "unknown-code" if data else "no-json" if body.strip() else "empty-answer"
            )
        return Told(
            known,
            shown(words)[:_TITLE] or f"HTTP {self.loaded.status}，代码{code if code is not None else '无'}",
        )

    def _user(self, data: dict[str, Any], what: User, asked: str | None) -> Told:
        user = at(data, what.within)
        ids = list(texts(user, what.id))
        if not isinstance(user, dict) or not (self.whose.ids.intersection(ids) or (asked and not ids)):
            return Told(self.answers.named("other-account" if ids else "list-missing"), "、".join(ids))
        totals = (count_at(user, path) for path in what.total)
        verified = first(user, what.verified)
        told = self._flagged(Told(), user, what.flags)
        return replace(
            told, total=next((n for n in totals if n is not None), None), name=text_of(first(user, what.name)),
            platform_id=next(iter(ids), asked), verified=verified if isinstance(verified, bool) else None,
        )  # fmt: skip

    def _posts(self, data: dict[str, Any], what: Posts, asked: str | None) -> Told:
        rows = at(data, what.items)
        if not isinstance(rows, list):
            path, _, last = what.items.rpartition(".")
            holder = at(data, path) if path else data
            there = isinstance(holder, dict) and last in holder and rows is None
            return Told(self.answers.named("null-list" if there else "list-missing"))
        inner = [at(row, what.inside) if what.inside else row for row in rows]
        rows = [row for row in inner if isinstance(row, dict) and not holds(row, what.skip)]
        own = [row for row in rows if self._is_own(row, what, asked)]
        if rows and not own:
            return Told(self.answers.named("other-account"), "、".join(list(texts(rows[0], what.owner))[:1]))
        told = Told(posts=tuple(self._post(row, what) for row in own), listed=len(own))
        for row in own:
            verified = first(row, what.verified)
            told = self._flagged(told, row, what.flags)
            told = replace(
                told, name=told.name or text_of(first(row, what.owner_name)),
                verified=verified if isinstance(verified, bool) else told.verified,
            )  # fmt: skip
        return told

    def _is_own(self, row: Mapping[str, Any], what: Posts, asked: str | None) -> bool:
        """Whether the account is the author of a post; `loose` platforms write another number there."""
        if self.whose.ids.intersection(texts(row, what.owner)):
            return True
        names = {plain(name) for name in texts(row, what.owner_name)}
        return what.loose and asked is not None and plain(self.whose.name) in names

    def _flagged(self, told: Told, row: object, flags: Mapping[str, str]) -> Told:
        """Explicit flags for an account that is no more."""
        for path, named in flags.items():
            if at(row, path) in (True, 1) and told.row is None:
                return replace(told, row=self.answers.named(named), words=f"{path}=true")
        return told

    def _post(self, row: dict[str, Any], what: Posts) -> Post:
        stated = first(row, what.time)
        written = {
            part: _plain_text(text_of(first(row, getattr(what, part))) or "") for part in ("title", "text")
        }
        id_ = text_of(first(row, what.id)) or digest(written["title"], stated)
        published = self._moment(stated, what)
        owner = next(iter(self.whose.ids.intersection(texts(row, what.owner))), "")
        kind: Literal["original", "repost", "unknown"] = (
            "repost" if holds(row, what.repost) else "original" if holds(row, what.original) else "unknown"
        )
        return Post(
            id_, shown(written["title"])[:_TITLE], _address(what.url, {**row, "id": id_, "owner": owner}), published,
            time_source=what.time[0] if published else None, pinned=holds(row, what.pinned),
            deleted=holds(row, what.deleted), text=written["text"] or None, kind=kind,
        )  # fmt: skip

    def _moment(self, stated: object, what: Posts) -> datetime | None:
        """A publication time; None for one that cannot be."""
        zone = self.window.zone
        moment = moment_in_words(stated, zone) if what.unit == "words" else moment_of(stated, what.unit, zone)
        return believed(moment, self.window)


def _plain_text(markup: str) -> str:
    return html.unescape(_TAG.sub(" ", markup)).strip() if "<" in markup or "&" in markup else markup


def _address(template: str, told: Mapping[str, Any]) -> str | None:
    """A post's address by the platform's own pattern; None where the answer lacks what it needs."""
    names = re.findall(r"\{(\w+)\}", template)
    values = {name: text_of(told.get(name)) for name in names}
    if not all(values.values()):
        return None
    return template.format(**{name: quote(value or "", safe="") for name, value in values.items()})
