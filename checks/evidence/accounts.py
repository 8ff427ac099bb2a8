"""What the sources of the registered accounts said in one sweep, and every post they showed."""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database

from checks.evidence.cells import SEEN, Row, day, listed, moment, reason, seen
from checks.evidence.sweep import Frame
from checks.model import Account, SourceReport
from crawler.items import Post
from rules import model as rules
from rules.model import Workspace

_SOURCE = (
    "SELECT s.*, "
    + SEEN
    + """
FROM sources s LEFT JOIN fetches f ON f.id = s.fetch
WHERE s.sweep = ? ORDER BY s.account, s.source, s.look
"""
)


def read_accounts(db: Database, frame: Frame, workspace: Workspace) -> dict[str, tuple[Account, ...]]:
    """Every account of the register by its unit, with or without an answer."""
    looks: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in db.query(_SOURCE, (frame.id,)):
        looks[row["account"]][row["source"]].append(row)
    posts = _posts(db, frame)
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for account in workspace.accounts:
        said: dict[str, list[Row]] = looks.get(account.code, {})
        chain = sorted(said, key=lambda source: (_place(account, source), source))
        found[account.unit].append(
            Account(
                account,
                tuple(_report(source, said[source], frame) for source in chain),
                tuple(posts.get(account.code, ())),
                incident=any(_struck(rows, frame) for rows in said.values()),
            )
        )
    return {unit: tuple(accounts) for unit, accounts in found.items()}


def _place(account: rules.Account, source: str) -> int:
    """A source's place in the account's chain; one that is no longer in it comes last."""
    return account.sources.index(source) if source in account.sources else len(account.sources)


def _struck(rows: list[Row], frame: Frame) -> bool:
    """Whether a source's failure is part of a common cause of its platform."""
    first = rows[0]
    return frame.hit("accounts", f"{first['platform']}/{first['source']}", reason(first["outcome"]))


def _report(source: str, rows: list[Row], frame: Frame) -> SourceReport:
    """One source with its looks in order; what it covers and promises is what it said last."""
    last = rows[-1]
    covered = day(last["covered_from"], frame.zone), day(last["covered_to"], frame.zone)
    return SourceReport(
        source=source,
        looks=tuple(reason(row["outcome"]) for row in rows),
        proves_silence=bool(last["proves_silence"]),
        covered=(covered[0], covered[1]) if covered[0] and covered[1] else None,
        liveness=tuple(listed(last["liveness"])),
        newest_by_look=tuple(moment(row["newest"], frame.zone) for row in rows),
        told=last["told"] or "",
        posts=last["posts"] or 0,
        seen=seen(last),
    )


def _posts(db: Database, frame: Frame) -> dict[str, list[Post]]:
    found: defaultdict[str, list[Post]] = defaultdict(list)
    for row in db.query("SELECT * FROM posts WHERE sweep = ? ORDER BY account, id", (frame.id,)):
        found[row["account"]].append(
            Post(
                id=row["id"],
                title=row["title"] or "",
                url=row["url"],
                published=moment(row["published"], frame.zone),
                precision=row["precision"] or "second",
                time_source=row["time_source"],
                pinned=bool(row["pinned"]),
                deleted=bool(row["deleted"]),
            )
        )
    return found
