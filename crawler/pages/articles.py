"""What a document says of itself: title, dates, numbers, source, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from crawler.items import Link
from crawler.pages.attachments import find_attachments
from crawler.pages.body import Body
from crawler.pages.facts import decided_on, index_of, number_of, source_of, value_of, written_on
from crawler.pages.fields import fields
from crawler.pages.ground import Ground
from crawler.pages.head import Head, find_head
from crawler.pages.links import Resolver
from crawler.pages.published import Publication, publication
from crawler.pages.tags import tagged
from crawler.pages.titles import Title, above_facts, find_title, note_title, own_parts
from crawler.pages.tree import Doc, Line

_AROUND = frozenset(("nav", "foot", "links", "crumb", "aside", "paging"))
_MOST_LINES = 1_500
_LEAST_NAME = 3


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
        written=written_on(doc, labelled, published, zone),
        decided=decided_on(doc, [*labelled, *within], zone),
        source=source_of(doc, labelled, within, ground.tags),
        index_no=index_of(doc, labelled),
        document_no=number_of(doc, labelled, head),
        validity=value_of(doc, labelled, "validity", "validity"),
        text_from=_text_from(head, body),
        files=lambda: find_attachments(doc, body, after, resolver),
    )


def _title(ground: Ground, around: list[Line]) -> Title:
    """The title by tag, heading or <title>; else by the head table, the line above the facts, what <title> leaves."""
    doc = ground.doc
    names = (tagged(ground.tags, "site"), tagged(ground.tags, "column"))
    title = find_title(doc, around, ground.body, tagged(ground.tags, "title"), names, ground.trail.names)
    known = (*names, *ground.trail.names)
    if title.text is None:
        title = _named(doc, around, ground.body) or above_facts(doc, around, known, ground.body)
    if title.text is None:
        title = Title(next(iter(own_parts(doc.title or "", known)), None), rule="rest of <title>")
    if doc.notes is not None and title.text is not None:
        note_title(doc, title, tagged(ground.tags, "title"), around, ground.body)
    return title


def _named(doc: Doc, lines: list[Line], body: Body | None) -> Title | None:
    """The title that a head table gives (名称：…)."""
    end = body.first if body is not None else len(doc.lines)
    labelled = fields(doc, [line for line in lines if line.index < end][:_MOST_LINES])
    value = value_of(doc, labelled, "name", "name")
    return Title(value, rule="label: 名称") if value is not None and len(value) > _LEAST_NAME else None


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
