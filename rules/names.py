"""Names of units: every form that means exactly one of them, and never a guess (data: names.toml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from rules.data import toml
from rules.model import Unit, UnitKind
from rules.text import plain

_APART = re.compile(r"[^\w（）()]+|_")
"""What parts the words beside a picture or a link; a name may hold brackets."""


class UnitIndex:
    """Looks units up by what pages and tables call them. A form that fits two units means neither."""

    def __init__(self, units: Iterable[Unit], district_name: str) -> None:
        self._forms: dict[str, set[str]] = {}
        self._mentions: dict[str, set[str]] = {}
        self._prefixes = own_prefixes(district_name)
        shortest = toml("names.toml")["shortest_mention"]
        for unit in units:
            for form in forms(unit, district_name):
                self._forms.setdefault(form, set()).add(unit.code)
            for name in unit.names:
                full = plain(name)
                for mention in {full, with_district(full, district_name)}:
                    if len(mention) >= shortest and mention not in toml("names.toml")["too_general"]:
                        self._mentions.setdefault(mention, set()).add(unit.code)

    def exact(self, text: str) -> str | None:
        """The code of the one unit that this is a name of (发布机构, 来源); None for none, or for two."""
        codes = self._forms.get(plain(text), set())
        return next(iter(codes)) if len(codes) == 1 else None

    def all_exact(self, text: str) -> frozenset[str]:
        """The codes of every unit that this may be a name of."""
        return frozenset(self._forms.get(plain(text), ()))

    def mentioned(self, title: str) -> str | None:
        """The code of the one unit whose full name or alias stands in a title.

        Where names overlap the longest counts; two different units are no answer, and another place's body is none.
        """
        text = plain(title)
        places = [
            (start, start + len(name), codes)
            for name, codes in self._mentions.items()
            for start in _places(name, text)
            if not self._elsewhere(name, text[:start])
        ]
        longest = [place for place in places if not any(_covers(other, place) for other in places)]
        codes = {code for _, _, found in longest for code in found}
        return next(iter(codes)) if len(codes) == 1 else None

    def calls(self, unit: Unit, words: str) -> bool:
        """Whether words hold one of a unit's names, and not within that of another place's body (市教育局 for 教育局)."""
        return any(
            not self._elsewhere(name, text[:start])
            for text in map(plain, _APART.split(words))
            for name in map(plain, unit.names)
            for start in _places(name, text)
        )

    def _elsewhere(self, name: str, before: str) -> bool:
        """Whether what stands before a name makes it the name of another place's body."""
        *own, suffix = self._prefixes
        if name.startswith(tuple(own)) or before.endswith(tuple(own)):
            return False
        if suffix and name.startswith(suffix):
            return bool(re.search(toml("names.toml")["word"], before))
        return bool(re.search(toml("names.toml")["other_place"], before))


def bare_name(name: str) -> str:
    """An account's name without what platforms and offices put around it."""
    text = plain(name)
    for word in toml("newmedia.toml")["names"]["passing"]:
        text = text.removeprefix(plain(word)).removesuffix(plain(word))
    return text or plain(name)


def forms(unit: Unit, district_name: str) -> frozenset[str]:
    """Every form that means this unit, as it is compared: with and without the district, long and short ends."""
    general = toml("names.toml")["too_general"]
    found: set[str] = set()
    for name in unit.names:
        full = plain(name)
        bare = without_district(full, district_name)
        for core in {bare, *_other_ends(bare, unit.kind)}:
            found |= {f"{prefix}{core}" for prefix in own_prefixes(district_name)}
            if core not in general:
                found.add(core)
        found.add(full)
    return frozenset(form for form in found if form not in general)


@cache
def own_prefixes(district_name: str) -> tuple[str, ...]:
    """What stands before a unit's name for "of this district": 咸安区, 区; the longest first, its last sign last."""
    name = plain(district_name).removesuffix("人民政府")
    alone = re.sub(r"^.{2,}?[市州盟](?=.{2,}[区县市旗]$)", "", name)
    return (*sorted({name, alone} - {""}, key=len, reverse=True), name[-1:])


def without_district(name: str, district_name: str) -> str:
    """The name without the district in front: 咸安区民政局 and 区民政局 are 民政局."""
    for prefix in own_prefixes(district_name):
        if prefix and name.startswith(prefix) and len(name) > len(prefix) + 1:
            return name[len(prefix) :]
    return name


def with_district(name: str, district_name: str) -> str:
    """The name with the district in front."""
    *own, _ = own_prefixes(district_name)
    return (own[-1] if own else "") + without_district(name, district_name)


def _other_ends(name: str, kind: UnitKind) -> Iterator[str]:
    """The same name with other ends: 永安街道 is 永安街道办事处, a town is its government."""
    data = toml("names.toml")
    if kind is UnitKind.TOWN:
        base = next((name.removesuffix(end) for end in data["town_government"] if name.endswith(end)), name)
        yield from (base + end for end in data["town_government"])
        return
    for ends in data["ends"]:
        end = max((end for end in ends if name.endswith(end)), key=len, default=None)
        if end and (kind is UnitKind.STREET or "街道" not in ends):
            yield from (name.removesuffix(end) + other for other in ends)
            return


def _places(name: str, text: str) -> Iterator[int]:
    """Where a name stands in a text."""
    start = text.find(name)
    while start >= 0:
        yield start
        start = text.find(name, start + 1)


def _covers(longer: tuple[int, int, set[str]], shorter: tuple[int, int, set[str]]) -> bool:
    """Whether one place lies wholly inside another, longer one."""
    wider = longer[1] - longer[0] > shorter[1] - shorter[0]
    return wider and longer[0] <= shorter[0] and shorter[1] <= longer[1]
