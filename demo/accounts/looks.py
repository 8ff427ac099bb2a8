"""人工核查: the table in which people write down what they saw of accounts that nothing else can see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.tables import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.media import Account
    from demo.world import World

NAME = "人工核查.csv"
_HEAD = ("账号编号", "核查人", "核查日期", "所见", "平台原话", "最新发布日期", "最新标题", "链接", "有效期至")
_LOOKER = "核查员07"
_SEEN = {  # by the account's quirk for `manual`: who looked, what was seen, the platform's words, days ago, valid until
    "": (_LOOKER, "能打开", "", 3, None),
    "does not open": (_LOOKER, "打不开", "加载失败，请稍后重试", 2, None),
    "cancelled": (_LOOKER, "已注销", "该小程序已停止服务", 2, None),
    "unsigned": ("", "正常", "", 4, None),
    "out of date": (_LOOKER, "能打开", "", 60, 40),
    "unclear": (_LOOKER, "好像停了", "", 3, None),
}


def table(world: World) -> tuple[str, bytes]:
    """The file, with a look at every account that is looked at by people."""
    rows = [row for account in world.accounts if "manual" in account.sources for row in _look(world, account)]
    return NAME, csv_bytes(_HEAD, rows)


def _look(world: World, account: Account) -> Iterator[tuple[str, ...]]:
    quirk = account.quirks.get("manual", "")
    if quirk == "nobody looked":
        return
    who, seen, words, ago, ended = _SEEN[quirk]
    looked = world.as_of - timedelta(days=ago)
    until = (world.as_of - timedelta(days=ended)).isoformat() if ended else ""
    yield account.code, who, looked.isoformat(), seen, words, "", "", "", until
