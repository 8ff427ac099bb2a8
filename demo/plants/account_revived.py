"""account-revived: registered as 注销, and yet it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts import acts
from demo.plants import plant
from demo.plants.roles import Role, play

if TYPE_CHECKING:
    from demo.media import Account
    from demo.plants.scene import Scene

_NOT_ASKED = ("not_applicable", "pass")
_FEWER = ("pass", "untested", "suspected", "not_applicable")


@plant(140)
def closed(scene: Scene) -> None:
    """Quiet is right, a post is not; and one that the platform too calls closed is as the register says."""
    accounts = [account for account in scene.world.accounts if account.status == "注销"]
    still = scene.rng("closed").choice(accounts)
    for account in accounts:
        if account is still:
            _rests(scene, account)
        else:
            play(scene, account, Role("已注销，不要求更新", acts.stated(), _NOT_ASKED))
            scene.fault("account-revived", account.unit, account.code, "备案为注销，近期仍在发布")


def _rests(scene: Scene, account: Account) -> None:
    scene.near("account-revived", account.unit, account.code, "已注销，没有再发布", *_FEWER)
    if "weibo_mobile" in account.sources:
        rests = Role("已注销，平台也说已关闭", acts.gone("cancelled"), _NOT_ASKED, ("pass",), "")
    else:
        rests = Role("已注销，不要求更新", acts.both(acts.quiet(200), acts.stated()), _NOT_ASKED)
    play(scene, account, rests)
