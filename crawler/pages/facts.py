"""What the labels of a document say: numbers, source, validity, and the dates that are not its publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from crawler.items import day_of
from crawler.pages.dates import date_place, stated
from crawler.pages.fields import Field, meaningful
from crawler.pages.head import Head
from crawler.pages.notes import Offer, choose
from crawler.pages.published import Publication
from crawler.pages.tags import tagged
from crawler.pages.tree import Doc
from crawler.pages.words import pattern, seen

_NUMBER = pattern("numbers", "document_no", "shape")
_INDEX = pattern("numbers", "index_no", "shape")
T = TypeVar("T")
_MOST_VALUE = 120
_MOST_NUMBER = 60


def value_of(doc: Doc, found: Sequence[Field], kind: str, name: str) -> str | None:
    """The first value of this kind of label that says something."""
    return choose(doc.notes, name, _values(found, kind))


def source_of(
    doc: Doc, found: Sequence[Field], within: Sequence[Field], tags: Mapping[str, str]
) -> str | None:
    """来源, else 发布机构, else 来源 beside a date at the text's end, else ContentSource."""
    tag = tagged(tags, "source")
    offers = (
        *_values(found, "source"),
        *_values(found, "publisher"),
        *_values(within, "source"),
        Offer(tag, "meta tag: ContentSource", tag or ""),
    )
    return choose(doc.notes, "source", offers)


def _values(found: Sequence[Field], kind: str) -> Iterator[Offer[str]]:
    """The values of one kind of label, visible before hidden."""
    for field in sorted((f for f in found if f.kind == kind), key=lambda f: f.line.el.hidden):
        value = meaningful(seen(_alone(field)))
        if value is not None and len(value) <= _MOST_VALUE:
            yield _offer(value, field)


def _offer(value: T, field: Field) -> Offer[T]:
    return Offer(value, f"label: {field.label}", f"{field.label}: {seen(field.value)}", field.line.el)


def _alone(field: Field) -> str:
    """A value up to the next element, wide gap or date: what stands in one line with it is not its own."""
    text = field.value.lstrip("\t ").split("\t")[0].split("  ")[0]
    at = date_place(text) if field.kind in ("source", "publisher") else None
    return text[:at] if at else text


def index_of(doc: Doc, found: Sequence[Field]) -> str | None:
    """索引号 by its label."""
    numbers = ((field, _INDEX.search(field.value)) for field in found if field.kind == "index_no")
    return choose(doc.notes, "index_no", (_offer(match.group(), field) for field, match in numbers if match))


def number_of(doc: Doc, found: Sequence[Field], head: Head) -> str | None:
    """文号 by its label; else the number that stands alone under the title."""
    return choose(doc.notes, "document_no", _numbers(found, head))


def _numbers(found: Sequence[Field], head: Head) -> Iterator[Offer[str]]:
    for field in found:
        value = meaningful(seen(field.value.replace("\t", ""))) if field.kind == "document_no" else None
        if value is not None and len(value) <= _MOST_NUMBER and any(c.isdigit() for c in value):
            yield _offer(value, field)
    for line in (*head.below, *head.inside):
        if (match := _NUMBER.fullmatch(seen(line.text))) is not None:
            yield Offer(match.group(), "alone under the title", line.text, line.el)


def written_on(doc: Doc, found: Sequence[Field], published: Publication, zone: ZoneInfo) -> date | None:
    """成文日期 (生成日期 and the like); 发文日期 where the page has a publication date besides."""
    written = sorted(_days(found, "written", zone), key=lambda pair: "成文" not in pair[0].label)
    issued = [pair for pair in _days(found, "issued", zone) if published.mark not in (None, pair[0].label)]
    return choose(doc.notes, "written", (_offer(day, field) for field, day in (*written, *issued)))


def decided_on(doc: Doc, found: Sequence[Field], zone: ZoneInfo) -> date | None:
    """The one date that labels of a decision state; None where several differ: which one counts is unknown."""
    days = list(_days(found, "decided", zone))
    if len({day for _, day in days}) > 1:
        for field, _ in days:
            doc.note(
                "decided", f"label: {field.label} (several differ)", field.line.text, field.line.el, won=False
            )
        return None
    return choose(doc.notes, "decided", (_offer(day, field) for field, day in days))


def _days(found: Sequence[Field], kind: str, zone: ZoneInfo) -> Iterator[tuple[Field, date]]:
    for field in found:
        day = day_of(stated(field.value[:60], zone)) if field.kind == kind else None
        if day is not None:
            yield field, day
