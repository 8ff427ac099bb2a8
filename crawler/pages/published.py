"""When a document was published: visible marks first, tags after; everything else that is a date is something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from crawler.items import DateMark, day_of
from crawler.pages.body import Body
from crawler.pages.dates import Found, Moment, alone, full_dates, stated
from crawler.pages.fields import Field, is_label
from crawler.pages.head import Head
from crawler.pages.tree import CELLS, Doc, Line
from crawler.pages.words import narrow, table

VISIBLE = "页面日期"
_AFTER = re.compile(
    r"^\s*(至|到|起|止|前|后|以前|以后|之前|之后|通过|施行|印发|修订|第|—|-|~|～|实施|公布施行)"
)
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|周[一二三四五六日天]")
_MOST_WORDS = 14
_MOST_LINE = 160
_ROW_TITLE = 6
_NEAR = 6
_CLOSING = " )]】"
_NUMERIC = re.compile(r"\d[-/.]\d")


@dataclass(frozen=True, slots=True)
class Publication:
    """The date that stands, the mark that gave it, and all marks that claim to tell it."""

    value: Moment | None = None
    mark: str | None = None
    marks: tuple[DateMark, ...] = ()
    firm: bool = False  # a label beside the title tells it, or it stands alone right below the title


def publication(
    doc: Doc, head: Head, body: Body | None, found: Sequence[Field], metas: Mapping[str, str], zone: ZoneInfo
) -> Publication:
    """Order: labelled and visible, unlabelled in the head, page tags, 更新时间, 发文日期, a label inside the text."""
    labelled, updated, issued, inside = _labelled(head, body, found, zone)
    visible = list(_unlabelled(doc, head, found, zone))
    tagged = [DateMark(f"meta:{name}", value) for name, value in _tagged(metas, zone)]
    standing = [*labelled, *visible, *tagged]
    for marks in (labelled, visible, tagged, updated, issued, inside):
        if marks:
            chosen = _precise(marks[0], [*labelled, *visible] if marks is not tagged else tagged)
            every = standing or marks
            under = marks is visible and head.titled and bool(head.below) and _is_lone(head.below[0], zone)
            return Publication(
                chosen.value, chosen.mark, tuple(dict.fromkeys(every)), marks is labelled or under
            )
    return Publication()


def _labelled(
    head: Head, body: Body | None, found: Sequence[Field], zone: ZoneInfo
) -> tuple[list[DateMark], ...]:
    """Labelled dates: of publication (nearest to the title first), of updates, of issue, and inside the text."""
    ranked: list[tuple[int, DateMark]] = []
    updated, issued, inside = list[DateMark](), list[DateMark](), list[DateMark]()
    for field in found:
        if field.kind not in ("published", "moment", "updated", "issued"):
            continue
        value = stated(field.value[:60], zone)
        if value is None:
            continue
        mark, place = DateMark(field.label, value), head.places(field.line)
        in_text = body is not None and place == 0 and body.el.r0 <= field.line.r0 < body.el.r1
        if field.kind == "updated":
            updated.append(mark)
        elif field.kind == "issued":
            issued.append(mark)
        elif field.kind == "moment" and place < 3:
            if place == 2 and not in_text:
                ranked.append((1, mark))
        elif in_text:
            inside.append(mark)
        else:
            ranked.append((-place if field.kind == "published" else -place + 1, mark))
    ranked.sort(key=lambda pair: pair[0])
    return [mark for _, mark in ranked], updated, issued, inside


def _unlabelled(doc: Doc, head: Head, found: Sequence[Field], zone: ZoneInfo) -> Iterator[DateMark]:
    """The full date that stands by itself in the head: the first below the title, else right above it."""
    valued = [field for field in found if field.kind not in ("published", "moment", "source")]
    near = head.above[-3:]
    for lines, rank in ((head.below[:_NEAR], 3), (head.inside, 2), (near, 1)):
        for line in lines:
            if (
                len(line.text) > _MOST_LINE
                or line.el.ghost
                or line.el.zone in ("aside", "foot", "links", "paging")
            ):
                continue
            if (rank == 1 and _WEEKDAY.search(line.text)) or _is_value(doc, line) or _is_row(doc, line):
                continue
            value = _by_itself(doc, line, zone)
            labelled = any(field.line is line and stated(field.value, zone) == value for field in valued)
            if (
                value is not None
                and not labelled
                and (rank == 3 or isinstance(value, datetime) or _NUMERIC.search(narrow(line.text)))
            ):
                yield DateMark(VISIBLE, value)
                return


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
        [kid for kid in cell.parent.kids[:20] if kid.order < cell.order]
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


def _precise(chosen: DateMark, marks: Sequence[DateMark]) -> DateMark:
    """The same day with a time, where another mark of the same standing has one."""
    if isinstance(chosen.value, datetime):
        return chosen
    timed = (m for m in marks if isinstance(m.value, datetime) and day_of(m.value) == chosen.value)
    return next(timed, chosen)


def first_day(found: Sequence[Field], kind: str, zone: ZoneInfo) -> date | None:
    """The first date that a label of this kind states."""
    values = (day_of(stated(field.value[:60], zone)) for field in found if field.kind == kind)
    return next((value for value in values if value is not None), None)


def only_day(found: Sequence[Field], kind: str, zone: ZoneInfo) -> date | None:
    """The one date that labels of this kind state; None where several differ: which one counts is unknown."""
    values = {day_of(stated(field.value[:60], zone)) for field in found if field.kind == kind} - {None}
    return values.pop() if len(values) == 1 else None
