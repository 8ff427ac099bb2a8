"""One registered account as reports and `gongkai accounts` show it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.data import toml
from rules.vocabulary import display


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One registered account in 附件2: what was seen of it; `days` since its newest post.

    `newest` is the newest post that is there, `newest_seen` the newest ever seen, deleted ones and earlier sweeps
    included; `days_left` until its period ends (negative: it is over, None: nothing was seen, or nothing is required).
    `proof` says how much is known, `last_success` when a source last answered; `whose` job and `todo` what comes next.
    """

    code: str
    unit: str
    platform: str
    name: str
    status: str
    source: str | None
    outcome: str
    newest: str | None
    posts: int
    days: int | None
    problem: str = ""
    newest_seen: str | None = None
    days_left: int | None = None
    proof: str = ""
    last_success: str | None = None
    told: str = ""
    whose: str = ""
    todo: str = ""

    @property
    def platform_name(self) -> str:
        """What people call its platform."""
        return display("platform", self.platform)

    @property
    def left(self) -> str:
        """`3天后到期`."""
        return "今天到期" if self.days_left == 0 else f"{self.days_left}天后到期"

    @property
    def due_soon(self) -> bool:
        """Whether its period ends within the days of the reminder: a reminder, no finding."""
        return self.days_left is not None and 0 <= self.days_left <= toml("newmedia.toml")["reminder"]["days"]
