"""What the behaviours do that are more than a status, headers and a body. Named as in the table."""

from __future__ import annotations

import gzip
import itertools
import random
import zlib
from collections.abc import Callable, Iterator

import brotli

from tests.misbehaving.server import Handler, Talk, missing, rows_of

HANDLERS: dict[str, Handler] = {}
_MEGABYTE = bytes(1_000_000)
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_CHUNKED = {**_HTML, "Transfer-Encoding": "chunked"}


def handler(*names: str) -> Callable[[Handler], Handler]:
    """Register a behaviour under its name in the table, or under further names."""

    def register(does: Handler) -> Handler:
        for name in names or (does.__name__.replace("_", "-").lstrip("-"),):
            HANDLERS[name] = does
        return does

    return register


# --- the connection ---------------------------------------------------------------------------------------------------


@handler()
def hanging(talk: Talk) -> None:
    talk.wait()


@handler()
def hanging_in_the_head(talk: Talk) -> None:
    talk.raw(b"HTTP/1.1 200 OK\r\nContent-Ty")
    talk.wait()


@handler()
def slow(talk: Talk) -> None:
    body = talk.page().encode()
    talk.head({**_HTML, "Content-Length": str(len(body))})
    for at in range(0, len(body), 3):
        talk.raw(body[at : at + 3])
        if not talk.wait(0.5):
            return


@handler()
def reset(talk: Talk) -> None:
    talk.reset()


@handler()
def hangs_up(talk: Talk) -> None:
    """Says nothing; the server closes."""


@handler()
def half_a_body(talk: Talk) -> None:
    body = talk.page().encode()
    talk.head({**_HTML, "Content-Length": str(len(body))})
    talk.raw(body[: len(body) // 2])


@handler()
def too_long_a_length(talk: Talk) -> None:
    body = talk.page().encode()
    talk.head({**_HTML, "Content-Length": str(len(body) + 10)})
    talk.raw(body)
    talk.wait()


@handler()
def too_short_a_length(talk: Talk) -> None:
    body = talk.page()
    shown = body[: body.index('<ul class="list">') + 20]
    talk.head({**_HTML, "Content-Length": str(len(shown.encode()))})
    talk.raw(body.encode())


@handler()
def cut_off_chunks(talk: Talk) -> None:
    body = talk.page().encode()
    talk.head(_CHUNKED)
    talk.raw(b"%x\r\n" % len(body) + body[: len(body) // 2])


@handler()
def broken_chunks(talk: Talk) -> None:
    talk.head(_CHUNKED)
    talk.raw(b"zz\r\n" + talk.page().encode() + b"\r\n0\r\n\r\n")


@handler()
def endless_chunks(talk: Talk) -> None:
    talk.head(_CHUNKED)
    talk.pour(itertools.repeat(b"10000\r\n" + b"<p>" + bytes(0x10000 - 3) + b"\r\n"))


@handler("300-megabytes")
def announced(talk: Talk) -> None:
    talk.head({**_HTML, "Content-Length": "300000000"})
    talk.pour(itertools.repeat(_MEGABYTE, 300))


@handler("300-megabytes-unannounced")
def unannounced(talk: Talk) -> None:
    talk.head(_HTML)
    talk.pour(itertools.repeat(_MEGABYTE, 300))


@handler()
def endless_headers(talk: Talk) -> None:
    talk.raw(b"HTTP/1.1 200 OK\r\n")
    talk.pour(b"X-%d: %s\r\n" % (number, b"a" * 8000) for number in itertools.count())


@handler()
def one_long_header(talk: Talk) -> None:
    talk.raw(b"HTTP/1.1 200 OK\r\nX-Long: ")
    talk.pour(itertools.repeat(b"a" * 100_000, 1000))


@handler()
def continues_for_ever(talk: Talk) -> None:
    talk.pour(itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"))


@handler()
def no_http(talk: Talk) -> None:
    talk.raw(b"SSH-2.0-OpenSSH_9.2\r\n")


@handler()
def no_head(talk: Talk) -> None:
    talk.raw(talk.page().encode())


@handler()
def keep_alive_closed_early(talk: Talk) -> None:
    talk.send(talk.page(), Connection="keep-alive")
    talk.keeps = False


# --- packing ----------------------------------------------------------------------------------------------------------


def _half(packed: bytes) -> bytes:
    return packed[: len(packed) * 2 // 3]


@handler()
def truncated_gzip(talk: Talk) -> None:
    talk.send(_half(gzip.compress(talk.page().encode())), Content_Encoding="gzip")


@handler()
def truncated_deflate(talk: Talk) -> None:
    talk.send(_half(zlib.compress(talk.page().encode())), Content_Encoding="deflate")


@handler()
def truncated_brotli(talk: Talk) -> None:
    talk.send(_half(brotli.compress(talk.page().encode())), Content_Encoding="br")


_BOMB = gzip.compress(bytes(100_000_000))
_BROTLI_BOMB = brotli.compress(bytes(100_000_000), quality=1)


@handler()
def gzip_bomb(talk: Talk) -> None:
    talk.send(_BOMB, Content_Encoding="gzip")


@handler()
def gzip_in_gzip_bomb(talk: Talk) -> None:
    talk.send(gzip.compress(_BOMB), Content_Encoding="gzip, gzip")


@handler()
def brotli_bomb(talk: Talk) -> None:
    talk.send(_BROTLI_BOMB, Content_Encoding="br")


# --- ways elsewhere, refusals -----------------------------------------------------------------------------------------


@handler()
def redirect_loop(talk: Talk) -> None:
    there = "a" if talk.path.endswith("/b") else "b"
    talk.send("", 302, Location=f"{_column(talk)}{there}")


@handler()
def redirect_chain(talk: Talk) -> None:
    talk.send("", 302, Location=f"{_column(talk)}{random.getrandbits(40)}")


@handler("429-once")
def wants_a_seconds_peace(talk: Talk) -> None:
    if talk.turn == 1:
        talk.send("", 429, Retry_After="1")
    else:
        talk.send(talk.page())


@handler("503-for-a-while")
def busy_for_a_while(talk: Talk) -> None:
    if talk.turn < 2:
        talk.send("<html><body>busy</body></html>", 503)
    else:
        talk.send(talk.page())


@handler()
def login_redirect(talk: Talk) -> None:
    if talk.path.endswith("/login"):
        talk.send("<html><title>统一身份认证</title><form>账号登录<input type='password'></form></html>")
    else:
        talk.send("", 302, Location=f"{_column(talk)}login")


def _column(talk: Talk) -> str:
    assert talk.behaviour is not None
    return talk.behaviour.path


# --- pages ------------------------------------------------------------------------------------------------------------


@handler()
def wrong_charset(talk: Talk) -> None:
    page = talk.page().replace('charset="utf-8"', 'charset="gb2312"')
    talk.send(page, Content_Type="text/html; charset=iso-8859-1")


@handler()
def binary_as_html(talk: Talk) -> None:
    talk.send(b"\x7fELF" + random.Random(7).randbytes(200_000))


@handler()
def nulls(talk: Talk) -> None:
    talk.send(talk.page().replace("><", ">\0<").replace("年", "\0年"))


@handler()
def deep_html(talk: Talk) -> None:
    talk.send("<div><b><table><tr><td>" * 10_000 + talk.page())


@handler()
def entity_html(talk: Talk) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    page = talk.page().removeprefix("<!DOCTYPE html>")
    talk.send(f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "哈哈">{levels}]>{page}&l9;')


@handler()
def hundred_thousand_attributes(talk: Talk) -> None:
    talk.send(talk.page().replace("<body>", f"<body {' '.join(f'a{n}=1' for n in range(100_000))}>"))


@handler()
def thirty_thousand_links(talk: Talk) -> None:
    assert talk.behaviour is not None
    talk.send(talk.page(menu=[(f"{talk.behaviour.front}tzgg/", "通知公告")] * 30_000))


# --- paging and addresses ---------------------------------------------------------------------------------------------


def _paged(talk: Talk, number: int, following: str, *, empty: bool = False) -> None:
    assert talk.behaviour is not None
    rows = [] if empty else rows_of(talk.behaviour, first=2 + 20 * min(number, 15))
    talk.send(talk.page(rows, f'<a href="{following}">下一页</a>' if following else ""))


def _number(talk: Talk) -> int:
    last = talk.path.rpartition("p=")[2]
    return int(last) if last.isdigit() else 0


@handler()
def empty_in_the_middle(talk: Talk) -> None:
    number = _number(talk)
    following = "" if number == 2 else f"{_column(talk)}?p={number + 1}"
    _paged(talk, number, following, empty=number == 1 and talk.turn == 1)


@handler()
def empty_at_first(talk: Talk) -> None:
    talk.send(talk.page([] if talk.turn == 1 else None))


@handler()
def empty_later(talk: Talk) -> None:
    talk.send(talk.page([] if talk.turn > 1 else None))


@handler()
def endless_paging(talk: Talk) -> None:
    _paged(talk, _number(talk), f"{_column(talk)}?p={_number(talk) + 1}")


@handler()
def paging_in_a_circle(talk: Talk) -> None:
    _paged(talk, _number(talk), f"{_column(talk)}?p={(_number(talk) + 1) % 3}")


@handler()
def endless_calendar(talk: Talk) -> None:
    last = talk.path.rstrip("/").rpartition("/")[2]
    year, month = map(int, last.split("-")) if "-" in last and last[0].isdigit() else (2026, 11)
    near = [(year, month - 1), (year, month + 1)]
    menu = [(f"{_column(talk)}{y + (m - 1) // 12}-{(m - 1) % 12 + 1}/", f"{y}年{m}月") for y, m in near]
    talk.send(talk.page(menu=menu))


@handler()
def session_ids(talk: Talk) -> None:
    assert talk.behaviour is not None
    mark = f"?jsessionid={random.getrandbits(60):X}"
    rows = [(f"{url}{mark}", title, day) for url, title, day in rows_of(talk.behaviour)]
    talk.send(talk.page(rows, menu=[(f"{_column(talk)}{mark}", "工作动态")]))


@handler()
def session_dependent_links(talk: Talk) -> None:
    number = _number(talk)
    if number and "visited=1" not in talk.headers.get("cookie", ""):
        missing(talk)
    elif number:
        _paged(talk, number, "")
    else:
        assert talk.behaviour is not None
        page = talk.page(rows_of(talk.behaviour), f'<a href="{_column(talk)}?p=1">下一页</a>')
        talk.send(page, Set_Cookie="visited=1; Path=/")


@handler()
def mixed_case(talk: Talk) -> None:
    path = "".join(random.choice((c.upper(), c)) for c in _column(talk).lower())
    talk.send(talk.page(menu=[(path, "工作动态"), (path.upper(), "动态")]))


@handler()
def cookies_needed(talk: Talk) -> None:
    if "wall=1" in talk.headers.get("cookie", ""):
        talk.send(talk.page())
    else:
        talk.send("", 302, Location=_column(talk), Set_Cookie="wall=1; Path=/")


# --- robots.txt of ports of their own -----------------------------------------------------------------------------------


def _robots(name: str, answer: Callable[[Talk], None]) -> None:
    def does(talk: Talk) -> None:
        if talk.path == "/robots.txt":
            answer(talk)
        else:
            talk.send(talk.page())

    HANDLERS[name] = does


def _endless_robots() -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
    yield from (b"Disallow: /%d/\nAllow: /\n" % number * 1000 for number in itertools.count())


_robots("robots-forbids", lambda talk: talk.send("User-agent: *\nDisallow: /\n", Content_Type="text/plain"))
_robots("robots-fails", lambda talk: talk.send("", 500))
_robots("robots-hangs", lambda talk: talk.wait() and None)
_robots("robots-bomb", lambda talk: talk.pour(_endless_robots()))
