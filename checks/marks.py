"""Which of the marks that date a page its readers can see."""

from __future__ import annotations

from crawler.items import DateMark


def is_visible(mark: DateMark) -> bool:
    """Whether a mark stands on the page itself, and not only among its tags."""
    return is_shown(mark.mark)


def is_shown(mark: str) -> bool:
    """The same of a mark's name alone."""
    return not mark.startswith("meta")
