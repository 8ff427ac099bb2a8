"""The demo's portal and platforms, served by a thread of our own: what they were asked can be looked at; and who asks."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from demo.server import serve
from demo.site import Site

ROOT = Path(__file__).parents[2]
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


def accounts_sweep(folder: Path, day: date, secrets: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """The command that sweeps a workspace's accounts as of a day, and its environment: the office's keys in it."""
    command = [sys.executable, "-m", "crawler", "sweep", "--only", "accounts", "--quiet"]
    around = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **secrets}
    return [*command, "--as-of", day.isoformat(), "--workspace", str(folder)], around
