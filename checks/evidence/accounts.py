"""What the sources of the registered accounts said in one sweep, and every post that was ever seen of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import cast

from sqlite_utils import Database

from checks.evidence.cells import SEEN, Row, day, listed, moment, reason, seen
from checks.evidence.sweep import Frame
from checks.merging import Shown, merged
from checks.model import Account, AccountPost, Seen, SourceReport
from crawler.health import CANARIES, TROUBLE
from crawler.hiding import read_hidden
from crawler.items import AccountState, Post
from rules import model as rules
from rules.model import Workspace

_SOURCE = (
    "SELECT s.*, "
    + SEEN
    + ", "
    + TROUBLE
    + """ AS trouble
FROM sources s LEFT JOIN fetches f ON f.id = s.fetch
WHERE s.sweep = ? ORDER BY s.account, s.source, s.look
"""
)
_POSTS = (
    "SELECT p.*, "
    + SEEN
    + """
FROM posts p JOIN sources s ON s.sweep = p.sweep AND s.account = p.account AND s.source = p.source AND s.look = p.look
JOIN sweeps w ON w.id = p.sweep LEFT JOIN fetches f ON f.id = p.fetch
WHERE p.account = :account AND s.platform = :platform
    AND (w.week < :week OR (w.week = :week AND p.sweep <= :sweep))
ORDER BY p.sweep, p.source, p.look, p.id
"""
)
"""Posts of this sweep, of earlier attempts and weeks. A code that once named an account of another platform names another account."""

_NAMED = """
SELECT DISTINCT s.platform_id, s.display_name FROM sources s JOIN sweeps w ON w.id = s.sweep
WHERE s.account = :account AND s.platform = :platform AND s.platform_id IS NOT NULL AND s.display_name IS NOT NULL
    AND (w.week < :week OR (w.week = :week AND s.sweep <= :sweep))
"""
_CLOSED = """
SELECT s.as_of, v.verdict <> 'not_applicable' AS closed FROM sweeps s JOIN verdicts v ON v.sweep = s.id
WHERE v."check" = 'account-revived' AND v.key = :account AND s.week < :week
    AND s.attempt = (SELECT max(t.attempt) FROM sweeps t
                     WHERE t.week = s.week AND EXISTS (SELECT 1 FROM verdicts w WHERE w.sweep = t.id))
ORDER BY s.week
"""
"""Only an account that is registered as closed is asked whether it was revived: so the weeks remember the register."""
_FILES = "SELECT f.id AS id, " + SEEN + " FROM fetches f WHERE f.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own words


def read_accounts(db: Database, frame: Frame, workspace: Workspace) -> dict[str, tuple[Account, ...]]:
    """Every account of the register by its unit, with or without an answer."""
    looks: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in db.query(_SOURCE, (frame.id,)):
        looks[row["account"]][row["source"]].append(row)
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for account in workspace.accounts:
        said: dict[str, list[Row]] = looks.get(account.code, {})
        chain = sorted(said, key=lambda source: (_place(account, source), source))
        rows = list(_rows(db, frame, account))
        live = [
            post.published
            for row, post in _shown(rows, frame)
            if row["sweep"] == frame.id and not post.deleted
        ]
        found[account.unit].append(
            Account(
                account,
                tuple(_report(source, said[source], frame, _files(db, said[source])) for source in chain),
                merged(Shown(row["source"], post) for row, post in _shown(rows, frame)),
                max(
                    (moment_ for moment_ in live if moment_ and frame.believes(moment_.date())), default=None
                ),
                incident=any(_struck(rows_, frame) for rows_ in said.values()),
                closed_before=_closed_before(db, frame, account),
                shown_as=_shown_as(db, frame, account),
            )
        )
    return {unit: tuple(accounts) for unit, accounts in found.items()}


def read_posts(
    db: Database, frame: Frame, workspace: Workspace, taken: dict[str, set[str]]
) -> dict[str, tuple[AccountPost, ...]]:
    """The posts that this sweep showed, by unit. `taken` are addresses that are judged as articles."""
    found: defaultdict[str, dict[str, AccountPost]] = defaultdict(dict)
    for account in workspace.accounts:
        now = [
            (row, post) for row, post in _shown(_rows(db, frame, account), frame) if row["sweep"] == frame.id
        ]
        proofs: dict[str, Seen | None] = {post.id: seen(row) for row, post in now}
        for post in merged(Shown(row["source"], post) for row, post in now):
            judged = AccountPost(account, post, proofs.get(post.id))
            if judged.key not in taken.get(account.unit, set()):
                found[account.unit].setdefault(judged.key, judged)
    return {unit: tuple(posts.values()) for unit, posts in found.items()}


def _place(account: rules.Account, source: str) -> int:
    """A source's place in the account's chain; one that is no longer in it comes last."""
    return account.sources.index(source) if source in account.sources else len(account.sources)


def _struck(rows: list[Row], frame: Frame) -> bool:
    """Whether a source's trouble is part of a common cause of its platform, or its canaries were silent."""
    first = rows[0]
    group = f"{first['platform']}/{first['source']}"
    return frame.hit("accounts", group, reason(first["trouble"])) or frame.marked(CANARIES, group)


def _files(db: Database, rows: list[Row]) -> tuple[Seen, ...]:
    """The stored files that a source's looks read, each version once, as it was read last."""
    ids = [int(number) for row in rows for number in listed(row["files"])]
    found = db.query(_FILES, (json.dumps(ids),))
    by_id = {one["id"]: seen(one) for one in found}
    proofs = [proof for number in ids if (proof := by_id.get(number)) is not None]
    return tuple({(proof.url, proof.sha256): proof for proof in proofs}.values())


def _report(source: str, rows: list[Row], frame: Frame, files: tuple[Seen, ...]) -> SourceReport:
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
        files=files,
        states=tuple(cast("AccountState", row["state"] or "unknown") for row in rows),
        state_told=_last_said(rows, "state_told") or "",
        display_name=_last_said(rows, "display_name"),
        principal=_last_said(rows, "principal"),
        platform_id=_last_said(rows, "platform_id"),
        answer=last["answer"],
    )


def _shown_as(db: Database, frame: Frame, account: rules.Account) -> frozenset[tuple[str, str]]:
    """The numbers and names that platforms have shown together for an account."""
    return frozenset(
        (row["platform_id"], row["display_name"]) for row in db.query(_NAMED, _asked(frame, account))
    )


def _closed_before(db: Database, frame: Frame, account: rules.Account) -> date | None:
    """The day from which on every judged earlier week found the account registered as closed."""
    since = None
    for row in db.query(_CLOSED, {"account": account.code, "week": frame.week}):
        since = (since or date.fromisoformat(row["as_of"])) if row["closed"] else None
    return since


def _last_said(rows: list[Row], name: str) -> str | None:
    """The last look's word that is one."""
    return next((str(row[name]) for row in reversed(rows) if row[name]), None)


def _rows(db: Database, frame: Frame, account: rules.Account) -> Iterator[Row]:
    return cast("Iterator[Row]", db.query(_POSTS, _asked(frame, account)))


def _asked(frame: Frame, account: rules.Account) -> dict[str, object]:
    return {"account": account.code, "platform": account.platform, "sweep": frame.id, "week": frame.week}


def _shown(rows: Iterator[Row] | list[Row], frame: Frame) -> Iterator[tuple[Row, Post]]:
    for row in rows:
        post = Post(
            id=row["id"],
            title=row["title"] or "",
            url=row["url"],
            published=moment(row["published"], frame.zone),
            precision=row["precision"] or "second",
            time_source=row["time_source"],
            pinned=bool(row["pinned"]),
            deleted=bool(row["deleted"]),
            text=row["text"],
            kind=row["kind"] or "unknown",
            edited=bool(row["edited"]),
            hidden=read_hidden(row["numbers"]),
        )
        yield row, post
