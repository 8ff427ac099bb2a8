"""How far a list of posts reaches, and what its silence is worth: one rule for every platform's list.

A list answers for the window when it is whole, or when it goes back, newest first, beyond the window's first day.
Pinned posts stand outside the order and reach nowhere. Whatever in a list was not understood, has an impossible time
or is not public leaves its silence unproved; the posts that it does show are life all the same.

The table of a source that asks here has the rows `wrong-account`, `strange-rows`, `impossible-time`, `empty`,
`not-reached`, `not-public` and `covered`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from crawler.items import Post, SourceOutcome
from crawler.platforms import Window, told_apart
from crawler.platforms.answers import Answers
from crawler.platforms.marks import marks_of
from crawler.platforms.values import said


@dataclass(frozen=True, slots=True)
class Listed:
    """What the pages of a list have shown so far, added up in their order.

    `withheld` are posts that the public does not see; `strange` counts rows that were not understood, `foreign` those
    of another account. `total` is the list's own count of its posts, `cursor` what the next page is asked by (None:
    the platform says that nothing follows); the last page's word counts. `cut` are the ids of posts whose text is not
    whole here; `recent`: the platform says in words that older posts are hidden, so what is recent is all there.
    """

    posts: tuple[Post, ...] = ()
    withheld: tuple[Post, ...] = ()
    strange: int = 0
    foreign: int = 0
    total: int | None = None
    cursor: str | None = None
    cut: tuple[str, ...] = ()
    recent: bool = False

    def __add__(self, page: Listed) -> Listed:
        return Listed(
            self.posts + page.posts, self.withheld + page.withheld, self.strange + page.strange,
            self.foreign + page.foreign, page.total, page.cursor, self.cut + page.cut, page.recent,
        )  # fmt: skip

    @property
    def ids(self) -> frozenset[str]:
        """The posts that were shown; one that stands on two pages is one."""
        return frozenset(post.id for post in (*self.posts, *self.withheld))

    @property
    def doubt(self) -> str | None:
        """Which row says why the list cannot be believed as it stands."""
        if self.foreign and not self.posts:
            return "wrong-account"
        if self.strange:
            return "strange-rows"
        return "impossible-time" if any(post.published is None for post in self.posts) else None

    def settled(self, since: date) -> bool:
        """Whether further pages would change nothing: the window is behind, or silence cannot be proved any more."""
        return self.doubt is not None or self.reaches(since)

    def holds(self, declared: int | None) -> bool:
        """Whether it shows as many posts as the platform counts, in the list and beside the account's name."""
        if self.total is None or declared is None:
            return False
        return len(self.ids) >= max(self.total, declared)

    def reaches(self, since: date) -> bool:
        """Whether the list goes back, newest first, beyond a day."""
        moments = [post.published for post in self.posts if not post.pinned]
        days = [moment.date() for moment in moments if moment is not None]
        if not days or len(days) < len(moments):
            return False
        return days[-1] < since and days == sorted(days, reverse=True)


def believed(moment: datetime | None, window: Window) -> datetime | None:
    """A publication time, unless it lies in the future by more than clocks differ."""
    ahead = timedelta(minutes=marks_of("lists")["times"]["ahead_minutes"])
    return moment if moment is not None and moment - window.moment <= ahead else None


def concluded(
    answers: Answers, known: SourceOutcome, listed: Listed, window: Window, *, whole: bool
) -> SourceOutcome:
    """The outcome of a list. `known` is what was learned besides; `whole`: it holds all that the account published."""
    known = replace(known, posts=told_apart(listed.posts))
    if listed.doubt is not None:
        return said(answers.named(listed.doubt), known=known)
    if not whole and not listed.reaches(window.since):
        return said(answers.named("not-reached" if listed.ids else "empty"), known=known)
    if any(_may_lie_in(post, window) for post in listed.withheld):
        return said(answers.named("not-public"), known=known)
    return replace(said(answers.named("covered"), known=known), covered=(window.since, window.until))


def broken_off(failed: SourceOutcome, known: SourceOutcome, listed: Listed) -> SourceOutcome:
    """A failure, with what was learned before it: the posts that were shown are life all the same."""
    return replace(
        known, reason=failed.reason, told=failed.told, answer=failed.answer, posts=told_apart(listed.posts),
        state=known.state if failed.state == "unknown" else failed.state, state_told=failed.state_told,
    )  # fmt: skip


def _may_lie_in(post: Post, window: Window) -> bool:
    """Whether a post was, or for all that is known may have been, published inside the window."""
    return post.published is None or window.since <= post.published.date() <= window.until
