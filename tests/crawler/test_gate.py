"""A real Chromium behind its gate: whatever a page tries, nothing but what the workspace opened is connected to."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, async_playwright
from small_site import Answers, Site, html, moved

from crawler.browser import _QUIET
from crawler.chromium import find_browser
from crawler.gate import Gate
from crawler.guard import Reach

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no browser on this machine"),
]
TRIES = """<!DOCTYPE html><meta charset="utf-8"><p>门户</p><img src="{inside}img"><iframe src="{inside}frame"></iframe>
<iframe src="/away"></iframe><link rel="prefetch" href="{inside}prefetch"><link rel="dns-prefetch" href="//rebound.example">
<script>
const tries = ['{inside}fetch', '/away', 'http://rebound.example:{port}/', 'http://localhost:{port}/', 'http://[::1]:{port}/',
  'http://0x7f000001:{port}/', 'http://[::ffff:127.0.0.1]:{port}/', 'http://169.254.169.254/latest/', 'ftp://127.0.0.1:{port}/'];
(async () => {{
  for (const one of tries) await fetch(one, {{mode: 'no-cors'}}).catch(() => 0);
  for (const one of ['ws://127.0.0.1:{port}/ws', 'ws://rebound.example:{port}/ws'])
    await new Promise(r => {{ const w = new WebSocket(one); w.onerror = w.onopen = r; }});
  const c = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{udp}'}}]}});
  c.createDataChannel('x');
  await c.setLocalDescription(await c.createOffer());
  await new Promise(r => setTimeout(r, 1000));
  navigator.sendBeacon('{inside}beacon', 'x');
  document.title = 'done';
}})();
</script>"""


@pytest.fixture
def secret() -> Iterator[Site]:
    """A service of the machine's own, which nobody opened."""
    served = Site()
    served.paths["/"] = html("<p>秘密</p>")
    yield served
    served.close()


@pytest.fixture
def udp() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.settimeout(0)
        yield listening


@pytest.fixture(autouse=True)
def _names(monkeypatch: pytest.MonkeyPatch) -> None:
    """`rebound.example` leads to this machine; no other name leads anywhere."""

    def lookup(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if name in ("rebound.example", "127.0.0.1"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


async def _open(reach: Reach, act: Any, *, account: bool) -> None:
    gate = await Gate.opened(reach, account=account)
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=find_browser(), args=[*_QUIET, *gate.arguments, *sandbox]
            )
            await act(await browser.new_page())
            await browser.close()
    finally:
        gate.close()


@pytest.mark.parametrize("account", [False, True])
def test_a_page_reaches_nothing_but_what_was_opened(
    site: Site, secret: Site, udp: socket.socket, account: bool
) -> None:
    told = {"inside": secret.home, "port": secret.port, "udp": udp.getsockname()[1]}
    site.paths["/"] = html(TRIES.format(**told))
    site.paths["/away"] = moved(secret.home)
    site.paths["/favicon.ico"] = Answers(b"")

    async def act(page: Page) -> None:
        await page.goto(site.home)
        await page.wait_for_function("document.title === 'done'", timeout=60_000)

    reach = Reach([site.netloc, "rebound.example"], ["rebound.example"])
    asyncio.run(asyncio.wait_for(_open(reach, act, account=account), 100))
    assert "/away" in site.paths_asked(), "the page was there and did what it could"
    assert secret.log == []
    with pytest.raises(BlockingIOError):
        udp.recv(100)


@pytest.mark.parametrize("path", ["/away", "/by-name", "/file"])
def test_nor_is_a_redirect_followed_inside(site: Site, secret: Site, path: str) -> None:
    site.paths["/away"] = moved(secret.home)
    site.paths["/by-name"] = moved(f"http://rebound.example:{secret.port}/")
    site.paths["/file"] = moved("file:///etc/passwd")

    async def act(page: Page) -> None:
        with pytest.raises(BrowserError):
            await page.goto(site.url(path), timeout=30_000)

    reach = Reach([site.netloc, "rebound.example"], [])
    asyncio.run(asyncio.wait_for(_open(reach, act, account=True), 100))
    assert site.paths_asked()[:1] == [path]
    assert secret.log == []
