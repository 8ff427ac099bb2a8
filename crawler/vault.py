"""The secrets of one run: read from the environment, learned from answers, put in last and taken out first.

Whoever else deals with a question or an answer sees a secret's mark (`Key.mark`) only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import quote, quote_plus

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, BytesAhoCorasick, Implementation

from crawler.disguises import any_form, decoded, plain_forms
from crawler.platforms import Key
from rules.model import Workspace

Where = Literal["url", "form", "json", "plain"]
_MARK = re.compile(r"~~([A-Za-z0-9_.]+)~~")
_PIECES = re.compile(r"[:;=,&\s]+")
SHORTEST = 8
"""Characters below which a value is no secret: taking it out everywhere would take out words."""


_NOTHING = b""
"""What is kept of a text whose secret no pattern can take out."""


class SealError(Exception):
    """Raised when a mark cannot be replaced: its secret is not known. Tells the name, never a value."""


@dataclass(frozen=True, slots=True)
class _Net:
    """What finds secrets in a text: every plain form, the secret that it is of, and the mark to stand in its place.

    Of `slashed` ones no decoder tells how many of the strokes before them are theirs.
    """

    forms: tuple[bytes, ...]
    owners: tuple[str, ...]
    marks: tuple[bytes, ...]
    finder: BytesAhoCorasick
    slashed: frozenset[str]


class Vault:
    """Values by key name. Whatever was ever held is taken out of texts, old tokens too."""

    def __init__(self, values: Mapping[str, str], public: Collection[str] = ()) -> None:
        self._public = frozenset(public)
        self._values: dict[str, str] = {}
        self._app_ids: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._net: _Net | None = None
        for name, value in values.items():
            self.learn(Key(name), value)

    @classmethod
    def of(cls, workspace: Workspace, environment: Mapping[str, str]) -> Self:
        """The variables that the workspace names, as far as they are set.

        An AppID that the register writes out as 账号ID is no secret: by it an answer is known to be the account's own.
        """
        defaults = {
            default.secret_env for default in workspace.source_defaults.values() if default.secret_env
        }
        names = defaults.union(*(account.variables for account in workspace.accounts))
        values = {name: environment.get(name, "").strip() for name in sorted(names)}
        return cls(values, {account.handle for account in workspace.accounts if account.handle})

    def key(self, name: str | None) -> Key | None:
        """The key of a variable; None where it is not set."""
        return Key(name) if name is not None and name in self._values else None

    @property
    def variables(self) -> frozenset[str]:
        """The names of what is held, which nobody else need inherit."""
        return frozenset(self._values)

    def holds(self, key: Key) -> bool:
        """Whether a value is known for a key."""
        return self._value(key.name) is not None

    def lend(self, app_id: str) -> Key:
        """A key for an account without a secret of its own, whose tokens the office's command hands out."""
        key = Key(f"APP_{hashlib.sha256(app_id.encode()).hexdigest()[:12]}")
        self._app_ids[key.name] = app_id
        return key

    def app_id(self, key: Key) -> str | None:
        """The AppID that the office's command is asked for: as lent, else the first piece of the secret."""
        name = key.name.partition(".")[0]
        return self._app_ids.get(name) or self._value(f"{name}.0")

    def learn(self, key: Key, value: str) -> None:
        """Keep a value that the environment, an answer or a command told, in place of an older one."""
        if len(value) < SHORTEST:
            return
        self._values[key.name] = value
        self._known[value] = key.name
        first, _, rest = value.partition(":")
        public = first if rest and first in self._public else None
        for number, piece in enumerate(value.split(":")):
            if piece != public:
                self._known.setdefault(piece, f"{key.name}.{number}")
        for piece in _PIECES.split(value):  # a cookie's parts, without the numbers that are ids
            if not piece.isdigit() and piece != public:
                self._known.setdefault(piece, key.name)
        self._net = None

    def fill(self, text: str, keys: frozenset[str], where: Where) -> str:
        """The text with secrets in place of the marks of `keys`; SealError for a mark whose secret is not known."""

        def value(found: re.Match[str]) -> str:
            if found[1] not in keys:
                return found[0]
            secret = self._value(found[1])
            if secret is None:
                raise SealError(found[1])
            return _written(secret, where)

        return _MARK.sub(value, text)

    def scrub(self, text: str) -> str:
        """A text without secrets, in whatever way they are written."""
        raw = text.encode("utf-8", "surrogatepass")
        clean = self.scrub_bytes(raw)
        return text if clean == raw else clean.decode("utf-8", "surrogatepass")

    def scrub_bytes(self, data: bytes) -> bytes:
        """The same for bytes."""
        net = self._net = self._net or _net(self._known)
        if not net.forms or not data:
            return data
        data = _replaced(net, data)
        suspects = _hidden(net, data) | (net.slashed if b"\\" in data else frozenset())
        for secret in sorted(suspects, key=len, reverse=True):
            data = any_form(secret).sub(Key(self._known[secret]).mark.encode(), data)
        return _NOTHING if _hidden(net, data) else data

    def _value(self, name: str) -> str | None:
        """A whole value, or the piece of it that `NAME.1` names."""
        if name in self._values:
            return self._values[name]
        whole, _, number = name.rpartition(".")
        pieces = self._values.get(whole, "").split(":")
        return pieces[int(number)] or None if number.isdigit() and int(number) < len(pieces) else None


def _net(known: Mapping[str, str]) -> _Net:
    """Every plain form of every value that is long enough to be a secret."""
    forms = {
        form: secret
        for secret in sorted(known)
        if len(secret) >= SHORTEST
        for form in plain_forms(secret)
        if len(form) >= SHORTEST
    }
    finder = BytesAhoCorasick(
        list(forms), matchkind=MATCHKIND_LEFTMOST_LONGEST, implementation=Implementation.ContiguousNFA
    )
    marks = tuple(Key(known[secret]).mark.encode() for secret in forms.values())
    slashed = frozenset(secret for secret in forms.values() if "\\" in secret)
    return _Net(tuple(forms), tuple(forms.values()), marks, finder, slashed)


def _replaced(net: _Net, data: bytes) -> bytes:
    """The data with marks in place of every plain form."""
    kept, end = [], 0
    for form, start, stop in net.finder.find_matches_as_indexes(data):
        kept += [data[end:start], net.marks[form]]
        end = stop
    return b"".join([*kept, data[end:]]) if kept else data


def _hidden(net: _Net, data: bytes) -> set[str]:
    """The secrets that a decoder would find in the data."""
    return {
        net.owners[form] for text in decoded(data) for form, _, _ in net.finder.find_matches_as_indexes(text)
    }


def _written(secret: str, where: Where) -> str:
    """A secret as its place wants it."""
    if where == "json":
        return json.dumps(secret)[1:-1]
    return {"url": lambda: quote(secret, safe=""), "form": lambda: quote_plus(secret)}.get(
        where, lambda: secret
    )()
