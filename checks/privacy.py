"""Whose a number is: identity cards, phones and bank cards by the words around them. Their build: `rules.personal`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from checks.surroundings import Context, Labels, Surroundings
from rules.data import toml
from rules.personal import Number, numbers_in, readable


@dataclass(frozen=True, slots=True)
class Leak:
    """A personal number in a text: what it is, masked, and whether its surroundings leave no doubt."""

    kind: str
    masked: str
    certain: bool


def find_leaks(text: str, today: date, hidden: Iterable[Number] = ()) -> tuple[Leak, ...]:
    """Every distinct personal number in a text, in order; one that stands twice counts once.

    `hidden` are those whose digits the text does not show any more (`rules.personal.hide`); without any the text is read
    for itself.
    """
    numbers = tuple(hidden) or numbers_in(text, today)
    if not numbers:
        return ()
    narrow = readable(text)
    found: dict[int, Leak] = {}
    for number in numbers:
        certain = _is_certain(number, Surroundings(narrow, number.start, number.end))
        known = found.get(number.same)
        if certain is not None and (known is None or (certain and not known.certain)):
            found[number.same] = Leak(toml("privacy.toml")[number.kind]["name"], number.masked, certain)
    return tuple(found.values())


def _is_certain(number: Number, around: Surroundings) -> bool | None:
    """Whether the words around a number leave no doubt that it is somebody's; None where it is nobody's."""
    labels = _labels(number.kind)
    if around.right_after(labels):
        return None
    if (
        number.kind == "id_card"
    ):  # needs no words around it; the label of another sort of number leaves it in doubt
        context = around.context(labels, sentence_only=True)
        return context in (Context.PERSONAL, Context.UNCLEAR) or (not number.gaps and not context)
    context = around.context(labels)
    return context is Context.PERSONAL if context in (Context.PERSONAL, Context.UNCLEAR) else None


@cache
def _labels(kind: str) -> Labels:
    """The vocabulary of one kind of number."""
    rules, others = toml("privacy.toml")[kind], toml("privacy.toml")["other_numbers"]
    if kind == "id_card":
        other = (*others["always"], *others["accounts"])
        return Labels(personal=tuple(rules["labels"]), weak=(), official=other, other=other)
    return Labels(
        personal=tuple(rules["explicit"]), weak=tuple(rules["weak"]), official=tuple(rules["official"]),
        other=tuple(others["always"]),
    )  # fmt: skip
