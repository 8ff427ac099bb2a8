"""What several tests of the checks need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from store_builder import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store; the test begins its sweeps."""
    made = Store(tmp_path)
    yield made
    made.db.close()
