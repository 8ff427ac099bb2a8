"""Every kind of wrong workspace: one small change, exactly the line that it must give (cases: wrong_workspaces.toml)."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from rules.faults import WorkspaceError
from rules.workspace import load_workspace

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "wrong_workspaces.toml").read_text("utf-8"))["case"]


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"the case changes {old!r}, which does not stand in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def _spoil(folder: Path, case: dict[str, Any]) -> None:
    path = folder / case["file"]
    for old, new in case.get("change", ()):
        _replace(path, old, new)
    for name, old, new in case.get("also", ()):
        _replace(folder / name, old, new)
    if "append" in case:
        with (folder / case.get("append_to", case["file"])).open("a", encoding="utf-8") as stream:
            stream.write(case["append"])
    if "write" in case:
        path.write_text(case["write"], "utf-8")
    if "write_hex" in case:
        path.write_bytes(bytes.fromhex(case["write_hex"]))
    if "rename" in case:
        path.rename(folder / case["rename"])
    if case.get("remove"):
        path.unlink()


def test_the_good_workspace_has_no_fault(office: Path) -> None:
    assert len(load_workspace(office).units) == 5


def test_there_are_thirty_kinds_at_least() -> None:
    assert len(CASES) >= 30
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_change_one_line(case: dict[str, Any], office: Path) -> None:
    _spoil(office, case)
    with pytest.raises(WorkspaceError) as caught:
        load_workspace(office)
    lines = str(caught.value).splitlines()
    if "expect" in case:
        assert lines == case["expect"]
    else:
        assert len(lines) == len(case["expect_like"])
        assert all(fnmatchcase(line, like) for line, like in zip(lines, case["expect_like"], strict=True)), (
            lines
        )
