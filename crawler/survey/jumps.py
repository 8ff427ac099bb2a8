"""Pages that only lead on: which jumps are followed, and what an answer is worth that stays one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import Kind, Page, Reason
from crawler.survey.state import Got


class Jumps:
    """Follows meta refreshes and scripts' jumps within the portal, at every look anew, at most `most` in a row.

    A jump to the home page is none: nothing is left of the page that was asked for. Only the home page itself may
    lead to another of its names.
    """

    def __init__(self, home: str, reach: Reach, most: int) -> None:
        self._home = page_key(home)
        self._reach = reach
        self._most = most
        self._seen: dict[tuple[Any, int, str], set[str]] = {}

    def follow(self, ask: Ask, got: Got) -> Ask | None:
        """The question that an answer leads on to; None when it leads nowhere, away, in a circle, or on for ever."""
        page = got.content
        if page is None or page.kind is not Kind.MOVED or not page.moved_to:
            return None
        if not self._reach.internal(page.moved_to):
            return None
        if page_key(page.moved_to) == self._home and ask.purpose != "home":
            return None
        seen = self._seen.setdefault((ask.note, ask.look, ask.via), {ask.url})
        if page.moved_to in seen or len(seen) > self._most:
            return None
        seen.add(page.moved_to)
        return replace(ask, url=page.moved_to)


def stranded(page: Page | None, reach: Reach) -> Reason | None:
    """Why a page that only leads on, and was not followed, is not what was asked for; None for any other page."""
    if page is None or page.kind is not Kind.MOVED:
        return None
    outside = page.moved_to is not None and not reach.internal(page.moved_to)
    return Reason.NOT_SWEPT if outside else Reason.SOFT_404
