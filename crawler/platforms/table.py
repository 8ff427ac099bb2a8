"""docs/sources.md: what every source's answers mean, whose job they are and what that person does.

`python -m crawler.platforms.table` writes it, `--check` only says whether it is out of date (exit 1). Every word comes
from the tables of answers and from the sources' registrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from crawler.platforms import Source, load_sources
from crawler.platforms.answers import Answers, Meaning, load_answers, pace
from rules import vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"
_HEAD = """# 采集来源与返回对照表

> 本页由 `python -m crawler.platforms.table` 根据 `crawler/platforms/*.toml` 生成，请勿手改。This page is generated; do not edit it.

政务新媒体的每一种采集方式（备案表“采集方式”一列）可能得到哪些返回、各是什么意思、由谁处理、怎样处理。
“结果”一栏：正常；平台明确说明的账号状态；或者“未能核验”的原因代码。未能核验的一律不算问题。
各平台需要事先做什么、能得到什么、得不到什么，见各平台的说明。
"""
_WHOSE = {"unit": "主办单位", "office": "公开办", "ours": "监测方", "nobody": "—"}
_STATES = {
    "normal": "账号正常", "cancelled": "账号已注销", "banned": "账号已被封禁", "frozen": "账号受限或者冻结",
    "migrated": "账号已迁移", "unknown": "",
}  # fmt: skip


def page() -> str:
    """The whole document."""
    sources = load_sources()
    names = [name for name in vocabulary.keys("source") if name in sources]
    return "\n".join(
        [_HEAD, *_overview([sources[name] for name in names]), *_tables([sources[name] for name in names])]
    )


def _overview(sources: list[Source]) -> Iterator[str]:
    yield "| 采集方式 | 平台 | 能证明“没有更新” | 只读接口 | 两次提问间隔 |"
    yield "|---|---|---|---|---|"
    for source in sources:
        platforms = "、".join(vocabulary.display("platform", one) for one in sorted(source.only)) or "不限"
        asked = (
            "<br>".join(f"`{one.method} {one.path}`" for one in source.endpoints) or "只读公开地址或者文件"
        )
        seconds = pace(source.name)
        yield (
            f"| [`{source.name}`](#{source.name}) {vocabulary.display('source', source.name)} | {platforms}"
            f" | {'能，条件见下' if source.proves_silence else '不能'} | {asked} | {f'{seconds:g}秒' if seconds else '按访问节奏'} |"
        )
    yield ""


def _tables(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        yield f"## {source.name}\n"
        yield from _rows(load_answers(source.name))
        yield ""


def _rows(answers: Answers) -> Iterator[str]:
    yield "| 返回 | 识别依据 | 含义 | 结果 | 由谁处理 | 怎样处理 |"
    yield "|---|---|---|---|---|---|"
    for row in answers.rows:
        cells = (f"`{row.id}`", _known_by(row), row.means, _result(row), _WHOSE[row.whose], row.todo or "—")
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _known_by(row: Meaning) -> str:
    """What the source tells the answer by."""
    parts = []
    if row.codes:
        parts.append("代码" + "、".join(f"`{code}`" for code in row.codes))
    if row.status:
        parts.append("HTTP " + "、".join(map(str, row.status)))
    if row.words:
        parts.append("文字" + "、".join(f"“{word}”" for word in row.words))
    return "；".join(parts) or "内容"


def _result(row: Meaning) -> str:
    state = _STATES[row.state] if row.state else ""
    reason = f"`{row.reason.value}`" if row.reason else ""
    return "，".join(part for part in (state, reason) if part) or "正常"


@click.command()
@click.option("--check", "only_check", is_flag=True, help="只检查是否最新，不写文件")
def main(*, only_check: bool) -> None:
    """写出 docs/sources.md。"""
    text = page()
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return
    if only_check:
        raise click.ClickException("docs/sources.md 已过时：运行 python -m crawler.platforms.table")
    PAGE.write_text(text, "utf-8")
    click.echo("已写入：docs/sources.md")


if __name__ == "__main__":
    main()
