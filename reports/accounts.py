"""The registered accounts as one sweep saw them: one line each, also for those that nothing was seen of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from crawler.items import Reason
from reports.model import AccountLine, Sweep
from reports.text import shown
from rules.model import Account, Workspace

Row = Mapping[str, Any]


def account_lines(workspace: Workspace, db: Database, sweep: Sweep) -> tuple[AccountLine, ...]:
    """Every account of the register, in its order."""
    sources = _by_account(
        db.query("SELECT * FROM sources WHERE sweep = ? ORDER BY account, source, look", (sweep.id,))
    )
    posts = _by_account(
        db.query(
            "SELECT account, published FROM posts WHERE sweep = ? AND NOT coalesce(deleted, 0)", (sweep.id,)
        )
    )
    return tuple(
        _line(workspace, sweep, account, sources.get(account.code, []), posts.get(account.code, []))
        for account in workspace.accounts
    )


def _line(
    workspace: Workspace, sweep: Sweep, account: Account, sources: list[Row], posts: list[Row]
) -> AccountLine:
    told = _telling(account, sources)
    newest = _newest(workspace, sweep, posts)
    return AccountLine(
        code=account.code,
        unit=account.unit,
        platform=account.platform,
        name=shown(account.name),
        status=account.status.value,
        source=told["source"] if told else None,
        outcome=(told["outcome"] or "ok") if told else Reason.NOT_SWEPT.value,
        newest=newest.isoformat() if newest else None,
        posts=len(posts),
        days=max(0, (sweep.as_of - newest.date()).days) if newest else None,
    )


def _telling(account: Account, sources: list[Row]) -> Row | None:
    """The source that counts: the first of the chain that answered, else the last that was tried."""
    last_look = {row["source"]: row for row in sources}
    tried = [last_look[source] for source in account.sources if source in last_look] or list(
        last_look.values()
    )
    answered = [row for row in tried if row["outcome"] in (None, "ok")]
    return next(iter(answered), tried[-1] if tried else None)


def _newest(workspace: Workspace, sweep: Sweep, posts: list[Row]) -> datetime | None:
    """The newest post with a date that can be believed, in the district's zone."""
    zone = workspace.district.zone
    last_day = max(sweep.as_of, seen_on(sweep.finished_at or sweep.started_at, workspace) or sweep.as_of)
    times = (datetime.fromisoformat(post["published"]) for post in posts if post["published"])
    local = (time.astimezone(zone) if time.tzinfo else time.replace(tzinfo=zone) for time in times)
    return max((time for time in local if time.date() <= last_day), default=None)


def seen_on(moment: str, workspace: Workspace) -> date | None:
    """The district's day of a stored time, None where nothing is stored."""
    return datetime.fromisoformat(moment).astimezone(workspace.district.zone).date() if moment else None


def _by_account(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["account"]].append(row)
    return grouped
