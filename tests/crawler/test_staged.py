"""A spider that works in stages: each ends when all is answered, and ends whatever happens on the way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from scrapy import Request
from scrapy.http import Response
from small_plans import CIVIL, clock, workspace
from twisted.python.failure import Failure

from crawler.asks import Ask
from crawler.budget import Budget
from crawler.items import Post, Reason, SourceOutcome
from crawler.outage import Outage
from crawler.outcomes import Refused
from crawler.platforms import SOURCES, Brought, FileAsk, Reading, Source, Window, load_sources
from crawler.spiders.accounts import AccountsSpider
from crawler.spiders.staged import StagedSpider
from crawler.vault import Vault
from rules import model as rules


class Stats:
    """Counts as Scrapy's do."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def inc_value(self, name: str) -> None:
        self.seen[name] += 1


class Steps:
    """A progress that nobody sees; it may break."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.lines: list[tuple[int, int]] = []

    def stage(self, name: str, count: int) -> None:
        """Nothing is shown."""

    def step(self, name: str, what: str, done: int, left: int) -> None:
        self.lines.append((done, left))
        if self.broken:
            raise ValueError("the terminal is gone")


class Asking(StagedSpider):
    """Asks one page; what happens on its answer is told by the test."""

    name, title = "asking", "测试"

    def __init__(self, told: Callable[[Ask], Iterable[Ask]], *, broken: bool = False) -> None:
        self.budget = Budget(rules.Budget(), rules.Polite(), ZoneInfo("Asia/Shanghai"), datetime.now)
        self.settled: list[Reason | None] = []
        desk: Any = SimpleNamespace(
            reach=None, progress=Steps(broken=broken), outage=Outage(self.budget), workspace=workspace(),
            notebook=SimpleNamespace(settled=lambda fetch, reason: self.settled.append(reason)),
        )  # fmt: skip
        super().__init__(desk)
        self.aside: list[Request] = []
        self.crawler: Any = SimpleNamespace(
            stats=Stats(), engine=SimpleNamespace(crawl=self.aside.append, needs_backout=lambda: False)
        )
        self._told = told
        self.missing: list[tuple[str, Reason]] = []

    async def plan(self) -> AsyncIterator[Request]:
        async for request in self.stage("一", [Ask("http://x/1", "link"), Ask("http://x/2", "link")]):
            yield request

    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        self.heed(None)
        return self._told(ask)

    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:
        self.missing.append((ask.url, reason))
        return []


def play(spider: StagedSpider, fails: Callable[[Request], Exception | None] = lambda _: None) -> list[str]:
    """Answer every request of a plan, one after the other; returns what was asked. Hangs no longer than seconds."""
    asked: list[str] = []

    def answer(request: Request) -> None:
        asked.append(request.url)
        assert len(asked) < 100, "the plan never ends"
        error = fails(request)
        assert request.callback is not None
        assert request.errback is not None
        if error is None:
            taken = request.callback(Response(request.url, request=request))
        else:
            failure: Any = Failure(error)
            failure.request = request
            taken = request.errback(failure)
        aside = getattr(spider, "aside", [])
        for following in (*aside, *(taken or ())):
            if following in aside:
                aside.remove(following)
            answer(following)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        async for request in spider.start():
            loop.call_soon(quietly, request)

    def quietly(request: Request) -> None:
        with suppress(ValueError):  # as Scrapy does: what a callback raises is logged there
            answer(request)

    asyncio.run(asyncio.wait_for(run(), 10))
    return asked


def once(ask: Ask) -> Iterable[Ask]:
    """Each first page leads to one more."""
    return [Ask(ask.url + "/more", "link")] if ask.url.count("/") == 3 else []


def test_a_stage_ends_when_all_that_followed_is_answered() -> None:
    spider = Asking(once)
    assert sorted(play(spider)) == ["http://x/1", "http://x/1/more", "http://x/2", "http://x/2/more"]
    assert spider.desk.progress.lines[-1] == (4, 0)  # type: ignore[attr-defined]


def test_a_handler_that_raises_is_our_fault_and_its_answer_counts_as_unseen() -> None:
    def raising(ask: Ask) -> Iterable[Ask]:
        if ask.url.endswith("1"):
            raise LookupError(ask.url)
        return once(ask)

    spider = Asking(raising)
    assert len(play(spider)) == 3
    assert spider.missing == [("http://x/1", Reason.INCIDENT)]
    assert spider.crawler.stats.seen == {"gongkai/errors": 1}


def test_a_terminal_that_is_gone_ends_no_stage_too_late() -> None:
    assert len(play(Asking(once, broken=True))) == 2


@pytest.mark.parametrize(
    ("error", "reason", "faults"),
    [
        (Refused(Reason.BUDGET, "本次请求数已达上限"), Reason.BUDGET, 0),
        (TimeoutError(), Reason.TIMEOUT, 0),
        (ConnectionError(), Reason.UNREACHABLE, 0),
        (LookupError("our own"), Reason.UNREACHABLE, 1),
    ],
)
def test_what_does_not_come_is_told_with_its_reason(error: Exception, reason: Reason, faults: int) -> None:
    spider = Asking(once)
    play(spider, lambda request: error if request.url.endswith("2") else None)
    assert spider.missing == [("http://x/2", reason)]
    assert spider.crawler.stats.seen["gongkai/errors"] == faults


# --- nothing is answered any more ---------------------------------------------------------------------------------------

HOME_PAGE = workspace().portal.home


class Many(Asking):
    """Asks many pages at once."""

    async def plan(self) -> AsyncIterator[Request]:
        async for request in self.stage("一", [Ask(f"http://x/{number}", "link") for number in range(60)]):
            yield request


def gone(after: int, home: Exception | None) -> Callable[[Request], Exception | None]:
    """No page answers after so many; the home page does, or fails as told."""

    def fails(request: Request) -> Exception | None:
        if request.url == HOME_PAGE:
            return home
        return ConnectionError("gone") if int(request.url.rpartition("/")[2]) >= after else None

    return fails


def test_a_portal_that_is_gone_is_asked_for_its_home_page_and_left() -> None:
    spider = Many(lambda _: [])
    asked = play(spider, gone(3, home=ConnectionError("gone")))
    assert asked.count(HOME_PAGE) == 1
    assert asked.index(HOME_PAGE) == 3 + 30, "after thirty failures in a row"
    assert spider.budget.stopped_by == "outage"
    assert "连续30次" in (spider.budget.exhausted or "")
    assert spider.settled == [Reason.UNREACHABLE]
    with pytest.raises(Refused) as refused:
        spider.budget.spend()
    assert refused.value.reason is Reason.UNREACHABLE


def test_a_dead_corner_of_a_living_portal_stops_nothing() -> None:
    spider = Many(lambda _: [])
    asked = play(spider, gone(3, home=None))
    assert asked.count(HOME_PAGE) == 1, "after thirty failures in a row"
    assert len(asked) == 61
    assert spider.budget.exhausted is None
    assert spider.settled == [None]


def test_failures_among_answers_are_no_outage() -> None:
    spider = Many(lambda _: [])
    asked = play(spider, lambda request: TimeoutError() if int(request.url[9:]) % 3 else None)
    assert HOME_PAGE not in asked


@pytest.mark.parametrize("reason", [Reason.BUDGET, Reason.ROBOTS, Reason.NOT_SWEPT])
def test_what_we_refuse_ourselves_is_no_outage(reason: Reason) -> None:
    asked = play(Many(lambda _: []), lambda request: Refused(reason, "ours"))
    assert HOME_PAGE not in asked


# --- one account's trouble ------------------------------------------------------------------------------------------------


class Book:
    """A notebook that remembers what was written."""

    def dropped(self, beginning: str) -> dict[str, object]:
        return {}

    def __init__(self) -> None:
        self.rows: list[tuple[str, dict[str, Any]]] = []

    def forget(self, *tables: str) -> None:
        """Nothing is there."""

    def write(self, table: str, rows: Iterable[dict[str, Any]]) -> None:
        self.rows += [(table, dict(row)) for row in rows]

    def fetched_at(self, fetch: int | None) -> None:
        """No answer came over the network."""

    def earlier(self, account: str, source: str) -> None:
        """No sweep came before."""


def test_a_source_that_raises_stops_no_other_account(monkeypatch: pytest.MonkeyPatch) -> None:
    def reading(account: rules.Account, window: Window) -> Reading:
        brought: Brought = yield FileAsk(f"{account.code}*")  # type: ignore[assignment]
        if account.code == "a1":
            raise RecursionError(brought)
        return SourceOutcome(None, (Post("1", "甲", None, clock().end),))

    space = workspace(
        accounts=[rules.Account(code, CIVIL, "wechat", code, ("import",)) for code in ("a1", "a2")]
    )
    book = Book()
    load_sources()
    monkeypatch.setitem(SOURCES, "import", Source("import", proves_silence=False, read=reading))
    spider = AccountsSpider(
        SimpleNamespace(
            workspace=space,
            clock=clock(),
            notebook=book,
            keeper=None,
            reach=None,
            progress=Steps(),
            vault=Vault({}),
        )  # type: ignore[arg-type]
    )
    spider.crawler = SimpleNamespace(stats=Stats())  # type: ignore[assignment]
    play(spider)
    told = [(row["account"], row["look"], row["outcome"]) for table, row in book.rows if table == "sources"]
    assert told == [("a1", 1, "incident"), ("a2", 1, "ok"), ("a1", 2, "incident")]
    assert spider.crawler.stats.seen["gongkai/errors"] == 2  # type: ignore[attr-defined]
