"""Tick lists of the catalog: what a cell of 渠道, 方式, 对象 or 层级 says (data: ticks.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rules.data import toml
from rules.model import UnitKind
from rules.text import plain, shown, split_outside

List = Literal["channel", "method", "audience", "layer"]
_SEPARATORS = "、，,；;\n。"


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a tick list. A list without any mark lists what it means: there everything is ticked."""

    word: str
    ticked: bool


def is_ticked(cell: str) -> bool | None:
    """What a cell that holds nothing but a mark says; None for a cell that is blank or holds other words."""
    mark, data = cell.strip(), toml("ticks.toml")
    if mark in {*data["ticked"], *data["ticked_letters"], *data["ticked_words"]}:
        return True
    return False if mark in {*data["unticked"], *data["unticked_letters"], *data["unticked_words"]} else None


def choices(text: str, kind: List) -> tuple[Choice, ...]:
    """The words of a tick list in their order; without marks, the words of a plain list."""
    text = _font_marks(kind).sub(_real_mark, text.strip())
    ticked, unticked = toml("ticks.toml")["ticked"], toml("ticks.toml")["unticked"]
    marks = re.compile(f"[{ticked}{unticked}]")
    if not marks.search(text):
        return tuple(Choice(shown(part), ticked=True) for part in split_outside(text, _SEPARATORS))
    pieces = _marked(text, marks)
    return tuple(
        Choice(word, ticked=not mark or mark in ticked)
        for mark, words in pieces
        if (word := shown(words.strip(f"{_SEPARATORS} ")))
    )


def _marked(text: str, marks: re.Pattern[str]) -> list[tuple[str, str]]:
    """(mark, words) pairs. The mark stands before its words, or behind them all (政府网站√ 公示栏√)."""
    words, found = marks.split(text), marks.findall(text)
    if words[0].strip() and not words[-1].strip(f"{_SEPARATORS} "):
        return list(zip(found, words[:-1], strict=True))
    return [("", words[0]), *zip(found, words[1:], strict=True)]


@cache
def _font_marks(kind: List) -> re.Pattern[str]:
    """A letter that lost its font (or a 口), at the head of a word of this kind of list."""
    data = toml("ticks.toml")
    letters = "".join((*data["ticked_letters"], *data["unticked_letters"]))
    known = "|".join(re.escape(word) for word in sorted(_words(kind), key=len, reverse=True))
    return re.compile(rf"(?:(?<=^)|(?<=[\s、，,；;]))([{letters}])\s*(?=(?:{known}))")


def _words(kind: List) -> set[str]:
    """Every word that the data name for this kind of list."""
    return {word for words in toml("ticks.toml")[kind].values() for word in words}


def _real_mark(found: re.Match[str]) -> str:
    return "■" if found[1] in toml("ticks.toml")["ticked_letters"] else "□"


def _has(text: str, words: Iterable[str]) -> bool:
    return any(plain(word) in text for word in words)


def _on_the_portal(word: str) -> bool:
    data, text = toml("ticks.toml")["channel"], plain(word)
    for other_site in data["elsewhere"]:
        text = text.replace(other_site, "")
    return text in data["exactly"] or _has(text, data["portal"])


def _proactive(word: str) -> bool:
    data, text = toml("ticks.toml")["method"], plain(word)
    return _has(text, data["proactive"]) and not _has(text, data["negated"])


def _for_everybody(word: str) -> bool:
    data, text = toml("ticks.toml")["audience"], plain(word)
    return text in data["exactly"] or _has(text, data["everybody"])


_REACH = {
    "channel": (_on_the_portal, "公开渠道和载体为“{}”，不含政府网站"),
    "method": (_proactive, "公开方式为“{}”，不属于主动公开"),
    "audience": (_for_everybody, "公开对象为“{}”，不面向全社会"),
}


def why_excluded(text: str | None, kind: Literal["channel", "method", "audience"]) -> str | None:
    """Why the portal cannot show such a row, as a sentence; None where it can or where nothing is said."""
    if not text:
        return None
    reaches, sentence = _REACH[kind]
    if any(choice.ticked and reaches(choice.word) for choice in choices(text, kind)):
        return None
    return sentence.format(shown(text))


def layer_kinds(text: str | None) -> tuple[frozenset[UnitKind], str | None]:
    """The kinds of unit that a 公开层级 names (empty: all), and why the row is excluded where it names none of ours."""
    data = toml("ticks.toml")["layer"]
    ticked = "、".join(plain(choice.word) for choice in choices(text or "", "layer") if choice.ticked)
    if not text or _has(ticked, data["everywhere"]):
        return frozenset(), None
    rest = re.sub("|".join(data["village"]), "", ticked)
    kinds: set[UnitKind] = set()
    if _has(rest, data["county"]):
        kinds |= {UnitKind.DEPARTMENT, UnitKind.OTHER}
    if _has(rest, data["town"]):
        kinds |= {UnitKind.TOWN, UnitKind.STREET}
    if kinds:
        return frozenset(kinds), None
    ours = not _has(ticked, data["village"]) and not _has(ticked, data["above"]) and ticked
    return frozenset(), None if ours else f"公开层级为“{shown(text)}”，不含县级和乡级"
