"""Notes taken while a page is read: which mark gave each value, and which marks would have given another (`--explain`)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.pages.tree import El

_MOST = 40
_MOST_TEXT = 200
_DEEP = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the rule that looked at it, the element in which it stands (None: not in one), what stands there."""

    rule: str
    where: str | None
    text: str


@dataclass(slots=True)
class Notes:
    """What was noted of one page, by the name of the printed value: the marks that gave it, and those that lost."""

    gave: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    lost: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, rule: str, text: str, el: El | None = None, *, won: bool = True) -> None:
        """Note a mark."""
        marks = self.gave[name] if won else self.lost[name]
        mark = Mark(rule, place_of(el), text[:_MOST_TEXT])
        if mark not in marks and len(marks) < _MOST:
            marks.append(mark)


def place_of(el: El | None) -> str | None:
    """Where an element stands: its nearest ancestors and itself, by tag, class and id."""
    names: list[str] = []
    while el is not None and el.tag != "html" and len(names) < _DEEP:
        own = el.get("id").split()
        names.append(".".join((el.tag, *el.get("class").split()[:3])) + (f"#{own[0]}" if own else ""))
        el = el.parent
    return " > ".join(reversed(names)) or None
