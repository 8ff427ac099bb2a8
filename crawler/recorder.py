"""Stores every answer before it is read, and serves a resumed sweep from what is already stored.

Nearest to the network of all middlewares: it sees answers as they came over the wire. First the WARC record, then the
row in `fetches`: a row never points at a record that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.asks import fetch_key
from crawler.captures import Asked, Body, CaptureError, Stored, header_pairs, read_capture
from crawler.items import Reason
from crawler.outcomes import reason_of_error, reason_of_status
from crawler.past import Good
from crawler.platforms import Loaded
from crawler.sparing import Sparing
from crawler.tokens import SCHEME

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.desk import Desk
    from crawler.notebook import FetchRow

_PASSING = (408, 425, 429)
_NO_ANSWER: Mapping[str, None] = dict.fromkeys(
    (
        "http_status",
        "final_url",
        "bytes",
        "sha256",
        "kind",
        "capture",
        "capture_offset",
        "carried_from",
        "unmodified",
    )
)
"""What a row tells of a question that failed: nothing of an earlier week's answer that had stood there is left."""


class Recorder:
    """A downloader middleware over the desk that the spider carries."""

    def __init__(self, desk: Desk) -> None:
        self._notebook = desk.notebook
        self._keeper = desk.keeper
        self._captures = desk.captures
        self._budget = desk.budget
        self._sparing = Sparing(desk)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the sweep's tools from the spider."""
        return cls(crawler.spider.desk)  # type: ignore[union-attr]  # every spider of ours has one

    def process_request(self, request: Request) -> Response | None:
        """Serve from the capture what this sweep already holds; else note that the answer is wanted.

        An earlier week's answer may stand for one (`crawler.sparing`), until it is doubted. A `fresh` question (its
        answer teaches a token) is always asked anew. What the office's own program answers is
        no answer of anybody's, and is kept nowhere.
        """
        if _is_kept_nowhere(request):
            return None
        key = fetch_key(request)
        row = self._notebook.known(key)
        earlier = self._sparing.carried(request) if row is None or row.carried else None
        if earlier is not None:
            return self._carry(request, row, *earlier)
        anew = row is None or row.carried or request.meta.get("fresh")
        stored = None if row is None or anew else self._stored(row)
        if stored is None:
            self._budget.spend()  # what is refused leaves no row: it may never be wanted again
            request.meta["asked"] = monotonic()
            self._sparing.make_conditional(request)
        row = row or self._want(request, key)
        request.meta["fetch"] = row.id
        if stored is None:
            return None
        self._budget.replayed += 1
        request.meta["loaded"] = self._replay_loaded(request)
        return _response(request, stored, ["stored"])

    def _carry(self, request: Request, row: FetchRow | None, good: Good, stored: Stored) -> Response:
        """Let an earlier week's answer stand for this week's."""
        fetch = request.meta["fetch"] = (row or self._want(request)).id
        self._notebook.carry(fetch, good)
        return _response(request, stored, ["stored", "carried"])

    def process_response(self, request: Request, response: Response) -> Response:
        """Store an answer that came from the network."""
        if "stored" in response.flags or _is_kept_nowhere(request):
            return response
        if response.status == 304 and "before" in request.meta:
            return self._unmodified(request, response, *request.meta["before"])
        if request.meta.get("playwright"):
            request.meta["loaded"] = self._store_loaded(request)  # before the page they belong to
        self._store(request.meta["fetch"], request, response)
        if "ask" not in request.meta or 300 <= response.status < 400:
            self._settle_aside(request.meta["fetch"], response)
        return response

    def _unmodified(self, request: Request, response: Response, good: Good, stored: Stored) -> Response:
        """The server says that its last answer still stands: that is the answer, given now."""
        facts = {**good.facts, "carried_from": None, "unmodified": 1}
        told = Stored(response.url, 304, header_pairs(response.headers.items()), stored.body)
        known = Body(good.place, stored.url, datetime.fromisoformat(facts.pop("fetched_at")))
        self._keeper.confirm(request.meta["fetch"], told, known, self._seconds(request), facts)
        return _response(request, stored, ["unmodified"])

    def _settle_aside(self, fetch: int, response: Response) -> None:
        """What no spider will judge: robots.txt, and a redirect on the way to the answer."""
        target = (response.headers.get("Location") or b"").decode("latin-1")
        self._notebook.settled(fetch, reason_of_status(response.status), detail=target[:200] or None)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note a failure on the way; retries and errbacks go on as usual."""
        fetch = request.meta.get("fetch")
        if fetch is not None:
            self._notebook.arrived(
                fetch, datetime.now(UTC), self._seconds(request), detail=str(exception)[:200], **_NO_ANSWER
            )
            self._notebook.settled(fetch, reason_of_error(exception))

    def _want(self, request: Request, key: str | None = None) -> FetchRow:
        ask = request.meta.get("ask")
        via, look, purpose = (ask.via, ask.look, ask.purpose) if ask else ("http", 1, "robots")
        return self._notebook.wanted(
            key or fetch_key(request), request.url, request.method, via, look, purpose
        )

    def _stored(self, row: FetchRow) -> Stored | None:
        """The stored answer, unless there is none or it was a passing failure (a refusal too) that deserves another try."""
        if (
            row.place is None
            or row.http_status is None
            or row.http_status >= 500
            or row.http_status in _PASSING
            or row.outcome == Reason.BLOCKED.value
        ):
            return None
        try:
            return read_capture(self._captures, row.place)
        except CaptureError:
            return None  # cut short by a crash: it is simply fetched again

    def _store(self, fetch: int, request: Request, response: Response) -> None:
        stored = Stored(response.url, response.status, header_pairs(response.headers.items()), response.body)
        self._keeper.keep(fetch, stored, self._seconds(request), _asked(request))

    def _store_loaded(self, request: Request) -> list[Loaded]:
        """What a browser met on the way (pages walked through, answers that a page loaded): stored like answers."""
        methods = request.meta.get("playwright_page_methods") or []
        loaded: list[Loaded] = methods[0].result or [] if methods else []
        for number, one in enumerate(loaded, start=2):
            step = _step(request, number)
            head = {"Content-Type": "text/html; charset=utf-8"} if one.body[:1] == b"<" else {}
            answer = Response(one.url, status=one.status, headers=head, body=one.body, request=step)
            fetch = self._want(step).id
            self._store(fetch, step, answer)
            self._notebook.settled(fetch, reason_of_status(one.status))
        return loaded

    def _replay_loaded(self, request: Request) -> list[Loaded]:
        loaded: list[Loaded] = []
        while request.meta.get("playwright"):
            row = self._notebook.known(fetch_key(_step(request, len(loaded) + 2)))
            stored = self._stored(row) if row else None
            if stored is None or stored.status is None:
                break
            loaded.append(Loaded(stored.url, stored.status, stored.body))
        return loaded

    @staticmethod
    def _seconds(request: Request) -> float | None:
        asked = request.meta.get("asked")
        return None if asked is None else round(monotonic() - asked, 3)


def _asked(request: Request) -> Asked:
    kind = (request.headers.get("Content-Type") or b"").decode("latin-1")
    return Asked(request.method, request.body, kind)


def _is_kept_nowhere(request: Request) -> bool:
    return urlsplit(request.url).scheme == SCHEME


def _step(request: Request, number: int) -> Request:
    """The name under which the n-th thing that a browser met is stored."""
    return Request(f"{request.url}#page-{number}", meta={"ask": request.meta["ask"]})


def _response(request: Request, stored: Stored, flags: list[str]) -> Response:
    assert stored.status is not None, "a file answers no request"
    headers = Headers()
    for name, value in stored.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=stored.url, body=stored.body)
    return kind(
        stored.url, status=stored.status, headers=headers, body=stored.body, request=request, flags=flags
    )
