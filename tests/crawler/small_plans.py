"""Workspaces, pages and answers made by hand, to try plans without a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from crawler.areas import Areas
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import Entry, Kind, Link, NextPage, Page, Reason
from crawler.survey.state import Got
from rules import model as rules
from rules.limits import limits_of
from rules.periods import Clock

HOST = "http://www.qinghe.example"
HOME = f"{HOST}/"
AS_OF = date(2026, 11, 22)
OWNER, CIVIL, SCHOOL, TOWN = "QH01", "QH04", "QH03", "QH06"
NAMES = {
    OWNER: "青禾区人民政府办公室", CIVIL: "青禾区民政局", SCHOOL: "青禾区教育局", TOWN: "柳溪镇人民政府",
}  # fmt: skip
TRS = {CIVIL: "/xxgk/bmxxgkpt/mzj/", SCHOOL: "/xxgk/bmxxgkpt/jyj/", TOWN: "/xxgk/xzxxgkpt/lxz/"}
Place = Literal["breadcrumb", "list", "body", "page"]


def at(path: str) -> str:
    """An address on the portal; whole addresses stay as they are."""
    return HOST + path if path.startswith("/") else path


def workspace(
    portals: dict[str, str] | None = None,
    *,
    home: str = HOME,
    hosts: Sequence[str] = ("www.qinghe.example",),
    render: Literal["auto", "never", "always"] = "auto",
    limits: dict[str, Any] | None = None,
    columns: Iterable[rules.Column] = (),
    catalog: Iterable[rules.CatalogItem] = (),
    accounts: Iterable[rules.Account] = (),
    polite: rules.Polite | None = None,
) -> rules.Workspace:
    """The invented district of 青禾区; `portals` are the units' own pages."""
    own = TRS if portals is None else portals
    kinds = {TOWN: rules.UnitKind.TOWN}
    units = tuple(
        rules.Unit(
            code, name, kinds.get(code, rules.UnitKind.DEPARTMENT), (), at(own[code]) if code in own else None
        )
        for code, name in NAMES.items()
    )
    return rules.Workspace(
        folder=Path("/nowhere"), district=rules.District("青禾区", "青禾区政务公开办公室", OWNER),
        portal=rules.Portal("青禾区人民政府门户网站", home, tuple(hosts)), polite=polite or rules.Polite(),
        budget=rules.Budget(), render=render, limits=limits_of(limits or {}), guard=rules.Guard(), units=units,
        accounts=tuple(accounts), catalog=tuple(catalog), columns=tuple(columns), declarations=(), lexicon=(),
        notices=(), digest="",
    )  # fmt: skip


def clock() -> Clock:
    """The sweep's day."""
    return Clock(AS_OF, workspace().district.zone)


def areas(**told: Any) -> Areas:
    """Attribution in such a workspace."""
    return Areas(workspace(**told))


def reach(**told: Any) -> Reach:
    """What such a workspace opens."""
    return Reach.of(workspace(**told))


def links(*told: tuple[str, str] | tuple[str, str, Place]) -> tuple[Link, ...]:
    """Anchors as (path, text) or (path, text, place)."""
    made = []
    for one in told:
        place: Place = one[2] if len(one) == 3 else "page"
        assert place in get_args(Place)
        made.append(Link(at(one[0]), one[1], place))
    return tuple(made)


def entries(*told: tuple[str, str, date | None]) -> tuple[Entry, ...]:
    """Rows of a list as (path, title, date)."""
    return tuple(Entry(title, at(path), day) for path, title, day in told)


def rows(
    count: int, *, folder: str = "/xxgk/bmxxgkpt/mzj/tzgg", first: int = 1, year: int = 2026
) -> tuple[Entry, ...]:
    """Rows of documents in one folder, one a day."""
    return tuple(
        Entry(f"关于第{n}项工作的通知", at(f"{folder}/t{year}1101_{n}.html"), date(year, 1, 1 + n % 28))
        for n in range(first, first + count)
    )


def page(path: str, kind: Kind = Kind.COLUMN, **told: Any) -> Page:
    """A page as it was read."""
    return Page(at(path), kind, **told)


def column(path: str, *listed: Entry, **told: Any) -> Page:
    """A column's page."""
    return page(path, entries=listed, **told)


def article(path: str, title: str = "关于某项工作的通知", **told: Any) -> Page:
    """A document's page."""
    return page(path, Kind.ARTICLE, title=title, **told)


def got(read: Page, fetch: int = 1, status: int = 200, **told: Any) -> Got:
    """An answer that could be read."""
    return Got(None, read, fetch, status, **told)


def failed(reason: Reason, status: int | None = None, fetch: int = 1, read: Page | None = None) -> Got:
    """An answer that could not be."""
    return Got(reason, read, fetch, status)


GONE = failed(Reason.HTTP_ERROR, 404)


def following(*paths: str) -> tuple[NextPage, ...]:
    """Further pages of a list."""
    return tuple(NextPage(at(path)) for path in paths)


def said(asks: Iterable[Ask]) -> list[tuple[str, str]]:
    """What is asked: purpose and path."""
    return [(ask.purpose, ask.url.removeprefix(HOST)) for ask in asks]
