"""The stage alone: `python -m reports`."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from samples import Sample

from reports import __main__ as stage
from rules.faults import Fault, WorkspaceError
from rules.model import Workspace


def run(sample: Sample, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.setattr(stage, "load_workspace", lambda _: sample.workspace)
    return CliRunner().invoke(stage.main, ["--workspace", str(sample.workspace.folder), *options])


def test_it_writes_the_latest_week_and_says_where(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(sample, monkeypatch)
    page = sample.workspace.var / "reports" / "2026-W47" / "index.html"
    assert (result.exit_code, result.output.strip()) == (0, str(page))
    assert page.is_file()


def test_it_writes_a_named_week_for_a_named_unit(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(sample, monkeypatch, "--week", "2026-W46", "--unit", "QH04", "--format", "html").exit_code == 0
    units = sample.workspace.var / "reports" / "2026-W46" / "units"
    assert sorted(path.name for path in units.iterdir()) == ["QH04", "QH04.zip"]


@pytest.mark.parametrize(
    ("options", "told"),
    [(["--week", "2020-W01"], "2020-W01"), (["--format", "html,doc"], "xlsx"), (["--unit", "QH99"], "QH99")],
)
def test_what_cannot_be_done_is_said_in_one_line(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    result = run(sample, monkeypatch, *options)
    assert result.exit_code != 0
    assert told in result.output
    assert "Traceback" not in result.output


def test_a_wrong_workspace_is_told_fault_by_fault(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(_: object) -> Workspace:
        raise WorkspaceError((Fault("units.csv", 7, "类别", "局", "部门、乡镇、街道或其他"),))

    monkeypatch.setattr(stage, "load_workspace", wrong)
    result = CliRunner().invoke(stage.main, ["--workspace", str(sample.workspace.folder)])
    assert result.exit_code != 0
    assert "units.csv 第7行" in result.output
