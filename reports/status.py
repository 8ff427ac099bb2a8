"""How a workspace stands: the last run, how it ended, when the next is due; and the dead man's message when it is overdue."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from datetime import datetime

import click

from checks.tables import migrations
from crawler.lock import holder_of
from crawler.private import private_file
from crawler.store import StoreError, open_store
from reports import lastrun
from reports.due import Row, Standing, standing
from reports.notifying import Message
from reports.running import DONE, UNEXPECTED
from reports.unattended import count, missed_weeks, notify_office
from reports.verbs import Run
from reports.words import load_words
from rules.model import Workspace
from rules.periods import Clock
from rules.workspace import load_workspace


@click.option("--notify", is_flag=True, help="逾期时发一次通知（每周至多一次），供另一条定时任务使用")
def status(run: Run, *, notify: bool) -> int:
    """最近一次运行、怎样结束、下次何时、是否逾期；逾期时退出码为 1。"""
    workspace = load_workspace(run.folder)
    today = run.clock(workspace.district.zone)
    try:
        stands = _stands(workspace, today)
    except StoreError as error:
        if notify:
            _tell_overdue(workspace, today.week, str(error))
        raise
    lines = list(_status_lines(workspace, stands, today))
    click.echo("\n".join(lines))
    if stands is not None:
        count(workspace, today)
    overdue = stands is None or stands.overdue
    if overdue and notify:
        _tell_overdue(workspace, today.week, "\n".join(lines))
    return UNEXPECTED if overdue else DONE


def _stands(workspace: Workspace, today: Clock) -> Standing | None:
    """How it stands; None where nothing was ever stored. Looking makes no database."""
    if not workspace.database.exists() and not (workspace.var / "captures").exists():
        return None
    with closing(open_store(workspace.database, migrations)) as db:
        return standing(db, today, datetime.now(today.zone))


def _status_lines(workspace: Workspace, stands: Standing | None, today: Clock) -> list[str]:
    last, sweep = lastrun.read(workspace.var), stands.last if stands is not None else None
    held = holder_of(workspace.var)
    lines = ["最近一次监测：" + (last_sweep_told(sweep) if sweep is not None else "还没有")]
    if held is not None:
        lines.append(
            f"正在运行：{held[0]}" if held[1] else f"上次运行没有正常结束：{held[0]}；再次运行自动接续"
        )
    if last is not None:
        how = (
            "没有正常结束"
            if last.code is None
            else f"退出码 {last.code}，{load_words().say('exits', last.code)}"
        )
        lines.append(
            f"最近一次运行：{last.week} 周，{last.started_at} 开始：{how if not (held and held[1]) else '进行中'}"
        )
    if stands is None:
        return [*lines, "下次：现在", "状态：逾期（从未运行）"]
    due = "现在" if stands.next_day <= today.as_of else f"{stands.next_day} 起"
    return [*lines, f"下次：{due}", *missed_weeks(stands), f"状态：{'逾期' if stands.overdue else '正常'}"]


def last_sweep_told(sweep: Row) -> str:
    """A sweep on one line: its week and attempt, its day, and how it ended."""
    state = {"done": "完成", "stopped": "未完成，可续采"}.get(sweep["state"], "进行中或异常结束")
    why = f"（{sweep['stop_reason']}）" if sweep["stop_reason"] else ""
    return f"{sweep['week']} 第{sweep['attempt']}次，监测时点 {sweep['as_of']}，{state}{why}"


def _tell_overdue(workspace: Workspace, week: str, body: str) -> None:
    """Say that nobody runs, or that it does not succeed: once a week, not every day."""
    path = workspace.var / "notified.json"
    told: object = None
    with suppress(OSError, ValueError):
        told = json.loads(path.read_text("utf-8"))
    if told == {"overdue": week}:
        return
    notify_office(workspace.notify, Message(f"{workspace.district.name}政务公开监测逾期未运行", body))
    with suppress(OSError):
        private_file(path).write_text(json.dumps({"overdue": week}), "utf-8")
