"""Retake the pictures of the READMEs: `python docs/pictures/take.py WORKSPACE/var/reports/WEEK UNIT`.

The reports are those of a real run, `gongkai --workspace FOLDER --as-of 2026-11-22 demo`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from crawler.chromium import find_browser

HERE = Path(__file__).parent
WIDE, A4, TALL = 1180, 960, 1500


def take(week: Path, unit: str) -> None:
    """The office's figures, its heat map, and the first page of one unit's report."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": TALL})
        page.goto((week / "index.html").resolve().as_uri())
        _cut(page, "overview.png", 0, _bottom(page, "table"))
        heat = page.locator("section.landscape")
        heat.screenshot(path=HERE / "heatmap.png")
        page.set_viewport_size({"width": A4, "height": TALL})
        page.goto((week / "units" / unit / "report.html").resolve().as_uri())
        _cut(page, "unit.png", 0, TALL)
        browser.close()


def _bottom(page: Page, what: str) -> float:
    """Where the first of some element ends, with a margin."""
    box = page.locator(what).first.bounding_box()
    assert box is not None, f"the page has a {what}"
    return box["y"] + box["height"] + 24


def _cut(page: Page, name: str, top: float, bottom: float) -> None:
    size = page.viewport_size
    assert size is not None, "a viewport was set"
    clip = {"x": 0, "y": top, "width": size["width"], "height": bottom - top}
    page.screenshot(path=HERE / name, clip=clip, full_page=True)  # type: ignore[arg-type]


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2])
