"""No bytes make the reader raise, hang or swell."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS, Layout, Made, page_of
from pages_support import ARTICLE, TODAY, read_markup

from tests.soak.mutations import soak

PIECES = [
    "<ul>", "</ul>", "<li>", "<a href=/t20261109_1.html title=标题>", "</a>", "<table><tr><td>", "</td>", "<script>", "</script>", "<!--",
    "-->", "<record><![CDATA[", "]]></record>", "发布时间：", "2026-11-09", "二〇二六年十一月九日", "首页 > ", "当前位置：", "共0条", "<dl><dt>索引号<dd>",
    "createPageHTML(", "21, 0, 'index', 'html')", "document.write('<a href=x>')", "var a=[{title:'x',url:'/y',date:'2026-01-01'}]", "dataproxy.jsp",
    "totalRecord:0", "recordCount:'999999999999999999999'", "<meta name=PubDate content=", "<title>", "<iframe src=//x>", "{{", "<?=", "&#xd800;", "&#0;",
    "\ud83d\ude00", "\x00", "下一页", "<a href='?page=99999999999999999999'>", "²", "[11-09]", "\n", " ", '"', "'", "=", "1", "href=", "http://[", "<base href=",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes(body: bytes) -> None:
    assert read_markup(body).url


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=60).map("".join),
    st.sampled_from([200, 202, 403, 404, 412, 500, 521]),
    st.booleans(),
)
def test_any_mixture_of_what_pages_hold(markup: str, status: int, rendered: bool) -> None:
    body = markup.encode("utf-8", "replace")
    for url in (
        ARTICLE,
        "http://x.example/col/col1/index.html",
        "http://x.example/a?startrecord=²&pageIndex=x",
        "nonsense",
        "http://[::1/",
    ):
        read_markup(body, url, status=status, rendered=rendered)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LAYOUTS), st.floats(0, 1), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_pages_cut_short(layout: Layout, share: float, charset: str) -> None:
    rows = [
        Made("关于印发清河区政务公开工作要点的通知", layout.row_url.replace("{n}", str(n)), TODAY)
        for n in range(70001, 70009)
    ]
    body = page_of(layout, rows).encode(charset, "replace")
    read_markup(body[: int(len(body) * share)], layout.page_url)


def test_a_share_of_the_soak() -> None:
    """`python -m tests.soak.mutations` reads 10,000 spoilt pages; some of them are read in every run."""
    found = soak(300, seed=20261123)
    assert found.faults == []
    assert set(found.kinds) >= {"article", "blocked", "column", "other"}


HOSTILE = {
    "nested boxes": "<div>" * 60_000,
    "nested lists": "<ul><li><a href=/a.html>标题标题标题" * 15_000,
    "nested tables": "<table><tr><td><a href=/a.html>标题标题标题</a>2026-01-01" * 4_000,
    "formatting left open": "".join(f"<p><font a={n}>x</p>" for n in range(20_000)),
    "attributes": "<a " + " ".join(f"x{n}=1" for n in range(60_000)) + ">",
    "anchors": "".join(f"<a href=/t{n}.html>标题标题标题{n}</a>" for n in range(30_000)),
    "rows": "".join(
        f"<li><a href=/t{n}.html>标题标题标题{n}</a><span>2026-11-01</span></li>" for n in range(20_000)
    ),
    "labels": "<p>" + "发布时间：" * 100_000,
    "label cells": "<table><tr>" + "<td>索引号</td>" * 30_000,
    "separators": "<p>首页" + ">" * 200_000,
    "title": "<title>" + "a_b-c " * 50_000 + "</title>",
    "comments": "<script>createPageHTML" + "<!--" * 100_000 + "</script>",
    "arrays": "<script>" + "[{" * 100_000 + "</script>",
    "nested data": "[" * 100_000,
    "records": "<record>" * 60_000 + "</record>",
    "open records": "</record><script>" + "<record><![CDATA[" * 20_000 + "</script>",
    "writes": "<script>" + "document.write('<a href=x>');" * 10_000 + "</script>",
    "paging": "<div class=page>" + "".join(f'<a href="?page={n}">{n}</a>' for n in range(9_000)),
    "upward": "".join(f'<a href="{"../" * 300}">标题标题</a>' for _ in range(2_000)),
    "no spaces": "<p>" + "2026-" * 200_000,
}


@pytest.mark.timeout(90)  # a hang ends here; no time is asserted, for machines are shared
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_bounded(name: str) -> None:
    body = HOSTILE[name].encode()
    tracemalloc.start()
    try:
        page = read_markup(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 150_000_000
    assert len(page.entries) <= 2_000
    assert len(page.links) <= 2_000
    assert len(page.next_pages) <= 1_000
