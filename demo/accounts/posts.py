"""Accounts out of accounts.csv, each with two months of posts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from demo.chance import stream
from demo.prose import setting, write_title
from demo.world import Account, Post

if TYPE_CHECKING:
    from demo.district import District
    from demo.world import World

ZONE = timezone(timedelta(hours=8))
_HISTORY = 70  # days
_DEFAULT_DAYS = 14


def open_accounts(world: World, district: District) -> None:
    """Every account of the register, alive: it posts every few days."""
    for row in district.tables["accounts"]:
        account = Account(
            row["账号编号"], district.resolve(row["主办单位"])[0], row["平台"], row["账号名称"], row["状态"],
            int(row["更新周期(天)"] or _DEFAULT_DAYS), _chain(row["采集方式"]), _chain(row["采集地址"]),
        )  # fmt: skip
        account.posts = write_posts(world, account, stream(world.seed, "posts", account.code).randint(1, 5))
        world.accounts.append(account)


def write_posts(world: World, account: Account, newest: int) -> list[Post]:
    """Posts back from `newest` days ago, newest first."""
    rng = stream(world.seed, "posts", account.code, newest)
    posts: list[Post] = []
    age = newest
    while age < newest + _HISTORY:
        posts.append(write_post(world, account, age, f"{age}"))
        age += rng.randint(1, 6)
    return posts


def write_post(world: World, account: Account, age: int, name: str, hour: int | None = None) -> Post:
    """One post, so many days old (negative: ahead)."""
    rng = stream(world.seed, "post", account.code, name)
    day = world.as_of - timedelta(days=age)
    words = setting(account.unit, day)
    title = write_title(account.unit, "news", words, rng, portal=account.unit is world.portal.unit)
    at = datetime.combine(day, time(rng.randint(8, 20) if hour is None else hour, rng.randint(0, 59)), ZONE)
    return Post(f"{account.code}{day:%y%m%d}{rng.randint(100, 999)}", title, at)


def day_of(world: World, age: int) -> date:
    """So many days before the day."""
    return world.as_of - timedelta(days=age)


def _chain(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(">") if part.strip())
