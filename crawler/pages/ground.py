"""What a document is read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.items import DateMark
from crawler.pages.body import Body
from crawler.pages.crumbs import Crumbs
from crawler.pages.tree import Doc, Line


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document is read from: the page taken apart, its text's element, its breadcrumb and tags.

    `told`: the publication dates that only its scripts tell.
    """

    doc: Doc
    lines: list[Line]
    body: Body | None
    trail: Crumbs
    tags: Mapping[str, str]
    told: tuple[DateMark, ...] = ()
