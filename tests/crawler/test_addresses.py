"""Addresses: when two name one page, which is a document or a file, and that no hostile one raises."""

from __future__ import annotations

import string
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler import addresses
from crawler.pages.links import Resolver

HOST = "http://www.qinghe.example"
PAGE = f"{HOST}/xxgk/mzj/index.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/xxgk/", "/xxgk/index.html"),
        ("/xxgk/", "/xxgk/index.shtml"),
        ("/xxgk/", "/xxgk/INDEX.HTM"),
        ("/xxgk/", "/xxgk/default.aspx"),
        ("/xxgk/", "/xxgk/index.jsp"),
        ("/", "/index.html"),
        ("", "/"),
        ("/a.html", "/a.html#top"),
        ("/?id=3", "/?id=3#list"),
        (":80/a.html", "/a.html"),
    ],
)
def test_two_names_of_one_page(one: str, other: str) -> None:
    assert addresses.page_key(HOST + one) == addresses.page_key(HOST + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/xxgk/", "/xxgk/index_1.html"),
        ("/xxgk/", "/xxgk/list.html"),
        ("/xxgk/", "/xxgk/myindex.html"),
        ("/xxgk/", "/xxgk"),
        ("/a.html", "/A.html"),
        ("/?id=3", "/?id=33"),
        ("/", "/?id=3"),
        ("/index.html?id=3", "/?id=3"),
        (":8080/", "/"),
        (":443/", "/"),
        ("/#/zwgk", "/#/tzgg"),
        ("/#/zwgk", "/"),
        ("/#!zwgk", "/#top"),
    ],
)
def test_near_misses_are_two_pages(one: str, other: str) -> None:
    assert addresses.page_key(HOST + one) != addresses.page_key(HOST + other)


@pytest.mark.parametrize("path", ["/", "/xxgk/index.html", "/?id=3", "/#/zwgk", "/a.html#top"])
def test_http_and_https_are_one_page(path: str) -> None:
    secure = HOST.replace("http", "https")
    assert addresses.page_key(secure + path) == addresses.page_key(HOST + path)
    assert addresses.page_key(f"{secure}:443{path}") == addresses.page_key(HOST + path)
    assert addresses.page_key(f"{secure}:80{path}") != addresses.page_key(HOST + path)
    assert addresses.page_key(f"{secure}:8443{path}") != addresses.page_key(f"{HOST}:8443{path}")


def test_the_host_is_compared_without_case() -> None:
    assert addresses.page_key("http://WWW.QingHe.example/A") == f"{HOST}/A"


@pytest.mark.parametrize(
    ("url", "netloc"),
    [
        ("http://www.qinghe.example/", "www.qinghe.example"),
        ("http://WWW.qinghe.example:80/", "www.qinghe.example"),
        ("https://www.qinghe.example:443/", "www.qinghe.example"),
        ("https://www.qinghe.example:80/", "www.qinghe.example:80"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000"),
        ("http://user:word@www.qinghe.example/", "www.qinghe.example"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("not an address", ""),
    ],
)
def test_netloc(url: str, netloc: str) -> None:
    assert addresses.netloc_of(url) == netloc


DOCUMENTS = (
    "/xwzx/202611/t20261105_88.html", "/t20261105_4.shtml", "/zwgk/t2026110512.htm", "/zwgk/t_1700.html",
    "/art/2026/11/5/art_12_34567.html", "/col/col1/art/2026/art_0a1b2c3d4e5f.html", "/info/1023/4567.htm",
    "/zwgk/content/post_9360641.html", "/zwgk/content/mpost_9360641.html", "/news_10af3.html", "/show-3310.aspx",
    "/index.php?m=content&c=index&a=show&catid=3&id=9", "/2026-11/05/content_123456.htm",
)  # fmt: skip
COLUMNS = (
    "/xwzx/", "/xwzx/index.html", "/xwzx/index_3.html", "/col/col4417/index.html", "/mzj.htm", "/mzj/tzgg.htm",
    "/public/column/14981?type=4&action=list", "/1201/list.htm", "/news/", "/info/1023/", "/xxgk/show/",
    "/list.php?catid=12", "/zwgk/article.html", "/content/", "/zwgk/t2026/", "/index.php?m=content&a=lists&id=3",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "document"), [(path, True) for path in DOCUMENTS] + [(path, False) for path in COLUMNS]
)
def test_documents_by_their_address(path: str, document: bool) -> None:
    assert addresses.looks_like_article(HOST + path) is document


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/files/a.pdf", True),
        ("/files/P020261118.DOCX", True),
        ("/files/a.ofd?v=2", True),
        ("/files/a.wps#page=2", True),
        ("/files/a.pdf/", False),
        ("/files/pdf", False),
        ("/files/a.pdf.html", False),
        ("/download?name=a.pdf", False),
        ("/a.html", False),
    ],
)
def test_files_by_their_address(path: str, file: bool) -> None:
    assert addresses.looks_like_file(HOST + path) is file


@pytest.mark.parametrize(
    ("path", "folder", "parent"),
    [
        ("/xxgk/bmxxgkpt/mzj/", "/xxgk/bmxxgkpt/mzj/", "/xxgk/bmxxgkpt/mzj/"),
        ("/xxgk/bmxxgkpt/mzj/index.html", "/xxgk/bmxxgkpt/mzj/", "/xxgk/bmxxgkpt/mzj/"),
        ("/mzj.htm", "/mzj/", "/"),
        ("/mzj/xxgk.htm", "/mzj/xxgk/", "/mzj/"),
        ("/col/col1/index.html", "/col/col1/", "/col/col1/"),
        ("/mzj", "/mzj/", "/"),
        ("/v1.2/mzj", "/v1.2/mzj/", "/v1.2/"),
        ("/.mzj", "/.mzj/", "/"),
        ("/", "/", "/"),
        ("/mzj/list.html?id=3", "/mzj/list/", "/mzj/"),
    ],
)
def test_folders(path: str, folder: str, parent: str) -> None:
    assert addresses.folder(HOST + path) == HOST + folder
    assert addresses.parent_folder(HOST + path) == HOST + parent


@pytest.mark.parametrize(
    ("url", "prefix", "inside"),
    [
        (f"{HOST}/mzj/tzgg/", f"{HOST}/mzj/", True),
        (f"{HOST}/mzj/index.html", f"{HOST}/mzj/", True),
        (f"{HOST.replace('http', 'https')}/mzj/tzgg/", f"{HOST}/mzj/", True),
        (f"{HOST}/mzjx/tzgg/", f"{HOST}/mzj/", False),
        (f"{HOST}/x/mzj/", f"{HOST}/mzj/", False),
        (f"{HOST}:8080/mzj/", f"{HOST}/mzj/", False),
        ("http://other.example/mzj/", f"{HOST}/mzj/", False),
        (f"{HOST}/gsgg/", f"{HOST}/gs", False),
        (f"{HOST}/gs/a.html", f"{HOST}/gs", True),
        (f"{HOST}/gk/a/", f"{HOST}/gk/index.html", True),
        (f"{HOST}/gk/a.htm", f"{HOST}/gk.htm", True),
        (f"{HOST}/gk.html", f"{HOST}/gk.htm", False),
        (f"{HOST}/list.jsp?id=12", f"{HOST}/list.jsp?id=1", False),
        (f"{HOST}/list.jsp?id=1", f"{HOST}/list.jsp?id=1", True),
        (f"{HOST}/list/a.html", f"{HOST}/list.jsp?id=1", False),
        (f"{HOST}/zwgk/", f"{HOST}/#/zwgk", False),
    ],
)
def test_within(url: str, prefix: str, inside: bool) -> None:
    assert addresses.within(url, prefix) is inside


@pytest.mark.parametrize(
    ("text", "nowhere"),
    [
        ("首页", True), (" 下一页 ", True), ("12", True), ("长" * 31, True), ("English", True),
        ("通知公告", False), ("首页要闻", False), ("第12届", False), ("登录指南", False), ("", False),
    ],
)  # fmt: skip
def test_anchors_that_lead_nowhere(text: str, nowhere: bool) -> None:
    assert addresses.leads_nowhere(text) is nowhere


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("", True), ("更多", True), (" 更多>> ", True), ("更多通知", False), ("more", True), ("mo", False)],
)
def test_anchors_that_say_nothing(text: str, nothing: bool) -> None:
    assert addresses.says_nothing(text) is nothing


# --- hostile addresses ------------------------------------------------------------------------------------------------

QUESTIONS: tuple[Callable[[str], object], ...] = (
    addresses.page_key, addresses.netloc_of, addresses.folder, addresses.parent_folder,
    addresses.looks_like_article, addresses.looks_like_file, lambda url: addresses.within(url, HOST + "/mzj/"),
)  # fmt: skip
BAD_HOSTS = (
    "http://[::1/x", "http://[abc]/", "http://a]b/", "https://x@[y/", "http://a℀b/", "//[x/", "http://℀.example",
)  # fmt: skip


def ask_everything(href: str) -> None:
    """Whatever a page's anchor becomes must be answered to, or not let through at all."""
    url = Resolver(PAGE).resolve(href)
    for question in QUESTIONS if url is not None else ():
        question(url or "")


@pytest.mark.parametrize(
    "href",
    [
        "http://x:99999/", "http://x:abc/", "http://x:-1/", "http://x:/", "http://x:0x50/", "http://[::1]/a", "//x",
        "/a[/b]", "/a]b[", "/%", "/%zz", "/\ud800", "/\x00", "?", "/a b", "/..", "/../../..", "http:///x", "http:x",
        "/" + "长" * 1900, "/" + "a" * 1_000_000, "http://" + "a" * 1_000_000, "http://" + "a." * 900 + "example/",
    ],
)  # fmt: skip
def test_hostile_addresses_are_answered(href: str) -> None:
    ask_everything(href)


@pytest.mark.parametrize("href", BAD_HOSTS)
def test_hosts_that_cannot_be_split(href: str) -> None:
    ask_everything(href)
    assert Resolver(PAGE).resolve(href) is None
    assert Resolver(PAGE, base=href).resolve("a.html") == f"{HOST}/xxgk/mzj/a.html"


@pytest.mark.parametrize(
    "href", ["http://x:99999/", "//x:port/", f"{HOST}:80a/", "/\ud800", "?a=\ud800", "http:///x"]
)
def test_what_cannot_be_asked_for_is_no_address(href: str) -> None:
    assert Resolver(PAGE).resolve(href) is None


@given(st.sampled_from(["", "/", "//", "http://", HOST, "?", "#/"]), st.text(max_size=30))
def test_what_is_let_through_can_be_asked_for_and_stored(start: str, rest: str) -> None:
    url = Resolver(PAGE).resolve(start + rest)
    if url is not None:
        assert Request(url).url
        assert url.encode()


@pytest.mark.parametrize("href", ["HTTP://www.qinghe.example/a", "Http://www.qinghe.example/a", "HTTP:/a"])
def test_a_scheme_in_capitals_is_a_scheme(href: str) -> None:
    assert Resolver(PAGE).resolve(href) == f"{HOST}/a"


@pytest.mark.parametrize(
    "href", ["JavaScript:void(0)", "MAILTO:a@b.example", "Tel:12345", "FTP://x.example/"]
)
def test_other_schemes_in_capitals_are_no_addresses(href: str) -> None:
    assert Resolver(PAGE).resolve(href) is None


@given(st.text(string.ascii_letters + string.digits + "/.-_~%?=&#:@! 政务公开；", max_size=60))
def test_any_path_is_answered(href: str) -> None:
    ask_everything("/" + href.lstrip("/"))


@given(st.integers(), st.text(string.ascii_lowercase + string.digits + "-.", min_size=1, max_size=20))
def test_any_port_is_answered(port: int, host: str) -> None:
    ask_everything(f"http://{host}:{port}/xxgk/")


@given(st.text(max_size=40))
def test_any_query_is_answered_and_kept(words: str) -> None:
    url = f"{HOST}/list.jsp?name={quote(words)}"
    ask_everything(url)
    assert addresses.page_key(url) == url


@given(
    st.sampled_from(["http", "https"]),
    st.sampled_from(["", ":80", ":443", ":8443"]),
    st.sampled_from(["", "/", "/a/"]),
)
def test_a_key_is_its_own_key(scheme: str, port: str, path: str) -> None:
    key = addresses.page_key(f"{scheme}://www.qinghe.example{port}{path}")
    assert addresses.page_key(key) == key


@given(st.lists(st.sampled_from(["xxgk", "mzj", "tzgg", "a.b", "index.html", "list.htm", ""]), max_size=5))
def test_a_page_lies_in_its_own_folders(steps: list[str]) -> None:
    url = HOST + "/" + "/".join(steps)
    assert addresses.within(url, addresses.parent_folder(url))
    assert addresses.page_key(addresses.page_key(url)) == addresses.page_key(url)
    assert addresses.folder(addresses.folder(url)) == addresses.folder(url)
