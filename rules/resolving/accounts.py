"""Accounts with their units, defaults and addresses."""

from __future__ import annotations

from collections.abc import Mapping

from rules import vocabulary
from rules.faults import Collector
from rules.loading.accounts import AccountRow
from rules.loading.cells import Placed
from rules.model import Account, AccountStatus, SourceDefault
from rules.resolving.common import check_once
from rules.resolving.units import Register
from rules.text import plain


def resolve_accounts(
    rows: tuple[Placed[AccountRow], ...],
    register: Register,
    defaults: Mapping[str, SourceDefault],
    account_days: int,
    found: Collector,
) -> tuple[Account, ...]:
    """Every account, with what it leaves blank filled from `[[source_defaults]]` and `[limits]`."""
    _check_unique(rows, found)
    accounts = []
    for placed in rows:
        row = placed.value
        unit = register.look_up(placed, "unit", row.unit, found)
        urls = tuple((source, url) for source, url in _urls(placed, defaults, found).items() if url)
        secrets = _secrets(row, defaults)
        accounts.append(
            Account(
                code=row.code, unit=unit, platform=row.platform, name=row.name, sources=row.sources,
                source_url=urls[0][1] if urls else None, subject=row.subject, handle=row.handle, status=row.status,
                update_within_days=row.update_within_days or account_days,
                secret_env=secrets[0][1] if secrets else None, urls=urls, purpose=row.purpose, secrets=secrets,
                closed_on=row.closed_on,
            )
        )  # fmt: skip
    return tuple(accounts)


def _urls(
    placed: Placed[AccountRow], defaults: Mapping[str, SourceDefault], found: Collector
) -> dict[str, str | None]:
    """The address of each source: the account's own, else the default of its source; public pages must have one."""
    urls = {}
    for source, own in zip(placed.value.sources, placed.value.urls, strict=True):
        default = defaults[source].source_url if source in defaults else None
        urls[source] = own or default
        if not urls[source] and vocabulary.url_use(source) == "required":
            placed.fault(found, "source_url", f"采集方式“{vocabulary.display('source', source)}”所用的网址")
        elif not urls[source] and vocabulary.url_use(source) == "pattern":
            told = f"没有写导出文件的名称，按“{placed.value.code}*”在inbox文件夹中寻找"
            placed.notice(found, "source_url", told)
    return urls


def _secrets(row: AccountRow, defaults: Mapping[str, SourceDefault]) -> tuple[tuple[str, str], ...]:
    """The variable of each source: the account's own, else the default of that very source."""
    named = (
        (source, own or (defaults[source].secret_env if source in defaults else None))
        for source, own in zip(row.sources, row.secrets, strict=True)
    )
    return tuple((source, name) for source, name in named if name)


def _check_unique(rows: tuple[Placed[AccountRow], ...], found: Collector) -> None:
    """Codes are unique; two running accounts of one name on one platform are at least worth a look."""
    check_once(rows, "code", lambda row: plain(row.code), "账号编号", found)
    names: dict[tuple[str, str], Placed[AccountRow]] = {}
    for placed in rows:
        row = placed.value
        if row.status is AccountStatus.RUNNING:
            twin = names.setdefault((row.platform, plain(row.name)), placed)
            if twin is not placed:
                placed.notice(
                    found, "name", f"与第{twin.row.number}行是同一平台的同名账号，请核对是否重复登记"
                )
