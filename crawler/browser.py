"""Rendering with a real Chromium, as one of Scrapy's download handlers: its slots, delays and retries keep working.

The browser only reads: it presses a list's own 下一页 button, follows nothing else, and reaches the portal's hosts only.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from playwright.async_api import TimeoutError as Expired
from scrapy_playwright.page import PageMethod

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.async_api import Page
    from playwright.async_api import Request as BrowserRequest

    from crawler.guard import Reach

_SETTLE_MS = 10_000
_REACT_MS = 400
_CHANGE_MS = 5_000
_NEEDLESS = frozenset({"image", "media", "font"})
_QUIET = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
)  # fmt: skip

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
_TEXT = "() => document.body ? document.body.innerText : ''"
_CHANGED = "before => document.body && document.body.innerText !== before"


def settings(executable: str, reach: Reach) -> dict[str, Any]:
    """The Scrapy settings that bring the browser in."""
    handler = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"
    sandbox = () if os.geteuid() else ("--no-sandbox",)  # Chromium refuses its sandbox to root
    return {
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": executable, "args": [*_QUIET, *sandbox]},
        "PLAYWRIGHT_MAX_PAGES_PER_CONTEXT": 4,
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": 30_000,
        "PLAYWRIGHT_ABORT_REQUEST": _abort_outside(reach),
    }


def request_meta(most_pages: int) -> dict[str, Any]:
    """What a request carries to be rendered, and to have its list walked to the end."""
    return {
        "playwright": True,
        "playwright_page_goto_kwargs": {"wait_until": "load"},
        "playwright_page_methods": [PageMethod(_walk, most_pages)],
    }


async def _walk(page: Page, most: int) -> list[str]:
    """Wait until the page has come to rest, then press 下一页 until it changes nothing.

    Returns the states that were left behind; the last state is the page itself.
    """
    with suppress(Expired):  # a page that never rests is read as it stands
        await page.wait_for_load_state("networkidle", timeout=_SETTLE_MS)
    left: list[str] = []
    traffic = Traffic(page)
    while len(left) < most and await page.evaluate(_MARK_NEXT):
        before, state = await page.evaluate(_TEXT), await page.content()
        traffic.asked = 0
        with suppress(Expired):  # covered by something else: then nothing changes, and the walk ends
            await page.click("[data-gongkai-next]", timeout=_CHANGE_MS)
        if not await _changes(page, before, traffic):
            break
        left.append(state)
    return left


class Traffic:
    """Counts what a page asks of the network, to tell a slow answer from a button that does nothing."""

    def __init__(self, page: Page) -> None:
        self.asked = 0
        page.on("request", self._count)

    def _count(self, _: object) -> None:
        self.asked += 1


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
    return False


def _abort_outside(reach: Reach) -> Callable[[BrowserRequest], bool]:
    """Nothing outside the portal's hosts is fetched, nor what no list needs."""

    def abort(request: BrowserRequest) -> bool:
        return request.resource_type in _NEEDLESS or not reach.internal(request.url)

    return abort
