"""What a source may ask: its own endpoints at the account's base, and nothing else of a platform.

A token may open far more than reading (a 公众号's permission set 7 can send to every follower): what leaves is held
against this list, whatever a source's code says.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.addresses import netloc_of
from crawler.platforms import Source, base_of
from rules.model import Account


def refusal(source: Source, account: Account, method: str, url: str) -> str | None:
    """Why a question may not leave, or None when it may. The address is as it was written, with its marks."""
    if not source.endpoints:
        return None if method == "GET" else f"{source.name} 只读取公开地址，不发送 {method} 请求"
    asked = urlsplit(url)
    bases = {one: base_of(account, source.name, one) for one in source.endpoints}
    there = {one: base for one, base in bases.items() if _place(base) == _place(url)}
    if not there:
        places = "、".join(sorted({netloc_of(base) for base in bases.values()}))
        return f"{source.name} 只访问 {places}，不访问 {netloc_of(url)}"
    for one, base in there.items():
        if method == one.method and asked.path in (one.path, _root(source, base) + one.path):
            return None
    return f"{method} {asked.path} 不在 {source.name} 的只读接口清单之内"


def _root(source: Source, base: str) -> str:
    """The folder that an API stands in; a register may name it by one of its questions (`…/api/container/getIndex`)."""
    path = urlsplit(base).path
    return next((path.removesuffix(one.path) for one in source.endpoints if path.endswith(one.path)), path)


def _place(url: str) -> tuple[str, str]:
    return urlsplit(url).scheme, netloc_of(url)


@dataclass(frozen=True, slots=True)
class Permit:
    """Travels with a source's question: on whose behalf it is asked."""

    source: Source
    account: Account

    def refusal(self, method: str, url: str) -> str | None:
        """Why it may not leave, or None when it may."""
        return refusal(self.source, self.account, method, url)
