"""account-renamed: what the platform calls an account, and whose it says it is, against the register."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from demo.plants import plant

if TYPE_CHECKING:
    from collections.abc import Callable

    from demo.media import Account
    from demo.plants.scene import Scene

IN_FORCE = date(2021, 2, 6)
"""The day from which the province's rules on the register hold; nobody is accused of what came before."""
_CHECK = "account-renamed"
_RENAMED = 3
_SAYS_WHO = ("wechat_api", "weibo_api", "weibo_mobile", "wechat_page")
_MUTE = ("profile hidden",)
_OTHER_NAMES = ("{}微讯", "{}政务号", "今日{}", "{}之窗")
_OTHER_BODIES = ("{}文化传媒有限公司", "{}融媒体中心", "{}城市运营服务有限公司")


@plant(145)
def another_name(scene: Scene) -> None:
    """The same id, another name. One that keeps its name in other dress comes first, so that there is one."""
    if scene.as_of < IN_FORCE:
        return
    _dress(scene, "名称前后多了“官方”字样", lambda name: f"{name}官方")
    for index in range(_RENAMED):
        account = scene.find(_named(scene), "renamed", index)
        if account is None:
            break
        account.called = scene.rng("new name", index).choice(_OTHER_NAMES).format(account.name)
        words = f"平台上的名称是“{account.called}”"
        scene.fault(_CHECK, account.unit, account.code, words)
    for app in scene.world.accounts:
        if "app_store" in app.sources and not app.quirks:
            app.called = f"{app.name}政务服务"
            scene.fault(_CHECK, app.unit, app.code, f"商店里的名称是“{app.called}”")


@plant(146)
def another_body(scene: Scene) -> None:
    """WeChat tells whose an account is."""
    if scene.as_of < IN_FORCE:
        return
    account = scene.find((one for one in _named(scene) if one.speaks == "wechat_api"), "body")
    if account is not None:
        account.body = scene.rng("new body").choice(_OTHER_BODIES).format(scene.world.district)
        scene.fault(_CHECK, account.unit, account.code, f"认证主体是“{account.body}”")


@plant(147)
def hardly_another(scene: Scene) -> None:
    """Wide blanks, an alias of the unit; and a name of which nobody knows whose it is."""
    if scene.as_of < IN_FORCE:
        return
    _dress(scene, "名称中间有全角空格", lambda name: f"{name[:2]}　{name[2:]}")
    _dress(scene, "名称与备案一致", lambda name: name)
    account = scene.find((one for one in _named(scene) if one.speaks == "wechat_api"), "alias")
    if account is not None:
        account.body = account.unit.aliases[0]
        scene.near(_CHECK, account.unit, account.code, "认证主体写的是单位的别名")
    for account in scene.world.accounts:
        if account.sources[0] == "kuaishou" and account.called != account.name:
            allowed = ("untested", "suspected")
            scene.near(_CHECK, account.unit, account.code, "名称不同，平台没有给出账号编号", *allowed)


def _dress(scene: Scene, words: str, called: Callable[[str], str]) -> None:
    account = scene.find(_named(scene), "dressed", words)
    if account is not None:
        account.called = called(account.name)
        scene.near(_CHECK, account.unit, account.code, words)


def _named(scene: Scene) -> list[Account]:
    """Accounts in use of which a source says name and number."""
    return [
        account for account in scene.world.accounts
        if account.speaks in _SAYS_WHO and account.status == "运行" and account.state == "normal"
        and not set(account.quirks.values()) & set(_MUTE)
    ]  # fmt: skip
