"""From a folder of recorded answers to the conversation with a source. README.md tells the format."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from crawler.items import Reason, SourceOutcome
from crawler.learning import take_out
from crawler.outcomes import reason_of_status
from crawler.platforms import (
    Ask,
    Brought,
    BrowserAsk,
    Dropped,
    FileAsk,
    Key,
    Loaded,
    Source,
    TokenAsk,
    WebAsk,
    Window,
    load_sources,
)
from rules.model import Account, AccountStatus
from rules.personal import Hidden

HERE = Path(__file__).parent
ZONE = ZoneInfo("Asia/Shanghai")
MOST_ASKS = 300
"""A conversation that goes on for longer will never end."""
_META = {"title", "today", "days", "moment", "key", "token_command", "local_times", "account"}
_ANSWER = {
    "status", "content_type", "body", "body_file", "location", "loaded", "reason", "detail", "files", "times", "expect_url",
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """One recorded answer; `expect_url` is a part of the address that it answers."""

    brought: Brought
    expect_url: str = ""


@dataclass(frozen=True)
class Case:
    """One folder."""

    folder: Path
    source: Source
    account: Account
    window: Window
    answers: tuple[Answer, ...]

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"


@dataclass(frozen=True)
class Talk:
    """What was asked, what came out, and the answers that nobody wanted."""

    asked: tuple[Ask, ...]
    outcome: SourceOutcome
    left: int


def folders() -> list[Path]:
    return sorted(path.parent for path in HERE.glob("*/*/meta.toml"))


def load_case(folder: Path) -> Case:
    meta = tomllib.loads((folder / "meta.toml").read_text("utf-8"))
    assert set(meta) <= _META, f"{folder}: unknown {set(meta) - _META}"
    assert meta.get("title"), f"{folder}: a case says what it shows"
    source = load_sources()[folder.parent.name]
    rows = json.loads((folder / "answers.json").read_text("utf-8"))
    answers = tuple(answer for row in rows for answer in [_answer(folder, row)] * row.get("times", 1))
    return Case(folder, source, _account(source.name, meta.get("account", {})), _window(meta), answers)


def hold(case: Case, answers: Iterator[Answer] | None = None) -> Talk:
    """Hold the conversation of a case; other answers (without end) may stand in for the recorded ones."""
    waiting = iter(case.answers) if answers is None else answers
    reading = case.source.read(case.account, case.window)
    asked: list[Ask] = []
    brought: Brought | None = None
    while True:
        try:
            wanted = next(reading) if brought is None else reading.send(brought)
        except StopIteration as end:
            return Talk(tuple(asked), end.value, len(list(waiting)) if answers is None else 0)
        asked.append(wanted)
        assert len(asked) < MOST_ASKS, f"{case.name}: a conversation without end"
        brought = _next(case, waiting, wanted)


def in_place_of(case: Case, garbage: bytes, where: int | None) -> Iterator[Answer]:
    """The answers of a case with garbage in one place (or in all), and the last one again without end."""
    last = Answer(Brought(status=200, content_type="application/json", body=garbage))
    for number, answer in enumerate(case.answers):
        kept = where is not None and number != where
        last = Answer(answer.brought if kept else _spoilt(answer.brought, garbage))
        yield last
    while True:
        yield last


def plain(value: object) -> Any:
    """An outcome as JSON; what is as by default is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in fields(value)}
        return {
            name: plain(one)
            for name, one in told.items()
            if one not in (None, (), "", False, "unknown", Hidden())
        }
    if isinstance(value, date):
        return value.isoformat()
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def line(ask: Ask) -> str:
    """A question on one line."""
    if isinstance(ask, WebAsk):
        body = "" if ask.body is None else " " + ask.body.decode("utf-8", "replace")
        return f"{'GET' if ask.body is None else 'POST'} {ask.url}{body}"
    if isinstance(ask, BrowserAsk):
        return f"BROWSE {ask.url} {' '.join(ask.loads)}"
    if isinstance(ask, TokenAsk):
        return f"TOKEN {ask.key.name}{' again' if ask.renew else ''}"
    return f"FILES {ask.pattern}"


def _next(case: Case, waiting: Iterator[Answer], wanted: Ask) -> Brought:
    answer = next(waiting, None)
    assert answer is not None, f"{case.name}: no recorded answer for {line(wanted)}"
    assert answer.expect_url in line(wanted), f"{case.name}: {answer.expect_url} is not in {line(wanted)}"
    if isinstance(wanted, FileAsk):
        return answer.brought
    if isinstance(wanted, WebAsk) and wanted.learns:
        body, _ = take_out(answer.brought.body, wanted.learns)
        return replace(answer.brought, body=body)
    return answer.brought


def _spoilt(brought: Brought, garbage: bytes) -> Brought:
    """An answer of the same sort with garbage in it."""
    if brought.files:
        return replace(brought, files=tuple(replace(file, body=garbage) for file in brought.files))
    loaded = tuple(replace(one, body=garbage) for one in brought.loaded)
    return replace(brought, body=garbage, loaded=loaded)


def _answer(folder: Path, row: dict[str, Any]) -> Answer:
    assert set(row) <= _ANSWER, f"{folder}: unknown {set(row) - _ANSWER}"
    files = tuple(_dropped(folder, file) for file in row.get("files", ()))
    reason = Reason(row["reason"]) if "reason" in row else None
    if files or reason or not set(row) - {"times"}:
        return Answer(Brought(reason, row.get("detail", ""), files=files))
    status = row.get("status", 200)
    bad = reason_of_status(status)
    brought = Brought(
        bad, f"HTTP {status}" if bad else "", status, row.get("content_type", "application/json"), _body(folder, row),
        location=row.get("location"), loaded=tuple(_loaded(folder, one) for one in row.get("loaded", ())),
    )  # fmt: skip
    return Answer(brought, row.get("expect_url", ""))


def _body(folder: Path, row: dict[str, Any]) -> bytes:
    if "body_file" in row:
        return (folder / row["body_file"]).read_bytes()
    body = row.get("body", "")
    return (body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)).encode()


def _loaded(folder: Path, row: dict[str, Any]) -> Loaded:
    return Loaded(row["url"], row.get("status", 200), _body(folder, row))


def _dropped(folder: Path, row: dict[str, Any]) -> Dropped:
    coverage = row.get("coverage")
    return Dropped(row["name"], _body(folder, row), coverage.encode() if coverage is not None else None)


def _window(meta: dict[str, Any]) -> Window:
    today = meta.get("today", date(2026, 11, 22))
    moment = meta.get("moment", datetime(2026, 11, 23, 8, tzinfo=ZONE)).astimezone(ZONE)
    name = meta.get("key", "QH_SECRET")
    since = today - timedelta(days=meta.get("days", 14))
    return Window(
        since, today, ZONE, moment, key=Key(name) if name else None, token_command=meta.get("token_command", False),
        local_times=meta.get("local_times", False),
    )  # fmt: skip


def _account(source: str, told: dict[str, Any]) -> Account:
    told = dict(told)
    url = told.pop("url", None)
    if "status" in told:
        told["status"] = AccountStatus(told["status"])
    served = sorted(load_sources()[source].only)
    plain_: dict[str, Any] = {
        "code": "a1", "unit": "QH01", "name": "青禾发布", "platform": served[0] if served else "wechat",
        "sources": (source,), "source_url": url, "urls": ((source, url),) if url else (), "secret_env": "QH_SECRET",
    }  # fmt: skip
    return Account(**{**plain_, **told})
