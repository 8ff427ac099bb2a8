"""Where the document itself stands on a page, and its text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from crawler.pages.fields import leads_with_label
from crawler.pages.tree import Doc, El, Line
from crawler.pages.words import pattern

_AROUND = frozenset(("nav", "head", "foot", "links", "crumb", "aside", "tool", "paging"))
_MOST_TEXT = 200_000
_SENTENCE = re.compile(r"[，。；：！？、,;]")
_LEAST = 12
_MOST_FACT = 80
_PARAGRAPHS = 30
_FOOTER = pattern("zones", "footer", "words")
_FACTS = pattern("zones", "facts", "words")
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Body:
    """The element of the document, its first line, and how many characters of running text it holds."""

    el: El
    first: int
    weight: int


def find_body(doc: Doc, lines: list[Line]) -> Body | None:
    """The element that holds the document: by the CMS's own names, else where running text is densest."""
    weights = _weights(doc, lines)
    sure = [
        el
        for el in doc.els
        if el.hints.content == 2 and not el.ghost and el.zone not in _AROUND and el.tag != "a"
    ]
    best = max(sure, key=lambda el: (not el.hidden, weights.inside(el), -el.order), default=None)
    dense = weights.densest()
    if (
        best is not None
        and dense is not None
        and weights.inside(best) * 4 < weights.inside(dense)
        and not dense.holds(best)
    ):
        best = dense
    chosen = best if best is not None else dense
    if chosen is None:
        return None
    return Body(chosen, doc.first_line(chosen), weights.inside(chosen))


class _Weights:
    """Running text per element: lines of prose outside anchors, menus and labels."""

    def __init__(self) -> None:
        self._at: list[tuple[int, int]] = []
        self._score: dict[int, float] = defaultdict(float)
        self._els: dict[int, El] = {}

    def add(self, line: Line, amount: int) -> None:
        self._at.append((line.r0, amount))
        el, share = line.el, 1.5 if _in_content(line.el) else 1.0
        if (
            el.tag in ("p", "pre", "h1", "h2", "h3", "h4", "blockquote", "li", "dd", "title")
            and el.parent is not None
        ):
            el = el.parent
        for _ in range(3):
            if el.tag in ("html", "body"):
                break
            self._score[el.order] += amount * share
            self._els[el.order] = el
            if el.parent is None:
                break
            el, share = el.parent, share * 0.45

    def inside(self, el: El) -> int:
        return sum(amount for r0, amount in self._at if el.r0 <= r0 < el.r1)

    def densest(self) -> El | None:
        if not self._score:
            return None
        order = max(self._score, key=lambda key: (self._score[key], -key))
        if self._score[order] < _PARAGRAPHS:
            return None
        el = self._els[order]
        while (
            el.tag in ("p", "tr", "tbody", "thead", "table", "center", "font")
            and el.parent is not None
            and el.parent.tag not in ("body", "html")
        ):
            el = el.parent
        return el


def _weights(doc: Doc, lines: list[Line]) -> _Weights:
    weights = _Weights()
    for line in lines:
        el = line.el
        if len(line.text) < _LEAST or el.zone in _AROUND or el.ghost or el.hidden or _is_furniture(line.text):
            continue
        if len(line.text) < _MOST_FACT and leads_with_label(line.text):
            continue
        linked = sum(len(doc.texts[i]) for i in range(line.r0, line.r1) if _in_anchor(doc.owners[i], el))
        amount = len(line.text) - 2 * linked
        if amount >= _LEAST and (_SENTENCE.search(line.text) or amount > 30 or el.tag == "p"):
            weights.add(line, amount)
    return weights


def _is_furniture(text: str) -> bool:
    """Whether a line is a footer's, or one of the facts under a title (which have a colon)."""
    if len(text) >= 200:
        return False
    labelled = len(text) < 120 and (":" in text or "：" in text) and "。" not in text
    return (labelled and _FACTS.search(text) is not None) or _FOOTER.search(text) is not None


def _in_content(el: El | None) -> bool:
    """Whether an element stands in one that is named like a document's text."""
    for _ in range(3):
        if el is None:
            return False
        if el.hints.content:
            return True
        el = el.parent
    return False


def _in_anchor(el: El, block: El) -> bool:
    while el is not block and el.parent is not None:
        if el.tag == "a":
            return True
        el = el.parent
    return el.tag == "a" or (block.parent is not None and block.parent.tag == "a")


def text_of(doc: Doc, el: El, after: int = 0) -> str:
    """The text inside an element from a line on: one line per block, cells of a row side by side."""
    parts: list[str] = []
    size = 0
    row: El | None = None
    for line in doc.lines[after or doc.first_line(el) :]:
        if line.r0 >= el.r1:
            break
        if line.r0 < el.r0 or line.el.hidden or line.el.ghost or line.el.zone == "tool":
            continue
        cell_row = line.el.up("tr")
        same_row = cell_row is not None and cell_row is row and el.holds(cell_row)
        parts.append((" " if same_row else "\n") + line.text)
        row = cell_row
        size += len(line.text) + 1
        if size > _MOST_TEXT:
            break
    return "".join(parts).strip()[:_MOST_TEXT]


def text_below(doc: Doc, line: int) -> str:
    """The text after a line up to the footer: for documents whose text no element can be told to hold."""
    below: list[str] = []
    for other in doc.lines[line + 1 : line + 1 + _MOST_LINES]:
        if other.el.zone in ("foot", "links") or _FOOTER.search(other.text):
            break
        if (
            other.el.zone not in _AROUND
            and not other.el.ghost
            and not other.el.hidden
            and not _is_furniture(other.text)
        ):
            below.append(other.text)
    return "\n".join(below)[:_MOST_TEXT]
