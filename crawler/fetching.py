"""Fetch one address outside of any sweep, for `gongkai inspect`: the address typed is the consent to reach it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler import logs, settings
from crawler.addresses import netloc_of
from crawler.guard import Reach
from crawler.items import Reason
from crawler.outcomes import reason_of_error
from crawler.pages import Answer


class FetchError(Exception):
    """Raised when an address gives no answer; carries the reason code."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason


class _OnePage(Spider):
    name = "one_page"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reach = Reach((netloc_of(url),), ())
        self._url = url
        self.answer: Answer | None = None
        self.error: FetchError | None = None

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self._url, callback=self._arrived, errback=self._failed, dont_filter=True)

    def _arrived(self, response: Response) -> None:
        headers = {
            k.decode("latin-1").lower(): v[-1].decode("latin-1") for k, v in response.headers.items() if v
        }
        self.answer = Answer(response.url, response.body, response.status, headers, asked=self._url)

    def _failed(self, failure: Failure) -> None:
        assert failure.value is not None, "a failure carries its exception"
        self.error = FetchError(reason_of_error(failure.value), str(failure.value))


def fetch_one(url: str) -> Answer:
    """One answer, redirects followed on the same host; FetchError when there is none."""
    configured = Settings()
    configured.setmodule(settings)
    configured.setdict({"LOG_ENABLED": False, "DOWNLOADER_MIDDLEWARES": settings.LONE})
    process = AsyncCrawlerProcess(configured)
    logs.hush()
    crawler = process.create_crawler(_OnePage)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, _OnePage)
    if spider.answer is None:
        raise spider.error or FetchError(Reason.UNREACHABLE, url)
    return spider.answer
