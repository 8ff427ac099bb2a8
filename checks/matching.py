"""Whether a title is the thing that a name asks for: slots first and exactly, then what is left, cautiously.

SAME is only said of what is equal once slots and wrapping are off. What is merely like, wider or narrower is
AMBIGUOUS: a person must look, and nobody is accused. Thresholds and vocabulary: rules/matching.toml.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from checks.naming import NO_UNITS, UnitNames
from checks.slots import Reading, clash, doubt, read, vocabulary


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that a bulk search found for a name: its place among the titles, and its relation."""

    index: int
    relation: Relation


def relate(name: str, title: str, *, units: UnitNames = NO_UNITS) -> Relation:
    """How `title` (a column's name, a document's title) relates to `name` (what a catalog asks for)."""
    return _related(read(name, units), read(title, units))


class Titles:
    """Many titles, read once, to be searched for many names: a cheap look at all of them, the dear one at a few."""

    def __init__(self, titles: Iterable[str], *, units: UnitNames = NO_UNITS) -> None:
        self._units = units
        self._readings = [read(title, units) for title in titles]
        self._bodies: dict[str, list[int]] = {}
        self._cores: dict[str, list[int]] = {}
        self._pairs: dict[str, set[int]] = {}
        for index, reading in enumerate(self._readings):
            self._cores.setdefault(reading.core, []).append(index)
            self._bodies.setdefault(reading.body, []).append(index)
        for reading in {indices[0]: self._readings[indices[0]] for indices in self._bodies.values()}.values():
            for pair in {*pairs_of(reading.body), *pairs_of(reading.core)}:
                self._pairs.setdefault(pair, set()).update(self._bodies[reading.body])

    def find(self, name: str) -> list[Candidate]:
        """Every title that is, or may be, what `name` asks for, the likeliest first; equals in the titles' order."""
        ours = read(name, self._units)
        found = (Candidate(index, _related(ours, self._readings[index])) for index in self._shortlist(ours))
        rank = {Kind.SAME: 0, Kind.AMBIGUOUS: 1}
        kept = [candidate for candidate in found if candidate.relation.kind is not Kind.DIFFERENT]
        return sorted(kept, key=lambda one: (rank[one.relation.kind], -one.relation.score, one.index))

    def _shortlist(self, ours: Reading) -> set[int]:
        """Titles worth the dear look: alike, containing the name or contained in it, or near by vocabulary."""
        near = set(self._bodies.get(ours.body, ()))
        cutoff = vocabulary()["scores"]["shortlist"]
        for core, _, _ in process.extract(
            ours.core, self._cores.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=None
        ):
            near.update(self._cores[core])
        for needle in {ours.core, *_near_words(ours.body), *_parts_of(ours)}:
            near |= self._holding(needle)
        for part in _slices(ours.core) | _slices(ours.body):
            near.update(self._cores.get(part, ()))
        for part, rest in _sets_beyond(ours):
            near |= self._holding(part) & set().union(*map(self._holding, rest))
        return near | self._covering(pairs_of(ours.core))

    def _holding(self, needle: str) -> set[int]:
        """Titles that contain the needle, found by its rarest pair of characters."""
        if len(needle) < 2:
            return set()
        rarest = min((self._pairs.get(pair, set()) for pair in pairs_of(needle)), key=len)
        return {i for i in rarest if needle in self._readings[i].body or needle in self._readings[i].core}

    def _covering(self, pairs: Sequence[str]) -> set[int]:
        """Titles that hold most pairs of a name."""
        if len(pairs) <= 2:
            return set()
        counts = Counter(index for pair in pairs for index in self._pairs.get(pair, ()))
        least = vocabulary()["scores"]["cover"] * len(pairs) / 100
        return {index for index, count in counts.items() if count >= least}


@lru_cache(maxsize=1 << 16)
def _related(ours: Reading, theirs: Reading) -> Relation:
    score = fuzz.ratio(ours.core, theirs.core)
    if reason := clash(ours.slots, theirs.slots) or _contrast(ours.body, theirs.body):
        return Relation(Kind.DIFFERENT, score, reason)
    if theirs.core in (ours.core, _narrowed(ours, theirs)) or ours.body == theirs.body:
        if reason := doubt(ours.slots, theirs.slots):
            return Relation(Kind.AMBIGUOUS, score, reason)
        if not ours.core and not ours.slots.numbers & theirs.slots.numbers:
            return Relation(Kind.DIFFERENT, 0, "没有可比较的名称")
        return Relation(Kind.SAME, 100, "名称一致")
    if deed := _deed(ours.body, theirs.body):
        return Relation(Kind.DIFFERENT, score, f"标题说的是“{deed}”，不是事项本身")
    return _alike(ours, theirs, score)


def _alike(ours: Reading, theirs: Reading, score: float) -> Relation:
    """Unequal cores: like enough that a person must look, or different."""
    if not ours.core or not theirs.core:
        return Relation(Kind.DIFFERENT, score, "没有可比较的名称")
    reason = _likeness(ours, theirs, score)
    return Relation(Kind.AMBIGUOUS, score, reason) if reason else Relation(Kind.DIFFERENT, score, "名称不同")


def _likeness(ours: Reading, theirs: Reading, score: float) -> str | None:
    """In what way two different names may still mean one thing: contained, near in use, alike in letters."""
    name, title, scores = ours.core, theirs.core, vocabulary()["scores"]
    if any(word in theirs.body for word in _near_words(ours.body)):
        return "名称相近"
    if _told_apart(ours, theirs):
        return "文字相近" if fuzz.ratio(ours.body, theirs.body) >= scores["near"] else None
    pairs = pairs_of(name)
    tests = (
        (
            "标题比名称窄",
            any(core in title or core in theirs.body for core in (name, _narrowed(ours, theirs))),
        ),
        ("标题比名称宽", title in name or title in ours.body or _is_umbrella(ours, theirs)),
        ("文字相近", score >= scores["near"]),
        ("一方是另一方的简写", score >= scores["shortlist"] and _threaded(*sorted((name, title), key=len))),
        ("标题含有名称的大部分文字", len(pairs) > 2 and _cover(pairs, title) >= scores["cover"]),
    )
    return next((reason for reason, holds in tests if holds), None)


def _is_umbrella(ours: Reading, theirs: Reading) -> bool:
    """Whether a title names a whole set of which the name is a part: 财政预算决算 over 政府预算."""
    sets = [kind["group"] for kind in vocabulary()["kinds"] if kind["compare"] == "set"]
    pairs = ((set(ours.slots.words(group)), set(theirs.slots.words(group))) for group in sets)
    return any(part and part < whole for part, whole in pairs)


def _cover(pairs: Sequence[str], title: str) -> float:
    return 100 * sum(pair in title for pair in pairs) / len(pairs)


def _told_apart(ours: Reading, theirs: Reading) -> bool:
    """Whether either core only fits because a telling word was cut off that the other side does not have."""
    if ours.body in theirs.body or theirs.body in ours.body:
        return False
    telling = vocabulary()["wrapping"]["telling"]
    return any(
        one.body.startswith(one.core)
        and (end := one.body[len(one.core) :]) in telling
        and end not in other.body
        for one, other in ((ours, theirs), (theirs, ours))
        if not other.body.startswith(one.core) or other.body[len(one.core) :] not in _wrapping_tails()
    )


@cache
def _wrapping_tails() -> frozenset[str]:
    return frozenset(("", *vocabulary()["wrapping"]["tail"]))


def _narrowed(ours: Reading, theirs: Reading) -> str:
    """The name's core as far as the title goes: of 部门预算决算 a 部门决算 is one of the series."""
    core = ours.core
    for kind in vocabulary()["kinds"]:
        words, shown = ours.slots.words(kind["group"]), theirs.slots.words(kind["group"])
        if kind["compare"] == "set" and shown and set(shown) < set(words):
            for word in set(words) - set(shown):
                core = core.replace(word, "")
    return core


def _threaded(short: str, long: str) -> bool:
    """Whether all characters of the shorter stand in the longer in their order: 特困供养 in 特困人员救助供养."""
    rest = iter(long)
    return len(short) >= vocabulary()["scores"]["thread"] and all(character in rest for character in short)


def _parts_of(ours: Reading) -> list[str]:
    """The name's core without each word of its sets: what `_narrowed` may leave of it."""
    sets = [kind["group"] for kind in vocabulary()["kinds"] if kind["compare"] == "set"]
    return [ours.core.replace(word, "") for group in sets for word in ours.slots.words(group)]


def _sets_beyond(ours: Reading) -> Iterator[tuple[str, list[str]]]:
    """Each word of a set that the name has, with the others of that set: a title with both is an umbrella."""
    for kind in vocabulary()["kinds"]:
        words = ours.slots.words(kind["group"]) if kind["compare"] == "set" else ()
        if words:
            yield words[0], [word for word in kind["words"] if word not in words]


def _slices(text: str) -> set[str]:
    """Every run of two characters or more, as far as a name is long."""
    text = text[:60]
    return {text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1)}


def pairs_of(core: str) -> list[str]:
    """Every two characters that stand side by side."""
    return [core[index : index + 2] for index in range(len(core) - 1)]


def _deed(name: str, title: str) -> str | None:
    """A word for something done that the title has and the name has not."""
    found = (pattern.search(title) for pattern in _deed_patterns())
    return next((match[0] for match in found if match and match[0] not in name), None)


@cache
def _deed_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(word) for word in vocabulary()["wrapping"]["deeds"])


def _near_words(body: str) -> Sequence[str]:
    """The words that lie near a name, by vocabulary."""
    return [
        word for group in vocabulary()["words"]["near"] if body in group for word in group if word != body
    ]


def _contrast(name: str, title: str) -> str | None:
    """Words of one group of opposites, one on either side and none in common."""
    ours, theirs = _opposites(name), _opposites(title)
    for group, words in ours.items():
        if group in theirs and not words & theirs[group]:
            return f"“{min(words)}”与“{min(theirs[group])}”不同"
    return None


@lru_cache(maxsize=1 << 16)
def _opposites(body: str) -> dict[int, frozenset[str]]:
    return {group: frozenset(words) for group, words in _opposites_in(body) if words}


def _opposites_in(body: str) -> Iterator[tuple[int, set[str]]]:
    for group, patterns in enumerate(_contrast_patterns()):
        yield group, {word for word, pattern in patterns if pattern.search(body)}


@cache
def _contrast_patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
    return tuple(
        tuple((word.split("|")[0].split("(?")[0], re.compile(word)) for word in group)
        for group in vocabulary()["words"]["contrasts"]
    )
