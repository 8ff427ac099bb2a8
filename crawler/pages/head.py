"""The head of a document: the lines around its title in which date and source stand."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.pages.body import Body
from crawler.pages.titles import Title
from crawler.pages.tree import Doc, Line

_ABOVE = 45
_BELOW = 25
_INSIDE = 6
_SHORT = 90


@dataclass(frozen=True, slots=True)
class Head:
    """`above` the title (the head table of 信息公开 pages), `below` it, and `inside`: below it but within the text."""

    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()
    inside: tuple[Line, ...] = ()
    titled: bool = False  # around a visible title, and not only around the place where one might stand

    def places(self, line: Line) -> int:
        """How near a line stands to the title: 3 below, 2 inside, 1 above, 0 elsewhere."""
        index = line.index
        for rank, lines in ((3, self.below), (2, self.inside), (1, self.above)):
            if lines and lines[0].index <= index <= lines[-1].index:
                return rank
        return 0


def find_head(doc: Doc, title: Title, body: Body | None, crumb_end: int) -> Head:
    """The head around a title. Without a visible title it is what stands just before the text."""
    total = len(doc.lines)
    first = body.first if body is not None else total
    if title.line is None:
        start = max(crumb_end + 1, first - _INSIDE)
        return Head(
            above=tuple(doc.lines[max(crumb_end + 1, first - _ABOVE) : start]),
            below=tuple(doc.lines[start:first]),
        )
    at = title.line
    above = tuple(doc.lines[max(crumb_end + 1, at - _ABOVE, 0) : at])
    if first > at:
        return Head(above, tuple(doc.lines[at + 1 : min(first, at + 1 + _BELOW)]), titled=True)
    inside: list[Line] = []
    for line in doc.lines[at + 1 : at + 1 + _INSIDE]:
        if len(line.text) > _SHORT:
            break
        inside.append(line)
    return Head(above, (), tuple(inside), titled=True)
