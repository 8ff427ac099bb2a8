"""Sparing the portal: what is carried forward from an earlier answer, and what is asked for only if it has changed.

A question says how far it may be spared (`Ask.care`): `real` always asks; `check` asks with the validators of the last
good answer, so that the server may say that nothing has changed; `carry` takes the last good answer as it lies, unless
its turn has come or somebody doubts it. Nothing rests on an answer that cannot be read back.
"""

from __future__ import annotations

import hashlib

from scrapy import Request

from crawler.addresses import page_key
from crawler.asks import Ask, fetch_key
from crawler.captures import CaptureError, Stored, read_capture
from crawler.desk import Desk
from crawler.items import Kind
from crawler.past import Good

_VALIDATORS = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
_LOOKS = (1, 2, 3)


class Sparing:
    """What the recorder asks before anything goes out."""

    def __init__(self, desk: Desk) -> None:
        self._past = desk.past
        self._captures = desk.captures

    def carried(self, request: Request) -> tuple[Good, Stored] | None:
        """The earlier answer that stands for this week's; None where there is none, or it must be asked."""
        ask = request.meta.get("ask")
        if ask is None or ask.care != "carry" or self._past is None:
            return None
        good = self._good(request)
        if good is None or not self._past.rests(_name(ask), good) or self._past.doubts(page_key(request.url)):
            return None
        stored = self._read(good)
        return (good, stored) if stored is not None else None

    def make_conditional(self, request: Request) -> None:
        """Send along what the last good answer said of its own version; `before` in the request's meta is that answer."""
        request.meta.pop("before", None)  # of the address that was redirected here
        for _, name in _VALIDATORS:
            request.headers.pop(name, None)
        ask = request.meta.get("ask")
        good = self._good(request) if ask is not None and ask.care == "check" and self._trusts(ask) else None
        stored = self._read(good) if good is not None and good.facts["http_status"] == 200 else None
        if stored is None:
            return
        told = {name.lower(): value for name, value in stored.headers}
        for header, name in _VALIDATORS:
            if told.get(header):
                request.headers[name] = told[header]
                request.meta["before"] = good, stored

    def _trusts(self, ask: Ask) -> bool:
        """Whether the server's word that nothing has changed is enough: not in the page's own week, nor in doubt."""
        return self._past is not None and not self._past.is_due(_name(ask))

    def _good(self, request: Request) -> Good | None:
        """The last good answer; to a HEAD also that to the GET which followed, where a server knows no HEAD.

        But not a page that only leads on: a HEAD does not show where to.
        """
        if self._past is None:
            return None
        head = request.method == "HEAD"
        asked = [request, request.replace(method="GET")] if head else [request]
        good = self._past.good([fetch_key(one, look) for one in asked for look in _LOOKS])
        return None if head and good is not None and good.facts["kind"] == Kind.MOVED.value else good

    def _read(self, good: Good) -> Stored | None:
        try:
            stored = read_capture(self._captures, good.place)
        except CaptureError:
            return None
        # A restored store may point elsewhere.
        return stored if hashlib.sha256(stored.body).hexdigest() == good.facts["sha256"] else None


def _name(ask: Ask) -> str:
    """The page whose turn it is: the one that is listed or linked, wherever it leads."""
    assert isinstance(ask.note, str), "articles, links and columns are noted by their key"
    return ask.note
