"""From the rows of one sweep to frozen evidence, one unit at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlite_utils import Database

from checks.evidence.accounts import read_accounts, read_posts
from checks.evidence.cells import Row, reason
from checks.evidence.items import read_items
from checks.evidence.linked import read_linked
from checks.evidence.links import read_links
from checks.evidence.lists import read_lists
from checks.evidence.pages import read_pages
from checks.evidence.sweep import read_frame
from checks.locating import Territory
from checks.model import Evidence
from checks.naming import UnitNames
from checks.territory import nameless_of
from crawler.items import Reason
from rules.lexicon import Lexicon
from rules.model import Workspace

__all__ = ["iter_evidence", "load_evidence"]


def load_evidence(db: Database, sweep_id: int, workspace: Workspace) -> tuple[Evidence, ...]:
    """Every unit's evidence at once; see `iter_evidence`."""
    return tuple(iter_evidence(db, sweep_id, workspace))


def iter_evidence(
    db: Database, sweep_id: int, workspace: Workspace, *, only: str | None = None
) -> Iterator[Evidence]:
    """Every unit's evidence in the workspace's order, or `only` one unit's. Only one unit's texts are held at a time.

    What the workspace knows and the sweep does not hold is there too, without a look: nothing is passed over.
    """
    frame = read_frame(db, sweep_id)
    lists = read_lists(db, frame, workspace)
    pages = read_pages(db, frame, workspace, lists)
    links = read_links(db, frame, lists, pages)
    accounts, linked, lexicon = (
        read_accounts(db, frame, workspace), read_linked(db, frame, workspace), Lexicon(workspace.lexicon),
    )  # fmt: skip
    posts = read_posts(db, frame, workspace, pages.addresses())
    areas = {row["unit"]: row for row in db.query("SELECT * FROM areas WHERE sweep = ?", (sweep_id,))}
    names, owner = UnitNames.of(workspace.units, workspace.district.name), workspace.district.portal_owner
    common, nameless = lists.of_unit(owner), nameless_of(lists.nameless(owner, pages.read), names)
    for unit in workspace.units:
        if only not in (None, unit.code):
            continue
        articles = pages.of_unit(unit.code)
        columns, (gap, agreed) = lists.of_unit(unit.code), _area(areas.get(unit.code))
        territory = Territory(columns, lists.loose(unit.code), articles, gap, agreed, names)
        if unit.code != owner:
            territory = replace(territory, common=common, nameless=nameless)
        yield Evidence(
            unit=unit,
            today=frame.as_of,
            fetched_on=frame.fetched_on,
            limits=workspace.limits,
            calendar=workspace.calendar,
            first_sweep=frame.previous is None,
            swept=frame.swept,
            area_gap=gap,
            area_agreed=agreed,
            sites=(lists.home,) if unit.code == owner else (),
            columns=columns,
            articles=articles,
            targets=links.get(unit.code, ()),
            items=tuple(read_items(workspace, unit, lists, territory, frame.as_of)),
            accounts=accounts.get(unit.code, ()),
            posts=posts.get(unit.code, ()),
            linked=linked.get(unit.code, ()),
            lexicon=lexicon,
            told_late=frame.told_late,
        )


def _area(row: Row | None) -> tuple[Reason | None, bool]:
    """Why a unit's area was not wholly swept (None: it was), and whether the second look at it agrees."""
    if row is None:
        return Reason.NOT_SWEPT, False
    gap = reason(row["outcome"]) or (None if row["complete"] else Reason.INCOMPLETE)
    return gap, row["look_outcome"] == "ok"
