"""Which group of rows is THE list of a page, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from crawler.items import Entry
from crawler.pages.dates import flowing, year_for
from crawler.pages.emptiness import empty_claim
from crawler.pages.grouping import Group, anchors, close_by, groups, is_document
from crawler.pages.links import Resolver
from crawler.pages.rows import Row, Shown, full_title, is_pinned, shown_date
from crawler.pages.tables import ruled_dates
from crawler.pages.tree import Doc, El
from crawler.pages.weighing import CHROME, SCORE, Candidate, Context, judge
from crawler.pages.words import pattern, seen, table, whole

_LIMITS = table("lists")["limits"]
_MORE = pattern("lists", "heading", "more")
_NEUTRAL = pattern("lists", "heading", "neutral")
_YEAR = re.compile(r"^((?:19|20)\d\d)\s*年?度?$")
_PAGING = whole("lists", "row", "next") | whole("lists", "row", "last")


@dataclass(frozen=True, slots=True)
class Listing:
    """The list of a page: entries in their order, the element that holds it, the anchors of its rows."""

    entries: tuple[Entry, ...] = ()
    holder: El | None = None
    others: tuple[El, ...] = ()
    rows: frozenset[int] = frozenset()
    start: int = -1
    dated: float = 0.0


def find_list(doc: Doc, resolver: Resolver, context: Context) -> Listing:
    """The list of a column page, or all news rows of a home page (and of a front page of several news blocks)."""
    candidates = [
        _candidate(doc, group, context) for group in groups(doc, anchors(doc, resolver, context.crumb))
    ]
    _headings(doc, candidates)
    if context.home:
        news = [c for c in candidates if _is_news(c)]
        if doc.notes is not None:
            _note(doc, candidates, news)
        return _union(doc, news, context)
    paging = _paging_places(doc)
    for i, candidate in enumerate(candidates):
        following = candidates[i + 1].group.start if i + 1 < len(candidates) else len(doc.texts)
        if candidate.zone in CHROME and candidate.dated < 0.5:
            continue  # a menu, whatever else speaks for it
        judge(candidate, context, [el for el in paging if el.r0 <= following])
    chosen = _chosen(doc, candidates)
    if doc.notes is not None:
        _note(doc, candidates, chosen)
    others = tuple(
        c.group.container
        for c in candidates
        if c not in chosen and c.dated >= 0.5 and c.zone is None and not c.hot
    )
    return replace(_union(doc, chosen, context), others=others)


def _note(doc: Doc, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> None:
    """Note the groups of rows that are the list, and the others with what they weighed."""
    for candidate in candidates:
        rows = candidate.group.rows
        rule = f"{len(rows)} rows, {candidate.dated:.0%} dated, weight {candidate.score:.1f}"
        won = any(candidate is one for one in chosen)
        doc.note("entries", rule, doc.text(rows[0].el), candidate.group.container, won=won)


def _chosen(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The groups that are the list together; none where what there is stands for something else."""
    fit = [c for c in candidates if c.eligible]
    if any(c.known for c in fit) or _shows_emptiness(doc):
        fit = [c for c in fit if c.known or not c.other]
    best = max(fit, key=lambda c: (c.score, -c.group.start), default=None)
    blocks = [
        c
        for c in candidates
        if c.more and c.dated >= 0.5 and not c.hot and c.zone is None and c.score >= SCORE["takes"]
    ]
    if len(blocks) > 1 and (best is None or (best.more and not best.backed)):
        return blocks
    return _joined(doc, candidates, best) if best is not None else []


def _shows_emptiness(doc: Doc) -> bool:
    """Whether the page has a list holder without rows, or says that there is nothing."""
    holders = (el for el in doc.els if el.r0 == el.r1 and el.zone is None and not el.hidden and not el.ghost)
    if any(
        (el.tag in ("ul", "ol", "tbody") or (el.hints.listed and el.tag in ("div", "table", "dl")))
        and el.end == el.order
        for el in holders
    ):
        return True
    return empty_claim(doc) is not None


def _paging_places(doc: Doc) -> list[El]:
    """The elements in which a reader turns pages."""
    return [
        el
        for el in doc.els
        if el.zone == "paging" or (el.tag == "a" and el.r1 - el.r0 <= 3 and doc.text(el) in _PAGING)
    ]


def _candidate(doc: Doc, group: Group, context: Context) -> Candidate:
    shown = ruled_dates(doc, group, context.zone) or [
        shown_date(doc, row, context.zone) for row in group.rows[: _LIMITS["entries"]]
    ]
    group.rows = group.rows[: len(shown)]
    return Candidate(group, shown)


def _headings(doc: Doc, candidates: Sequence[Candidate]) -> None:
    """The lines right above each group that belong to no other, and whether 更多 stands beside it."""
    floor = 0
    for i, candidate in enumerate(candidates):
        first = doc.line_of[candidate.group.start] if candidate.group.start < len(doc.line_of) else 0
        above = [
            line for line in doc.lines[max(0, first - 5) : first] if line.r0 >= floor and not line.el.ghost
        ]
        ceiling = candidates[i + 1].group.start if i + 1 < len(candidates) else len(doc.texts)
        stop = candidate.group.stop
        floor = max(floor, stop)
        below = [doc.texts[j].strip() for j in range(stop, min(stop + 4, ceiling, len(doc.texts)))]
        linked = (j for line in above[-3:] for j in range(line.r0, line.r1) if doc.owners[j].up("a"))
        beside = [*(line.text for line in above[-3:]), *(doc.texts[j].strip() for j in linked), *below[:2]]
        candidate.more = any(_MORE.search(text) for text in beside)
        candidate.heading = [
            line for line in above if not _NEUTRAL.search(line.text) and not _MORE.search(line.text)
        ]


def _is_news(candidate: Candidate) -> bool:
    """Whether a group of a home page holds news: dated rows, or long titles that lead to documents."""
    if candidate.group.container.zone in ("nav", "foot", "links", "crumb", "tool"):
        return False
    long = sum(
        len(row.anchor.text) >= _LIMITS["home_title"] and is_document(row.anchor.url)
        for row in candidate.group.rows
    )
    return candidate.dated >= 0.5 or long * 2 > len(candidate.group.rows)


def _joined(doc: Doc, candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The best group with its neighbours: a lead story above the list, the same list in another shape below."""
    place = next(i for i, c in enumerate(candidates) if c is best)
    joined = [best]
    for step in (-1, 1):
        i = place + step
        while 0 <= i < len(candidates) and _neighbours(
            doc, candidates[min(i, i - step)], candidates[max(i, i - step)]
        ):
            joined.insert(0 if step < 0 else len(joined), candidates[i])
            i += step
    return joined


def _neighbours(doc: Doc, one: Candidate, other: Candidate) -> bool:
    """Whether two groups are parts of one list: both dated, the same zone, close by, and nothing said between."""
    if (
        min(one.dated, other.dated) < 0.5
        or one.hot
        or other.hot
        or one.more
        or other.more
        or not close_by(one.group.last or one.group.container, other.group.container)
    ):
        return False
    between = range(one.group.stop, other.group.start)
    return len(between) <= 6 and all(_NEUTRAL.search(seen(doc.texts[i])) for i in between)


def _union(doc: Doc, candidates: Sequence[Candidate], context: Context) -> Listing:
    if not candidates:
        return Listing()
    rows = [(row, shown) for c in candidates for row, shown in zip(c.group.rows, c.shown, strict=True)]
    entries = _entries(doc, rows[: _LIMITS["entries"]], context)
    if not entries:
        return Listing()
    best = max(candidates, key=lambda c: (c.score, len(c.group.rows)))
    return Listing(
        entries,
        best.group.container,
        (),
        frozenset(row.anchor.el.order for row, _ in rows),
        min(c.group.start for c in candidates),
        sum(entry.date is not None for entry in entries) / len(entries),
    )


def _entries(doc: Doc, rows: list[tuple[Row, Shown]], context: Context) -> tuple[Entry, ...]:
    pins = [is_pinned(doc, row) for row, _ in rows]
    years = _years_above(doc, [row for row, _ in rows])
    guesses = [_day(row, shown, year, context.today) for (row, shown), year in zip(rows, years, strict=True)]
    guessed = [
        shown.day is None and year is None and not pin
        for (_, shown), year, pin in zip(rows, years, pins, strict=True)
    ]
    days = guesses
    if not context.home:  # a pinned row stands out of its turn: it tells no other row its year
        turns = [None if pin else day for pin, day in zip(pins, guesses, strict=True)]
        flowed = zip(pins, guesses, flowing(turns, guessed), strict=True)
        days = [day if pin else turn for pin, day, turn in flowed]
    entries: dict[tuple[str, str], Entry] = {}
    for (row, shown), pin, day in zip(rows, pins, days, strict=True):
        title = full_title(doc, row, shown)
        if title:
            entries.setdefault((row.anchor.url, title), Entry(title, row.anchor.url, day, pin))
    return tuple(entries.values())


def _years_above(doc: Doc, rows: Sequence[Row]) -> list[int | None]:
    """The year that a heading above each row tells; None where none does, or where several stand there to choose from."""
    years: list[int | None] = []
    year, end = None, max(0, rows[0].r0 - 3) if rows else 0
    for row in rows:
        gap = range(max(end, row.r0 - 12), row.r0)
        told = [match for i in gap if (match := _YEAR.match(doc.texts[i].strip())) is not None]
        linked = any(doc.owners[i].up("a") for i in gap if _YEAR.match(doc.texts[i].strip()))
        if told:
            year = int(told[0][1]) if len(told) == 1 and not linked else None
        years.append(year)
        end = row.r1
    return years


def _day(row: Row, shown: Shown, year: int | None, today: date) -> date | None:
    if shown.day is not None or shown.month_day is None:
        return shown.day
    if year is not None:
        with suppress(ValueError):
            return date(year, *shown.month_day)
    return year_for(*shown.month_day, today, row.anchor.url)
