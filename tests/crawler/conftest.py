"""What the crawler's tests share: the tiny portal, workspaces against it, stores, and the real samples where they are."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_site import Site
from small_workspace import Desktop, write_workspace
from sqlite_utils import Database

from crawler.store import open_store

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture
def site() -> Iterator[Site]:
    """A portal without pages."""
    served = Site()
    yield served
    served.close()


@pytest.fixture
def desktop(tmp_path: Path, site: Site) -> Callable[..., Desktop]:
    """Write a workspace against the portal; further arguments as of `write_workspace`."""

    def write(name: str = "workspace", **told: Any) -> Desktop:
        return write_workspace(tmp_path / name, site.home, [site.netloc], **told)

    return write


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty store."""
    opened = open_store(tmp_path / "var" / "gongkai.db")
    yield opened
    opened.close()


@pytest.fixture
def shared() -> Callable[[str], Path]:
    """The place of a shared sample; skips where it is absent."""

    def place(name: str) -> Path:
        found = SHARED / name
        if not found.exists():
            pytest.skip(f"{found} is absent: the samples cannot be tried here")
        return found

    return place


@pytest.fixture
def logging_restored() -> Iterator[None]:
    """Put logging back as it was, handlers and levels."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in list(root.manager.loggerDict)}
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.handlers[:], root.level = handlers, level
    for name in list(root.manager.loggerDict):
        logging.getLogger(name).setLevel(levels.get(name, logging.NOTSET))
