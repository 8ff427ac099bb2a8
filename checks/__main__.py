"""`python -m checks --workspace DIR [--week W]`: judge a stored sweep, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlite_utils import Database

from checks.judging import judge
from checks.summary import Summary
from checks.tables import migrations
from crawler.store import StoreError, open_store
from rules.faults import WorkspaceError
from rules.workspace import load_workspace

_LATEST = """
SELECT id, week, attempt FROM sweeps WHERE week = coalesce(?, week) ORDER BY week DESC, attempt DESC LIMIT 1
"""
_WORKSPACE_WRONG, _UNEXPECTED = 5, 1


@click.command()
@click.option("--workspace", "folder", type=click.Path(path_type=Path), default=Path(), help="工作区目录")
@click.option("--week", help="监测周，如 2026-W47；不写则为最近一周")
def main(folder: Path, week: str | None) -> None:
    """判定一次已存的监测，不访问网络。"""
    try:
        workspace = load_workspace(folder)
    except WorkspaceError as error:
        click.echo(str(error), err=True)
        sys.exit(_WORKSPACE_WRONG)
    db = open_store(workspace.database, migrations)
    try:
        sweep, name = _sweep(db, week)
        click.echo(_told(name, judge(db, sweep, workspace)))
    except StoreError as error:
        click.echo(str(error), err=True)
        sys.exit(_UNEXPECTED)
    finally:
        db.close()


def _sweep(db: Database, week: str | None) -> tuple[int, str]:
    """The latest attempt of the week, or of the latest week."""
    for row in db.query(_LATEST, (week,)):
        return row["id"], f"{row['week']} 第{row['attempt']}次"
    raise StoreError(f"{f'{week}周' if week else '本工作区'}没有监测数据")


def _told(name: str, summary: Summary) -> str:
    """One line for the terminal or the log."""
    counts = summary.verdicts
    return (
        f"{name}：符合{counts.get('pass', 0)}，问题{counts.get('violation', 0)}，"
        f"疑似{counts.get('suspected', 0)}，未能核验{summary.untested}（{summary.untested_share:.0%}），"
        f"已说明{counts.get('declared', 0)}，不适用{counts.get('not_applicable', 0)}"
    )


if __name__ == "__main__":
    main()
