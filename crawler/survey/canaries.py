"""Canaries: accounts that post daily. One that shows nothing says that its source is out of order, not that all sleep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from crawler.platforms import load_sources
from rules.model import Account, SourceDefault, Workspace
from rules.shapes import is_web_address


@dataclass(frozen=True, slots=True)
class Canary:
    """One canary of one source: what the office wrote, and the account as which it is asked."""

    name: str
    source: str
    account: Account


def canaries_of(workspace: Workspace) -> tuple[Canary, ...]:
    """Every canary of `[[source_defaults]]`: a registered account by its code, else an address or an id."""
    return tuple(
        Canary(name, source, account)
        for source, default in workspace.source_defaults.items()
        if source in load_sources()
        for name in default.canaries
        for account in _accounts(workspace, source, default, name)
    )


def _accounts(workspace: Workspace, source: str, default: SourceDefault, name: str) -> Iterator[Account]:
    registered = next((account for account in workspace.accounts if account.code == name), None)
    if registered is not None:
        if source in registered.sources:
            yield replace(registered, sources=(source,))
        return
    url = name if is_web_address(name) else default.source_url
    yield Account(
        code=name, unit="", platform=next(iter(sorted(load_sources()[source].only)), "other"), name=name,
        sources=(source,), source_url=url, handle=None if is_web_address(name) else name,
        secret_env=default.secret_env, urls=((source, url),) if url else (),
        secrets=((source, default.secret_env),) if default.secret_env else (),
    )  # fmt: skip
