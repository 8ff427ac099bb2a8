"""Scrapy's own retries, but no sooner than the server asks: Retry-After, within bounds, for the whole of a host."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.retry import RetryMiddleware

from crawler.items import Reason
from crawler.outcomes import Refused, reason_of_error, reason_of_status

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

_BUSY = (429, 503)


@cache
def bounds() -> dict[str, Any]:
    """The bounds of patience.toml."""
    return tomllib.loads(Path(__file__).with_name("patience.toml").read_text("utf-8"))


def asked_to_wait(response: Response, now: datetime) -> float | None:
    """The seconds that a busy server wants to be left in peace; None where it does not ask for it, or illegibly."""
    if response.status not in _BUSY:
        return None
    told = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
        return max(0.0, (until - now).total_seconds()) if until.tzinfo is not None else None
    except (ValueError, TypeError, OverflowError):
        return float(bounds()["retry_after"]["unsaid"]) if response.status == 429 else None


class Patience(RetryMiddleware):
    """In the place of Scrapy's own. A host that wants more time than we have is asked nothing more in this run."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self._until: defaultdict[str, float] = defaultdict(float)
        self._waited: defaultdict[str, float] = defaultdict(float)
        self._left_alone: dict[str, str] = {}

    def process_request(self, request: Request) -> None:
        """Refuse what would go to a host that is left alone."""
        why = self._left_alone.get(_slot_of(request))
        if why is not None:
            raise Refused(Reason.RATE_LIMITED, why)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]  # without Scrapy's old argument
        """Do as a busy server asks, before the question is put again."""
        wait = None if "stored" in response.flags else asked_to_wait(response, datetime.now(UTC))
        if wait:
            self._wait(request, wait)
        following = super().process_response(request, response)
        if following is not response:  # in vain, but to be tried again
            self._spider.heed(reason_of_status(response.status), response.status)
        return following

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]  # the same
        """Try again what did not come, and take down that it did not."""
        following = super().process_exception(request, exception)
        if following is not None:
            self._spider.heed(reason_of_error(exception))
        return following

    @property
    def _spider(self) -> Any:  # noqa: ANN401 - staged.py reaches here by the settings, and must not be imported
        """The spider: every one of ours is staged, and carries the desk."""
        return self.crawler.spider

    def _wait(self, request: Request, wait: float) -> None:
        """Let the whole host be, for as long as it asked; for the rest of the run where that is too long."""
        slot, now, bound = _slot_of(request), monotonic(), bounds()["retry_after"]
        self._waited[slot] += max(0.0, now + wait - max(now, self._until[slot]))
        self._until[slot] = max(self._until[slot], now + wait)
        if wait > bound["longest"] or self._waited[slot] > bound["in_all"]:
            self._leave_alone(
                request, slot, f"对方要求稍后再访问（{wait:.0f}秒），本次不再访问，可再次运行继续"
            )
            return
        engine = self.crawler.engine
        assert engine is not None, "answers come to a running crawl"
        paused = engine.downloader.slots.get(slot)
        if paused is not None:  # the next question leaves one delay after the last was seen
            paused.lastseen = max(paused.lastseen, self._until[slot] - paused.delay)

    def _leave_alone(self, request: Request, slot: str, why: str) -> None:
        ask = request.meta.get("ask")
        if ask is not None and ask.purpose in ("account", "token"):
            self._left_alone[slot] = why  # one platform among others
        else:
            self._spider.desk.budget.stop("outage", why, Reason.RATE_LIMITED)


def _slot_of(request: Request) -> str:
    """The name of the queue that a question stands in."""
    return str(request.meta.get("download_slot") or urlsplit(request.url).hostname or "")
