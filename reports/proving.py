"""The verbs by which what was stored is held to account: printed, never written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import Literal

import click

from checks.tables import migrations
from crawler.store import open_store
from crawler.verifying import Verified
from crawler.verifying import verify as hold_against
from reports.running import DONE, UNEXPECTED
from reports.text import SENTENCE, plain
from reports.verbs import Run
from reports.words import load_words
from rules.text import json_text
from rules.workspace import load_workspace

Form = Literal["text", "json"]
as_form = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式"
)


@click.option("--seal", help="报告上的封存号（前12位以上）：它必须在封存链中")
@as_form
def verify(run: Run, *, seal: str | None, form: Form) -> int:
    """核对存档与数据库是否与封存时一致；有改动的指出是哪个文件、哪条记录、哪一行。"""
    if seal is not None and len(seal) < _SHORTEST:
        raise click.BadParameter(f"至少{_SHORTEST}位", param_hint="--seal")
    workspace = load_workspace(run.folder)
    week = run.asked(workspace.district.zone)
    with closing(open_store(workspace.database, migrations)) as db:
        db.conn.execute("BEGIN")  # one moment of the store, whatever is written meanwhile
        found = hold_against(db, workspace.var / "captures", week=week, known=seal)
        db.conn.rollback()
    click.echo(_as_json(found) if form == "json" else _as_text(found))
    return UNEXPECTED if found.faults else DONE


_SHORTEST = 12


def _as_json(found: Verified) -> str:
    told = {"sound": not found.faults, **asdict(found)}
    return json_text(told, 2)


def _as_text(found: Verified) -> str:
    words = load_words()
    lines = [
        f"封存链：{found.seals}条，最后一条 {found.last if found.seals else '—'}",
        f"核对：存档文件{found.files}个，数据{found.rows}行",
        *(f"说明：{note}" for note in found.notes),
    ]
    if not found.faults:
        return "\n".join([*lines, "与封存一致，没有发现改动"])
    named = (f"  [{words.say('sealed', f.sort)}] {plain(f.where, SENTENCE)}：{f.told}" for f in found.faults)
    return "\n".join([*lines, f"发现{len(found.faults)}处与封存不一致：", *named])
