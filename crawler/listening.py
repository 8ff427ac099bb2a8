"""An account's public page in Chromium, as any visitor opens it: what the page loads by itself is listened to.

Nothing is injected, pressed or solved, and no secret goes along. The page may load from wherever it likes, as long as
that is public or was written out by the office; pictures and films are not fetched.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.async_api import Error as BrowserError
from scrapy_playwright.page import PageMethod

from crawler.browser import NEEDLESS, rest, settings_of
from crawler.guard import is_private
from crawler.pacing import slots
from crawler.platforms import BrowserAsk, Loaded

if TYPE_CHECKING:
    from playwright.async_api import Page, WebSocketRoute
    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Response as BrowserResponse

    from crawler.browser import Aborts
    from crawler.desk import Desk
    from crawler.guard import Reach

_MOST = 40
_LARGEST = 8 * 1024 * 1024
_SECONDS = 10.0
_TO_THE_END = "() => window.scrollTo(0, document.body ? document.body.scrollHeight : 0)"
_CONTEXT = {"service_workers": "block", "accept_downloads": False, "locale": "zh-CN"}


@contextmanager
def listening(desk: Desk) -> Iterator[dict[str, Any]]:
    """The Scrapy settings of the accounts' sweep: its pace, and its browser with a home that goes when the run does."""
    pace = {
        "DOWNLOAD_SLOTS": slots(desk.workspace),
        "CONCURRENT_REQUESTS": 0,
    }  # no slow platform holds up the others
    if desk.listens is None:
        yield pace
        return
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as home:
        browser = settings_of(desk.listens, home, abort_private(desk.reach), desk.vault.variables)
        yield pace | browser | {"GONGKAI_BROWSER_ABROAD": True}


def request_meta(ask: BrowserAsk) -> dict[str, Any]:
    """What a request carries to be opened in the browser and listened to."""
    ear = Ear(ask)
    return {
        "playwright": True,
        "playwright_context": "accounts",
        "playwright_context_kwargs": _CONTEXT,
        "playwright_page_goto_kwargs": {"wait_until": "load"},
        "playwright_page_init_callback": ear.attend,
        "playwright_page_methods": [PageMethod(ear.listen)],
    }


class Ear:
    """Listens to one page: the answers that a source wants, in the order in which they came."""

    def __init__(self, ask: BrowserAsk) -> None:
        self._ask = ask
        self._heard: list[asyncio.Task[Loaded | None]] = []

    async def attend(self, page: Page, _: object) -> None:
        """Begin to listen, before the page is opened."""
        self._heard.clear()
        page.on("response", self._hear)
        await page.route_web_socket("**/*", partial(_silence))

    async def listen(self, page: Page) -> list[Loaded]:
        """Wait until the page has come to rest, scroll as often as is wanted, and take down what it loaded."""
        await rest(page)
        for _ in range(self._ask.scrolls):
            await page.evaluate(_TO_THE_END)
            await rest(page)
        loaded = await asyncio.gather(*self._heard)
        return [one for one in loaded if one is not None]

    def _hear(self, response: BrowserResponse) -> None:
        if len(self._heard) < _MOST and any(part in response.url for part in self._ask.loads):
            self._heard.append(asyncio.ensure_future(self._taken(response)))

    @staticmethod
    async def _taken(response: BrowserResponse) -> Loaded | None:
        """One answer; None for what has no body (a redirect) or is too large to be a list of posts."""
        with suppress(BrowserError, TimeoutError):
            body = await asyncio.wait_for(response.body(), _SECONDS)
            return Loaded(response.url, response.status, body) if len(body) <= _LARGEST else None
        return None


async def _silence(route: WebSocketRoute) -> None:
    """No lasting connection: nobody could say afterwards what came over it."""
    await route.close()


def abort_private(reach: Reach) -> Aborts:
    """Refuses what is neither public nor named by the office, by address or behind a name; and what no list needs."""
    known: dict[str, bool] = {}

    async def abort(request: BrowserRequest) -> bool:
        if request.resource_type in NEEDLESS:
            return True
        if reach.refusal(request.url, account=True) is not None:
            return urlsplit(request.url).scheme not in ("data", "blob")
        host = urlsplit(request.url).hostname or ""
        if host not in known:
            known[host] = await _leads_inside(host)
        return known[host]

    return abort


async def _leads_inside(host: str) -> bool:
    """Whether a name leads to a private address, or nowhere. A literal address was consented to before."""
    with suppress(OSError, ValueError):
        socket.inet_pton(socket.AF_INET6 if ":" in host else socket.AF_INET, host)
        return False
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return True
    return any(is_private(str(address[0]).partition("%")[0]) for *_, address in found)
