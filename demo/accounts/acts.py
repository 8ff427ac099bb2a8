"""What can happen to an account: it falls silent, its source misbehaves, its export is not whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from demo.accounts.posts import day_of, write_post, write_posts

if TYPE_CHECKING:
    from demo.media import Account
    from demo.world import World

Act = Callable[["World", "Account"], None]
_COVERED = 45  # days that a full export states


def both(*acts: Act) -> Act:
    """One after the other."""

    def act(world: World, account: Account) -> None:
        for one in acts:
            one(world, account)

    return act


def nothing(_: World, __: Account) -> None:
    """It simply lives."""


def quiet(newest: int) -> Act:
    """Its newest post is so many days old."""

    def act(world: World, account: Account) -> None:
        account.posts = write_posts(world, account, newest)

    return act


def never(_: World, account: Account) -> None:
    """It never published anything."""
    account.posts = []


def on_the_edge(world: World, account: Account) -> None:
    """Its newest post is of the last day that counts, an hour after midnight: the day before, by Greenwich."""
    days = account.days
    account.posts = [
        write_post(world, account, days, "edge", hour=1),
        *write_posts(world, account, days + 2),
    ]


def busy(world: World, account: Account) -> None:
    """It posts several times a day: a list of many pages."""
    account.posts = [
        write_post(world, account, age, f"{age}/{hour}", hour=hour)
        for age in range(1, account.days + 6)
        for hour in (20, 14, 9)
    ]


def pinned(world: World, account: Account) -> None:
    """An old post stands before all others."""
    old = write_post(world, account, 400, "pinned")
    old.pinned = True
    account.posts.insert(0, old)


def quirk(source: str, how: str) -> Act:
    """One of its sources misbehaves."""

    def act(_: World, account: Account) -> None:
        account.quirks[source] = how

    return act


def only_old(source: str, newest: int) -> Act:
    """One of its sources knows nothing newer."""

    def act(world: World, account: Account) -> None:
        account.known[source] = write_posts(world, account, newest)

    return act


def gone(state: str) -> Act:
    """The platform has closed it: cancelled or banned."""

    def act(_: World, account: Account) -> None:
        account.state = state  # type: ignore[assignment]

    return act


def called(name: str) -> Act:
    """Its platform calls it otherwise."""

    def act(_: World, account: Account) -> None:
        account.called = name.format(account.name)

    return act


def closed(days: int) -> Act:
    """The register says that it was closed so many days ago."""

    def act(world: World, account: Account) -> None:
        account.closed_on = day_of(world, days)

    return act


# --- exports ---


def stated(until: int = 0) -> Act:
    """Its export states that it is whole, up to so many days ago."""

    def act(world: World, account: Account) -> None:
        account.covered = day_of(world, _COVERED), day_of(world, until)

    return act


def lost(_: World, account: Account) -> None:
    """Nobody sent an export."""
    account.exported = False


def drafts(newest: int) -> Act:
    """A whole export in which the newest are a draft and one that is set for later."""

    def act(world: World, account: Account) -> None:
        both(quiet(newest), stated())(world, account)
        draft, timed = write_post(world, account, 2, "draft"), write_post(world, account, -3, "timed")
        draft.state, timed.state = "草稿", "定时发布"
        account.posts = [timed, draft, *account.posts]

    return act


def old_export(newest: int, until: int) -> Act:
    """Its export knows nothing newer, and covers only a part."""
    return both(only_old("import", newest), stated(until))
