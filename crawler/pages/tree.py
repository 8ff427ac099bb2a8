"""One page as a light tree: elements, runs of text and lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from crawler.pages.hints import Hints
from crawler.pages.notes import Notes
from crawler.pages.words import seen

BLOCK = frozenset(
    (
        "html", "body", "div", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th",
        "caption", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "form", "fieldset", "section", "article", "aside", "nav",
        "header", "footer", "main", "figure", "figcaption", "blockquote", "pre", "center", "address", "title", "option",
        "iframe", "legend",
    )
)  # fmt: skip
CELLS = frozenset(("td", "th", "dt", "dd"))
_HIGHEST = 12
Named = tuple[str, Hints, str | None]
"""An element's class and id as written, what they say of it, and the zone among that."""


class El:
    """An element: where it stands in document order, the runs of text inside it, what it is for.

    Planted by the walk alone (planting.py), which sets each attribute itself: to call an `__init__` would cost more
    than all that it sets. The last five are handed down from its parent once the whole tree stands; until then `zone`
    is its own.
    """

    tag: str
    attrs: Mapping[str, str | None]
    parent: El | None
    order: int
    end: int
    r0: int
    r1: int
    words: str
    hints: Hints
    zone: str | None
    said: str | None
    hidden: bool
    ghost: bool
    cond: bool

    __slots__ = (
        "attrs", "cond", "end", "ghost", "hidden", "hints", "order", "parent", "r0", "r1", "said", "tag", "words", "zone",
    )  # fmt: skip

    def get(self, name: str) -> str:
        """An attribute's value, empty where it is absent."""
        return self.attrs.get(name) or ""

    def holds(self, other: El) -> bool:
        """Whether the other element stands inside this one (or is it)."""
        return self.order <= other.order <= self.end

    def up(self, *tags: str) -> El | None:
        """The nearest ancestor (or itself) with one of these tags."""
        el: El | None = self
        for _ in range(_HIGHEST):
            if el is None or el.tag in tags:
                return el
            el = el.parent
        return None


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the page: its text or source, and the element in which it stands."""

    text: str
    src: str
    type: str
    parent: El
    order: int


@dataclass(slots=True, eq=False)
class Line:
    """What a reader sees as one line: the runs `r0:r1`, the block that holds it."""

    index: int
    text: str
    r0: int
    r1: int
    el: El


@dataclass(slots=True)
class Doc:
    """A page taken apart. `source` is the markup itself where the whole answer is data; `notes` are taken when asked for."""

    els: list[El] = field(default_factory=list)
    anchors: list[El] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    owners: list[El] = field(default_factory=list)
    line_of: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
    scripts: list[Script] = field(default_factory=list)
    metas: list[Mapping[str, str | None]] = field(default_factory=list)
    title: str | None = None
    base: str | None = None
    source: str | None = None
    lines: list[Line] = field(default_factory=list)
    inside: dict[int, list[El]] = field(default_factory=dict)
    kept: dict[str, list[El]] = field(default_factory=dict)
    notes: Notes | None = None

    def note(self, name: str, rule: str, text: str, el: El | None = None, *, won: bool = True) -> None:
        """Note which mark gave a value (or lost against another), where somebody wants to know."""
        if self.notes is not None:
            self.notes.add(name, rule, text, el, won=won)

    def every(self, *tags: str) -> list[El]:
        """All elements with one of these tags (of those that the walk keeps by tag), in document order."""
        found = [el for tag in tags for el in self.kept.get(tag, ())]
        return sorted(found, key=_order) if len(tags) > 1 else found

    def kids(self, el: El) -> list[El]:
        """The elements right inside an element.

        Found when asked for: few are, and a tree that names only parents is gone with its last user, without waiting
        for the collector.
        """
        known = self.inside.get(el.order)
        if known is None:
            known = self.inside[el.order] = []
            place = el.order + 1
            while place <= el.end:
                known.append(self.els[place])
                place = self.els[place].end + 1
        return known

    def text(self, el: El) -> str:
        """All text inside an element, on one line."""
        if el.said is None:
            el.said = self.between(el.r0, el.r1)
        return el.said

    def between(self, r0: int, r1: int) -> str:
        """The text of some runs on one line; a line's end is a space only between Latin words."""
        if r1 - r0 == 1:
            return seen(self.texts[r0])
        r1 = min(r1, r0 + 4000)
        if r1 <= r0 or self.line_of[r0] == self.line_of[r1 - 1]:
            return seen("".join(self.texts[r0:r1]))
        rows: list[str] = []
        for number, group in groupby(range(r0, r1), self.line_of.__getitem__):
            row = seen("".join(self.texts[i] for i in group))
            if rows and row and number and rows[-1][-1:].isascii() and row[0].isascii():
                rows.append(" ")
            rows.append(row)
        return "".join(rows)

    def span(self, el: El) -> int:
        """How many characters of text stand inside an element."""
        return self.sums[el.r1] - self.sums[el.r0]

    def anchor_count(self, el: El) -> int:
        """How many anchors stand inside an element."""
        return bisect_right(self.anchors, el.end, key=_order) - bisect_left(
            self.anchors, el.order, key=_order
        )

    def anchors_in(self, el: El) -> list[El]:
        """The anchors inside an element."""
        return self.anchors[
            bisect_left(self.anchors, el.order, key=_order) : bisect_right(self.anchors, el.end, key=_order)
        ]

    def first_line(self, el: El) -> int:
        """The index of the first line inside an element (or after it, where it holds no text)."""
        return self.line_of[el.r0] if el.r0 < len(self.line_of) else len(self.lines)


def _order(el: El) -> int:
    return el.order
