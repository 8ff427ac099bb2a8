"""A name that titles are held against, read once, with what every comparison needs of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from checks.naming import UnitNames
from checks.slots import Reading, read, vocabulary

_LONGEST = 60


@dataclass(frozen=True, eq=False)
class Sought:
    """A name that titles are held against, with what every comparison needs of it."""

    reading: Reading

    @cached_property
    def pairs(self) -> list[str]:
        """The pairs of its core."""
        return pairs_of(self.reading.core)

    @cached_property
    def near(self) -> list[str]:
        """The words that lie near it, by vocabulary."""
        groups, body = vocabulary()["words"]["near"], self.reading.body
        return [word for group in groups if body in group for word in group if word != body]

    @cached_property
    def slices(self) -> set[str]:
        """Every run of two characters or more in it."""
        return _slices(self.reading.core) | _slices(self.reading.body)

    @cached_property
    def sets(self) -> list[tuple[str, tuple[str, ...]]]:
        """Its words of the groups that name sets, by group."""
        kinds = [kind["group"] for kind in vocabulary()["kinds"] if kind["compare"] == "set"]
        return [(group, words) for group in kinds if (words := self.reading.slots.words(group))]


@lru_cache(maxsize=1 << 12)
def sought(name: str, units: UnitNames) -> Sought:
    """A name, made ready."""
    return Sought(read(name, units))


def _slices(text: str) -> set[str]:
    """Every run of two characters or more, as far as a name is long."""
    text = text[:_LONGEST]
    return {text[start:end] for start in range(len(text)) for end in range(start + 2, len(text) + 1)}


def pairs_of(core: str) -> list[str]:
    """Every two characters that stand side by side."""
    return [core[index : index + 2] for index in range(len(core) - 1)]
