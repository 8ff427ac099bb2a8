"""Cookies, kept by party: the portal's own hosts share theirs, every other host has its own.

Some portals answer nothing without their cookies. Whom a `Domain` may name is usually told by the public suffix list,
which would have to be fetched; here nobody is reached but the parties that the workspace names, and none sees another's.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Self

from scrapy.http.cookies import CookieJar

from crawler.addresses import netloc_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.guard import Reach

_MOST = 180
"""Cookies of one party, about what browsers keep: one that sets a new name with every answer begins anew."""
_PORTAL = ""


class Cookies:
    """A downloader middleware in the place of Scrapy's own."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._jars: defaultdict[str, CookieJar] = defaultdict(CookieJar)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The spider carries the reach of its workspace."""
        return cls(crawler.spider.reach)  # type: ignore[union-attr]  # every spider of ours has one

    def process_request(self, request: Request) -> None:
        """Send the party what it set before; a retry or a redirect carries nothing over."""
        request.headers.pop("Cookie", None)
        jar = self._jar(request.url)
        if len(jar):
            jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what an answer sets."""
        if "Set-Cookie" not in response.headers:
            return response
        jar = self._jar(request.url)
        jar.extract_cookies(response, request)
        if len(jar) > _MOST:
            jar.clear()
        return response

    def _jar(self, url: str) -> CookieJar:
        return self._jars[_PORTAL if self._reach.internal(url) else netloc_of(url)]
