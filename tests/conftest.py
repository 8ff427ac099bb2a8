"""What holds for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile(
    "busy", deadline=None, max_examples=50
)  # no test asserts a time: the machine may be anybody's
settings.load_profile("busy")


_SWEEPING = ("e2e", "misbehaving", "real", "unattended")
"""Where tests run whole sweeps. They begin first, so that at the end no worker waits for one that began last."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long runs are for those who ask for them: `-m soak` (bin/soak)."""
    items.sort(key=lambda item: item.path.parent.name not in _SWEEPING)
    if "soak" not in config.getoption("markexpr"):
        long = [item for item in items if item.get_closest_marker("soak")]
        items[:] = [item for item in items if item not in long]
        config.hook.pytest_deselected(items=long)
