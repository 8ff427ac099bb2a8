"""The weekly line as nobody watches it: what is due, how it ended, figures for a monitor, a word to the office."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import click
from sqlite_utils import Database

from checks.summary import Summary, summarise
from checks.tables import migrations
from crawler.store import StoreError, open_store
from reports import lastrun
from reports.due import Due, Standing, standing, what_is_due
from reports.folder import marked
from reports.metrics import write_metrics
from reports.model import Sweep
from reports.notifying import Message, tell
from reports.running import DONE, UNEXPECTED, WRONG, Crawl, Ended, judge_surely, report_week, run_week
from reports.stored import latest_sweep, previous_sweep
from reports.verbs import Run
from reports.words import load_words
from rules.faults import WorkspaceError
from rules.model import Workspace
from rules.notify import urls_at_least
from rules.periods import Clock
from rules.workspace import load_workspace

log = logging.getLogger(__name__)
Work = Callable[[Workspace, Clock, int], Ended | int]


# --- the weekly line -------------------------------------------------------------------------------------------------


def weekly_line(run: Run, how: Crawl, *, due: bool) -> int:
    """Sweep, check and report; with `due` only what is due. Its end is written down, counted and told."""
    if due and how.fresh:
        raise click.UsageError("--due 自行决定续采还是新采，不能与 --fresh 同用")
    if due and run.week is not None:
        raise click.UsageError("--due 自行决定哪一周，不能与 --week 同用")
    return _attended(run, (lambda *told: _do_what_is_due(run, how, *told)) if due else _weekly(how))


def _weekly(how: Crawl) -> Work:
    def work(workspace: Workspace, clock: Clock, lock: int) -> Ended:
        lastrun.begin(workspace.var, clock.week)
        return run_week(workspace, clock, lock, how)

    return work


def _do_what_is_due(run: Run, how: Crawl, workspace: Workspace, clock: Clock, lock: int) -> Ended | int:
    with closing(open_store(workspace.database, migrations)) as db:
        due = what_is_due(db, clock, datetime.now(clock.zone), _reported(workspace))
    if not run.quiet:
        click.echo("；".join([due.why, *missed_weeks(due)]), err=True)
    if due.task == "nothing":
        return DONE
    if due.task == "report":
        lastrun.begin(workspace.var, due.clock.week)
        code = judge_surely(workspace, due.clock, lock, how, DONE)
        return report_week(workspace, due.clock.week, broken=code == UNEXPECTED)
    return _weekly(how)(workspace, due.clock, lock)


def _reported(workspace: Workspace) -> frozenset[int]:
    """The sweeps whose reports lie in their week's folder."""
    marks = (marked(folder) for folder in (workspace.var / "reports").glob("????-W??"))
    return frozenset(
        sweep for mark in marks if isinstance(sweep := mark.get("sweep"), int) and not mark.get("failed")
    )


def missed_weeks(told: Due | Standing) -> list[str]:
    """A line about the weeks that were missed, if any were."""
    return [f"错过的周：{'、'.join(told.missed)}（已无法补采）"] if told.missed else []


def _attended(run: Run, work: Work) -> int:
    """Run it; then write down how it ended, and tell the office. A run that found the workspace occupied is no run."""
    heard: list[Ended] = []
    try:
        code = run.stage(work, heard.append)
    except WorkspaceError as error:
        var = run.folder / "var"
        if run.folder.is_dir():
            lastrun.end(var, lastrun.begin(var, run.clock().week), WRONG, str(error))
            notify_office(
                urls_at_least(run.folder), _digest(run.folder.name, run.clock().week, WRONG, str(error), None)
            )
        raise
    if heard:
        _remember(run, code, heard[0])
    return code


def _remember(run: Run, code: int, ended: Ended) -> None:
    """Record, figures, message. Nothing that fails here changes how the run ended; all of it is told."""
    workspace = load_workspace(run.folder)
    begun = lastrun.read(workspace.var) or lastrun.begin(workspace.var, run.clock().week)
    lastrun.end(workspace.var, begun, code, ended.told)
    count(workspace, run.clock(workspace.district.zone))
    page = (
        ended.written.overview
        if ended.written is not None
        else workspace.var / "reports" / begun.week / "index.html"
    )
    notify_office(workspace.notify, _digest(workspace.district.name, begun.week, code, ended.told, page))


def count(workspace: Workspace, today: Clock) -> None:
    """Write the figures for a monitor anew."""
    try:
        with closing(open_store(workspace.database, migrations)) as db:
            stands = standing(db, today, datetime.now(today.zone))
            write_metrics(workspace, stands, lastrun.read(workspace.var), _judged(db))
    except (StoreError, sqlite3.Error, OSError) as error:
        log.warning("the figures could not be written: %s", error)


def _judged(db: Database) -> tuple[Sweep, Summary] | None:
    """The latest judged sweep with its figures, if there is one."""
    with suppress(StoreError):
        sweep = latest_sweep(db, judged=True)
        before = previous_sweep(db, sweep)
        return sweep, summarise(db, sweep.id, before.id if before else None)
    return None


# --- messages --------------------------------------------------------------------------------------------------------


def _digest(district: str, week: str, code: int, told: str, page: Path | None) -> Message:
    """What one run came to: how it ended, its figures, and where its report lies."""
    lines = [
        load_words().say("exits", code),
        told,
        f"报告：{page}" if page is not None and page.exists() else "",
    ]
    return Message(f"{district}政务公开监测 {week}（退出码 {code}）", "\n".join(filter(None, lines)))


def notify_office(urls: tuple[str, ...], message: Message) -> None:
    """Tell it everywhere; what did not get through is told here."""
    try:
        failed = tell(urls, message, os.environ)
    except Exception as error:  # a message is never worth a run
        log.exception("the office could not be told")
        failed = (f"通知没有发出（{type(error).__name__}）",)
    for sentence in failed:
        click.echo(sentence, err=True)
