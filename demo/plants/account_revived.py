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


_LONG_AGO, _OTHER_DAY, _TODAY = 190, 30, 0
"""Days since the register had it closed."""


@plant(140)
def closed(scene: Scene) -> None:
    """Quiet is right, a post of later days is not; what was posted before the closing is as it should be."""
    accounts = [account for account in scene.world.accounts if account.status == "注销"]
    scene.rng("closed").shuffle(accounts)
    for account, happens in zip(accounts, [_rests, _spoke_before, *[_speaks] * len(accounts)], strict=False):
        happens(scene, account)


def _speaks(scene: Scene, account: Account) -> None:
    act = acts.both(acts.closed(_OTHER_DAY), acts.stated())
    play(scene, account, Role("已注销，不要求更新", act, _NOT_ASKED))
    scene.fault("account-revived", account.unit, account.code, "备案为注销，近期仍在发布")


def _spoke_before(scene: Scene, account: Account) -> None:
    act = acts.both(acts.closed(_TODAY), acts.stated())
    play(scene, account, Role("刚刚注销，不要求更新", act, _NOT_ASKED))
    scene.near("account-revived", account.unit, account.code, "期限内有推文，都在注销以前", "pass")


def _rests(scene: Scene, account: Account) -> None:
    scene.near("account-revived", account.unit, account.code, "已注销，没有再发布", *_FEWER)
    if "weibo_mobile" in account.sources:
        rests = Role("已注销，平台也说已关闭", acts.gone("cancelled"), _NOT_ASKED, ("pass",), "")
    else:
        rests = Role("已注销，不要求更新", acts.both(acts.quiet(200), acts.stated()), _NOT_ASKED)
    play(scene, account, rests)
    acts.closed(_LONG_AGO)(scene.world, account)
