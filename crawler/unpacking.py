"""A stored body without its packing, by the very means of the sweep: the same bytes, the same bound."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Headers, Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from crawler.captures import CaptureError, Stored
from crawler.settings import DOWNLOAD_MAXSIZE


def unpacked(stored: Stored) -> bytes:
    """The body as bytes of the page itself; CaptureError for one that cannot be unpacked, or grows beyond all bounds."""
    headers = Headers()
    for name, value in stored.headers:
        headers.appendlist(name, value)
    if "Content-Encoding" not in headers:
        return stored.body
    response = Response(stored.url, status=stored.status, headers=headers, body=stored.body)
    try:
        plain = _unpacker().process_response(Request(stored.url), response)
    except Exception as error:  # each packing has its own way to fail
        raise CaptureError(f"{stored.url}: {error}") from error
    assert isinstance(plain, Response), "it never asks anything"
    return plain.body


@cache
def _unpacker() -> HttpCompressionMiddleware:
    """Scrapy's own, outside of any crawl."""
    crawl: Any = SimpleNamespace(
        stats=None,
        settings=Settings({"DOWNLOAD_MAXSIZE": DOWNLOAD_MAXSIZE, "DOWNLOAD_WARNSIZE": 0}),
        signals=SignalManager(),
    )
    return HttpCompressionMiddleware(crawler=crawl)
