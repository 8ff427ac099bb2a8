"""One sweep from start to end: its row, its crawl, its health. Runs in the crawler's own process."""

from __future__ import annotations

import asyncio
import gc
import importlib.metadata
import json
import logging
import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from sqlite_utils import Database

from crawler import logs, settings
from crawler.browser import rendering
from crawler.budget import Budget, StoppedBy
from crawler.captures import CaptureWriter
from crawler.chromium import find_browser
from crawler.desk import Desk
from crawler.guard import Reach
from crawler.health import find_incidents
from crawler.heard import Heard
from crawler.items import Reason
from crawler.lifeline import heed
from crawler.listening import listening
from crawler.notebook import Notebook, now
from crawler.outage import Outage
from crawler.past import Past, remember
from crawler.patience import bounds
from crawler.progress import Progress
from crawler.seals import seal_sweep
from crawler.spiders.accounts import AccountsSpider
from crawler.spiders.portal import PortalSpider
from crawler.spiders.probe import ProbeSpider
from crawler.spiders.staged import TROUBLE, StagedSpider
from crawler.store import StoreError, open_store
from crawler.vault import Vault
from rules.model import Workspace
from rules.periods import Clock

log = logging.getLogger(__name__)
Scope = Literal["all", "portal", "accounts"]
Mode = Literal["resume", "fresh", "full", "again"]
"""A new attempt (`fresh`), one that asks for everything whatever earlier weeks left (`full`), or the last one gone on with
(`resume`), even if it was done (`again`: what its verdicts put in doubt is asked for)."""
_GARBAGE = 10_000
"""New objects after which Python looks for cycles among them; its own is 700."""
SPIDERS: Mapping[str, type[StagedSpider]] = {"portal": PortalSpider, "accounts": AccountsSpider}


@dataclass(frozen=True, slots=True)
class Swept:
    """How a sweep ended.

    `stopped` is the office's sentence when it is not finished; `errors` counts our own faults; `collected` is false
    when nothing at all could be read; `gaps` counts columns and accounts that could not be.
    """

    sweep: int
    stopped: str | None
    errors: int
    collected: bool
    gaps: int
    stopped_by: StoppedBy | None = None

    @property
    def exit_code(self) -> int:
        """The contract's exit code of a sweep alone: a sweep that collected nothing is never green."""
        if self.errors:
            return 1
        if not self.collected and self.stopped_by in (None, "outage"):
            return 6
        if self.stopped:
            return 7
        return 3 if self.gaps else 0


def run_sweep(
    workspace: Workspace,
    clock: Clock,
    scope: Scope,
    mode: Mode = "resume",
    *,
    progress: Progress,
    lifeline: int | None = None,
) -> Swept:
    """Collect one week into the store, going on where an interrupted attempt of the same week ended.

    `lifeline` is a pipe's end: when the other end is closed, the sweep is interrupted.
    """
    database = open_store(workspace.database)
    try:
        sweep, clock = _open_row(database, workspace, clock, scope, mode)
        desk = _desk(workspace, clock, Notebook(database, sweep), progress, Past(database, sweep))
        try:
            crawlers = _collect(desk, scope, lifeline)
        finally:
            assert desk.writer is not None, "a sweep keeps what it is told"
            desk.writer.close()
            progress.close()
        _must_have_been_kept(database, sweep, crawlers)
        desk.notebook.replace({"incidents": find_incidents(database, sweep)})
        return _close_row(database, sweep, desk.budget, crawlers, desk.captures)
    finally:
        database.close()


def _desk(workspace: Workspace, clock: Clock, notebook: Notebook, progress: Progress, past: Past) -> Desk:
    """What the sweep works with. From here on no line is logged that holds a secret."""
    vault = Vault.of(workspace, os.environ)
    logs.seal(vault.scrub)
    executable = find_browser()
    budget = Budget(workspace.budget, workspace.polite, clock.zone, datetime.now)
    return Desk(
        workspace, clock, notebook, CaptureWriter(workspace.var / "captures", clock.week, notebook.attempt), budget,
        Outage(budget), Reach.of(workspace), progress,
        browser=executable if workspace.render != "never" else None, vault=vault, listens=executable,
        past=past,
    )  # fmt: skip


def _collect(desk: Desk, scope: Scope, lifeline: int | None) -> list[Crawler]:
    """Run the scope's spiders, each with what it alone may do."""
    with rendering(desk.browser, desk.reach) as portal, listening(desk) as accounts:
        own: dict[type[StagedSpider], Mapping[str, Any]] = {
            PortalSpider: {**settings.PORTAL, **portal},
            AccountsSpider: accounts,
        }
        spiders = [SPIDERS[name] for name in (SPIDERS if scope == "all" else [scope])]
        return _crawl(desk, {spider: {**settings.SEALED, **own[spider]} for spider in spiders}, lifeline)


def probe(
    workspace: Workspace, clock: Clock, progress: Progress, *, lifeline: int | None = None
) -> Reason | None:
    """Ask for the home page once; returns why it did not answer, or None when it did.

    The answer goes to `probes`, and belongs to no sweep. Nothing is asked in quiet hours: `Refused`.
    """
    budget = Budget(workspace.budget, workspace.polite, clock.zone, datetime.now)
    budget.spend()
    database = open_store(workspace.database)
    try:
        desk = Desk(
            workspace,
            clock,
            Notebook(database, 0),
            None,
            budget,
            Outage(budget),
            Reach.of(workspace),
            progress,
        )
        [crawler] = _crawl(desk, {ProbeSpider: {"DOWNLOADER_MIDDLEWARES": settings.UNRECORDED}}, lifeline)
        spider = crawler.spider
        assert isinstance(spider, ProbeSpider), "it was made to probe"
        return spider.outcome
    finally:
        progress.close()
        database.close()


def _crawl(
    desk: Desk, spiders: Mapping[type[StagedSpider], Mapping[str, Any]], lifeline: int | None
) -> list[Crawler]:
    """Run spiders side by side in one reactor, each with settings of its own."""
    configured = Settings()
    configured.setmodule(settings)
    configured.setdict(settings.for_workspace(desk.workspace))
    configured.set("LOG_ENABLED", value=False)  # the caller has set up logging
    process = AsyncCrawlerProcess(configured)
    logs.hush()
    crawlers = [process.create_crawler(spider) for spider in spiders]
    for crawler, own in zip(crawlers, spiders.values(), strict=True):
        crawler.settings.setdict(own, priority="spider")  # above those that all share
        crawler.signals = Heard(crawler)
        process.crawl(crawler, desk=desk)
    if lifeline is not None:
        heed(lifeline, process, asyncio.get_event_loop())
    _collect_garbage_seldom()
    process.start()
    return crawlers


def _collect_garbage_seldom() -> None:
    """Leave alone what stays to the end (modules, rules, settings), and look for cycles after more new objects.

    A request makes some hundred objects, and next to no cycles: they go when nobody holds them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])


def _errors(crawler: Crawler) -> int:
    """Faults of our own: exceptions in callbacks, failures of a kind we do not know, a spider that ended by itself."""
    stats = crawler.stats.get_stats() if crawler.stats else {}
    raised = sum(int(value) for name, value in stats.items() if name.startswith("spider_exceptions/"))
    broken = stats.get("finish_reason") not in ("finished", "shutdown")
    return raised + int(stats.get("gongkai/errors", 0)) + int(broken)


def _interrupted(crawler: Crawler) -> bool:
    stats = crawler.stats.get_stats() if crawler.stats else {}
    return stats.get("finish_reason") == "shutdown"


def _open_row(
    db: Database, workspace: Workspace, clock: Clock, scope: Scope, mode: Mode
) -> tuple[int, Clock]:
    """The row to work on: the week's interrupted attempt (with the clock it began with), or a new attempt."""
    _must_be_later(db)
    query = "SELECT id, attempt, as_of, scope, state, full FROM sweeps WHERE week = ? ORDER BY attempt DESC LIMIT 1"
    last = db.conn.execute(query, (clock.week,)).fetchone()
    open_ = last is not None and last[3] == scope and (last[4] != "done" or mode == "again")
    if open_ and (mode in ("resume", "again") or (mode == "full" and last[5])):
        begun = Clock(datetime.fromisoformat(last[2]).date(), clock.zone)
        with db.conn:
            db.conn.execute(
                "UPDATE sweeps SET state = 'running', stop_reason = NULL, stopped_by = NULL, rules_digest = ? WHERE id = ?",
                (workspace.digest, last[0]),
            )
        return last[0], begun
    row: dict[str, Any] = {
        "week": clock.week, "attempt": (last[1] if last else 0) + 1, "as_of": clock.as_of.isoformat(),
        "zone": clock.zone.key, "scope": scope, "started_at": now(), "state": "running",
        "code_version": importlib.metadata.version("gongkai"), "rules_digest": workspace.digest, "requests": 0,
        "replayed": 0, "full": int(mode == "full"), "seconds": 0.0,
        "polite": json.dumps(asdict(workspace.polite), default=str, ensure_ascii=False),
    }  # fmt: skip
    sweep = db.table("sweeps").insert(row).last_pk
    assert isinstance(sweep, int), "a new row has a number"
    return sweep, clock


def _must_be_later(db: Database) -> None:
    """StoreError when the machine's clock stands before the last sweep: every date of today would lie in the future."""
    last = db.conn.execute("SELECT max(started_at) FROM sweeps").fetchone()[0]
    ahead = (datetime.fromisoformat(last) - datetime.now(UTC)).total_seconds() if last else 0
    if ahead > bounds()["clock"]["jump"]:
        raise StoreError(f"本机时间早于最近一次监测（{last}）：时钟被调回了，请校准后再次运行")


def _must_have_been_kept(db: Database, sweep: int, crawlers: list[Crawler]) -> None:
    """StoreError when store or disk gave out on the way; the sweep is told to be gone on with, if it can be told."""
    for crawler in crawlers:
        trouble = crawler.stats.get_value(TROUBLE) if crawler.stats else None
        if trouble is not None:
            with suppress(sqlite3.Error), db.conn:
                db.conn.execute(
                    "UPDATE sweeps SET state = 'stopped', stopped_by = 'trouble', stop_reason = ? WHERE id = ?",
                    (trouble, sweep),
                )
            raise StoreError(trouble)


def _close_row(db: Database, sweep: int, budget: Budget, crawlers: list[Crawler], captures: Path) -> Swept:
    errors = sum(_errors(crawler) for crawler in crawlers)
    stopped_by, reason = _ending(budget, errors, crawlers)
    with db.conn:  # told to have ended and sealed, or neither
        db.conn.execute(
            "UPDATE sweeps SET state = ?, stopped_by = ?, stop_reason = ?, finished_at = ?, requests = requests + ?,"
            " replayed = replayed + ?, seconds = seconds + ? WHERE id = ?",
            (
                "stopped" if reason else "done", stopped_by, reason, now(), budget.requests, budget.replayed,
                round(budget.seconds, 1), sweep,
            ),
        )  # fmt: skip
        if reason is None:
            remember(db, sweep)
        seal_sweep(db, sweep, captures)
    collected, gaps = (
        db.conn.execute(query, {"sweep": sweep}).fetchone()[0] for query in (_COLLECTED, _GAPS)
    )
    return Swept(sweep, reason, errors, bool(collected), gaps, stopped_by)


def _ending(budget: Budget, errors: int, crawlers: list[Crawler]) -> tuple[StoppedBy | None, str | None]:
    """What kept the sweep from its end, and the office's sentence for it."""
    if errors:
        return "fault", f"程序异常{errors}处，见日志"
    if budget.exhausted is None and any(_interrupted(crawler) for crawler in crawlers):
        return "interrupted", "采集被中断，可继续"
    return budget.stopped_by, budget.exhausted


_COLLECTED = """
    SELECT EXISTS (SELECT 1 FROM looks WHERE sweep = :sweep AND outcome = 'ok')
        OR EXISTS (SELECT 1 FROM sources WHERE sweep = :sweep AND outcome = 'ok')
"""
_GAPS = """
    SELECT (SELECT count(*) FROM columns WHERE sweep = :sweep AND outcome <> 'ok')
         + (SELECT count(*) FROM areas WHERE sweep = :sweep AND url IS NOT NULL AND outcome <> 'ok')
         + (SELECT count(*) FROM (SELECT account FROM sources WHERE sweep = :sweep
                                  GROUP BY account HAVING max(outcome = 'ok') = 0))
"""
