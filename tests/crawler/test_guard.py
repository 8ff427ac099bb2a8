"""Which addresses may be reached: the portal's, the accounts', and nothing private that nobody wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from small_plans import OWNER, workspace
from twisted.internet import defer
from twisted.python.failure import Failure

from crawler.asks import Ask
from crawler.endpoints import Permit
from crawler.guard import GuardedResolver, GuardMiddleware, Reach, is_private
from crawler.items import Reason
from crawler.outcomes import Refused
from crawler.platforms import load_sources
from rules import model as rules

HOSTS = ("www.qinghe.example", "zwgk.qinghe.example:8443", "127.0.0.1:8000")
NAMED = ("feeds.example:1200", "10.1.2.3:1200", "192.168.1.9")
REACH = Reach(HOSTS, NAMED)
FOREIGN, NOT_CONSENTED, NO_WEB = "站外地址", "未明确写出", "不支持的地址"

PORTAL = [
    ("http://www.qinghe.example/", None),
    ("http://WWW.Qinghe.Example/a", None),
    ("http://www.qinghe.example:80/", None),
    ("https://www.qinghe.example/", None),
    ("https://zwgk.qinghe.example:8443/", None),
    ("http://127.0.0.1:8000/a?b=c", None),
    ("http://www.qinghe.example:8080/", FOREIGN),
    ("https://zwgk.qinghe.example/", FOREIGN),
    ("http://qinghe.example/", FOREIGN),
    ("http://www.qinghe.example.evil.example/", FOREIGN),
    ("http://www.qinghe.example@evil.example/", FOREIGN),
    ("http://evil.example/www.qinghe.example", FOREIGN),
    ("http://feeds.example:1200/", FOREIGN),
    ("http://10.1.2.3:1200/", FOREIGN),
    ("http://8.8.8.8/", FOREIGN),
    ("http://127.0.0.1/", NOT_CONSENTED),
    ("http://127.0.0.1:8001/", NOT_CONSENTED),
    ("https://127.0.0.1/", NOT_CONSENTED),
    ("http://127.0.0.2:8000/", NOT_CONSENTED),
]
PRIVATE = (
    "127.0.0.1", "127.1", "127.0.1", "0", "2130706433", "0x7f000001", "0X7F000001", "0x7f.0.0.1", "017700000001",
    "127.0.0.1.", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::]", "[fe80::1]",
    "[fc00::1]", "0.0.0.0", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "[2002:7f00:1::]", "[64:ff9b::a00:1]", "[::10.0.0.1]", "[::ffff:0:127.0.0.1]",
)  # fmt: skip
NO_ADDRESS = (
    "ftp://www.qinghe.example/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://x/",
    "//www.qinghe.example/", "www.qinghe.example", "", "http://", "http:///a", "http://[::1", "http://x:99999/",
    "http://x:port/", "view-source:http://www.qinghe.example/", "HTTP//x",
)  # fmt: skip


@pytest.mark.parametrize(("url", "refusal"), PORTAL)
def test_the_portals_own_requests(url: str, refusal: str | None) -> None:
    said = REACH.refusal(url, account=False)
    assert (refusal in said) if refusal and said else said is refusal


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://feeds.example:1200/wx/1", None),
        ("http://10.1.2.3:1200/wx/1", None),
        ("http://192.168.1.9/", None),
        ("http://127.0.0.1:8000/", None),
        ("https://elsewhere.example/", None),
        ("http://10.1.2.3:1201/", NOT_CONSENTED),
        ("http://10.1.2.3/", NOT_CONSENTED),
        ("http://10.1.2.4:1200/", NOT_CONSENTED),
        ("http://192.168.1.9:8080/", NOT_CONSENTED),
        ("http://169.254.169.254/latest/meta-data/", NOT_CONSENTED),
        ("file:///etc/passwd", NO_WEB),
    ],
)
def test_the_accounts_requests(url: str, refusal: str | None) -> None:
    said = REACH.refusal(url, account=True)
    assert (refusal in said) if refusal and said else said is refusal


@pytest.mark.parametrize("host", PRIVATE)
@pytest.mark.parametrize("account", [False, True])
def test_no_private_address_in_whatever_dress(host: str, account: bool) -> None:
    assert Reach(("www.qinghe.example",), ()).refusal(f"http://{host}/", account=account) is not None


@pytest.mark.parametrize("host", ["１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "LOCALHOST"])
def test_no_private_address_after_scrapy_has_cleaned_it(host: str) -> None:
    sent = Request(f"http://{host}:9/", meta={"ask": Ask("http://x/", "account")})
    with pytest.raises(Refused):
        GuardMiddleware(REACH).process_request(sent)


def test_what_may_leave_says_who_asks_and_is_waited_for_no_longer_than_is_set() -> None:
    guard = GuardMiddleware(REACH, {"User-Agent": "us", "Accept": "text/html"}, 30)
    plain = Request("http://www.qinghe.example/")
    own = Request(plain.url, headers={"Accept": "application/json"}, meta={"download_timeout": 5})
    for request in (plain, own):
        guard.process_request(request)
    assert (plain.headers["User-Agent"], plain.headers["Accept"]) == (b"us", b"text/html")
    assert own.headers["Accept"] == b"application/json"
    assert (plain.meta["download_timeout"], own.meta["download_timeout"]) == (30, 5)


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_web_address(url: str) -> None:
    assert NO_WEB in (REACH.refusal(url, account=True) or "")
    assert not REACH.internal(url)


def test_hosts_with_a_schemes_own_port_are_the_plain_hosts() -> None:
    reach = Reach(("a.example:80", "b.example:443"), ())
    assert reach.internal("http://a.example/")
    assert reach.internal("https://b.example/")


def test_a_name_opens_http_and_https_together() -> None:
    reach = Reach(("a.example:80", "b.example:443"), ())
    assert reach.internal("https://a.example/")
    assert reach.internal("http://b.example/")


def test_consent_to_443_is_no_consent_to_80() -> None:
    assert Reach(("10.0.0.5:443",), ()).refusal("http://10.0.0.5/", account=False) is not None
    assert Reach(("10.0.0.5:443",), ()).refusal("https://10.0.0.5/", account=False) is None


@pytest.mark.parametrize("source", ["http://10.1.2.3/x", "http://[fd00::5]/x"])
def test_an_accounts_address_is_consent_to_its_own_port(source: str) -> None:
    account = rules.Account("a1", OWNER, "weibo", "青禾发布", ("feed",), urls=(("feed", source),))
    reach = Reach.of(workspace(accounts=[account]))
    assert reach.refusal(source, account=True) is None
    assert reach.refusal(source.replace("http:", "https:"), account=True) is not None


def test_a_workspace_opens_its_hosts_and_its_accounts_addresses() -> None:
    account = rules.Account(
        "a1",
        OWNER,
        "weibo",
        "青禾发布",
        ("feed", "import"),
        urls=(("feed", "http://10.1.2.3:1200/x"), ("import", "a1*")),
    )
    reach = Reach.of(workspace(accounts=[account]))
    assert reach.refusal("http://10.1.2.3:1200/other", account=True) is None
    assert reach.refusal("http://10.1.2.3:1200/other", account=False) is not None
    assert not reach.internal("http://10.1.2.3:1200/x")
    assert reach.internal("http://www.qinghe.example/x")


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False), ("1.1.1.1", False), ("2400:3200::1", False), ("::ffff:8.8.8.8", False),
        ("127.0.0.1", True), ("::1", True), ("::ffff:10.0.0.1", True), ("fe80::1%eth0", True), ("ff02::1", True),
        ("239.1.1.1", True), ("240.0.0.1", True), ("2001:0:7f00:1::", True),
    ],
)  # fmt: skip
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize("address", ["2002:7f00:1::", "64:ff9b::7f00:1", "::127.0.0.1", "64:ff9b:1::808:808"])
def test_tunnelled_private_addresses(address: str) -> None:
    assert is_private(address)


@given(st.ip_addresses(v=4))
def test_a_tunnel_is_as_private_as_its_end(ip: Any) -> None:
    number = int(ip)
    six_to_four, compatible = (0x2002 << 112) | (number << 80), number
    nat64 = (0x64_FF9B << 96) | number
    for wrapped in (six_to_four, compatible, nat64):
        assert is_private(str(IPv6Address(wrapped))) >= is_private(str(ip))
    assert is_private(str(IPv6Address((0xFFFF << 32) | number))) is is_private(str(ip))


@given(st.ip_addresses(v=4), st.integers(1, 65535), st.booleans())
def test_any_literal_is_reached_only_where_it_was_written_down(ip: Any, port: int, account: bool) -> None:
    url = f"http://{ip}:{port}/"
    refused = Reach(("www.qinghe.example",), ()).refusal(url, account=account)
    assert (refused is None) == (account and not is_private(str(ip)))
    assert Reach((f"{ip}:{port}",), ()).refusal(url, account=False) is None
    assert Reach((f"{ip}:{port}",), ()).refusal(f"http://{ip}:{port % 65535 + 1}/", account=False) is not None


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    for url in (text, "http://" + text, "http://[" + text):
        REACH.refusal(url, account=True)
        REACH.internal(url)


# --- the middleware ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "purpose", "passes"),
    [
        ("http://www.qinghe.example/", "home", True),
        ("http://elsewhere.example/", "link", False),
        ("http://feeds.example:1200/wx/1", "account", True),
        ("http://elsewhere.example/", "account", True),
        ("http://10.1.2.3:1201/", "account", False),
        ("token://QH_KEY.token", "token", True),
        ("token://QH_KEY.token", "account", False),
        ("http://elsewhere.example/", "token", False),
        ("http://elsewhere.example/robots.txt", None, False),
    ],
)
def test_requests_pass_or_are_refused(url: str, purpose: Any, passes: bool) -> None:
    """A redirect is a new request with the first one's ask: it is held against the same rule."""
    account = rules.Account("a1", OWNER, "weibo", "青禾发布", ("feed",))
    permit = Permit(load_sources()["feed"], account)
    meta = {"ask": Ask("http://www.qinghe.example/first", purpose), "permit": permit} if purpose else {}
    spider = SimpleNamespace(reach=REACH)
    settings = Settings({"USER_AGENT": "us", "DOWNLOAD_TIMEOUT": 30})
    guard = GuardMiddleware.from_crawler(SimpleNamespace(spider=spider, settings=settings))  # type: ignore[arg-type]
    if passes:
        guard.process_request(Request(url, meta=meta))
        return
    with pytest.raises(Refused) as refused:
        guard.process_request(Request(url, meta=meta))
    assert refused.value.reason is Reason.NOT_SWEPT


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[GuardedResolver]:
    """Our resolver over a table of names."""
    known = {
        "www.qinghe.example": "8.8.8.8", "rebound.example": "127.0.0.1", "inside.example": "192.168.0.8",
        "cloud.example": "169.254.169.254", "mapped.example": "10.0.0.1",
    }  # fmt: skip

    def resolve(self: object, name: str, timeout: object = ()) -> defer.Deferred[str]:
        return defer.succeed(known.get(name, name))

    monkeypatch.setattr("twisted.internet.base.ThreadedResolver.getHostByName", resolve)
    dnscache.clear()
    yield GuardedResolver(SimpleNamespace(), 100, 10.0)  # type: ignore[arg-type]
    dnscache.clear()


def outcome(answer: defer.Deferred[str]) -> object:
    """What a lookup came to."""
    seen: list[object] = []
    answer.addBoth(seen.append)
    assert seen, "the lookup has not ended"
    return seen[0].value if isinstance(seen[0], Failure) else seen[0]


def test_a_public_name_resolves(resolver: GuardedResolver) -> None:
    assert outcome(resolver.getHostByName("www.qinghe.example")) == "8.8.8.8"


@pytest.mark.parametrize("name", ["rebound.example", "inside.example", "cloud.example", "mapped.example"])
def test_a_name_that_leads_inside_is_refused_every_time(resolver: GuardedResolver, name: str) -> None:
    for _ in range(2):  # the second time it comes out of the cache
        refused = outcome(resolver.getHostByName(name))
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.NOT_SWEPT
        assert name in str(refused)


def test_a_literal_was_judged_before_it_came_here(resolver: GuardedResolver) -> None:
    assert outcome(resolver.getHostByName("127.0.0.1")) == "127.0.0.1"
