"""Where the crawler may go: the portal's hosts, the accounts' addresses, and nothing private that was not named.

A literal `IP:port` in `hosts` or in a `source_url` is consent to reach exactly that address; every other private,
loopback or link-local address is refused, whether written out or behind a name.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.resolver import CachingThreadedResolver

from crawler.addresses import PORTS, netloc_of
from crawler.items import Reason
from crawler.outcomes import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from rules.model import Workspace

_NOT_CONSENTED = "非公网地址，工作区未明确写出"


def is_private(address: str) -> bool:
    """Whether a literal address lies outside the public internet (mapped and tunnelled forms unwrapped)."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return not ip.is_global or ip.is_multicast


class Reach:
    """The addresses that one workspace opens. `hosts` are the portal's own; accounts may also meet public hosts."""

    def __init__(self, hosts: Iterable[str], named: Iterable[str]) -> None:
        self.hosts = frozenset(host.lower().removesuffix(":80").removesuffix(":443") for host in hosts)
        self._named = self.hosts | frozenset(named)

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The portal's hosts and the hosts of the accounts' sources."""
        named = (netloc_of(url) for account in workspace.accounts for _, url in account.urls if _is_web(url))
        return cls(workspace.portal.hosts, named)

    def internal(self, url: str) -> bool:
        """Whether an address is the portal's own; all else is external."""
        return _is_web(url) and netloc_of(url) in self.hosts

    def refusal(self, url: str, *, account: bool) -> str | None:
        """Why a request may not be sent, or None when it may."""
        if not _is_web(url):
            return f"不支持的地址：{url[:80]}"
        netloc = netloc_of(url)
        if _literal(url) is not None and netloc not in self._named:
            return f"{netloc}：{_NOT_CONSENTED}"
        if not account and netloc not in self.hosts:
            return f"{netloc}：站外地址，不访问"
        return None


class GuardMiddleware:
    """Refuses, before it is sent, every request (redirects too) that leaves what the workspace opens."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The spider carries the reach of its workspace."""
        return cls(crawler.spider.reach)  # type: ignore[union-attr]  # every spider of ours has one

    def process_request(self, request: Request) -> None:
        """Let it pass or raise `Refused`."""
        ask = request.meta.get("ask")
        refusal = self._reach.refusal(request.url, account=ask is not None and ask.purpose == "account")
        if refusal is not None:
            raise Refused(Reason.NOT_SWEPT, refusal)


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, and refuses a name that leads to a private address."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Twisted's interface; a literal address was consented to (or refused) before it came here."""
        answer = super().getHostByName(name, timeout)
        return answer if _is_ip(name) else answer.addCallback(self._public, name)

    @staticmethod
    def _public(address: str, name: str) -> str:
        if is_private(address):
            raise Refused(Reason.NOT_SWEPT, f"{name}（{address}）：{_NOT_CONSENTED}")
        return address


def _is_web(url: str | None) -> bool:
    """Whether an address is http(s) with a host and a readable port."""
    if not url:
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in PORTS and bool(parts.hostname)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _literal(url: str) -> str | None:
    """The private literal address that a URL names (also 127.1, 0x7f000001 and the like), None for names."""
    host = urlsplit(url).hostname or ""
    if _is_ip(host):
        return host if is_private(host) else None
    return (
        host
        if host.replace(".", "").isdigit() or host.lower().startswith("0x") or host == "localhost"
        else None
    )
