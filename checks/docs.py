"""What checks and sources say of themselves, as documents: docs/checks.md, and tables in the READMEs and workspace.md.

`python -m checks.docs` writes them, `--check` only names those that are out of date (exit 1). Every word comes from a
check's declaration, its docstring (Chinese) and its module's first line (English), or from a source's registration;
what stands around it from docs.toml.
"""

from __future__ import annotations

import dataclasses
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from checks.model import Check, load_checks
from crawler.platforms import load_sources
from rules import vocabulary
from rules.statutes import UnknownBasisError, basis

ROOT = Path(__file__).parents[1]
PAGE, WORKSPACE = "docs/checks.md", "docs/workspace.md"
READMES: Mapping[str, int] = {"README.md": 0, "README.en.md": 1}
"""The READMEs, each with the place of its language in docs.toml."""
BEGIN, END = "<!-- {}: begin (python -m checks.docs) -->", "<!-- {}: end -->"

_HEAD = """# 检查项

> 本页由 `python -m checks.docs` 根据各检查自己的声明和说明生成，请勿手改。This page is generated; do not edit it.

每个检查对每个单位的每个对象都给出一个判定：符合、存在问题、待人工核查（疑似）、未能核验、已有情况说明、不适用。
没有采集到的一律是“未能核验”，从不算作问题。判定怎样得出，见 [README](../README.md#判定是怎样得出的)。
期限和数量写在 [rules/limits.toml](../rules/limits.toml)，可在工作区的 `district.toml` 中改。
"""


class DocsError(Exception):
    """Raised when there is nothing to write: a check without an English line, a README without its marks."""


def documents(root: Path) -> dict[Path, str]:
    """Every generated document with the text that it should hold."""
    checks = sorted(load_checks().values(), key=lambda check: (_groups().index(check.group), check.name))
    texts = {root / PAGE: "\n".join(_page(checks))}
    for name, language in READMES.items():
        texts[root / name] = _between_marks(root / name, "checks", _table(checks, language))
    texts[root / WORKSPACE] = _between_marks(root / WORKSPACE, "sources", _sources())
    return texts


def offence(check: Check) -> str:
    """The offence in English: the first line of the module's docstring behind the check's name."""
    line = (sys.modules[check.judge.__module__].__doc__ or "").partition("\n")[0]
    name, _, text = line.partition(": ")
    if name != check.name or not text.endswith("."):
        raise DocsError(f'{check.judge.__module__}: its docstring must begin "{check.name}: … ."')
    return text[0].upper() + text[1:]


# --- docs/checks.md --------------------------------------------------------------------------------------------------


def _page(checks: list[Check]) -> Iterator[str]:
    """docs/checks.md, line by line."""
    yield _HEAD
    for group in _groups():
        yield f"## {_word('groups', group, 0)} · {_word('groups', group, 1)}\n"
        for check in checks:
            if check.group == group:
                yield from _section(check)


def _section(check: Check) -> Iterator[str]:
    """One check in full."""
    statute, point = basis(check.basis)
    module = check.judge.__module__.replace(".", "/") + ".py"
    until = f"至 {check.until}" if check.until else "起"
    decision = _word("decisions", "lasting" if check.lasting else "weekly", 0)
    doubt = _words()["doubts"].get(statute.certainty)
    yield f"### {check.name}\n"
    yield f"**{check.title}** · {offence(check)}\n"
    yield f"- 对象：{_subject_words(check, 0)}（{'、'.join(f'`{kind}`' for kind in _kinds(check))}）"
    yield f"- 性质：{_word('severities', check.severity, 0)}（`{check.severity}`）"
    yield f"- 依据：《{statute.title}》（{statute.number}）“{point.name}”：{point.gist}"
    yield f"  （`{check.basis}`{f'，{doubt}' if doubt else ''}）"
    yield f"- 适用：{check.since} {until}；人工决定（`gongkai confirm`）{decision}"
    yield f"- 程序与案例：[{module}](../{module})，[tests/cases/{check.name}](../tests/cases/{check.name})\n"
    for heading, text in (
        ("为什么", check.why),
        ("不算问题", check.spares),
        ("如何整改", check.mend),
    ):
        yield f"**{heading}**　{text}\n"


# --- the table in the READMEs ----------------------------------------------------------------------------------------


def _table(checks: list[Check], language: int) -> Iterator[str]:
    """One row per check."""
    heads = _words()["table"][("chinese", "english")[language]]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    laws = {}
    for check in checks:
        statute, point = basis(check.basis)
        laws[statute.key] = f"`{statute.key}` 《{statute.title}》（{statute.number}）"
        cells = (
            f"[`{check.name}`]({PAGE}#{check.name})",
            offence(check).rstrip(".") if language else check.title,
            _subject_words(check, language),
            _word("severities", check.severity, language),
            f"`{check.basis}`" if language else f"{point.name}（`{statute.key}`）",
        )
        yield f"| {' | '.join(cells)} |"
    yield f"\n{_words()['table']['laws'][language]}{'；'.join(laws.values())}。"


def _sources() -> Iterator[str]:
    """One row per source that an account may name, built or not."""
    words, built = _words()["sources"], load_sources()
    yield f"| {' | '.join(words['heads'])} |"
    yield "|" + "---|" * len(words["heads"])
    for name in vocabulary.keys("source"):
        source = built.get(name)
        silence = words["silence"][str(source.proves_silence).lower()] if source else ""
        state = words["built"][str(source is not None).lower()]
        yield f"| `{name}` {vocabulary.display('source', name)} | {state} | {silence} | {words['address'][vocabulary.url_use(name)]} |"


def _between_marks(path: Path, what: str, lines: Iterator[str]) -> str:
    """A document with the lines between its marks."""
    begin, end = BEGIN.format(what), END.format(what)
    before, found, rest = path.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise DocsError(f"{path.name}: the marks {begin} and {end} are missing")
    return "\n".join((f"{before}{begin}", *lines, f"{end}{after}"))


# --- words -----------------------------------------------------------------------------------------------------------


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _word(table: str, key: str, language: int) -> str:
    word: str = _words()[table][key][language]
    return word


def _groups() -> list[str]:
    return list(_words()["groups"])


def _kinds(check: Check) -> tuple[str, ...]:
    """The contract's kinds of what a check judges."""
    kinds = (
        str(field.default)
        for one in check.subjects
        for field in dataclasses.fields(one)
        if field.name == "kind"
    )
    return tuple(dict.fromkeys(kinds))


def _subject_words(check: Check, language: int) -> str:
    """The same in words."""
    return ("、", ", ")[language].join(_word("subjects", kind, language) for kind in _kinds(check))


@click.command()
@click.option("--check", "only_check", is_flag=True, help="只检查是否最新，不写文件")
def main(*, only_check: bool) -> None:
    """把检查、采集方式的说明写入 docs/checks.md、docs/workspace.md 和两份 README。"""
    try:
        old = {path: text for path, text in documents(ROOT).items() if _now(path) != text}
    except (DocsError, UnknownBasisError) as error:
        raise click.ClickException(str(error)) from error
    for path, text in old.items():
        click.echo(f"{'不是最新' if only_check else '已写入'}：{path.relative_to(ROOT)}")
        if not only_check:
            path.write_text(text, "utf-8")
    if old and only_check:
        sys.exit(1)


def _now(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()
