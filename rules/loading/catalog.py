"""Rows of `catalog` (标准目录)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.deadlines import parse
from rules.elements import split_elements
from rules.loading.cells import Cells, Placed
from rules.model import CatalogItem
from rules.tables.reading import Row, Table
from rules.text import shown
from rules.ticks import layer_kinds, why_excluded

_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?")
_TAIL = re.compile(
    r"(?:领域)?(?:基层)?(?:政务|政府信息)?(?:公开)?(?:标准|事项|标准化|标准事项)?(?:目录|清单)?$"
)


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """A catalog row as written: the item without its key and its units.

    `numbered_from_above`: its 序号 came from a merged cell or a 同上, so that repeating it is no mistake.
    """

    item: CatalogItem
    numbered_from_above: bool


def load_item(cells: Cells) -> CatalogRow:
    """One row of the standard catalog."""
    level1, level2 = cells.text("level1"), cells.text("level2")
    if not level1 and not level2:
        cells.wrong("level1", "必填内容（一级事项、二级事项至少填一项）")
        level1 = f"第{cells.row.number}行"
    deadline = parse(cells.text("deadline"))
    if deadline.kind in ("unparsed", "ditto"):
        Placed(cells.table, cells.row, None).notice(
            cells.found, "deadline", f"公开时限“{deadline.text}”未能识别，只检查是否公开"
        )
    levels, beyond = layer_kinds(cells.raw("layer"))
    item = CatalogItem(
        key="", no=_number(cells), domain=domain_of(cells.table, cells.row), level1=level1, level2=level2,
        elements=split_elements(cells.raw("elements")), deadline=deadline, basis=cells.text("basis"),
        subject=cells.raw("subject"), excluded=_excluded(cells, beyond), levels=levels,
        column_url=cells.url("column_url"), aliases=cells.several("aliases"),
        update_within_days=cells.whole("update_within_days"), row=cells.row.number,
    )  # fmt: skip
    return CatalogRow(item, "no" in cells.row.carried)


def _excluded(cells: Cells, beyond: str | None) -> str | None:
    """Why the portal cannot show the row: the first of 渠道, 方式, 对象, 层级 that says so."""
    reasons = (
        why_excluded(cells.raw("channel"), "channel"),
        why_excluded(cells.raw("method"), "method"),
        why_excluded(cells.raw("audience"), "audience"),
        beyond,
    )
    return next((reason for reason in reasons if reason), None)


def _number(cells: Cells) -> str:
    """The 序号 as text; a blank one loads."""
    number = cells.text("no") or ""
    if _LIKE_A_DATE.fullmatch(number):
        cells.wrong("no", "按文本填写的序号（现值像是被Excel改成了日期）")
    return number


def domain_of(table: Table, row: Row) -> str | None:
    """The 领域: its own column, else the title line above the row, else the name of one sheet among several."""
    if "domain" in table.header.known or "domain" in row.cells:
        return shown(row.cells["domain"]) if "domain" in row.cells else None
    title = shown(row.section or table.sheet or "")
    return _TAIL.sub("", _HEAD.sub("", title)) or title or None
