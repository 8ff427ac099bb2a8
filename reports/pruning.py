"""`gongkai prune`: what old weeks take up, and taking it away."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import click
from sqlite_utils import Database

from checks.pruning import Pruned, prune
from checks.tables import migrations
from crawler.lock import hold
from crawler.pruning import tidy
from crawler.store import StoreError, open_store
from crawler.verifying import verify
from reports.verbs import Run
from rules.workspace import load_workspace

_MEGABYTE = 1_000_000


@click.option("--keep-weeks", type=click.IntRange(1), required=True, help="保留最近几周（有监测的周）")
@click.option("--yes", "write", is_flag=True, help="真正清理；不加则只说明会清理什么")
def prune_weeks(run: Run, *, keep_weeks: int, write: bool) -> None:
    """清理旧周的存档和明细，保留未了结问题的依据；不加 --yes 只预演。"""
    workspace = load_workspace(run.folder)
    captures = workspace.var / "captures"
    with hold(workspace.var), closing(open_store(workspace.database, migrations)) as db:
        if write:
            tidy(db, captures)
            if verify(db, captures).faults:
                raise StoreError("存档或者数据库与封存时不一致，没有清理：请先运行 gongkai verify 查清")
        found = prune(db, captures, keep_weeks, write=write)
        packed = not (write and found.sweeps) or _pack(db)
    click.echo(_told(found, written=write))
    if not packed:
        click.echo("数据库文件没有缩小（磁盘空间不足或者正被占用），腾出的空间以后会用上")


def _pack(db: Database) -> bool:
    """Give the space back to the disk; the rows are gone already, whether it works or not."""
    try:
        db.vacuum()
    except sqlite3.OperationalError:
        return False
    return True


def _told(found: Pruned, *, written: bool) -> str:
    done, size = ("已清理", "腾出") if written else ("将清理", "可腾出")
    lines = [f"因未了结的问题保留：{one.week} 第{one.attempt}次" for one in found.kept]
    if not found.sweeps:
        return "\n".join([*lines, "没有可以清理的内容"])
    lines += [f"{done}：{one.week} 第{one.attempt}次" for one in found.sweeps]
    lines.append(f"{done}明细{found.rows}行，{size}存档{found.bytes / _MEGABYTE:.1f} MB")
    return "\n".join(lines if written else [*lines, "这是预演；加 --yes 才清理"])
