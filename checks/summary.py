"""What a judged sweep comes to in figures: what the front door's exit codes and guards are decided by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from checks.model import Verdict

Count = tuple[str, str, str, str | None, int]
"""(unit, check, verdict, reason code, how many)."""

_JUDGED = (Verdict.PASS, Verdict.VIOLATION, Verdict.SUSPECTED, Verdict.DECLARED)


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of one judged sweep. `new_red`: by check, the units that turned red since the week before.

    `new_gaps` counts, by reason code, what is untested now and was not, for the same reason, the week before.
    """

    verdicts: Mapping[str, int]
    reasons: Mapping[str, int]
    units: int
    new_red: Mapping[str, int]
    new_gaps: Mapping[str, int] = field(default_factory=dict)

    @property
    def collected(self) -> bool:
        """Whether anything at all could be judged."""
        return any(self.verdicts.get(verdict, 0) for verdict in _JUDGED)

    @property
    def in_reach(self) -> int:
        """Everything that the rules reach."""
        return sum(self.verdicts.values()) - self.verdicts.get(Verdict.NOT_APPLICABLE, 0)

    @property
    def untested(self) -> int:
        """How much could not be judged."""
        return self.verdicts.get(Verdict.UNTESTED, 0)

    @property
    def untested_share(self) -> float:
        """The share of what is in reach that could not be judged; all of it where nothing is in reach."""
        return self.untested / self.in_reach if self.in_reach else 1.0

    @property
    def new_red_shares(self) -> dict[str, float]:
        """By check, the share of all units that turned red at once."""
        return {check: count / self.units for check, count in self.new_red.items()} if self.units else {}

    @property
    def worst_new_red(self) -> tuple[str, float] | None:
        """The check that turned the largest share of units red at once; None where none did."""
        shares = self.new_red_shares
        return max(shares.items(), key=lambda item: (item[1], item[0])) if shares else None


def summarise(db: Database, sweep_id: int, previous: int | None) -> Summary:
    """The figures of a judged sweep, against the latest judged attempt of an earlier week (None: the first)."""
    earlier = _counts(db, previous) if previous is not None else None
    return figures(_counts(db, sweep_id), earlier, _new_gaps(db, sweep_id, previous))


def figures(
    now: Iterable[Count], before: Iterable[Count] | None, new_gaps: Mapping[str, int] | None = None
) -> Summary:
    """The same from plain counts; `before` None means that there is no week to compare with."""
    rows = list(now)
    verdicts, reasons = Counter[str](), Counter[str]()
    for _, _, verdict, code, count in rows:
        verdicts[verdict] += count
        if code is not None:
            reasons[code] += count
    turned = Counter[str]()
    if before is not None:
        earlier = list(before)
        known = {unit for unit, *_ in earlier}  # one that came since has its first sweep now
        turned.update(check for unit, check in _red(rows) - _red(earlier) if unit in known)
    units = len({unit for unit, *_ in rows})
    return Summary(dict(verdicts), dict(reasons), units, dict(turned), new_gaps or {})


def _red(rows: Iterable[Count]) -> set[tuple[str, str]]:
    """(unit, check) of every violation."""
    return {
        (unit, check) for unit, check, verdict, _, count in rows if verdict == Verdict.VIOLATION and count
    }


def _counts(db: Database, sweep_id: int) -> list[Count]:
    sql = (
        'SELECT unit, "check", verdict, reason_code, count(*) FROM verdicts WHERE sweep = ?'
        ' GROUP BY unit, "check", verdict, reason_code ORDER BY 1, 2, 3, 4'
    )
    return [tuple(row) for row in db.execute(sql, (sweep_id,)).fetchall()]


def _new_gaps(db: Database, sweep_id: int, previous: int | None) -> dict[str, int]:
    sql = (
        "SELECT v.reason_code, count(*) FROM verdicts v WHERE v.sweep = ? AND v.verdict = 'untested'"
        " AND NOT EXISTS (SELECT 1 FROM verdicts w"
        " WHERE w.id = v.id AND w.sweep = ? AND w.reason_code = v.reason_code) GROUP BY v.reason_code ORDER BY 1"
    )
    return dict(db.execute(sql, (sweep_id, previous)).fetchall())
