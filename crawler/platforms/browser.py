"""`browser`: an account's public page in a real Chromium. One post proves life; everything else proves nothing.

The page is opened like any visitor opens it, and what it loads by itself is read; nothing is signed, injected, clicked
or solved. crawler/profiles/readers.toml describes the pages of the platforms, browser.toml what their answers mean.
"""

from __future__ import annotations

from crawler.platforms import Reading, Window, source
from crawler.profiles.page import read_profile
from rules.model import Account


@source("browser", proves_silence=False)
def read_browser(account: Account, window: Window) -> Reading:
    """Open the page and read what it loads."""
    return read_profile(account, window, "browser", account.platform)
