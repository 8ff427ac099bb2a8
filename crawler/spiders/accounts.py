"""The accounts' sweep: each account's sources in the order of its chain, until one shows life or all have spoken."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from crawler.asks import Ask
from crawler.inbox import read_inbox
from crawler.items import Reason, SourceOutcome
from crawler.outcomes import reason_of_status
from crawler.platforms import Brought, FileAsk, Reading, Source, WebAsk, Window, load_sources
from crawler.spiders.staged import StagedSpider
from crawler.survey.posts import post_rows, shows_life, source_row
from rules.model import Account

if TYPE_CHECKING:
    from crawler.desk import Desk


@dataclass(slots=True)
class Conversation:
    """One look at one source of one account, while it is going on."""

    account: Account
    source: Source
    look: int
    window: Window
    reading: Reading
    fetch: int | None = None


class AccountsSpider(StagedSpider):
    """Collects the registered accounts for one week."""

    name = "accounts"
    title = "政务新媒体"

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(desk, **kwargs)
        self._sources = load_sources()
        self._moment = max(datetime.now(desk.clock.zone), desk.clock.end)
        self._outcomes: dict[str, dict[str, dict[int, SourceOutcome]]] = {}

    async def plan(self) -> AsyncIterator[Request]:
        """First the chains, then a second look where it matters."""
        accounts = self.desk.workspace.accounts
        self.desk.notebook.forget("sources", "posts")
        async for request in self.stage(
            "账号", [ask for account in accounts for ask in self._chain(account)]
        ):
            yield request
        async for request in self.stage(
            "复看", [ask for account in accounts for ask in self._second(account)]
        ):
            yield request

    # --- chains ------------------------------------------------------------------------------------------------------

    def _chain(self, account: Account) -> Iterator[Ask]:
        """Go on with the first source of the chain that has not spoken yet."""
        spoken = self._outcomes.setdefault(account.code, {})
        for name in account.sources:
            if name not in spoken:
                yield from self._open(account, name, 1)
                return

    def _second(self, account: Account) -> Iterator[Ask]:
        """An authoritative silence and a failure both deserve a second request; life needs none."""
        if any(shows_life(outcome, self._window(account)) for outcome in self._all(account)):
            return
        for name, looks in self._outcomes[account.code].items():
            failed = looks[1].reason not in (None, Reason.NOT_SUPPORTED, Reason.BUDGET)
            if name in self._sources and (failed or self._sources[name].proves_silence):
                yield from self._open(account, name, 2)

    def _all(self, account: Account) -> Iterator[SourceOutcome]:
        for looks in self._outcomes[account.code].values():
            yield from looks.values()

    def _window(self, account: Account) -> Window:
        today = self.desk.clock.as_of
        since = today - timedelta(days=account.update_within_days)
        return Window(since, today, self.desk.clock.zone, self._moment)

    def _open(self, account: Account, name: str, look: int) -> Iterator[Ask]:
        source = self._sources.get(name)
        if source is None:
            yield from self._close(
                account, name, look, SourceOutcome(Reason.NOT_SUPPORTED, told="该采集方式尚未支持"), None
            )
            return
        window = self._window(account)
        talk = Conversation(account, source, look, window, source.read(account, window))
        yield from self._advance(talk, None)

    def _advance(self, talk: Conversation, brought: Brought | None) -> Iterator[Ask]:
        """Hand a source what it asked for; files are brought at once, web answers through Scrapy.

        A source that raises is our fault, and its account's alone: the others are read all the same.
        """
        while True:
            try:
                wanted = next(talk.reading) if brought is None else talk.reading.send(brought)
            except StopIteration as end:
                yield from self._close(talk.account, talk.source.name, talk.look, end.value, talk.fetch)
                return
            except Exception as error:  # noqa: BLE001 - logged and counted; whatever it is, it is this account's
                self.fault(f"{talk.account.code}（{talk.source.name}）", error)
                outcome = SourceOutcome(Reason.INCIDENT, told="程序异常，见日志")
                yield from self._close(talk.account, talk.source.name, talk.look, outcome, talk.fetch)
                return
            if isinstance(wanted, WebAsk):
                yield Ask(
                    wanted.url,
                    "account",
                    talk.look,
                    method="POST" if wanted.body is not None else "GET",
                    headers=wanted.headers,
                    body=wanted.body,
                    note=talk,
                )
                return
            assert isinstance(wanted, FileAsk)
            brought = read_inbox(self.desk.workspace.folder / "inbox", wanted.pattern)

    def _close(
        self, account: Account, name: str, look: int, outcome: SourceOutcome, fetch: int | None
    ) -> Iterator[Ask]:
        """A source has spoken: put it down, and try the next of the chain unless it showed life."""
        self._outcomes[account.code].setdefault(name, {})[look] = outcome
        proves = name in self._sources and self._sources[name].proves_silence
        book = self.desk.notebook
        book.write("sources", [source_row(account, name, look, outcome, fetch, proves_silence=proves)])
        book.write("posts", post_rows(account, name, outcome, fetch))
        if look == 1 and not shows_life(outcome, self._window(account)):
            yield from self._chain(account)

    # --- answers -----------------------------------------------------------------------------------------------------

    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """Pass a web answer on to the source that asked for it."""
        talk: Conversation = ask.note
        talk.fetch = response.meta.get("fetch")
        reason = reason_of_status(response.status)
        self.desk.notebook.settled(talk.fetch, reason)
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        detail = f"HTTP {response.status}" if reason else ""
        return list(self._advance(talk, Brought(reason, detail, response.status, kind, response.body)))

    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:
        """Tell the source that nothing came."""
        talk: Conversation = ask.note
        talk.fetch = fetch
        self.desk.notebook.settled(fetch, reason, detail=detail)
        return list(self._advance(talk, Brought(reason, detail)))
