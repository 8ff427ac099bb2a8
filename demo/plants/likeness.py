"""How near two names come: faults are planted where no other name could be taken for the one that counts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.world import Holding

_DATED = re.compile(r"\d{4}年|第[一二三四\d]+[季度批]+|\d+月")
_SAYS_LITTLE = re.compile("信息|情况|公开|公示|工作|数据|资料|专栏")  # 财政信息 may well hold 财政收支情况
_SHARED = 3  # characters in a row that two names may have in common


def near(one: str, other: str) -> bool:
    """Whether the names could pass for one another, dates left aside."""
    other = _DATED.sub("", other)
    if len(set(one) & set(other)) <= 1:
        return False
    core, wider = _SAYS_LITTLE.sub("", one), _SAYS_LITTLE.sub("", other)
    if len(wider) >= 2 and len(core) >= 2 and (wider in core or core in wider):
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.find_longest_match().size > _SHARED or matcher.ratio() >= 0.5


def dedicated(holding: Holding) -> bool:
    """Whether the column serves this row alone."""
    return holding.form == "series" and holding.column.items == [holding.no]


def stands_out(holding: Holding) -> bool:
    """Whether the row cannot be taken for the whole column in which its documents stand among others."""
    if dedicated(holding) or holding.form == "page":
        return True
    return not (near(holding.name, holding.column.name) or near(holding.level1, holding.column.name))
