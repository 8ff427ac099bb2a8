"""From anchors to groups of like rows: what could be a list."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.pages.dates import date_place
from crawler.pages.fields import label_before
from crawler.pages.links import Resolver
from crawler.pages.rows import Anchor, Row
from crawler.pages.tree import Doc, El
from crawler.pages.words import pattern, seen, table, whole

_RULES = table("lists")
_SKIPPED = whole("lists", "row", "utility") | whole("lists", "row", "paging")
_CATEGORY = re.compile(_RULES["row"]["category"])
_DOCUMENT = pattern("lists", "document_urls", "shape")
_FOLDER = pattern("lists", "document_urls", "folder")
_NEUTRAL = pattern("lists", "heading", "neutral")
_LIMITS = _RULES["limits"]
_LABEL = 10
_CELLS = 12
_ARROWS = " >》»›→+…[]【】()（）"
_ROWS = frozenset(("li", "tr", "dl"))
_HOLDERS = frozenset(("ul", "ol", "table", "tbody", "thead", "body", "html", "form"))


@dataclass(slots=True, eq=False)
class Group:
    """Rows of one kind in one container (or in several of one kind with nothing between)."""

    container: El
    rows: list[Row] = field(default_factory=list)
    last: El | None = None

    @property
    def start(self) -> int:
        """The first run of its rows."""
        return self.rows[0].r0

    @property
    def stop(self) -> int:
        """The run after its rows."""
        return self.rows[-1].r1


def anchors(doc: Doc, resolver: Resolver, crumb: El | None = None) -> list[Anchor]:
    """The anchors that may be rows: with words and an http(s) address, no breadcrumb, and no mere 更多 or 下一页."""
    found: list[Anchor] = []
    for el in doc.anchors:
        if el.ghost or not el.attrs.get("href") or (crumb is not None and crumb.holds(el)):
            continue
        text = doc.text(el) or seen(el.get("title"))
        empty = not text and not _pictured(doc, el)
        if (
            empty
            or len(text) == 1
            or text in _SKIPPED
            or text.strip(_ARROWS) in _SKIPPED
            or text.isdigit()
            or _CATEGORY.match(text)
        ):
            continue
        url = resolver.resolve(el.get("href"))
        if url is not None and not _is_value(doc, el):
            found.append(Anchor(el, text, url))
            if len(found) >= _LIMITS["anchors"]:
                break
    return _without_labels(found)


@lru_cache(maxsize=8192)
def is_document(url: str) -> bool:
    """Whether an address has the shape of a single document."""
    return _DOCUMENT.search(url) is not None


@lru_cache(maxsize=8192)
def is_folder(url: str) -> bool:
    """Whether an address has the shape of a column."""
    return _FOLDER.search(url) is not None and not is_document(url)


def _is_value(doc: Doc, el: El) -> bool:
    """Whether an anchor is what a label right before it tells (来源：<a>…</a>)."""
    before = doc.texts[el.r0 - 1].rstrip() if 0 < el.r0 < len(doc.line_of) else ""
    if not before.endswith((":", "：")) or doc.line_of[el.r0 - 1] != doc.line_of[el.r0]:
        return False
    return label_before(before, len(before)) is not None


def _pictured(doc: Doc, el: El) -> bool:
    return any(
        inner.tag == "img" and len(inner.get("alt")) > 3 for inner in doc.els[el.order + 1 : el.end + 1]
    )


def _without_labels(found: list[Anchor]) -> list[Anchor]:
    """Leave out the lesser of two anchors in one row: a category, a unit's name, a second link to the same."""
    by_row: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in found:
        row = _near_row(anchor.el)
        if row is not None:
            by_row[row.order].append(anchor)
    dropped: set[int] = set()
    for same in by_row.values():
        if 1 < len(same) <= 4:
            main = max(same, key=lambda a: (is_document(a.url), len(a.text)))
            rest = [a for a in same if a is not main]
            if all(_is_lesser(a, main) for a in rest):
                dropped |= {a.el.order for a in rest}
    return [anchor for anchor in found if anchor.el.order not in dropped]


def _is_lesser(anchor: Anchor, main: Anchor) -> bool:
    """Whether an anchor only accompanies another one of its row."""
    if date_place(anchor.text) is not None:
        return anchor.url == main.url
    in_row = _near_row(anchor.el) is not anchor.el.parent or (
        anchor.el.parent is not None and anchor.el.parent.tag in _ROWS
    )
    short = len(anchor.text) * 2 <= len(main.text) and (
        len(anchor.text) <= 8 if in_row else not is_document(anchor.url)
    )
    column = (
        len(anchor.text) <= min(_LABEL, len(main.text)) and is_folder(anchor.url) and not is_folder(main.url)
    )
    return anchor.url == main.url or short or column


def _near_row(el: El) -> El | None:
    """The row element close around an anchor; its parent where there is none."""
    up = el.parent
    for _ in range(5):
        if up is None or up.tag in _HOLDERS:
            break
        if up.tag in _ROWS or up.tag in ("dd", "dt"):
            return up
        up = up.parent
    parent = el.parent
    return parent if parent is not None and parent.tag not in _HOLDERS else None


def groups(doc: Doc, found: list[Anchor]) -> list[Group]:
    """All groups of rows on a page, in document order."""
    by_container: dict[int, Group] = {}
    for row in _rows(doc, found):
        container = row.el.parent or doc.els[0]
        by_container.setdefault(container.order, Group(container)).rows.append(row)
    made = list(by_container.values())
    for group in made:
        _stretch(doc, group)
    return _merged(doc, sorted(made, key=lambda group: group.start))


def _rows(doc: Doc, found: list[Anchor]) -> list[Row]:
    """Each anchor's row: the widest element around it that holds no other row's anchor."""
    rows: list[Row] = []
    claimed: set[int] = set()
    count = len(found)
    for i, anchor in enumerate(found):
        before, after, url = i - 1, i + 1, anchor.url
        while before >= 0 and found[before].url == url and before > i - 6:
            before -= 1
        while after < count and found[after].url == url and after < i + 6:
            after += 1
        el = _widest(
            doc,
            anchor,
            found[before].el.order if before > i - 6 and before >= 0 else -1,
            found[after].el.order if after < i + 6 and after < count else len(doc.els),
        )
        if el.order in claimed:
            _keep_longer(rows, el, anchor)
            continue
        claimed.add(el.order)
        rows.append(Row(el, anchor, el.r0, el.r1))
    return rows


def _keep_longer(rows: list[Row], el: El, anchor: Anchor) -> None:
    """A picture and a headline with the same address: the row's anchor is the one with more words."""
    for row in reversed(rows[-3:]):
        if row.el is el and len(anchor.text) > len(row.anchor.text):
            row.anchor = anchor


def _widest(doc: Doc, anchor: Anchor, before: int, after: int) -> El:
    el = anchor.el
    size = doc.span(el)
    for _ in range(_LIMITS["climb"]):
        up = el.parent
        if up is None or up.order <= before or up.end >= after or up.zone != anchor.el.zone:
            break
        if up.tag in _HOLDERS:
            return up if el.tag == "li" and _has_cells(doc, up) else el
        if doc.span(up) > size + _LIMITS["rows_text"] or (
            up.hints.listed and up.tag not in _ROWS and el.tag != "a"
        ):
            break
        el = up
        if el.tag in _ROWS and el.tag != "li":
            break
        if el.tag == "li" and not (el.parent and _has_cells(doc, el.parent)):
            break
    return el


def _has_cells(doc: Doc, el: El) -> bool:
    """Whether a list is a row of cells: it stands in a row of such lists, each with as many cells."""
    if el.tag not in ("ul", "ol") or el.parent is None:
        return False
    beside, count = doc.kids(el.parent), len(doc.kids(el))
    if not 2 <= count <= _CELLS or not 2 <= len(beside) <= _LIMITS["anchors"]:
        return False
    like = sum(kid.tag == el.tag and len(doc.kids(kid)) == count for kid in beside[:_CELLS])
    return like >= 2 and like * 2 > len(beside[:_CELLS])


def _stretch(doc: Doc, group: Group) -> None:
    """Rows that are bare anchors, dt or p own what stands between them and the next (or the last, where dates lead)."""
    rows = group.rows
    if len(rows) == 1 or rows[0].el.tag in _ROWS:
        return
    leads = _has_digit(doc, group.container.r0, rows[0].r0, 4) and not _has_digit(
        doc, rows[-1].r1, group.container.r1, 4
    )
    for i, row in enumerate(rows):
        if leads:
            row.r0 = rows[i - 1].el.r1 if i else max(group.container.r0, row.r0 - 4)
        else:
            end = rows[i + 1].el.r0 if i + 1 < len(rows) else group.container.r1
            row.r1 = min(end, row.r1 + 14)


def _has_digit(doc: Doc, r0: int, r1: int, most: int) -> bool:
    return any(c.isdigit() for i in range(r0, min(r1, r0 + most)) for c in doc.texts[i])


def _merged(doc: Doc, made: list[Group]) -> list[Group]:
    """Join neighbours of one shape with nothing but separators between: a list in batches of five is one list."""
    merged: list[Group] = []
    for group in made:
        group.last = group.container
        if merged and _continues(doc, merged[-1], group):
            merged[-1].rows += group.rows
            merged[-1].last = group.container
        else:
            merged.append(group)
    return merged


def _continues(doc: Doc, one: Group, other: Group) -> bool:
    same = _shape(one.container) == _shape(other.container) and one.rows[-1].el.tag == other.rows[0].el.tag
    nested = one.container.holds(other.container) or other.container.holds(one.container)
    if (
        not same
        or nested
        or other.start < one.stop
        or not close_by(one.last or one.container, other.container)
    ):
        return False
    between = range(one.stop, min(other.start, one.stop + 12))
    return other.start - one.stop <= 12 and all(_NEUTRAL.search(seen(doc.texts[i])) for i in between)


def close_by(one: El, other: El) -> bool:
    """Whether two containers stand in the same part of the page, within the same box or the box around it."""
    box = one.parent if one.parent is not None and one.parent.tag not in ("body", "html") else None
    wide = (
        box.parent
        if box is not None and box.parent is not None and box.parent.tag not in ("body", "html")
        else box
    )
    return one.zone == other.zone and wide is not None and wide.holds(other)


def _shape(el: El) -> tuple[str, ...]:
    """An element's tag and class, and those of the two around it."""
    names: list[str] = []
    current: El | None = el
    for _ in range(3):
        if current is None:
            break
        names.append(f"{current.tag}.{current.get('class')}")
        current = current.parent
    return tuple(names)
