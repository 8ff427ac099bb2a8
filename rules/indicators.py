"""The national indicators (国办秘函〔2019〕19号), restated in our words (data: indicators.csv).

`certainty` keeps how each was known when it was written down: read in a transcription of the paper (`verified`), read
for its category or in part only, or `remembered`. Before a score is published a person compares them with the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from rules.data import table

Part = Literal["veto", "deduct", "bonus"]
Checkable = Literal["auto", "partial", "manual", "unsaid"]
Certainty = Literal["verified", "category", "partly", "remembered"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: what it finds fault with (or rewards), its points, and the check of ours that sees it."""

    id: str
    part: Part
    object: Literal["site", "account"]
    group: str
    item: str
    rule: str
    each: float | None
    cap: float | None
    threshold: str | None
    checkable: Checkable
    certainty: Certainty
    source: str | None
    basis: str | None
    check: str | None


@cache
def indicators() -> tuple[Indicator, ...]:
    """Every indicator, in the paper's order."""
    return tuple(_indicator(row) for row in table("indicators.csv"))


def _indicator(row: dict[str, str]) -> Indicator:
    """One row, typed."""
    return Indicator(
        id=row["id"],
        part=cast("Part", row["part"]),
        object=cast("Literal['site', 'account']", row["object"]),
        group=row["group"],
        item=row["item"],
        rule=row["rule"],
        each=float(row["each"]) if row["each"] else None,
        cap=float(row["cap"]) if row["cap"] else None,
        threshold=row["threshold"] or None,
        checkable=cast("Checkable", row["checkable"] or "unsaid"),
        certainty=cast("Certainty", row["certainty"]),
        source=row["source"] or None,
        basis=row["basis"] or None,
        check=row["check"] or None,
    )
