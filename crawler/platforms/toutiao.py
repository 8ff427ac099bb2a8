"""`toutiao`: the public page of a 头条号 in a real Chromium, as any visitor sees it. It proves life, never silence.

The stream is sorted by `behot_time`, which moves when an old post is pushed again; only `publish_time` is a time of
publication. An empty stream is what a wrong signature looks like too.
"""

from __future__ import annotations

from crawler.platforms import Reading, Window, source
from crawler.profiles.page import read_profile
from rules.model import Account


@source("toutiao", proves_silence=False, only=("toutiao",))
def read_toutiao(account: Account, window: Window) -> Reading:
    """Open the page and read the stream that it loads."""
    return read_profile(account, window, "toutiao", "toutiao")
