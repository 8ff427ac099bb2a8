"""What is missing on this machine and in this workspace, before it is missed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from crawler.chromium import find_browser
from crawler.store import open_store
from rules.faults import WorkspaceError
from rules.model import Workspace
from rules.workspace import load_workspace

_ROOM = 2 * 1024**3
"""Bytes of disk below which a sweep of captures may not fit."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `fine` None: worth knowing, stops nothing; `wrong`: the workspace cannot be used."""

    fine: bool | None
    text: str
    wrong: bool = False

    def __str__(self) -> str:
        return f"{'正常' if self.fine else '提示' if self.fine is None else '缺少'}　{self.text}"


def examine(folder: Path, today: date) -> list[Finding]:
    """Look at the machine, then at the workspace if the folder holds one."""
    findings = [*_machine(), *_disk(folder)]
    if not (folder / "district.toml").exists():
        return [
            *findings,
            Finding(None, f"{folder.resolve()} 不是工作区（没有 district.toml），只检查了本机"),
        ]
    try:
        workspace = load_workspace(folder)
    except WorkspaceError as error:
        return [*findings, *(Finding(fine=False, text=str(fault), wrong=True) for fault in error.faults)]
    return [*findings, *_workspace(workspace, today)]


def _machine() -> Iterator[Finding]:
    browser = find_browser()
    yield (
        Finding(fine=True, text=f"浏览器：{browser}")
        if browser
        else Finding(
            fine=False,
            text="浏览器：未找到 Chromium，需脚本显示的栏目将列为未能核验（apt-get install chromium）",
        )
    )
    fonts = _chinese_fonts()
    if fonts is None:
        yield Finding(None, "中文字体：没有 fc-list 命令，无法检查")
    else:
        yield Finding(fonts, "中文字体" if fonts else "中文字体：未找到（apt-get install fonts-noto-cjk）")


def _chinese_fonts() -> bool | None:
    if shutil.which("fc-list") is None:
        return None
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False, timeout=20)  # noqa: S607
    return bool(listed.stdout.strip())


def _disk(folder: Path) -> Iterator[Finding]:
    place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(place).free
    yield Finding(
        free >= _ROOM, f"磁盘：可用 {free / 1024**3:.1f} GB" + ("" if free >= _ROOM else "，低于 2 GB")
    )


def _workspace(workspace: Workspace, today: date) -> Iterator[Finding]:
    counts = (
        f"{len(workspace.units)}个单位，{len(workspace.accounts)}个账号，{len(workspace.catalog)}条目录事项"
    )
    yield Finding(fine=True, text=f"工作区：{counts}")
    for notice in workspace.notices:
        place = "".join([notice.file, f" 第{notice.row}行" if notice.row else ""])
        yield Finding(None, f"{place}：{notice.text}")
    for name in sorted({name for account in workspace.accounts for name in account.variables}):
        known = bool(os.environ.get(name))
        yield Finding(known, f"密钥 {name}" + ("" if known else "：环境变量未设置"))
    for year in (today.year, (today + timedelta(days=60)).year):
        if not workspace.calendar.covers(year):
            text = (
                f"工作日历：{year}年的放假调休安排尚未收录，请填入 calendar.csv；涉及该年的时限暂按周末推算"
            )
            yield Finding(fine=False, text=text)
    yield from _last_run(workspace, today)


def _last_run(workspace: Workspace, today: date) -> Iterator[Finding]:
    """When the last sweep ended, and whether the next is overdue (more than a week ago)."""
    if not workspace.database.exists():
        yield Finding(None, "运行：本工作区尚未运行过")
        return
    try:
        with closing(open_store(workspace.database)) as db:
            query = "SELECT week, as_of, state FROM sweeps ORDER BY week DESC, attempt DESC LIMIT 1"
            row = db.execute(query).fetchone()
    except sqlite3.DatabaseError as error:
        yield Finding(fine=False, text=f"数据库：无法打开（{error}）")
        return
    if row is None:
        yield Finding(None, "运行：本工作区尚未运行过")
        return
    overdue = today - datetime.fromisoformat(row[1]).date() > timedelta(days=7)
    state = {"done": "已完成", "stopped": "未完成，可续采"}.get(row[2], "进行中或异常结束")
    yield Finding(
        not overdue, f"运行：最近一次为 {row[0]}（{state}）" + ("，已超过一周未运行" if overdue else "")
    )
