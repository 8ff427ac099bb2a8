"""`gongkai replay`: an old sweep judged by other rules. The store is opened so that it cannot change."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import click
from sqlite_utils import Database

from checks.judging import judged_again
from checks.tables import migrations
from crawler.store import open_unchanging
from reports.model import Judged, Sweep
from reports.printing import write_records
from reports.records import Record, unit_names, verdict_record
from reports.stored import judged, latest_sweep
from reports.text import SENTENCE, plain
from reports.verbs import Run
from reports.words import load_words
from rules.model import Workspace
from rules.trying import load_with

_WAS = 'SELECT * FROM verdicts WHERE sweep = ? AND "check" = ? AND unit = ? AND key = ?'


@dataclass(frozen=True, slots=True)
class Change:
    """One subject that is judged otherwise now; `was` or `now` is None where it was not judged at all."""

    was: Judged | None
    now: Judged | None


@dataclass(slots=True)
class Replayed:
    """What a replay met: how many verdicts, and which are others."""

    total: int = 0
    changes: list[Change] = field(default_factory=list)


def _limits(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    told = {}
    for one in given:
        key, sign, value = one.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise click.BadParameter(f"{one}：应为“键=值”，如 news=30")
        told[key.strip()] = value.strip()
    return told


@click.option(
    "--catalog", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="用这个文件作标准目录"
)
@click.option("--limits", multiple=True, callback=_limits, help="改一个期限或数量，如 news=30，可重复")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv", "xlsx"]), default="text", help="输出格式"
)
def replay(
    run: Run, *, catalog: Path | None, limits: Mapping[str, str], form: Literal["text", "json", "csv", "xlsx"]
) -> None:
    """按别的目录、期限重新判定一次旧的监测，不改动数据库：列出差别和判定。"""
    workspace = load_with(run.folder, catalog=catalog, limits=limits)
    with closing(open_unchanging(workspace.database, migrations)) as db:
        sweep = latest_sweep(db, run.asked(workspace.district.zone), judged=True)
        met = Replayed()
        rows = _again(db, sweep, workspace, met)
        if form == "text":
            met.total = sum(1 for _ in rows)
        else:
            write_records("verdicts", form, rows, sys.stdout.buffer, sweep.as_of)
    click.echo(_told(sweep, met), err=form != "text")


def _again(db: Database, sweep: Sweep, workspace: Workspace, met: Replayed) -> Iterator[Record]:
    """The verdicts by these rules; what differs from the stored ones is noted on the way."""
    names, seen = unit_names(workspace), set[str]()
    for row in judged_again(db, sweep.id, workspace):
        now = judged(row)
        seen.add(now.id)
        was = next(iter(db.query(_WAS, (sweep.id, row["check"], row["unit"], row["key"]))), None)
        if was is None or any(was[name] != row[name] for name in ("verdict", "reason_code", "reason")):
            met.changes.append(Change(judged(was) if was else None, now))
        yield verdict_record(now, sweep.week, names)
    for row in db.query("SELECT * FROM verdicts WHERE sweep = ?", (sweep.id,)):
        if row["id"] not in seen:
            met.changes.append(Change(judged(row), None))


def _told(sweep: Sweep, met: Replayed) -> str:
    """The differences, one line each, and how many of each sort."""
    say = load_words().say

    def verdict(one: Judged | None) -> str:
        return say("verdicts", one.verdict) if one else "没有判定"

    sorts = Counter((verdict(change.was), verdict(change.now)) for change in met.changes)
    lines = [
        f"{sweep.week} 第{sweep.attempt}次，时点{sweep.as_of}：与已存的判定不同的{len(met.changes)}项（数据库没有改动）"
    ]
    lines += [f"  {was} → {now}：{count}" for (was, now), count in sorted(sorts.items())]
    for change in met.changes:
        one = change.now or change.was
        assert one is not None, "one of them is there"
        why = f"：{change.now.reason}" if change.now and change.now.reason else ""
        name = plain(one.name, SENTENCE)
        lines.append(
            f"{one.id} {one.check} {one.unit} {name}　{verdict(change.was)} → {verdict(change.now)}{why}"
        )
    return "\n".join(lines)
