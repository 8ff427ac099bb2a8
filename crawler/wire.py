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
    _BindAddressAgent,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

from crawler.guard import leads_inside

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress, IStreamClientEndpoint
    from twisted.web._newclient import Request as Sent
    from twisted.web.client import URI, HTTPConnectionPool
    from twisted.web.iweb import IPolicyForHTTPS, IResponse


class WireHandler(HTTP11DownloadHandler):
    """For every plain question, of a sweep, a probe or `inspect`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        most = crawler.settings.getint("DOWNLOAD_HEAD_MAXSIZE")
        self._pool._factory = partial(_Factory, most)  # type: ignore[assignment]  # noqa: SLF001 - where Scrapy itself puts its own
        self._agents: dict[float, _Agent] = {}

    async def download_request(self, request: Request) -> Response:
        """The answer. Where a name was not resolved because it leads inside, that is said."""
        asker = _Asker(
            self._agents, contextFactory=self._contextFactory, pool=self._pool, maxsize=self._default_maxsize,
            warnsize=self._default_warnsize, fail_on_dataloss=self._fail_on_dataloss, crawler=self._crawler,
        )  # fmt: skip
        try:
            with wrap_twisted_exceptions():
                return await maybe_deferred_to_future(asker.download_request(request))
        except CannotResolveHostError:
            refused = leads_inside(urlsplit(request.url).hostname or "")
            raise (refused or CannotResolveHostError("域名不能解析")) from None


class _Asker(_ScrapyAgent):
    """Asks one question. What Twisted would build anew for each is kept; nobody here asks by way of a proxy."""

    def __init__(self, agents: dict[float, _Agent], **told: Any) -> None:
        super().__init__(**told)
        self._agents = agents

    def _get_agent(self, request: Request, timeout: float) -> _Agent:  # noqa: ARG002 - Scrapy's arguments
        """The agent for a time limit."""
        if timeout not in self._agents:
            self._agents[timeout] = _Agent(self._pool, self._contextFactory, timeout)
        return self._agents[timeout]


class _Agent(_BindAddressAgent):
    """An agent that knows the ways to the hosts it was asked for: they are told by scheme, host and port alone."""

    def __init__(self, pool: HTTPConnectionPool | None, policy: IPolicyForHTTPS, timeout: float) -> None:
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs it

        super().__init__(reactor, policy, timeout, None, pool)
        self._ways: dict[tuple[bytes, bytes, int], IStreamClientEndpoint] = {}

    def _getEndpoint(self, uri: URI) -> IStreamClientEndpoint:  # noqa: N802 - Twisted's name
        """Twisted's interface."""
        name = uri.scheme, uri.host, uri.port
        if name not in self._ways:
            self._ways[name] = super()._getEndpoint(uri)  # type: ignore[no-untyped-call]
        return self._ways[name]


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
