"""account-gone, and account-dormant beside it, on platforms whose lists can be whole: 微博, 抖音, 快手."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts import acts
from demo.accounts.posts import write_post, write_posts
from demo.plants import plant
from demo.plants.roles import FAULT, LIVES, UNPROVEN, UNSEEN, Role, deal, running

if TYPE_CHECKING:
    from demo.media import Account
    from demo.plants.scene import Scene
    from demo.world import World

_CLOSED = ("not_applicable",)
_TOO_OFTEN = "too often twice"


def _one_hidden(world: World, account: Account) -> None:
    """Only the newest is of these days, and the public does not see it."""
    account.posts = [write_post(world, account, 3, "hidden"), *write_posts(world, account, account.days + 8)]


@plant(136)
def on_weibo(scene: Scene) -> None:
    """The authorised list, and what a visitor is shown."""
    api, mobile = "weibo_api", "weibo_mobile"
    deal(scene, api, running(api), [], [
        Role("微博接口：列表排到期限以前，期内没有", acts.quiet(26), FAULT, LIVES),
        Role("微博接口：期内只有一条，仅粉丝可见", acts.both(_one_hidden, acts.quirk(api, "newest for followers")), UNPROVEN),
        Role("微博接口：一天几条，列表要翻页", acts.busy),
        Role("微博接口：头两次请求返回429", acts.quirk(api, _TOO_OFTEN)),
        Role("微博接口：令牌已过期", acts.quirk(api, "token expired"), UNSEEN, UNSEEN, ""),
        Role("微博接口：请求超过每小时上限", acts.quirk(api, "too many in an hour"), UNSEEN, UNSEEN, ""),
    ])  # fmt: skip
    deal(scene, f"{api}, {mobile}", running(api, mobile), [], [
        Role("令牌已过期，移动端有新的", acts.quirk(api, "token expired"), speaks=mobile),
        Role("令牌属于别的账号，移动端有新的", acts.quirk(api, "token of another"), speaks=mobile),
        Role("授权已取消，移动端有新的，置顶的旧文在最前面", acts.both(acts.pinned, acts.quirk(api, "authorisation revoked")), speaks=mobile),
        Role("接口和移动端都完整，都没有新的", acts.quiet(31), FAULT, LIVES),
    ])  # fmt: skip
    _as_a_visitor(scene)


def _as_a_visitor(scene: Scene) -> None:
    mobile = "weibo_mobile"
    state = scene.rng("gone on weibo").choice(("cancelled", "banned"))
    deal(scene, mobile, running(mobile), [
        Role("微博移动端：没有内容，电脑版明说账号已关闭或者因违规无法查看", acts.gone(state), _CLOSED, UNPROVEN, ""),
    ], [
        Role("微博移动端：主页与清单的总数一致，期内没有", acts.quiet(23), FAULT, LIVES),
        Role("微博移动端：主页与清单的总数不一致", acts.both(acts.quiet(21), acts.quirk(mobile, "totals disagree")), UNPROVEN, LIVES),
        Role("微博移动端：只说“这里还没有内容”，电脑版也不说原因", acts.quirk(mobile, "nothing here"), UNSEEN, UNSEEN, ""),
        Role("微博移动端：拒绝自动访问（432）", acts.quirk(mobile, "taken for a robot"), UNSEEN, UNSEEN, ""),
        Role("微博移动端：转到登录页面（302）", acts.quirk(mobile, "sent to the passport"), UNSEEN, UNSEEN, ""),
        Role("微博移动端：不接受访客身份（ok:-100）", acts.quirk(mobile, "visitor refused"), UNSEEN, UNSEEN, ""),
        Role("微博移动端：置顶的旧文在最前面", acts.pinned, LIVES, LIVES),
        Role("微博移动端：一天几条，列表要翻页", acts.busy, LIVES, LIVES),
    ])  # fmt: skip


@plant(137)
def on_douyin(scene: Scene) -> None:
    """Codes for the cancelled and the banned; a list that says whether something follows."""
    api = "douyin_api"
    state = scene.rng("gone on douyin").choice(("cancelled", "banned"))
    deal(scene, api, running(api), [
        Role("抖音接口：错误码明示用户已注销或者已被封禁", acts.gone(state), _CLOSED, FAULT, ""),
    ])  # fmt: skip
    deal(scene, f"{api}, monthly", running(api, days=30), [], [
        Role("抖音接口：更新周期30天，最新一条在20天前", acts.quiet(20), LIVES, LIVES),
        Role("抖音接口：更新周期30天，最新一条在41天前", acts.quiet(41), FAULT, LIVES),
        Role("抖音接口：期内只有一条，还在审核", acts.both(_one_hidden, acts.quirk(api, "newest in review")), UNPROVEN, LIVES),
        Role("抖音接口：私密账号", acts.quirk(api, "private"), _CLOSED, UNPROVEN, ""),
        Role("抖音接口：配额用完", acts.quirk(api, "quota used up"), UNSEEN, UNSEEN, ""),
        Role("抖音接口：时间的单位不对，像是很久以后", acts.quirk(api, "milliseconds"), UNSEEN, LIVES, ""),
        Role("抖音接口：系统繁忙", acts.quirk(api, "service busy"), UNSEEN, UNSEEN, ""),
        Role("抖音接口：没有授权", acts.quirk(api, "not authorised"), UNSEEN, UNSEEN, ""),
        Role("抖音接口：置顶的旧作品在最前面，列表要翻页", acts.both(acts.busy, acts.pinned), LIVES, LIVES),
    ])  # fmt: skip


@plant(138)
def on_kuaishou(scene: Scene) -> None:
    """A list that is whole when it holds as many as the platform counts."""
    api = "kuaishou"
    deal(scene, api, running(api), [], [
        Role("快手接口：列表排到期限以前，期内没有", acts.quiet(24), FAULT),
        Role("快手接口：期内只有一条，还在审核", acts.both(_one_hidden, acts.quirk(api, "newest in review")), UNPROVEN),
        Role("快手接口：列出的比公开的总数还多", acts.both(acts.quiet(19), acts.quirk(api, "more than public")), UNSEEN, speaks=""),
        Role("快手接口：平台给出另一个名称，密钥可能是别的账号的", acts.both(acts.quiet(25), acts.called("{}快手号")), UNSEEN, UNSEEN, ""),
        Role("快手接口：用户资源不存在，没有说注销", acts.quirk(api, "no such user"), UNSEEN, UNSEEN, ""),
        Role("快手接口：头两次请求返回429", acts.quirk(api, _TOO_OFTEN)),
    ])  # fmt: skip
    deal(scene, f"{api}, import", running(api, "import"), [], [
        Role("快手授权已到期，导出有新的", acts.quirk(api, "authorisation expired"), speaks="import"),
        Role("没有设置快手的密钥，导出有新的", acts.quirk(api, "key missing"), speaks="import"),
        Role("快手接口和导出都完整，都没有新的", acts.both(acts.quiet(27), acts.stated()), FAULT),
        Role("单位没有授权，导出完整且没有更新", acts.both(acts.quirk(api, "authorisation missing"), acts.quiet(32), acts.stated()), FAULT),
    ])  # fmt: skip
