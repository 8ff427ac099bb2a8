"""The links in accounts' posts that lead to the portal's own pages: asked twice where they seem dead.

Only what a post's text shows whole counts: a title may be cut in the middle of an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crawler.addresses import page_key
from crawler.asks import Ask
from crawler.guard import Reach
from crawler.items import Reason, SourceOutcome
from crawler.notebook import Row
from rules.model import Account

_ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_BEHIND = ".,;:!?)'\"]"
_CUT = ("…", "...", "⋯")
_WHOLE = re.compile(r"https?://[^/?#]+/?$|[^?#]*/[^/?#]*\.[A-Za-z]{2,5}$", re.ASCII)
"""An address that may end where words begin: a site's, or a file's. Any other may go on in them (…/2026年报.html)."""
_MOST = 300
"""Addresses of one sweep; what is beyond is not asked."""


@dataclass(slots=True)
class _Target:
    """One address: the posts that lead to it, and what came of each request."""

    url: str
    posts: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    looks: dict[int, tuple[Reason | None, int | None, int | None]] = field(default_factory=dict)


class PostLinks:
    """Gathers the links of posts; `reach` tells which are the portal's own. All others are nobody's to test."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._targets: dict[str, _Target] = {}

    def note(self, account: Account, outcome: SourceOutcome) -> None:
        """Take down the links of the posts that a source showed."""
        for post in outcome.posts:
            for url in _addresses(post.text or ""):
                if self._reach.internal(url) and (
                    page_key(url) in self._targets or len(self._targets) < _MOST
                ):
                    target = self._targets.setdefault(page_key(url), _Target(url))
                    target.posts.setdefault(account.code, (account.unit, post.url))

    def asks(self) -> Iterator[Ask]:
        """One question for each; HEAD is enough where it is answered well."""
        for key, target in self._targets.items():
            yield Ask(target.url, "link", method="HEAD", note=key)

    def second_looks(self) -> Iterator[Ask]:
        """Those that seemed dead, once more."""
        for key, target in self._targets.items():
            if 1 in target.looks and target.looks[1][0] is not None:
                yield Ask(target.url, "link", 2, note=key)

    def answered(self, ask: Ask, reason: Reason | None, status: int | None, fetch: int | None) -> list[Ask]:
        """Take an answer down. Where HEAD fails the page itself is asked for: many servers know no HEAD."""
        if reason is not None and ask.method == "HEAD":
            return [replace(ask, method="GET")]
        self._targets[ask.note].looks[ask.look] = (reason, status, fetch)
        return []

    def rows(self) -> Iterator[Row]:
        """One row for each account and address."""
        for target in self._targets.values():
            first, second = (target.looks.get(look) for look in (1, 2))
            for account, (unit, post) in target.posts.items():
                yield {
                    "account": account, "url": target.url, "unit": unit, "post_url": post,
                    "outcome": _outcome(first), "http_status": first[1] if first else None,
                    "fetch": first[2] if first else None, "look_outcome": _outcome(second),
                    "look_status": second[1] if second else None, "look_fetch": second[2] if second else None,
                }  # fmt: skip


def _outcome(look: tuple[Reason | None, int | None, int | None] | None) -> str | None:
    if look is None:
        return None
    return look[0].value if look[0] else "ok"


def _addresses(text: str) -> Iterator[str]:
    """The addresses in a text, without the sentence's own marks behind them; not one that was or may be cut off."""
    for found in _ADDRESS.finditer(text):
        if text.startswith(_CUT, found.end()) or found[0].endswith("..."):
            continue
        if text[found.end() : found.end() + 1].isalnum() and not _WHOLE.match(found[0]):
            continue
        yield found[0].rstrip(_BEHIND)
