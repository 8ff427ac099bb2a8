"""The front door: the verbs, and nothing else. What they do lies in the rooms behind it."""

from __future__ import annotations

import functools
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import click

from checks.confirming import confirm
from checks.tables import migrations
from crawler.backup import back_up
from crawler.lock import hold
from crawler.store import open_store
from demo.clock import shown_day
from demo.district import BASE_PORT
from demo.hosting import HostingError, Which, stand
from reports import proving, verbs
from reports.checkup import doctor
from reports.deliver import FORMATS
from reports.printing import PRINTABLE, PrintFormat, print_records
from reports.pruning import prune_weeks
from reports.replaying import replay
from reports.running import (
    DONE,
    GAPS,
    UNEXPECTED,
    WRONG,
    Crawl,
    Ended,
    crawl_alone,
    judge_week,
    report_week,
    run_week,
)
from reports.scheduling import schedule
from reports.status import status
from reports.unattended import weekly_line
from reports.verbs import Run, common
from rules.importing import IMPORTABLE, Importable, read_import
from rules.init import districts, template, write_workspace
from rules.model import Workspace
from rules.periods import Clock
from rules.text import legible
from rules.workspace import load_workspace, must_be_there


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@common
def main(**told: Any) -> None:
    """政务公开每周监测：采集门户与政务新媒体，对照标准目录判定，出具各单位报告。"""
    context = click.get_current_context()
    context.obj = told
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


verb = functools.partial(verbs.verb, main)


# --- the weekly line -------------------------------------------------------------------------------------------------


@verb("weekly")
@click.option("--due", is_flag=True, help="只做该做的：接续未完成的，开始本周的，都已完成则什么也不做")
@click.option("--fresh", is_flag=True, help="不续采，重新开始")
def weekly(run: Run, *, due: bool = False, fresh: bool = False) -> int:
    """采集、判定、出报告：定时任务运行的一行命令。"""
    return weekly_line(run, Crawl(None, fresh, quiet=run.quiet, json_log=run.json_log), due=due)


verb("status")(status)
verb("schedule")(schedule)


@verb("sweep")
@click.option(
    "--only", type=click.Choice(["portal", "accounts", "probe"]), help="只采集一部分，或只测一次连通性"
)
@click.option("--resume/--fresh", "resume", default=True, help="续采本周未完成的采集（缺省），或重新开始")
@click.option("--full", is_flag=True, help="全部重新访问，不沿用此前的页面（缺省只打开新的、变了的和轮到的）")
def sweep(run: Run, *, only: Literal["portal", "accounts", "probe"] | None, resume: bool, full: bool) -> int:
    """采集门户与账号；同一周未完成的采集自动继续。"""
    how = Crawl(only, not resume, full, quiet=run.quiet, json_log=run.json_log)
    return run.stage(lambda workspace, clock, lock: crawl_alone(workspace, clock, lock, how))


@verb("check")
def check(run: Run) -> int:
    """对已存的采集作出判定，不访问网络。"""
    return run.stage(lambda workspace, clock, _: judge_week(workspace, run.asked(clock.zone)))


@verb("report")
@click.option("--unit", "units", multiple=True, help="只写这些单位（单位代码）")
@click.option("--format", "formats", default="html,xlsx", help="html、xlsx，逗号分隔")
def report(run: Run, *, units: tuple[str, ...], formats: str) -> int:
    """把判定写成各单位报告与办公室总览。"""
    chosen = frozenset(formats.split(","))
    if not chosen <= FORMATS:
        raise click.BadParameter(f"目前可选：{'、'.join(sorted(FORMATS))}", param_hint="--format")

    def work(workspace: Workspace, clock: Clock, _: int) -> Ended:
        strangers = set(units) - {unit.code for unit in workspace.units}
        if strangers:
            raise click.BadParameter(
                f"没有这样的单位代码：{'、'.join(sorted(strangers))}", param_hint="--unit"
            )
        return report_week(workspace, run.asked(clock.zone), units=units or None, formats=chosen)

    return run.stage(work)


# --- what is stored --------------------------------------------------------------------------------------------------


def _register_printing(kind: str) -> None:
    @verb(kind, help=f"输出已存的 {kind}（json、csv 或 xlsx）。")
    @click.option(
        "--format", "form", type=click.Choice(["json", "csv", "xlsx"]), default="json", help="输出格式"
    )
    def printing(run: Run, *, form: PrintFormat) -> None:
        workspace = load_workspace(run.folder)
        with closing(open_store(workspace.database, migrations)) as db:
            print_records(workspace, db, kind, form, sys.stdout.buffer, run.asked(workspace.district.zone))


for _kind in PRINTABLE:
    _register_printing(_kind)


@verb("inspect")
@click.argument("page")
@click.option("--url", help="文件原来的地址")
@click.option("--now", help="以哪一天为今天，如 2026-11-22")
@click.option("--explain", is_flag=True, help="说明每个值取自哪个标记")
def inspect(run: Run, page: str, **told: Any) -> int:
    """显示采集程序从一个网页（网址或文件）里读到的内容。"""
    told["now"] = told["now"] or (run.as_of and run.as_of.isoformat())
    words = [sys.executable, "-P", "-m", "crawler", "inspect", page]
    for name, value in told.items():
        words += [f"--{name}"] if value is True else [f"--{name}", value] if value else []
    return subprocess.run(words, check=False).returncode


@verb("confirm")
@click.argument("finding")
@click.option("--yes/--no", "yes", required=True, default=None, help="属实，或不属实")
@click.option("--note", required=True, help="依据")
def confirm_finding(run: Run, finding: str, *, yes: bool, note: str) -> None:
    """对疑似或有异议的问题作出人工决定，并留痕。"""
    workspace = load_workspace(run.folder)
    at = datetime.now(workspace.district.zone).isoformat(timespec="seconds")
    with hold(workspace.var), closing(open_store(workspace.database, migrations)) as db:
        row = confirm(db, finding, yes=yes, note=note, at=at, workspace=workspace, week=run.week)
    click.echo(
        f"{row['id']} {legible(row['name'])}：已记为{'属实' if yes else '不属实'}，现判定为 {row['verdict']}"
    )


# --- what proves it ---------------------------------------------------------------------------------------------------

verb("evidence")(proving.evidence)
verb("replay")(replay)
verb("verify")(proving.verify)
verb("prune")(prune_weeks)


# --- the workspace ---------------------------------------------------------------------------------------------------


@verb("init")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--district", type=click.Choice(districts()), default="blank", help="以哪个样板开始")
def init(run: Run, folder: Path, district: str) -> int:
    """写出一个带说明的工作区；样板带有真实门户的，随即监测门户一次，并说明还缺什么。"""
    for path in write_workspace(folder, district):
        click.echo(f"已写入 {path}")
    how, code = Crawl("portal", quiet=run.quiet, json_log=run.json_log), DONE
    if district not in _WITHOUT_PORTAL:
        code = replace(run, folder=folder).stage(
            lambda workspace, clock, lock: run_week(workspace, clock, lock, how)
        )
    if district != "blank":
        for notice in load_workspace(folder).notices:
            click.echo(f"待补充：{notice}", err=True)
    return code


_CHINA = ZoneInfo("Asia/Shanghai")
_WITHOUT_PORTAL = ("blank", "demo")  # the one has none yet, the other's stands while `gongkai demo` runs


@verb("import")
@click.argument("table", type=click.Choice(IMPORTABLE))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--partial", is_flag=True, help="只写入没有问题的行，原有的其他行保留")
def import_table(run: Run, table: Importable, file: Path, *, partial: bool) -> int:
    """读入办公室自己的表格，说明读懂了什么、没读懂什么。"""
    must_be_there(run.folder)
    understood = read_import(table, file, run.folder)
    click.echo(understood.told())
    if not understood.whole and not partial:
        return WRONG
    click.echo(f"已写入 {understood.write(partial=partial)}")
    return 0


verb("doctor")(doctor)


@verb("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(run: Run, file: Path) -> None:
    """把工作区备份成一个 tar 文件；采集进行时也可以。"""
    must_be_there(run.folder)
    made = back_up(run.folder, file)
    click.echo(f"已备份到 {made.path}：{made.files}个文件，{made.bytes / 1_000_000:.1f} MB")
    if made.left_out:
        click.echo(f"没有备份（不是工作区的文件）：{'、'.join(made.left_out)}", err=True)


@verb("demo")
@click.option("--keep", is_flag=True, help="运行后继续提供示例门户，直到按 Ctrl-C")
@click.option("--seed", type=int, default=0, help="换一套版式、名称和问题")
@click.option("--port", type=int, default=BASE_PORT, help="示例门户的端口（仅本机）")
@click.option("--scale", type=float, default=1.0, help="填充文章的比例，1 为完整规模")
def demo(run: Run, *, keep: bool, **told: Any) -> int:
    """在本机运行示例区：采集、判定、出报告，再与预设问题清单核对。"""
    day = run.clock().as_of if run.as_of or run.week else shown_day(datetime.now(_CHINA))
    which = Which(day, **told)
    try:
        with stand(template("demo"), run.folder if run.named else None, which) as stood:
            click.echo(f"示例工作区：{stood.folder}")
            how = Crawl(None, fresh=True, quiet=run.quiet, json_log=run.json_log, secrets=stood.secrets)
            code = replace(run, folder=stood.folder, as_of=which.as_of).stage(
                lambda workspace, clock, lock: run_week(workspace, clock, lock, how)
            )
            marks = stood.marks(_verdicts(stood.folder))
            click.echo(marks.render())
            if keep:
                click.echo("示例门户仍在提供服务，按 Ctrl-C 结束。")
                stood.keep()
    except HostingError as error:
        raise click.ClickException(str(error)) from error
    return code if code not in (DONE, GAPS) else DONE if marks.perfect else UNEXPECTED


def _verdicts(folder: Path) -> bytes:
    """What `gongkai verdicts` prints."""
    workspace, printed = load_workspace(folder), BytesIO()
    with closing(open_store(workspace.database, migrations)) as db:
        print_records(workspace, db, "verdicts", "json", printed)
    return printed.getvalue()


if __name__ == "__main__":
    main()
