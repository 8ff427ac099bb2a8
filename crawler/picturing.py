"""Pictures of stored pages, by Chromium, with the place marked that a finding speaks of. Nothing is asked of anybody.

The page is a stranger's. Its scripts do not run; every request is refused, by the page's own policy, by the browser's
offline mode, by its rules for names and by ours for routes; it is drawn in a browser of its own, which is killed when
it takes too long. Whoever's number stands on it is hidden before it is drawn. What does not work out gives no picture.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crawler.chromium import find_browser
from crawler.pages.answer import Answer
from crawler.pages.charset import decode
from rules.personal import hide

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

_WIDE, _HIGH = 1000, 700
_LARGEST = 2 * 1024 * 1024
_TOO_HEAVY = 1024 * 1024
_PATIENCE_MS = 5_000
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
)
_SHADOWS = re.compile("shadowroot", re.IGNORECASE)
"""Begins a part of a page that nobody outside it can read, and so nobody can hide numbers in."""
_FLAGS = (
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu",
    "--disable-dev-shm-usage", "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND", "--mute-audio",
    "--js-flags=--jitless",
)  # fmt: skip

# The page's texts in their order; a text that begins a block of its own is told from one that goes on.
_TEXTS = """() => {
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  const found = []; let last = null;
  while (walk.nextNode()) {
    if (found.length >= 50000) return null;
    const block = walk.currentNode.parentElement && walk.currentNode.parentElement.closest('p,div,td,th,li,tr,h1,h2,h3,h4,body');
    found.push([walk.currentNode.data, block === last]);
    last = block;
  }
  return found;
}"""
# Puts the texts back, takes away what shows more than its text, and marks the first of the wanted words that is there.
_MARK = """([texts, words]) => {
  const walk = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) nodes.push(walk.currentNode);
  nodes.forEach((node, at) => { node.data = at < texts.length ? texts[at] : ''; });
  document.querySelectorAll('img,svg,canvas,video,audio,iframe,frame,object,embed,input,textarea,select,dialog')
    .forEach(one => one.remove());
  document.querySelectorAll('[hidden],[style]').forEach(one => { one.removeAttribute('hidden'); one.removeAttribute('style'); });
  const mark = range => {
    const box = document.createElement('mark');
    box.style.cssText = 'background:#ffe08a;color:#000;outline:3px solid #a31621;outline-offset:2px';
    range.surroundContents(box);
    box.scrollIntoView({block: 'center'});
    return true;
  };
  const drawn = nodes.filter(node => node.parentElement && !node.parentElement.closest('script,style,head,title,noscript'));
  for (const word of words) for (const node of drawn) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    return mark(range);
  }
  return false;
}"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A stored page to be drawn (`body` without its packing), and the words to mark: the first that stands there."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...]
    rendered: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG), and whether the place is marked on it."""

    png: bytes
    marked: bool


def draw(scenes: Sequence[Scene], seconds: float) -> Iterator[Picture | None]:
    """A picture of each page in turn, None for what could not be drawn; after `seconds` nothing more is begun.

    Without Chromium every answer is None.
    """
    browser = find_browser() if scenes else None
    if browser is None:
        yield from (None for _ in scenes)
        return
    end = time.monotonic() + seconds
    with (
        ThreadPoolExecutor(1) as apart,
        closing(_Studio(browser)) as studio,
    ):  # apart from anybody's event loop
        for scene in scenes:
            late = time.monotonic() > end
            yield None if late else apart.submit(studio.draw, scene).result()
        apart.submit(studio.close).result()


class _Studio:
    """One browser, begun when it is first needed and anew after each page that spoiled it."""

    def __init__(self, executable: str) -> None:
        self._executable = executable
        self._driver: Any = None
        self._browser: Browser | None = None

    def draw(self, scene: Scene) -> Picture | None:
        """One page; whatever goes wrong with it spoils no other."""
        from playwright.sync_api import Error  # noqa: PLC0415 - half a second that most runs can save

        if len(scene.body) > _LARGEST:
            return None
        try:
            return _drawn(self._open(), scene)
        except (Error, OSError):
            self.close()
            return None

    def _open(self) -> Browser:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

        if self._browser is None:
            self._driver = sync_playwright().start()
            sandbox = () if os.geteuid() else ("--no-sandbox",)
            self._browser = self._driver.chromium.launch(
                executable_path=self._executable, args=[*_FLAGS, *sandbox], timeout=4 * _PATIENCE_MS
            )
        return self._browser

    def close(self) -> None:
        """Have the browser go, if there is one."""
        from playwright.sync_api import Error  # noqa: PLC0415 - as above

        browser, driver, self._browser, self._driver = self._browser, self._driver, None, None
        try:
            if browser is not None:
                browser.close()
        except Error:
            pass  # it died by itself
        if driver is not None:
            driver.stop()


def _drawn(browser: Browser, scene: Scene) -> Picture | None:
    headers = {name.lower(): value for name, value in scene.headers}
    html = decode(Answer(scene.url, scene.body, 200, headers, rendered=scene.rendered))[0]
    context = browser.new_context(
        java_script_enabled=False, offline=True, service_workers="block", accept_downloads=False,
        viewport={"width": _WIDE, "height": _HIGH}, locale="zh-CN", color_scheme="light", reduced_motion="reduce",
    )  # fmt: skip
    try:
        context.set_default_timeout(_PATIENCE_MS)
        context.route("**/*", _refuse)
        page = context.new_page()
        page.set_content(_POLICY + _SHADOWS.sub("data-no-shadow", html), wait_until="commit")
        told = page.evaluate(_TEXTS)
        if told is None:
            return None
        texts = list(_hidden(told))
        marked = bool(page.evaluate(_MARK, [texts, [word for word in scene.words if word]]))
        png = page.screenshot(animations="disabled", timeout=_PATIENCE_MS)
    finally:
        context.close()
    return Picture(png, marked) if len(png) <= _TOO_HEAVY else None


def _refuse(route: Route) -> None:
    """Nothing is asked; a page that would lead elsewhere stays where it is (an answer without content moves nobody)."""
    if route.request.is_navigation_request():
        route.fulfill(status=204)
    else:
        route.abort()


def _hidden(texts: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """The texts with nobody's number in them: looked at block by block, one by one, and as one row of characters."""
    told = [(str(text), bool(on)) for text, on in texts]
    by_block = hide("".join(("" if on else "\n") + text for text, on in told))
    in_a_row = hide("".join(text for text, _ in told))
    block, row = 0, 0
    for text, on in told:
        block += not on
        ways = (text, hide(text), by_block[block : block + len(text)], in_a_row[row : row + len(text)])
        yield "".join("*" if "*" in here else here[0] for here in zip(*ways, strict=True))
        block, row = block + len(text), row + len(text)
