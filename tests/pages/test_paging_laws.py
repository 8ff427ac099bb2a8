"""How lists go on: of so many pages, the ones after this one, each family by its own law."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_support import read_markup

ROWS = "".join(
    f'<li><a href="./202611/t2026110{n}_{n}.shtml">关于第{n}批项目公示的公告</a><span>2026-11-0{n}</span></li>'
    for n in (9, 8, 7)
)
SITE = "http://www.qinghe.example"


def page(paging: str, mark: str = "") -> str:
    return f'<html><head><link rel=stylesheet href="/a.css"></head><body class="{mark}"><h2>通知公告</h2><ul class="list">{ROWS}</ul>{paging}</body></html>'


def numbered(before: str, numbers: range, after: str) -> list[str]:
    return [f"{SITE}{before}{number}{after}" for number in numbers]


def trs_from_zero(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/tzgg/index{f'_{at - 1}' if at > 1 else ''}.shtml"
    call = f'<script>function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){{}} createPageHTML({count}, {at - 1}, "index", "shtml");</script>'
    return url, page(call), numbered("/tzgg/index_", range(at, count), ".shtml")


def trs_from_one(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/tzgg/list{f'_{at}' if at > 1 else ''}.shtml"
    call = f"<script>createPageHTML('page_div',{count},{at},'list','shtml',{count * 15});</script>"
    return url, page(call), numbered("/tzgg/list_", range(at + 1, count + 1), ".shtml")


def vsb_down(count: int, at: int) -> tuple[str, str, list[str]]:
    """The first page is the column's own, then `tzgg/{count - 1}.htm` down to `tzgg/1.htm`."""
    url = f"{SITE}/tzgg.htm" if at == 1 else f"{SITE}/tzgg/{count - at + 1}.htm"
    following = count - at
    if following == 0:
        return url, page("<span>下页</span><span>尾页</span>", "v_news_content"), []
    folder = "tzgg/" if at == 1 else ""
    turns = f'<div class="pb_sys_common"><a href="{folder}{following}.htm">下页</a><a href="{folder}1.htm">尾页</a></div>'
    return url, page(turns, "v_news_content"), numbered("/tzgg/", range(following, 0, -1), ".htm")


def kaipu(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/tzgg/index{f'_{at}' if at > 1 else ''}.html"
    script = f"<script>window.NFCMS_SITE_ID=1;var pageCount={count};</script>"
    return url, page(script), numbered("/tzgg/index_", range(at + 1, count + 1), ".html")


def sudy(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/1201/list{at if at > 1 else ''}.htm"
    turns = f'<div class="wp_paging"><em class="all_pages">{count}</em></div>'
    return url, page(turns, "wp_article_list"), numbered("/1201/list", range(at + 1, count + 1), ".htm")


def lonsun(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/public/column/14981?type=4&pageIndex={at}"
    script = f"<script>Ls.pagination({{pageCount: {count}, pageIndex: {at}}})</script>"
    wanted = numbered("/public/column/14981?type=4&pageIndex=", range(at + 1, count + 1), "")
    return url, page(script, "j-fontContent"), wanted


def query(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/list.jsp?node_id=5&page={at}"
    links = "".join(f'<a href="?node_id=5&page={n}">{n}</a>' for n in range(1, count + 1) if n != at)
    turns = f'<div class="page"><b>{at}</b>{links}</div>' if count > 1 else ""
    return url, page(turns), numbered("/list.jsp?node_id=5&page=", range(at + 1, count + 1), "")


def words(count: int, at: int) -> tuple[str, str, list[str]]:
    """Only 下一页, 尾页 and a counter: the pages between follow from their pattern."""
    url = f"{SITE}/tzgg/index{f'_{at}' if at > 1 else ''}.html"
    turns = (
        f'<a href="index_{at + 1}.html">下一页</a><a href="index_{count}.html">尾页</a>' if at < count else ""
    )
    return (
        url,
        page(f"<div class=page>第{at}页/共{count}页 {turns}</div>"),
        numbered("/tzgg/index_", range(at + 1, count + 1), ".html"),
    )


def clicked(count: int, at: int) -> tuple[str, str, list[str]]:
    """Links that only a click's script leads on."""
    url = f"{SITE}/zwgk/001001/{'list' if at == 1 else at}.html"
    turns = (
        f"""<a onclick="location.href='/zwgk/001001/{at + 1}.html'">下页</a><a onclick="location.href='/zwgk/001001/{count}.html'">尾页</a>"""
        if at < count
        else ""
    )
    wanted = numbered("/zwgk/001001/", range(at + 1, count + 1), ".html")
    return url, page(f'<div class="ewb-page">{turns}<span>{at}/{count}</span></div>'), wanted


def chosen(count: int, at: int) -> tuple[str, str, list[str]]:
    url = f"{SITE}/tzgg/index{f'_{at - 1}' if at > 1 else ''}.html"
    options = "".join(
        f'<option value="index{f"_{n - 1}" if n > 1 else ""}.html">第{n}页</option>'
        for n in range(1, count + 1)
    )
    turns = (
        f'<div class="page">转到<select name="p" onchange="location.href=this.value">{options}</select></div>'
    )
    return url, page(turns), numbered("/tzgg/index_", range(at, count), ".html")


def submitted(count: int, at: int) -> tuple[str, str, list[str]]:
    """A form that is sent by GET with the page's number."""
    url = f"{SITE}/list.jsp?cid=7&pageNo={at}"
    turns = f'<a href="javascript:goPage({at + 1})">下一页</a>' if at < count else ""
    form = '<form name="f" action="list.jsp"><input type="hidden" name="cid" value="7"><input type="hidden" name="pageNo"></form>'
    wanted = numbered("/list.jsp?cid=7&pageNo=", range(at + 1, count + 1), "")
    return url, page(f"{form}<div>第{at}页/共{count}页 {turns}</div>"), wanted


LAWS: list[Callable[[int, int], tuple[str, str, list[str]]]] = [
    trs_from_zero, trs_from_one, vsb_down, kaipu, sudy, lonsun, query, words, clicked, chosen, submitted,
]  # fmt: skip


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_later_page_is_named_once(
    law: Callable[[int, int], tuple[str, str, list[str]]], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, 60))
    at = data.draw(st.integers(1, count))
    url, markup, wanted = law(count, at)
    assert [following.url for following in read_markup(markup, url).next_pages] == wanted


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.integers(5, 20))
def test_records_are_asked_for_once_each(total: int, per_page: int) -> None:
    """大汉: the groups after the embedded rows cover every further record, none twice."""
    shown = min(total, 3 * per_page)
    records = "".join(
        f"<record><![CDATA[<li><a href='/art/2026/11/9/art_1_{n}.html'>关于第{n}号事项的公告</a><span>2026-11-09</span></li>]]></record>"
        for n in range(shown)
    )
    markup = page("").replace(
        f'<ul class="list">{ROWS}</ul>',
        f'<div id="58341"><script type="text/xml"><datastore><totalrecord>{total}</totalrecord><recordset>{records}</recordset></datastore></script></div>'
        f"<script>jQuery('#58341').jpage({{totalRecord:{total}, perPage:{per_page}, proxyUrl:'/module/web/jpage/dataproxy.jsp', ajaxParam:{{columnid:4417,unitid:58341,webid:7}}}})</script>",
    )
    found = read_markup(markup, f"{SITE}/col/col4417/index.html")
    assert found.list_total == total
    asked: list[int] = []
    for following in found.next_pages:
        told = dict(pair.split("=") for pair in following.url.partition("?")[2].split("&"))
        asked += range(int(told["startrecord"]), int(told["endrecord"]) + 1)
        assert following.form == {"columnid": "4417", "unitid": "58341", "webid": "7"}
    assert asked == list(range(shown + 1, total + 1))


def test_a_form_sent_back_to_its_own_page() -> None:
    """ASP.NET: the page's own fields go with the ask; and a form in which people tell something is never sent."""
    form = '<form method="post" action="list.aspx?id=3"><input type="hidden" name="__VIEWSTATE" value="abc"/>{more}<a href="javascript:__doPostBack(\'Pager1\',\'2\')">下一页</a>共4页</form>'
    url = f"{SITE}/list.aspx?id=3"
    asks = read_markup(page(form.format(more="")), url).next_pages
    assert [ask.url for ask in asks] == [url] * 3
    assert [dict(ask.form or {}) for ask in asks] == [
        {"__VIEWSTATE": "abc", "__EVENTTARGET": "Pager1", "__EVENTARGUMENT": str(n)} for n in (2, 3, 4)
    ]
    for more in (
        "<textarea name=c></textarea>",
        '<input type="password" name="p">',
        '<input type="file" name="f">',
    ):
        assert read_markup(page(form.format(more=more)), url).next_pages == ()
