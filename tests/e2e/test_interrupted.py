"""A run that is told to end, or dies: what was collected is kept, a page says so, and the next run goes on from there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date

import pytest

from reports.words import load_words
from tests.crawler.small_site import STALL, Site
from tests.e2e.conftest import DAY, ROOT, Office, environment
from tests.e2e.portal import CIVIL_PAPERS, Portal, ordinary

PATIENCE = 60.0


@pytest.fixture
def portal(site: Site) -> Portal:
    """A portal on which everything is in order, but for one column that never answers."""
    portal = ordinary(site, date.fromisoformat(DAY))
    portal.show()
    site.paths[CIVIL_PAPERS] = STALL
    return portal


def _begin(desk: Office, site: Site) -> subprocess.Popen[str]:
    """Begin the week's run in a group of its own, and come back when it waits for the column."""
    words = [
        sys.executable,
        "-m",
        "gongkai",
        "--workspace",
        str(desk.folder),
        "weekly",
        "--as-of",
        DAY,
        "--quiet",
    ]
    run = subprocess.Popen(
        words, cwd=ROOT, env=environment(), start_new_session=True, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert site.stalled.wait(PATIENCE)
    return run


def _end(run: subprocess.Popen[str], site: Site) -> tuple[int, str]:
    """Let the column go, once the order to end has had its time, and wait for the end."""
    time.sleep(1.5)
    site.release()
    _, said = run.communicate(timeout=PATIENCE)
    return run.returncode, said


@pytest.mark.parametrize(
    ("order", "whom"),
    [
        pytest.param(signal.SIGINT, "group", marks=pytest.mark.soak),
        pytest.param(signal.SIGTERM, "group", marks=pytest.mark.soak),
        (signal.SIGTERM, "door"),
    ],
)
def test_told_to_end_it_says_so_and_goes_on_next_time(
    order: signal.Signals, whom: str, portal: Portal, site: Site, office: Callable[..., Office]
) -> None:
    desk = office()
    run = _begin(desk, site)
    if whom == "group":  # Ctrl-C, or a service manager
        os.killpg(run.pid, order)
    else:
        run.send_signal(order)
    code, said = _end(run, site)
    assert code == 7
    assert "采集被中断，可继续" in said
    page = desk.page()
    assert load_words().say("exits", 7) in page
    assert "停止原因：采集被中断，可继续" in page
    assert "violation" not in {row["verdict"] for row in desk.printed("verdicts")}
    _goes_on(desk, portal, site)


def test_killed_it_leaves_nothing_half_done(
    portal: Portal, site: Site, office: Callable[..., Office]
) -> None:
    """The crawler notices that nobody is there any more, stores what it has and lets the workspace go."""
    desk = office()
    run = _begin(desk, site)
    run.kill()
    assert _end(run, site)[0] == -signal.SIGKILL
    until = time.monotonic() + PATIENCE
    while desk.rows("SELECT state FROM sweeps") == [{"state": "running"}] and time.monotonic() < until:
        time.sleep(0.2)
    assert desk.rows("SELECT state, stop_reason FROM sweeps") == [
        {"state": "stopped", "stop_reason": "采集被中断，可继续"}
    ]
    _goes_on(desk, portal, site)


def _goes_on(desk: Office, portal: Portal, site: Site) -> None:
    """The same attempt ends well, and what was answered before is not asked for again."""
    before = {path for path in site.paths_asked() if path != CIVIL_PAPERS}
    assert before
    asked = len(site.log)
    portal.show()
    site.forget()
    ran = desk.weekly()
    while ran.code == 4:  # the crawler of the run that died has not quite gone
        time.sleep(0.5)
        ran = desk.weekly()
    assert ran.code == 0, ran
    [sweep] = desk.rows("SELECT attempt, state, requests, replayed FROM sweeps")
    assert (sweep["attempt"], sweep["state"]) == (1, "done")
    assert sweep["requests"] <= asked + len(site.log), "no request is counted that was not sent"
    assert sweep["replayed"] >= len(before) - 1
    assert {row["verdict"] for row in desk.printed("verdicts")} == {"pass", "not_applicable"}
    assert desk.units_told() == ["LXZ", "MZJ", "ZFB"]
    twice = [path for path in site.paths_asked("GET") if path in before]
    assert len(twice) == len(set(twice)), "only the second look asks again, once"
