"""Labelled values on a page (发布时间：…, 索引号 | …): in one line, in the next cell, or in the row below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from crawler.pages.tree import CELLS, Doc, El, Line
from crawler.pages.words import narrow, seen, table

_LONGEST = 14
_UNKNOWN = re.compile(r"(?:^|[\s|,，。;；】\])）]{1,3})([\u4e00-\u9fff]{2,8})\s{0,3}$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_EDGES = " \t|｜/,，;；。【】[]"
_CLOSED = {"(": ")", "（": "）", "“": "”"}
_MAX_LINE = 600
_MAX_FIELDS = 400


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled value: the kind of label (labels.toml), the label as written, the value (may be empty), the line."""

    kind: str
    label: str
    value: str
    line: Line


@cache
def _labels() -> dict[str, str]:
    """Every known label and its kind."""
    return {
        word.lower(): kind
        for kind, section in table("labels").items()
        if kind != "nothing"
        for word in section["words"]
    }


@cache
def _nothing() -> frozenset[str]:
    return frozenset(table("labels")["nothing"]["words"])


def fields(doc: Doc, lines: list[Line]) -> list[Field]:
    """The labelled values on these lines, in document order, one line or cell at a time."""
    found: list[Field] = []
    for line in lines:
        if line.el.ghost or len(line.text) > _MAX_LINE or len(found) > _MAX_FIELDS:
            continue
        text = narrow(_tabbed(doc, line))
        if ":" in text:
            found += _in_line(doc, line, text)
        elif "\t" in text and (pieces := list(_in_pieces(line, text))):
            found += pieces
        elif len(text) <= 2 * _LONGEST and (label := _exact(text)) is not None:
            found.append(Field(label, seen(text), _beside(doc, line), line))
    return found


def meaningful(value: str) -> str | None:
    """A value, or None where it says that there is none (无, 暂无, /)."""
    value = value.strip(_EDGES + "\xa0\u3000:：")
    for opening, closing in _CLOSED.items():
        if value.startswith(opening) and value.endswith(closing):
            value = value[1:-1].strip()
    return None if value in _nothing() or not value else value


def _tabbed(doc: Doc, line: Line) -> str:
    """A line with a tab between the texts of different elements."""
    if line.r1 - line.r0 == 1:
        return doc.texts[line.r0]
    parts: list[str] = []
    for i in range(line.r0, line.r1):
        if parts and doc.owners[i] is not doc.owners[i - 1]:
            parts.append("\t")
        parts.append(doc.texts[i])
    return "".join(parts)


def _exact(text: str) -> str | None:
    kind = _labels().get("".join(text.split()).lower())
    return None if kind in (None, "moment", "other") else kind


def _in_line(doc: Doc, line: Line, text: str) -> Iterator[Field]:
    marks = list(_marks(text))
    for position, (_, end, kind, label) in enumerate(marks):
        if kind is None:
            continue
        stop = marks[position + 1][0] if position + 1 < len(marks) else len(text)
        value = text[end:stop].strip(" \t")
        if (
            not value
            and position + 1 == len(marks)
            and line.el.tag in CELLS | {"span", "div", "li", "p", "label", "strong"}
        ):
            value = _beside(doc, line)
        yield Field(kind, label, value, line)


def _in_pieces(line: Line, text: str) -> Iterator[Field]:
    """Labels without colons in elements of their own, each followed by its value in the next."""
    pieces = [piece.strip() for piece in text.split("\t")]
    pieces = [piece for piece in pieces if piece]
    for label, value in pairwise(pieces):
        kind = _exact(label)
        if kind is not None and not _starts_with_label(value):
            yield Field(kind, seen(label), value, line)


def _marks(text: str) -> Iterator[tuple[int, int, str | None, str]]:
    """Every label in front of a colon: where it starts, where its value starts, its kind (None: unknown), its words."""
    before = 0
    for match in re.finditer(":", text):
        at = match.start()
        if at and text[at - 1].isdigit():
            continue
        known = _known_label(text, before, at)
        if known is not None:
            start, kind, label = known
            yield start, at + 1, kind, label
            before = at + 1
        elif (unknown := _UNKNOWN.search(text[before:at])) is not None:
            yield before + unknown.start(1), at + 1, None, unknown[1]
            before = at + 1


def _known_label(text: str, before: int, at: int) -> tuple[int, str, str] | None:
    """The longest known label that ends at a colon. A short one must stand free; spaces inside do not count."""
    places = [i for i in range(max(before, at - 40), at) if not text[i].isspace()]
    letters = "".join(text[i] for i in places).lower()
    for length in range(min(_LONGEST, len(letters)), 1, -1):
        kind = _labels().get(letters[-length:])
        if kind is None:
            continue
        start = places[-length]
        free = start == before or _HAN.match(text[start - 1]) is None
        if free or (length >= 4 and _labels().get(letters[-length - 2 :]) is None):
            return start, kind, "".join(text[i] for i in places[-length:])
    return None


def _beside(doc: Doc, line: Line) -> str:
    """The value of a label that has a place of its own: further down in its cell, in the next cell, or in the cell below."""
    cell = line.el
    while (
        cell.parent is not None
        and cell.tag not in CELLS
        and len(doc.kids(cell.parent)) == 1
        and cell.parent.tag != "tr"
    ):
        cell = cell.parent
    if cell.r0 != line.r0:
        return ""
    if cell.r1 > line.r1:
        return _value(doc.between(line.r1, min(cell.r1, line.r1 + 40)))
    owner = doc.owners[line.r0]
    if owner is not line.el and owner.r1 < line.r1:
        cell = owner
    parent = cell.parent
    cells = doc.kids(parent) if parent is not None else []
    place = cells.index(cell) if cell in cells[:60] else -1
    if parent is None or place < 0:
        return ""
    right = cells[place + 1] if place < len(cells) - 1 else None
    text = doc.text(right) if right is not None else ""
    if (right is None or _starts_with_label(narrow(text))) and parent.tag == "tr":
        below = _below(doc, parent, place)
        text = doc.text(below) if below is not None else ""
    return _value(text)


def _value(text: str) -> str:
    text = narrow(text)
    return "" if len(text) > _MAX_LINE or _starts_with_label(text) else text


def _below(doc: Doc, row: El, place: int) -> El | None:
    """The cell below, when the next row has as many cells."""
    rows = doc.kids(row.parent) if row.parent is not None else []
    after = rows.index(row) + 1 if len(rows) < 400 and row in rows else len(rows)
    below = rows[after] if after < len(rows) else None
    if below is None or below.tag != "tr" or len(doc.kids(below)) != len(doc.kids(row)) or place < 0:
        return None
    return doc.kids(below)[place]


def _starts_with_label(text: str) -> bool:
    """Whether a cell holds a label itself (文号, 来源：…)."""
    first, colon, _ = text.partition(":")
    words = "".join(first.split()).lower()
    return (
        words in _labels()
        if not colon
        else any(words.endswith(label) for label in (words, words[-4:], words[-2:]) if label in _labels())
    )


def leads_with_label(text: str) -> bool:
    """Whether a line begins with a known label and a colon: one of a document's facts, no running text."""
    first, colon, _ = narrow(text[: 2 * _LONGEST]).partition(":")
    return bool(colon) and "".join(first.split()).lower() in _labels()


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label."""
    return len(text) <= 2 * _LONGEST and "".join(narrow(text).split()).rstrip(":").lower() in _labels()


def label_before(text: str, at: int) -> str | None:
    """The kind of the known label right in front of a place in a text, or None."""
    before = narrow(text[max(0, at - 24) : at]).rstrip(" \t[(")
    if not before.endswith(":"):
        return None
    known = _known_label(before, 0, len(before) - 1)
    return known[1] if known is not None else None
