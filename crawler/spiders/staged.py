"""A spider that works in stages: the next begins when every question of the one before has been answered."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.asks import Ask
from crawler.items import Reason
from crawler.outcomes import KNOWN_ERRORS, reason_of_error, reason_of_status
from crawler.troubles import trouble_of

if TYPE_CHECKING:
    from crawler.desk import Desk

_FIRST = 1_000
TROUBLE = "gongkai/trouble"
"""The spider's statistic that holds the office's sentence when store or disk gave out."""


class StagedSpider(Spider):
    """Base of our spiders. A subclass says what it asks (`plan`) and takes answers in (`answered`, `missed`)."""

    title: ClassVar[str]

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.desk = desk
        self.reach = desk.reach
        self._outstanding = 0
        self._done = 0
        self._idle = asyncio.Event()

    @abstractmethod
    def plan(self) -> AsyncIterator[Request]:
        """The sweep as a script: stages of questions, each begun when the one before is done."""

    @abstractmethod
    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """Take in an answer; returns what must be asked next."""

    @abstractmethod
    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:
        """Take in that there is no answer, and why; returns what must be asked next."""

    async def start(self) -> AsyncIterator[Request]:
        """Scrapy's entry: the plan."""
        try:
            async for request in self.plan():
                yield request
        except Exception as error:
            self._end_on_trouble(error)
            raise

    async def stage(self, name: str, asks: Iterable[Ask], count: int | None = None) -> AsyncIterator[Request]:
        """Ask a stage's questions and wait until they, and all that followed from them, are answered.

        Many questions come one by one and with their exact `count`: only a few of them lie ready at a time, so that memory
        does not grow with them.
        """
        if count is None:
            asks = [*asks]
            count = len(asks)
        self._name, self._done, self._outstanding = name, 0, count
        if not count:
            return
        self.desk.progress.stage(f"{self.title}·{name}", count)
        self._idle.clear()
        for ask in asks:
            yield self._request(ask)
            if self.crawler.engine is not None and self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
        await self._idle.wait()

    def _request(self, ask: Ask) -> Request:
        request = ask.request(**self.request_meta(ask))
        request.priority = _FIRST if ask.purpose == "pulse" else 0
        request.callback, request.errback = self._arrived, self._failed
        return request

    def request_meta(self, ask: Ask) -> dict[str, Any]:
        """What a request carries beyond its question."""
        return {"gongkai": ask.purpose, "fresh": ask.purpose == "pulse"}

    def worth(self, ask: Ask, response: Response) -> Reason | None:  # noqa: ARG002 - a subclass may look at both
        """Why an answer is none, or None when it is one."""
        return reason_of_status(response.status)

    def heed(self, reason: Reason | None, status: int | None = None) -> None:
        """Take down whether anything is answered at all: after a long row of failures the home page is asked."""
        if self.desk.outage.note(reason, status):
            self._outstanding += 1
            engine = self.crawler.engine
            assert engine is not None, "answers come to a running crawl"
            engine.crawl(self._request(Ask(self.desk.workspace.portal.home, "pulse", look=0)))

    def _arrived(self, response: Response) -> Iterable[Request]:
        ask: Ask = response.meta["ask"]
        fetch = response.meta.get("fetch")
        if ask.purpose == "pulse":
            return self._next(
                ask, lambda: self._looked(self.worth(ask, response), response.status, fetch), fetch
            )
        return self._next(ask, lambda: self.answered(ask, response), fetch)

    def _failed(self, failure: Failure) -> Iterable[Request]:
        error = failure.value
        assert error is not None, "a failure carries its exception"
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        ask: Ask = request.meta["ask"]
        self._end_on_trouble(error)
        if not isinstance(error, KNOWN_ERRORS):
            self.fault(ask.url, error)
        fetch, reason, detail = request.meta.get("fetch"), reason_of_error(error), str(error)[:200]
        if ask.purpose == "pulse":
            return self._next(ask, lambda: self._looked(reason, None, fetch), fetch)
        self.heed(reason)
        return self._next(ask, lambda: self.missed(ask, reason, detail, fetch), fetch)

    def _looked(self, reason: Reason | None, status: int | None, fetch: int | None) -> Iterable[Ask]:
        self.desk.notebook.settled(fetch, reason)
        self.desk.outage.looked(reason, status)
        return ()

    def fault(self, where: str, error: BaseException) -> None:
        """Count and log a fault of our own: the sweep goes on, and ends with exit 1."""
        self.crawler.stats.inc_value("gongkai/errors")
        self.logger.error("unexpected error for %s", where, exc_info=error)

    def _end_on_trouble(self, error: BaseException) -> None:
        """Close the spider when store or disk gave out: nothing that is asked from now on could be kept."""
        trouble = trouble_of(error)
        if trouble is not None:
            self.crawler.stats.set_value(TROUBLE, trouble)
            raise CloseSpider("trouble") from error

    def _next(self, ask: Ask, take: Callable[[], Iterable[Ask]], fetch: int | None) -> list[Request]:
        """Run a handler, count the question as done whatever happens, and close the stage when nothing is open."""
        following: list[Request] = []
        try:
            self.desk.progress.step(
                f"{self.title}·{self._name}", ask.url, self._done + 1, self._outstanding - 1
            )
            following = [self._request(asked) for asked in self._taken(ask, take, fetch)]
        finally:
            self._outstanding += len(following) - 1
            self._done += 1
            if self._outstanding == 0:
                self._idle.set()
        return following

    def _taken(self, ask: Ask, take: Callable[[], Iterable[Ask]], fetch: int | None) -> list[Ask]:
        """What a handler asks next. One that raises is our fault: what it was given counts as not seen."""
        try:
            return list(take())
        except Exception as error:  # noqa: BLE001 - logged and counted; whatever it is, it is this answer's
            self._end_on_trouble(error)
            self.fault(ask.url, error)
            return list(self.missed(ask, Reason.INCIDENT, "程序异常，见日志", fetch))
