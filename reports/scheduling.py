"""The lines that make the machine run a workspace by itself: two of a crontab, or units of systemd with their timers.

Both begin with next to nothing: no PATH worth the name, no language, no secrets, another folder, a shell or none. So every
path is absolute, and what is needed beyond that stands in the line itself.
"""

from __future__ import annotations

import hashlib
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import click

from reports.verbs import Run
from rules.model import Workspace
from rules.notify import variables_of
from rules.quiet import starts_best
from rules.unattended import load_hours
from rules.workspace import load_workspace

Kind = Literal["cron", "systemd"]
_SURROUNDINGS = {"LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin"}
_FRONT_DOOR = Path(__file__).parents[1] / "gongkai.py"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be done daily: what it is called, when (in the district's zone), and the words of its command."""

    name: str
    told: str
    at: time
    words: tuple[str, ...]


@click.option("--cron", "kind", flag_value="cron", help="打印 crontab 的两行")
@click.option("--systemd", "kind", flag_value="systemd", help="打印 systemd 的服务和定时器")
@click.option(
    "--secrets",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="每行一个“变量名=值”的文件，运行前读入（放在工作区以外，只许属主可读）",
)
def schedule(run: Run, *, kind: Kind | None, secrets: Path | None) -> int:
    """打印要装进 cron 或 systemd 的定时任务；不改动系统。"""
    if kind is None:
        raise click.UsageError("请写明 --cron 或 --systemd")
    workspace = load_workspace(run.folder)
    lines = lines_for(workspace, program())
    printed = crontab if kind == "cron" else units
    text = printed(workspace, lines, secrets.resolve() if secrets else None)
    for notice in _notices(workspace, lines[0].at, secrets):
        click.echo(f"注意：{notice}", err=True)
    click.echo(text)
    return 0


def program() -> tuple[str, ...]:
    """How this very installation is started, from wherever."""
    script = Path(sys.executable).with_name("gongkai")
    return (str(script),) if script.is_file() else (sys.executable, str(_FRONT_DOOR))


def lines_for(workspace: Workspace, begin: Sequence[str]) -> tuple[Line, Line]:
    """The daily line, at an hour in which the portal may be asked, and the one that watches it."""
    hours, quiet = load_hours(), workspace.polite.quiet_hours
    at = starts_best(hours.daily, quiet)
    if at is None:
        raise click.ClickException("[polite] quiet_hours 占满了全天，没有可以采集的时间")
    front = (*begin, "--workspace", str(workspace.folder.resolve()), "--quiet")
    if any(ord(letter) < ord(" ") for word in front for letter in word):
        raise click.ClickException("工作区或程序的路径含有换行等控制字符，定时任务无法书写，请改名")
    name = f"gongkai-{hashlib.sha256(front[-2].encode()).hexdigest()[:6]}"  # several districts on one machine
    district = workspace.district.name
    return (
        Line(name, f"{district}政务公开每周监测（每天运行，该做才做）", at, (*front, "weekly", "--due")),
        Line(
            f"{name}-watch",
            f"{district}政务公开监测：逾期时通知",
            hours.watch,
            (*front, "status", "--notify"),
        ),
    )


def _notices(workspace: Workspace, at: time, secrets: Path | None) -> list[str]:
    """What whoever installs the lines should know."""
    accounts = {name for account in workspace.accounts for name in account.variables}
    needed = sorted(accounts | set(variables_of(workspace.notify)))
    told = []
    if needed and secrets is None:
        told.append(
            f"定时任务没有登录后的环境变量；要用的有{'、'.join(needed)}，请写进一个文件，用 --secrets 指定"
        )
    if secrets is not None and secrets.stat().st_mode & 0o077:
        told.append(f"{secrets} 别人也能读，请 chmod 600")
    if not workspace.notify:
        told.append("[notify] urls 没有填写：运行结束和逾期都不会通知任何人")
    if at != (usual := load_hours().daily):
        told.append(f"因静默时段，开始时间由 {usual:%H:%M} 改为 {at:%H:%M}")
    return told


# --- cron ------------------------------------------------------------------------------------------------------------


def crontab(workspace: Workspace, lines: Sequence[Line], secrets: Path | None) -> str:
    """Two lines for `crontab -e`, in the machine's time. A percent sign is cron's own line end, also between quotes."""
    around = " ".join(f"{name}={value}" for name, value in _SURROUNDINGS.items())
    read = f"set -a; . {shlex.quote(str(secrets))}; set +a; " if secrets else ""
    told = [f"# 以 {workspace.folder.resolve().owner()} 的身份：crontab -e，加入以下各行"]
    for line in lines:
        at = _by_the_machine(line.at, workspace.district.zone)
        command = f"{read}{around} {shlex.join(line.words)}"
        if line is lines[-1]:
            command += " >/dev/null"  # it speaks by message; its daily “in order” is nobody's mail
        told += [f"# {line.told}", f"{at.minute} {at.hour} * * * {command.replace('%', chr(92) + '%')}"]
    return "\n".join(told)


def _by_the_machine(at: time, zone: ZoneInfo) -> time:
    """A time of the district's day by the machine's clock: cron knows no other."""
    today = datetime.now(zone).date()
    return datetime.combine(today, at, zone).astimezone().time()


# --- systemd ---------------------------------------------------------------------------------------------------------

_UNITS = """\
# /etc/systemd/system/{name}.service
[Unit]
Description={told}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={owner}
UMask=0077
Nice=10
{around}
ExecStart={command}
SuccessExitStatus=3 7
KillMode=mixed
TimeoutStartSec=infinity
TimeoutStopSec=5min

# /etc/systemd/system/{name}.timer
[Unit]
Description={told}

[Timer]
OnCalendar=*-*-* {at:%H:%M}:00 {zone}
Persistent=true

[Install]
WantedBy=timers.target
"""


def units(workspace: Workspace, lines: Sequence[Line], secrets: Path | None) -> str:
    """A service and a timer for each line, every file below its name; and how they are switched on."""
    owner = workspace.folder.resolve().owner()
    around = [f"Environment={_quoted(f'{name}={value}')}" for name, value in _SURROUNDINGS.items()]
    if secrets:
        around.append(f"EnvironmentFile={str(secrets).replace('%', '%%')}")
    told = [
        _UNITS.format(
            name=line.name, told=line.told.replace("%", "%%"), owner=owner, around="\n".join(around), at=line.at,
            command=" ".join(_quoted(word) for word in line.words), zone=workspace.district.zone.key,
        )
        for line in lines
    ]  # fmt: skip
    timers = " ".join(f"{line.name}.timer" for line in lines)
    told.append(f"# systemctl daemon-reload && systemctl enable --now {timers}")
    return "\n".join(told)


def _quoted(word: str) -> str:
    """A word as systemd reads it back: its own quotes, specifiers and variables are spelt out."""
    for letter, spelt in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(letter, spelt)
    return f'"{word}"'
