"""The spider to be measured against: Scrapy as it comes, which only follows links and keeps its own set of seen URLs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse


class Bare(Spider):
    """Follows every link of one host."""

    name = "bare"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.start_urls = [url]
        self._host = urlsplit(url).netloc
        self._seen = {url}

    def parse(self, response: Response) -> Iterator[Request]:
        """Ask for every address that was not seen before."""
        if not isinstance(response, TextResponse):
            return
        for href in response.xpath("//a/@href").getall():
            url = response.urljoin(href).partition("#")[0]
            if url not in self._seen and urlsplit(url).netloc == self._host:
                self._seen.add(url)
                yield Request(url)


if __name__ == "__main__":
    process = CrawlerProcess({"LOG_LEVEL": "ERROR"})
    process.crawl(Bare, url=sys.argv[1])
    process.start()
