"""The types of the register of accounts (备案表), and of what its sources have in common. `rules.model` offers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AccountStatus(StrEnum):
    """状态 in the register of accounts."""

    RUNNING = "运行"
    PAUSED = "暂停"
    CLOSED = "注销"
    MOVED = "迁移"


class AccountClass(StrEnum):
    """账号类别: what an account is for. Only one that publishes must be updated."""

    PUBLISHING = "发布类"
    SERVICE = "服务类"
    INTERACTION = "互动类"


@dataclass(frozen=True, slots=True)
class Account:
    """A registered account: one row of `accounts`. `platform` is a key of vocabulary.toml.

    `urls` and `secrets` (names of variables) go with the sources: none is handed what is another's.
    `closed_on` is the day on which it was closed, where the register says so.
    """

    code: str
    unit: str
    platform: str
    name: str
    sources: tuple[str, ...]
    source_url: str | None = None
    subject: str | None = None
    handle: str | None = None
    status: AccountStatus = AccountStatus.RUNNING
    update_within_days: int = 14
    secret_env: str | None = None
    urls: tuple[tuple[str, str], ...] = ()
    purpose: AccountClass = AccountClass.PUBLISHING
    secrets: tuple[tuple[str, str], ...] = ()
    closed_on: date | None = None

    def url_for(self, source: str) -> str | None:
        """The address that one source of the chain is asked at; None where its default holds."""
        return dict(self.urls).get(source)

    @property
    def variables(self) -> frozenset[str]:
        """Every variable that holds a secret of the account: a chain may name one for each source."""
        return frozenset(filter(None, (self.secret_env, *(name for _, name in self.secrets))))

    def secret_for(self, source: str) -> str | None:
        """The variable that holds the secret of one source of the chain."""
        return dict(self.secrets).get(source)


@dataclass(frozen=True, slots=True)
class SourceDefault:
    """`[[source_defaults]]`: what accounts of one source use where they say nothing, and how the source is asked.

    `token_command` is the office's own program that prints a token for an AppID; `canaries` are accounts that post
    daily (an address, an id, or the code of a registered account); `seconds_between` two questions to one platform.
    `local_times`: the office vouches that times without a zone are the district's own.
    """

    source_url: str | None = None
    secret_env: str | None = None
    token_command: tuple[str, ...] = ()
    canaries: tuple[str, ...] = ()
    seconds_between: float | None = None
    local_times: bool = False
