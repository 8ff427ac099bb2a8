"""account-unregistered: links and QR codes on the units' pages that lead to accounts nobody registered, and to others.

Such an account has no code: it is called by its platform and number, or by the address where that tells no number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts.identity import nobodys
from demo.media import Lead
from demo.plants import plant
from demo.plants.account_renamed import IN_FORCE

if TYPE_CHECKING:
    from demo.media import Account
    from demo.plants.scene import Scene
    from demo.world import Unit

_CHECK = "account-unregistered"
_VIA = {"link": "链接", "qr": "二维码"}
_WORDS = {
    "weibo": "{}官方微博",
    "douyin": "{}抖音号",
    "kuaishou": "{}快手号",
    "toutiao": "{}头条号",
    "wechat": "{}微信公众号",
}
_PLATFORM = {
    "weibo": "微博",
    "douyin": "抖音",
    "kuaishou": "快手",
    "toutiao": "今日头条",
    "wechat": "微信公众号",
}
_PLANTED = (
    ("weibo", "link"),
    ("weibo", "qr"),
    ("douyin", "qr"),
    ("kuaishou", "link"),
    ("toutiao", "link"),
    ("toutiao", "qr"),
)


@plant(160)
def nobody_registered(scene: Scene) -> None:
    """An address that says which account it is, under words that say whose; the unit has no other on that platform."""
    if scene.as_of < IN_FORCE:
        return
    for index, (platform, via) in enumerate(_PLANTED):
        unit = scene.pick(_without(scene, platform), "unregistered", index)
        url, number = nobodys(platform, scene.rng("nobody's", index))
        key = f"{platform}:{number}"
        _show(scene, unit, _WORDS[platform].format(unit.short), url, via)
        scene.fault(_CHECK, unit, key, f"单位页面上的{_VIA[via]}指向未备案的账号")


@plant(161)
def in_the_register(scene: Scene) -> None:
    """Registered accounts, by a link and by a code; the same on the home page is the portal owner's."""
    if scene.as_of < IN_FORCE:
        return
    weibo = [account for account in scene.world.accounts if account.platform == "微博"]
    for account, via in zip(scene.rng("registered").sample(weibo, 2), ("link", "qr"), strict=True):
        lead = _lead(scene, f"{account.name}微博", f"https://weibo.com/u/{account.handle}", via)
        scene.world.area(account.unit.code).leads.append(lead)
        scene.near(_CHECK, account.unit, f"weibo:{account.handle}", f"备案账号的{_VIA[via]}")
    own = next(account for account in scene.world.accounts if account.platform == "移动客户端")
    scene.world.home.leads.append(Lead(f"{own.name}客户端", f"https://apps.apple.com/cn/app/id{own.handle}"))
    scene.near(_CHECK, scene.world.portal.unit, f"app:{own.handle}", "首页上备案客户端的下载链接")


@plant(162)
def of_whom_nobody_knows(scene: Scene) -> None:
    """The city's account, a code that tells no number, a post in the place of an account, a code of something else."""
    if scene.as_of < IN_FORCE:
        return
    city, number = nobodys("weibo", scene.rng("city"))
    unit = scene.pick(scene.world.units, "city")
    _show(scene, unit, "江棠市发布", city, "link")
    scene.near(_CHECK, unit, f"weibo:{number}", "页面没有写明是本单位的账号（上级的微博）", "suspected")
    for index, (has, words) in enumerate(((True, "有备案公众号"), (False, "没有备案公众号"))):
        units = [one for one in scene.world.units if bool(_of(scene, one, "wechat")) is has]
        unit = scene.pick(units, "dumb code", index)
        url = f"https://weixin.qq.com/r/{scene.rng('dumb', index).randbytes(12).hex()}"
        _show(scene, unit, _WORDS["wechat"].format(unit.short), url, "qr")
        allowed = "untested" if has else "suspected"
        scene.near(_CHECK, unit, url, f"微信二维码看不出是哪个账号，单位{words}", allowed)
    unit = scene.pick(scene.world.units, "post link")
    _show(scene, unit, f"{unit.short}微博话题", f"https://weibo.com/{number}/Qa{number[-7:]}", "link")
    scene.near(_CHECK, unit, f"weibo:{number}", "链接指向一条微博，不是账号", "absent")
    unit = scene.pick(scene.world.units, "site code")
    _show(scene, unit, "手机扫码看网站", f"{scene.world.base}/", "qr")
    scene.near(_CHECK, unit, f"{scene.world.base}/", "二维码里是门户自己的网址", "absent")


def _show(scene: Scene, unit: Unit, words: str, url: str, via: str) -> None:
    scene.world.area(unit.code).leads.append(_lead(scene, words, url, via))


def _lead(scene: Scene, words: str, url: str, via: str) -> Lead:
    drawn = f"/images/ewm/{scene.rng('picture', url).randint(10**7, 10**8 - 1)}.png"
    return Lead(words, url, drawn if via == "qr" else None)


def _of(scene: Scene, unit: Unit, platform: str) -> list[Account]:
    return [one for one in scene.world.accounts if one.unit is unit and one.platform == _PLATFORM[platform]]


def _without(scene: Scene, platform: str) -> list[Unit]:
    """Units with no account on the platform, but for the portal's owner."""
    owner = scene.world.portal.unit
    return [unit for unit in scene.world.units if unit is not owner and not _of(scene, unit, platform)]
