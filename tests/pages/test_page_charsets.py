"""From bytes to text: marks, declarations that lie, mixtures."""

from __future__ import annotations

import codecs

import pytest
from pages_support import read_markup

WORDS = "关于印发清河区政务公开工作要点的通知，请认真贯彻执行。㙍镇"
PAGE = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"><title>{words}</title></head><body><p>{words}</p></body></html>'


@pytest.mark.parametrize(
    ("written", "declared", "header", "used"),
    [
        ("utf-8", "utf-8", "", "utf-8"), ("utf-8", "gb2312", "", "utf-8"), ("gb18030", "gb2312", "", "gb18030"), ("gb18030", "utf-8", "gbk", "gb18030"),
        ("gb18030", "GBK", "utf-8", "gb18030"), ("gb18030", "iso-8859-1", "ISO-8859-1", "gb18030"), ("gb18030", "nonsense", "", "gb18030"), ("gb18030", "idna", "base64", "gb18030"),
        ("utf-16", "gb2312", "", "utf-16-le"), ("utf-16-be", "utf-8", "", "utf-16-be"), ("utf-8-sig", "gb2312", "gbk", "utf-8"),
    ],
)  # fmt: skip
def test_what_the_bytes_are_outweighs_what_is_said(
    written: str, declared: str, header: str, used: str
) -> None:
    body = PAGE.format(declared=declared, words=WORDS).encode(written)
    headers = {"content-type": f"text/html; charset={header}"} if header else {}
    page = read_markup(body, headers=headers)
    assert page.charset == used
    assert page.title == WORDS


def test_the_first_declaration_may_be_an_archives() -> None:
    body = (
        '<script charset="utf-8" src="/bar.js"></script>' + PAGE.format(declared="gb2312", words=WORDS)
    ).encode("gb18030")
    assert read_markup(body).title == WORDS


def test_big5() -> None:
    words = "關於印發政務公開工作要點的通知，請認真貫徹執行"
    page = read_markup(PAGE.format(declared="big5", words=words).encode("big5"))
    assert (page.charset, page.title) == ("big5", words)


def test_a_few_foreign_bytes_do_not_change_the_charset() -> None:
    body = PAGE.format(declared="utf-8", words=WORDS * 20).encode() + b"<!-- \xb9\xab\xb8\xe6 -->"
    assert read_markup(body).charset == "utf-8"


def test_a_character_cut_in_two_at_the_end() -> None:
    for charset in ("utf-8", "gb18030"):
        body = (PAGE.format(declared=charset, words=WORDS) + "清河").encode(charset)[:-1]
        assert read_markup(body).charset == charset


def test_numeric_entities() -> None:
    page = read_markup(
        PAGE.format(declared="gb2312", words="".join(f"&#{ord(c)};" for c in WORDS)).encode("ascii")
    )
    assert page.title == WORDS


def test_what_a_browser_hands_over_is_utf_8() -> None:
    body = codecs.encode(PAGE.format(declared="gb2312", words=WORDS), "utf-8")
    assert read_markup(body, rendered=True).charset == "utf-8"
