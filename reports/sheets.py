"""The workbooks: per unit the three annexes (附件1 to 附件3), for the office these and everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sqlite_utils import Database

from reports.model import AccountLine, Finding, Judged, OfficeView, UnitView
from reports.phrases import day, limit_of, moment, newest_of, overdue_of, span
from reports.stored import verdicts
from reports.view import Material
from reports.words import load_words
from reports.workbook import Cell, Heading, Sheet, write_workbook
from rules.vocabulary import display

Rows = Iterator[tuple[Cell, ...]]
_SITES = (
    Heading("序号", 5, centred=True), Heading("责任单位", 14), Heading("栏目（一级/二级）", 22),
    Heading("栏目地址", 28),
    Heading("问题类型", 13), Heading("问题描述", 40), Heading("应更新周期", 10, centred=True),
    Heading("最后更新日期", 12, centred=True), Heading("超期天数", 8, centred=True), Heading("截图/快照", 24),
    Heading("整改时限", 12, centred=True), Heading("整改情况", 16),
)  # fmt: skip
_MEDIA = (
    Heading("新媒体类型", 14), Heading("新媒体名称", 24), Heading("责任单位", 22), Heading("问题类别", 40),
    Heading("检查时更新日期", 16, centred=True), Heading("未更新天数", 12, centred=True),
)  # fmt: skip
_FEEDBACK = (
    Heading("序号", 6, centred=True), Heading("单位", 20), Heading("问题", 50), Heading("整改措施", 30),
    Heading("完成时间", 14, centred=True), Heading("责任人", 12), Heading("签字（章）", 16),
)  # fmt: skip
_UNSEEN = (
    Heading("责任单位", 16), Heading("检查项目", 18), Heading("对象类别", 12), Heading("名称", 30),
    Heading("地址", 34),
    Heading("原因", 30), Heading("说明", 40), Heading("由谁处理", 16), Heading("处理建议", 36),
)  # fmt: skip
_MATRIX = (
    Heading("编号", 20), Heading("责任单位", 16), Heading("检查项目", 18), Heading("对象类别", 12),
    Heading("名称", 36), Heading("地址", 36), Heading("判定", 12, centred=True),
    Heading("原因代码", 14), Heading("说明", 50),
)  # fmt: skip
_TOTALS = (
    Heading("责任单位", 20), Heading("检查项目", 20), *(
        Heading(text, 11, centred=True)
        for text in ("已核验", "符合要求", "存在问题", "待人工核查", "未能核验", "情况说明", "不适用", "基线")
    ),
)  # fmt: skip


def unit_workbook(stream: BinaryIO, material: Material, view: UnitView) -> None:
    """附件1, 附件2, 附件3 and what could not be checked, for one unit."""
    line = f"责任单位：{view.unit.name}　监测时间：{span(material.sweep)}"
    untested = (row for row in material.untested if row.unit == view.unit.code)
    sheets = (
        *_annexes(material, view.open, view.fixed, view.accounts, line),
        Sheet("未能核验", _UNSEEN, _unseen(material, untested), "本期未能核验的事项（不计入问题）", line),
    )
    write_workbook(stream, sheets, made_on=material.sweep.as_of, footer=material.workspace.district.office)


def office_workbook(stream: BinaryIO, material: Material, view: OfficeView, db: Database) -> None:
    """Every sheet there is."""
    everything = [finding for unit in view.units for finding in unit.open]
    mended = [finding for unit in view.units for finding in unit.fixed]
    sheets = (
        *_annexes(material, everything, mended, material.accounts, f"监测时间：{span(material.sweep)}"),
        Sheet("待人工核查", _MATRIX, _matrix(material, view.suspected)),
        Sheet("未能核验", _UNSEEN, _unseen(material, material.untested)),
        Sheet("目录事项", _MATRIX, _matrix(material, verdicts(db, material.sweep, kind="item"))),
        Sheet("统计", _TOTALS, _totals(material)),
        Sheet("全部判定", _MATRIX, _matrix(material, verdicts(db, material.sweep))),
    )
    write_workbook(stream, sheets, made_on=material.sweep.as_of, footer=material.workspace.district.office)


def _annexes(
    material: Material,
    found: Iterable[Finding],
    mended: Iterable[Finding],
    accounts: Iterable[AccountLine],
    line: str,
) -> tuple[Sheet, ...]:
    found = tuple(found)
    on_site = [finding for finding in (*found, *mended) if finding.judged.kind != "account"]
    return (
        _annex("附件1 网站栏目问题清单", _SITES, _sites(material, on_site), line),
        _annex("附件2 政务新媒体监测表", _MEDIA, _media(material, accounts), line),
        _annex("附件3 整改反馈表", _FEEDBACK, _feedback(material, found), line),
    )


def _annex(title: str, headings: tuple[Heading, ...], rows: Rows, line: str) -> Sheet:
    return Sheet(title, headings, rows, title, line)


def _sites(material: Material, found: Iterable[Finding]) -> Rows:
    words, as_of = load_words(), material.sweep.as_of
    for number, finding in enumerate(found, 1):
        row = finding.judged
        state = "struck" if finding.struck else finding.state
        yield (
            number, _unit(material, row.unit), where(row), row.url, material.title(row.check),
            row.reason, limit_of(row), newest_of(row), overdue_of(row, as_of),
            _snapshot(material, row), _due(finding), words.say("progress", state),
        )  # fmt: skip


def _media(material: Material, accounts: Iterable[AccountLine]) -> Rows:
    for line in accounts:
        yield (
            display("platform", line.platform), line.name, _unit(material, line.unit),
            line.problem or "未发现问题", line.newest[:10] if line.newest else None, line.days,
        )  # fmt: skip


def _feedback(material: Material, found: Iterable[Finding]) -> Rows:
    for number, finding in enumerate(found, 1):
        row = finding.judged
        title = material.title(row.check)
        yield number, _unit(material, row.unit), f"{title}：{row.reason}", None, None, None, None


def _unseen(material: Material, rows: Iterable[Judged]) -> Rows:
    words = load_words()
    for row in rows:
        why = words.why(row.code)
        yield (
            _unit(material, row.unit), material.title(row.check), words.say("kinds", row.kind),
            row.name, row.url, why.text, row.reason, why.job, why.action,
        )  # fmt: skip


def _matrix(material: Material, rows: Iterable[Judged]) -> Rows:
    words = load_words()
    for row in rows:
        yield (
            row.id, _unit(material, row.unit), material.title(row.check), words.say("kinds", row.kind),
            row.name, row.url, words.say("verdicts", row.verdict), row.code, row.reason,
        )  # fmt: skip


def _totals(material: Material) -> Rows:
    for (unit, check), tally in sorted(material.tallies.items()):
        yield (
            _unit(material, unit), material.title(check), tally.judged, tally.passed, tally.problems,
            tally.suspected, tally.untested, tally.declared, tally.not_applicable, tally.baseline,
        )  # fmt: skip


def where(row: Judged) -> str:
    """栏目（一级/二级）: the column's path; below it the page's own name where the subject is a page."""
    if row.kind == "column" or not row.place:
        return row.place or row.name
    return f"{row.place}：{row.name}"


def _unit(material: Material, code: str) -> str:
    return material.unit_names.get(code, code)


def _snapshot(material: Material, row: Judged) -> str:
    """截图/快照: when it was collected, and where the stored answer lies."""
    if not row.seen:
        return ""
    seen = row.seen[-1]
    return f"{moment(seen.fetched_at, material.workspace.district.zone)} {seen.capture or ''}".strip()


def _due(finding: Finding) -> str:
    return day(finding.due) if finding.due and finding.state != "fixed" else ""
