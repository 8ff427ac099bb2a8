"""The register of accounts (备案表): who is dealt which source, and what stands in its cells."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from demo.accounts.identity import STATISTICS_SINCE, handle_of, short_of
from demo.accounts.posts import write_posts
from demo.chance import stream
from demo.media import Account
from demo.world import HOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.district import District
    from demo.tables import Row
    from demo.world import World

_DEFAULT_DAYS = 14
_HANDED_ON = ("状态", "更新周期(天)", "采集方式", "采集地址", "密钥变量名", "账号类别")
_SAME = {"订阅号": "微信公众号", "服务号": "微信公众号", "新浪微博": "微博"}
ARTICLES = 2  # whose addresses stand in the register, where it names articles


def open_accounts(world: World, district: District) -> None:
    """Every account of the register, alive: it posts every few days."""
    rows = district.tables["accounts"]
    deal(world, rows)
    for row in rows:
        account = Account(
            row["账号编号"], district.resolve(row["主办单位"])[0], _SAME.get(row["平台"], row["平台"]), row["账号名称"],
            row["状态"], int(row["更新周期(天)"] or _DEFAULT_DAYS), chain(row["采集方式"]), _parts(row["采集地址"]),
            purpose=row["账号类别"], called=row["账号名称"], body=row["认证主体"], variable=row["密钥变量名"],
        )  # fmt: skip
        account.handle = handle_of(world, account)
        account.posts = write_posts(world, account, stream(world.seed, "posts", account.code).randint(1, 5))
        world.accounts.append(account)


def deal(world: World, rows: list[Row]) -> None:
    """Seed 0 takes the register as it is; other seeds hand sources and states on among accounts of one platform."""
    for platform in sorted({_SAME.get(row["平台"], row["平台"]) for row in rows}):
        own = [row for row in rows if _SAME.get(row["平台"], row["平台"]) == platform]
        hands = [(row["账号编号"], {name: row[name] for name in _HANDED_ON}) for row in own]
        if world.seed:
            stream(world.seed, "register", platform).shuffle(hands)
        for row, (code, hand) in zip(own, hands, strict=True):
            row.update(_made_out(hand, code, row["账号编号"]))
            _before_the_statistics(world, row)


def _made_out(hand: Row, old: str, new: str) -> Row:
    """Cells that name an account, naming another."""
    return {
        name: cell.replace(old, new).replace(old.upper(), new.upper())
        if name in ("采集地址", "密钥变量名")
        else cell
        for name, cell in hand.items()
    }


def _before_the_statistics(world: World, row: Row) -> None:
    """WeChat's statistics begin on a day: whoever looks at an earlier one has the units' exports."""
    sources = row["采集方式"].split(" > ")
    span = timedelta(days=int(row["更新周期(天)"] or _DEFAULT_DAYS) + 1)
    if sources[0] != "wechat_api" or world.as_of - span >= STATISTICS_SINCE:
        return
    parts = row["采集地址"].split(" > ")
    if "import" in sources:
        sources, parts = sources[1:], parts[1:]
    else:
        sources, parts = ["import", *sources[1:]], [f"{row['账号编号']}_*.csv", *parts[1:]]
    row.update({"采集方式": " > ".join(sources), "采集地址": " > ".join(parts), "密钥变量名": ""})


def fill_in(world: World, rows: list[Row]) -> None:
    """Ids, and addresses that hold ids: only when all is planted is it known which articles there are."""
    accounts = {account.code: account for account in world.accounts}
    for row in rows:
        account = accounts[row["账号编号"]]
        row["账号ID"] = account.handle
        row["注销日期"] = account.closed_on.isoformat() if account.closed_on else ""
        row["采集地址"] = " > ".join(_addresses(world, account))


def _addresses(world: World, account: Account) -> Iterator[str]:
    base = f"http://{HOST}:{world.port}"
    for source, written in zip(account.sources, account.addresses, strict=True):
        match source:
            case "toutiao":
                yield f"{base}/www.toutiao.com/c/user/token/{account.handle}/"
            case "browser":
                yield f"{base}/www.douyin.com/user/{account.handle}"
            case "wechat_page":
                shorts = [short_of(account, post) for post in account.shown(source)[:ARTICLES]]
                yield ";".join(f"{base}/mp.weixin.qq.com/s/{short}" for short in shorts)
            case _:
                yield written


def chain(text: str) -> tuple[str, ...]:
    """`import > feed`."""
    return tuple(part.strip() for part in text.split(">") if part.strip())


def _parts(text: str) -> tuple[str, ...]:
    """The addresses, of which some are left to the defaults."""
    return tuple(part.strip() for part in text.split(">"))
