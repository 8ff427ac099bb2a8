"""From markup to the light tree: one walk over lexbor's tree, without recursion, bounded in elements and runs."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.pages.hints import hints
from crawler.pages.taming import tamed
from crawler.pages.tree import BLOCK, Doc, El, Line, Named, Script
from crawler.pages.words import seen, table, without_unseen

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
_KEPT = frozenset(("link", "iframe", "frame", "embed", "object", "form"))
_NOTED = _KEPT | {"a", "base", "script", "meta", "title"}
_Trait = tuple[str, int, bool, bool, Named]
"""A tag; whether a line begins and ends with it, whether it is not read, whether it is noted; what it says alone."""
_traits: dict[int, _Trait] = {}
"""What is known of HTML's own tags, by lexbor's number: a tag that HTML does not know has one for its own page only."""
_LAST_TAG = 1_000
_MAX_ELEMENTS = 60_000
_MAX_RUNS = 60_000
_SPACE = re.compile(r"\s+")
_MOST_WORDS = 200


def plant(html: str) -> Doc:
    """Parse markup and take it apart. Bounded in elements; never raises on any text."""
    doc = Doc()
    parser = LexborHTMLParser(tamed(html))
    doc.els.append(_top())
    if parser.root is not None:
        _walk(parser.root, doc)
    _fold(doc)
    _inherit(doc)
    return doc


def _top() -> El:
    """The page's own element."""
    el = El()
    el.tag, el.attrs, el.parent = "html", {}, None
    el.order = el.end = el.r0 = el.r1 = 0
    el.words, el.hints, el.zone = _named("html")
    return el


def _walk(root: LexborNode, doc: Doc) -> None:
    """Go through lexbor's tree in document order, without recursion: hostile pages nest deeply.

    A third of the reading's time is spent here, once per node: what is asked of lexbor is asked once.
    """
    els, texts, line_of, new, known = doc.els, doc.texts, doc.line_of, El.__new__, _traits
    parent = top = els[0]
    path: list[tuple[LexborNode, El, int]] = []
    node: LexborNode | None = root.first_child
    line = 0
    while node is not None or path:
        if node is None:
            node, el, block = path.pop()
            el.end, el.r1 = len(els) - 1, len(texts)
            line += block
            parent = el.parent or top
        elif node.is_empty_text_node or ((text := node.text_content) is not None and text.isspace()):
            if line_of and line_of[-1] == line:
                texts[-1] += " "
        elif text is not None:
            _add_text(doc, text, parent, line)
        elif (trait := known.get(node.tag_id) or _trait_of(node)) and len(els) < _MAX_ELEMENTS:
            tag, block, unread, noted, named = trait
            el = new(El)
            el.tag, el.attrs, el.parent = tag, (attrs := node.attributes), parent
            el.order = el.end = len(els)
            el.r0 = el.r1 = len(texts)
            if "class" in attrs or "id" in attrs or "role" in attrs:
                named = _named(tag, attrs.get("class"), attrs.get("id"), attrs.get("role"))
            el.words, el.hints, el.zone = named
            els.append(el)
            if noted:
                _note(doc, el, node)
            line += block
            if not unread and (child := node.first_child) is not None:
                path.append((node, el, block))
                parent, node = el, child
                continue
        node = node.next
    top.end, top.r1 = len(els) - 1, len(texts)


def _trait_of(node: LexborNode) -> _Trait | None:
    """What a tag is; None where it is no element's."""
    tag = node.tag or "-"
    if tag[0] in "-!":
        return None
    trait = tag, int(tag in BLOCK), tag in _UNREAD, tag in _NOTED, _named(tag)
    if node.tag_id < _LAST_TAG:
        _traits[node.tag_id] = trait
    return trait


@lru_cache(maxsize=16384)
def _named(tag: str, words: str | None = None, own: str | None = None, role: str | None = None) -> Named:
    """An element's class and id, and what they say of it. Templates repeat them, so answers are kept."""
    both = " ".join(filter(None, (words, own)))[:_MOST_WORDS]
    told = hints(tag, both, role or "")
    return both, told, told.zone


def _add_text(doc: Doc, text: str, parent: El, line: int) -> None:
    if not text.isprintable():
        text = _SPACE.sub(" ", without_unseen(text))
        if not text or text.isspace():
            return
    if len(doc.texts) < _MAX_RUNS:
        doc.texts.append(text)
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
    elif el.tag == "base":
        doc.base = doc.base or el.get("href") or None
    elif el.tag in _KEPT:
        doc.kept.setdefault(el.tag, []).append(el)
    elif doc.title is None:
        doc.title = seen(node.text() or "") or None


def _inherit(doc: Doc) -> None:
    """Zones, hidden parts and template leftovers go down the tree. A zone as large as the page says nothing.

    Nor does a place for turning pages or for tools that holds more text than such a place can: `page-content` is none.
    """
    total, telling = len(doc.els), _telling()
    top = doc.els[0]
    top.zone = top.said = None
    top.hidden = top.ghost = top.cond = False
    for el in doc.els[1:]:
        up, own = el.parent or top, el.zone
        el.hidden, el.ghost, el.cond, el.said = up.hidden, up.ghost, up.cond, None
        if own is None or not _is_zone(doc, el, own, small=(el.end - el.order) * 2 <= total):
            el.zone = up.zone
        if not telling.isdisjoint(el.attrs):
            _mark(el, small=(el.end - el.order) * 2 <= total)


def _mark(el: El, *, small: bool) -> None:
    """What an element's own attributes say beside what it inherits."""
    attrs = el.attrs
    if small and ("hidden" in attrs or _hides(attrs.get("style") or "")):
        el.hidden = True
    if not _watched("leftover_attributes").isdisjoint(attrs):
        el.ghost = True
    if not _watched("conditional_attributes").isdisjoint(attrs):
        el.cond = True


@cache
def _telling() -> frozenset[str]:
    """The attributes that say something of an element's state."""
    return _watched("leftover_attributes") | _watched("conditional_attributes") | {"hidden", "style"}


@cache
def _watched(key: str) -> frozenset[str]:
    return frozenset(table("states")["shell"][key])


def _is_zone(doc: Doc, el: El, own: str, *, small: bool) -> bool:
    """Whether an element is what its name says, by its size."""
    most = table("zones")["most"]
    return (small or own == "paging") and not (own in most and _is_too_much(doc, el, own, most[own]))


def _is_too_much(doc: Doc, el: El, zone: str, most: int) -> bool:
    """Whether an element holds more than a part that is named so can hold."""
    return doc.sums[el.r1] - doc.sums[el.r0] > most or (zone == "paging" and _headed(doc, el))


def _headed(doc: Doc, el: El) -> bool:
    """Whether a heading stands inside an element: where pages are turned there is none."""
    return any(inner.tag in _HEADINGS for inner in doc.els[el.order + 1 : el.end + 1])


def _hides(style: str) -> bool:
    return "none" in style and "display" in style and "display:none" in style.replace(" ", "").lower()


def _fold(doc: Doc) -> None:
    """Gather runs into lines, and number the lines without gaps."""
    start, count = 0, len(doc.texts)
    texts, numbers = doc.texts, doc.line_of
    folded = [0] * count
    for i in range(1, count + 1):
        if i < count and numbers[i] == numbers[start]:
            continue
        text = seen(texts[start] if i == start + 1 else "".join(texts[start:i]))
        index = len(doc.lines)
        folded[start:i] = [index] * (i - start)
        if text:
            doc.lines.append(Line(index, text, start, i, _block(doc.owners[start])))
        start = i
    doc.line_of = folded
    doc.sums = [0, *accumulate(map(len, texts))]


def _block(el: El) -> El:
    while el.tag not in BLOCK and el.parent is not None:
        el = el.parent
    return el
