"""Roles of accounts: what happens to one, and the verdicts of account-dormant and account-gone that do it justice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demo.accounts.acts import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from demo.media import Account
    from demo.plants.scene import Scene

LIVES = ("pass",)
UNPROVEN = ("suspected",)
UNSEEN = ("untested",)
DOUBTED = ("suspected", "untested")
FAULT: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """`dormant` are the verdicts that are right (none: a fault). `gone` the same, None where nobody would ask.

    `speaks` is the source whose posts are seen, where it is not the first of the chain; "" where none is.
    """

    note: str
    act: Act
    dormant: tuple[str, ...] = LIVES
    gone: tuple[str, ...] | None = None
    speaks: str | None = None


def deal(
    scene: Scene, name: str, fits: Callable[[Account], bool], must: Sequence[Role], may: Sequence[Role] = ()
) -> None:
    """Give every account that fits a role: first those that must be played, then some that may, as many as there are."""
    accounts = [
        account for account in scene.world.accounts if fits(account) and account.code not in scene.taken
    ]
    rng = scene.rng("roles", name)
    rng.shuffle(accounts)
    more = rng.sample(list(may), min(len(may), max(0, len(accounts) - len(must))))
    for account, role in zip(accounts, [*must, *more], strict=False):
        play(scene, account, role)


def play(scene: Scene, account: Account, role: Role) -> None:
    """Let it happen, and say so."""
    scene.taken.add(account.code)
    role.act(scene.world, account)
    account.speaks = account.sources[0] if role.speaks is None else role.speaks
    note(scene, "account-dormant", account, role.note, role.dormant)
    if role.gone is not None:
        note(scene, "account-gone", account, role.note, role.gone)


def note(scene: Scene, check: str, account: Account, words: str, allowed: tuple[str, ...]) -> None:
    """A line of the manifest: a fault where no verdict is allowed."""
    if allowed:
        scene.near(check, account.unit, account.code, words, *allowed)
    else:
        scene.fault(check, account.unit, account.code, words)


def running(*sources: str, days: int | None = 14) -> Callable[[Account], bool]:
    """Accounts in use with exactly this chain (and period)."""
    return lambda account: (
        account.sources == sources and account.status == "运行" and days in (None, account.days)
    )
