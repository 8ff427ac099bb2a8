"""What the words around a number say of it: personal, official, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from rules.data import toml

_SENTENCE_END = re.compile("[。！？；]")
_BETWEEN = r"[ \u00a0\u3000\t]*"
_FILLER = r"(?:[为是]|[:：\s（(\[【“\"#№]|No\.?)*"


class Context(StrEnum):
    """What surrounds a number. The empty value: no word that says anything."""

    NONE = ""
    PERSONAL = "personal"
    UNCLEAR = "unclear"
    OFFICIAL = "official"


@dataclass(frozen=True)
class Labels:
    """A vocabulary. `personal` leaves no doubt, `weak` hints; `other` names another sort of number."""

    personal: tuple[str, ...]
    weak: tuple[str, ...]
    official: tuple[str, ...]
    other: tuple[str, ...]

    @cached_property
    def sort_of(self) -> dict[str, str]:
        """The sort of each word."""
        return {
            **dict.fromkeys(self.official, "official"), **dict.fromkeys(self.weak, "weak"),
            **dict.fromkeys(self.personal, "personal"),
        }  # fmt: skip

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any word of the three sorts; of several at one place the longest."""
        return _any_of(self.sort_of)

    @cached_property
    def other_before(self) -> re.Pattern[str]:
        """A word for another sort of number, right at the end."""
        return re.compile(f"(?:{_any_of(self.other).pattern}){_FILLER}$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A number's place in its text."""

    text: str
    start: int
    end: int

    def right_after(self, labels: Labels) -> bool:
        """Whether it stands right after a word for another sort of number, and not after its own label."""
        before = self.text[max(0, self.start - 40) : self.start]
        found = labels.other_before.search(before)
        if found is None:
            return False
        label = before[max(0, found.start() - 10) :]
        return not any(
            labels.sort_of[_bare(word[0])] == "personal" for word in labels.pattern.finditer(label)
        )

    def context(self, labels: Labels, *, sentence_only: bool = False) -> Context:
        """The nearest word before decides, back to the sentence's start; for a table's rows, its heading."""
        begin = self._begin(sentence_only=sentence_only)
        before = [
            (begin + word.start(), word[0]) for word in labels.pattern.finditer(self.text[begin : self.start])
        ]
        if not before:
            return self._after(labels)
        place, _ = before[-1]
        line_start = self.text.rfind("\n", 0, place) + 1
        line_end = self.text.find("\n", place)
        same_line = line_end == -1 or line_end >= self.start
        on_line = {labels.sort_of[_bare(word)] for at, word in before if at >= line_start}
        nearest = labels.sort_of[_bare(before[-1][1])]
        return _same_line(nearest, on_line) if same_line else _heading(on_line)

    def _begin(self, *, sentence_only: bool) -> int:
        reach = toml("privacy.toml")["context"]
        far = max(0, self.start - reach["most"])
        ends = [end.end() for end in _SENTENCE_END.finditer(self.text, far, self.start)]
        begin = ends[-1] if ends else far
        return begin if sentence_only else min(begin, max(0, self.start - reach["least"]))

    def _after(self, labels: Labels) -> Context:
        """A word right after the number, as in a bracket behind it."""
        window = self.text[self.end : self.end + toml("privacy.toml")["context"]["after"]].partition("\n")[0]
        word = labels.pattern.search(_SENTENCE_END.split(window)[0])
        return _same_line(labels.sort_of[_bare(word[0])], set()) if word else Context.NONE


def _same_line(nearest: str, on_line: set[str]) -> Context:
    """Running text: the nearest word decides, a weak one only where nothing stronger stands on the line."""
    if nearest == "weak":
        return _heading(on_line | {nearest})
    return Context(nearest)


def _heading(on_line: set[str]) -> Context:
    """The heading of a table: personal and official words together leave it open."""
    if "personal" in on_line:
        return Context.UNCLEAR if "official" in on_line else Context.PERSONAL
    return Context.OFFICIAL if "official" in on_line else Context.UNCLEAR


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of words, longest first, with white space allowed inside (身 份 证)."""
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_BETWEEN.join(map(re.escape, word)) for word in ordered))


def _bare(word: str) -> str:
    return "".join(word.split())
