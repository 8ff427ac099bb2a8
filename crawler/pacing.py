"""How fast each platform is asked: a download slot of its own per source and host, never faster than `[polite]`."""

from __future__ import annotations

from typing import Any

from crawler.addresses import netloc_of
from crawler.platforms import Source, base_of, load_sources
from crawler.platforms.answers import pace
from crawler.survey.canaries import canaries_of
from rules.model import Account, Workspace


def slot_of(source: Source, url: str) -> str:
    """The slot of a question."""
    return f"{source.name}@{netloc_of(url)}"


def slots(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Scrapy's settings of every slot that the register's accounts and the canaries will use."""
    polite, found = workspace.polite, {}
    accounts = (*workspace.accounts, *(canary.account for canary in canaries_of(workspace)))
    for account, source in _asked(accounts):
        default = workspace.source_defaults.get(source.name)
        own = default.seconds_between if default else None
        seconds = pace(source.name) if own is None else own
        for url in _urls(account, source):
            found[slot_of(source, url)] = {
                "delay": max(seconds, 1 / polite.requests_per_second),
                "concurrency": 1 if seconds else polite.concurrency,
            }
    return found


def _urls(account: Account, source: Source) -> set[str]:
    """Where the source will ask about the account."""
    if source.endpoints:
        return {base_of(account, source.name, endpoint) for endpoint in source.endpoints}
    url = account.url_for(source.name)
    return {url} if url else set()


def _asked(accounts: tuple[Account, ...]) -> list[tuple[Account, Source]]:
    sources = load_sources()
    return [(account, sources[name]) for account in accounts for name in account.sources if name in sources]
