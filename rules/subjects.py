"""公开主体 into units: names, short names, lists, 各部门 and 各乡镇（街道）(data: subjects.toml). Never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rules.data import toml
from rules.model import Unit, UnitKind
from rules.names import UnitIndex, own_prefixes, without_district
from rules.text import nearest, plain, split_outside, without_asides


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a 公开主体 names. `problems` are the parts that name nobody (or several), `remarks` what was assumed."""

    units: tuple[str, ...]
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    codes: frozenset[str]
    problem: str | None = None
    remarks: tuple[str, ...] = ()

    def joined(self, other: _Part) -> _Part:
        return _Part(self.codes | other.codes, self.problem or other.problem, self.remarks + other.remarks)


class Subjects:
    """Reads the 公开主体 cells of one workspace."""

    def __init__(self, units: Iterable[Unit], district_name: str) -> None:
        self._units = tuple(units)
        self._index = UnitIndex(self._units, district_name)
        self._words = _words(district_name)
        self._stems = [stem for unit in self._units for stem in _stems(unit, district_name)]

    def resolve(self, text: str) -> Resolution:
        """Resolve one cell. Line breaks separate units, unless they turn out to stand inside a name."""
        found = self._resolve(text.replace("\n", "、"))
        if found.problems and "\n" in text:
            whole = self._resolve(text)
            found = found if whole.problems else whole
        return found

    def _resolve(self, text: str) -> Resolution:
        data = toml("subjects.toml")
        text = re.sub(data["before"], "", plain(text))
        parts = [self._part(word) for word in split_outside(text, data["separators"])]
        codes = {code for part in parts for code in part.codes}
        problems = tuple(dict.fromkeys(part.problem for part in parts if part.problem))
        if not codes and not problems:
            problems = (f"“{text}”没有对应的单位",)
        remarks = tuple(dict.fromkeys(remark for part in parts for remark in part.remarks))
        return Resolution(tuple(unit.code for unit in self._units if unit.code in codes), problems, remarks)

    def _part(self, word: str) -> _Part:
        """One entry of the list: as it stands, without brackets around its parts, without asides, without 等."""
        data = toml("subjects.toml")
        if len(word) > data["longest"]:
            return _Part(frozenset(), f"“{word[:20]}…”不是单位名称")
        bare = re.sub("[()]", "", word)
        trimmed = re.sub(data["after"], "", word)
        aside = without_asides(trimmed)
        others = re.sub(data["and_others"], "", aside)
        tries: list[tuple[str, str | None]] = [
            (word, None),
            (bare, None),
            (trimmed, None),
            (aside, f"“{word}”按“{aside}”理解，括号内未作为单位"),
            (others, f"“{word}”中的“等”未写明单位，只计入已写明的单位"),
        ]
        first: _Part | None = None
        for attempt, remark in tries:
            part = self._understood(attempt)
            if not part.problem:
                return _Part(
                    part.codes, None, part.remarks + ((remark,) if remark and attempt != word else ())
                )
            first = first or part
        assert first, "there is always a first try"
        return first

    def _understood(self, word: str) -> _Part:
        """A name, a collective, a described or shortened name; else several of them written in one."""
        part = self._one(word)
        if part.codes or part.problem:
            return part
        for joiner in toml("subjects.toml")["joiners"]:
            left, found, right = word.partition(joiner)
            while found:
                first = self._one(left)
                if first.codes and right:
                    return first.joined(self._understood(right))
                more, found, right = right.partition(joiner)
                left = f"{left}{joiner}{more}"
        for cut in range(len(word) - 2, 1, -1):
            first = self._named(word[:cut])
            if first.codes and not (rest := self._understood(word[cut:])).problem:
                return first.joined(rest)
        return _Part(frozenset(), self._unknown(word))

    def _one(self, word: str) -> _Part:
        """One name or one collective; nothing where it is neither."""
        named = self._named(word)
        return named if named.codes or named.problem else self._described(word)

    def _named(self, word: str) -> _Part:
        """A unit's own name in any of its forms, or a collective."""
        for form in self._without_level(word):
            if codes := self._index.all_exact(form):
                return self._only(word, codes)
        for pattern, kinds in self._words.collectives:
            if pattern.fullmatch(word):
                return _Part(frozenset(unit.code for unit in self._units if unit.kind in kinds))
        return _Part(frozenset())

    def _described(self, word: str) -> _Part:
        """民政主管部门, or a short form such as 区发改局: the one unit whose name it shortens."""
        for form in self._without_level(word):
            description = re.fullmatch(toml("subjects.toml")["described"], form)
            stem, body = (description["stem"], None) if description else _body(form)
            whole = {code for known, _, code in self._stems if description and known == stem}
            short = {
                code for known, end, code in self._stems if _shortens(stem, known) and body in (None, end)
            }
            if codes := whole or short:
                part = self._only(word, frozenset(codes))
                remark = () if whole or part.problem else (f"“{word}”按简称理解为“{self._name(min(codes))}”",)
                return _Part(part.codes, part.problem, remark)
        return _Part(frozenset())

    def _without_level(self, word: str) -> list[str]:
        """The word, and what is left of it without “of this district” and “government” in front."""
        forms = [word]
        for own in self._words.own:
            if word.startswith(own) and len(word) > len(own) + 1:
                rest = word[len(own) :].removeprefix("的")
                forms += [self._words.suffix + rest, rest]
                break
        for government in toml("subjects.toml")["government"]:
            forms += [form.removeprefix(government) for form in forms if form.startswith(government)]
        return list(dict.fromkeys(form for form in forms if form))

    def _only(self, word: str, codes: frozenset[str]) -> _Part:
        """One unit; several that fit equally well are none."""
        if len(codes) == 1:
            return _Part(codes)
        names = "、".join(unit.name for unit in self._units if unit.code in codes)
        return _Part(frozenset(), f"“{word}”可以指{names}")

    def _unknown(self, word: str) -> str:
        """A part that names nobody, with the nearest name where there is one."""
        if re.search(toml("subjects.toml")["vague"], word):
            return f"“{word}”没有写明是哪个单位"
        near = nearest(word, [name for unit in self._units for name in unit.names])
        return f"“{word}”不在单位表中" + (f"，最接近的是“{near}”" if near else "")

    def _name(self, code: str) -> str:
        return next(unit.name for unit in self._units if unit.code == code)


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of subjects.toml, made for one district."""

    own: tuple[str, ...]
    suffix: str
    collectives: tuple[tuple[re.Pattern[str], frozenset[UnitKind]], ...]


def _words(district_name: str) -> _Words:
    data: dict[str, Any] = toml("subjects.toml")
    prefixes = own_prefixes(district_name)
    city = data["own_of_city"] if plain(district_name).endswith("市") else []
    own = tuple(
        sorted(
            {plain(word) for word in (*prefixes, *data["own"], *city) if word},
            key=lambda word: (-len(word), word),
        )
    )
    any_own = "(?:" + "|".join(map(re.escape, own)) + ")"
    collectives = tuple(
        (re.compile(entry["pattern"].replace("{OWN}", any_own)), frozenset(map(UnitKind, entry["kinds"])))
        for entry in data["collective"]
    )
    return _Words(own, prefixes[-1], collectives)


def _stems(unit: Unit, district_name: str) -> list[tuple[str, str, str]]:
    """(name without its body, body, code) of every name that may be shortened; towns and streets may not."""
    if unit.kind in (UnitKind.TOWN, UnitKind.STREET):
        return []
    bare = [without_district(plain(name), district_name) for name in unit.names]
    return [(*_body(name), unit.code) for name in bare]


def _body(name: str) -> tuple[str, str]:
    """民政局 is 民政 and 局."""
    name = name.removesuffix("公室") if name.endswith("办公室") else name
    name = name.removesuffix("员会") if name.endswith("委员会") else name
    for body in toml("subjects.toml")["bodies"]:
        if name.endswith(body) and len(name) > len(body) + 1:
            return name.removesuffix(body), body
    return name, ""


def _shortens(short: str, full: str) -> bool:
    """Whether a short form takes its characters from the full name in their order, beginning with the first."""
    if len(short) < 2 or short[0] != full[:1]:
        return False
    rest = iter(full)
    return all(character in rest for character in short)
