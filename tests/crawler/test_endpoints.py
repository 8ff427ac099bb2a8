"""The read-only list: every source may ask its own endpoints at its own base, and nothing else leaves."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.asks import Ask
from crawler.endpoints import Permit, refusal
from crawler.guard import GuardMiddleware, Reach
from crawler.outcomes import Refused
from crawler.platforms import Source, base_of, load_sources
from rules import vocabulary
from rules.model import Account

SOURCES = load_sources()
APIS = sorted(name for name, source in SOURCES.items() if source.endpoints)
OTHERS = sorted(set(SOURCES) - set(APIS))
SENDING = (
    "/cgi-bin/message/mass/sendall", "/cgi-bin/message/custom/send", "/cgi-bin/freepublish/submit", "/cgi-bin/menu/create",
    "/cgi-bin/freepublish/delete", "/2/statuses/share.json", "/2/statuses/destroy.json", "/api/douyin/v1/video/create_video/",
    "/openapi/photo/delete", "/openapi/photo/start_upload", "/", "",
)  # fmt: skip


def account(name: str, url: str | None = None) -> Account:
    platform = next(iter(sorted(SOURCES[name].only)), "wechat")
    return Account("a1", "QH01", platform, "青禾发布", (name,), urls=((name, url),) if url else ())


def guarded(source: Source, own: Account, method: str, url: str) -> str | None:
    """What the guard says to a question on its way out."""
    meta = {"ask": Ask(url, "account"), "permit": Permit(source, own)}
    guard = GuardMiddleware(Reach((), ("stand-in.example:8443",)))
    try:
        guard.process_request(Request(url, method=method, meta=meta))
    except Refused as refused:
        return str(refused)
    return None


def test_the_sources_are_there() -> None:
    assert {"wechat_api", "weibo_api", "douyin_api"} <= set(APIS)
    assert {"feed", "browser", "wechat_page"} <= set(OTHERS)


@pytest.mark.parametrize("name", APIS)
@pytest.mark.parametrize("base", [None, "https://stand-in.example:8443", "https://stand-in.example:8443/wx/"])
def test_its_own_endpoints_pass(name: str, base: str | None) -> None:
    source, own = SOURCES[name], account(name, base)
    for endpoint in source.endpoints:
        url = base_of(own, name, endpoint) + endpoint.path + "?access_token=~~QH_KEY.token~~"
        assert guarded(source, own, endpoint.method, url) is None


@pytest.mark.parametrize("name", APIS)
@pytest.mark.parametrize("path", SENDING)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_nothing_that_sends_or_changes(name: str, path: str, method: str) -> None:
    source = SOURCES[name]
    if (method, path) in {(one.method, one.path) for one in source.endpoints}:
        return
    assert guarded(source, account(name), method, f"{source.base}{path}?access_token=x") is not None


@pytest.mark.parametrize("name", APIS)
def test_no_other_method_no_other_host_no_detour(name: str) -> None:
    source, own = SOURCES[name], account(name)
    assert source.base is not None
    host, (first, *_) = urlsplit(source.base).netloc, source.endpoints
    other = "GET" if first.method == "POST" else "POST"
    known = {(one.method, one.path) for one in source.endpoints}
    if (other, first.path) not in known:
        assert guarded(source, own, other, source.base + first.path) is not None
    for url in (
        f"https://elsewhere.example{first.path}",
        f"http://{host}{first.path}",
        f"https://{host}.elsewhere.example{first.path}",
        f"https://{host}:8443{first.path}",
        f"https://{host}@elsewhere.example{first.path}",
        f"{source.base}/{first.path}",
        f"{source.base}{first.path}/../send",
        f"{source.base}/send/..{first.path}",
        f"{source.base}{first.path}%2fsend",
        f"{source.base}{first.path.upper() if first.path.upper() != first.path else '/X'}",
    ):
        assert guarded(source, own, first.method, url) is not None, url


@pytest.mark.parametrize("name", APIS)
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]),
    path=st.from_regex(r"/[a-z0-9_/.]{0,30}", fullmatch=True),
)
def test_whatever_else(name: str, method: str, path: str) -> None:
    source = SOURCES[name]
    listed = any((method, path) == (one.method, one.path) for one in source.endpoints)
    assert (refusal(source, account(name), method, f"{source.base}{path}") is None) is listed


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD"])
def test_a_source_of_public_pages_only_reads(name: str, method: str) -> None:
    own = account(name, "https://public.example/page")
    assert guarded(SOURCES[name], own, method, "https://public.example/page") is not None


@pytest.mark.parametrize("name", sorted(set(OTHERS) & {"feed", "browser", "wechat_page"}))
def test_a_public_page_is_read(name: str) -> None:
    own = account(name, "https://public.example/page")
    assert guarded(SOURCES[name], own, "GET", "https://public.example/page") is None


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_the_register_knows_where_a_source_belongs(name: str) -> None:
    """A misplaced source is a fault when the workspace is loaded: the same list on both sides."""
    assert vocabulary.platforms_of(name) == SOURCES[name].only


def test_an_account_request_that_nobody_vouches_for() -> None:
    guard = GuardMiddleware(Reach((), ()))
    with pytest.raises(Refused):
        guard.process_request(
            Request("https://a.example/", meta={"ask": Ask("https://a.example/", "account")})
        )


def test_a_permit_travels_with_every_question() -> None:
    """What the guard is shown is the source's own list, not a copy of it."""
    permit = Permit(SOURCES["wechat_api"], account("wechat_api"))
    assert permit.refusal("POST", "https://api.weixin.qq.com/cgi-bin/message/mass/sendall") is not None
    assert SimpleNamespace(permit=permit).permit.source.endpoints == SOURCES["wechat_api"].endpoints
