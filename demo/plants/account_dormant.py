"""account-dormant and account-revived: silence that is proved, silence that is not, and the cancelled that speak."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from demo.accounts.feeds import link
from demo.accounts.posts import day_of, write_post, write_posts
from demo.plants import plant

if TYPE_CHECKING:
    from demo.plants.scene import Scene
    from demo.world import Account

Role = tuple[
    str, Callable[["Scene", "Account"], None], tuple[str, ...]
]  # note, what is done, verdicts (none: a fault)
_COVERED = 45  # days that a full export states
_ANY = ("pass", "violation", "suspected", "untested", "absent")
_UNPROVEN = ("suspected", "untested")


@plant(130)
def by_feed(scene: Scene) -> None:
    """A feed proves life and never silence."""
    _deal(scene, _running(scene, ("feed",)), [
        ("信息源里最新一条早已过期：疑似，不能认定", lambda s, a: _quiet(s, a, 25), ("suspected",)),
        ("信息源返回200但没有内容", lambda _, a: _break(a, "nothing"), ("untested",)),
        ("信息源返回的是错误页面", lambda _, a: _break(a, "error page"), ("untested",)),
        ("信息源返回503", lambda _, a: _break(a, "busy"), ("untested",)),
        ("信息源的时间没有时区", lambda _, a: _break(a, "no zone"), ("untested", "pass")),
        ("一条日期在将来，另有新的", _ahead, ("pass",)),
        ("置顶的旧文在最前面", _pin, ("pass",)),
        ("最新一条恰在第14天的凌晨，按格林尼治时间是前一天", _edge, ("pass",)),
    ])  # fmt: skip


@plant(131)
def by_export(scene: Scene) -> None:
    """An export with a statement proves silence, for the days it states."""
    _deal(scene, _running(scene, ("import",)), [
        ("导出完整，期内没有发布", lambda s, a: _silent(s, a, 30), ()),
        ("导出完整，一条也没有", lambda s, a: _silent(s, a, None), ()),
        ("导出完整，期内只有草稿和定时发布", lambda s, a: _drafts(s, a, 33), ()),
        ("导出只覆盖部分日期", _partly, _UNPROVEN),
        ("导出没有附带覆盖声明", _unstated, _UNPROVEN),
        ("导出里有草稿，也有新发布的", lambda s, a: _drafts(s, a, 4), ("pass",)),
        ("导出完整，更新正常", _state, ("pass",)),
    ])  # fmt: skip


@plant(132)
def by_chain(scene: Scene) -> None:
    """The next source is asked where one proves nothing."""
    _deal(scene, _running(scene, ("import", "feed")), [
        ("导出和信息源都没有新内容，导出完整", lambda s, a: _silent(s, a, 28), ()),
        ("没有导出文件，信息源有新内容", lambda _, a: _lost(a), ("pass",)),
        ("导出只覆盖部分日期，信息源有新内容", _partly_but_alive, ("pass",)),
        ("导出没有覆盖声明，信息源是空的", _unstated_and_empty, _UNPROVEN),
    ])  # fmt: skip


@plant(133)
def by_status(scene: Scene) -> None:
    """Paused accounts are judged unless a declaration holds; longer periods are kept; unbuilt sources are untested."""
    paused = [account for account in scene.world.accounts if account.status == "暂停"]
    scene.rng("paused").shuffle(paused)
    for account, days in zip(paused, (40, -15), strict=True):
        _silent(scene, account, 36)
        scene.declare("account-dormant", account.unit, account.code, days)
        if days > 0:
            scene.near("account-dormant", account.unit, account.code, "暂停，情况说明在有效期内", "declared")
        else:
            scene.fault("account-dormant", account.unit, account.code, "暂停，情况说明已过有效期")
    for account in scene.world.accounts:
        if account.days == 30:
            _silent(scene, account, 20)
            scene.near("account-dormant", account.unit, account.code, "更新周期30天，最新一条在20天前")
        if {"weibo_api", "douyin_api"} & set(account.sources):
            scene.near("account-dormant", account.unit, account.code, "采集方式尚不支持", "untested")


@plant(134)
def cancelled(scene: Scene) -> None:
    """Registered as 注销: quiet is right, a post is not."""
    closed = [account for account in scene.world.accounts if account.status == "注销"]
    by_feed_only = [account for account in closed if account.sources == ("feed",)]
    quiet = scene.rng("cancelled").choice(by_feed_only)
    for account in closed:
        scene.near(
            "account-dormant", account.unit, account.code, "已注销，不要求更新", "not_applicable", "pass"
        )
        if account is quiet:
            account.posts = write_posts(scene.world, account, 200)
            scene.near(
                "account-revived", account.unit, account.code, "已注销，没有再发布",
                "pass", "untested", "suspected", "not_applicable",
            )  # fmt: skip
        else:
            _state(scene, account)
            scene.fault("account-revived", account.unit, account.code, "备案为注销，近期仍在发布")


def _running(scene: Scene, sources: tuple[str, ...]) -> list[Account]:
    return [
        account for account in scene.world.accounts
        if account.sources == sources and account.status == "运行" and account.days == 14
    ]  # fmt: skip


def _deal(scene: Scene, accounts: list[Account], roles: list[Role]) -> None:
    """Give each role to an account; who is left over simply lives."""
    scene.rng("roles", len(accounts), len(roles)).shuffle(accounts)
    for account, (note, act, allowed) in zip(accounts, roles, strict=False):
        act(scene, account)
        if allowed:
            scene.near("account-dormant", account.unit, account.code, note, *allowed)
        else:
            scene.fault("account-dormant", account.unit, account.code, note)


def _state(scene: Scene, account: Account, until: int = 0) -> None:
    account.covered = day_of(scene.world, _COVERED), day_of(scene.world, until)


def _quiet(scene: Scene, account: Account, newest: int) -> None:
    account.posts = write_posts(scene.world, account, newest)


def _silent(scene: Scene, account: Account, newest: int | None) -> None:
    account.posts = [] if newest is None else write_posts(scene.world, account, newest)
    _state(scene, account)


def _break(account: Account, how: str) -> None:
    account.feed = how  # type: ignore[assignment]


def _ahead(scene: Scene, account: Account) -> None:
    post = write_post(scene.world, account, 0, "ahead")
    post.at = post.at.replace(year=post.at.year + 30, day=min(post.at.day, 28))
    account.posts.insert(0, post)
    url = link(account, post)
    scene.near("date-suspect", account.unit, lambda: url, "推文的日期在将来：存疑与否都说得通", *_ANY)


def _pin(scene: Scene, account: Account) -> None:
    account.posts.insert(0, write_post(scene.world, account, 400, "pinned"))


def _edge(scene: Scene, account: Account) -> None:
    account.posts = [
        write_post(scene.world, account, 14, "edge", hour=1),
        *write_posts(scene.world, account, 16),
    ]


def _drafts(scene: Scene, account: Account, newest: int) -> None:
    _silent(scene, account, newest)
    draft, timed = write_post(scene.world, account, 2, "draft"), write_post(scene.world, account, -3, "timed")
    draft.state, timed.state = "草稿", "定时发布"
    account.posts = [timed, draft, *account.posts]


def _partly(scene: Scene, account: Account) -> None:
    _quiet(scene, account, 21)
    _state(scene, account, until=7)


def _unstated(scene: Scene, account: Account) -> None:
    _quiet(scene, account, 24)


def _lost(account: Account) -> None:
    account.exported = False


def _partly_but_alive(scene: Scene, account: Account) -> None:
    account.feed_posts = account.posts
    _partly(scene, account)


def _unstated_and_empty(scene: Scene, account: Account) -> None:
    _unstated(scene, account)
    account.feed = "nothing"
