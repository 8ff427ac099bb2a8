"""account-dormant and account-gone: what is proved and what is not, source by source and chain by chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.accounts import acts
from demo.accounts.canaries import silent_stream
from demo.accounts.identity import shared_address
from demo.accounts.posts import write_post
from demo.plants import plant
from demo.plants.roles import DOUBTED, FAULT, LIVES, UNPROVEN, UNSEEN, Role, deal, play, running

if TYPE_CHECKING:
    from demo.media import Account
    from demo.plants.scene import Scene
    from demo.world import World

_ANY = ("pass", "violation", "suspected", "untested", "absent")
_TOO_OFTEN = "too often twice"


@plant(130)
def by_wechat(scene: Scene) -> None:
    """The statistics of WeChat, asked day by day; articles by their addresses; chains that end in a feed."""
    api = "wechat_api"
    deal(scene, "wechat, weekly", running(api, days=7), [
        Role("微信接口：更新周期7天，每天都问过，最新一条在10天前", acts.quiet(10), FAULT),
    ])  # fmt: skip
    deal(scene, "wechat", running(api), [
        Role("微信接口：期内每天都问过，没有发表", acts.quiet(27), FAULT),
    ], [
        Role("微信接口：期内都是群发，已发布列表里没有", acts.quirk(api, "sent to all")),
        Role("微信接口：令牌中途失效，换新以后继续", acts.both(acts.quiet(8), acts.quirk(api, "token dies early"))),
        Role("微信接口：没有账号服务权限", acts.quirk(api, "profile hidden")),
        Role("微信接口：统计有延迟，此前无更新", acts.both(acts.quiet(24), acts.quirk(api, "figures late")), DOUBTED),
        Role("微信接口：旧文在期内修改过，统计里没有新的", acts.both(acts.quiet(26), acts.quirk(api, "old article edited")), DOUBTED),
        Role("微信接口：没有接口权限（48001）", acts.quirk(api, "no privilege"), UNSEEN, UNSEEN, ""),
        Role("微信接口：AppSecret不对", acts.quirk(api, "wrong secret"), UNSEEN, UNSEEN, ""),
        Role("微信接口：出口IP不在白名单", acts.quirk(api, "address not listed"), UNSEEN, UNSEEN, ""),
        Role("微信接口：头两次请求返回429", acts.quirk(api, _TOO_OFTEN)),
        Role("微信接口：第一次返回系统繁忙（-1）", acts.quirk(api, "busy once")),
        Role("微信接口：问一天，连后面几天的也一起给", acts.both(acts.quiet(6), acts.quirk(api, "days beyond"))),
        Role("微信接口：最新一条在最后一天的凌晨", acts.on_the_edge),
    ])  # fmt: skip
    _by_wechat_chain(scene)


def _by_wechat_chain(scene: Scene) -> None:
    api = "wechat_api"
    deal(scene, "wechat, import, feed", running(api, "import", "feed"), [], [
        Role("三种来源都没有新内容，接口和导出都完整", acts.both(acts.quiet(29), acts.stated()), FAULT),
        Role("没有设置密钥、没有导出，订阅源有新内容", acts.both(acts.quirk(api, "key missing"), acts.lost), speaks="feed"),
        Role("接口达到调用上限，导出完整且没有更新", acts.both(acts.quirk(api, "limit reached"), acts.quiet(25), acts.stated()), FAULT),
    ])  # fmt: skip
    deal(scene, "wechat, feed", running(api, "feed"), [], [
        Role("没有设置密钥，订阅源有新内容", acts.quirk(api, "key missing"), speaks="feed"),
        Role("统计有延迟，订阅源里也没有新的", acts.both(acts.quiet(22), acts.quirk(api, "figures late")), DOUBTED),
        Role("接口和订阅源都好", acts.nothing),
    ])  # fmt: skip


@plant(131)
def by_page(scene: Scene) -> None:
    """Articles by their addresses prove life alone."""
    page = "wechat_page"
    deal(scene, "page", running(page), [], [
        Role("文章页面：最新一篇早已过期", acts.quiet(23), UNPROVEN),
        Role("文章页面：平台要求验证", acts.quirk(page, "verification"), UNSEEN, UNSEEN, ""),
        Role("文章页面：最新一篇已被发布者删除，另一篇打得开", acts.both(_two_new, acts.quirk(page, "deleted")), LIVES, LIVES),
        Role("文章页面：平台说账号已自主注销", acts.gone("cancelled"), ("not_applicable",), UNPROVEN, ""),
        Role("文章页面：平台说账号已被屏蔽", acts.gone("banned"), ("not_applicable",), UNPROVEN, ""),
    ])  # fmt: skip
    deal(scene, "import, page", running("import", page), [], [
        Role("没有导出文件，文章页面有新的", acts.lost, speaks=page),
        Role("导出只覆盖部分日期，文章页面有新的", acts.old_export(21, 7), speaks=page),
    ])  # fmt: skip


@plant(132)
def by_feed(scene: Scene) -> None:
    """A feed proves life and never silence."""
    deal(scene, "feed", running("feed"), [
        Role("信息源里最新一条早已过期：疑似，不能认定", acts.quiet(25), UNPROVEN),
    ], [
        Role("信息源返回200但没有内容", acts.quirk("feed", "nothing"), UNSEEN, UNSEEN, ""),
        Role("信息源返回的是错误页面", acts.quirk("feed", "error page"), UNSEEN, UNSEEN, ""),
        Role("信息源返回503", acts.quirk("feed", "busy"), UNSEEN, UNSEEN, ""),
        Role("信息源说没有取到任何条目（503）", acts.quirk("feed", "route empty"), UNSEEN, UNSEEN, ""),
        Role("信息源的时间没有时区", acts.quirk("feed", "no zone"), ("untested", "pass"), speaks=""),
        Role("信息源是旧的缓存", acts.both(acts.only_old("feed", 18), acts.quirk("feed", "old copy")), DOUBTED),
        Role("置顶的旧文在最前面", acts.pinned),
        Role("最新一条恰在第14天的凌晨，按格林尼治时间是前一天", acts.on_the_edge),
    ])  # fmt: skip
    _ahead(scene)


@plant(133)
def by_export(scene: Scene) -> None:
    """An export with a statement proves silence, for the days it states."""
    deal(scene, "import", running("import"), [], [
        Role("导出完整，期内没有发布", acts.both(acts.quiet(30), acts.stated()), FAULT),
        Role("导出完整，一条也没有", acts.both(acts.never, acts.stated()), FAULT, speaks=""),
        Role("导出完整，期内只有草稿和定时发布", acts.drafts(33), FAULT),
    ])  # fmt: skip
    deal(scene, "import, feed", running("import", "feed"), [
        Role("导出和信息源都没有新内容，导出完整", acts.both(acts.quiet(28), acts.stated()), FAULT),
    ], [
        Role("没有导出文件，信息源有新内容", acts.lost, speaks="feed"),
        Role("导出没有覆盖声明，信息源是空的", acts.both(acts.quiet(24), acts.quirk("feed", "nothing")), UNPROVEN),
    ])  # fmt: skip
    for other in ("browser", "toutiao"):
        deal(scene, f"import, {other}", running("import", other), [], [
            Role("没有导出文件，公开主页有新的", acts.lost, speaks=other),
            Role("导出没有覆盖声明，公开主页有新的", acts.only_old("import", 19), speaks=other),
            Role("导出只覆盖部分日期，公开主页的列表是空的", acts.both(acts.old_export(22, 7), acts.quirk(other, "signature refused")),
                 _unproven(scene, other)),
            Role("导出完整，草稿以外另有新的", acts.drafts(4)),
        ])  # fmt: skip


@plant(134)
def by_page_of_the_platform(scene: Scene) -> None:
    """Public pages in a browser: life, or nothing."""
    own = "toutiao"
    deal(scene, own, running(own), [], [
        Role("公开主页：置顶的旧文在最前面，作品流按推送排序", acts.pinned),
        Role("公开主页：最新一条早已过期", acts.quiet(20), _unproven(scene, own)),
        Role("公开主页：签名未被接受，作品流是空的", acts.quirk(own, "signature refused"), UNSEEN, UNSEEN, ""),
        Role("公开主页：要求人机验证", acts.quirk(own, "verification"), UNSEEN, UNSEEN, ""),
        Role("公开主页：作品流是空值", acts.quirk(own, "no such user"), UNSEEN, UNSEEN, ""),
        Role("公开主页：只剩一句“该账号已被封禁”", acts.gone("banned"), ("not_applicable",), UNPROVEN, ""),
    ])  # fmt: skip


def _unproven(scene: Scene, source: str) -> tuple[str, ...]:
    """Where not even the canary is seen, nothing can be said about silence."""
    return UNSEEN if source == "toutiao" and silent_stream(scene.world.seed) else UNPROVEN


@plant(139)
def by_status(scene: Scene) -> None:
    """Paused accounts are judged unless a declaration holds; services need not publish."""
    paused = [account for account in scene.world.accounts if account.status == "暂停"]
    scene.rng("paused").shuffle(paused)
    silent = acts.both(acts.quiet(36), acts.stated())
    play(scene, paused[0], Role("暂停，情况说明在有效期内", silent, ("declared",)))
    scene.declare("account-dormant", paused[0].unit, paused[0].code, 40)
    play(scene, paused[1], Role("暂停，情况说明已过有效期", silent, FAULT))
    scene.declare("account-dormant", paused[1].unit, paused[1].code, -15)
    deal(scene, "services", lambda account: account.purpose == "服务类" and "app_store" in account.sources, [], [
        Role("服务类：商店里有，人工核查能打开", acts.nothing, ("not_applicable",), LIVES, ""),
        Role("服务类：商店里没有，人工核查打不开", acts.both(acts.quirk("app_store", "not in the store"),
             acts.quirk("manual", "does not open")), ("not_applicable",), UNSEEN, ""),
    ])  # fmt: skip
    deal(scene, "by hand", lambda account: account.sources == ("manual",), [], [
        Role("人工核查：能打开", acts.nothing, ("not_applicable",), LIVES, ""),
        Role("人工核查没有署名", acts.quirk("manual", "unsigned"), ("not_applicable",), UNSEEN, ""),
        Role("人工核查已过有效期", acts.quirk("manual", "out of date"), ("not_applicable",), UNSEEN, ""),
        Role("人工核查：已注销", acts.quirk("manual", "cancelled"), ("not_applicable",), UNPROVEN, ""),
        Role("没有人核查过", acts.quirk("manual", "nobody looked"), ("not_applicable",), UNSEEN, ""),
        Role("人工核查写得不清楚", acts.quirk("manual", "unclear"), ("not_applicable",), UNSEEN, ""),
    ])  # fmt: skip


def _ahead(scene: Scene) -> None:
    """Whoever lives by a feed may have typed a year wrongly once."""
    found = scene.find(
        [one for one in scene.world.accounts if one.speaks == "feed" and one.quirks.get("feed", "") == ""
         and one.posts and (scene.as_of - one.posts[0].at.date()).days < one.days], "ahead",
    )  # fmt: skip
    if found is None:
        return
    post = write_post(scene.world, found, 0, "ahead")
    post.at = post.at.replace(year=post.at.year + 30, day=min(post.at.day, 28))
    found.known["feed"] = [post, *found.posts]
    url = shared_address(found, post)
    scene.near("date-suspect", found.unit, lambda: url, "推文的日期在将来：存疑与否都说得通", *_ANY)


def _two_new(world: World, account: Account) -> None:
    account.posts = [write_post(world, account, age, f"new {age}") for age in (1, 3, 9)]
