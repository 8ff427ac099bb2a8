"""The verb `doctor`: the machine, the workspace, and what the store and the addresses of messages tell."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
from sqlite_utils import Database

from checks.tables import migrations
from crawler.doctor import Finding, lock, machine, tables, variable
from crawler.store import StoreError, open_store
from crawler.survey.canaries import canaries_of
from reports.due import standing
from reports.notifying import is_understood
from reports.running import UNEXPECTED, WRONG
from reports.status import last_sweep_told
from reports.verbs import Run
from rules.faults import WorkspaceError
from rules.model import Workspace
from rules.notify import variables_of
from rules.periods import Clock
from rules.workspace import load_workspace


def doctor(run: Run) -> int:
    """检查本机与工作区缺少什么。"""
    findings = list(examine(run.folder, run))
    click.echo("\n".join(str(finding) for finding in findings))
    return max(finding.code for finding in findings)


def examine(folder: Path, run: Run) -> Iterator[Finding]:
    """Look at the machine, then at the workspace if the folder holds one."""
    yield from machine(folder)
    if not (folder / "district.toml").exists():
        yield Finding(None, f"{folder.resolve()} 不是工作区（没有 district.toml），只检查了本机")
        return
    try:
        workspace = load_workspace(folder)
    except WorkspaceError as error:
        yield from (Finding(fine=False, text=str(fault), code=WRONG) for fault in error.faults)
        return
    today = run.clock(workspace.district.zone)
    yield from tables(workspace, today.as_of)
    yield from _messages(workspace)
    yield lock(workspace)
    yield from _store(workspace, today)


def _messages(workspace: Workspace) -> Iterator[Finding]:
    """Whether runs are told to anybody; an address is named by its number and kind, for it may hold a secret."""
    if not workspace.notify:
        yield Finding(None, "通知：[notify] urls 没有填写，运行结束和逾期都不会通知任何人")
    for name in variables_of(workspace.notify):
        yield variable("通知密钥", name)
    for number, url in enumerate(workspace.notify, 1):
        what = f"通知：第{number}条（{urlsplit(url).scheme or '变量'}）"
        understood = is_understood(url, os.environ)
        if understood is not None:  # a variable that is not set was told already
            yield Finding(understood, what + ("" if understood else "的地址写法不能识别"))


def _store(workspace: Workspace, today: Clock) -> Iterator[Finding]:
    """What the sweeps so far tell: the last one, whether the next is overdue, the clock, the canaries."""
    if not workspace.database.exists() and not (workspace.var / "captures").exists():
        yield Finding(None, "运行：本工作区尚未运行过")
        return
    try:
        with closing(open_store(workspace.database, migrations)) as db:
            stands = standing(db, today, datetime.now(today.zone))
            if stands.last is None:
                yield Finding(None, "运行：本工作区尚未运行过")
            else:
                late = "，已逾期" if stands.overdue else ""
                yield Finding(not stands.overdue, f"运行：最近一次为 {last_sweep_told(stands.last)}{late}")
            yield from _set_back(db)
            yield from _canaries(db, workspace)
    except StoreError as error:
        yield Finding(fine=False, text=f"数据库：{error}", code=UNEXPECTED)


def _set_back(db: Database) -> Iterator[Finding]:
    """Whether the machine's clock stands before what was done already: no run begins then."""
    from crawler.patience import bounds  # noqa: PLC0415 - it brings Scrapy along

    last = db.execute("SELECT max(started_at) FROM sweeps").fetchone()[0]
    ahead = (datetime.fromisoformat(last) - datetime.now(UTC)).total_seconds() if last else 0
    if ahead > bounds()["clock"]["jump"]:
        text = f"时钟：本机时间早于最近一次监测（{last}），请校准，否则不能运行"
        yield Finding(fine=False, text=text, code=UNEXPECTED)


_CANARY = """
SELECT c.alive, c.newest, s.week FROM canaries c JOIN sweeps s ON s.id = c.sweep
WHERE c.source = ? AND c.canary = ? ORDER BY c.sweep DESC LIMIT 1
"""


def _canaries(db: Database, workspace: Workspace) -> Iterator[Finding]:
    """Canaries that showed no life the last time: while they are silent, nothing is believed of their source."""
    for canary in canaries_of(workspace):
        row = db.execute(_CANARY, (canary.source, canary.name)).fetchone()
        what = f"哨兵：{canary.name}（{canary.source}）"
        if row is None:
            yield Finding(None, f"{what}还没有采集过")
        elif row[0]:
            yield Finding(fine=True, text=what)
        else:
            newest = f"，所见最近一条 {row[1]}" if row[1] else ""
            yield Finding(
                fine=False,
                text=f"{what}在 {row[2]} 周没有动静{newest}：请修好该采集方式，或者换一个每天发布的账号",
            )
