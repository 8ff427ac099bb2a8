"""Common causes: where one reason strikes much of one template or source at once, the fault is ours, not theirs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from crawler.items import Reason
from crawler.notebook import Row
from crawler.survey.believing import bounds

CANARIES = "canaries"
"""The scope of sources whose canaries showed nothing."""
_OWN_WORDS = frozenset(
    {
        Reason.NOT_SUPPORTED,
        Reason.IMPORT_MISSING,
        Reason.NOT_AUTHORISED,
        Reason.BUDGET,
        Reason.ROBOTS,
        Reason.NOT_SWEPT,
        Reason.UNDATED,
    }
)
"""Reasons that already say whose job it is; many of them at once are no sudden common cause."""


def find_incidents(database: Database, sweep: int) -> list[Row]:
    """The incidents of a sweep.

    Columns are held together by template, articles by their column's template, the targets of articles' links by
    their place, accounts by platform and source. A source none of whose canaries showed life is out of order. A column that could not be read has no template of its own; it is counted (and marked) with its unit's usual one.
    """
    query = database.conn.execute
    columns = query(_COLUMNS, (sweep,)).fetchall()
    templates = _imputed((url, template, unit) for url, template, unit, _ in columns)
    with database.conn:
        database.conn.executemany(
            "UPDATE columns SET template = ? WHERE sweep = ? AND url = ? AND template IS NULL",
            [(template, sweep, url) for url, template in templates.items()],
        )
    articles = query(_ARTICLES, (sweep,))
    links = query(_LINKS, (sweep,))
    sources = query(_SOURCES, (sweep,))
    return [
        *_struck("columns", ((templates[url], outcome) for url, _, _, outcome in columns)),
        *_struck("articles", ((templates.get(column, _UNKNOWN), outcome) for column, outcome in articles)),
        *_struck("links", links),
        *_struck("accounts", sources),
        *_silent_canaries(query(_CANARIES, (sweep,)).fetchall(), query(_PLATFORMS, (sweep,)).fetchall()),
    ]


def _silent_canaries(
    canaries: Iterable[tuple[str, str, str, int]], asked: Iterable[tuple[str, str]]
) -> Iterator[Row]:
    """Sources of which every canary was silent, for each platform that they were asked about."""
    rows = list(canaries)
    for source, platform in asked:
        own = [row for row in rows if row[0] == source and row[1] in (platform, "other")]
        if own and not any(alive for *_, alive in own):
            reason = next(
                (outcome for _, _, outcome, _ in own if outcome != "ok"), Reason.EMPTY_UNPROVEN.value
            )
            yield {
                "scope": CANARIES, "name": f"{platform}/{source}", "reason": reason, "failed": len(own), "total": len(own),
            }  # fmt: skip


_UNKNOWN = "?"
TROUBLE = """
    CASE WHEN s.outcome = 'ok' AND s.source NOT IN ('app_store', 'manual')
              AND (s.posts = 0 OR NOT EXISTS (SELECT 1 FROM sources o WHERE o.sweep = s.sweep AND o.source = s.source
                                              AND o.platform = s.platform AND o.newest IS NOT NULL))
              AND coalesce(s.state, 'unknown') IN ('unknown', 'normal') THEN 'empty_unproven' ELSE s.outcome END
"""
"""What a row `s` of `sources` counts as among common causes: a list without a post counts like a failure, whoever says so.

So does one of posts without a time where nobody's posts have one: statistics that are empty for all beside a list of titles.
"""
_SOURCES = (  # our own words throughout
    "SELECT s.platform || '/' || s.source, " + TROUBLE + " FROM sources s WHERE s.sweep = ? AND s.look = 1"  # noqa: S608
)
_ASKED = "NOT EXISTS (SELECT 1 FROM fetches f WHERE f.id = t.fetch AND f.carried_from IS NOT NULL)"
"""What an earlier week saw says nothing of this one's troubles."""
_ARTICLES = f"SELECT t.column_url, t.outcome FROM articles t WHERE t.sweep = ? AND t.column_url IS NOT NULL AND {_ASKED}"  # noqa: S608
_LINKS = (
    "SELECT t.place, t.outcome FROM links t WHERE t.sweep = ? AND t.place IN ('attachment', 'body')"  # noqa: S608
    f" AND t.external = 0 AND t.outcome IS NOT NULL AND {_ASKED}"
)
_CANARIES = "SELECT source, platform, outcome, alive FROM canaries WHERE sweep = ? ORDER BY source, canary"
_PLATFORMS = "SELECT DISTINCT source, platform FROM sources WHERE sweep = ? ORDER BY source, platform"
_COLUMNS = """
    SELECT c.url, c.template, c.unit,
           CASE WHEN c.outcome = 'ok' AND c.role = 'list' AND l.entries = 0 THEN 'empty_unproven' ELSE c.outcome END
    FROM columns AS c LEFT JOIN looks AS l ON l.sweep = c.sweep AND l.url = c.url AND l.look = 1
    WHERE c.sweep = ? AND c.role <> 'outside' ORDER BY c.url
"""


def _struck(scope: str, outcomes: Iterable[tuple[str, str]]) -> Iterator[Row]:
    """Groups in which one reason strikes at least so many members, and more than such a share of them (health.toml)."""
    bound = bounds()["incident"]
    counts = Counter(outcomes)
    totals: Counter[str] = Counter()
    for (name, _), count in counts.items():
        totals[name] += count
    for (name, reason), count in sorted(counts.items()):
        if reason == "ok" or reason in _OWN_WORDS:
            continue
        if count >= bound["least"] and count > bound["share"] * totals[name]:
            yield {"scope": scope, "name": name, "reason": reason, "failed": count, "total": totals[name]}


def _imputed(columns: Iterable[tuple[str, str | None, str]]) -> dict[str, str]:
    """Every column's template, borrowed from its unit's other columns (or the portal's) where it has none."""
    rows = list(columns)
    by_unit: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, template, unit in rows:
        if template:
            by_unit[unit][template] += 1
    everywhere: Counter[str] = sum(by_unit.values(), Counter())
    usual = {unit: _first(counter) for unit, counter in by_unit.items()}
    return {url: template or usual.get(unit) or _first(everywhere) for url, template, unit in rows}


def _first(counter: Counter[str]) -> str:
    """The most frequent name; among equals the first by name, so that runs agree."""
    return min(counter, key=lambda name: (-counter[name], name)) if counter else _UNKNOWN
