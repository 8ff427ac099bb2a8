"""Rendering with a real Chromium, as one of Scrapy's download handlers: its slots, delays and retries keep working.

The browser only reads: it presses a list's own 下一页 button, follows nothing else, and reaches the portal's hosts only.
It looks up no name and has one way out (`crawler.gate`), so that what it would like to tell its makers stays here; and it
lives in a home of its own.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from playwright.async_api import TimeoutError as Expired
from scrapy_playwright.page import PageMethod

from crawler.pages.answer import LOST
from crawler.platforms import Loaded
from crawler.settings import SEALED

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Iterator

    from playwright.async_api import Page
    from playwright.async_api import Request as BrowserRequest
    from playwright.async_api import Response as BrowserResponse

    from crawler.guard import Reach

    Aborts = Callable[[BrowserRequest], bool | Awaitable[bool]]

T = TypeVar("T")
_HANDLER = "crawler.sealing.SealedBrowserHandler"
_STUCK_S = 15
_SETTLE_MS = 10_000
_REACT_MS = 400
_CHANGE_MS = 5_000
NEEDLESS = frozenset({"image", "media", "font"})
_DATA = frozenset({"document", "script", "xhr", "fetch"})
_ASKED_FOR = frozenset({"xhr", "fetch"})
_QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
)  # fmt: skip
_ABORTED = ("net::ERR_FAILED", "net::ERR_ABORTED", "net::ERR_BLOCKED_BY_CLIENT")
_HOMES = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")

# A list's own "next page" control that can still be pressed; marked so that it can be clicked, else false.
_MARK_NEXT = """() => {
  const mark = 'data-gongkai-next';
  document.querySelectorAll('[' + mark + ']').forEach(e => e.removeAttribute(mark));
  for (const e of document.querySelectorAll('a, button, span, li, input[type=button]')) {
    const text = (e.innerText || e.value || '').trim();
    const pager = /next/i.test(e.className) && e.closest('[class*=pag i]') !== null;
    if (!['下一页', '下页', '后一页'].includes(text) && !pager) continue;
    if (e.offsetParent === null || e.disabled) continue;
    if (/disab|unable|gray/i.test(e.className + ' ' + e.parentElement.className)) continue;
    const href = (e.getAttribute('href') || '').toLowerCase();
    if (href && !href.startsWith('#') && !href.startsWith('javascript:')) return false;
    e.setAttribute(mark, '1');
    return true;
  }
  return false;
}"""
_MARK_LOST = f"() => document.body && document.body.setAttribute('{LOST}', '1')"
_TEXT = "() => document.body ? document.body.innerText : ''"
_CHANGED = "before => document.body && document.body.innerText !== before"


@contextmanager
def rendering(executable: str | None, reach: Reach) -> Iterator[dict[str, Any]]:
    """The Scrapy settings that bring the browser in, with a home that goes when the run does; none without one."""
    if executable is None:
        yield {}
        return
    with TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as home:
        yield settings_of(executable, home, _abort_outside(reach))


def settings_of(executable: str, home: str, abort: Aborts, secrets: Collection[str] = ()) -> dict[str, Any]:
    """A browser at home in a folder, with a rule for what it may fetch. It inherits none of `secrets`.

    Its way to the network (`crawler.gate`) is opened by its handler, when the first page needs it.
    """
    sandbox = () if os.geteuid() else ("--no-sandbox",)  # Chromium refuses its sandbox to root
    left_out = {*_HOMES, *secrets}
    around = {name: value for name, value in os.environ.items() if name not in left_out}
    return {
        "DOWNLOAD_HANDLERS": {**SEALED["DOWNLOAD_HANDLERS"], **dict.fromkeys(("http", "https"), _HANDLER)},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {
            "executable_path": executable,
            "args": [*_QUIET, *sandbox],
            "env": {**around, "HOME": home},
        },
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 30_000,
        "PLAYWRIGHT_ABORT_REQUEST": abort,
    }


def request_meta(most_pages: int) -> dict[str, Any]:
    """What a request carries to be rendered, and to have its list walked to the end."""
    visit = Visit(most_pages)
    return {
        "playwright": True,
        "playwright_page_goto_kwargs": {"wait_until": "load"},
        "playwright_page_init_callback": visit.attend,
        "playwright_page_methods": [PageMethod(visit.walk)],
    }


class Visit:
    """One page in the browser, from before it is opened. Data that do not come are marked: a list may lack its rows."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._loading: Traffic | None = None

    async def attend(self, page: Page, _: object) -> None:
        """Begin to watch what the page asks for."""
        self._loading = Traffic(page)

    async def walk(self, page: Page) -> list[Loaded]:
        """Wait until the page has come to rest, and walk its list."""
        await rest(page)
        if self._loading is not None and self._loading.starved:
            await _soon(page.evaluate(_MARK_LOST))
        return await _walk(page, self._most)


async def _walk(page: Page, most: int) -> list[Loaded]:
    """Wait until the page has come to rest, then press 下一页 until it changes nothing.

    Returns the states that were left behind; the last state is the page itself. Goes one page beyond `most` at most.
    Raises a timeout where the page hangs, or where what the button asks for does not come: that is no end of a list.
    """
    await rest(page)
    left: list[Loaded] = []
    traffic = Traffic(page)
    while len(left) < most and await _soon(page.evaluate(_MARK_NEXT)):
        before, state = await _soon(page.evaluate(_TEXT)), await _soon(page.content())
        traffic.begin()
        with suppress(Expired):  # covered by something else: then nothing changes, and the walk ends
            await page.click("[data-gongkai-next]", timeout=_CHANGE_MS)
        if not await _changes(page, before, traffic):
            break
        left.append(Loaded(page.url, 200, state.encode("utf-8", "replace")))
    return left


async def rest(page: Page) -> None:
    """Wait until a page asks for nothing more; one that never rests is read as it stands."""
    with suppress(Expired):
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)


async def _soon(answer: Awaitable[T]) -> T:
    """What a page says, unless its scripts keep it so busy that it says nothing: Playwright itself would wait on."""
    try:
        return await asyncio.wait_for(answer, _STUCK_S)
    except TimeoutError:
        raise Expired("页面没有反应") from None


class Traffic:
    """What a page asks of the network for its content, to tell a slow answer from a button that does nothing."""

    def __init__(self, page: Page) -> None:
        self._open: set[BrowserRequest] = set()
        self._refused = self._withheld = False
        self.asked = 0
        page.on("request", self._ask)
        page.on("requestfinished", self._finish)
        page.on("requestfailed", self._fail)
        page.on("response", self._answer)

    def begin(self) -> None:
        """Forget what was asked so far."""
        self._open.clear()
        self.asked, self._refused, self._withheld = 0, False, False

    @property
    def starved(self) -> bool:
        """Whether data did not come: from the portal, or from elsewhere, where we fetch none."""
        return self._withheld or any(request.resource_type in _ASKED_FOR for request in self._open)

    @property
    def lost(self) -> bool:
        """Whether something that was asked for did not come, or came as an error."""
        return bool(self._open) or self._refused

    def _ask(self, request: BrowserRequest) -> None:
        if request.resource_type in _DATA:
            self.asked += 1
            self._open.add(request)

    def _finish(self, request: BrowserRequest) -> None:
        self._open.discard(request)

    def _fail(self, request: BrowserRequest) -> None:
        """One that we aborted ourselves asked for nothing that is the portal's."""
        if request in self._open:
            self._open.discard(request)
            self._refused |= request.failure not in _ABORTED
            self._withheld |= request.resource_type in _ASKED_FOR

    def _answer(self, response: BrowserResponse) -> None:
        bad = response.request in self._open and response.status >= 400
        self._refused |= bad
        self._withheld |= bad and response.request.resource_type in _ASKED_FOR


async def _changes(page: Page, before: str, traffic: Traffic) -> bool:
    """Whether the page comes to say something else: soon, or later if it asked the network for it."""
    for patience in (_REACT_MS, _CHANGE_MS):
        try:
            await page.wait_for_function(_CHANGED, arg=before, timeout=patience)
        except Expired:
            if not traffic.asked:
                return False
        else:
            return True
    if traffic.lost:
        raise Expired("下一页没有载入")
    return False


def _abort_outside(reach: Reach) -> Aborts:
    """Nothing outside the portal's hosts is fetched, nor what no list needs."""

    def abort(request: BrowserRequest) -> bool:
        return request.resource_type in NEEDLESS or not reach.internal(request.url)

    return abort
