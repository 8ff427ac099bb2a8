"""The front door holds one end of a pipe while the crawler runs: when it lets go, or dies, the crawler ends well."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from contextlib import suppress

from scrapy.crawler import AsyncCrawlerProcess

_GRACE = 1.0
"""Seconds in which a signal to the whole group reaches us by itself: two stops at once are one too many."""


def heed(descriptor: int, process: AsyncCrawlerProcess, loop: asyncio.AbstractEventLoop) -> None:
    """Stop the crawl once the other end of the pipe is closed; what has ended, or is ending, is left alone."""

    async def stop() -> None:
        if any(crawler.crawling for crawler in process.crawlers):
            await process.stop()

    def wait() -> None:
        os.read(descriptor, 1)
        time.sleep(_GRACE)
        with suppress(RuntimeError):  # the loop is closed: the sweep is over
            asyncio.run_coroutine_threadsafe(stop(), loop)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
