"""What an office's own sheet leaves out and an import can fill in: codes, kinds, sources, 序号. It says what it did."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules import vocabulary
from rules.faults import Collector
from rules.importing.numbering import unique_numbers
from rules.loading.catalog import domain_of
from rules.model import UnitKind
from rules.resolving.units import Register
from rules.tables.headers import TableName, required
from rules.tables.reading import Row, Table
from rules.text import plain, shown

Line = tuple[Table, Row]
_TELEPHONE = re.compile(r"[（(]?(?:\+?86[- ]?)?(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}|\d{7,8})[）)]?")
_KIND_BY_END = (
    (UnitKind.STREET, re.compile("街道(?:办事处|办)?$|街办$")),
    (UnitKind.TOWN, re.compile("[乡镇](?:人民政府|政府)?$")),
    (UnitKind.DEPARTMENT, re.compile("[局委办]$|委员会$|办公室$")),
)


@dataclass(slots=True)
class Draft:
    """A row on its way in: its cells may still be filled."""

    table: Table
    row: Row
    cells: dict[str, str]
    found: Collector

    def put(self, column: str, text: str, told: str | None = None) -> None:
        """Fill a cell, and say so."""
        self.cells[column] = text
        if told:
            self.found.notice(self.table.file, self.row.number, self.table.column(column), told)

    @property
    def line(self) -> Line:
        """The row with what was filled in; a cell emptied is blank."""
        return self.table, replace(self.row, cells={name: text for name, text in self.cells.items() if text})


def fill(
    name: TableName, lines: Sequence[Line], known: Sequence[Line], register: Register, found: Collector
) -> tuple[Line, ...]:
    """Complete the lines of an imported sheet; `known` are those that the workspace has now."""
    drafts = [Draft(table, row, dict(row.cells), found) for table, row in lines]
    _keep(name, drafts, known, found)
    if filler := _FILLERS.get(name):
        filler(drafts, register, found)
    return tuple(draft.line for draft in drafts)


def _keep(name: TableName, drafts: Sequence[Draft], known: Sequence[Line], found: Collector) -> None:
    """Rows of things that the workspace already has keep what the office's sheet does not say."""
    have: dict[tuple[str, ...], list[Row]] = {}
    for _, row in known:
        have.setdefault(_identity(name, row.cells), []).append(row)
    count = 0
    for draft in drafts:
        same = have.get(_identity(name, draft.cells), [])
        old = same[0].cells if len(same) == 1 else {}
        kept = {
            column: old[column]
            for column in required(name, "kept")
            if column in old and column not in draft.cells
        }
        draft.cells |= kept
        count += bool(kept)
    if count:
        found.notice(
            drafts[0].table.file, None, None, f"{count}行与工作区已有的相同，原表未填的各项沿用现有内容"
        )


def _identity(name: TableName, cells: Mapping[str, str]) -> tuple[str, ...]:
    """What tells that two rows are of the same thing."""
    words = (cells.get(column, "") for column in required(name, "identity"))
    return tuple(plain(vocabulary.meaning("platform", word) or word) for word in words)


def _units(drafts: Sequence[Draft], _: Register, __: Collector) -> None:
    """Codes by number, kinds by the end of the name, contacts without telephone numbers."""
    taken = {plain(draft.cells.get("code", "")) for draft in drafts}
    free = (code for number in range(1, 2 * len(drafts) + 1) if plain(code := f"U{number:03}") not in taken)
    for draft in drafts:
        if "code" not in draft.cells:
            draft.put("code", code := next(free), f"单位代码空白，编为{code}")
        name = plain(draft.cells.get("name", ""))
        kind = next((kind for kind, end in _KIND_BY_END if end.search(name)), None)
        if "kind" not in draft.cells and kind:
            draft.put("kind", kind, f"类别空白，按名称推定为“{kind}”，请核对")
        _without_telephone(draft, "contact", "联系人中的电话号码不写入工作区")


def _without_telephone(draft: Draft, column: str, told: str) -> None:
    """A cell without the telephone numbers in it."""
    text = draft.cells.get(column, "")
    bare = _TELEPHONE.sub("", text).strip(" :：、，,")
    if bare != text and (bare or column == "contact"):
        draft.put(column, bare, told)


def _accounts(drafts: Sequence[Draft], register: Register, found: Collector) -> None:
    """Codes out of unit and platform; who says no source is registered for a person to look at.

    Offices write telephone numbers wherever there is room; none is kept. An id may be all digits and stays.
    """
    for draft in drafts:
        for column in ("name", "subject"):
            _without_telephone(draft, column, "其中的电话号码不写入工作区")
    taken = {plain(draft.cells["code"]) for draft in drafts if "code" in draft.cells}
    for draft in drafts:
        if "code" not in draft.cells:
            draft.put("code", code := _free_code(draft.cells, register, taken), f"账号编号空白，编为{code}")
    by_hand = [draft for draft in drafts if "source" not in draft.cells]
    for draft in by_hand:
        draft.put("source", "manual")
    if by_hand:
        table = by_hand[0].table
        told = f"{len(by_hand)}个账号未写采集方式，按“人工”写入，补充后方可自动核验"
        found.notice(table.file, None, table.column("source"), told)


def _free_code(cells: Mapping[str, str], register: Register, taken: set[str]) -> str:
    """`MZJ-wechat`, or `MZJ-wechat-2` for the unit's second."""
    unit = register.code_of(cells.get("unit", "")) or "ZH"
    stem = f"{unit}-{vocabulary.meaning('platform', cells.get('platform', '')) or 'other'}"
    number, code = 1, stem
    while plain(code) in taken:
        number += 1
        code = f"{stem}-{number}"
    taken.add(plain(code))
    return code


def _catalog(drafts: Sequence[Draft], _: Register, __: Collector) -> None:
    """A 领域 from the sheet or its title lines, and a 序号 that no other row has."""
    for draft in drafts:
        if domain := domain_of(draft.table, draft.row):
            draft.cells["domain"] = domain
    written = [(draft.cells.get("domain", ""), shown(draft.cells.get("no", ""))) for draft in drafts]
    for draft, (_domain, old), number in zip(drafts, written, unique_numbers(written), strict=True):
        if number != old:
            draft.put("no", number, f"序号{f'“{old}”' if old else '空白'}，编为“{number}”")


_FILLERS: dict[TableName, Callable[[Sequence[Draft], Register, Collector], None]] = {
    "units": _units,
    "accounts": _accounts,
    "catalog": _catalog,
}
