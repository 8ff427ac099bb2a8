"""Accounts of a paper that posts every day: an office asks for them first, to learn whether a platform answers at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts.posts import write_post
from demo.chance import stream
from demo.media import Account

if TYPE_CHECKING:
    from demo.world import World

_DAYS = 12
_OWN = {  # by source: code, platform, the id under which district.toml names it
    "weibo_mobile": ("canary-wb", "微博", "9900000077"),
    "toutiao": ("canary-tt", "今日头条", "MS4wLjABAAAAdemoDailyPaper"),
}
_SILENT_EVERY = 4  # one seed in so many has a platform that shows nothing, not even of those


def post_daily(world: World) -> None:
    """Open them, all alive but for the one that a platform hides in some seeds."""
    for source, (code, platform, handle) in _OWN.items():
        paper = Account(
            code, world.portal.unit, platform, "江棠日报", "运行", 14, (source,), ("",), handle=handle,
            called="江棠日报", body="江棠日报社",
        )  # fmt: skip
        paper.posts = [write_post(world, paper, age, f"{age}") for age in range(1, _DAYS)]
        world.canaries.append(paper)
    if silent_stream(world.seed):
        world.canaries[-1].quirks["toutiao"] = "signature refused"


def silent_stream(seed: int) -> bool:
    """Whether 头条 shows nobody anything, and nothing about silence can be believed."""
    return bool(seed) and stream(seed, "canary").randrange(_SILENT_EVERY) == 0
