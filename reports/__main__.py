"""The stage alone: `python -m reports --workspace DIR` writes the reports of a week that was judged."""

from __future__ import annotations

from pathlib import Path

import click

from checks.tables import migrations
from crawler.store import StoreError, open_store
from reports.deliver import FORMATS, write_failure, write_reports
from reports.model import RunState
from reports.stored import latest_sweep
from rules.faults import WorkspaceError
from rules.workspace import load_workspace


@click.command(help="写出一周的监测报告。")
@click.option("--workspace", "folder", type=click.Path(path_type=Path), default=".", help="工作区文件夹")
@click.option("--week", help="ISO 周，如 2026-W47；缺省为最近一周")
@click.option("--unit", "units", multiple=True, help="只写这些单位（单位代码），可重复")
@click.option("--format", "formats", default="html,xlsx", show_default=True, help="逗号分隔")
def main(folder: Path, week: str | None, units: tuple[str, ...], formats: str) -> None:
    """Write the reports of a week that was judged."""
    chosen = frozenset(formats.split(","))
    if not chosen <= FORMATS:
        raise click.BadParameter(f"可选：{'、'.join(sorted(FORMATS))}", param_hint="--format")
    try:
        workspace = load_workspace(folder)
    except WorkspaceError as error:
        raise click.ClickException(str(error)) from error
    db = open_store(workspace.database, migrations)
    try:
        sweep = latest_sweep(db, week, judged=True)
        written = write_reports(workspace, db, sweep.id, units=units or None, formats=chosen)
    except StoreError as error:
        if week:
            write_failure(folder, week, RunState(1, stop_reason=str(error)))
        raise click.ClickException(str(error)) from error
    except KeyError as error:
        raise click.BadParameter(f"没有代码为{error.args[0]}的单位", param_hint="--unit") from error
    finally:
        db.close()
    click.echo(written.overview)


if __name__ == "__main__":
    main()
