"""`[limits]`: every period and count that decides, over the defaults of limits.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, cast

from rules.data import toml
from rules.model import ColumnType, Limits
from rules.periods import LONGEST_DAYS, Period
from rules.sections import Section
from rules.text import plain


def default_limits() -> Limits:
    """The limits where the office overrides nothing."""
    return limits_of({})


def limits_of(overrides: Mapping[str, Any]) -> Limits:
    """Limits with some values replaced, by the keys of limits.toml; values must be right already."""
    data = toml("limits.toml")
    periods = {
        key: overrides.get(key) or Period.parse(entry["default"]) for key, entry in data["period"].items()
    }
    counts = {key: overrides.get(key, entry["default"]) for key, entry in data["count"].items()}
    columns = {
        ColumnType(entry["column_type"]): periods[key]
        for key, entry in data["period"].items()
        if "column_type" in entry
    }
    undated = cast(
        Literal["untested", "stale"], overrides.get("undated", data["choice"]["undated"]["default"])
    )
    return Limits(columns=columns, annual=periods["annual"], home=periods["home"], undated=undated, **counts)


def read_limits(section: Section) -> Limits:
    """The section's values, each under whichever of its names the office wrote."""
    overrides: dict[str, Any] = {}
    for written in section.written:
        meaning = _names().get(plain(written))
        if meaning is None:
            continue
        key, kind = meaning
        if key in overrides:
            section.wrong(written, f"与{key}同义的键只写一次")
        overrides[key] = _READERS[kind](section, written, key)
    section.close(known=_shown_names())
    return limits_of({key: value for key, value in overrides.items() if value is not None})


@cache
def _names() -> Mapping[str, tuple[str, str]]:
    """Every accepted name: its key, and what sort of value stands there."""
    names: dict[str, tuple[str, str]] = {}
    for kind, entries in toml("limits.toml").items():
        for key, entry in entries.items():
            for word in (key, *entry["words"]):
                names[plain(word)] = (key, kind)
            if kind == "period":
                names[f"{key}_days"] = (key, "days")
    return names


def _shown_names() -> tuple[str, ...]:
    """The keys, as a fault names the nearest of them."""
    return tuple(
        word
        for entries in toml("limits.toml").values()
        for key, entry in entries.items()
        for word in (key, *entry["words"])
    )


def _period(section: Section, written: str, _: str) -> Period | None:
    value = section.take(written)
    try:
        return Period.parse("" if isinstance(value, bool) else value)
    except ValueError:
        section.wrong(written, "天数，或“6 months”“6个月”“1年”这样的期限")
        return None


def _days(section: Section, written: str, _: str) -> Period | None:
    count = section.whole(written, LONGEST_DAYS)
    return Period(days=count) if count else None


def _count(section: Section, written: str, _: str) -> int | None:
    return section.whole(written, LONGEST_DAYS)


def _choice(section: Section, written: str, key: str) -> str | None:
    return section.one_of(written, toml("limits.toml")["choice"][key]["allowed"])


_READERS = {"period": _period, "days": _days, "count": _count, "choice": _choice}
