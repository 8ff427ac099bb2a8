"""Nearest to the network: Scrapy's handler of http(s), with a bound on what an answer may send before its body begins.

Scrapy bounds bodies (DOWNLOAD_MAXSIZE) and the time of a whole answer; headers without end would fill the memory until
that time is over.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.guard import leads_inside

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web._newclient import Request as Sent
    from twisted.web.iweb import IResponse


class WireHandler(HTTP11DownloadHandler):
    """For every plain question, of a sweep, a probe or `inspect`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        most = crawler.settings.getint("DOWNLOAD_HEAD_MAXSIZE")
        self._pool._factory = partial(_Factory, most)  # type: ignore[assignment]  # noqa: SLF001 - where Scrapy itself puts its own

    async def download_request(self, request: Request) -> Response:
        """The answer. Where a name was not resolved because it leads inside, that is said."""
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            refused = leads_inside(urlsplit(request.url).hostname or "")
            raise (refused or CannotResolveHostError("域名不能解析")) from None


class _Factory(_LenientHTTP11ClientFactory):
    def __init__(self, most: int, *told: Any) -> None:
        super().__init__(*told)  # type: ignore[no-untyped-call]
        self._most = most

    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: ARG002, N802 - Twisted's
        return _Protocol(self._most, self._quiescentCallback)


class _Protocol(_LenientHTTP11ClientProtocol):
    """Gives an answer up whose head is longer than any that means well."""

    def __init__(self, most: int, *told: Any) -> None:
        super().__init__(*told)  # type: ignore[no-untyped-call]
        self._most, self._head = most, 0

    def request(self, request: Sent) -> Deferred[IResponse]:
        """Count anew for every answer of a connection that is kept."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """Twisted's interface."""
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self._parser is None or self._parser.state not in (STATUS, HEADER):
            return
        self._head += len(data)
        if self._head > self._most:
            self._giveUp(Failure(DownloadCancelledError("应答头超过大小上限")))  # type: ignore[no-untyped-call]
