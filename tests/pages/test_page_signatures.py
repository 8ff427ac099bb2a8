"""Hashes and signatures: equal while nothing is said anew, different when something is."""

from __future__ import annotations

import pytest
from pages_support import ARTICLE, COLUMN, read_markup

from crawler.inspecting import inspect_page
from crawler.items import Kind

PAGE = """<html><head><title>{title}_清河区</title><link rel="stylesheet" href="/css/a.css?v={version}"></head><body><div class="head">今天是2026年11月{day}日</div>
<div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="../">通知公告</a></div><div class="main"><h1>{title}</h1><div class="info">发布时间：2026-11-09 10:08 浏览次数：{hits}次</div>
<div class="content"><p>{text}</p><p>阅读（{hits}）</p><a href="https://i-tianqi-comx3211{proxy}868xx.ipv6best.cn/a.pdf">附件.pdf</a></div></div><div class="foot">主办：清河区</div></body></html>"""
SAME = {
    "title": "关于停水的通知", "version": "1", "day": "22", "hits": "12", "text": "因管道抢修，城区部分区域停水二十四小时，请各位居民提前储水备用。", "proxy": "967033",
}  # fmt: skip


@pytest.mark.parametrize(
    "change", [{"hits": "9999"}, {"day": "23"}, {"proxy": "968723"}, {"version": "20261122"}]
)
def test_counters_clocks_and_proxies_do_not_change_the_hash(change: dict[str, str]) -> None:
    one, other = (
        read_markup(PAGE.format(**SAME), ARTICLE),
        read_markup(PAGE.format(**(SAME | change)), ARTICLE),
    )
    assert one.kind is Kind.ARTICLE
    assert one.content_hash == other.content_hash
    assert one.template == other.template


@pytest.mark.parametrize(
    "change",
    [
        {"text": "因管道抢修，城区部分区域停水四十八小时，请各位居民提前储水备用。"},
        {"title": "关于停电的通知"},
    ],
)
def test_an_overwritten_page_changes_the_hash(change: dict[str, str]) -> None:
    one, other = (
        read_markup(PAGE.format(**SAME), ARTICLE),
        read_markup(PAGE.format(**(SAME | change)), ARTICLE),
    )
    assert one.content_hash != other.content_hash
    assert one.template == other.template


def test_a_list_changes_its_hash_with_its_rows() -> None:
    page = '<body><div class="top">点击：{n}</div><h2>通知</h2><ul class="list"><li><a href="./t20261109_{n}.html">关于第{n}号事项的通知</a><span>2026-11-09</span></li></ul></body>'
    assert read_markup(page.format(n=1)).content_hash != read_markup(page.format(n=2)).content_hash


def test_links_know_their_place() -> None:
    page = read_markup(PAGE.format(**SAME), ARTICLE)
    assert {(link.place, link.text) for link in page.links} == {
        ("breadcrumb", "首页"),
        ("breadcrumb", "通知公告"),
        ("body", "附件.pdf"),
    }
    listed = read_markup(
        '<h2>通知</h2><ul class="list"><li><a href="./t20261109_1.html">关于第一号事项的通知</a><span>2026-11-09</span></li></ul><a href="/wzdt/">网站地图</a>'
    )
    assert [(link.place, link.url) for link in listed.links] == [
        ("list", COLUMN.replace("index.html", "t20261109_1.html")),
        ("page", "http://www.qinghe.example/wzdt/"),
    ]


def test_inspect_is_plain_data() -> None:
    seen = inspect_page(read_markup(PAGE.format(**SAME), ARTICLE))
    assert seen["published"] == "2026-11-09T10:08:00+08:00"
    assert seen["published_from"] == "发布时间"
    assert seen["written"] is None
    assert seen["entries"] == []
    assert "explain" not in seen


@pytest.mark.parametrize(
    ("url", "body", "headers", "kind"),
    [
        (ARTICLE.replace(".html", ".pdf"), b"%PDF-1.7 ...", {}, Kind.ATTACHMENT), ("http://x.example/down?id=1", b"PK\x03\x04rest", {"content-type": "application/octet-stream"}, Kind.ATTACHMENT),
        ("http://x.example/down?id=1", b"a,b", {"content-disposition": "attachment; filename=a.csv"}, Kind.ATTACHMENT), ("http://x.example/a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {"content-type": "text/html"}, Kind.ATTACHMENT),
        ("http://x.example/a.pdf", b"<html><head><title>404</title></head><body>\xe9\xa1\xb5\xe9\x9d\xa2\xe4\xb8\x8d\xe5\xad\x98\xe5\x9c\xa8</body></html>", {"content-type": "text/html"}, Kind.SOFT_404),
        ("http://x.example/", b"<html><body>x</body></html>", {}, Kind.HOME), ("http://x.example/zw/", b"", {}, Kind.COLUMN),
    ],
)  # fmt: skip
def test_files_are_told_from_pages(url: str, body: bytes, headers: dict[str, str], kind: Kind) -> None:
    assert read_markup(body, url, headers=headers).kind is kind


@pytest.mark.parametrize(
    "claim",
    ["暂无信息", "暂无相关数据！", "共0条", "共 0 条记录", "没有找到相关信息", "该栏目暂无内容"],
)
def test_a_page_may_say_that_its_list_is_empty(claim: str) -> None:
    page = read_markup(
        f'<div class="wz">当前位置：<a href="/">首页</a> &gt; 人事信息</div><div class="list"><p>{claim}</p></div>'
    )
    assert page.empty_claim == claim


@pytest.mark.parametrize(
    "script",
    ["$('#page').jpage({totalRecord:0, perPage:15})", 'var cfg = {"recordCount": "0", pageSize: 15}'],
)
def test_a_total_of_none_that_the_server_wrote_is_a_claim(script: str) -> None:
    page = read_markup(
        f'<div class="wz">当前位置：<a href="/">首页</a> &gt; 人事信息</div><ul class="list"></ul><script>{script}</script>'
    )
    assert page.empty_claim is not None
    assert page.empty_claim.endswith("0")


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="nodata" style="display:none">暂无数据</div>', '<div v-if="list.length==0">暂无数据</div>', '<div ms-visible="error">暂无数据</div>', "<script>var tip='暂无数据'</script>",
        "<script>var totalRecord = 0; var recordCount='0'; load();</script>",
        "<script>new Vue({el: '#app', data: {recordCount: 0, rows: []}})</script>",
        "<script>export default { data() { return {totalRecord: 0} } }</script>",
        '<div class="footer">暂无数据</div>', "<p>经查，我区目前暂无数据表明该情况属实，特此说明有关事项并请广大居民朋友们予以理解和支持，如有疑问请致电咨询，谢谢合作</p>",
        '<ul class="list"><li><a href="./t20261109_1.html">暂无信息公开申请的说明</a><span>2026-11-09</span></li></ul>',
    ],
)  # fmt: skip
def test_what_is_no_claim(markup: str) -> None:
    assert (
        read_markup(f'<div class="wz">当前位置：<a href="/">首页</a> &gt; 人事信息</div>{markup}').empty_claim
        is None
    )
