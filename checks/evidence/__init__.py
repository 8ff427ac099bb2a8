"""From the rows of one sweep to frozen evidence, one unit at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from checks.evidence.accounts import read_accounts, read_posts
from checks.evidence.cells import Row, reason
from checks.evidence.items import read_items
from checks.evidence.linked import read_linked
from checks.evidence.links import read_links
from checks.evidence.lists import Lists, read_lists
from checks.evidence.pages import Pages, read_pages
from checks.evidence.sweep import Frame, read_frame
from checks.locating import Territory
from checks.model import Account, AccountPost, Column, Evidence, LinkedAccount, Target
from checks.naming import UnitNames
from checks.territory import Index, nameless_of
from crawler.items import Reason
from rules.lexicon import Lexicon
from rules.model import Workspace

__all__ = ["Reader", "load_evidence"]


@dataclass(frozen=True, slots=True)
class Reader:
    """What every unit's evidence is made from, read once. Only one unit's texts are held at a time.

    `areas` are the units' own areas; `common` the portal's own columns, and `nameless` the rows in them that name nobody.
    """

    db: Database
    workspace: Workspace
    frame: Frame
    lists: Lists
    pages: Pages
    links: Mapping[str, tuple[Target, ...]]
    accounts: Mapping[str, tuple[Account, ...]]
    posts: Mapping[str, tuple[AccountPost, ...]]
    linked: Mapping[str, tuple[LinkedAccount, ...]]
    lexicon: Lexicon
    areas: Mapping[str, Row]
    names: UnitNames
    common: tuple[Column, ...]
    nameless: Index

    @classmethod
    def of(cls, db: Database, frame: Frame, workspace: Workspace) -> Reader:
        """Read what one sweep shows."""
        lists = read_lists(db, frame, workspace)
        pages = read_pages(db, frame, workspace, lists)
        areas = {row["unit"]: row for row in db.query("SELECT * FROM areas WHERE sweep = ?", (frame.id,))}
        names, owner = UnitNames.of(workspace.units, workspace.district.name), workspace.district.portal_owner
        reader = cls(
            db, workspace, frame, lists, pages, read_links(db, frame, lists, pages), read_accounts(db, frame, workspace),
            read_posts(db, frame, workspace, pages.addresses()), read_linked(db, frame, workspace),
            Lexicon(workspace.lexicon), areas, names, lists.of_unit(owner),
            nameless_of(lists.nameless(owner, pages.read), names),
        )  # fmt: skip
        pages.forget()
        return reader

    def evidence(self, code: str) -> Evidence:
        """The evidence of one unit; KeyError for an unknown one."""
        workspace, frame, unit = self.workspace, self.frame, self.workspace.unit(code)
        articles, columns = self.pages.of_unit(code), self.lists.of_unit(code)
        gap, agreed = _area(self.areas.get(code))
        territory = Territory(columns, self.lists.loose(code), articles, gap, agreed, self.names)
        owner = code == workspace.district.portal_owner
        if not owner:
            territory = replace(territory, common=self.common, nameless=self.nameless)
        return Evidence(
            unit=unit,
            today=frame.as_of,
            fetched_on=frame.fetched_on,
            limits=workspace.limits,
            calendar=workspace.calendar,
            first_sweep=frame.previous is None,
            swept=frame.swept,
            area_gap=gap,
            area_agreed=agreed,
            sites=(self.lists.home,) if owner else (),
            columns=columns,
            articles=articles,
            targets=self.links.get(code, ()),
            items=tuple(read_items(workspace, unit, self.lists, territory, frame.as_of)),
            accounts=self.accounts.get(code, ()),
            posts=self.posts.get(code, ()),
            linked=self.linked.get(code, ()),
            lexicon=self.lexicon,
            told_late=frame.told_late,
        )


def load_evidence(db: Database, sweep_id: int, workspace: Workspace) -> tuple[Evidence, ...]:
    """Every unit's evidence at once, in the workspace's order; StoreError for an unknown sweep.

    What the workspace knows and the sweep does not hold is there too, without a look: nothing is passed over.
    """
    reader = Reader.of(db, read_frame(db, sweep_id), workspace)
    return tuple(reader.evidence(unit.code) for unit in workspace.units)


def _area(row: Row | None) -> tuple[Reason | None, bool]:
    """Why a unit's area was not wholly swept (None: it was), and whether the second look at it agrees."""
    if row is None:
        return Reason.NOT_SWEPT, False
    gap = reason(row["outcome"]) or (None if row["complete"] else Reason.INCOMPLETE)
    return gap, row["look_outcome"] == "ok"
