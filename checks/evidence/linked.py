"""The accounts that the portal's pages lead to, held against the register: by id, by address, by what sources learned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from checks.evidence.cells import SEEN, seen
from checks.evidence.sweep import Frame
from checks.model import LinkedAccount
from crawler.account_links import Led, account_at, ids_of
from rules.model import Account, Unit, Workspace
from rules.names import UnitIndex
from rules.text import plain

_LINKED = (
    "SELECT l.*, "
    + SEEN
    + """
FROM linked_accounts l LEFT JOIN fetches f ON f.id = l.fetch WHERE l.sweep = ? ORDER BY l.unit, l.key
"""
)
_LEARNED = "SELECT DISTINCT account, platform_id FROM sources WHERE sweep <= ? AND platform_id IS NOT NULL"


def read_linked(db: Database, frame: Frame, workspace: Workspace) -> dict[str, tuple[LinkedAccount, ...]]:
    """The accounts by the unit whose pages lead to them."""
    learned: defaultdict[str, set[str]] = defaultdict(set)
    for row in db.query(_LEARNED, (frame.id,)):
        learned[row["account"]].add(row["platform_id"])
    found: defaultdict[str, list[LinkedAccount]] = defaultdict(list)
    units = {unit.code: unit for unit in workspace.units}
    index = UnitIndex(workspace.units, workspace.district.name)
    for row in db.query(_LINKED, (frame.id,)):
        unit, led = units.get(row["unit"]), account_at(row["url"])
        if unit is None or led is None:
            continue
        registered, possible = _compared(led, workspace, unit, learned)
        words = row["words"] or ""
        found[unit.code].append(
            LinkedAccount(
                led.platform, led.id, row["url"], words, row["page_url"], row["via"], registered, possible,
                named=index.calls(unit, words), seen=seen(row),
            )
        )  # fmt: skip
    return {unit_code: tuple(accounts) for unit_code, accounts in found.items()}


def _compared(
    led: Led, workspace: Workspace, unit: Unit, learned: dict[str, set[str]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The registered accounts that it is, and those that it could be: nothing is known of them to compare by."""
    registered, possible = [], []
    for account in workspace.accounts:
        if account.platform != led.platform:
            continue
        known = ids_of(led.platform, led.space, _written(account, learned)) if led.space else set()
        if led.id is not None and (led.id in known or _is_its_name(led, account)):
            registered.append(account.code)
        elif not known and unit.code in (account.unit, workspace.district.portal_owner):
            possible.append(account.code)
    return tuple(registered), tuple(possible)


def _written(account: Account, learned: dict[str, set[str]]) -> Iterator[str | None]:
    yield account.handle
    yield from (url for _, url in account.urls)
    yield from sorted(learned.get(account.code, ()))


def _is_its_name(led: Led, account: Account) -> bool:
    """Whether the address holds the account's very name."""
    return led.space == "name" and plain(led.id or "") == plain(account.name)
