"""Wrong files, through the command: one clear line for every fault, exit 5, nothing fetched, and a page that says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.crawler.small_site import Site
from tests.e2e.conftest import DAY, WEEK, Ran, command, text_of

DATA = tomllib.loads((Path(__file__).parent / "wrong_files.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = DATA["case"]
A_LINE = re.compile(r"[\w.\[\]]+(?: 第\d+行)?(?: “.+?”)?：现为(?:空白|“.+”)，应为.+")


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    """The good workspace, against a server that counts what it is asked."""
    folder = tmp_path / "区里的 工作区"
    folder.mkdir()
    for name, text in DATA["base"].items():
        path = folder / ("district.toml" if name == "district" else f"{name}.csv")
        path.write_text(text.lstrip().replace("{host}", site.netloc), "utf-8")
    return folder


def _spoil(folder: Path, case: dict[str, Any], host: str) -> None:
    path = folder / case["file"]
    for old, new in case.get("change", ()):
        _replace(path, old, new, host)
    for name, change in (one.split(":", 1) for one in case.get("also", ())):
        _replace(folder / (name if "." in name else f"{name}.csv"), *change.split(">"), host)
    if "repeat" in case:
        word, times = case["repeat"]
        path.write_text(path.read_text("utf-8") + word * times + "\n", "utf-8")
    _spoil_file(folder, path, case)


def _spoil_file(folder: Path, path: Path, case: dict[str, Any]) -> None:
    if "encode" in case:
        path.write_bytes(path.read_text("utf-8").encode(case["encode"]))
    if "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    if "zeros" in case:
        with path.open("r+b") as stream:
            stream.truncate(case["zeros"])
    if "sheets" in case:
        _write_book(path, case["sheets"])
    if "rename" in case:
        path.rename(folder / case["rename"])
    if "remove" in case:
        (folder / case["remove"]).unlink()
    if case.get("folder"):
        path.unlink()
        path.mkdir()


def _replace(path: Path, old: str, new: str, host: str) -> None:
    text, old, new = path.read_text("utf-8"), old.replace("{host}", host), new.replace("{host}", host)
    assert old in text, f"the case changes {old!r}, which does not stand in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def _write_book(path: Path, sheets: list[Any]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows, merged in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                days = [date.fromisoformat(c[5:]) if str(c).startswith("date:") else c for c in row]
                sheet.write_row(number, 0, days)
            for place in merged:
                first = place.split(":")[0]
                row, column = xlsxwriter.utility.xl_cell_to_rowcol(first)
                sheet.merge_range(place, rows[row][column])


def test_there_are_thirty_kinds_and_no_two_alike() -> None:
    assert len(CASES) >= 30
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert all(A_LINE.fullmatch(line) for case in CASES for line in case["expect"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_line_for_every_fault(
    case: dict[str, Any], folder: Path, site: Site, invoke: Callable[..., Ran]
) -> None:
    _spoil(folder, case, site.netloc)
    ran = invoke("--workspace", str(folder), "weekly", "--as-of", DAY, "--quiet")
    lines = [line.replace(site.netloc, "{host}") for line in ran.err.splitlines()]
    assert lines == case["expect"]
    assert (ran.code, ran.out, site.log) == (5, "", [])
    assert not (folder / "var" / "gongkai.db").exists()
    page = text_of(folder / "var" / "reports" / WEEK / "index.html")
    assert all(line in page for line in ran.err.splitlines())


def test_the_good_workspace_is_fetched_from(folder: Path, site: Site) -> None:
    """The same by a process of its own: what the cases say of `nothing fetched` would otherwise prove nothing."""
    ran = command("--workspace", str(folder), "weekly", "--as-of", DAY, "--quiet")
    assert ran.code != 5, ran.err
    assert site.log


@pytest.mark.parametrize(
    "words",
    [
        ("weekly",), ("sweep",), ("sweep", "--only", "portal"), ("sweep", "--only", "probe"), ("check",), ("report",),
        ("findings",), ("verdicts",), ("posts",), ("columns",), ("articles",), ("accounts",), ("doctor",),
        ("confirm", "0123456789ab", "--yes", "--note", "已核实"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_verb_that_needs_a_workspace_says_so(
    words: tuple[str, ...], folder: Path, site: Site, invoke: Callable[..., Ran]
) -> None:
    _replace(folder / "units.csv", "LXZ,柳溪镇人民政府,乡镇", "LXZ,柳溪镇人民政府,村", site.netloc)
    ran = invoke("--workspace", str(folder), *words)
    assert (ran.code, site.log) == (5, [])
    assert "units.csv 第4行 “类别（kind）”：现为“村”" in ran.out + ran.err


@pytest.mark.parametrize("place", ["nowhere", "a file"])
def test_a_workspace_that_is_not_there(place: str, tmp_path: Path, invoke: Callable[..., Ran]) -> None:
    (tmp_path / "a file").write_text("", "utf-8")
    before = sorted(tmp_path.iterdir())
    ran = invoke("--workspace", str(tmp_path / place), "weekly")
    assert ran.code == 5
    assert ran.err.splitlines() == [
        f"{tmp_path / place}：现为“没有这个文件夹”，应为工作区文件夹（可用gongkai init生成）"
    ]
    assert sorted(tmp_path.iterdir()) == before, "nothing is written where there is no workspace"
