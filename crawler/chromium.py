"""Which browser this machine offers. Apart from the rest, so that asking costs no import of Scrapy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The browser to use: GONGKAI_BROWSER, else Debian's Chromium, else Playwright's own download; None if absent."""
    named = os.environ.get("GONGKAI_BROWSER")
    if named:
        return shutil.which(named)
    return next((path for name in _NAMES if (path := shutil.which(name))), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    """Playwright keeps its browsers in one folder per revision; the newest is taken."""
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = sorted(home.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None
