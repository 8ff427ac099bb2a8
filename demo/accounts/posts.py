"""Posts of accounts: two months of them, and single ones for whoever plants something."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from demo.chance import stream
from demo.media import Post
from demo.prose import fill, setting, write_title
from demo.tables import data_toml

if TYPE_CHECKING:
    from demo.media import Account
    from demo.world import World

ZONE = timezone(timedelta(hours=8))
_HISTORY = 70  # days
_SENTENCES = (1, 2)


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
    at = datetime.combine(
        day, time(rng.randint(8, 20) if hour is None else hour, rng.randint(0, 59), rng.randint(0, 59)), ZONE
    )
    number = f"{account.code}{day:%y%m%d}{rng.randint(100, 999)}"
    patterns = data_toml("words.toml")["paragraphs"]["news"][1:]
    text = "".join(fill(pattern, words, rng) for pattern in rng.sample(patterns, rng.choice(_SENTENCES)))
    return Post(number, title, at, text=text, serial=int(at.timestamp()) * 100 + rng.randint(0, 99))


def day_of(world: World, age: int) -> date:
    """So many days before the day."""
    return world.as_of - timedelta(days=age)
