"""What sources said of accounts, heard again: the sources themselves are run over the stored answers, nobody is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from scrapy import Request

from crawler.asks import Ask, fetch_key
from crawler.captures import CaptureError
from crawler.items import Reason, SourceOutcome
from crawler.outcomes import reason_of_status
from crawler.platforms import Ask as Wanted
from crawler.platforms import Brought, BrowserAsk, FileAsk, Key, Loaded, TokenAsk, load_sources
from crawler.rereading import Answers, Row, Told
from crawler.spiders.accounts import question
from crawler.survey.accounts import Talk, Talks
from crawler.survey.believing import believed
from crawler.survey.posts import post_rows, source_row
from crawler.unpacking import stored_page
from crawler.vault import Vault
from rules.model import Account
from rules.periods import Clock

_MOST_ASKS = 400


def account_again(answers: Answers, account: Account) -> None:
    """Every look at every source of an account whose answers are stored; exports from the inbox stay as they were read."""
    for row in answers.of("sources", "account = ?", account.code):
        talk = _talk(answers, account, row)
        outcome = _heard(answers, talk) if talk is not None else None
        if talk is None or outcome is None:
            continue
        told = answers.told(row["fetch"])
        at = datetime.fromisoformat(told.row["fetched_at"]) if told and told.row["fetched_at"] else None
        outcome = believed(outcome, talk.window, at, answers.book.earlier(account.code, row["source"]))
        name, look, proves = row["source"], row["look"], talk.source.proves_silence
        again = source_row(account, name, look, outcome, row["fetch"], proves_silence=proves)
        for post in answers.of("posts", "account = ? AND source = ? AND look = ?", account.code, name, look):
            answers.replace("posts", post, ["account", "source", "look", "id"])
        answers.replace("sources", row, ["account", "source", "look"], again)
        answers.book.write("posts", post_rows(account, name, look, outcome, row["fetch"]))


def _talk(answers: Answers, account: Account, row: Row) -> Talk | None:
    """The conversation anew, at the moment of the old one; None where no answer of it was stored."""
    sources, told = load_sources(), answers.told(row["fetch"])
    if told is None or not told.row["fetched_at"] or row["source"] not in sources:
        return None
    sweep = answers.sweep
    clock = Clock(datetime.fromisoformat(sweep["as_of"]).date(), answers.zone)
    moment = datetime.fromisoformat(told.row["fetched_at"]).astimezone(answers.zone)
    talks = Talks(
        answers.workspace, clock, sources, moment, lambda account, name: _key(answers, account, name)
    )
    return talks.open(account, row["source"], row["look"])


def _key(answers: Answers, account: Account, source: str) -> Key | None:
    """The name of the account's secret: in stored questions and answers its mark stands for it."""
    name, default = account.secret_for(source), answers.workspace.source_defaults.get(source)
    if name is None and default and default.token_command and account.handle:
        return Vault({}).lend(account.handle)
    return Key(name) if name is not None else None


def _heard(answers: Answers, talk: Talk) -> SourceOutcome | None:
    """What the source makes of the stored answers; None where it wants files."""
    brought: Brought | None = None
    for _ in range(_MOST_ASKS):
        try:
            wanted = next(talk.reading) if brought is None else talk.reading.send(brought)
        except StopIteration as end:
            return end.value if isinstance(end.value, SourceOutcome) else None
        if isinstance(wanted, FileAsk):
            break
        brought = Brought() if isinstance(wanted, TokenAsk) else _brought(answers, talk, wanted)
    talk.reading.close()
    return None


def _brought(answers: Answers, talk: Talk, wanted: Wanted) -> Brought:
    """What came of a question then; a token's answer may have been held from the look before."""
    asked = question(talk, wanted)
    looks = (_told(answers, asked.again(look)) for look in range(talk.look, 0, -1))
    told = next((one for one in looks if one is not None), None)
    if told is None:
        return Brought(Reason.UNREACHABLE, "存档中没有这一应答")
    row, stored = told.row, told.stored
    if stored is None:
        code = row["outcome"] if row["outcome"] not in (None, "ok") else Reason.UNREACHABLE.value
        return Brought(Reason(code), row["detail"] or "")
    assert stored.status is not None, "a file answers no request"
    headers = {name.lower(): value for name, value in stored.headers}
    try:
        body = stored_page(stored)
    except CaptureError as error:
        return Brought(Reason.INCOMPLETE, str(error))
    reason, by_browser = reason_of_status(stored.status), isinstance(wanted, BrowserAsk)
    went = stored.url if by_browser and stored.url != asked.url else headers.get("location")
    return Brought(
        reason, f"HTTP {stored.status}" if reason else "", stored.status, headers.get("content-type", ""), body,
        location=went, loaded=tuple(_loaded(answers, asked)) if by_browser else (),
    )  # fmt: skip


def _told(answers: Answers, ask: Ask, request: Request | None = None) -> Told | None:
    query = "SELECT id FROM fetches WHERE sweep = ? AND key = ?"
    key = fetch_key(request or ask.request())
    row: Any = answers.db.conn.execute(query, (answers.sweep["id"], key)).fetchone()
    return answers.told(row[0]) if row else None


def _loaded(answers: Answers, ask: Ask) -> Iterator[Loaded]:
    """What the page in the browser had asked for by itself."""
    for number in range(2, _MOST_ASKS):
        told = _told(answers, ask, Request(f"{ask.url}#page-{number}", meta={"ask": ask}))
        if told is None or told.stored is None or told.stored.status is None:
            return
        yield Loaded(told.stored.url, told.stored.status, told.stored.body)
