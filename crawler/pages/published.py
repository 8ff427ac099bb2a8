"""When a document was published: visible marks first, tags after; everything else that is a date is something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from crawler.items import DateMark, day_of
from crawler.pages.body import Body
from crawler.pages.dates import Found, Moment, alone, full_dates, in_pieces, stated
from crawler.pages.fields import Field, is_label
from crawler.pages.ground import Ground
from crawler.pages.head import Head
from crawler.pages.tree import CELLS, Doc, Line
from crawler.pages.words import narrow, table

VISIBLE = "页面日期"
_AFTER = re.compile(
    r"^\s*(至|到|起|止|前|后|以前|以后|之前|之后|通过|施行|印发|修订|第|—|-|~|～|实施|公布施行)"
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日天]")
_LEAD = re.compile(table("labels")["published"]["lead"])
_MOST_WORDS = 14
_MOST_LINE = 160
_ROW_TITLE = 6
_NEAR = 6
_CLOSING = " )]】"
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"\d[-/.]\d")


@dataclass(frozen=True, slots=True)
class Publication:
    """The date that stands, the mark that gave it, and all marks that claim to tell it."""

    value: Moment | None = None
    mark: str | None = None
    marks: tuple[DateMark, ...] = ()
    firm: bool = False  # a label beside the title tells it, or it stands alone right below the title


class Claim(NamedTuple):
    """A mark that claims to tell the date of publication: the rule that found it, and where it stands."""

    mark: DateMark
    rule: str
    line: Line | None = None
    text: str = ""


def publication(ground: Ground, head: Head, found: Sequence[Field], zone: ZoneInfo) -> Publication:
    """Order: labelled and visible, unlabelled in the head, scripts, page tags, 更新时间, 发文日期, a label in the text."""
    labelled, updated, issued, inside = _labelled(head, ground.body, found, zone)
    visible = list(_unlabelled(ground.doc, head, found, zone))
    scripted = [Claim(mark, "script") for mark in ground.told]
    tagged = [
        Claim(DateMark(f"meta:{name}", value), "meta tag") for name, value in _tagged(ground.tags, zone)
    ]
    ranks = (labelled, visible, scripted, tagged, updated, issued, inside)
    first = next((claims for claims in ranks if claims), None)
    if first is None:
        return Publication()
    chosen = _precise(first[0], [*labelled, *visible] if first in (labelled, visible) else first)
    for claim in chain(*ranks):
        text = claim.text or (claim.line.text if claim.line else str(claim.mark.value))
        el = claim.line.el if claim.line else None
        ground.doc.note("published", f"{claim.rule}: {claim.mark.mark}", text, el, won=claim is chosen)
    standing = [claim.mark for claim in (*labelled, *visible, *scripted, *tagged)] or [c.mark for c in first]
    under = first is visible and head.titled and bool(head.below) and _is_lone(head.below[0], zone)
    return Publication(
        chosen.mark.value, chosen.mark.mark, tuple(dict.fromkeys(standing)), first is labelled or under
    )


def _labelled(
    head: Head, body: Body | None, found: Sequence[Field], zone: ZoneInfo
) -> tuple[list[Claim], ...]:
    """Labelled dates: of publication (nearest to the title first), of updates, of issue, and inside the text."""
    ranked: list[tuple[int, Claim]] = []
    updated, issued, inside = list[Claim](), list[Claim](), list[Claim]()
    for field in found:
        if field.kind not in ("published", "moment", "updated", "issued"):
            continue
        value = stated(field.value[:60], zone)
        if value is None:
            continue
        claim, place = (
            Claim(DateMark(field.label, value), "label", field.line, field.value),
            head.places(field.line),
        )
        in_text = body is not None and place == 0 and body.el.r0 <= field.line.r0 < body.el.r1
        if field.kind == "updated":
            updated.append(claim)
        elif field.kind == "issued":
            issued.append(claim)
        elif field.kind == "moment" and place < 3:
            if place == 2 and not in_text:
                ranked.append((2, claim))
        elif in_text:
            inside.append(claim._replace(rule="label inside the text"))
        else:
            lead = field.kind == "published" and _LEAD.search(field.label) is not None
            ranked.append((-2 * place - lead if field.kind == "published" else -2 * place + 2, claim))
    ranked.sort(key=lambda pair: pair[0])
    return [claim for _, claim in ranked], updated, issued, inside


def _unlabelled(doc: Doc, head: Head, found: Sequence[Field], zone: ZoneInfo) -> Iterator[Claim]:
    """The full date that stands by itself in the head: the first below the title, else right above it."""
    valued = [field for field in found if field.kind not in ("published", "moment", "source")]
    near = head.above[-3:]
    for lines, rank in ((head.below[:_NEAR], 3), (head.inside, 2), (near, 1)):
        fit = [
            line for line in lines if _may_tell(doc, line) and not (rank == 1 and _WEEKDAY.search(line.text))
        ]
        for line in fit:
            value = _by_itself(doc, line, zone)
            if value is None or any(f.line is line and stated(f.value, zone) == value for f in valued):
                continue
            sure = isinstance(value, datetime) or _NUMERIC.search(narrow(line.text)) is not None
            signed = (
                not _DIGIT.search(line.text) and line is not lines[0]
            )  # numerals further down are a signature's
            if sure or (rank == 3 and not signed):
                yield Claim(DateMark(VISIBLE, value), "alone beside the title", line)
                return
        if (leaf := _leaf(doc, fit)) is not None:
            yield Claim(DateMark(VISIBLE, leaf[0]), "day and month apart", leaf[1])
            return


def _may_tell(doc: Doc, line: Line) -> bool:
    """Whether a line of the head may hold the date by itself: no value of a label, no row, no other part of the page."""
    elsewhere = line.el.ghost or line.el.zone in ("aside", "foot", "links", "paging")
    return not (elsewhere or len(line.text) > _MOST_LINE or _is_value(doc, line) or _is_row(doc, line))


def _leaf(doc: Doc, lines: Sequence[Line]) -> tuple[date, Line] | None:
    """A whole date in pieces, like a leaf of a calendar: 05 above 2026-03."""
    runs = [i for line in lines for i in range(line.r0, min(line.r1, line.r0 + 12))]
    for place in range(len(runs) - 1):
        for count in (3, 2):
            some = runs[place : place + count]
            pieces = in_pieces([doc.texts[i] for i in some]) if some[-1] - some[0] == count - 1 else None
            if pieces is not None and (year := pieces[0]) is not None:
                with suppress(ValueError):
                    return date(year, *pieces[1:]), doc.lines[doc.line_of[some[0]]]
    return None


def _is_lone(line: Line, zone: ZoneInfo) -> bool:
    """Whether a line is nothing but a date (a clock names the weekday too)."""
    return alone(line.text, zone) is not None and _WEEKDAY.search(line.text) is None


def _is_row(doc: Doc, line: Line) -> bool:
    """Whether a line belongs to a row of a list: its date is another document's."""
    row = line.el.up("li", "tr", "dl", "dd")
    inside = (
        [
            el
            for el in doc.anchors_in(row)
            if len(doc.text(el)) >= _ROW_TITLE and not el.get("href").startswith(("javascript", "#"))
        ]
        if row
        else []
    )
    return bool(inside) and len(doc.text(row)) < _MOST_LINE if row is not None else False


def _is_value(doc: Doc, line: Line) -> bool:
    """Whether the line before is a label, or a cell before it says what this one means."""
    cell = line.el
    before = (
        [kid for kid in doc.kids(cell.parent)[:20] if kid.order < cell.order]
        if cell.parent is not None and cell.tag in CELLS
        else []
    )
    return (line.index > 0 and is_label(doc.lines[line.index - 1].text)) or any(
        kid.r1 > kid.r0 for kid in before
    )


def _by_itself(doc: Doc, line: Line, zone: ZoneInfo) -> Moment | None:
    """The date of a line that says little else: in an element of its own, or among few words."""
    for i in range(line.r0, min(line.r1, line.r0 + 40)):
        value = alone(doc.texts[i], zone)
        if value is not None and not _follows_label(doc, line, i):
            return value
    text = narrow(line.text)
    first = next(full_dates(text, zone), None)
    return first.value if first is not None and _stands_free(text, first) else None


def _follows_label(doc: Doc, line: Line, i: int) -> bool:
    before = narrow(" ".join(doc.texts[line.r0 : i])).rstrip()
    return before.endswith((":", "今天是", "今天")) or (i > line.r0 and is_label(doc.texts[i - 1].strip()))


def _stands_free(text: str, found: Found) -> bool:
    before, after = text[: found.start].rstrip(" ([【"), text[found.end :]
    if before.endswith(":") or _AFTER.match(after) or re.search(r"[，。；]", text):
        return False
    before = before.rpartition(":")[2]
    own = re.split(r"\s{1,}|[|(\[]", after.lstrip(_CLOSING), maxsplit=1)[0].partition(":")[0]
    return all(sum(map(len, _HAN_RUN.findall(part))) <= _MOST_WORDS for part in (before, own))


def _tagged(metas: Mapping[str, str], zone: ZoneInfo) -> Iterator[tuple[str, Moment]]:
    names = {name.lower(): name for name in metas}
    for wanted in table("meta")["published"]:
        if wanted in names and (value := stated(metas[names[wanted]], zone)) is not None:
            yield names[wanted], value


def _precise(chosen: Claim, claims: Sequence[Claim]) -> Claim:
    """The same day with a time, where another claim of the same standing has one."""
    value = chosen.mark.value
    if isinstance(value, datetime):
        return chosen
    timed = (c for c in claims if isinstance(c.mark.value, datetime) and day_of(c.mark.value) == value)
    return next(timed, chosen)
