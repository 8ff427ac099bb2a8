"""The targets of one sweep's links, unit by unit; and dead ones that no page links to any more."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from sqlite_utils import Database

from checks.evidence.cells import SEEN, Row, reason, rows_of, seen
from checks.evidence.lists import Lists
from checks.evidence.pages import Pages
from checks.evidence.sweep import Frame
from checks.model import Seen, Target
from crawler.addresses import page_key

_LINK = (
    "SELECT l.*, "
    + SEEN
    + """
FROM links l LEFT JOIN fetches f ON f.id = coalesce(l.look_fetch, l.fetch)
WHERE l.sweep = ? ORDER BY l.unit, l.url
"""
)
_POST_LINK = (
    "SELECT p.*, "
    + SEEN
    + """
FROM post_links p LEFT JOIN fetches f ON f.id = coalesce(p.look_fetch, p.fetch)
WHERE p.sweep = ? AND p.outcome IS NOT NULL ORDER BY p.unit, p.url, p.account
"""
)
_LEADS_EARLIER = (
    "SELECT DISTINCT l.page_url, "
    + SEEN
    + """
FROM links l JOIN fetches f ON f.sweep = l.sweep AND f.final_url = l.page_url AND f.look = 1 AND f.method = 'GET'
WHERE l.sweep = ? AND l.outcome <> 'ok' AND l.external = 0 AND f.carried_from IS NOT NULL
"""
)
"""The pages that lead to what did not answer, and were not opened this week: by now they may lead there no more."""
_STILL_DEAD = """
SELECT v.unit, v."key", v.name, v.observed FROM findings n JOIN verdicts v ON v.id = n.id
WHERE n.sweep = ? AND n.state <> 'fixed' AND v.sweep <= n.sweep AND v.sweep <> ?
    AND v."check" = 'link-dead' AND v.verdict IN ('violation', 'declared')
ORDER BY v.sweep DESC
"""


def read_links(db: Database, frame: Frame, lists: Lists, pages: Pages) -> dict[str, tuple[Target, ...]]:
    """Every unit's link targets, by address."""
    found: defaultdict[str, dict[str, Target]] = defaultdict(dict)
    struck = pages.failed | {url for url, listing in lists.listings.items() if listing.column.incident}
    earlier = _earlier(db, frame, lists)
    for row in rows_of(db, _LINK, frame.id):
        common = row["url"] in struck or frame.hit("links", row["place"], reason(row["outcome"]))
        found[row["unit"]][row["url"]] = _target(row, incident=common, earlier=earlier.get(row["page_url"]))
    for unit, target in _in_posts(db, frame):
        found[unit].setdefault(target.url, target)
    for unit, target in _gone(db, frame, lists, pages):
        found[unit].setdefault(target.url, target)
    return {unit: tuple(targets[url] for url in sorted(targets)) for unit, targets in found.items()}


def _earlier(db: Database, frame: Frame, lists: Lists) -> dict[str, Seen]:
    """The answers of earlier weeks by which pages and lists lead to failing targets, by address."""
    found = dict[str, Seen]()
    for url, listing in lists.listings.items():
        if listing.earlier is not None:
            found[url] = listing.earlier
    for row in db.query(_LEADS_EARLIER, (frame.id,)):
        if told := seen(row):
            found[row["page_url"]] = told
    return found


def _in_posts(db: Database, frame: Frame) -> Iterator[tuple[str, Target]]:
    """The portal's own addresses in accounts' posts; one that a page links to is judged as that page's."""
    for row in db.query(_POST_LINK, (frame.id,)):
        facts = {**row, "text": "", "page_url": row["post_url"] or row["url"], "place": "post", "external": 0}
        yield row["unit"], _target(facts, incident=False)


def _target(row: Row, *, incident: bool, earlier: Seen | None = None) -> Target:
    """One row of `links`; an answer that never came is no look."""
    answers = ((row["outcome"], row["http_status"]), (row["look_outcome"], row["look_status"]))
    looks = tuple((reason(outcome), status) for outcome, status in answers if outcome is not None)
    return Target(
        url=row["url"],
        text=row["text"] or "",
        page_url=row["page_url"],
        place=row["place"],
        external=bool(row["external"]),
        looks=looks,
        incident=incident,
        seen=seen(row),
        earlier=earlier,
    )


def _gone(db: Database, frame: Frame, lists: Lists, pages: Pages) -> Iterator[tuple[str, Target]]:
    """Links that were dead when last judged; the page they stood on was read now and leads there no more."""
    dead = list(db.query(_STILL_DEAD, (frame.previous, frame.id)))
    if not dead:
        return
    linked = {page_key(url) for (url,) in db.execute("SELECT url FROM links WHERE sweep = ?", (frame.id,))}
    if not linked:  # links are written last: an interrupted sweep does not know what leads where
        return
    read = {page_key(url) for url in pages.read} | {page_key(url) for url in lists.read()}
    for row in dead:
        figures = json.loads(row["observed"])
        page_url = figures.get("page_url")
        if page_url and page_key(page_url) in read and page_key(row["key"]) not in linked:
            yield row["unit"], Target(row["key"], row["name"], page_url, figures["place"], gone=True)
