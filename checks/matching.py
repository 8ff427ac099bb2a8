"""Whether a title is the thing that a name asks for: slots first and exactly, then what is left, cautiously.

SAME is only said of what is equal once slots and wrapping are off. What is merely like, wider or narrower is
AMBIGUOUS: a person must look, and nobody is accused. Thresholds and vocabulary: rules/matching.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz

from checks.gates import Gate
from checks.naming import NO_UNITS, UnitNames
from checks.slots import (
    Reading,
    Slots,
    clash,
    kind_clash,
    kind_doubt,
    kinds_in,
    own_clash,
    own_doubt,
    read,
    vocabulary,
)
from checks.sought import Sought, sought


class Kind(StrEnum):
    """How a title relates to a name."""

    SAME = "same"
    DIFFERENT = "different"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Relation:
    """How a title relates to a name, how like they are (0 to 100), and why, in words for people."""

    kind: Kind
    score: float
    why: str


@lru_cache(maxsize=1 << 13)
def relate(name: str, title: str, *, units: UnitNames = NO_UNITS) -> Relation:
    """How `title` (a column's name, a document's title) relates to `name` (what a catalog asks for)."""
    ours, theirs = sought(name, units), read(title, units)
    bond = bond_of(ours, theirs)
    return related(ours, theirs, bond) if bond else Relation(Kind.DIFFERENT, *_difference(ours, theirs))


@lru_cache(maxsize=1 << 15)
def kind_of(names: tuple[str, ...], title: str, units: UnitNames) -> Kind:
    """The strongest relation of a title to any of these names."""
    theirs, kinds = read(title, units), set[Kind]()
    for name in names:
        ours = sought(name, units)
        if bond := bond_of(ours, theirs):
            kinds.add(related(ours, theirs, bond).kind)
    return next((kind for kind in (Kind.SAME, Kind.AMBIGUOUS) if kind in kinds), Kind.DIFFERENT)


@lru_cache(maxsize=1 << 13)
def kinds_of(names: tuple[str, ...], titles: tuple[str, ...], units: UnitNames) -> Mapping[str, Kind]:
    """The strongest relation of each title that is not different from all of these names."""
    kinds = {title: kind_of(names, title, units) for title in titles}
    return {title: kind for title, kind in kinds.items() if kind is not Kind.DIFFERENT}


@dataclass(frozen=True, slots=True)
class Bond:
    """What the words of a name and a title have in common, whatever stands beside them.

    Either nothing but wrapping sets them apart (`loose` is None), with a `doubt` or without, or they are merely like.
    """

    score: float
    doubt: str | None
    loose: Relation | None


def bond_of(ours: Sought, theirs: Reading) -> Bond | None:
    """Compare words, the cheap ways first; None where they are different. What stands beside them is no matter."""
    return _bond(ours, theirs.body, theirs.core)


@lru_cache(maxsize=1 << 15)
def _bond(ours: Sought, body: str, core: str) -> Bond | None:
    name, theirs = ours.reading, Reading(Slots(kinds=kinds_in(body)), body, core)
    score = fuzz.ratio(name.core, theirs.core)
    same = _is_same(ours, theirs)
    likeness = None if same or not (name.core and theirs.core) else _likeness(ours, theirs, score)
    if not same and likeness is None:
        return None
    if kind_clash(name.slots, theirs.slots) or _contrast(name.body, theirs.body):
        return None
    if likeness is None:
        return Bond(score, kind_doubt(name.slots, theirs.slots), None)
    if _deed(name.body, theirs.body):
        return None
    return Bond(score, None, Relation(Kind.AMBIGUOUS, score, likeness))


def related(ours: Sought, theirs: Reading, bond: Bond) -> Relation:
    """How a title that was read relates to a name of like words: what stands beside them decides."""
    name = ours.reading
    if reason := own_clash(name.slots, theirs.slots):
        return Relation(Kind.DIFFERENT, bond.score, reason)
    if bond.loose is not None:
        return bond.loose
    if reason := own_doubt(name.slots, theirs.slots) or bond.doubt:
        return Relation(Kind.AMBIGUOUS, bond.score, reason)
    if not name.core and not name.slots.numbers & theirs.slots.numbers:
        return Relation(Kind.DIFFERENT, 0, "没有可比较的名称")
    return _SAME


_SAME = Relation(Kind.SAME, 100, "名称一致")


def _difference(ours: Sought, theirs: Reading) -> tuple[float, str]:
    """How like two different names are, and what sets them apart."""
    name = ours.reading
    score = fuzz.ratio(name.core, theirs.core)
    if reason := clash(name.slots, theirs.slots) or _contrast(name.body, theirs.body):
        return score, reason
    if deed := _deed(name.body, theirs.body):
        return score, f"标题说的是“{deed}”，不是事项本身"
    return score, "名称不同" if name.core and theirs.core else "没有可比较的名称"


def _is_same(ours: Sought, theirs: Reading) -> bool:
    """Whether nothing but slots and wrapping sets them apart."""
    core, body = ours.reading.core, ours.reading.body
    return (
        theirs.core == core
        or body == theirs.body
        or bool(ours.sets and theirs.core == _narrowed(ours, theirs))
    )


def _likeness(sought_: Sought, theirs: Reading, score: float) -> str | None:
    """In what way two different names may still mean one thing: contained, near in use, alike in letters."""
    ours, title, scores = sought_.reading, theirs.core, vocabulary()["scores"]
    if any(word in theirs.body for word in sought_.near):
        return "名称相近"
    if _told_apart(ours, theirs):
        return "文字相近" if fuzz.ratio(ours.body, theirs.body) >= scores["near"] else None
    if any(core in title or core in theirs.body for core in _as_far_as(sought_, theirs)):
        return "标题比名称窄"
    if title in ours.core or title in ours.body or _is_umbrella(sought_, theirs):
        return "标题比名称宽"
    return "文字相近" if score >= scores["near"] else _abridged(sought_, title, score)


def _abridged(ours: Sought, title: str, score: float) -> str | None:
    """Whether one is short for the other, or a title holds most of a name."""
    scores, core = vocabulary()["scores"], ours.reading.core
    if score >= scores["shortlist"] and _threaded(*sorted((core, title), key=len)):
        return "一方是另一方的简写"
    covered = len(ours.pairs) > 2 and _cover(ours.pairs, title) >= scores["cover"]
    return "标题含有名称的大部分文字" if covered else None


def _as_far_as(ours: Sought, theirs: Reading) -> tuple[str, ...]:
    """The name's core, and as far as the title goes."""
    return (ours.reading.core, _narrowed(ours, theirs)) if ours.sets else (ours.reading.core,)


def _is_umbrella(ours: Sought, theirs: Reading) -> bool:
    """Whether a title names a whole set of which the name is a part: 财政预算决算 over 政府预算."""
    return any(set(words) < set(theirs.slots.words(group)) for group, words in ours.sets)


def _cover(pairs: Sequence[str], title: str) -> float:
    return 100 * sum([pair in title for pair in pairs]) / len(pairs)  # quicker than a generator


def _told_apart(ours: Reading, theirs: Reading) -> bool:
    """Whether either core only fits because a telling word was cut off that the other side does not have."""
    if ours.body in theirs.body or theirs.body in ours.body:
        return False
    return _tells(ours, theirs) or _tells(theirs, ours)


def _tells(one: Reading, other: Reading) -> bool:
    end = one.body[len(one.core) :]
    if end not in _telling() or not one.body.startswith(one.core) or end in other.body:
        return False
    return not other.body.startswith(one.core) or other.body[len(one.core) :] not in _wrapping_tails()


@cache
def _telling() -> frozenset[str]:
    return frozenset(vocabulary()["wrapping"]["telling"])


@cache
def _wrapping_tails() -> frozenset[str]:
    return frozenset(("", *vocabulary()["wrapping"]["tail"]))


def _narrowed(ours: Sought, theirs: Reading) -> str:
    """The name's core as far as the title goes: of 部门预算决算 a 部门决算 is one of the series."""
    core = ours.reading.core
    for group, words in ours.sets:
        shown = theirs.slots.words(group)
        if shown and set(shown) < set(words):
            for word in set(words) - set(shown):
                core = core.replace(word, "")
    return core


def _threaded(short: str, long: str) -> bool:
    """Whether all characters of the shorter stand in the longer in their order: 特困供养 in 特困人员救助供养."""
    rest = iter(long)
    return len(short) >= vocabulary()["scores"]["thread"] and all(character in rest for character in short)


def _deed(name: str, title: str) -> str | None:
    """A word for something done that the title has and the name has not."""
    found = (_deed_patterns()[number].search(title) for number in sorted(_deed_gate().open(title)))
    return next((match[0] for match in found if match and match[0] not in name), None)


@cache
def _deed_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word) for word in vocabulary()["wrapping"]["deeds"])


@cache
def _deed_gate() -> Gate:
    return Gate([word] for word in vocabulary()["wrapping"]["deeds"])


def _contrast(name: str, title: str) -> str | None:
    """Words of one group of opposites, one on either side and none in common."""
    ours, theirs = _opposites(name), _opposites(title)
    for group, words in ours.items():
        if group in theirs and not words & theirs[group]:
            return f"“{min(words)}”与“{min(theirs[group])}”不同"
    return None


@lru_cache(maxsize=1 << 13)
def _opposites(body: str) -> dict[int, frozenset[str]]:
    return {group: frozenset(words) for group, words in _opposites_in(body) if words}


def _opposites_in(body: str) -> Iterator[tuple[int, set[str]]]:
    patterns = _contrast_patterns()
    for group in sorted(_contrast_gate().open(body)):
        yield group, {word for word, pattern in patterns[group] if pattern.search(body)}


@cache
def _contrast_gate() -> Gate:
    return Gate(vocabulary()["words"]["contrasts"])


@cache
def _contrast_patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    return tuple(
        tuple((word.split("|")[0].split("(?")[0], re.compile(word)) for word in group)
        for group in vocabulary()["words"]["contrasts"]
    )
