"""Where the crawler may go: the portal's hosts, the accounts' addresses, and nothing private that was not named.

A literal `IP:port` in `hosts` or in a `source_url` is consent to reach exactly that address; every other private,
loopback or link-local address is refused, whether written out or behind a name.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Self
from urllib.parse import SplitResult, urlsplit

from scrapy.resolver import CachingThreadedResolver, dnscache
from twisted.internet.error import DNSLookupError

from crawler.addresses import PORTS, netloc_of
from crawler.endpoints import Permit
from crawler.items import Reason
from crawler.outcomes import Refused
from crawler.survey.canaries import canaries_of
from crawler.tokens import SCHEME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from rules.model import Workspace

_NOT_CONSENTED = "非公网地址，工作区未明确写出"


_LAST_BITS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
"""IPv6 that leads to the IPv4 address in its last 32 bits: NAT64 (RFC 6052), compatible (4291), translated (2765)."""
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")
"""NAT64 of a local network (RFC 8215)."""

Endpoint = tuple[str, int]
"""A host in lower case and a port."""


def is_private(address: str) -> bool:
    """Whether a literal address lies outside the public internet, or wraps or tunnels to one that does."""
    ip = ipaddress.ip_address(address)
    ways: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = [ip]
    if isinstance(ip, ipaddress.IPv6Address):
        mapped = ip.ipv4_mapped  # is that address, and nothing besides
        ways = [mapped] if mapped is not None else [ip, *_carried(ip)]
    return any(not way.is_global or way.is_multicast for way in ways) or ip in _NAT64_LOCAL


def _carried(ip: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses to which a tunnelling IPv6 address leads: 6to4, Teredo, and those of `_LAST_BITS`."""
    if ip.sixtofour is not None:
        yield ip.sixtofour
    if ip.teredo is not None:
        yield from ip.teredo
    if any(ip in network for network in _LAST_BITS):
        yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


class Reach:
    """The addresses that one workspace opens. `hosts` are the portal's own; accounts may also meet public hosts.

    Both are written `host` or `host:port`. A name opens the ports of http and https together; a literal address with
    a port opens that port and no other.
    """

    def __init__(self, hosts: Iterable[str], named: Iterable[str]) -> None:
        self._own = frozenset(endpoint for host in hosts for endpoint in _endpoints(host))
        self._named = self._own.union(endpoint for host in named for endpoint in _endpoints(host))

    @classmethod
    def of(cls, workspace: Workspace) -> Self:
        """The portal's hosts and the hosts of the accounts' sources, canaries included."""
        accounts = (*workspace.accounts, *(canary.account for canary in canaries_of(workspace)))
        endpoints = (_endpoint(url or "") for account in accounts for _, url in account.urls)
        return cls(workspace.portal.hosts, (_written(one) for one in endpoints if one is not None))

    @property
    def names(self) -> frozenset[str]:
        """The portal's own hosts, without ports."""
        return frozenset(name for name, _ in self._own)

    def internal(self, url: str) -> bool:
        """Whether an address is the portal's own; all else is external."""
        return _endpoint(url) in self._own

    def refusal(self, url: str, *, account: bool) -> str | None:
        """Why a request may not be sent, or None when it may."""
        endpoint = _endpoint(url)
        if endpoint is None:
            return f"不支持的地址：{url[:80]}"
        if endpoint not in self._named and _literal(url) is not None:
            return f"{netloc_of(url)}：{_NOT_CONSENTED}"
        if not account and not self.internal(url):
            return f"{netloc_of(url)}：站外地址，不访问"
        return None


class GuardMiddleware:
    """Refuses, before it is sent, every request (redirects too) that leaves what the workspace opens.

    What may leave is told who asks and how long we wait: one middleware for four of Scrapy's, of which each costs as
    much as a page's parsing.
    """

    def __init__(self, reach: Reach, headers: Mapping[str, str] = {}, seconds: float = 0) -> None:
        self._reach = reach
        self._headers = headers
        self._seconds = seconds

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The spider carries the reach of its workspace."""
        settings = crawler.settings
        headers = {"User-Agent": settings["USER_AGENT"], **settings.getdict("DEFAULT_REQUEST_HEADERS")}
        reach = crawler.spider.reach  # type: ignore[union-attr]  # every spider of ours has one
        return cls(reach, headers, settings.getfloat("DOWNLOAD_TIMEOUT"))

    def process_request(self, request: Request) -> None:
        """Let it pass or raise `Refused`. An account's question must be one that its source may ask."""
        ask = request.meta.get("ask")
        purpose = ask.purpose if ask is not None else None
        if purpose == "token" and request.url.startswith(f"{SCHEME}://"):
            return  # the office's own program; nothing goes to the network
        refusal = self._reach.refusal(request.url, account=purpose == "account")
        if refusal is None and purpose == "account":
            refusal = _forbidden(request)
        if refusal is not None:
            raise Refused(Reason.NOT_SWEPT, refusal)
        for name, value in self._headers.items():
            request.headers.setdefault(name, value)
        request.meta.setdefault("download_timeout", self._seconds)


def _forbidden(request: Request) -> str | None:
    """Why a source may not ask this; a question that nobody vouches for is asked by nobody."""
    permit: Permit | None = request.meta.get("permit")
    return permit.refusal(request.method, request.url) if permit else "账号请求没有注明采集方式"


class LeadsInside(Refused, DNSLookupError):
    """Raised for a name behind which a private address stands; to Twisted it is a name that cannot be resolved."""

    __str__ = Refused.__str__  # Twisted's puts English words before ours


def leads_inside(name: str) -> Refused | None:
    """Why a name was not resolved, if it is because of where it leads."""
    address = dnscache.get(name)
    return _inside(name, address) if address is not None and is_private(address) else None


def _inside(name: str, address: str) -> LeadsInside:
    return LeadsInside(Reason.NOT_SWEPT, f"{name}（{address}）：{_NOT_CONSENTED}")


class GuardedResolver(CachingThreadedResolver):
    """Resolves names once in a run, and refuses a name that leads to a private address."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Twisted's interface; a literal address was consented to (or refused) before it came here."""
        answer = super().getHostByName(name, timeout)
        return answer if _is_ip(name) else answer.addCallback(self._public, name)

    @staticmethod
    def _public(address: str, name: str) -> str:
        if is_private(address):
            raise _inside(name, address)
        return address


def _endpoint(url: str) -> Endpoint | None:
    """What an address is reached at; None unless it is http(s) with a host and a readable port."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return _reached_at(parts.scheme, parts.netloc)


@lru_cache(maxsize=10_000)
def _reached_at(scheme: str, netloc: str) -> Endpoint | None:
    """The host and port of an authority. Asked for every link of every page, and few are named."""
    parts = SplitResult(scheme, netloc, "", "", "")
    try:
        port = parts.port
    except ValueError:
        return None
    if scheme not in PORTS or not parts.hostname:
        return None
    return parts.hostname.lower(), PORTS[scheme] if port is None else port


def _endpoints(host: str) -> frozenset[Endpoint]:
    """What `host` or `host:port` opens."""
    parts = urlsplit(f"//{host.lower()}")
    name, port = parts.hostname or "", parts.port
    if port is None or (port in PORTS.values() and not _is_ip(name)):
        return frozenset((name, own) for own in PORTS.values())
    return frozenset({(name, port)})


def _written(endpoint: Endpoint) -> str:
    """An endpoint as `host:port`."""
    host, port = endpoint
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


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
