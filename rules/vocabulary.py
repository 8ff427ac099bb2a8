"""The words of the office's tables: platforms, statuses, kinds, sources, checks (data: vocabulary.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from rules.data import toml
from rules.text import plain, without_asides

Group = Literal["kind", "platform", "status", "column_type", "level", "day", "check", "source", "class"]
UrlUse = Literal["required", "optional", "pattern", "none"]


@cache
def words(group: Group) -> Mapping[str, str]:
    """Every accepted word of a group, as it is compared, with the key that it means."""
    entries = toml("vocabulary.toml")[group].items()
    return {plain(word): key for key, entry in entries for word in (key, *_written(entry))}


def meaning(group: Group, word: str) -> str | None:
    """The key that a word means, or None for a word that nobody knows; 微信公众号（订阅号） is 微信公众号."""
    text = plain(word)
    return words(group).get(text) or words(group).get(without_asides(text))


def display(group: Group, key: str) -> str:
    """What people call a key: `wechat` is 微信公众号."""
    return str(_written(toml("vocabulary.toml")[group][key])[0])


def keys(group: Group) -> tuple[str, ...]:
    """The keys of a group, in the file's order."""
    return tuple(toml("vocabulary.toml")[group])


def url_use(source: str) -> UrlUse:
    """What 采集地址 means to a source."""
    use: UrlUse = toml("vocabulary.toml")["source"][source]["url"]
    return use


def platforms_of(source: str) -> frozenset[str]:
    """The platforms that a source serves; empty means any."""
    return frozenset(toml("vocabulary.toml")["source"][source].get("only", ()))


PLACE = "{key}"
"""What stands in an address for the key that a source puts there as its question leaves."""


def secret_use(source: str, url: str | None = None) -> Literal["required", "optional", "none"]:
    """Whether a source is handed a secret; one with a place for it in its address is, where the address has it."""
    use: Literal["required", "optional", "none", "placed"]
    use = toml("vocabulary.toml")["source"][source].get("secret", "none")
    if use == "placed":
        return "required" if PLACE in (url or "") else "none"
    return use


def _written(entry: list[str] | Mapping[str, list[str]]) -> list[str]:
    """The words of an entry; a source keeps them beside what else is known of it."""
    return entry if isinstance(entry, list) else entry["words"]
