"""The office's lexicon (词表) over texts: where a word stands that must not, and where it only seems to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, MATCHKIND_STANDARD, AhoCorasick

from rules.data import toml

Level = Literal["veto", "deduct", "notice"]


@dataclass(frozen=True, slots=True)
class Word:
    """One row of `lexicon`. `exceptions` are longer right words in which it stands (处理 in 不予处理)."""

    word: str
    suggestion: str | None
    level: Level
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A word in a text, with a little of what stands around it.

    `cited`: it stands in quotation marks. `cut`: the text breaks off behind it where a right word might go on.
    """

    word: Word
    around: str
    cited: bool
    cut: bool = False


class Lexicon:
    """Finds every word of a table at once, whatever their number. Holds no state but the table."""

    def __init__(self, words: Iterable[Word] = ()) -> None:
        self.words = tuple(words)
        self._right = tuple(
            dict.fromkeys(longer for word in self.words for longer in _longer(word) if word.word in longer)
        )
        names = [word.word for word in self.words]
        self._finder = AhoCorasick(names, matchkind=MATCHKIND_LEFTMOST_LONGEST) if names else None
        self._sparer = AhoCorasick(self._right, matchkind=MATCHKIND_STANDARD) if self._right else None

    def hits(self, text: str) -> Iterator[Hit]:
        """The words in a text; not those that are part of a right word or shown as what not to write."""
        if self._finder is None:
            return
        found = self._finder.find_matches_as_indexes(text)
        spared = self._spared(text) if found else ()
        for number, start, end in found:
            word = self.words[number]
            inside = any(
                first <= start and end <= last and longer in _longer(word) for longer, first, last in spared
            )
            if not inside and not _is_example(text, start, end):
                around = " ".join(text[max(0, start - 10) : end + 10].split())
                yield Hit(word, around, _is_cited(text, start, end), _is_cut(text, word, start))

    def _spared(self, text: str) -> tuple[tuple[str, int, int], ...]:
        if self._sparer is None:
            return ()
        found = self._sparer.find_matches_as_indexes(text, overlapping=True)
        return tuple((self._right[number], start, end) for number, start, end in found)


def _longer(word: Word) -> tuple[str, ...]:
    """The right words in which a wrong one may stand: the row's exceptions, and its own suggestion."""
    return (*word.exceptions, *([word.suggestion] if word.suggestion else []))


def is_beginning(title: str, text: str) -> bool:
    """Whether a title is nothing but how its text begins, cut or whole: then the text says all that it says."""
    stem = " ".join(title.split())
    for mark in toml("wording.toml")["cut"]:
        stem = stem.removesuffix(mark)
    return " ".join(text.split()).startswith(stem)


def _is_cut(text: str, word: Word, start: int) -> bool:
    """Whether a right word stands around it as far as the text goes."""
    for longer in _longer(word):
        first = start - longer.find(word.word)
        for mark in toml("wording.toml")["cut"] if word.word in longer and first >= 0 else ():
            broken = text.find(mark, start + len(word.word), first + len(longer) + len(mark))
            if broken >= 0 and longer.startswith(text[first:broken]):
                return True
    return False


def _is_example(text: str, start: int, end: int) -> bool:
    """Whether a text tells its readers not to write the word."""
    rules = toml("wording.toml")
    reach = rules["reach"]
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return any(mark in before for mark in rules["before"]) or any(mark in after for mark in rules["after"])


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the word stands between quotation marks of one line."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line_start:start], text[end : line_end if line_end >= 0 else len(text)]
    for opening, closing in toml("wording.toml")["quotes"]:
        opened = (
            before.count(opening) % 2 if opening == closing else before.rfind(opening) > before.rfind(closing)
        )
        if opened and closing in after:
            return True
    return False
