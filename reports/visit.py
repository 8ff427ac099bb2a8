"""How the portal and the sources were asked: what the sweep cost those who answer it."""

from __future__ import annotations

from collections import defaultdict

from sqlite_utils import Database

from crawler.addresses import page_key
from crawler.past import turn_of_page, turn_of_week
from reports.model import Incident, Sweep, Visit
from reports.text import shown
from reports.words import load_words
from rules.model import Polite, Workspace
from rules.vocabulary import display, keys

_SPARED = """
    SELECT coalesce(sum(CASE WHEN carried_from IS NULL AND unmodified IS NULL THEN bytes END), 0) AS bytes,
        count(carried_from) AS carried, count(unmodified) AS unmodified,
        substr(min(CASE WHEN carried_from IS NOT NULL THEN fetched_at END), 1, 10) AS oldest,
        (SELECT requests FROM sweeps WHERE state = 'done' AND week < :week AND scope = 'all' ORDER BY id LIMIT 1) AS first
    FROM fetches WHERE sweep = :sweep
"""


_HEADS = """
    SELECT count(DISTINCT url) FROM fetches WHERE sweep = ? AND look = 1 AND purpose IN ('home', 'front', 'column')
"""
_PAGES = "SELECT DISTINCT url FROM fetches WHERE sweep = ? AND look = 1 AND purpose IN ('article', 'link')"


def visit(workspace: Workspace, db: Database, sweep: Sweep) -> Visit:
    """The politeness figures of one sweep; what was allowed is what the sweep itself wrote down, if any."""
    polite, allowed = sweep.polite, workspace.polite
    query, turn = db.conn.execute, turn_of_week(sweep.as_of)
    spared = next(db.query(_SPARED, {"sweep": sweep.id, "week": sweep.week}))
    return Visit(
        requests=sweep.requests,
        replayed=sweep.replayed,
        seconds=sweep.seconds,
        megabytes=spared["bytes"] / 1_000_000,
        allowed_rate=float(polite.get("requests_per_second", allowed.requests_per_second)),
        concurrency=int(polite.get("concurrency", allowed.concurrency)),
        obey_robots=bool(polite.get("obey_robots", allowed.obey_robots)),
        quiet_hours=_quiet_hours(allowed),
        lines=_lines(db, sweep),
        carried=spared["carried"],
        unmodified=spared["unmodified"],
        oldest=spared["oldest"],
        first=spared["first"],
        heads=query(_HEADS, (sweep.id,)).fetchone()[0],
        share=sum(turn_of_page(page_key(url)) == turn for (url,) in query(_PAGES, (sweep.id,))),
    )


def incidents(db: Database, sweep: Sweep) -> tuple[Incident, ...]:
    """The common causes of one sweep."""
    words = load_words()
    rows = db.query("SELECT * FROM incidents WHERE sweep = ? ORDER BY scope, name, reason", (sweep.id,))
    return tuple(
        Incident(
            words.say("scopes", row["scope"]), _name(row["scope"], row["name"]), words.why(row["reason"]).text,
            row["failed"] or 0, row["total"] or 0,
        )
        for row in rows
    )  # fmt: skip


def _name(scope: str, name: str) -> str:
    """What an incident struck: a page template, or a platform and the way it is asked."""
    platform, slash, source = name.partition("/")
    if scope == "accounts" and slash and platform in keys("platform"):
        return f"{display('platform', platform)}（{shown(source)}）"
    return shown(name)


def _lines(db: Database, sweep: Sweep) -> tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]:
    """Requests by purpose: (purpose, how many, outcomes with their figures)."""
    words = load_words()
    rows = db.query(
        "SELECT coalesce(purpose, '') AS purpose, coalesce(outcome, 'none') AS outcome, count(*) AS n"
        " FROM fetches WHERE sweep = ? AND carried_from IS NULL GROUP BY 1, 2 ORDER BY 1, 2",
        (sweep.id,),
    )
    by_purpose: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        outcome = row["outcome"]
        told = words.say("outcomes", outcome) if outcome in ("ok", "none") else words.why(outcome).text
        by_purpose[words.say("purposes", row["purpose"])].append((told, row["n"]))
    return tuple(
        (purpose, sum(n for _, n in outcomes), tuple(sorted(outcomes, key=lambda pair: -pair[1])))
        for purpose, outcomes in by_purpose.items()
    )


def _quiet_hours(polite: Polite) -> str:
    return "、".join(f"{start:%H:%M}—{end:%H:%M}" for start, end in polite.quiet_hours)
