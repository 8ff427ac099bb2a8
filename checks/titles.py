"""Many titles, to be searched for many names: the few that may be meant are found by their letters, and only those compared.

Titles that differ in nothing but years, numbers and units share their words: those are compared once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from rapidfuzz import fuzz, process

from checks.matching import Kind, Relation, bond_of, related
from checks.naming import NO_UNITS, UnitNames
from checks.slots import Reading, read, vocabulary
from checks.sought import Sought, pairs_of, sought

_Thing = TypeVar("_Thing")
_RANK = {Kind.SAME: 0, Kind.AMBIGUOUS: 1}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that a search found for a name: its place among the titles, and its relation."""

    index: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class _Form:
    """Titles of one body and core."""

    body: str
    core: str
    members: list[tuple[int, Reading]] = field(default_factory=list)


class Titles:
    """Titles, read once. What was sought is remembered."""

    def __init__(self, titles: Iterable[str], *, units: UnitNames = NO_UNITS) -> None:
        self._units = units
        self._found: dict[str, tuple[Candidate, ...]] = {}
        forms: dict[tuple[str, str], _Form] = {}
        for index, title in enumerate(titles):
            reading = read(title, units)
            key = reading.body, reading.core
            forms.setdefault(key, _Form(*key)).members.append((index, reading))
        self._forms = list(forms.values())
        self._bodies = _by(self._forms, lambda form: (form.body,))
        self._cores = _by(self._forms, lambda form: (form.core,))
        self._pairs = _by(self._forms, lambda form: {*pairs_of(form.body), *pairs_of(form.core)})
        self._different_cores = list(self._cores)
        self._letters = _by(self._different_cores, _letters)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """Every title that is, or may be, what `name` asks for, the likeliest first; equals in the titles' order."""
        if name not in self._found:
            ours = sought(name, self._units)
            found = chain.from_iterable(self._compared(ours, self._forms[n]) for n in self._shortlist(ours))
            ordered = sorted(
                found, key=lambda one: (_RANK[one.relation.kind], -one.relation.score, one.index)
            )
            self._found[name] = tuple(ordered)
        return self._found[name]

    def _compared(self, ours: Sought, form: _Form) -> Iterator[Candidate]:
        """The titles of one form that are not different: first by their words, then each by what stands beside them."""
        bond = bond_of(ours, form.members[0][1])
        if bond is None:
            return
        for index, reading in form.members:
            relation = related(ours, reading, bond)
            if relation.kind is not Kind.DIFFERENT:
                yield Candidate(index, relation)

    def _shortlist(self, name: Sought) -> set[int]:
        """Forms worth the dear look: alike, containing the name or contained in it, or near by vocabulary."""
        ours = name.reading
        near = {*self._bodies.get(ours.body, ()), *self._alike(ours.core)}
        for needle in {ours.core, *name.near, *_parts_of(name)}:
            near |= self._holding(needle)
        for part in name.slices:
            near.update(self._cores.get(part, ()))
        for part, rest in _sets_beyond(name):
            near |= self._holding(part) & set().union(*map(self._holding, rest))
        return near | self._covering(name.pairs)

    def _alike(self, core: str) -> Iterator[int]:
        """Forms whose cores are as like the name's as the cutoff asks.

        So alike are only those that share as many letters as that takes: they are counted first.
        """
        cutoff = vocabulary()["scores"]["shortlist"]
        shared = Counter(chain.from_iterable(self._letters.get(letter, ()) for letter in _letters(core)))
        least = cutoff * len(core) / (200 - cutoff)  # by a core that is no longer than what it shares
        others = [self._different_cores[number] for number, count in shared.items() if count >= least]
        for other, _, _ in process.extract(core, others, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None):
            yield from self._cores[other]
        if not core:
            yield from self._cores.get("", ())

    def _holding(self, needle: str) -> set[int]:
        """Forms that contain the needle, found by its rarest pair of characters."""
        if len(needle) < 2:
            return set()
        rarest = min((self._pairs.get(pair, ()) for pair in pairs_of(needle)), key=len)
        return {n for n in rarest if needle in self._forms[n].body or needle in self._forms[n].core}

    def _covering(self, pairs: Sequence[str]) -> set[int]:
        """Forms that hold most pairs of a name. So many cannot do without all of the rarest ones."""
        if len(pairs) <= 2:
            return set()
        least = math.ceil(vocabulary()["scores"]["cover"] * len(pairs) / 100)
        rarest = sorted((self._pairs.get(pair, ()) for pair in pairs), key=len)
        some = set(chain.from_iterable(rarest[: len(pairs) - least + 1]))
        return {n for n in some if self._held(pairs, self._forms[n]) >= least}

    @staticmethod
    def _held(pairs: Sequence[str], form: _Form) -> int:
        return sum([pair in form.body or pair in form.core for pair in pairs])  # quicker than a generator


def _letters(text: str) -> set[str]:
    """The letters of a text, each as often as it stands there: the second is another than the first."""
    if len(set(text)) == len(text):
        return set(text)
    return {letter * (text.count(letter, 0, place) + 1) for place, letter in enumerate(text)}


def _parts_of(name: Sought) -> list[str]:
    """The name's core without each word of its sets: what `_narrowed` may leave of it."""
    return [name.reading.core.replace(word, "") for _, words in name.sets for word in words]


def _sets_beyond(name: Sought) -> Iterator[tuple[str, list[str]]]:
    """Each word of a set that the name has, with the others of that set: a title with both is an umbrella."""
    known = {kind["group"]: kind["words"] for kind in vocabulary()["kinds"]} if name.sets else {}
    for group, words in name.sets:
        yield words[0], [word for word in known[group] if word not in words]


def _by(things: Sequence[_Thing], keys: Callable[[_Thing], Iterable[str]]) -> dict[str, list[int]]:
    """The places of things by each of their keys."""
    found: dict[str, list[int]] = {}
    for number, thing in enumerate(things):
        for key in keys(thing):
            found.setdefault(key, []).append(number)
    return found
