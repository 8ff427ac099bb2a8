"""HTML from versioned templates. A new wording is a new file, so that a report keeps its words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.excerpts import Excerpt
from reports.issuing import Issue
from reports.model import Finding, OfficeView, RunState, Tally, UnitView
from reports.phrases import (
    day,
    documents_of,
    duration,
    figures_of,
    lives,
    moment,
    numeral,
    overdue_of,
    percent,
    span,
)
from reports.text import SENTENCE, css_string, plain, shown, web_address
from reports.view import Material, grouped
from reports.words import load_figures, load_words
from rules.statutes import UnknownBasisError, basis

UNIT, OVERVIEW, FAILURE, CARD = "unit_v1", "overview_v1", "failure_v1", "card_v1"


def unit_page(
    material: Material, view: UnitView, cards: Collection[str] = (), issue: Issue | None = None
) -> str:
    """The report of one unit; `cards` are the findings whose evidence cards stand beside it."""
    issue = issue or Issue(0, "")
    return _page(UNIT, material, view=view, cards=cards, issue=issue, running_left=view.unit.name)


def card_page(
    material: Material, view: UnitView, finding: Finding, excerpt: Excerpt, png: bytes | None, why: str
) -> str:
    """The evidence card of one finding; `why` tells why there is no picture."""
    row = finding.judged
    try:
        statute, point = basis(row.basis)
        known = {"demand": point.gist, "statute_since": statute.since}
    except UnknownBasisError:
        known = {"demand": "", "statute_since": None}
    return _page(
        CARD,
        material,
        view=view,
        finding=finding,
        check=material.law.title(row.check),
        excerpt=excerpt,
        picture=Markup(b64encode(png).decode()) if png else "",  # noqa: S704 - letters, digits, + and /; too long for a text
        why_no_picture=why,
        **known,
        running_left=view.unit.name,
    )


def overview_page(
    material: Material, view: OfficeView, run: RunState, folders: Mapping[str, str], *, workbook: bool = True
) -> str:
    """The office's own page; `folders` and `workbook` are what stands beside it."""
    law, found = material.law, [finding for unit in view.units for finding in unit.open]
    return _page(
        OVERVIEW,
        material,
        view=view,
        run=_readable(run),
        folders=folders,
        workbook=workbook,
        found=found,
        mended=sum(not finding.struck for unit in view.units for finding in unit.fixed),
        groups=grouped(law, found),
        pressing=[
            finding for finding in found if finding.state != "new" or finding.judged.severity == "veto"
        ],
        baseline=[finding for unit in view.units for finding in unit.baseline],
        cells=_Cells(material.tallies),
        unit_names=material.unit_names,
        running_left=f"{material.workspace.district.name}政务公开每周监测总览",
    )


def failure_page(week: str, run: RunState, office: str = "", previous: str = "") -> str:
    """The page of a run that ended before there was anything to report."""
    return _environment().get_template(f"{FAILURE}.html.j2").render(
        version=FAILURE, week=week, run=_readable(run), office=shown(office), previous=previous,
        running_left="", running_right="",
    )  # fmt: skip


def _page(template: str, material: Material, **context: object) -> str:
    workspace, sweep = material.workspace, material.sweep
    return (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            version=template,
            district=workspace.district,
            portal=workspace.portal,
            limits=workspace.limits,
            guard=workspace.guard,
            sweep=sweep,
            figures=load_figures(),
            title=material.title,
            moment=partial(moment, zone=workspace.district.zone),
            overdue=partial(overdue_of, as_of=sweep.as_of),
            running_right=span(sweep),
            **context,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "css": css_string, "day": day, "documents": documents_of, "duration": duration,
        "figures": figures_of, "heat": heat, "lives": lives, "numeral": numeral,
        "percent": percent, "span": span, "web": web_address,
    }  # fmt: skip
    environment.globals["say"] = load_words().say
    return environment


def _printable(value: object) -> object:
    """Every text that a template prints, also from the office's own tables: bounded and free of what is unseen."""
    return plain(value, SENTENCE) if isinstance(value, str) and not isinstance(value, Markup) else value


def heat(cell: Tally) -> str:
    """The class of one cell of the heat map; the figures in it say the same in words."""
    figures = load_figures()
    if not cell.judged:
        return "none" if cell.untested or cell.suspected else ""
    if not cell.problems:
        return "ok"
    heavy = cell.problems >= figures.heavy_count or cell.problems / cell.judged >= figures.heavy_share
    return "many" if heavy else "few"


class _Cells(dict[tuple[str, str], Tally]):
    """Tallies by (unit, check), empty where nothing was ruled."""

    def __missing__(self, key: tuple[str, str]) -> Tally:
        return Tally()


def _readable(run: RunState) -> RunState:
    """The same with its texts fit to be shown: faults quote what stands in the office's files."""
    return RunState(
        run.exit_code, run.held_back, shown(run.held_reason, 2000), shown(run.stop_reason, 2000),
        tuple(shown(fault, 2000) for fault in run.faults), plain(run.log, 2000),
    )  # fmt: skip
