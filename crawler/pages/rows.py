"""One row of a list: its anchor, its full title, the date it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from crawler.items import day_of
from crawler.pages.dates import alone, full_dates, in_pieces, month_day, month_day_at_end
from crawler.pages.fields import label_before
from crawler.pages.titles import cleaned, is_cut
from crawler.pages.tree import Doc, El
from crawler.pages.words import seen, squeezed, table, whole

_RULES = table("lists")["row"]
_BULLET = re.compile(_RULES["bullet"])
_RANK = re.compile(_RULES["rank"])
_PINNED = whole("lists", "row", "pinned")
_BADGES = whole("lists", "row", "badges")
_PIN_MARK = re.compile(r"^\s*[\[【(（]?\s*置顶\s*[\]】)）]?[:：\s]*")
_CLOSING = " ])】）"
_BREAKS = re.compile(r"[\t\r\n]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"^((?:19|20)\d\d)年?$")
_TOOLTIP = re.compile(
    r"(?:标题|名称)\s*[:：]\s*(.+?)(?:\s*(?:发布|更新|创建|公开)?(?:时间|日期)\s*[:：].*)?$", re.DOTALL
)
_MOST_TITLE: int = table("lists")["limits"]["title"]


@dataclass(slots=True, eq=False)
class Anchor:
    """An anchor that may be a row's: its element, words, absolute address."""

    el: El
    text: str
    url: str


@dataclass(slots=True, eq=False)
class Row:
    """A row: the element that holds it, its anchor, and the runs that belong to it."""

    el: El
    anchor: Anchor
    r0: int
    r1: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A date as a row shows it: whole, or month and day only.

    `runs` are the runs that say it; `tail` is the title where the date stands in the same text.
    """

    day: date | None = None
    month_day: tuple[int, int] | None = None
    runs: frozenset[int] = frozenset()
    tail: str = ""


_NONE = Shown()


def shown_date(doc: Doc, row: Row, zone: ZoneInfo) -> Shown:
    """The date that a row shows, wherever in the row it stands."""
    inside, outside = (
        range(row.anchor.el.r0, row.anchor.el.r1),
        [*range(row.r0, row.anchor.el.r0), *range(row.anchor.el.r1, row.r1)],
    )
    if not any(map(_DIGIT.search, doc.texts[row.r0 : row.r1])):
        return _NONE
    outside = [i for i in outside if not doc.owners[i].ghost]
    return (
        _outside(doc, outside, zone)
        or _whole_runs(doc, inside, zone)
        or _in_pieces(doc, [*outside, *inside])
        or _at_edge(doc, row, zone)
        or _NONE
    )


def _outside(doc: Doc, runs: list[int], zone: ZoneInfo) -> Shown | None:
    """A date next to the title: labelled 发布 first, one alone in its element, then any; not 成文 and the like."""
    text = "\t".join(doc.texts[i] for i in runs)
    labelled, bare = list[date](), list[date]()
    for found in full_dates(text, zone):
        label = label_before(text, found.start)
        day = day_of(found.value)
        if day is not None and label not in _RULES["not_dates"]:
            (labelled if label in ("published", "moment") else bare).append(day)
    if labelled or bare:
        alone_days = [
            day for i in runs if (day := day_of(alone(doc.texts[i], zone))) in bare and day is not None
        ]
        return Shown(day=(labelled or alone_days or bare)[0 if labelled else -1])
    return _whole_runs(doc, runs, zone)


def _whole_runs(doc: Doc, runs: list[int] | range, zone: ZoneInfo) -> Shown | None:
    """A run that is nothing but a date (inside an anchor: never the only one)."""
    if isinstance(runs, range) and len(runs) < 2:
        return None
    for i in reversed(runs):
        if (moment := alone(doc.texts[i], zone)) is not None:
            return Shown(day=day_of(moment), runs=frozenset((i,)))
    for i in reversed(runs):
        if (pair := month_day(doc.texts[i])) is not None:
            year = next(
                (int(m[1]) for j in runs if j != i and (m := _YEAR.match(doc.texts[j].strip(" []()./-")))),
                None,
            )
            return (
                _year_known(year, pair, frozenset((i,)))
                if year
                else Shown(month_day=pair, runs=frozenset((i,)))
            )
    return None


def _in_pieces(doc: Doc, runs: list[int]) -> Shown | None:
    """Day and month in elements of their own, like a leaf of a calendar: the first runs that are pieces of a date."""
    for place in range(len(runs)):
        for count in (3, 2):
            some = runs[place : place + count]
            pieces = in_pieces([doc.texts[i] for i in some]) if len(some) == count else None
            if pieces is not None:
                year, month, day = pieces
                used = frozenset(some)
                return (
                    _year_known(year, (month, day), used)
                    if year is not None
                    else Shown(month_day=(month, day), runs=used)
                )
    return None


def _year_known(year: int, pair: tuple[int, int], runs: frozenset[int]) -> Shown | None:
    try:
        return Shown(day=date(year, *pair), runs=runs)
    except ValueError:
        return None


def _at_edge(doc: Doc, row: Row, zone: ZoneInfo) -> Shown | None:
    """A date at the end or the beginning of the anchor's own words (“标题 [2026-11-01]”)."""
    text = doc.text(row.anchor.el)
    found = list(full_dates(text, zone))
    if found:
        last, first = found[-1], found[0]
        if (
            last.end >= len(text.rstrip(_CLOSING))
            and last.start > 3
            and (text[last.start - 1] in " [(【（" or "-" in text[last.start :])
        ):
            return Shown(day=day_of(last.value), tail=text[: last.start])
        if first.start <= 1 and text[first.end : first.end + 1] in (" ", "]", "】", ")", "）", "\t"):
            return Shown(day=day_of(first.value), tail=text[first.end :])
        return None
    ending = month_day_at_end(text)
    return (
        Shown(month_day=ending[:2], tail=text[: ending[2]]) if ending is not None and ending[2] > 3 else None
    )


def full_title(doc: Doc, row: Row, shown: Shown) -> str:
    """A row's title: the anchor's words without date, badge and summary; completed from its `title` where they are cut."""
    text = shown.tail.strip(" [](){}【】（）") if shown.tail else _words(doc, row.anchor.el, shown)
    text = _PIN_MARK.sub("", _BULLET.sub("", text))
    hint = _tooltip(row.anchor.el, doc, shown)
    if hint and (not text or _same_but_longer(text, hint)):
        text = hint
    return text[:_MOST_TITLE]


def _words(doc: Doc, el: El, shown: Shown) -> str:
    runs = [
        i
        for i in range(el.r0, el.r1)
        if i not in shown.runs and not _is_badge(doc, i) and not doc.owners[i].ghost
    ]
    if not runs:
        return ""
    titled = next(
        (
            inner
            for inner in doc.els[el.order + 1 : el.end + 1]
            if inner.hints.title or inner.tag in ("h2", "h3", "h4", "h5")
        ),
        None,
    )
    if titled is not None:
        inside = [i for i in runs if titled.r0 <= i < titled.r1]
    else:
        inside = [i for i in runs if not _is_summary(doc.owners[i], el)]
        first_line = doc.line_of[(inside or runs)[0]]
        inside = [i for i in inside if doc.line_of[i] == first_line] or inside
    return seen("".join(doc.texts[i] for i in inside or runs))


def _is_badge(doc: Doc, i: int) -> bool:
    """Whether a run is a mark beside the title: 置顶, NEW, or a number in an element of its own class."""
    trimmed = doc.texts[i].strip()
    return (
        trimmed in _PINNED
        or trimmed in _BADGES
        or (_RANK.match(trimmed) is not None and bool(doc.owners[i].words) and doc.owners[i].tag != "a")
    )


def _is_summary(el: El, within: El) -> bool:
    while el is not within and el.parent is not None:
        if el.hints.aside_text:
            return True
        el = el.parent
    return False


def _tooltip(el: El, doc: Doc, shown: Shown) -> str | None:
    """What the anchor's `title` (or its picture's `alt`) says of the title, without an appended date."""
    title = el.get("title") or next(
        (kid.get("alt") for kid in doc.els[el.order + 1 : el.end + 1] if kid.tag == "img" and el.r0 == el.r1),
        "",
    )
    text = _BREAKS.sub(" ", cleaned(title, spaces=True) or "")
    labelled = _TOOLTIP.match(text)
    text = labelled[1] if labelled else text
    ending = month_day_at_end(text)
    if ending is not None and ending[2] > 3 and shown.month_day in (None, ending[:2]):
        text = text[: ending[2]]
    return _PIN_MARK.sub("", text).strip() or None


def _same_but_longer(text: str, hint: str) -> bool:
    """Whether a tooltip is the same title: equal but for white space, or going on where the words stop."""
    short, long = squeezed(text).rstrip(".…⋯。"), squeezed(hint)
    if is_cut(hint) and not is_cut(text):
        return False
    return long == squeezed(text) or (len(short) >= 2 and long.startswith(short))


def is_pinned(doc: Doc, row: Row) -> bool:
    """Whether a row carries a mark that keeps it on top."""
    marked = (
        row.el.hints.pinned
        or row.anchor.el.hints.pinned
        or (
            row.anchor.el.parent is not None
            and row.anchor.el.parent.hints.pinned
            and row.el.holds(row.anchor.el.parent)
        )
    )
    return marked or any(_says_pinned(text) for text in _small_texts(doc, row))


def _small_texts(doc: Doc, row: Row) -> Iterator[str]:
    yield from (doc.texts[i].strip() for i in range(row.r0, row.r1))
    yield from (
        kid.get("alt") or kid.get("title")
        for kid in doc.els[row.el.order : row.el.end + 1]
        if kid.tag == "img"
    )


def _says_pinned(text: str) -> bool:
    return text in _PINNED or _PIN_MARK.match(text) is not None
