"""What sort of column a name tells, and how often such a column must be updated (data: columns.toml, limits.toml)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from rules.data import toml
from rules.model import ColumnType, Limits
from rules.periods import Period
from rules.text import plain


def column_type(name: str, meta_type: str | None = None) -> tuple[ColumnType, str]:
    """The type of a column by its name, with ColumnType of its page as a witness; and in Chinese, what decided."""
    text = plain(name)
    for rule in toml("columns.toml")["rule"]:
        if _fits(rule, text):
            return ColumnType(rule["type"]), f"{rule['why']}（{name.strip()}）"
    tagged = _tagged(meta_type)
    if tagged is ColumnType.STATIC:
        return tagged, f"栏目标签为“{(meta_type or '').strip()}”"
    if tagged not in (None, ColumnType.OTHER):
        return ColumnType.OTHER, f"栏目标签为“{(meta_type or '').strip()}”，名称不能印证，按其他栏目"
    return ColumnType.OTHER, "名称未能归类，按其他栏目"


def period_for(
    kind: ColumnType, name: str, limits: Limits, update_within_days: int | None = None
) -> Period | None:
    """How often a column must be updated; None: never stale. What the office says of the column goes first."""
    if update_within_days is not None:
        return Period(days=update_within_days)
    if kind is ColumnType.OTHER and _listed(toml("columns.toml")["annual"], plain(name)):
        return limits.annual
    return limits.columns.get(kind)


def _fits(rule: Mapping[str, Any], text: str) -> bool:
    """Whether a rule knows the name."""
    return _core(text) in rule["whole"] or text in rule["whole"] if "whole" in rule else _listed(rule, text)


def _listed(rule: Mapping[str, Sequence[str]], text: str) -> bool:
    """Whether a word of the rule stands in the name, and none that rules it out."""
    return any(plain(word) in text for word in rule["has"]) and not any(
        plain(word) in text for word in rule.get("unless", ())
    )


def _core(text: str) -> str:
    """The name without its wrapping: 通知公告专栏 is 通知公告."""
    return _wrapping().sub("", text)


@cache
def _wrapping() -> re.Pattern[str]:
    return re.compile("(?<=..)(?:" + "|".join(map(re.escape, toml("columns.toml")["wrapping"])) + ")$")


def _tagged(meta_type: str | None) -> ColumnType | None:
    """The type that ColumnType of the page names."""
    found = toml("columns.toml")["tag"].get(plain(meta_type or ""))
    return ColumnType(found) if found else None
