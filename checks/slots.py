"""Exact slots in a name or title: years, seasons, numbers, units, and words that never mean one another.

`read` takes a title apart into its slots and the core that is left for fuzzy comparison; `clash` and `doubt` say what
two sets of slots prove. The vocabulary is data: rules/matching.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from checks.gates import Gate
from checks.naming import NO_UNITS, UnitNames
from checks.times import NO_TIMES, TimeSlots, cut_times
from rules.data import toml
from rules.text import plain

_HAN = "\u4e00-\u9fff"
_NUMBER = re.compile(
    rf"(?:(?:^|(?<=[^{_HAN}]))([{_HAN}]{{1,10}})|([{_HAN}]{{2,5}}))[〔\[(【]((?:19|20)\d\d)[〕\])】]第?(\d+)号"
)
_YEAR_OF_NUMBER = re.compile(r"[〔\[(【](?:19|20)\d\d[〕\])】]")
_DIGITS = "零一二三四五六七八九十"
_ORDINAL = re.compile(rf"第(\d+|[{_DIGITS}]+)(批次?|期|次|号|轮|届|辑)|(?<!\d)(\d+)(批次?|期)(?![{_HAN}]?\d)")
_QUOTED = re.compile(r"《[^《》]*》")
_PLAN = re.compile(
    r"(十[一二三四五六七八]?五)(?=规划|时期|期间|$|[^年月日个届次])|([三四五六七八九]五)(?=普法)"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What must agree exactly. Empty sets say nothing; `kinds` holds (group, words in the order of the title)."""

    times: TimeSlots = NO_TIMES
    numbers: frozenset[str] = frozenset()
    ordinals: frozenset[tuple[str, int]] = frozenset()
    plans: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def words(self, group: str) -> tuple[str, ...]:
        """The words of one group, in the order of the title."""
        for kind, words in self.kinds:
            if kind == group:
                return words
        return ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A title taken apart: its slots, its `body` without them, and the `core` of that without wrapping."""

    slots: Slots
    body: str
    core: str


@lru_cache(maxsize=1 << 14)
def read(title: str, units: UnitNames = NO_UNITS) -> Reading:
    """Take a title apart; nothing in it raises."""
    numbers, number_years, text = _cut_numbers(plain(title))
    found_units, text = units.cut(text)
    times, text = cut_times(_without(text, "“”\"‘’'"), number_years)
    plans, text = _cut(_PLAN, text)
    ordinals, text = _cut_ordinals(text)
    body = _without(_rewritten(text), vocabulary()["wrapping"]["particles"])
    slots = Slots(times, numbers, ordinals, frozenset(plans), found_units, kinds_in(body))
    return Reading(slots, body, _core(text, body))


def clash(name: Slots, title: Slots) -> str | None:
    """The slot in which both sides say something and contradict each other, or None."""
    return own_clash(name, title) or kind_clash(name, title)


def own_clash(name: Slots, title: Slots) -> str | None:
    """A clash in what a title says beside its words: times, numbers, units."""
    if reason := name.times.clash(title.times):
        return reason
    if name.numbers and title.numbers and not _shared_number(name.numbers, title.numbers):
        return "文号不同"
    if name.plans and title.plans and not name.plans & title.plans:
        return "五年规划期不同"
    for word, count in name.ordinals:
        rivals = {other for kind, other in title.ordinals if kind == word}
        if rivals and count not in rivals:
            return f"{word}数不同"
    if name.units and title.units and not _shared_unit(name.units, title.units):
        return "单位不同"
    return None


def kind_clash(name: Slots, title: Slots) -> str | None:
    """A clash in the words themselves."""
    return _kind_clash(name, title, vocabulary()["kinds"]) if name.kinds and title.kinds else None


def exact_clash(name: Slots, title: Slots) -> str | None:
    """A clash that even a document in the right column cannot have: its time, or a word of an exact group."""
    if reason := name.times.clash(title.times):
        return reason
    return _kind_clash(name, title, _exact_kinds()) if name.kinds and title.kinds else None


def doubt(name: Slots, title: Slots) -> str | None:
    """A slot that only the name has, or in which the title says more: they may be the same, it is not sure."""
    return own_doubt(name, title) or kind_doubt(name, title)


def own_doubt(name: Slots, title: Slots) -> str | None:
    """A doubt about what stands beside the words."""
    if reason := name.times.doubt(title.times):
        return reason
    if (name.numbers and not title.numbers) or (name.ordinals and not title.ordinals):
        return "一方没有编号"
    if name.plans and not title.plans:
        return "一方没有写明规划期"
    return None


def kind_doubt(name: Slots, title: Slots) -> str | None:
    """A doubt about the words themselves."""
    for kind in vocabulary()["kinds"] if name.kinds else ():
        ours, theirs = set(name.words(kind["group"])), set(title.words(kind["group"]))
        if ours and not theirs and kind["compare"] != "contrast":
            return f"标题没有“{'、'.join(sorted(ours))}”"
        if kind["compare"] == "set" and ours and ours < theirs:
            return f"标题还包括“{'、'.join(sorted(theirs - ours))}”"
    return None


def vocabulary() -> dict[str, Any]:
    """The words this package compares with."""
    return toml("matching.toml")


@cache
def _exact_kinds() -> tuple[dict[str, Any], ...]:
    return tuple(kind for kind in vocabulary()["kinds"] if kind.get("exact"))


def _kind_clash(name: Slots, title: Slots, kinds: Iterable[dict[str, Any]]) -> str | None:
    for kind in kinds:
        ours, theirs = name.words(kind["group"]), title.words(kind["group"])
        if not ours or not theirs:
            continue
        apart = ours[-1] != theirs[-1] if kind["compare"] == "head" else not set(ours) & set(theirs)
        if apart:
            return f"“{ours[-1]}”与“{theirs[-1]}”不同"
    return None


@cache
def _kind_patterns() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    """For each group one pattern whose numbered groups are its words, the longest first."""
    made = []
    for kind in vocabulary()["kinds"]:
        words = sorted(kind["words"], key=lambda word: -len(word.split("|")[0]))
        canon = tuple(word.split("|")[0].split("(?")[0] for word in words)
        made.append((kind["group"], re.compile("|".join(f"({word})" for word in words)), canon))
    return tuple(made)


@cache
def _kind_gate() -> Gate:
    return Gate(kind["words"] for kind in vocabulary()["kinds"])


@lru_cache(maxsize=1 << 13)
def kinds_in(body: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of each group that stand in a body, in their order."""
    patterns = _kind_patterns()
    found = []
    for group, pattern, canon in (patterns[number] for number in sorted(_kind_gate().open(body))):
        words = tuple(canon[match.lastindex - 1] for match in pattern.finditer(body) if match.lastindex)
        found += [(group, words)] if words else []
    return tuple(found)


@cache
def _rewrites() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every wording with the one it is compared as; a whole name already written in full is left alone."""
    table = {
        plain(word): plain(row["to"]) for row in vocabulary()["same"] for word in (*row["from"], row["to"])
    }
    return re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True))), table


def _rewritten(text: str) -> str:
    for old, new in vocabulary()["wrapping"]["respell"]:
        text = text.replace(old, new)
    pattern, table = _rewrites()
    return pattern.sub(lambda match: table[match[0]], text)


def _core(text: str, body: str) -> str:
    """What a title is at its core: what stands outside 《》 where that says anything, else the whole."""
    whole = _unwrapped(body)
    if "《" in text:
        outside = _unwrapped(
            _without(_rewritten(_QUOTED.sub("", text)), vocabulary()["wrapping"]["particles"])
        )
        nothing = outside in vocabulary()["wrapping"]["head"] or outside in vocabulary()["wrapping"]["tail"]
        whole = whole if len(outside) < 2 or nothing else outside
    return _alone().get(whole, whole)


@cache
def _alone() -> dict[str, str]:
    """Short forms that mean what they mean only when nothing else stands beside them."""
    return {plain(word): plain(row["to"]) for row in vocabulary()["same"] for word in row.get("alone", ())}


def _unwrapped(body: str) -> str:
    """The body without wrapping at either end; never less than two characters, never a part of a whole name."""
    core, (heads, tails, whole) = body, _wrapping()
    while core not in whole:
        shorter = [core[len(word) :] for word in heads.get(core[:1], ()) if core.startswith(word)]
        shorter += [core[: -len(word)] for word in tails.get(core[-1:], ()) if core.endswith(word)]
        shorter = [rest for rest in shorter if len(rest) >= 2]
        if not shorter:
            break
        core = next((rest for rest in shorter if rest in whole), shorter[0])
    return core


@cache
def _wrapping() -> tuple[dict[str, list[str]], dict[str, list[str]], frozenset[str]]:
    """The heads by their first character, the tails by their last, each the longest first; and the whole names."""
    wrapping = vocabulary()["wrapping"]
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for word in sorted(wrapping["head"], key=len, reverse=True):
        heads.setdefault(word[0], []).append(word)
    for word in sorted(wrapping["tail"], key=len, reverse=True):
        tails.setdefault(word[-1], []).append(word)
    return heads, tails, frozenset(wrapping["whole"])


def _without(text: str, characters: str) -> str:
    return text.translate(_nothing(characters))


@cache
def _nothing(characters: str) -> dict[int, None]:
    return dict.fromkeys(map(ord, characters))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    """All that a pattern finds (its first group that took part), and the text without it."""
    found = [next(group for group in match.groups() if group) for match in pattern.finditer(text)]
    return found, pattern.sub("", text) if found else text


def _cut_numbers(text: str) -> tuple[frozenset[str], frozenset[int], str]:
    """Document numbers as `示民函2025-3`, the years they carry, and the text without them."""
    found = list(_NUMBER.finditer(text)) if _YEAR_OF_NUMBER.search(text) else []
    if not found:
        return frozenset(), frozenset(), text
    numbers = frozenset(f"{match[1] or match[2]}{match[3]}-{int(match[4])}" for match in found)
    return numbers, frozenset(int(match[3]) for match in found), _NUMBER.sub("", text)


def _cut_ordinals(text: str) -> tuple[frozenset[tuple[str, int]], str]:
    found = list(_ORDINAL.finditer(text))
    if not found:
        return frozenset(), text
    pairs = ((match[2] or match[4], _count(match[1] or match[3])) for match in found)
    return frozenset((word[0], count) for word, count in pairs if count is not None), _ORDINAL.sub("", text)


def _count(written: str) -> int | None:
    """`12` or `十二`; None for what is not a number below a hundred."""
    if written.isdecimal():
        return int(written[:9])
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.index(written) if len(written) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _shared_number(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a document number stands on both sides; a title's words may have run into its head."""
    return any(one.endswith(other) or other.endswith(one) for one in ours for other in theirs)


def _shared_unit(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether a unit is on both sides. Names that nobody knows (`?…`) are only compared with one another."""
    if ours & theirs or any(unit[0] == "?" for unit in ours) != any(unit[0] == "?" for unit in theirs):
        return True
    return any(
        one[1:] in other or other[1:] in one for one in ours for other in theirs if one[0] == "?" == other[0]
    )
