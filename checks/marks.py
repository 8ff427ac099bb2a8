"""Which of the marks that date a page its readers can see."""

from __future__ import annotations

from crawler.items import DateMark


def is_visible(mark: DateMark) -> bool:
    """Whether a mark stands on the page itself, and not only among its tags."""
    return not mark.mark.startswith("meta")
