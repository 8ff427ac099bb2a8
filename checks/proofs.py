"""What a ruling rests on: one stored answer, one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crawler.items import ReadBy, Reason


@dataclass(frozen=True, slots=True)
class Seen:
    """One stored answer that a ruling rests on: the row of `fetches`, and what proves it later."""

    url: str
    fetched_at: str | None = None
    status: int | None = None
    sha256: str | None = None
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a list or a page in a sweep; `reason` is None when it could be read."""

    reason: Reason | None
    entries: int = 0
    newest: date | None = None
    read_by: ReadBy = "static"
    empty_proof: str | None = None
    seen: Seen | None = None
