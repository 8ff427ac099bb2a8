"""The reports of a sweep in `var/reports/<week>/`, ready to be sent; and a page for a run that failed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from reports.cards import carded, write_cards
from reports.folder import folder_names, mark, marked, replacing, zip_folders
from reports.issuing import Issue, issues, put_down
from reports.law import Law, load_law
from reports.model import OfficeView, RunState, UnitView
from reports.office import office_view
from reports.render import failure_page, overview_page, unit_page
from reports.sheets import office_workbook, unit_workbook
from reports.stored import sweep_of
from reports.view import Material, gather
from rules.model import Workspace
from rules.periods import week_days

FORMATS = frozenset({"html", "xlsx"})
_OCCUPIED = 4
OVERVIEW, PREVIOUS, WORKBOOK = "index.html", "previous.html", "office.xlsx"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the week's folder, the office's page, the folder of each unit by code, and which are revisions."""

    folder: Path
    overview: Path
    units: dict[str, Path]
    revised: dict[str, int] = field(default_factory=dict)


def write_reports(
    workspace: Workspace,
    db: Database,
    sweep_id: int,
    *,
    run: RunState | None = None,
    units: tuple[str, ...] | None = None,
    formats: frozenset[str] = FORMATS,
    law: Law | None = None,
) -> Written:
    """Write the reports of one sweep, of all units or of the named ones; KeyError for a unit nobody knows.

    The office's page is always written. While reports are held back it is the only file. A folder made from
    another attempt is replaced whole, so that no report of an older attempt stays among newer ones.
    """
    run = run or RunState()
    material = gather(workspace, law or load_law(), db, sweep_of(db, sweep_id))
    view = office_view(material, db)
    wanted = (
        {workspace.unit(code).code for code in units}
        if units is not None
        else {u.code for u in workspace.units}
    )
    target = _week_folder(workspace.folder, material.sweep.week)
    names = folder_names(unit.code for unit in workspace.units)
    same_sweep = marked(target).get("sweep") == sweep_id
    issued: dict[str, Issue] = {}
    with replacing(target, keep=units is not None and same_sweep and not run.held_back) as folder:
        if not run.held_back:
            chosen = [unit for unit in view.units if unit.unit.code in wanted]
            drawn = target / "units" if same_sweep else None
            issued = _issue_units(folder, material, chosen, names, formats, db, drawn)
            if "xlsx" in formats:
                with (folder / WORKBOOK).open("wb") as stream:
                    office_workbook(stream, material, view, db)
        present = {
            code: name for code, name in names.items() if (folder / "units" / name / "report.html").is_file()
        }
        _write_overview(folder, material, view, run, present)
        mark(folder, sweep=sweep_id, week=material.sweep.week)
    if issued:
        put_down(db, material.sweep, issued)
    return _written(target, names, {code: one.revision for code, one in issued.items() if one.revision})


def write_failure(workspace_folder: Path, week: str, run: RunState, *, office: str = "") -> Path:
    """Leave the office a page about a run that has nothing to report; returns the page.

    What an earlier run of the same week wrote is kept, and the page leads to it. A run that found the workspace
    occupied must not touch the week's folder, which the other run may be writing: its page stands beside it.
    """
    week_days(week)  # a week that is none must not become a path
    if run.exit_code == _OCCUPIED:
        return _write_beside(_week_folder(workspace_folder, week), week, run, office)
    with replacing(_week_folder(workspace_folder, week), keep=True) as folder:
        page, previous = folder / OVERVIEW, folder / PREVIOUS
        if page.exists() and not marked(folder).get("failed"):
            page.rename(previous)
        link = PREVIOUS if previous.exists() else ""
        page.write_text(failure_page(week, run, office, link), encoding="utf-8")
        mark(folder, **{**marked(folder), "failed": True})
    return _week_folder(workspace_folder, week) / OVERVIEW


def _write_beside(folder: Path, week: str, run: RunState, office: str) -> Path:
    """The page of a run that may not touch the week's folder."""
    page, fresh = folder.with_name(f"{week}-occupied.html"), folder.with_name(f".{week}-occupied.new")
    folder.parent.mkdir(parents=True, exist_ok=True)
    link = f"{week}/{OVERVIEW}" if (folder / OVERVIEW).exists() else ""
    fresh.write_text(failure_page(week, run, office, link), encoding="utf-8")
    return fresh.replace(page)


def _issue_units(
    folder: Path, material: Material, chosen: list[UnitView], names: dict[str, str], formats: frozenset[str],
    db: Database, drawn: Path | None,
) -> dict[str, Issue]:  # fmt: skip
    """What these units are sent, packed: pages, workbooks, evidence cards. `drawn`: units with pictures that still hold."""
    issued = issues(db, material.sweep, chosen)
    _write_units(folder, material, chosen, names, formats, issued)
    if "html" in formats:
        homes = {code: folder / "units" / name for code, name in names.items()}
        write_cards(db, material, homes, chosen, drawn)
    _pack(folder / "units", (names[unit.unit.code] for unit in chosen))
    return issued


def _write_units(
    folder: Path, material: Material, views: list[UnitView], names: dict[str, str], formats: frozenset[str],
    issued: dict[str, Issue],
) -> None:  # fmt: skip
    """One folder for each unit."""
    home = folder / "units"
    home.mkdir(exist_ok=True)
    for view in views:
        mine = home / names[view.unit.code]
        shutil.rmtree(mine, ignore_errors=True)
        mine.mkdir()
        if "html" in formats:
            cards = {finding.judged.id for finding in carded(view)}
            page = unit_page(material, view, cards, issued[view.unit.code])
            (mine / "report.html").write_text(page, encoding="utf-8")
        if "xlsx" in formats:
            with (mine / "report.xlsx").open("wb") as stream:
                unit_workbook(stream, material, view)


def _pack(home: Path, folders: Iterable[str]) -> None:
    """One archive for each of these units, and one of all."""
    for name in folders:
        zip_folders(home / f"{name}.zip", [home / name])
    zip_folders(home.parent / "units.zip", [path for path in home.iterdir() if path.is_dir()])


def _write_overview(
    folder: Path, material: Material, view: OfficeView, run: RunState, present: dict[str, str]
) -> None:
    (folder / OVERVIEW).write_text(
        overview_page(material, view, run, present, workbook=(folder / WORKBOOK).is_file()), encoding="utf-8"
    )
    (folder / PREVIOUS).unlink(missing_ok=True)


def _week_folder(workspace_folder: Path, week: str) -> Path:
    return workspace_folder / "var" / "reports" / week


def _written(target: Path, names: dict[str, str], revised: dict[str, int]) -> Written:
    home = target / "units"
    return Written(
        target,
        target / OVERVIEW,
        {code: home / name for code, name in names.items() if (home / name).is_dir()},
        revised,
    )
