"""What an earlier sweep left, as far as a later one is measured by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a source said of an account before: the total that the platform declared, the newest post of all."""

    declared_total: int | None = None
    newest: datetime | None = None
