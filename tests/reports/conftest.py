"""The invented district's two judged weeks, and goldens that `UPDATE_GOLDENS=1 pytest tests/reports` rewrites."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample_district import sample_workspace
from sample_store import Story, two_weeks
from samples import Sample

from reports.stored import sweep_of

GOLDENS = Path(__file__).parents[1] / "goldens" / "reports"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    workspace = sample_workspace(tmp_path)
    db, sweep = two_weeks(workspace.database)
    yield Sample(workspace, db, sweep_of(db, sweep))
    db.close()


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    """An empty store in the sample's workspace, to tell a week of one's own."""
    told = Story(sample_workspace(tmp_path).database)
    yield told
    told.db.close()


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Hold a text to its stored golden, byte for byte."""

    def hold(name: str, text: str) -> None:
        file = GOLDENS / name
        if os.environ.get("UPDATE_GOLDENS"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"no golden {name}: run UPDATE_GOLDENS=1 pytest tests/reports"
        assert text == file.read_bytes().decode()

    return hold
