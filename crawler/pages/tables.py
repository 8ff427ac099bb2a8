"""Lists in tables whose head names the columns: the date under 发布日期, not the one under 成文日期."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from crawler.items import day_of
from crawler.pages.dates import alone, stated
from crawler.pages.grouping import Group
from crawler.pages.rows import Shown
from crawler.pages.tree import Doc, El
from crawler.pages.words import narrow, squeezed, table

_HEADERS: list[str] = table("lists")["row"]["date_headers"]
_MOST_CELLS = 20


def ruled_dates(doc: Doc, group: Group, zone: ZoneInfo) -> list[Shown] | None:
    """The dates of a table's rows by its head; None where no head tells, or where it leaves most rows undated."""
    row = group.rows[0].el
    column = _date_column(doc, row)
    if column is None:
        return None
    shown = [_cell_date(doc, r.el, column, len(doc.kids(row)), zone) for r in group.rows]
    dated = sum(s.day is not None for s in shown)
    return shown if dated * 2 > len(shown) else None


def _date_column(doc: Doc, row: El) -> int | None:
    """The column that a head above the first row calls 发布日期 (or the next best name)."""
    parent = row.parent
    if (
        parent is None
        or not 2 <= len(doc.kids(row)) <= _MOST_CELLS
        or row.tag not in ("tr", "dl", "li", "div", "ul")
    ):
        return None
    heads = [kid for kid in doc.kids(parent)[:40] if kid.order < row.order]
    above = parent.parent
    for _ in range(2):
        if above is not None:
            before = (kid for kid in doc.kids(above)[:20] if kid.order < parent.order)
            heads += [inner for kid in before for inner in (kid, *doc.kids(kid)[:2])]
            above = above.parent
    for head in reversed(heads):
        if len(doc.kids(head)) == len(doc.kids(row)) and (column := _named(doc, head)) is not None:
            return column
    return None


def _named(doc: Doc, head: El) -> int | None:
    names = [squeezed(narrow(doc.text(cell))) for cell in doc.kids(head)]
    places = [(_HEADERS.index(name), place) for place, name in enumerate(names) if name in _HEADERS]
    return min(places)[1] if places and len([name for name in names if name]) > 1 else None


def _cell_date(doc: Doc, row: El, column: int, cells: int, zone: ZoneInfo) -> Shown:
    if len(doc.kids(row)) != cells:
        return Shown()
    text = doc.text(doc.kids(row)[column])
    found = alone(text, zone) or stated(text, zone)
    day: date | None = day_of(found)
    return Shown(day=day)
