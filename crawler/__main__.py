"""The crawler alone: `python -m crawler sweep --workspace DIR`, `probe`, `inspect`. The reactor lives and dies here."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import click
import scrapy.core.downloader.contextfactory  # noqa: F401 - imported from deeper down it reads the source of every caller

from crawler import logs
from crawler.fetching import FetchError, fetch_one
from crawler.inspecting import inspect_page, saved_answer
from crawler.lock import WorkspaceBusy, hold
from crawler.outcomes import Refused
from crawler.pages import read
from crawler.pages.notes import Notes
from crawler.progress import Progress
from crawler.store import StoreError
from crawler.sweeping import Mode, Scope, probe, run_sweep
from crawler.troubles import trouble_of
from rules.faults import WorkspaceError
from rules.periods import Clock
from rules.text import json_text
from rules.workspace import load_workspace

_NOWHERE = "http://address-not-told.invalid/page/"
"""Stands in for a saved page's address while it is read; what is printed leaves it out."""
_CHINA = ZoneInfo("Asia/Shanghai")
_WORKSPACE = click.option("--workspace", type=click.Path(path_type=Path), required=True, help="工作区目录")
_QUIET = click.option("--quiet", is_flag=True, help="不显示进度")
# The front door's pipe (crawler.lifeline); who holds it holds the workspace's lock too.
_LIFELINE = click.option("--lifeline", type=int, hidden=True)
_JSON = click.option("--json-log", is_flag=True, help="日志为 JSON 行")


@click.group()
def main() -> None:
    """采集一周的门户与账号，存入工作区的数据库。"""


@main.command()
@_WORKSPACE
@_QUIET
@_JSON
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="监测时点（当日结束）")
@click.option("--only", type=click.Choice(["portal", "accounts"]), help="只采集一部分")
@click.option("--fresh", "mode", flag_value="fresh", help="不续采，重新开始")
@click.option("--full", "mode", flag_value="full", help="全部重新访问，不沿用往周的页面")
@click.option("--again", "mode", flag_value="again", hidden=True)
@_LIFELINE
def sweep(
    workspace: Path,
    as_of: datetime | None,
    only: Scope | None,
    *,
    quiet: bool,
    json_log: bool,
    mode: Mode | None,
    lifeline: int | None,
) -> None:
    """采集；同一周未完成的采集自动继续。退出码：0 完成，7 未完成可续，5 工作区有误，4 被占用，1 异常。"""
    try:
        loaded = load_workspace(workspace)
        day = as_of.date() if as_of else datetime.now(loaded.district.zone).date()
        clock = Clock(day, loaded.district.zone)
        logs.set_up(loaded.var, f"sweep-{clock.week}", quiet=quiet, as_json=json_log)
        with nullcontext() if lifeline is not None else hold(loaded.var):
            progress = Progress(quiet=quiet)
            swept = run_sweep(
                loaded, clock, only or "all", mode or "resume", progress=progress, lifeline=lifeline
            )
    except WorkspaceError as error:
        click.echo(str(error), err=True)
        sys.exit(5)
    except WorkspaceBusy as error:
        click.echo(str(error), err=True)
        sys.exit(4)
    except (StoreError, sqlite3.Error, OSError) as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise click.ClickException(trouble) from error
    if swept.stopped:
        click.echo(swept.stopped, err=True)
    if not swept.collected:
        click.echo("没有采集到任何内容", err=True)
    sys.exit(swept.exit_code)


@main.command("probe")
@_WORKSPACE
@_QUIET
@_JSON
@_LIFELINE
def probe_once(workspace: Path, *, quiet: bool, json_log: bool, lifeline: int | None) -> None:
    """测一次首页连通性。退出码：0 正常，6 没有正常应答，7 静默时段，5 工作区有误，1 异常。"""
    try:
        loaded = load_workspace(workspace)
    except WorkspaceError as error:
        click.echo(str(error), err=True)
        sys.exit(5)
    clock = Clock(datetime.now(loaded.district.zone).date(), loaded.district.zone)
    logs.set_up(loaded.var, "probe", quiet=quiet, as_json=json_log)
    try:
        reason = probe(loaded, clock, Progress(quiet=True), lifeline=lifeline)
    except Refused as error:
        click.echo(str(error), err=True)
        sys.exit(7)
    except StoreError as error:
        raise click.ClickException(str(error)) from error
    if reason is not None:
        click.echo(f"门户首页没有正常应答（{reason.value}）：{loaded.portal.home}", err=True)
        sys.exit(6)


@main.command()
@click.argument("page")
@click.option("--url", help="文件原来的地址")
@click.option("--now", type=click.DateTime(["%Y-%m-%d"]), help="以哪一天为今天")
@click.option("--explain", is_flag=True, help="说明每个值取自哪个标记")
def inspect(page: str, url: str | None, now: datetime | None, *, explain: bool) -> None:
    """显示从一个网页（网址或文件）里读到的内容。"""
    today = now.date() if now else datetime.now(_CHINA).date()
    try:
        answer = saved_answer(Path(page), url or _NOWHERE) if Path(page).is_file() else fetch_one(page)
    except FetchError as error:
        raise click.ClickException(str(error)) from error
    home = None if answer.url == _NOWHERE else urljoin(answer.url, "/")
    notes = Notes() if explain else None
    seen = inspect_page(read(answer, today=today, zone=_CHINA, home=home, notes=notes), notes)
    text = json_text(seen, 2)
    bare = text.replace(json.dumps(_NOWHERE), "null").replace(_NOWHERE, "")
    click.echo(bare.replace(_NOWHERE.removesuffix("/page/"), ""))


if __name__ == "__main__":
    main(prog_name="python -m crawler")
