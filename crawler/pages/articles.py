"""What a document says of itself: title, dates, numbers, source, files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from crawler.items import Link
from crawler.pages.attachments import find_attachments
from crawler.pages.body import Body
from crawler.pages.dates import date_place
from crawler.pages.fields import Field, fields, meaningful
from crawler.pages.ground import Ground
from crawler.pages.head import Head, find_head
from crawler.pages.links import Resolver
from crawler.pages.published import Publication, first_day, only_day, publication
from crawler.pages.tags import tagged
from crawler.pages.titles import Title, above_facts, find_title, own_parts
from crawler.pages.tree import Doc, Line
from crawler.pages.words import pattern, seen

_AROUND = frozenset(("nav", "foot", "links", "crumb", "aside", "paging"))
_NUMBER = pattern("numbers", "document_no", "shape")
_INDEX = pattern("numbers", "index_no", "shape")
_MOST_LINES = 1_500
_MOST_VALUE = 120


@dataclass(frozen=True, slots=True)
class Article:
    """A document's own data. `text_from` is the line where its text begins; `files` looks for attachments."""

    title: Title
    published: Publication
    written: date | None
    decided: date | None
    source: str | None
    index_no: str | None
    document_no: str | None
    validity: str | None
    text_from: int
    files: Callable[[], tuple[Link, ...]]


def read_article(ground: Ground, resolver: Resolver, zone: ZoneInfo) -> Article:
    """Read a page as a document, whether it turns out to be one or not."""
    doc, body = ground.doc, ground.body
    around = [line for line in ground.lines if line.el.zone not in _AROUND]
    title = _title(ground, around)
    trail = ground.trail.el
    crumb_end = doc.line_of[trail.r1 - 1] if trail is not None and trail.r1 > trail.r0 else -1
    head = find_head(doc, title, body, crumb_end)
    outside, inside = _split(around, body, head)
    labelled, within = fields(doc, outside), fields(doc, inside)
    published = publication(ground, head, [*labelled, *within], zone)
    after = title.line if title.line is not None else crumb_end
    return Article(
        title=title,
        published=published,
        written=_written(labelled, published, zone),
        decided=only_day([*labelled, *within], "decided", zone),
        source=_source(labelled, ground.tags),
        index_no=_index(labelled),
        document_no=_document_no(labelled, head),
        validity=_first(labelled, "validity"),
        text_from=_text_from(head, body),
        files=lambda: find_attachments(doc, body, after, resolver),
    )


def _title(ground: Ground, around: list[Line]) -> Title:
    """The title by tag, heading or <title>; else by the head table, the line above the facts, what <title> leaves."""
    names = (tagged(ground.tags, "site"), tagged(ground.tags, "column"))
    title = find_title(
        ground.doc, around, ground.body, tagged(ground.tags, "title"), names, ground.trail.names
    )
    known = (*names, *ground.trail.names)
    if title.text is None:
        named = _named(ground.doc, around, ground.body)
        title = Title(named) if named else above_facts(around, known)
    if title.text is None:
        title = Title(next(iter(own_parts(ground.doc.title or "", known)), None))
    return title


def _named(doc: Doc, lines: list[Line], body: Body | None) -> str | None:
    """The title that a head table gives (名称：…)."""
    end = body.first if body is not None else len(doc.lines)
    labelled = fields(doc, [line for line in lines if line.index < end][:_MOST_LINES])
    value = _first(labelled, "name")
    return value if value is not None and len(value) > 3 else None


def _split(lines: list[Line], body: Body | None, head: Head) -> tuple[list[Line], list[Line]]:
    """The lines outside the document's text, and those inside that may hold a labelled date."""
    if body is None:
        return lines[:_MOST_LINES], []
    own = {line.index for line in head.inside}
    outside = [line for line in lines if not body.el.r0 <= line.r0 < body.el.r1 or line.index in own]
    inside = [line for line in lines if body.el.r0 <= line.r0 < body.el.r1 and line.index not in own]
    dated = [line for line in inside if "日期" in line.text or "时间" in line.text or "日 期" in line.text]
    return outside[:_MOST_LINES], dated[:_MOST_LINES]


def _text_from(head: Head, body: Body | None) -> int:
    """The first line of the text: after the head where that stands in the same element."""
    if body is None or not head.inside:
        return body.first if body is not None else 0
    labelled = [
        line.index
        for line in head.inside
        if ":" in line.text or "：" in line.text or sum(c.isdigit() for c in line.text) >= 6
    ]
    return max(labelled, default=head.inside[0].index - 1) + 1


def _written(found: Sequence[Field], published: Publication, zone: ZoneInfo) -> date | None:
    """成文日期 (生成日期 and the like); 发文日期 where the page has a publication date besides."""
    written = sorted(
        (field for field in found if field.kind == "written"), key=lambda field: "成文" not in field.label
    )
    day = first_day(written, "written", zone)
    if (
        day is None
        and published.mark is not None
        and not any(field.label == published.mark for field in found if field.kind == "issued")
    ):
        day = first_day(found, "issued", zone)
    return day


def _source(found: Sequence[Field], tags: Mapping[str, str]) -> str | None:
    return _first(found, "source") or _first(found, "publisher") or tagged(tags, "source")


def _first(found: Sequence[Field], kind: str) -> str | None:
    """The first value of a label that says something; visible before hidden, up to the next gap."""
    for field in sorted((f for f in found if f.kind == kind), key=lambda f: f.line.el.hidden):
        value = meaningful(seen(_alone(field)))
        if value is not None and len(value) <= _MOST_VALUE:
            return value
    return None


def _alone(field: Field) -> str:
    """A value up to the next element, wide gap or date: what stands in one line with it is not its own."""
    text = field.value.lstrip("\t ").split("\t")[0].split("  ")[0]
    at = date_place(text) if field.kind in ("source", "publisher") else None
    return text[:at] if at else text


def _index(found: Sequence[Field]) -> str | None:
    for field in found:
        match = _INDEX.search(field.value) if field.kind == "index_no" else None
        if match is not None:
            return match.group()
    return None


def _document_no(found: Sequence[Field], head: Head) -> str | None:
    """文号 by its label; else the number that stands alone under the title."""
    for field in found:
        value = meaningful(seen(field.value.replace("\t", ""))) if field.kind == "document_no" else None
        if value is not None and len(value) <= 60 and any(c.isdigit() for c in value):
            return value
    alone = (
        match
        for line in (*head.below, *head.inside)
        if (match := _NUMBER.fullmatch(seen(line.text))) is not None
    )
    return next((match.group() for match in alone), None)
