"""docs/workspace.md: every table, column, key and word stands in it, and what its examples say is what is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from rules import vocabulary
from rules.data import toml
from rules.deadlines import parse
from rules.faults import Collector
from rules.model import Budget, District, Guard, Polite, Portal, SourceDefault
from rules.subjects import Subjects
from rules.tables.headers import TABLES, TableName, columns, label, required
from rules.tables.reading import read_file
from rules.text import shown
from rules.ticks import choices, why_excluded
from rules.vocabulary import Group
from rules.workspace import load_workspace

HERE = Path(__file__).parent
TEXT = (HERE.parents[1] / "docs" / "workspace.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^### (\w+) \S+\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))


def _table(*heads: str, within: str = TEXT) -> list[list[str]]:
    """The rows of the first table with these heads."""
    lines = within.splitlines()
    start = lines.index(f"| {' | '.join(heads)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def _blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)
    return found


# --- nothing is left out ---


def test_every_table_has_its_section() -> None:
    assert set(SECTIONS) == set(TABLES)
    files = {name.strip("`/") for name, *_ in _table("文件", "内容", "必有")}
    assert files == {"district.toml", *TABLES, "inbox", "var"}


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_told_with_what_must_be_filled(table: TableName) -> None:
    rows = _table("列", "英文", "必填", "说明", within=SECTIONS[table])
    assert {name.strip("`"): word for word, name, *_ in rows} == {
        name: label(table, name) for name in columns(table)
    }
    filled = {name.strip("`") for _, name, must, _ in rows if must == "是"}
    assert filled == set(required(table, "filled")) | ({"no"} if table == "catalog" else set())


def test_every_key_of_the_district_is_told() -> None:
    keys = {
        field.name
        for kind in (District, Portal, Polite, Budget, Guard, SourceDefault)
        for field in fields(kind)
    }
    keys = (keys - {"zone"}) | {"time_zone", "mode", "urls", "screenshots", "source"}
    keys |= {key for entries in toml("limits.toml").values() for key in entries}
    rows = _table("键", "缺省", "含义")
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[0])} == keys


def test_the_defaults_of_the_limits_are_told_right() -> None:
    defaults = {
        key: str(entry["default"])
        for entries in toml("limits.toml").values()
        for key, entry in entries.items()
    }
    rows = _table("键", "缺省", "含义")
    [first] = [number for number, row in enumerate(rows) if row[0].startswith("**[limits]**")]
    [end] = [number for number, row in enumerate(rows) if row[0].startswith("**[guard]**")]
    told = {
        name: default.strip("`")
        for names, default, _ in rows[first:end]
        for name in re.findall(r"`(\w+)`", names)
    }
    assert told == defaults


@pytest.mark.parametrize(
    "group", ["kind", "platform", "status", "source", "column_type", "level", "day", "class"]
)
def test_every_word_is_told(group: Group) -> None:
    for key in vocabulary.keys(group):
        assert (f"`{key}`" if group == "source" else vocabulary.display(group, key)) in TEXT


# --- the examples ---


def test_the_catalog_is_read_as_the_document_says(tmp_path: Path) -> None:
    [example] = _blocks("csv")
    path = tmp_path / "catalog.csv"
    path.write_text(example, "utf-8")
    found = Collector()
    [table] = read_file(path, "catalog", found)
    assert not found.faults
    heads = (
        "序号",
        "一级事项",
        "二级事项",
        "公开时限",
        "公开主体",
        "公开渠道和载体",
        "公开对象",
        "公开方式",
        "公开层级",
    )
    names = {label("catalog", name): name for name in columns("catalog")}
    read = [[shown(row.cells.get(names[head], "")) for head in heads] for row in table.rows]
    assert read == _table(*heads)


@pytest.mark.parametrize(("channel", "checked"), _table("公开渠道和载体", "检查"))
def test_ticks(channel: str, checked: str) -> None:
    assert {"是": True, "否": False}[checked] is (why_excluded(channel, "channel") is None)


def test_marks() -> None:
    [line] = [line for line in TEXT.splitlines() if line.startswith("打勾的写法")]
    told = re.search("：(.+) 都是选中，(.+) 都是未选；", line)
    assert told, line
    for marks, ticked in zip(told.groups(), (True, False), strict=True):
        for mark in marks.split():
            [choice] = choices(f"{mark}政府网站", "channel")
            assert (choice.word, choice.ticked) == ("政府网站", ticked), mark


@pytest.mark.parametrize(("subject", "names"), _table("公开主体", "对应到"))
def test_subjects(subject: str, names: str) -> None:
    office = load_workspace(HERE / "office")
    resolved = Subjects(office.units, office.district.name).resolve(subject)
    assert not resolved.problems
    assert "、".join(office.unit(code).name for code in resolved.units) == names


@pytest.mark.parametrize(("phrase", "kind", "_judged"), _table("公开时限", "读作", "怎样判断"))
def test_deadlines(phrase: str, kind: str, _judged: str) -> None:
    assert f"`{parse(phrase).kind}`" == kind


def test_the_coverage_statement_is_one() -> None:
    [statement] = [tomllib.loads(block) for block in _blocks("toml")]
    assert set(statement) == {"account", "from", "to", "exported_by", "exported_at"}
    assert all(isinstance(statement[key], date) for key in ("from", "to", "exported_at"))


def _expected() -> Iterator[str]:
    """Every line that the tests of wrong workspaces expect."""
    for case in tomllib.loads((HERE / "wrong_workspaces.toml").read_text("utf-8"))["case"]:
        yield from case.get("expect", ())


def test_the_faults_are_real_ones() -> None:
    [block] = _blocks("text")
    assert set(block.splitlines()) <= set(_expected())


def test_the_bounds_are_told_right() -> None:
    bounds = toml("tables/headers.toml")["bounds"]
    assert (
        f"不超过 {bounds['max_bytes'] // 1_000_000} MB、{bounds['max_rows']:,} 行、{bounds['max_columns']} 列，"
        f"每格不超过 {bounds['max_cell']:,} 字" in TEXT
    )
