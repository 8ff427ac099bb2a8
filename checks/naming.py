"""Names of units inside titles: every written form of the units one knows, and of bodies that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rules.data import toml
from rules.model import Unit
from rules.names import forms
from rules.text import plain

_HAN = "\u4e00-\u9fff"
_DISTRICT = re.compile(
    rf"^([{_HAN}]{{2,6}}?(?:(?<!开发)(?<!社)(?<!片)区|县|旗|(?<!城)(?<!超)市))(?=[{_HAN}]{{3,}})"
)
# A body at the head of a title, before what it says: nobody's unit that we know, yet not ours.
_HEAD = re.compile(
    rf"^([{_HAN}]{{2,14}}?(?:局|委员会|政府|办公室|办事处|街道|镇|乡))(?=关于|(?:19|20)\d\d|二[〇○零])"
)


class UnitNames:
    """The written forms of some units. Equal only to itself, so that what was read with it can be kept."""

    def __init__(self, codes: Mapping[str, str], district: str = "") -> None:
        self._codes = {plain(form): code for form, code in codes.items()}
        words = sorted(self._codes, key=len, reverse=True)
        self._names = re.compile("|".join(map(_form_pattern, words))) if words else None
        self._district = plain(district)

    @classmethod
    def of(cls, units: Iterable[Unit], district: str | None = None) -> UnitNames:
        """Every form of these units' names; a form that two of them share says nothing.

        The district is taken from the first name where it is not given.
        """
        every = tuple(units)
        district = district_of(every[0].name) if district is None and every else district or ""
        owners: dict[str, set[str]] = {}
        for unit in every:
            for form in forms(unit, district):
                owners.setdefault(form, set()).add(unit.code)
        return cls({form: min(codes) for form, codes in owners.items() if len(codes) == 1}, district)

    def cut(self, text: str) -> tuple[frozenset[str], str]:
        """The codes of the units a title names (`?…` for a body nobody knows), and the title without them."""
        codes: set[str] = set()
        if self._names:
            codes = {self._codes[match[0]] for match in self._names.finditer(text)}
            text = self._names.sub("", text) if codes else text
        if not codes and (head := _HEAD.match(text)):
            codes, text = {f"?{head[1]}"}, text[head.end() :]
        return frozenset(codes), text.replace(self._district, "") if self._district else text


def district_of(name: str) -> str:
    """The district at the head of a unit's name (示例区民政局: 示例区); empty where there is none."""
    found = _DISTRICT.match(plain(name))
    return found[1] if found else ""


def _form_pattern(form: str) -> str:
    """A form as it stands in a title; the 政府 of 政府公报 and 政府预算 is not the unit's."""
    kept = "|".join(map(re.escape, toml("matching.toml")["wrapping"]["seat_kept"]))
    return f"{re.escape(form)}(?!{kept})" if form.endswith("政府") else re.escape(form)


NO_UNITS = UnitNames({})
