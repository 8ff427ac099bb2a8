"""Lateness after an event: which date on a page shows the event, and by when publication was due.

Cautious on purpose: of several dates of publication the earliest counts, of several limits the longest; what another
body wrote says nothing of when it came in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal
from weakref import WeakKeyDictionary

from checks.model import Article, Evidence
from checks.naming import district_of
from checks.slots import read
from rules.data import toml
from rules.model import Deadline, Unit
from rules.names import forms
from rules.numerals import arabic
from rules.text import plain

Sort = Literal["written", "decided", "approved", "decisions"]
_EVENTS = ("event", "event+hold", "event+continuous", "compound")


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, working or calendar, in which to publish."""

    days: int
    working: bool

    def until(self, event: date, evidence: Evidence) -> date | None:
        """The last day in time; None where the work calendar does not reach."""
        if not self.working:
            return event + timedelta(days=self.days)
        return evidence.calendar.add_workdays(event, self.days)

    def passed(self, event: date, day: date, evidence: Evidence) -> int | None:
        """How many of these days lie between event and publication."""
        return evidence.calendar.workdays_between(event, day) if self.working else (day - event).days


@dataclass(frozen=True, slots=True)
class Late:
    """A document that was published too late."""

    url: str
    title: str
    event: date
    published: date
    days: int | None
    term: Term | None

    def figures(self) -> dict[str, Any]:
        """What `observed` holds of it."""
        limit = (
            {"limit": self.term.days, "day_type": "working" if self.term.working else "calendar"}
            if self.term
            else {}
        )
        return {
            "url": self.url, "title": self.title, "event": self.event.isoformat(),
            "published": self.published.isoformat(), "days": self.days, **({"limit": 0, "day_type": "calendar"} | limit),
        }  # fmt: skip


def terms_of(deadline: Deadline) -> tuple[Term, ...]:
    """The limits that a phrase sets, all of them where it sets several: the most lenient will count."""
    if deadline.kind not in _EVENTS or deadline.days is None or deadline.month_day or deadline.period:
        return ()
    words, text = toml("matching.toml")["anchor"], arabic(plain(deadline.text))
    extension = re.search(words["extend"], text)
    more = int(extension[1]) if extension else 0
    terms = {Term(deadline.days + more, deadline.day_type == "working")}
    if deadline.kind in ("compound", "event+hold"):
        terms |= {Term(int(one[1]), one[2] == "工作日") for one in re.finditer(words["figure"], text)}
    return tuple(sorted(terms, key=lambda term: (term.days, term.working)))


def sort_of(deadline: Deadline) -> Sort | None:
    """Which of a page's dates shows the event; None where none does."""
    words, text = toml("matching.toml")["anchor"], plain(deadline.text)
    anchor = plain(deadline.anchor or "")
    if any(word in text for word in words["only_decisions"]):
        return "decisions"
    if any(word in anchor for word in words["decided"]):
        return "decided"
    if any(word in anchor for word in words["approved"]) and not any(
        word in anchor for word in words["acquired"]
    ):
        return "approved"
    return "written" if not anchor or any(word in anchor for word in words["written"]) else None


def event_of(page: Article, deadline: Deadline, unit: Unit) -> date | None:
    """The day of the event as the page itself shows it."""
    sort = sort_of(deadline)
    if sort in ("approved", "decisions"):
        return page.decided
    if sort == "decided":
        return page.decided or page.written
    days = (page.written, page.decided if deadline.kind == "compound" else None)
    last = max((day for day in days if day is not None), default=None)
    return last if sort == "written" and last is not None and _is_own(page, deadline, unit) else None


def last_day(event: date, terms: Sequence[Term], evidence: Evidence) -> tuple[date, Term] | None:
    """The last day in time by the most lenient of the limits; None where the work calendar does not reach."""
    days = [(until, term) for term in terms if (until := term.until(event, evidence)) is not None]
    return max(days, key=lambda one: one[0]) if len(days) == len(terms) else None


def _is_own(page: Article, deadline: Deadline, unit: Unit) -> bool:
    """Whether the unit itself wrote a document, as far as the page tells.

    Silence counts as yes, except where the phrase also speaks of documents that come in from others.
    """
    words = toml("matching.toml")["anchor"]
    own = _own_forms(unit)
    named = read(page.title).slots.units
    if any(not _overlaps(body.lstrip("?"), own) for body in named):
        return False
    if page.source:
        return _overlaps(plain(page.source), own)
    return not any(word in plain(deadline.anchor or "") for word in words["acquired"])


@lru_cache(maxsize=256)
def _own_forms(unit: Unit) -> frozenset[str]:
    """The names that a page gives for its own unit."""
    words = toml("matching.toml")["anchor"]["own_source"]
    return forms(unit, district_of(unit.name)) | {plain(word) for word in words}


def _overlaps(name: str, own: frozenset[str] | set[str]) -> bool:
    """Whether a body is the unit, an office in it, or the body that it is the office of."""
    return any(name.startswith(form) or form.startswith(name) for form in own)


_Titled = Mapping[tuple[str, date | None], Sequence[Article]]
_TITLED: WeakKeyDictionary[Evidence, _Titled] = WeakKeyDictionary()


def by_title(evidence: Evidence) -> _Titled:
    """The unit's articles by title and day of writing."""
    if evidence not in _TITLED:
        found: dict[tuple[str, date | None], list[Article]] = {}
        for article in evidence.articles:
            found.setdefault((plain(article.title), article.written), []).append(article)
        _TITLED[evidence] = found
    return _TITLED[evidence]
