"""The demo's portal and platforms, served by a thread of our own: what they were asked can be looked at."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from demo.server import serve
from demo.site import Site

_PATIENCE = 60.0


@contextmanager
def served(site: Site, port: int) -> Iterator[Site]:
    """The site on a port of loopback, by a thread that ends with the block."""
    loop, ready = asyncio.new_event_loop(), threading.Event()
    serving: list[asyncio.Task[None]] = []

    async def run() -> None:
        up = asyncio.Event()
        serving.append(asyncio.ensure_future(serve(site, port, ready=up)))
        waiting = asyncio.ensure_future(up.wait())
        await asyncio.wait({waiting, serving[0]}, return_when=asyncio.FIRST_COMPLETED)
        ready.set()
        await asyncio.gather(serving[0], return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert ready.wait(_PATIENCE)
    assert not serving[0].done(), "somebody else is on the port"
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(serving[0].cancel)
        thread.join(_PATIENCE)
        loop.close()
