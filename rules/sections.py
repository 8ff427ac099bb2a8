"""One section of district.toml, read key by key: wrong types and unknown keys are faults that name the line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from rules.faults import Collector
from rules.text import nearest

FILE = "district.toml"


@dataclass(slots=True)
class Section:
    """A section's values. What is never taken is unknown; `close` says so."""

    name: str
    values: Mapping[str, Any]
    source: str
    found: Collector
    asked: set[str] = field(default_factory=set)

    @property
    def written(self) -> tuple[str, ...]:
        """The keys that the office wrote."""
        return tuple(self.values)

    def wrong(self, key: str, expected: str) -> None:
        """Note that a key is not what it should be."""
        self.found.fault(
            FILE,
            line_of(self.source, self.name, key),
            f"{self.name}.{key}",
            _written(self.values.get(key)),
            expected,
        )

    def take(self, key: str) -> Any:  # noqa: ANN401 - whatever TOML holds
        """The value as TOML holds it, or None; the key counts as known from now on."""
        self.asked.add(key)
        return self.values.get(key)

    def text(self, key: str) -> str | None:
        """A text; an empty one says nothing."""
        value = self.take(key)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            self.wrong(key, "一段文字（写在引号内）")
            return None
        return value.strip()

    def required(self, key: str) -> str:
        """A text that must be there."""
        value = self.values.get(key)
        text = self.text(key)
        if text is None and (value is None or isinstance(value, str)):
            self.wrong(key, "必填内容")
        return text or ""

    def whole(self, key: str, highest: int) -> int | None:
        """A whole number above zero."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= highest:
            self.wrong(key, f"大于0的整数（不超过{highest}）")
            return None
        return value

    def number(self, key: str, default: float, lowest: float, highest: float) -> float:
        """A number within bounds."""
        value = self.take(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
            self.wrong(key, f"{lowest:g}至{highest:g}之间的数")
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """A yes or no: true or false."""
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, "true或false")
        return default

    def one_of(self, key: str, allowed: Collection[str]) -> str | None:
        """One of some words."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, str) and value in allowed:
            return value
        near = nearest(str(value), allowed)
        self.wrong(key, "、".join(allowed) + "之一" + (f"（最接近的是“{near}”）" if near else ""))
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            self.wrong(key, '文字的列表，如["甲", "乙"]')
            return ()
        return tuple(text.strip() for text in value)

    def close(self, known: Collection[str] = ()) -> None:
        """Every key that was never asked for is a fault that names the nearest known one."""
        names = (*sorted(self.asked - set(self.values)), *sorted(self.asked & set(self.values)), *known)
        for key in self.values:
            if key not in self.asked:
                near = nearest(key, names)
                hint = f"（最接近的是“{near}”）" if near else f"（可用的有{'、'.join(dict.fromkeys(names))}）"
                self.found.fault(
                    FILE, line_of(self.source, self.name, key), f"{self.name}.{key}", key, f"已知的键{hint}"
                )


def _written(value: Any) -> str | None:  # noqa: ANN401 - whatever TOML holds
    """A value as the office wrote it, roughly."""
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def line_of(source: str, section: str, key: str | None = None) -> int | None:
    """The line of a key, or of its section's head; None where it is written in some other way."""
    current, head = "", None
    for number, line in enumerate(source.splitlines(), 1):
        if found := re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line):
            current = found[1].strip("\"'")
            head = number if current == section and head is None else head
        elif (
            key is not None and current == section and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)
        ):
            return number
    return head
