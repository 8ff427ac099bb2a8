"""The verbs by which what was stored is held to account: printed, never written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

import click

from checks.tables import migrations
from crawler.store import open_store, open_unchanging
from crawler.verifying import Verified
from crawler.verifying import verify as hold_against
from reports.law import load_law
from reports.phrases import moment
from reports.running import DONE, FALLEN, UNEXPECTED
from reports.stored import judged
from reports.text import ADDRESS, SENTENCE, plain, shown
from reports.verbs import Run
from reports.words import load_words
from rules.text import json_text
from rules.workspace import load_workspace

if TYPE_CHECKING:
    from checks.standing import Standing

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


# --- one finding -----------------------------------------------------------------------------------------------------


@click.argument("finding")
@as_form
def evidence(run: Run, *, finding: str, form: Form) -> int:
    """用存档重新判定一个问题，不访问网络：说明是否仍然成立。"""
    from checks.standing import stand_again  # noqa: PLC0415 - it brings the whole crawler along, a second and a half

    workspace = load_workspace(run.folder)
    zone = workspace.district.zone
    with closing(open_unchanging(workspace.database, migrations)) as db:
        found = stand_again(db, workspace.var / "captures", workspace, finding, run.asked(zone))
    told = _standing(found, {unit.code: unit.name for unit in workspace.units})
    click.echo(json_text(told, 2) if form == "json" else _standing_text(told, zone))
    return DONE if found.stands else FALLEN


def _standing(found: Standing, names: dict[str, str]) -> dict[str, Any]:
    """What is said of a finding that was judged again; a promise to scripts."""
    then, law = judged(found.then), load_law()
    check = law.checks.get(then.check)
    return {
        "id": then.id,
        "stands": found.stands,
        "week": found.sweep["week"],
        "attempt": found.sweep["attempt"],
        "as_of": found.sweep["as_of"],
        "check": then.check,
        "title": law.title(then.check).title,
        "requirement": check.why if check else None,
        "spares": check.spares if check else None,
        "basis": then.basis,
        "basis_told": law.basis(then.basis),
        "since": check.since.isoformat() if check else None,
        "program": found.version,
        "rules": found.rules,
        "same_rules": found.same_rules,
        "unit": then.unit,
        "unit_name": names.get(then.unit),
        "subject": {"kind": then.kind, "key": then.key, "name": then.name, "url": then.url},
        "then": {"verdict": then.verdict, "reason": then.reason, "observed": then.observed},
        "now": _now(found),
        "same_figures": found.same_figures,
        "evidence": [{**asdict(proof), "url": shown(proof.url, ADDRESS)} for proof in found.proofs],
    }


def _now(found: Standing) -> dict[str, Any] | None:
    if found.now is None:
        return None
    now = judged(found.now)
    return {"verdict": now.verdict, "reason_code": now.code, "reason": now.reason, "observed": now.observed}


def _standing_text(told: dict[str, Any], zone: ZoneInfo) -> str:
    """The same for a reader, line by line."""
    words, then, now = load_words(), told["then"], told["now"]
    rules = {True: "与当时相同", False: "与当时不同（工作区的表格或设置已经改动）", None: "当时没有记下"}
    lines = [
        f"问题 {told['id']}　{told['title']}（{told['check']}）",
        f"单位：{told['unit_name'] or told['unit']}　对象：{told['subject']['name']} {told['subject']['url'] or ''}",
        f"监测：{told['week']} 第{told['attempt']}次，时点{told['as_of']}",
        f"依据：{told['basis_told']}（{told['basis']}，自{told['since'] or '—'}起适用）",
        f"要求：{told['requirement'] or '—'}",
        f"规则：程序{told['program'] or '—'}，规则摘要{(told['rules'] or '—')[:12]}，{rules[told['same_rules']]}",
        f"当时：{words.say('verdicts', then['verdict'])}。{then['reason']}",
        "存档：" if told["evidence"] else "存档：这一判定没有引用网络应答（以导出文件或者台账为据）",
    ]
    for number, one in enumerate(told["evidence"], start=1):
        state = words.say("proof_states", one["fault"] or "sound")
        lines.append(
            f"  {number}. {moment(one['fetched_at'], zone)}　状态{one['status'] or '—'}　{one['url']}　{state}"
        )
        lines.append(f"     SHA-256 {one['sha256'] or '—'}　{one['capture'] or '没有应答'}")
    if now is None:
        lines.append("现在：存档中已经没有这一对象")
    else:
        lines.append(f"现在：{words.say('verdicts', now['verdict'])}。{now['reason']}")
        if not told["same_figures"]:
            lines.append("说明：重新读出的数字与当时不同")
    lines.append(f"结论：{_conclusion(told)}")
    return "\n".join(lines)


def _conclusion(told: dict[str, Any]) -> str:
    if any(one["fault"] for one in told["evidence"]):
        return "不能确认，存档缺失或者被改动"
    return "成立，用存档重新判定结果相同" if told["stands"] else "不成立，用存档重新判定结果不同"
