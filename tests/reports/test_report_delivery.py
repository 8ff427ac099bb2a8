"""The week's folder: what stands in it, what replaces it, and that a page is always left."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sample_district import OFFICE, UNITS, sample_law
from samples import Sample

from reports import deliver
from reports.deliver import Written, write_failure, write_reports
from reports.folder import replacing, zip_folders
from reports.model import OPEN_STATES, RunState


def write(sample: Sample, **options: object) -> Written:
    return write_reports(sample.workspace, sample.db, sample.sweep.id, law=sample_law(), **options)


def told(sample: Sample) -> list[tuple[str, str]]:
    """Unit and id of every finding that a unit is told as open: each has its card."""
    return [(one.judged.unit, one.judged.id) for one in sample.material.findings if one.state in OPEN_STATES]


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_the_folder_holds_all_that_is_sent(sample: Sample) -> None:
    written = write(sample)
    assert written.folder == sample.workspace.var / "reports" / "2026-W47"
    expected = {".report.json", "index.html", "office.xlsx", "units.zip"}
    for code, _, _ in UNITS:
        expected |= {f"units/{code}.zip", f"units/{code}/report.html", f"units/{code}/report.xlsx"}
    expected |= {f"units/{unit}/evidence/{finding}.html" for unit, finding in told(sample)}
    assert set(content(written.folder)) == expected
    assert set(written.units) == {code for code, _, _ in UNITS}


def test_archives_hold_the_same_files_as_the_folders(sample: Sample) -> None:
    folder = write(sample).folder
    with (
        zipfile.ZipFile(folder / "units" / "QH04.zip") as one,
        zipfile.ZipFile(folder / "units.zip") as every,
    ):
        cards = sorted(f"QH04/evidence/{finding}.html" for unit, finding in told(sample) if unit == "QH04")
        assert one.namelist() == [*cards, "QH04/report.html", "QH04/report.xlsx"]
        assert one.read("QH04/report.html") == (folder / "units/QH04/report.html").read_bytes()
        assert len(every.namelist()) == 2 * len(UNITS) + len(told(sample))


def test_the_same_sweep_gives_the_same_bytes(sample: Sample) -> None:
    first = content(write(sample).folder)
    assert content(write(sample).folder) == first


def test_a_newer_attempt_replaces_everything(sample: Sample) -> None:
    folder = write(sample).folder
    (folder / "units" / "QH04" / "notes.txt").write_text("left over", encoding="utf-8")
    write(sample)
    assert not (folder / "units" / "QH04" / "notes.txt").exists()


def test_one_unit_alone_leaves_the_others_of_the_same_sweep(sample: Sample) -> None:
    folder = write(sample).folder
    before = content(folder)
    (folder / "units" / "QH04" / "report.html").write_text("old", encoding="utf-8")
    write(sample, units=("QH04",))
    assert content(folder) == before


def test_one_unit_alone_never_stands_beside_an_older_attempt(sample: Sample) -> None:
    folder = write(sample).folder
    deliver.mark(folder, sweep=sample.sweep.id - 1)
    written = write(sample, units=("QH04",))
    assert set(written.units) == {"QH04"}
    assert "units/QH05/report.html" not in (folder / "index.html").read_text(encoding="utf-8")


def test_a_unit_nobody_knows_is_refused_before_anything_is_written(sample: Sample) -> None:
    with pytest.raises(KeyError):
        write(sample, units=("QH99",))
    assert not (sample.workspace.var / "reports").exists()


def test_formats_are_a_choice(sample: Sample) -> None:
    names = set(content(write(sample, formats=frozenset({"html"})).folder))
    assert not [name for name in names if name.endswith(".xlsx")]
    names = set(content(write(sample, formats=frozenset({"xlsx"})).folder))
    assert [name for name in names if name.endswith(".html")] == ["index.html"]


def test_held_back_means_the_offices_page_alone(sample: Sample) -> None:
    folder = write(sample).folder
    written = write(sample, run=RunState(6, held_back=True, held_reason="未能核验的占63%"))
    assert set(content(folder)) == {".report.json", "index.html"}
    assert not written.units
    page = written.overview.read_text(encoding="utf-8")
    assert "未能核验的占63%" in page
    assert 'href="units/' not in page
    assert "office.xlsx" not in page


def test_a_failure_leaves_a_page_with_every_fault(tmp_path: Path) -> None:
    faults = tuple(f"units.csv 第{n}行：现为空白，应为单位名称" for n in range(30))
    page = write_failure(tmp_path, "2026-W47", RunState(5, faults=faults))
    text = page.read_text(encoding="utf-8")
    assert all(fault in text for fault in faults)
    assert "查看此前的总览" not in text


def test_a_failure_keeps_what_the_week_already_has(sample: Sample) -> None:
    folder = write(sample).folder
    before = content(folder)
    for _ in range(2):
        page = write_failure(sample.workspace.folder, "2026-W47", RunState(1, log="var/log"), office=OFFICE)
    after = content(folder)
    assert 'href="previous.html"' in page.read_text(encoding="utf-8")
    assert after["previous.html"] == before["index.html"]
    assert after["units/QH04/report.html"] == before["units/QH04/report.html"]
    assert content(write(sample).folder) == before


def test_a_run_that_found_the_workspace_occupied_leaves_the_week_alone(sample: Sample) -> None:
    folder = write(sample).folder
    before = content(folder)
    page = write_failure(sample.workspace.folder, "2026-W47", RunState(4))
    assert content(folder) == before
    assert page.parent == folder.parent
    text = page.read_text(encoding="utf-8")
    assert "另一次监测正在运行" in text
    assert 'href="2026-W47/index.html"' in text


@pytest.mark.parametrize("week", ["../../x", "2026-47", "2026-W99", ""])
def test_a_week_that_is_none_is_refused(tmp_path: Path, week: str) -> None:
    with pytest.raises(ValueError, match="week"):
        write_failure(tmp_path, week, RunState(1))
    assert not list(tmp_path.iterdir())


def test_an_interrupted_writing_leaves_the_old_folder_whole(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(sample).folder
    before = content(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(deliver, "office_workbook", full)
    with pytest.raises(OSError, match="space"):
        write(sample)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_a_killed_run_left_behind_is_cleared_away(tmp_path: Path) -> None:
    target = tmp_path / "2026-W47"
    for name in (".2026-W47.old", ".2026-W47.new-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(name, encoding="utf-8")
    with replacing(target, keep=True) as fresh:
        assert (fresh / "index.html").read_text(encoding="utf-8") == ".2026-W47.old", (
            "the old one is put back first"
        )
    assert [path.name for path in tmp_path.iterdir()] == ["2026-W47"]


def test_archives_do_not_depend_on_when_a_file_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    archives = []
    for number in range(2):
        (folder / "报告.html").write_text("内容", encoding="utf-8")
        archives.append(tmp_path / f"{number}.zip")
        zip_folders(archives[-1], [folder])
    assert archives[0].read_bytes() == archives[1].read_bytes()
