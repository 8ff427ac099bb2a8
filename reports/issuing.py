"""What each unit was told, issue by issue: a report that says something else than the last one is a numbered revision.

Every issue is a seal of its own in the chain, so that the numbers do not hang on a folder that somebody may delete.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from crawler.seals import append, chain
from reports.model import Judged, Sweep, UnitView
from reports.stored import judged

_STRUCK = """
SELECT * FROM verdicts WHERE sweep = ? AND decided = 'no' AND machine_verdict = 'violation' ORDER BY "check", key
"""


@dataclass(frozen=True, slots=True)
class Issue:
    """One unit's report as it is issued: the number of its revision (0: the first issue) and a digest of what it says.

    `struck` is what a person struck out; `seal` the seal of what was judged, empty where none was made.
    """

    revision: int
    told: str
    struck: tuple[Judged, ...] = ()
    seal: str = ""


def issues(db: Database, sweep: Sweep, views: Iterable[UnitView]) -> dict[str, Issue]:
    """The issue that each of these units would be sent now. One that says the same as before is the same, seal and all."""
    before, seal = _issued(db, sweep), _seal(db, sweep)
    struck = [judged(row) for row in db.query(_STRUCK, (sweep.id,))]
    found = {}
    for view in views:
        code, told = view.unit.code, _told(view)
        own = tuple(row for row in struck if row.unit == code)
        last = before.get(_storable(code))
        if last is None:
            found[code] = Issue(0, told, own, seal)
        elif last["told"] == told:
            found[code] = Issue(last["revision"], told, own, last["seal"])
        else:
            found[code] = Issue(last["revision"] + 1, told, own, seal)
    return found


def put_down(db: Database, sweep: Sweep, made: Mapping[str, Issue]) -> None:
    """Seal that these reports were issued; what is issued again as it was adds nothing."""
    units = dict(_issued(db, sweep))
    for code, issue in made.items():
        units[_storable(code)] = {"revision": issue.revision, "told": issue.told, "seal": issue.seal}
    with db.atomic():
        append(db, "issued", sweep.id, {}, units=dict(sorted(units.items())))


def _issued(db: Database, sweep: Sweep) -> Mapping[str, Mapping[str, Any]]:
    """What the units were told last of this sweep: `revision`, `told` and `seal`, by code."""
    last = next((link.what for link in reversed([*chain(db, sweep.id)]) if link.event == "issued"), {})
    units: Mapping[str, Mapping[str, Any]] = last.get("units", {})
    return units


def _storable(code: str) -> str:
    """A unit's code as a seal can hold it: half a surrogate pair is no character."""
    return code.encode("utf-8", "backslashreplace").decode()


def _seal(db: Database, sweep: Sweep) -> str:
    """The last seal of the sweep but those of issues, which would make of every issue another one."""
    return next((link.seal for link in reversed([*chain(db, sweep.id)]) if link.event != "issued"), "")


def _told(view: UnitView) -> str:
    """A digest of what a unit is told of its findings."""
    groups = (*view.open, *view.fixed, *view.declared, *view.unverified)
    said = [(one.judged.id, one.state, one.struck, one.judged.reason, one.due) for one in groups]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
