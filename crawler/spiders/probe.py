"""A probe between sweeps: is the home page reachable, and how fast. Many of them make a week's reachability."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from time import monotonic
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawler.asks import Ask
from crawler.items import Reason
from crawler.notebook import now
from crawler.outcomes import reason_of_status
from crawler.spiders.staged import StagedSpider


class ProbeSpider(StagedSpider):
    """Asks for the home page once and puts down how that went."""

    name = "probe"
    title = "连通性"

    async def plan(self) -> AsyncIterator[Request]:
        """One question."""
        self._began = monotonic()
        self.outcome: Reason | None = Reason.UNREACHABLE
        async for request in self.stage("首页", [Ask(self.desk.workspace.portal.home, "probe")]):
            yield request

    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """It answered."""
        return self._note(ask, response.status, reason_of_status(response.status))

    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:  # noqa: ARG002
        """It did not."""
        return self._note(ask, None, reason)

    def _note(self, ask: Ask, status: int | None, reason: Reason | None) -> Iterable[Ask]:
        self.outcome = reason
        row: dict[str, Any] = {
            "url": ask.url, "at": now(), "seconds": round(monotonic() - self._began, 3), "http_status": status,
            "outcome": reason.value if reason else "ok",
        }  # fmt: skip
        self.desk.notebook.probe(row)
        return ()
