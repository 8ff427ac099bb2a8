"""Numbers, names and secrets that platforms know accounts and posts by: invented, and nobody's as far as we know.

No user of 微博 has a number that begins with 99, no app a number that begins with 99000.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import TYPE_CHECKING

from demo.chance import stream

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from demo.media import Account, Post
    from demo.world import World

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
STATISTICS_SINCE = date(2025, 11, 1)  # the first day of which WeChat's statistics of published items tell
TOKEN_PATTERN = "clt-demo-{}"  # noqa: S105 - the office's own program prints it, see district.toml


def handle_of(world: World, account: Account) -> str:
    """The id that the register keeps (账号ID), as the account's first source needs it."""
    rng = stream(world.seed, "handle", account.code)
    api = account.sources[0].endswith("_api")
    match account.platform:
        case "微博":
            return f"99{rng.randint(10**7, 10**8 - 1)}"
        case "微信公众号":
            return f"wx{rng.getrandbits(64):016x}" if api else _gh(rng)
        case "抖音" | "今日头条":
            return f"_000{_word(rng, 32)}" if api else f"MS4wLjABAAAA{_word(rng, 43)}"
        case "移动客户端":
            return f"99000{rng.randint(10**4, 10**5 - 1)}"
    return f"3x{_word(rng, 13).lower()}" if account.platform == "快手" else f"demo-{account.code}"


def original_of(account: Account) -> str:
    """The original id of a 公众号."""
    return account.handle if account.handle.startswith("gh_") else _gh(stream("gh", account.handle))


def biz_of(account: Account) -> str:
    """The number of a 公众号 in addresses."""
    return base64.b64encode(
        f"3{stream('biz', account.code, account.handle).randint(10**8, 10**9 - 1)}".encode()
    ).decode()


def secret_of(world: World, account: Account, source: str) -> str:
    """What the office keeps for a source in an environment variable; empty where it keeps nothing."""
    if source not in _variables(account):
        return ""
    rng = stream(world.seed, "secret", account.code, source)
    match source:
        case "wechat_api":
            return f"{account.handle}:{rng.getrandbits(128):032x}"
        case "kuaishou":
            return (
                f"ks7{rng.randint(10**14, 10**15 - 1)}:{_word(rng, 22)}:ChJvYXV0aC5yZWZyZXNo{_word(rng, 40)}"
            )
        case "weibo_mobile":
            return f"SUB=_2AkM{_word(rng, 60)}; SUBP=0033WrSXqPxfM72wWs9jqgMF{_word(rng, 20)}"
    return f"2.00{_word(rng, 26)}"


def secrets(world: World) -> Mapping[str, str]:
    """Every variable with its value, but for those that the office forgot to set."""
    return {
        name: secret_of(world, account, source)
        for account in world.accounts
        for source, name in _variables(account).items()
        if account.quirks.get(source) != "key missing"
    }


def _variables(account: Account) -> Mapping[str, str]:
    """The variable of each source: one alone is the first source's, several stand one to one."""
    names = [name.strip() for name in account.variable.split(">")]
    return {source: name for source, name in zip(account.sources, names, strict=False) if name}


def token_for(account: Account) -> str:
    """The token that the office's own program hands out for an account."""
    return TOKEN_PATTERN.format(account.handle)


def nobodys(platform: str, rng: Random) -> tuple[str, str]:
    """The address of an account that is in no register, and its number."""
    match platform:
        case "weibo":
            number = f"99{rng.randint(10**7, 10**8 - 1)}"
            return f"https://weibo.com/u/{number}", number
        case "douyin":
            number = f"MS4wLjABAAAA{_word(rng, 43)}"
            return f"https://www.douyin.com/user/{number}", number
        case "kuaishou":
            number = f"3x{_word(rng, 13).lower()}"
            return f"https://www.kuaishou.com/profile/{number}", number
    number = f"MS4wLjABAAAA{_word(rng, 43)}"
    return f"https://www.toutiao.com/c/user/token/{number}/", number


# --- posts ---


def post_address(account: Account, post: Post, base: str) -> str | None:
    """Where the public finds a post of the source that shows it; None where nobody told."""
    return {
        "feed": shared_address(account, post),
        "import": shared_address(account, post),
        "weibo_api": f"https://m.weibo.cn/status/{weibo_id(post)}",
        "weibo_mobile": f"https://weibo.com/{account.handle}/{bid_of(post)}",
        "douyin_api": f"https://www.iesdouyin.com/share/video/{video_id(post)}/",
        "browser": f"https://www.douyin.com/video/{video_id(post)}",
        "toutiao": f"https://www.toutiao.com/item/{video_id(post)}/",
        "kuaishou": f"https://www.kuaishou.com/short-video/{photo_id(post)}",
        "wechat_page": f"{base}/mp.weixin.qq.com/s/{short_of(account, post)}",
    }.get(account.speaks)


def shared_address(account: Account, post: Post) -> str:
    """Where feeds and exports say that a post stands (nowhere, here)."""
    return f"https://{account.code[:2]}.platform.example/s/{post.id}"


def message_id(post: Post) -> str:
    """`msgid` of WeChat's statistics."""
    return f"{post.serial % 10**10}_1"


def article_url(account: Account, post: Post) -> str:
    """The long address of an article."""
    return (
        f"http://mp.weixin.qq.com/s?__biz={biz_of(account)}&mid={post.serial % 10**10}&idx=1"
        f"&sn={stream('sn', post.serial).getrandbits(128):032x}#rd"
    )


def short_of(account: Account, post: Post) -> str:
    """What stands behind /s/ in an article's short address."""
    return _word(stream("short", account.code, post.serial), 22)


def weibo_id(post: Post) -> str:
    """Sixteen digits."""
    return f"52{post.serial:014d}"


def bid_of(post: Post) -> str:
    """The same in letters, as addresses have it."""
    return f"Q{_word(stream('bid', post.serial), 8)}"


def video_id(post: Post) -> str:
    """Nineteen digits: more than a spreadsheet, or JavaScript, can count."""
    return f"7{post.serial:018d}"


def photo_id(post: Post) -> str:
    """As 快手 writes it."""
    return f"3x{post.serial:013x}"


def _gh(rng: Random) -> str:
    return f"gh_{rng.getrandbits(48):012x}"


def _word(rng: Random, length: int) -> str:
    return "".join(rng.choices(_LETTERS, k=length))
