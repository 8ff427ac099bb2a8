"""What the tests of unattended runs share: an office's workspace, its runs with levers, and a run that nothing disturbed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import standby
from tests.crawler.small_site import Site
from tests.e2e.conftest import DAY, ROOT, Office, Ran, environment, invoke, office, site, write_office
from tests.e2e.portal import troubled
from tests.unattended.comparing import Outcome, outcome

__all__ = ["invoke", "office", "site"]
LEVER = Path(__file__).with_name("lever.py")
TODAY = date.fromisoformat(DAY)
WEEKLY = ("--quiet", "--as-of", DAY, "weekly")


def words(desk: Office, *more: str, **levers: Any) -> list[str]:
    """The command that runs `gongkai WORDS` on a workspace with levers (see lever.py)."""
    return [sys.executable, str(LEVER), json.dumps(levers), "gongkai", "--workspace", str(desk.folder), *more]


def levered(desk: Office, *more: str, timeout: float = 240, **levers: Any) -> Ran:
    """Run it to its end."""
    done = standby.run(*words(desk, *more, **levers)[1:], env=environment(), timeout=timeout)
    return Ran(done.returncode, done.stdout, done.stderr)


@contextmanager
def under_way(desk: Office, *more: str, **levers: Any) -> Iterator[subprocess.Popen[str]]:
    """Begin a run in a group of its own and come back at once; it is gone when the test is."""
    run = subprocess.Popen(
        words(desk, *more, **levers), cwd=ROOT, env=environment(), start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield run
    finally:
        run.kill()
        run.communicate(timeout=60)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What a run on the troubled portal comes to that nothing disturbs."""
    return _whole_run(tmp_path_factory.mktemp("undisturbed"), troubled)


def _whole_run(folder: Path, portal: Any) -> Outcome:
    with closing(Site()) as served:
        portal(served, TODAY).show()
        desk = write_office(folder, served)
        assert desk.weekly().code in (0, 3)
        return outcome(desk)
