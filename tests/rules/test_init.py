"""The workspaces that `init` writes: whole, readable by Excel, and never over something."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.faults import WorkspaceError
from rules.init import InitError, districts, write_workspace
from rules.model import UnitKind, Workspace
from rules.workspace import load_workspace

TOWNS = [
    "汀泗桥镇", "桂花镇", "马桥镇", "高桥镇", "双溪桥镇", "贺胜桥镇", "横沟桥镇", "官埠桥镇", "向阳湖镇", "大幕乡", "永安街道", "浮山街道", "温泉街道",
]  # fmt: skip


@pytest.fixture(scope="module")
def xianan(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("workspaces") / "咸安 一"
    write_workspace(folder, "xianan")
    return load_workspace(folder)


def test_the_districts() -> None:
    assert {"blank", "xianan"} <= set(districts())


def test_tables_open_in_excel(tmp_path: Path) -> None:
    files = write_workspace(tmp_path / "w", "blank")
    tables = [path for path in files if path.suffix == ".csv"]
    assert len(tables) == 7
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in tables)
    assert (tmp_path / "w" / "inbox").is_dir()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(InitError, match="不会覆盖"):
        write_workspace(tmp_path, "blank")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unknown_district_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InitError, match="xianan"):
        write_workspace(tmp_path / "w", "../xianan")


def test_a_blank_workspace_says_what_to_fill_in(tmp_path: Path) -> None:
    write_workspace(tmp_path / "w", "blank")
    with pytest.raises(WorkspaceError) as caught:
        load_workspace(tmp_path / "w")
    assert {fault.column for fault in caught.value.faults} == {
        "district.name", "district.office", "district.portal_owner", "portal.name", "portal.home", "portal.hosts",
    }  # fmt: skip


def test_xianan_has_its_real_towns_and_streets(xianan: Workspace) -> None:
    towns = [unit.name for unit in xianan.units if unit.kind in (UnitKind.TOWN, UnitKind.STREET)]
    assert towns == TOWNS
    assert xianan.portal.home == "http://www.xianan.gov.cn/"
    assert (xianan.district.phone, xianan.district.email) == ("0715-8313333", "zwgk@xianan.gov.cn")


def test_xianan_invents_nothing(xianan: Workspace) -> None:
    assert xianan.accounts == ()
    assert [unit.code for unit in xianan.units if unit.portal_url] == ["XYHZ"]
    assert not any(unit.contact for unit in xianan.units)


def test_the_catalog_of_xianan(xianan: Workspace) -> None:
    assert len(xianan.catalog) >= 80
    assert len({item.domain for item in xianan.catalog}) >= 15
    towns = {unit.code for unit in xianan.units if unit.kind in (UnitKind.TOWN, UnitKind.STREET)}
    assert {frozenset(item.units) for item in xianan.catalog} == {frozenset(), frozenset(towns)}
    assert all(item.excluded is None for item in xianan.catalog)
    assert all(item.deadline.kind not in ("unparsed", "ditto", "blank") for item in xianan.catalog)


def test_what_is_blank_in_xianan_is_told(xianan: Workspace) -> None:
    told = {(notice.file, notice.column) for notice in xianan.notices}
    assert told == {
        ("accounts.csv", None),
        ("catalog.csv", "公开主体（subject）"),
        ("units.csv", "公开平台地址（portal_url）"),
    }
