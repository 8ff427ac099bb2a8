"""What is missing on this machine and in this workspace, before it is missed. What the store tells is `reports.checkup`'s."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from crawler.chromium import find_browser
from crawler.lock import holder_of
from rules.model import Workspace
from rules.unattended import load_room

_GB = 1024**3
_PATIENCE = 20
"""Seconds that a program of the machine may take to answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `fine` None: worth knowing, stops nothing; `code`: the exit code that a run would end with."""

    fine: bool | None
    text: str
    code: int = 0

    def __str__(self) -> str:
        return f"{'正常' if self.fine else '提示' if self.fine is None else '缺少'}　{self.text}"


# --- the machine -----------------------------------------------------------------------------------------------------


def machine(folder: Path) -> Iterator[Finding]:
    """Browser, fonts, clock, and the disk that a folder lies on, or will lie on."""
    yield _browser()
    yield _fonts()
    yield from _clock()
    yield _disk(folder)


def _browser() -> Finding:
    browser, without = find_browser(), "需脚本显示的栏目将列为未能核验"
    if browser is None:
        return Finding(fine=False, text=f"浏览器：未找到 Chromium，{without}（apt-get install chromium）")
    if not _said(browser, "--version"):
        return Finding(fine=False, text=f"浏览器：{browser} 不能启动，{without}")
    return Finding(fine=True, text=f"浏览器：{browser}")


def _fonts() -> Finding:
    listed = _said("fc-list", ":lang=zh")
    if listed is None:
        return Finding(None, "中文字体：没有 fc-list 命令，无法检查（apt-get install fontconfig）")
    if not listed:
        return Finding(fine=False, text="中文字体：未找到（apt-get install fonts-noto-cjk）")
    return Finding(fine=True, text="中文字体")


def _clock() -> Iterator[Finding]:
    """Whether the clock is set by the network; nothing where the machine does not tell."""
    synchronised = _said("timedatectl", "show", "--property=NTPSynchronized", "--value")
    if synchronised == "no":
        yield Finding(None, "时钟：没有与网络校时（timedatectl set-ntp true），日期不准则期限都会算错")
    elif synchronised == "yes":
        yield Finding(fine=True, text="时钟：已与网络校时")


def _disk(folder: Path) -> Finding:
    place = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free, enough = shutil.disk_usage(place).free, load_room()
    short = "" if free >= enough else f"，低于 {enough / _GB:g} GB，一次监测可能存不下"
    return Finding(not short, f"磁盘：可用 {free / _GB:.1f} GB{short}")


def _said(program: str, *words: str) -> str | None:
    """What a program of the machine printed; None where there is none, or it fails."""
    found = shutil.which(program)
    if found is None:
        return None
    try:
        done = subprocess.run([found, *words], capture_output=True, check=True, timeout=_PATIENCE)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip()


# --- the workspace ---------------------------------------------------------------------------------------------------


def tables(workspace: Workspace, today: date) -> Iterator[Finding]:
    """What the office's own files leave open, and what they need from the environment."""
    counts = (
        f"{len(workspace.units)}个单位，{len(workspace.accounts)}个账号，{len(workspace.catalog)}条目录事项"
    )
    yield Finding(fine=True, text=f"工作区：{counts}")
    for notice in workspace.notices:
        place = "".join([notice.file, f" 第{notice.row}行" if notice.row else ""])
        yield Finding(None, f"{place}：{notice.text}")
    for name in sorted({name for account in workspace.accounts for name in account.variables}):
        yield variable("密钥", name)
    for year in sorted({today.year, (today + timedelta(days=60)).year}):
        if not workspace.calendar.covers(year):
            text = (
                f"工作日历：{year}年的放假调休安排尚未收录，请填入 calendar.csv；涉及该年的时限暂按周末推算"
            )
            yield Finding(fine=False, text=text)


def variable(what: str, name: str) -> Finding:
    """Whether an environment variable is set; its value is nobody's business."""
    known = bool(os.environ.get(name))
    return Finding(known, f"{what} {name}" + ("" if known else "：环境变量未设置"))


def lock(workspace: Workspace) -> Finding:
    """Whether a run goes on, or one died; neither stands in the way of the next for long."""
    held = holder_of(workspace.var)
    if held is None:
        return Finding(fine=True, text="占用：工作区空闲")
    if held[1]:
        return Finding(None, f"占用：正在运行（{held[0]}），此时再运行会以 4 结束")
    return Finding(None, f"占用：上次运行没有正常结束（{held[0]}），再次运行自动接续")
