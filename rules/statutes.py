"""Legal sources: each once, with the points that checks and indicators rest on (data: statutes.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from rules.data import toml

Certainty = Literal["verified", "copy", "remembered"]


@dataclass(frozen=True, slots=True)
class Point:
    """One rule of a source: its name as people call it, and what it demands in our words."""

    key: str
    name: str
    gist: str


@dataclass(frozen=True, slots=True)
class Statute:
    """A legal source. `until` is None while it is in force; `certainty` tells how well its text is known here."""

    key: str
    title: str
    number: str
    body: str
    since: date
    until: date | None
    certainty: Certainty
    points: Mapping[str, Point]

    def in_force(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class UnknownBasisError(KeyError):
    """Raised for a basis (`key:point`) that statutes.toml does not hold."""


@cache
def statutes() -> Mapping[str, Statute]:
    """Every source by its key."""
    return {
        key: Statute(
            key, entry["title"], entry["number"], entry["body"], entry["since"], entry.get("until"), entry["certainty"],
            {name: Point(name, point["name"], point["gist"]) for name, point in entry["points"].items()},
        )
        for key, entry in toml("statutes.toml").items()
    }  # fmt: skip


def basis(reference: str) -> tuple[Statute, Point]:
    """The source and point that a reference such as `gbm-2019-19:column-blank` names."""
    key, _, point = reference.partition(":")
    try:
        statute = statutes()[key]
        return statute, statute.points[point]
    except KeyError as error:
        raise UnknownBasisError(reference) from error


def cite(reference: str) -> str:
    """A reference as a report writes it: 《…》（国办秘函〔2019〕19号）“空白栏目”."""
    statute, point = basis(reference)
    return f"《{statute.title}》（{statute.number}）“{point.name}”"


def load_statutes() -> Mapping[str, str]:
    """Every reference with its words."""
    references = (f"{key}:{point}" for key, statute in statutes().items() for point in statute.points)
    return {reference: cite(reference) for reference in references}
