"""Words that several checks use in their sentences to units: dates, names, lengths of time."""

from __future__ import annotations

from datetime import date

from rules.model import Account
from rules.periods import Period
from rules.vocabulary import display


def day_words(day: date) -> str:
    """`2026年5月1日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def quoted(name: str) -> str:
    """A name in quotation marks, on one line and of readable length."""
    line = " ".join(name.split())
    return f"“{line if len(line) <= 60 else line[:59] + '…'}”"


def limit_figure(period: Period) -> int | str:
    """A period as `observed` holds it: whole days as a number, months and years in words."""
    return period.days if period.days is not None else str(period)


def overdue_words(newest: date, today: date, period: Period) -> str:
    """The half-sentence that cites newest, age and limit."""
    days = (today - newest).days
    return f"最近一次更新为{day_words(newest)}，距今{days}天，超过{period}的更新期限"


def account_words(account: Account) -> str:
    """`“示例区民政”微信公众号`."""
    platform = "新媒体账号" if account.platform == "other" else display("platform", account.platform)
    return f"{quoted(account.name)}{platform}"


_STATES = {"cancelled": "已注销", "banned": "已被封禁", "frozen": "已被冻结或者限制", "migrated": "已经迁移"}


def state_words(state: str) -> str:
    """What a state of an account is called."""
    return _STATES[state]
