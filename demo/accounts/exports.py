"""What people drop into the inbox: exports of creator backends, with a statement of what they cover; looks by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts import looks
from demo.accounts.identity import shared_address
from demo.files import sheet
from demo.tables import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from demo.media import Account
    from demo.world import World

_HEADS = {
    "抖音": ("作品名称", "发布时间", "体裁", "审核状态", "播放量", "作品链接"),
    "视频号": ("标题", "发布时间", "类型", "状态", "播放量", "链接"),
    "快手": ("作品名称", "发布时间", "类型", "状态", "播放量", "链接"),
    "今日头条": ("内容标题", "发表时间", "体裁", "状态", "展现量", "链接"),
}
_OTHER = ("标题", "发布时间", "类型", "状态", "阅读量", "链接")
_GB18030 = {"抖音", "快手"}
_STATEMENT = """account = "{account}"
from = {first}
to = {last}
exported_by = "{unit}新媒体管理员"
exported_at = {last}T17:30:00+08:00
"""


def files(world: World) -> Iterator[tuple[str, bytes]]:
    """The inbox, by file name."""
    for account in world.accounts:
        if "import" not in account.sources or not account.exported:
            continue
        pattern = account.addresses[account.sources.index("import")]
        first, last = account.covered or (world.as_of.replace(day=1), world.as_of)
        name = pattern.replace("*", f"{first:%Y%m%d}_{last:%Y%m%d}")
        yield name, _export(account, pattern.rpartition(".")[2])
        if account.covered:
            yield name.rpartition(".")[0] + ".coverage.toml", _statement(account, first, last)
    yield looks.table(world)


def _export(account: Account, suffix: str) -> bytes:
    head = _HEADS.get(account.platform, _OTHER)
    stamp = "%Y/%m/%d %H:%M" if account.platform in _GB18030 else "%Y-%m-%d %H:%M:%S"
    rows = [
        (
            post.title,
            post.at.strftime(stamp),
            "视频",
            post.state,
            str(100 + len(post.title) * 7),
            shared_address(account, post),
        )
        for post in account.listed("import")
    ]
    if suffix == "xlsx":
        return sheet([head, *rows])
    return csv_bytes(head, rows, "gb18030" if account.platform in _GB18030 else "utf-8-sig")


def _statement(account: Account, first: date, last: date) -> bytes:
    text = _STATEMENT.format(account=account.code, first=first, last=last, unit=account.unit.short)
    return text.encode()
