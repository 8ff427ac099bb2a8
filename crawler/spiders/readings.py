"""Reading answers for the portal's spider: what came before, byte for byte, is not read a second time."""

from __future__ import annotations

import hashlib
from datetime import date
from zoneinfo import ZoneInfo

from scrapy.http import Response

from crawler.asks import Ask
from crawler.items import Page
from crawler.pages import Answer, read

_LOOKED_AT_AGAIN = ("home", "front", "column")
_MOMENT = "date"
"""The header that two answers of the same page never share; no reader looks at it."""
_Likeness = tuple[object, ...]


class Readings:
    """What answers say. The pages of first looks are remembered: the survey keeps them anyway, until the sweep is done.

    A second look asks whether the page is still the same; where all that the reader is given is the same, so is what it
    says, for reading is a pure function.
    """

    def __init__(self, today: date, zone: ZoneInfo, home: str) -> None:
        self._today = today
        self._zone = zone
        self._home = home
        self._known: dict[_Likeness, Page] = {}

    def page(self, response: Response, ask: Ask) -> Page:
        """The page that an answer shows."""
        answer = _answer(response, response.body, ask)
        if ask.purpose not in _LOOKED_AT_AGAIN or answer.rendered:
            return self._read(answer)
        likeness = _likeness(answer)
        page = self._known.get(likeness) or self._read(answer)
        if ask.look == 1:
            self._known[likeness] = page
        return page

    def walked(self, response: Response, ask: Ask) -> tuple[Page, ...]:
        """The pages that a browser walked through on the way to its answer."""
        loaded = response.meta.get("loaded") or ()
        return tuple(self._read(_answer(response, one.body, ask)) for one in loaded)

    def _read(self, answer: Answer) -> Page:
        return read(answer, today=self._today, zone=self._zone, home=self._home)


def _answer(response: Response, body: bytes, ask: Ask) -> Answer:
    headers = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }
    return Answer(response.url, body, response.status, headers, asked=ask.url, rendered=ask.via == "browser")


def _likeness(answer: Answer) -> _Likeness:
    """Equal for answers that read the same."""
    told = tuple(sorted(pair for pair in answer.headers.items() if pair[0] != _MOMENT))
    return answer.url, answer.asked, answer.status, told, hashlib.sha256(answer.body).digest()
