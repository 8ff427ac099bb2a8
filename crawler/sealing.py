"""The last step before the network, and the first after it: secrets go into a question here, and come out of its answer.

Nearest to the wire of all our code: Scrapy's logs and statistics, the recorder, the captures and the spiders see marks
(`Key.mark`) only. An answer that a source learns a token from loses it here, before anybody stores it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

from crawler.addresses import netloc_of
from crawler.gate import Gate
from crawler.items import Reason
from crawler.learning import take_out
from crawler.outcomes import Refused
from crawler.unpacking import GZIP, packings_of, unknown, unpacked
from crawler.vault import SealError, Vault, Where
from crawler.wire import WireHandler

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.platforms import Key

_UNDERSTOOD = "gzip, deflate"
"""The packings that can be undone here: what cannot be looked into cannot be cleaned."""
_SECONDS = ("download_latency",)


@dataclass(frozen=True, slots=True)
class Seal:
    """What travels with an account's question: where it may go with which secrets, and what its answer teaches."""

    netloc: str
    keys: frozenset[str] = frozenset()
    learns: Mapping[str, Key] = field(default_factory=dict)
    cookie: str | None = None


class SealedHandler(WireHandler):
    """The handler of http(s), for the questions that carry a seal and for all others."""

    async def download_request(self, request: Request) -> Response:
        """Put the secrets in, ask, take them out."""
        seal, vault = request.meta.get("seal"), _vault(self.crawler)
        if seal is None:
            return await super().download_request(request)
        sealed = _sealed(request, seal, vault)
        try:
            response = await super().download_request(sealed)
        except Exception as error:
            clean = cleaned(error, vault)
            if clean is error:
                raise
            raise clean from None
        finally:
            request.meta.update({name: sealed.meta[name] for name in _SECONDS if name in sealed.meta})
        return _opened(response, request, seal, vault)


class SealedBrowserHandler(ScrapyPlaywrightDownloadHandler, SealedHandler):  # type: ignore[misc]  # not typed
    """The browser's handler. No secret ever goes into a browser; its driver starts with the first page that needs it.

    So does its gate: the accounts' browser may meet any public host, the portal's none but the portal's own.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        crawler.signals.disconnect(self._maybe_launch_in_thread, signals.engine_started)
        self._launching = asyncio.Lock()
        self._launched = False
        self._gate: Gate | None = None

    async def download_request(self, request: Request) -> Response:
        """A page in the browser, or a plain question."""
        if request.meta.get("playwright"):
            async with self._launching:
                if not self._launched:
                    await self._open_gate()
                    await self._maybe_launch_in_thread()
                    self._launched = True
        response: Response = await super().download_request(request)
        return response

    async def close(self) -> None:
        """Shut the browser, then its gate."""
        await super().close()
        if self._gate is not None:
            self._gate.close()

    async def _open_gate(self) -> None:
        abroad = self.crawler.settings.getbool("GONGKAI_BROWSER_ABROAD")
        self._gate = await Gate.opened(self.crawler.spider.reach, account=abroad)  # type: ignore[union-attr]  # every spider of ours has one
        options = self.config.launch_options
        options["args"] = [*options["args"], *self._gate.arguments]


def _vault(crawler: Crawler) -> Vault:
    vault: Vault = crawler.spider.desk.vault  # type: ignore[union-attr]  # every spider of a sweep has a desk
    return vault


def _sealed(request: Request, seal: Seal, vault: Vault) -> Request:
    """The question as it leaves."""
    if netloc_of(request.url) != seal.netloc:
        raise Refused(Reason.NOT_SWEPT, f"{netloc_of(request.url)}：与所问的 {seal.netloc} 不是同一处")
    headers = Headers(request.headers)
    if seal.cookie is not None:
        headers["Cookie"] = seal.cookie
    headers["Accept-Encoding"] = _UNDERSTOOD
    try:
        return request.replace(
            url=vault.fill(request.url, seal.keys, "url"),
            headers=_filled(headers, seal.keys, vault),
            body=vault.fill(
                request.body.decode("utf-8", "surrogateescape"), seal.keys, _place(request)
            ).encode("utf-8", "surrogateescape"),
        )
    except SealError as error:
        raise Refused(Reason.AUTH_EXPIRED, f"密钥 {error} 没有内容") from None


def _filled(headers: Headers, keys: frozenset[str], vault: Vault) -> Headers:
    filled = Headers()
    for name, values in headers.items():
        for value in values or ():
            filled.appendlist(name, vault.fill(value.decode("utf-8", "surrogateescape"), keys, "plain"))
    return filled


def _place(request: Request) -> Where:
    """How a value must be written in the body."""
    if request.body.lstrip()[:1] in (b"{", b"["):
        return "json"
    kind = request.headers.get("Content-Type") or b""
    return "form" if b"urlencoded" in kind else "plain"


def _opened(response: Response, request: Request, seal: Seal, vault: Vault) -> Response:
    """The answer as anybody may see it."""
    body = _unpacked(response, request)
    if seal.learns:
        body, found = take_out(body, seal.learns)
        for key, value in found.items():
            vault.learn(key, value)
    body = vault.scrub_bytes(body)
    headers = Headers()
    for name, values in response.headers.items():
        if name.lower() not in (b"content-encoding", b"content-length"):
            for one in values or ():
                headers.appendlist(name, vault.scrub_bytes(one))
    kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
    return kind(
        request.url, status=response.status, headers=headers, body=body, flags=list(response.flags),
        ip_address=response.ip_address, protocol=response.protocol,
    )  # fmt: skip


def _unpacked(response: Response, request: Request) -> bytes:
    """The body without its packing, which would hide what stands in it."""
    body, most = response.body, int(request.meta.get("download_maxsize") or 32 * 1024 * 1024)
    for packing in packings_of(response):
        if packing not in (*GZIP, b"deflate"):
            raise unknown(packing)
        body = unpacked(body, packing, most)
    return body


def cleaned(error: Exception, vault: Vault) -> Exception:
    """The exception without secrets, in its text and in those of its causes; another one where that cannot be done."""
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        current.args = tuple(_clean(part, vault) for part in current.args)
        pending += [cause for cause in (current.__cause__, current.__context__) if cause is not None]
        reasons: Any = getattr(current, "reasons", None) or ()
        pending += [
            one for reason in reasons if isinstance(one := getattr(reason, "value", reason), BaseException)
        ]
    texts = f"{error} {error!r}"
    return error if vault.scrub(texts) == texts else DownloadFailedError(vault.scrub(str(error)))


def _clean(part: object, vault: Vault) -> object:
    if isinstance(part, str):
        return vault.scrub(part)
    return vault.scrub_bytes(part) if isinstance(part, bytes) else part
