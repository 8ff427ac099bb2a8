"""A page's own word that its list holds nothing."""

from __future__ import annotations

import re

from crawler.pages.tree import Doc
from crawler.pages.words import pattern, seen, table

_CLAIMS = pattern("states", "empty", "claims")
_TOTALS = [re.compile(total, re.IGNORECASE) for total in table("states")["empty"]["total_scripts"]]
_FIRST_STATES = pattern("states", "empty", "first_states")
_ELSEWHERE = frozenset(("nav", "head", "foot", "links", "crumb", "tool", "aside", "attach"))
_MOST_LINE = 60


def empty_claim(doc: Doc) -> str | None:
    """The page's own visible words that its list holds nothing, or a total of 0 in its data."""
    for line in doc.lines:
        el = line.el
        if len(line.text) > _MOST_LINE or el.hidden or el.ghost or el.cond or el.zone in _ELSEWHERE:
            continue
        if _CLAIMS.search(line.text) is not None:
            return line.text
    return _zero(doc)


def _zero(doc: Doc) -> str | None:
    """A total of 0 in the page's data, but no script's first state: that is asked last, for it costs most."""
    for text in (*(script.text for script in doc.scripts), *([doc.source] if doc.source else [])):
        totals = (match for total in _TOTALS if (match := total.search(text)) is not None)
        zero = next((match for match in totals if int(match[1]) == 0), None)
        if zero is not None and _FIRST_STATES.search(text) is None:
            return seen(zero.group())[:_MOST_LINE]
    return None
