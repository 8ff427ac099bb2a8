"""Known pages asked for besides, where the few that were asked have failed: is it them, or all of their kind?

A common cause shows itself by the share that it strikes (`crawler.health`). Of a kind whose pages were mostly carried
forward, so many are asked that a single fault stays below that share, and a common one shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.asks import Ask
from crawler.past import bounds as sparing
from crawler.survey.articles import Articles, Reached
from crawler.survey.believing import bounds as incidents


@dataclass(slots=True)
class _Kind:
    """How the pages of one kind fared: asked for this week, failed, and some of those that were carried forward."""

    asked: int = 0
    failed: int = 0
    carried: list[str] = field(default_factory=list)

    def count(self, key: str, first: Reached) -> None:
        """Take one page in."""
        if not first.carried:
            self.asked += 1
            self.failed += first.reason is not None
        elif len(self.carried) < sparing()["witnesses"]["most"]:
            self.carried.append(key)

    def wanted(self) -> list[str]:
        """The pages to be asked for besides."""
        enough = int(self.failed / incidents()["incident"]["share"]) + 1
        return self.carried[: max(0, enough - self.asked)] if self.failed else []


def witnesses(articles: Articles) -> Iterator[Ask]:
    """The questions; each is really sent, and its answer stands in place of what was carried forward."""
    kinds: defaultdict[str, _Kind] = defaultdict(_Kind)
    for key, looks in articles.reached.items():
        if 1 in looks and key in articles.links:
            kinds[_kind(articles, key)].count(key, looks[1])
    for key in [key for kind in kinds.values() for key in kind.wanted()]:
        placed = min(articles.links[key].values(), key=lambda placed: placed.rank)
        if key in articles.listed:
            yield Ask(placed.url, "article", note=key)
        else:
            yield Ask(placed.url, "link", method="HEAD", note=key, headers={"Referer": placed.page_url})


def _kind(articles: Articles, key: str) -> str:
    """What a page has in common with others: an article its column's template, a link its place."""
    listed = articles.listed.get(key)
    if listed is None:
        return min(articles.links[key].values(), key=lambda placed: placed.rank).place
    head = listed.columns[0].head if listed.columns else None
    return f"template {head.template if head else None}"
