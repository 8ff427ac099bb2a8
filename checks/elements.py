"""Which elements (要素) of a catalog row a text shows: outright, perhaps in other words, or not at all.

Cautious on purpose: what names nothing definite is never asked for, and only absence in every wording is absence.
Vocabulary and thresholds: rules/elements.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from checks.matching import Kind, relate
from checks.sought import pairs_of
from rules.data import toml
from rules.model import CatalogItem
from rules.text import plain, split_outside, without_asides

_AHEAD = 4
_GOES_ON = "\n\n"  # no pattern takes it for the end


class Shown(IntEnum):
    """How far a text shows an element."""

    NOT = 0
    PARTLY = 1
    WHOLE = 2


@dataclass(frozen=True)
class Wording:
    """One kind of element in all its wordings: `words` and `pattern` show it, `hints` may.

    Where it is not `sure` that it would be said in these, their absence proves nothing.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None
    hints: tuple[str, ...]
    sure: bool


@lru_cache(maxsize=1 << 11)
def wanted(row: CatalogItem) -> tuple[str, ...]:
    """The elements of a row that a text can be held against: not the item's own name, not laws, nothing vague."""
    return tuple(element for element in row.elements if _definite(element) and not _is_the_item(element, row))


def shown(element: str, text: str, topic: str = "") -> Shown:
    """How far a text (as `plain` makes it) shows an element; one that lists several shows the least of what it has.

    What the element shares with the `topic` (the item's name) is no proof: that word stands on every page of it.
    """
    found = [_part_shown(part, text, plain(topic)) for part in _parts(element)]
    if min(found, default=Shown.WHOLE) is Shown.WHOLE:
        return Shown.WHOLE
    return Shown.PARTLY if any(found) else Shown.NOT


def shown_in(elements: Iterable[str], texts: Iterable[str], topic: str = "") -> tuple[dict[str, Shown], str]:
    """How far some texts together show each element, and as much of the texts as had to be read to tell.

    What the first of them show whole is not looked for in the others: nothing that follows can take it back.
    """
    order, found, parts, rest = tuple(elements), dict[str, Shown](), list[str](), iter(texts)
    text, read_all = "", False
    while len(found) < len(set(order)) and not read_all:
        asked = max(1, len(parts))
        more = list(islice(rest, asked))
        read_all = len(more) < asked
        parts += more
        text = "\n".join(parts) + ("" if read_all else _GOES_ON)
        for element in (one for one in order if one not in found):
            how = shown(element, text, topic)
            if read_all or how is Shown.WHOLE:
                found[element] = how
    return {element: found[element] for element in order}, text


def enough(text: str, elements: int = 0) -> bool:
    """Whether there is text enough to conclude anything from what is not in it."""
    least: int = max(_rules()["min_text"], elements * _rules()["per_element"])
    beginning = text[: _AHEAD * least]  # tells it of nearly every text; what follows can only add to it
    return len(plain(beginning)) > least or len(plain(text)) >= least


def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = toml("elements.toml")["elements"]
    return rules


def _definite(element: str) -> bool:
    text = plain(element)
    if "《" in text or any(word in text for word in _rules()["vague"]):
        return False
    return not text.endswith(tuple(_rules()["vague_ends"])) and bool(_parts(element))


def _is_the_item(element: str, row: CatalogItem) -> bool:
    names = [name for name in (row.level1, row.level2, *row.aliases) if name]
    return any(relate(name, element).kind is Kind.SAME for name in names)


@lru_cache(maxsize=1 << 12)
def _parts(element: str) -> tuple[str, ...]:
    """What an element asks for, each by itself and without asides; a heading before a colon asks for nothing."""
    body = without_asides(plain(element)).rpartition(":")[2]
    parts = (_bare(part) for part in split_outside(body, "、,，;；"))
    return tuple(part for part in parts if len(part) >= 2)


def _bare(part: str) -> str:
    for word in _rules()["filler"]:
        if len(part) - len(word) >= 2:
            part = part.replace(word, "")
    return part


def _part_shown(part: str, text: str, topic: str) -> Shown:
    """One part; where it leaves a choice (生产地址/经营场所) the best of it."""
    return max(_choice_shown(choice, text, topic) for choice in re.split("/|或者|或", part) if choice)


def _choice_shown(choice: str, text: str, topic: str) -> Shown:
    if choice in text:
        return Shown.WHOLE
    wording = _wording(choice)
    if wording is None:
        return _letters_shown(choice, text, topic)
    if _any_in(wording.words, text) or (wording.pattern and wording.pattern.search(text)):
        return Shown.WHOLE
    return Shown.PARTLY if not wording.sure or _any_in(wording.hints, text) else Shown.NOT


def _letters_shown(choice: str, text: str, topic: str) -> Shown:
    """An element that no vocabulary knows: by its pairs of characters. Too few of them prove nothing."""
    pairs = pairs_of(choice)
    own = [pair for pair in pairs if pair not in topic] or pairs
    hits = sum([pair in text for pair in own])  # quicker than a generator
    if 100 * hits >= _rules()["shown"] * len(own):
        return Shown.WHOLE
    return Shown.NOT if not hits and len(pairs) >= _rules()["proven"] and len(own) > 1 else Shown.PARTLY


def _any_in(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


@lru_cache(maxsize=1 << 12)
def _wording(choice: str) -> Wording | None:
    """The kind of element that this is: by the longest known word in it, the last of equals."""
    found = [
        (len(word), choice.rfind(word), wording)
        for wording in _wordings()
        for word in wording.words
        if word in choice
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


@cache
def _wordings() -> tuple[Wording, ...]:
    return tuple(
        Wording(
            tuple(map(plain, entry["words"])),
            re.compile(entry["pattern"]) if "pattern" in entry else None,
            tuple(map(plain, entry.get("hints", ()))),
            entry.get("sure", True),
        )
        for entry in toml("elements.toml")["element"]
    )
