"""How Chinese office text is compared, shown and cut: the one place that knows about widths, spaces and brackets."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterator

from rapidfuzz import fuzz, process

OPENING = "(（[［【〔《〈「『“{"
CLOSING = ")）]］】〕》〉」』”}"
_HAN = "\u3400-\u9fff\uf900-\ufaff〇"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}、，。；：（）《》“”])\s+(?=[{_HAN}、，。；：（）《》“”])")
_NARROW = tuple((mark, unicodedata.normalize("NFKC", mark)) for mark in "，：；（）！？％…\u3000")
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）")


class _Visible(dict[int, int | None]):
    """What `str.translate` makes of a character: itself, or nothing of white space and what is invisible. Learned as met."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        gone = character.isspace() or unicodedata.category(character) == "Cf"
        self[code] = kept = None if gone else code
        return kept


_VISIBLE = _Visible()


def plain(text: str) -> str:
    """The text as it is compared: one width, one case, no white space, nothing invisible.

    The marks that nearly every text holds are made narrow first: one that holds nothing else is then known to be normal.
    """
    for wide, narrow in _NARROW:
        text = text.replace(wide, narrow)
    text = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return text if text.isprintable() else text.translate(_VISIBLE)


def shown(text: str) -> str:
    """The text as it is shown on one line: the office's own characters, without stray spaces inside words."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zs") else c for c in text)
    return _BETWEEN_HAN.sub("", " ".join(visible.split()))


def legible(text: str) -> str:
    """Text fit for a terminal or a log: what cannot be seen, or would steer one, is written out as JSON would."""
    return text if text.isprintable() else "".join(_written_out(character) for character in text)


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON that is read by people too: Chinese as it is, nothing in it that is invisible."""
    lines = json.dumps(value, ensure_ascii=False, indent=indent).split(
        "\n"
    )  # it leaves no other break as it is
    return "\n".join(legible(line) for line in lines)


def _written_out(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) in ("Co", "Zs"):
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def without_asides(text: str) -> str:
    """The text without what stands in round brackets, nested ones too."""
    while (shorter := _ASIDE.sub("", text)) != text:
        text = shorter
    return text


def split_outside(text: str, separators: Collection[str]) -> list[str]:
    """Cut the text at the separators that stand outside brackets and quotation marks; empty parts are dropped."""
    parts, current = [], ""
    for character, depth in _depths(text):
        if depth == 0 and character in separators:
            parts.append(current)
            current = ""
        else:
            current += character
    return [part.strip() for part in (*parts, current) if part.strip()]


def outside(text: str) -> str:
    """Only what stands outside brackets and quotation marks."""
    return "".join(character for character, depth in _depths(text) if depth == 0)


def _depths(text: str) -> Iterator[tuple[str, int]]:
    """Each character with its depth in brackets; a bracket that is never closed (or opened) counts as a character."""
    inside: list[int] = []
    pairs: list[tuple[int, int]] = []
    for index, character in enumerate(text):
        if character in OPENING:
            inside.append(index)
        elif character in CLOSING and inside and OPENING.index(text[inside[-1]]) == CLOSING.index(character):
            pairs.append((inside.pop(), index))
    change = [0] * (len(text) + 1)
    for start, end in pairs:
        change[start] += 1
        change[end + 1] -= 1
    depth = 0
    for index, character in enumerate(text):
        depth += change[index]
        yield character, depth


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word most like this one, or None where none is near enough to be meant."""
    keys = {plain(candidate): candidate for candidate in known}
    found = process.extractOne(plain(word), keys.keys(), scorer=fuzz.ratio, score_cutoff=50)
    return keys[found[0]] if found else None
