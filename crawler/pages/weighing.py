"""What speaks for a group of rows being THE list of its page (weights: lists.toml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from crawler.pages.attachments import is_file
from crawler.pages.grouping import Group, is_document, is_folder
from crawler.pages.links import host_of
from crawler.pages.rows import Shown
from crawler.pages.tree import El, Line
from crawler.pages.words import pattern, squeezed, table

SCORE: dict[str, float] = table("lists")["score"]
CHROME = frozenset(("nav", "head", "foot", "links", "crumb", "tool", "paging"))
_HOT = pattern("lists", "heading", "hot")
_HIGHEST = 8
_MARKS = "·•|:：■◆▪-"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page when its list is looked for: `names` are its column's, `around` those of what is above."""

    url: str
    today: date
    zone: ZoneInfo
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    home: bool = False
    crumb: El | None = None


@dataclass(slots=True, eq=False)
class Candidate:
    """A group with its rows' dates and what speaks for it."""

    group: Group
    shown: list[Shown]
    heading: list[Line] = field(default_factory=list)
    more: bool = False
    hot: bool = False
    other: bool = False
    menu: bool = False
    backed: bool = False
    own: float = 0.0
    score: float = 0.0

    @property
    def dated(self) -> float:
        """The share of rows that show a date."""
        return sum(s.day is not None or s.month_day is not None for s in self.shown) / len(self.shown)

    @property
    def zone(self) -> str | None:
        """The part of the page in which it stands."""
        return self.group.container.zone

    @property
    def known(self) -> bool:
        """Whether the page itself says that this is its list: by name, by its paging, or by the rows' folder."""
        return self.backed or self.own >= 0.5

    @property
    def eligible(self) -> bool:
        """Whether it may be the list: a block that stands elsewhere, or for another column, only with good backing."""
        elsewhere = self.zone in CHROME or self.zone == "aside" or self.hot or self.more
        return (
            self.score >= SCORE["takes"]
            and not self.menu
            and (not elsewhere or (self.known and self.dated >= 0.5))
        )


def judge(candidate: Candidate, context: Context, paging: Sequence[El]) -> None:
    """Weigh a candidate: what its rows are, and where it stands."""
    rows = candidate.group.rows
    count, dated = len(rows), candidate.dated
    urls = [row.anchor.url for row in rows]
    documents = sum(is_document(url) or is_file(url) for url in urls) / count
    folders = sum(map(is_folder, urls)) / count
    length = sum(len(row.anchor.text) for row in rows) / count
    candidate.menu = dated < 0.5 and documents < 0.5 and folders >= 0.5
    folder, host = _folder(context.url), host_of(context.url)
    if folder and (dated > 0 or documents > 0):
        candidate.own = sum(url.startswith(folder) for url in urls) / count
    score = (
        SCORE["dated"] * dated + SCORE["rows"] * min(count / SCORE["many"], 1) + SCORE["document"] * documents
    )
    score += SCORE["own"] * candidate.own + SCORE["folder"] * folders * (1 - dated)
    score += SCORE["outside"] * (1 - dated) * sum(host_of(url) != host for url in urls) / count
    score += SCORE["long_title"] * (length >= SCORE["long"]) + SCORE["short_title"] * (1 - dated) * (
        length < SCORE["short"]
    )
    candidate.score = score + _place(candidate, context, paging)


def _place(candidate: Candidate, context: Context, paging: Sequence[El]) -> float:
    """What the place of a group says of it."""
    group = candidate.group
    heading = _speaking(candidate.heading)
    named = heading is not None and _name(heading) in context.names
    candidate.other = heading is not None and _name(heading) not in context.around | context.names
    candidate.hot = heading is not None and not named and _HOT.search(heading.text) is not None
    around = _around(group.last or group.container)
    paged = any(el.order > group.rows[-1].el.end and around.holds(el) for el in paging)
    candidate.backed = named or paged
    weighed = {
        "zone": candidate.zone in CHROME, "aside": candidate.zone == "aside", "named": named, "hot": candidate.hot,
        "more": candidate.more, "hidden": group.container.hidden, "listed": _is_listed(group.container), "paged": paged,
    }  # fmt: skip
    return sum(SCORE[name] for name, holds in weighed.items() if holds)


def _around(el: El) -> El:
    """The element in which a list's paging may stand: two levels up, cells and rows of layout tables not counted."""
    levels = 0
    for _ in range(_HIGHEST):
        if el.parent is None or el.parent.tag in ("body", "html") or levels == 2:
            break
        el = el.parent
        levels += el.tag not in ("table", "tbody", "tr", "td", "center", "form")
    return el


def _speaking(heading: Sequence[Line]) -> Line | None:
    """The line above a group that speaks of it: the nearest that is short enough for a heading."""
    near = (line for line in reversed(heading[-3:]) if len(line.text) <= SCORE["heading"])
    return next(near, None)


def _name(line: Line) -> str:
    return squeezed(line.text).strip(_MARKS)


def _is_listed(el: El) -> bool:
    return el.hints.listed or (el.parent is not None and el.parent.hints.listed)


def _folder(url: str) -> str:
    """The folder in which a page lies; empty for the root, which says nothing."""
    folder = url.split("?", 1)[0].split("#", 1)[0].rpartition("/")[0] + "/"
    return folder if folder.count("/") > 3 else ""
