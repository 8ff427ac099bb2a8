"""The browser dies under a page: another one is begun, the page is asked for again, and nobody is accused for it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from small_pages import MENU, home_page
from small_portal import CIVIL, column, news
from small_site import Answers, Asked, Site, html
from small_workspace import CIVIL as CIVIL_CODE
from small_workspace import write_workspace

from crawler.chromium import find_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no browser on this machine"),
]


def children(pid: int) -> Iterator[int]:
    """Whatever a process of ours started, and what that started."""
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in map(int, thread.read_text("ascii").split()):
                yield child
                yield from children(child)


def kill_browser() -> bool:
    """The browser of a sweep of ours, as a machine without memory kills it: its driver lives on. Whether there was one."""
    killed = False
    for pid in [*children(os.getpid())]:
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists() and b"--host-resolver-rules" in command.read_bytes():
            os.kill(pid, signal.SIGKILL)
            killed = True
    return killed


@pytest.mark.parametrize(
    ("deaths", "outcome", "columns"),
    [pytest.param(1, "ok", 1, marks=pytest.mark.soak), (99, "unreachable", 0)],
)
def test_under_a_page(deaths: int, outcome: str, columns: int, site: Site, tmp_path: Path) -> None:
    site.paths["/"] = html(home_page([(CIVIL, "民政局")], []))
    site.paths[CIVIL] = html(MENU)
    site.paths["/menu"] = html(f'<ul class="nav"><li><a href="{CIVIL}tzgg/">通知公告</a></li></ul>')
    column(site, CIVIL + "tzgg/", "通知公告", news(CIVIL + "tzgg/", 1, 3), 20, "青禾区民政局")
    desk, answer = write_workspace(tmp_path / "w", site.home, [site.netloc]), site.answer
    died: list[bool] = []

    def deadly(asked: Asked) -> Answers:
        if asked.path == "/menu" and len(died) < deaths:
            died.append(kill_browser())
        return answer(asked)

    site.answer = deadly  # type: ignore[method-assign]
    settings = desk.folder / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace('"never"', '"auto"'), "utf-8")
    ran = desk.sweep()
    assert any(died), "it was there, and is dead"
    [row] = desk.rows("SELECT outcome FROM areas WHERE unit = ?", CIVIL_CODE)
    assert row["outcome"] == outcome
    assert desk.one("SELECT count(*) FROM columns WHERE unit = ?", CIVIL_CODE) == columns
    assert ran.code in (0, 3), ran
    assert "Traceback" not in ran.err
