"""The accounts' sweep: canaries first, then each account's chain, then second looks, then the links in their posts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response

from crawler import listening
from crawler.addresses import netloc_of
from crawler.asks import Ask
from crawler.endpoints import Permit
from crawler.filing import Filing
from crawler.items import Reason, SourceOutcome
from crawler.outcomes import reason_of_status
from crawler.pacing import slot_of
from crawler.platforms import Ask as Wanted
from crawler.platforms import (
    Brought,
    BrowserAsk,
    FileAsk,
    Key,
    TokenAsk,
    WebAsk,
    load_sources,
)
from crawler.sealing import Seal
from crawler.spiders.staged import StagedSpider
from crawler.survey.accounts import Talk, Talks
from crawler.survey.believing import believed
from crawler.survey.canaries import canaries_of
from crawler.survey.post_links import PostLinks
from crawler.survey.posts import canary_row, post_rows, source_row
from crawler.tokens import SCHEME
from rules.model import Account

if TYPE_CHECKING:
    from crawler.desk import Desk

_MOST_ASKS = 400
"""Questions of one look: a source that asks for more never ends."""
_BROKEN = "采集程序读取该来源时出错，已记入日志"


@dataclass(frozen=True, slots=True)
class Question:
    """What an `Ask` of this spider carries: the look that it belongs to, and what the source wanted."""

    talk: Talk
    wanted: Wanted


class AccountsSpider(StagedSpider):
    """Collects the registered accounts for one week."""

    name = "accounts"
    title = "政务新媒体"

    def __init__(self, desk: Desk, **kwargs: Any) -> None:
        super().__init__(desk, **kwargs)
        workspace = desk.workspace
        self._sources = load_sources()
        self._talks = Talks(
            workspace, desk.clock, self._sources, datetime.now(desk.clock.zone), self._key_for
        )
        self._links = PostLinks(desk.reach)
        self._filing = Filing(workspace.folder / "inbox", desk.notebook, desk.keeper, desk.vault.scrub_bytes)
        self._tokens: dict[tuple[str, tuple[str, ...]], Brought] = {}

    async def plan(self) -> AsyncIterator[Request]:
        """The whole sweep, in order; at its end every look that was begun has one outcome."""
        accounts = self.desk.workspace.accounts
        self.desk.notebook.forget("sources", "posts", "canaries", "post_links")
        stages = (
            ("哨兵", self._canaries), ("账号", lambda: [ask for account in accounts for ask in self._chain(account)]),
            ("复看", lambda: [ask for account in accounts for ask in self._second(account)]),
            ("推文链接", self._links.asks), ("链接复看", self._links.second_looks),
        )  # fmt: skip
        for name, asks in stages:
            async for request in self.stage(name, list(asks())):
                yield request
        self.desk.notebook.write("post_links", self._links.rows())
        for code, source, look in self._talks.missing():
            self.fault(f"{code}/{source}/{look}", AssertionError("a look without an outcome"))

    # --- looks -------------------------------------------------------------------------------------------------------

    def _canaries(self) -> Iterator[Ask]:
        for canary in canaries_of(self.desk.workspace):
            talk = self._talks.open(canary.account, canary.source, 1, canary)
            if talk is not None:
                yield from self._advance(talk, None)

    def _chain(self, account: Account) -> Iterator[Ask]:
        """Go on with the first source of the chain that has not spoken yet."""
        name = self._talks.next_of(account)
        if name is not None:
            yield from self._open(account, name, 1)

    def _second(self, account: Account) -> Iterator[Ask]:
        for name in [*self._talks.seconds(account)]:
            yield from self._open(account, name, 2)

    def _open(self, account: Account, name: str, look: int) -> Iterator[Ask]:
        talk = self._talks.open(account, name, look)
        if talk is None:
            outcome = SourceOutcome(Reason.NOT_SUPPORTED, told="该采集方式尚未支持")
            yield from self._put_down(account, name, look, outcome, None)
            return
        yield from self._advance(talk, None)

    def _advance(self, talk: Talk, brought: Brought | None) -> Iterator[Ask]:
        """Hand a source what it asked for. What is at hand is brought at once, all else through Scrapy."""
        while True:
            try:
                wanted = next(talk.reading) if brought is None else talk.reading.send(brought)
            except StopIteration as end:
                if not isinstance(end.value, SourceOutcome):
                    return  # it had ended before: whoever failed with its last answer was told then
                yield from self._close(talk, end.value)
                return
            except Exception as error:  # noqa: BLE001 - logged and counted; one account never stops the others
                self.fault("/".join(map(str, talk.name)), error)
                yield from self._close(talk, SourceOutcome(Reason.INCIDENT, told=_BROKEN))
                return
            talk.asked += 1
            if talk.asked > _MOST_ASKS:
                talk.reading.close()
                self.fault("/".join(map(str, talk.name)), AssertionError("a conversation without end"))
                yield from self._close(talk, SourceOutcome(Reason.INCIDENT, told=_BROKEN))
                return
            brought = self._at_hand(talk, wanted)
            if brought is None:
                yield question(talk, wanted)
                return

    def _close(self, talk: Talk, outcome: SourceOutcome) -> Iterator[Ask]:
        """A source has spoken: put down what is believed of it."""
        book, (code, name, look) = self.desk.notebook, talk.name
        fetched = book.fetched_at(talk.fetch)
        if talk.canary is not None:
            outcome = believed(outcome, talk.window, fetched, None)
            book.write("canaries", [canary_row(talk.canary, outcome, talk.window, talk.fetch)])
            return
        outcome = believed(outcome, talk.window, fetched, book.earlier(code, name))
        yield from self._put_down(talk.account, name, look, outcome, talk)

    def _put_down(
        self, account: Account, name: str, look: int, outcome: SourceOutcome, talk: Talk | None
    ) -> Iterator[Ask]:
        fetch, files = (talk.fetch, talk.files) if talk else (None, ())
        proves = name in self._sources and self._sources[name].proves_silence
        book = self.desk.notebook
        row = source_row(account, name, look, outcome, fetch, proves_silence=proves, files=files)
        book.write("sources", [row])
        book.write("posts", post_rows(account, name, look, outcome, fetch))
        self._links.note(account, outcome)
        if self._talks.close(account, name, look, outcome):
            yield from self._chain(account)

    # --- what is wanted ----------------------------------------------------------------------------------------------

    def _at_hand(self, talk: Talk, wanted: Wanted) -> Brought | None:
        """What can be brought without asking anybody: files, a token that is held; and that there is no browser."""
        if isinstance(wanted, FileAsk):
            brought = self._filing.bring(wanted.pattern, talk.look)
            talk.files += tuple(fetch for file in brought.files for fetch in file.fetches)
            return brought
        if isinstance(wanted, TokenAsk):
            return Brought() if self.desk.vault.holds(wanted.key) else None
        if isinstance(wanted, BrowserAsk) and self.desk.listens is None:
            return Brought(Reason.NOT_SUPPORTED, "本机没有 Chromium，不能打开公开主页")
        return self._tokens.get(_token_of(wanted)) if isinstance(wanted, WebAsk) and wanted.learns else None

    def _key_for(self, account: Account, source: str) -> Key | None:
        """The account's secret for a source; where the office's command needs none, a name for what it hands out."""
        key = self.desk.vault.key(account.secret_for(source))
        default = self.desk.workspace.source_defaults.get(source)
        if key is None and default and default.token_command and account.handle:
            return self.desk.vault.lend(account.handle)
        return key

    def request_meta(self, ask: Ask) -> dict[str, Any]:
        """What a question carries to the guard, to its slot and to the last step before the network."""
        meta = super().request_meta(ask)
        if not isinstance(ask.note, Question):
            return meta
        talk, wanted = ask.note.talk, ask.note.wanted
        # The register names every address: that is the office's own consent, and most are interfaces without robots.txt.
        meta |= {"dont_obey_robotstxt": True, "permit": Permit(talk.source, talk.account)}
        if isinstance(wanted, TokenAsk):
            command = self.desk.workspace.source_defaults[talk.source.name].token_command
            return meta | {
                "token": wanted.key,
                "command": command,
                "download_slot": SCHEME,
                "dont_retry": True,
            }
        meta["download_slot"] = slot_of(talk.source, ask.url)
        if isinstance(wanted, BrowserAsk):
            return meta | listening.request_meta(wanted)
        assert isinstance(wanted, WebAsk), "files are brought at once"
        own = talk.source.endpoints or wanted.keys
        seal = Seal(
            netloc_of(wanted.url),
            frozenset(key.name for key in wanted.keys),
            wanted.learns,
            wanted.headers.get("Cookie"),
        )
        return meta | {"seal": seal, "dont_redirect": bool(own), "fresh": bool(wanted.learns)}

    # --- answers -----------------------------------------------------------------------------------------------------

    def answered(self, ask: Ask, response: Response) -> Iterable[Ask]:
        """Pass an answer on to the source that asked for it."""
        reason, fetch = reason_of_status(response.status), response.meta.get("fetch")
        self.desk.notebook.settled(fetch, reason)
        if "stored" not in response.flags:
            self.heed(reason, response.status)
        if not isinstance(ask.note, Question):
            return self._links.answered(ask, reason, response.status, fetch)
        talk, wanted = ask.note.talk, ask.note.wanted
        talk.fetch = fetch or talk.fetch
        location = (response.headers.get("Location") or b"").decode("latin-1") or None
        brought = Brought(
            reason, f"HTTP {response.status}" if reason else "", response.status,
            (response.headers.get("Content-Type") or b"").decode("latin-1"), response.body,
            location=response.url if isinstance(wanted, BrowserAsk) and response.url != ask.url else location,
            loaded=tuple(response.meta.get("loaded") or ()),
        )  # fmt: skip
        if isinstance(wanted, WebAsk) and all(map(self.desk.vault.holds, wanted.learns.values())):
            self._tokens[_token_of(wanted)] = brought
        return list(self._advance(talk, Brought() if isinstance(wanted, TokenAsk) else brought))

    def missed(self, ask: Ask, reason: Reason, detail: str, fetch: int | None) -> Iterable[Ask]:
        """Tell the source that nothing came."""
        self.desk.notebook.settled(fetch, reason, detail=detail)
        if not isinstance(ask.note, Question):
            return self._links.answered(ask, reason, None, fetch)
        ask.note.talk.fetch = fetch or ask.note.talk.fetch
        return list(self._advance(ask.note.talk, Brought(reason, detail)))


def question(talk: Talk, wanted: Wanted) -> Ask:
    """A source's wish as a question of the sweep."""
    note = Question(talk, wanted)
    if isinstance(wanted, WebAsk):
        method: Any = "GET" if wanted.body is None else "POST"
        return Ask(
            wanted.url,
            "account",
            talk.look,
            method=method,
            headers=wanted.headers,
            body=wanted.body,
            note=note,
        )
    if isinstance(wanted, BrowserAsk):
        return Ask(wanted.url, "account", talk.look, "browser", note=note)
    assert isinstance(wanted, TokenAsk), "files are brought at once"
    return Ask(f"{SCHEME}://{wanted.key.name}", "token", talk.look, note=note)


def _token_of(wanted: WebAsk) -> tuple[str, tuple[str, ...]]:
    """What a token is held under: the base, and the names that its answer teaches."""
    return netloc_of(wanted.url), tuple(sorted(key.name for key in wanted.learns.values()))
