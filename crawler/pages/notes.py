"""Notes taken while a page is read: which mark gave each value, and which marks would have given another (`--explain`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from crawler.pages.tree import El

T = TypeVar("T")
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

    def overrule(self, *names: str) -> None:
        """What gave these values did not stand in the end: the page is of another kind."""
        for name in names or tuple(self.gave):
            for mark in self.gave.pop(name, ()):
                self.lost[name].append(mark)


def place_of(el: El | None) -> str | None:
    """Where an element stands: its nearest ancestors and itself, by tag, class and id."""
    names: list[str] = []
    while el is not None and el.tag != "html" and len(names) < _DEEP:
        own = el.get("id").split()
        names.append(".".join((el.tag, *el.get("class").split()[:3])) + (f"#{own[0]}" if own else ""))
        el = el.parent
    return " > ".join(reversed(names)) or None


class Offer(NamedTuple, Generic[T]):
    """A mark that offers a value (None: it says nothing): the rule, what stands there, and the element."""

    value: T | None
    rule: str
    text: str
    el: El | None = None


def choose(notes: Notes | None, name: str, offers: Iterable[Offer[T]]) -> T | None:
    """The first offer that says something; which it was, and what the others offered, is noted where notes are taken."""
    chosen: T | None = None
    for offer in offers:
        if offer.value is None:
            continue
        if notes is None:
            return offer.value
        notes.add(name, offer.rule, offer.text, offer.el, won=chosen is None)
        chosen = offer.value if chosen is None else chosen
    return chosen
