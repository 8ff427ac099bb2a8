"""One page as a light tree: elements, runs of text and lines, made in one walk over lexbor's tree."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.pages.hints import Hints, hints
from crawler.pages.notes import Notes
from crawler.pages.taming import tamed
from crawler.pages.words import seen, table, without_unseen

BLOCK = frozenset(
    (
        "html", "body", "div", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "thead", "tfoot", "tr", "td", "th",
        "caption", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "form", "fieldset", "section", "article", "aside", "nav",
        "header", "footer", "main", "figure", "figcaption", "blockquote", "pre", "center", "address", "title", "option",
        "iframe", "legend",
    )
)  # fmt: skip
CELLS = frozenset(("td", "th", "dt", "dd"))
_UNREAD = frozenset(
    (
        "script",
        "style",
        "title",
        "noscript",
        "template",
        "textarea",
        "select",
        "option",
        "svg",
        "math",
        "noframes",
        "datalist",
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_NOTED = frozenset(("a", "script", "meta", "title"))
_MAX_ELEMENTS = 60_000
_MAX_RUNS = 60_000
_HIGHEST = 12
_MOST_WORDS = 200
_SPACE = re.compile(r"\s+")


class El:
    """An element: where it stands in document order, the runs of text inside it, what it is for."""

    __slots__ = (
        "attrs", "cond", "end", "ghost", "hidden", "hints", "kids", "order", "parent", "r0", "r1", "said", "tag", "words", "zone",
    )  # fmt: skip

    def __init__(
        self, tag: str, attrs: dict[str, str | None], parent: El | None, order: int, r0: int
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.parent = parent
        self.order = order
        self.end = order
        self.r0 = r0
        self.r1 = r0
        self.kids: list[El] = []
        self.words, self.hints = _named(tag, attrs) if attrs else ("", hints(tag, "", ""))
        self.zone: str | None = None
        self.said: str | None = None
        self.hidden = self.ghost = self.cond = False

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


def _named(tag: str, attrs: dict[str, str | None]) -> tuple[str, Hints]:
    """An element's class and id, and what they say of it."""
    words, own = attrs.get("class") or "", attrs.get("id")
    if own:
        words = f"{words} {own}" if words else own
    words = words[:_MOST_WORDS]
    return words, hints(tag, words, attrs.get("role") or "")


@dataclass(frozen=True, slots=True)
class Script:
    """A script of the page: its text or source, and the element in which it stands."""

    text: str
    src: str
    type: str
    parent: El
    order: int


@dataclass(frozen=True, slots=True)
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
    metas: list[dict[str, str | None]] = field(default_factory=list)
    title: str | None = None
    source: str | None = None
    lines: list[Line] = field(default_factory=list)
    notes: Notes | None = None

    def note(self, name: str, rule: str, text: str, el: El | None = None, *, won: bool = True) -> None:
        """Note which mark gave a value (or lost against another), where somebody wants to know."""
        if self.notes is not None:
            self.notes.add(name, rule, text, el, won=won)

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


def plant(html: str) -> Doc:
    """Parse markup and take it apart. Bounded in elements; never raises on any text."""
    doc = Doc()
    parser = LexborHTMLParser(tamed(without_unseen(html)))
    root = parser.root
    if root is not None:
        _walk(root, doc)
    _fold(doc)
    _inherit(doc)
    return doc


def _walk(root: LexborNode, doc: Doc) -> None:
    """Go through lexbor's tree in document order, without recursion: hostile pages nest deeply."""
    els, texts, line_of = doc.els, doc.texts, doc.line_of
    parent = top = El("html", {}, None, 0, 0)
    els.append(top)
    path: list[tuple[LexborNode, El]] = []
    node: LexborNode | None = root.first_child
    line = 0
    while node is not None or path:
        if node is None:
            node, el = path.pop()
            el.end, el.r1 = len(els) - 1, len(texts)
            line += el.tag in BLOCK
            parent = el.parent or top
        elif (tag := node.tag or "-") == "-text":
            text = node.text_content
            if text and not text.isspace():
                _add_text(doc, text, parent, line)
            elif text and line_of and line_of[-1] == line:
                texts[-1] += " "
        elif tag[0] != "-" and tag[0] != "!" and len(els) < _MAX_ELEMENTS:
            el = El(tag, node.attributes, parent, len(els), len(texts))
            els.append(el)
            parent.kids.append(el)
            if tag in _NOTED:
                _note(doc, el, node)
            line += tag in BLOCK
            child = None if tag in _UNREAD else node.first_child
            if child is not None:
                path.append((node, el))
                parent, node = el, child
                continue
        node = node.next
    top.end, top.r1 = len(els) - 1, len(texts)


def _add_text(doc: Doc, text: str, parent: El, line: int) -> None:
    if len(doc.texts) < _MAX_RUNS:
        doc.texts.append(_SPACE.sub(" ", text) if "\n" in text or "\t" in text or "\r" in text else text)
        doc.owners.append(parent)
        doc.line_of.append(line)


def _note(doc: Doc, el: El, node: LexborNode) -> None:
    """Keep what is looked up by its tag."""
    if el.tag == "a":
        doc.anchors.append(el)
    elif el.tag == "script":
        source, kind = el.get("src").strip(), el.get("type").lower()
        doc.scripts.append(Script(node.text() or "", source, kind, el.parent or el, el.order))
    elif el.tag == "meta":
        doc.metas.append(el.attrs)
    elif doc.title is None:
        doc.title = seen(node.text() or "") or None


def _inherit(doc: Doc) -> None:
    """Zones, hidden parts and template leftovers go down the tree. A zone as large as the page says nothing.

    Nor does a place for turning pages or for tools that holds more text than such a place can: `page-content` is none.
    """
    total, most = len(doc.els), table("zones")["most"]
    shell = table("states")["shell"]
    leftovers, conditional = (
        frozenset(shell["leftover_attributes"]),
        frozenset(shell["conditional_attributes"]),
    )
    for el in doc.els:
        up = el.parent
        small = el.end - el.order <= total * 0.5
        own = el.hints.zone if small else None
        if own in most and (
            doc.sums[el.r1] - doc.sums[el.r0] > most[own] or (own == "paging" and _headed(doc, el))
        ):
            own = None
        el.zone = own or (up.zone if up else None)
        attrs = el.attrs
        hides = "hidden" in attrs or ("style" in attrs and _hides(attrs["style"] or ""))
        el.hidden = bool(up and up.hidden) or (hides and small)
        el.ghost = bool(up and up.ghost) or (len(attrs) > 0 and not leftovers.isdisjoint(attrs))
        el.cond = bool(up and up.cond) or (len(attrs) > 0 and not conditional.isdisjoint(attrs))


def _headed(doc: Doc, el: El) -> bool:
    """Whether a heading stands inside an element: where pages are turned there is none."""
    return any(inner.tag in _HEADINGS for inner in doc.els[el.order + 1 : el.end + 1])


def _hides(style: str) -> bool:
    return "none" in style and "display" in style and "display:none" in style.replace(" ", "").lower()


def _fold(doc: Doc) -> None:
    """Gather runs into lines, and number the lines without gaps."""
    start, count = 0, len(doc.texts)
    numbers = doc.line_of
    folded = [0] * count
    for i in range(1, count + 1):
        if i < count and numbers[i] == numbers[start]:
            continue
        text = seen("".join(doc.texts[start:i]))
        index = len(doc.lines)
        folded[start:i] = [index] * (i - start)
        if text:
            doc.lines.append(Line(index, text, start, i, _block(doc.owners[start])))
        start = i
    doc.line_of = folded
    doc.sums = [0, *accumulate(map(len, doc.texts))]


def _block(el: El) -> El:
    while el.tag not in BLOCK and el.parent is not None:
        el = el.parent
    return el
