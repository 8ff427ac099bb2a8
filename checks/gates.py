"""Which of many patterns can match a text at all: told in one pass by the plain words that are in them.

A pattern costs far more than finding its words, and nearly every text holds none of them. What a gate lets through
may still not match; what it keeps out cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick

_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")


class Gate:
    """A row of patterns. Each is given as its alternatives: words, with lookarounds and | at the most."""

    def __init__(self, patterns: Iterable[Iterable[str]]) -> None:
        words: dict[str, set[int]] = {}
        always: set[int] = set()
        for number, alternatives in enumerate(patterns):
            for word in (word for pattern in alternatives for word in _AROUND.sub("", pattern).split("|")):
                if word and re.escape(word) == word:
                    words.setdefault(word, set()).add(number)
                else:
                    always.add(number)
        self._always = frozenset(always)
        self._behind: Sequence[set[int]] = tuple(words.values())
        self._finder = AhoCorasick(list(words)) if words else None

    def open(self, text: str) -> frozenset[int] | set[int]:
        """The numbers of the patterns that may match."""
        found = self._finder.find_matches_as_indexes(text, overlapping=True) if self._finder else ()
        if not found:
            return self._always
        return self._always.union(*(self._behind[word] for word, _, _ in found))
