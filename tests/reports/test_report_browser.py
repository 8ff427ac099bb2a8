"""The pages in a real Chromium: nothing runs, nothing is requested, and they print on A4."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sample_district import sample_law, sample_workspace
from sample_store import Story
from samples import Sample
from test_report_hostile import hostile_week

from reports.deliver import write_reports
from rules.model import Unit, UnitKind

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's Chromium (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def pages_when_printed(browser: Browser, file: Path) -> list[tuple[float, float]]:
    """The size in millimetres of every printed page."""
    page = browser.new_page()
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    page.close()
    boxes = re.findall(rb"/MediaBox \[([\d. ]+)\]", pdf)
    return [(float(w) / 72 * 25.4, float(h) / 72 * 25.4) for w, h in (box.split()[2:] for box in boxes)]


def test_a_units_page_prints_on_a_few_upright_a4_pages(sample: Sample, browser: Browser) -> None:
    folder = write_reports(sample.workspace, sample.db, sample.sweep.id, law=sample_law()).folder
    with_problems = pages_when_printed(browser, folder / "units" / "QH04" / "report.html")
    in_order = pages_when_printed(browser, folder / "units" / "QH01" / "report.html")
    assert 2 <= len(with_problems) <= 4
    assert len(in_order) == 1
    for width, height in (*with_problems, *in_order):
        assert (round(width), round(height)) == (210, 297)


def test_the_heat_map_prints_across_the_page(sample: Sample, browser: Browser) -> None:
    folder = write_reports(sample.workspace, sample.db, sample.sweep.id, law=sample_law()).folder
    sizes = {
        (round(width), round(height)) for width, height in pages_when_printed(browser, folder / "index.html")
    }
    assert sizes == {(210, 297), (297, 210)}


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_of_the_screen(sample: Sample, browser: Browser, width: int) -> None:
    folder = write_reports(sample.workspace, sample.db, sample.sweep.id, law=sample_law()).folder
    for name in ("index.html", "units/QH04/report.html", "units/QH06/report.html"):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((folder / name).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        page.close()


def test_hostile_content_neither_runs_nor_reaches_out(story: Story, browser: Browser) -> None:
    hostile_week(story)
    workspace = sample_workspace(
        story.folder, units=(Unit("A1", "<script>alert(2)</script>", UnitKind.OTHER),)
    )
    folder = write_reports(workspace, story.db, 1, law=sample_law()).folder
    for file in (folder / "index.html", folder / "units" / "A1" / "report.html"):
        page = browser.new_page()
        asked: list[str] = []
        ran: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("dialog", lambda dialog, ran=ran: (ran.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert not ran
        assert page.locator("script, img, iframe, form").count() == 0
        page.close()
