"""What two runs came to, in a form that can be compared: no clock, no port, no row numbers, no places of records."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass

from tests.e2e.conftest import Office

_KEYS = {
    "fetches": "coalesce(method, 'file') || ' ' || url || ' ' || via || look || ' ' || coalesce(outcome, '?') || coalesce(sha256, '')",
    "areas": "unit", "columns": "url", "looks": "url || look", "entries": "column_url || ' ' || url", "articles": "url",
    "links": "unit || ' ' || url", "sources": "account || source || look", "posts": "account || source || look || id",
    "canaries": "source || canary", "post_links": "account || url", "incidents": "scope || name || reason",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a run came to: every verdict, whom it accuses, and the natural keys of all rows of the only sweep, by table."""

    verdicts: Counter[str]
    accused: Counter[tuple[str, str, str]]
    rows: dict[str, list[str]]


def outcome(desk: Office) -> Outcome:
    """What the only sweep of a workspace came to."""
    [sweep] = desk.rows("SELECT id FROM sweeps")
    rows = {
        table: sorted(
            _bare(row["key"])
            for row in desk.rows(f"SELECT {key} AS key FROM {table} WHERE sweep = ?", sweep["id"])
        )
        for table, key in _KEYS.items()
    }
    return Outcome(Counter(_settled(row) for row in desk.printed("verdicts")), accused(desk), rows)


def accused(desk: Office) -> Counter[tuple[str, str, str]]:
    """Whom the latest attempt accuses of what: check, unit and key."""
    rows = (row for row in desk.printed("verdicts") if row["verdict"] == "violation")
    return Counter((row["check"], row["unit"], _bare(row["subject"]["key"])) for row in rows)


def _settled(row: dict[str, object]) -> str:
    """A verdict without when its proof was fetched, where it lies, and the number that is made of the address."""
    evidence = row.get("evidence") or []
    assert isinstance(evidence, list)
    proof = sorted(f"{one['url']} {one['status']} {one['sha256']}" for one in evidence)
    return _bare(json.dumps({**row, "evidence": proof, "id": None}, sort_keys=True, ensure_ascii=False))


def _bare(text: str) -> str:
    """A text without the addresses of the tests' own servers."""
    return re.sub(r"https?://127\.0\.0\.1:\d+", "", text)
