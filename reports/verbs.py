"""How a verb of the front door is registered: the options that every verb takes, and how its end becomes an exit code."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click

from checks.confirming import DecisionError
from checks.judging import EvidenceError
from crawler import logs
from crawler.lock import WorkspaceBusy
from crawler.troubles import trouble_of
from reports.running import BUSY, UNEXPECTED, WRONG, Ended, leaving_a_page
from rules.faults import WorkspaceError
from rules.importing import ImportRefusedError
from rules.init import InitError
from rules.model import Workspace
from rules.periods import Clock, week_days

_CHINA = ZoneInfo("Asia/Shanghai")
"""The zone of a run that gets no further than its workspace."""
_TOLD = (DecisionError, EvidenceError, ImportRefusedError, InitError)
"""What may go wrong with a verb besides workspace, store and disk: one clear line, exit 1."""


@dataclass(frozen=True, slots=True)
class Run:
    """What every verb may be told, before or after its name. `named`: the workspace was named on purpose."""

    folder: Path
    named: bool
    week: str | None
    as_of: date | None
    quiet: bool
    json_log: bool

    def clock(self, zone: ZoneInfo = _CHINA) -> Clock:
        """The day that is judged: the one given, else today, or the nearest day of a week that is not today's."""
        day = self.as_of or datetime.now(zone).date()
        if self.week is not None and Clock(day, zone).week != self.week:
            if self.as_of is not None:
                raise click.UsageError(f"--as-of {day} 不在 --week {self.week} 之内")
            monday, sunday = week_days(self.week)
            day = min(max(day, monday), sunday)
        return Clock(day, zone)

    def asked(self, zone: ZoneInfo) -> str | None:
        """The week that was asked for, or None for the latest stored one."""
        return self.clock(zone).week if self.week or self.as_of else None

    def stage(
        self,
        work: Callable[[Workspace, Clock, int], Ended | int],
        heard: Callable[[Ended], None] = lambda _: None,
    ) -> int:
        """Run a stage under the lock, tell how it ended (`heard` too), and return the exit code."""
        clock = self.clock()
        var = self.folder / "var" if self.folder.is_dir() else None
        logs.set_up(var, f"run-{clock.week}", quiet=self.quiet, as_json=self.json_log)
        ended = leaving_a_page(
            self.folder,
            clock.week,
            lambda workspace, lock: work(workspace, self.clock(workspace.district.zone), lock),
        )
        if isinstance(ended, int):
            return ended
        heard(ended)
        if not self.quiet or ended.state.exit_code == UNEXPECTED:
            click.echo(ended.told, err=True)
        if ended.written is not None:
            click.echo(ended.written.overview)
        return ended.state.exit_code


def _week(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        if value is not None:
            week_days(value)
    except ValueError as error:
        raise click.BadParameter("应为 ISO 周，如 2026-W47") from error
    return value


_COMMON = {
    "workspace": click.option(
        "--workspace", type=click.Path(path_type=Path), help="工作区目录，缺省为当前目录"
    ),
    "week": click.option("--week", callback=_week, help="ISO 周，如 2026-W47"),
    "as_of": click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="监测时点（当日结束），如 2026-11-22"
    ),
    "quiet": click.option("--quiet", is_flag=True, default=None, help="不显示进度"),
    "json_log": click.option("--json-log", is_flag=True, default=None, help="日志为 JSON 行"),
}


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every verb takes."""
    return functools.reduce(lambda wrapped, option: option(wrapped), reversed(_COMMON.values()), command)


def verb(group: click.Group, name: str, **described: Any) -> Callable[[Callable[..., int | None]], Any]:
    """Register a verb: it is handed the common options as one `Run`; what it returns is the exit code."""

    def register(function: Callable[..., int | None]) -> Callable[..., int | None]:
        @functools.wraps(function)
        def command(**given: Any) -> NoReturn:
            before: dict[str, Any] = click.get_current_context().obj
            own = {key: given.pop(key) for key in _COMMON}
            told = {key: before[key] if value is None else value for key, value in own.items()}
            sys.exit(_answer(functools.partial(function, _run(told), **given)))

        group.command(name, **described)(common(command))
        return function

    return register


def _run(told: dict[str, Any]) -> Run:
    named = told["workspace"] or os.environ.get("GONGKAI_WORKSPACE")
    as_of = told["as_of"].date() if told["as_of"] else None
    return Run(
        Path(named or "."), bool(named), told["week"], as_of, bool(told["quiet"]), bool(told["json_log"])
    )


def _answer(work: Callable[[], int | None]) -> int:
    """Do a verb's work; what is expected to go wrong becomes clear lines and the contract's exit code."""
    try:
        return work() or 0
    except (WorkspaceError, WorkspaceBusy) as error:
        click.echo(str(error), err=True)
        return WRONG if isinstance(error, WorkspaceError) else BUSY
    except _TOLD as error:
        raise click.ClickException(str(error)) from error
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise click.ClickException(trouble) from error
