"""Addresses and QR codes that lead to new-media accounts; hostile pictures lead nowhere, and cost nothing."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from crawler.account_links import Led, account_at, account_data, ids_of
from crawler.guard import Reach
from crawler.items import Kind, Link, Page
from crawler.qr import read_qr
from crawler.survey.linked import LinkedAccounts

SITE = "http://www.qinghe.example"


def code(text: str, kind: str = "PNG", size: int = 4, **how: object) -> bytes:
    """A picture of a QR code."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=size)
    picture = Image.frombuffer("L", (drawn.shape[1], drawn.shape[0]), bytes(drawn))
    if how.get("clear"):
        seen = picture.point(lambda value: 255 - value)
        picture = Image.merge("LA", (Image.new("L", picture.size, 0), seen))
    stream = io.BytesIO()
    picture.convert("RGB" if kind in ("JPEG", "BMP") else picture.mode).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("url", "led"),
    [
        ("https://weibo.com/u/2000000001", Led("weibo", "uid", "2000000001")),
        ("http://weibo.com/2000000001/", Led("weibo", "uid", "2000000001")),
        ("https://m.weibo.cn/u/2000000001?from=x", Led("weibo", "uid", "2000000001")),
        ("https://m.weibo.cn/profile/2000000001", Led("weibo", "uid", "2000000001")),
        ("https://weibo.com/n/%E9%9D%92%E7%A6%BE%E5%8F%91%E5%B8%83", Led("weibo", "name", "青禾发布")),
        ("https://weibo.com/qinghefabu", Led("weibo", "domain", "qinghefabu")),
        ("https://www.douyin.com/user/MS4wLjABAAAAdemo_-1", Led("douyin", "sec_uid", "MS4wLjABAAAAdemo_-1")),
        ("https://v.douyin.com/abc123/", Led("douyin")),
        ("https://www.toutiao.com/c/user/token/MS4wDemo=/", Led("toutiao", "token", "MS4wDemo=")),
        ("https://www.kuaishou.com/profile/3xdemo0001", Led("kuaishou", "profile", "3xdemo0001")),
        ("https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA0000000000==#wechat", Led("wechat", "biz", "MzA0000000000==")),
        ("http://weixin.qq.com/r/abcDEF", Led("wechat")),
        ("https://open.weixin.qq.com/qr/code?username=gh_000000000001", Led("wechat", "gh", "gh_000000000001")),
        ("https://weixin.qq.com/sph/abc", Led("channels")),
        ("https://www.xiaohongshu.com/user/profile/5f0000000000000001000001", Led("xiaohongshu", "profile", "5f0000000000000001000001")),
        ("https://apps.apple.com/cn/app/demo/id1500000000", Led("app", "apple", "1500000000")),
    ],
)  # fmt: skip
def test_addresses_of_accounts(url: str, led: Led) -> None:
    assert account_at(url) == led


@pytest.mark.parametrize(
    "url",
    [
        "https://weibo.com/", "https://weibo.com/login", "https://weibo.com/2000000001/NxEXAMPLE1", "https://weibo.com/hot/search",
        "https://mp.weixin.qq.com/s/abcdef", "https://mp.weixin.qq.com/s?__biz=MzA0000000000==&mid=1", "https://www.douyin.com/video/1",
        "https://weibo.com.evil.example/u/2000000001", "weixin://dl/business/", "javascript:alert(1)", "", "http://[", "青禾发布",
        "https://service.weibo.com/share/share.php?url=x", "https://www.toutiao.com/article/1/",
    ],
)  # fmt: skip
def test_addresses_of_something_else(url: str) -> None:
    assert account_at(url) is None


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    account_at(text)
    account_at(f"https://weibo.com/{text}")


def test_ids_as_a_register_writes_them() -> None:
    cells = iter(["2000000001", "https://weibo.com/u/2000000002", "gh_000000000001", None, "青禾发布"])
    assert ids_of("weibo", "uid", cells) == {"2000000001", "2000000002"}
    assert ids_of("app", "apple", iter(["id1500000000"])) == {"1500000000"}
    assert ids_of("weibo", "domain", iter(["2000000001"])) == set(), (
        "another sort of id is none to compare with"
    )


@pytest.mark.parametrize(
    ("url", "register"),
    [
        ("https://www.toutiao.com/c/user/token/MS4wLjABAAAAdemo/", "100000000001"),
        ("https://www.toutiao.com/c/user/100000000001/", "MS4wLjABAAAAdemo"),
        ("https://www.toutiao.com/c/user/token/MS4wLjABAAAAdemo/", "qinghefabu"),
        ("https://www.kuaishou.com/profile/3xdemo0001", "100000001"),
        ("https://www.kuaishou.com/profile/3xdemo0001", "qinghefabu"),
        ("https://live.kuaishou.com/u/qinghefabu", "3xdemo0001"),
        ("https://live.kuaishou.com/u/100000001", "qinghefabu"),
        ("https://www.kuaishou.com/profile/3xdemo0001", "青禾发布"),
    ],
)
def test_ids_of_two_sorts_make_no_stranger(url: str, register: str) -> None:
    """A registered account whose page leads to it by its other id must not be taken for one that is not registered."""
    led = account_at(url)
    assert led is not None
    assert led.space is not None
    assert led.id is not None
    assert ids_of(led.platform, led.space, iter([register])) == set()
    assert ids_of(led.platform, led.space, iter([led.id])) == {led.id}


# --- pictures ---


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_codes_in_pictures_of_every_kind(kind: str) -> None:
    assert read_qr(code("https://weibo.com/u/2000000001", kind)) == ("https://weibo.com/u/2000000001",)


def test_a_code_on_nothing_is_a_code_on_paper() -> None:
    assert read_qr(code("http://weixin.qq.com/r/abc", clear=True)) == ("http://weixin.qq.com/r/abc",)


def _png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that claims a size, whatever it holds."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(data))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", _png(60_000, 60_000), _png(5000, 10),
        _png(300, 300, b"\0" * 10), code("x" * 50)[:200], b"\xff\xd8\xff\xe0" + b"\0" * 500, b"BM" + b"\xff" * 100,
    ],
    ids=["nothing", "half a head", "a drawing", "a head", "a bomb", "too wide", "half a body", "cut off", "no jpeg", "no bmp"],
)  # fmt: skip
def test_hostile_pictures(data: bytes) -> None:
    assert read_qr(data) == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_spoilt_pictures(place: int, value: int) -> None:
    data = bytearray(code("https://weibo.com/u/2000000001"))
    data[place % len(data)] = value
    assert set(read_qr(bytes(data))) <= {"https://weibo.com/u/2000000001"}


def test_a_picture_that_is_too_large_is_not_unpacked() -> None:
    assert read_qr(b"\x89PNG" + b"\0" * account_data()["pictures"]["largest_bytes"]) == ()


# --- what pages lead to ---


def front(path: str, *links: tuple[str, str]) -> Page:
    return Page(f"{SITE}{path}", Kind.HOME, links=tuple(Link(url, text, "page") for url, text in links))


def gathered() -> LinkedAccounts:
    return LinkedAccounts(Reach(("www.qinghe.example",), ()), "QH01")


def test_a_link_of_one_units_page_is_that_units() -> None:
    found = gathered()
    found.note(front("/mzj/", ("https://weibo.com/u/2000000001", "青禾区民政局微博")), "", "QH04", 7)
    [row] = found.rows()
    assert (row["unit"], row["key"], row["platform"], row["words"], row["via"], row["fetch"]) == (
        "QH04", "weibo:2000000001", "weibo", "青禾区民政局微博", "link", 7,
    )  # fmt: skip


def test_what_stands_on_several_pages_is_the_portals() -> None:
    found = gathered()
    for path, unit in (("/mzj/", "QH04"), ("/jyj/", "QH03")):
        found.note(front(path, ("https://weibo.com/u/2000000001", "官方微博")), "", unit, 1)
    found.note(front("/", ("https://weibo.com/u/2000000002", "青禾发布")), "", None, 1)
    assert [(row["unit"], row["key"]) for row in found.rows()] == [
        ("QH01", "weibo:2000000001"),
        ("QH01", "weibo:2000000002"),
    ]


def test_codes_are_asked_for_and_read() -> None:
    found = gathered()
    html = (
        '<div class="foot"><p><img src="/images/wx-ewm.png" alt="青禾民政 微信公众号"></p>'
        '<p><img src="http://cdn.elsewhere.example/ewm.png" alt="二维码"></p><img src="/images/banner.jpg"><img src="data:image/png;base64,AAAA" alt="二维码">'
        '<li><img data-src="/images/app.png"><span>掌上青禾客户端</span></li></div>'
    )
    found.note(front("/mzj/"), html, "QH04", 1)
    asks = list(found.asks())
    assert [ask.url for ask in asks] == [f"{SITE}/images/wx-ewm.png", f"{SITE}/images/app.png"]
    found.answered(asks[0].note, code("http://weixin.qq.com/r/abcDEF"), 3)
    found.answered(asks[1].note, code("https://www.qinghe.example/download"), 4)
    assert [(row["platform"], row["account_id"], row["words"], row["via"]) for row in found.rows()] == [
        ("wechat", None, "青禾民政 微信公众号", "qr"),
    ]  # fmt: skip


def test_no_page_asks_for_more_pictures_than_the_bound() -> None:
    found = gathered()
    html = "".join(f'<img src="/q{number}.png" alt="二维码">' for number in range(100))
    found.note(front("/mzj/"), html, "QH04", 1)
    assert len(list(found.asks())) == account_data()["pictures"]["most_on_a_page"]
