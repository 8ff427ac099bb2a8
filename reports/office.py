"""The office's own view: every unit at once, and what only the office may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlite_utils import Database

from reports.gaps import gaps
from reports.model import OPEN_STATES, CheckTitle, OfficeView, Tally
from reports.ranking import ranking
from reports.text import shown
from reports.view import Material, unit_view
from reports.visit import incidents, visit
from rules.model import Notice


def office_view(material: Material, db: Database) -> OfficeView:
    """The overview of one sweep."""
    workspace, sweep = material.workspace, material.sweep
    units = tuple(unit_view(material, unit) for unit in workspace.units)
    known = {unit.code for unit in workspace.units}
    return OfficeView(
        units=units,
        checks=material.checks,
        tally=sum(material.tallies.values(), Tally()),
        first=material.previous is None,
        ranking=ranking(db, sweep, units, workspace.guard.max_untested),
        suspected=material.suspected,
        gaps=gaps(material.untested, material.title, material.before),
        incidents=incidents(db, sweep),
        visit=visit(workspace, db, sweep),
        undated=_undated(material),
        notices=(*(_notice(notice) for notice in workspace.notices), *_uncounted_years(material)),
        strangers=tuple(
            finding for finding in material.findings
            if finding.judged.unit not in known and finding.state in OPEN_STATES
        ),
    )  # fmt: skip


def _undated(material: Material) -> tuple[tuple[CheckTitle, str, int], ...]:
    """What the switch `[limits] undated` decided: (check, verdict, how many). Checks mark such rulings."""
    rows = [
        *material.untested,
        *(finding.judged for finding in material.findings if finding.state in OPEN_STATES),
    ]
    decided = Counter((row.check, row.verdict) for row in rows if "undated_switch" in row.observed)
    return tuple((material.law.title(check), verdict, n) for (check, verdict), n in sorted(decided.items()))


def _notice(notice: Notice) -> str:
    """Where it stands and what it says."""
    place = notice.file
    if notice.row is not None:
        place += f" 第{notice.row}行"
    if notice.column is not None:
        place += f" “{notice.column}”"
    return f"{shown(place)}：{shown(notice.text)}"


def _uncounted_years(material: Material) -> Iterator[str]:
    """The years within reach of this sweep's terms of which nobody knows the holidays yet."""
    limits, today = material.workspace.limits, material.sweep.as_of
    last, _ = material.workspace.calendar.due(today, limits.mend_within_workdays)
    for year in range(today.year, last.year + 1):
        if not material.workspace.calendar.covers(year):
            yield f"尚不掌握{year}年的放假调休安排，有关时限暂按周末推算，请在“放假安排”表（calendar）中补录。"
