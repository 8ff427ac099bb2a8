"""The times of feeds. Without a zone of its own a time is refused, never guessed, unless the office vouches for it."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from crawler.platforms import Window, trusted

# Only what means one zone, right behind the figures: CST is China and Chicago, EST New York and Sydney.
_ZONE = re.compile(r"\d\s*(?:[+-]\d{2}:?\d{2}|Z|GMT|UTC?)\s*(?:\([^)]*\))?\s*$")
_CLOCK = re.compile(r"\d:\d{2}(?::\d{2}(?:\.\d+)?)?\s*$")
"""A time that ends with its clock: no zone, and no name that might be one, stands behind."""
_COLON = re.compile(r"([+-]\d{2}):(\d{2})(?=\s*(?:\(|$))")


def read_time(stated: str | None, window: Window) -> datetime | None:
    """A time in the district's zone; None for what is not plainly one moment."""
    if stated is None:
        return None
    zoned = _ZONE.search(stated) is not None
    if not zoned and not (window.local_times and _CLOCK.search(stated)):
        return None
    for read in (datetime.fromisoformat, _by_mail_rules):
        try:
            moment = read(stated)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if (moment.tzinfo is not None) is zoned:
            return trusted(moment if zoned else moment.replace(tzinfo=window.zone), window.zone)
    return None


def _by_mail_rules(stated: str) -> datetime:
    """`Wed, 18 Nov 2026 10:16:05 +0800`, and with the colon that mail does not know but bridges write."""
    return parsedate_to_datetime(_COLON.sub(r"\1\2", stated))
