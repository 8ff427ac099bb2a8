"""What a crawler of real portals must survive, point by point (docs/reading.md holds the table of points and tests)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from layouts import DRESSES
from pages_support import ARTICLE, COLUMN, ZONE, read_markup

from crawler.addresses import page_key
from crawler.items import Kind
from crawler.pages.notes import Notes

TEXT = "<p>现将有关事项通知如下，请各有关单位认真贯彻执行，确保各项工作落到实处。</p>"
LIST = '<ul class="list"><li><a href="./202611/t20261109_1.shtml">关于第一批项目公示的公告</a><span>2026-11-09</span></li><li><a href="./202611/t20261108_2.shtml">关于第二批项目公示的公告</a><span>2026-11-08</span></li></ul>'


def article(head: str, metas: str = "", top: str = "", title: str = "关于供暖的通知", foot: str = "") -> str:
    return f"<html><head><title>{title}_清河区</title>{metas}</head><body>{top}<h1>{title}</h1><div class=info>{head}</div><div class=content>{TEXT}</div>{foot}</body></html>"


def column(content: str) -> str:
    return DRESSES["boxes"].replace("{list}", content).replace("{site}", "清河区人民政府")


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8-sig", "gb2312"), ("gb18030", "utf-8"), ("utf-16", "gb2312"), ("utf-8", "gbk")],
)
def test_1_bytes_that_lie_about_their_charset(charset: str, declared: str) -> None:
    markup = article("发布时间：2026-11-09", f"<meta charset={declared}>")
    assert read_markup(markup.encode(charset), ARTICLE).title == "关于供暖的通知"


def test_2_a_tag_that_differs_from_what_readers_see() -> None:
    page = read_markup(
        article("发布时间：2026-11-09", '<meta name="PubDate" content="2026-11-20 10:16:14">'), ARTICLE
    )
    assert (page.published, page.published_from) == (date(2026, 11, 9), "发布时间")
    assert [mark.mark for mark in page.date_marks] == ["发布时间", "meta:PubDate"]  # the disagreement is kept


def test_3_an_address_that_differs_from_what_readers_see() -> None:
    url = ARTICLE.replace("20261109", "20261228")
    assert read_markup(article("发布时间：2026-10-23"), url).published == date(2026, 10, 23)
    assert read_markup(article("来源：区政府办"), url).published is None  # a witness, never a mark
    row = '<ul class="list"><li><a href="./202312/t20231228_1.htm">关于抽查情况的公告</a><span>2023-10-23</span></li></ul>'
    assert read_markup(column(row)).entries[0].date == date(2023, 10, 23)


def test_4_no_date_at_all() -> None:
    page = read_markup(article("（2007年6月29日第十届人民代表大会常务委员会第二十八次会议通过）"), ARTICLE)
    assert (page.published, page.published_from, page.date_marks) == (None, None, ())


def test_5_months_and_days_over_new_year() -> None:
    days = ("01-03", "12-30", "11-02", "01-15", "12-29")
    rows = "".join(
        f'<li><a href="show.asp?id={n}">关于第{n}号事项的公告</a><em>{day}</em></li>'
        for n, day in enumerate(days)
    )
    page = read_markup(column(f'<ul class="list">{rows}</ul>'), today=date(2026, 1, 5))
    assert [entry.date and entry.date.year for entry in page.entries] == [2026, 2025, 2025, 2025, 2024]


def test_6_five_labels_of_dates() -> None:
    head = "生成日期：2026-11-01 生效时间：2026-12-01 废止时间：2028-12-01 失效时间：2028-12-02 发布时间：2026-11-09 08:12"
    page = read_markup(article(head), ARTICLE)
    assert page.published == datetime(2026, 11, 9, 8, 12, tzinfo=ZONE)
    assert page.written == date(2026, 11, 1)


def test_7_a_clock_in_the_header() -> None:
    top = '<div class="header">今天：2024年2月22日 星期四</div>'
    assert read_markup(article("来源：区政府办", top=top), ARTICLE).published is None
    assert read_markup(article("2026-11-09", top=top), ARTICLE).published == date(2026, 11, 9)


@pytest.mark.parametrize(
    "title", ["通知公告_清河区", "清河区人民政府", '&lt;h1 style="margin: 0pt"&gt;关于供暖的通知&lt;/h1&gt;']
)
def test_8_a_title_element_that_names_something_else(title: str) -> None:
    markup = article("发布时间：2026-11-09").replace("关于供暖的通知_清河区", title)
    assert read_markup(markup, ARTICLE).title == "关于供暖的通知"


def test_9_tags_in_any_case_and_order_doubled_and_with_placeholders() -> None:
    metas = '<meta content="网站名称" name="SiteName"><meta content="清河区" name="SITENAME"><meta content="2026-11-09 08:56" name="pubdate"/><meta name="PubDate" content="2026-11-09 08:56"><META NAME="contentSource" CONTENT="清河日报">'
    page = read_markup(article("", metas), ARTICLE)
    assert (page.published, page.source) == (datetime(2026, 11, 9, 8, 56, tzinfo=ZONE), "清河日报")


def test_10_a_paging_call_and_its_definition() -> None:
    definition = '<script>function createPageHTML(_nPageCount, _nCurrIndex, _sName, _sExt){ createPageHTML(_nPageCount, 0, "x", "y") }</script>'
    assert read_markup(column(LIST + definition)).next_pages == ()
    from_zero = LIST + definition + '<script>createPageHTML(3, 0, "index", "html");</script>'
    from_one = LIST + "<script>createPageHTML('page_div',3,1,'index','html',41)</script>"
    for markup, names in (
        (from_zero, ["index_1.html", "index_2.html"]),
        (from_one, ["index_2.html", "index_3.html"]),
    ):
        assert [page.url.rpartition("/")[2] for page in read_markup(column(markup)).next_pages] == names


def test_11_records_in_cdata() -> None:
    markup = "<div id=1><script type='text/xml'><datastore><recordset><record><![CDATA[<li><a href='/art/2026/11/9/art_1_1.html'>关于停水的公告</a><span>2026-11-09</span></li>]]></record></recordset></datastore></script></div>"
    assert [entry.title for entry in read_markup(column(markup)).entries] == ["关于停水的公告"]


def test_12_lists_in_scripts_and_templates_that_are_none() -> None:
    data = '<script>var itemObj=[{"aT":"关于停水的公告","aPd":"2026-11-09 17:00","aU":"/a/1.html"},{"aT":"关于停电的公告","aPd":"2026-11-08","aU":"/a/2.html"}]</script>'
    assert [entry.date for entry in read_markup(column(data)).entries] == [
        date(2026, 11, 9),
        date(2026, 11, 8),
    ]
    left = '<ul><li ms-repeat="list"><a ms-attr-href="el.url" href="<?=el.link?>" ms-text="el.name">标题标题标题</a></li></ul><script>require(["list"],function(){$.ajax({url:"/list",data:{pageSize:15}})})</script>'
    page = read_markup(column(left))
    assert (page.entries, page.needs_browser) == ((), True)
    assert not any("el." in link.url for link in page.links)


def test_13_a_shell_that_scripts_must_fill() -> None:
    page = read_markup('<html><body><div id="app"></div><script src="/app.js"></script></body></html>')
    assert (page.needs_browser, page.empty_claim, page.entries) == (True, None, ())


def test_14_rows_into_other_columns_and_onto_files() -> None:
    rows = '<ul class="list"><li><a href="../../zdlyxxgk/202611/t20261109_1.shtml">关于抽查的公告</a><span>2026-11-09</span></li><li><a href="/attachFiles/2026/js.pdf">2025年部门决算</a><span>2026-11-08</span></li></ul>'
    urls = [
        entry.url.removeprefix("http://www.qinghe.example") for entry in read_markup(column(rows)).entries
    ]
    assert urls == ["/zdlyxxgk/202611/t20261109_1.shtml", "/attachFiles/2026/js.pdf"]


def test_15_a_document_at_an_index_page_and_twins_for_phones() -> None:
    page = read_markup(
        article("发布时间：2026-11-09"), "http://www.qinghe.example/zw/20261109/123456/index.html"
    )
    assert page.kind is Kind.ARTICLE
    assert read_markup(column(LIST), "http://www.qinghe.example/zwgk/ghxx/gzjzqk/").kind is Kind.COLUMN
    one, other = (f"http://www.qinghe.example/zwgk/content/{name}_9360641.html" for name in ("post", "mpost"))
    assert page_key(one) == page_key(other)


def test_16_a_deleted_document_that_answers_200() -> None:
    gone = read_markup("<html><body><p>您访问的文章不存在或已被删除</p></body></html>", ARTICLE)
    sent = read_markup('<html><head><meta http-equiv="refresh" content="0;url=../"></head></html>', ARTICLE)
    assert (gone.kind, sent.kind) == (Kind.SOFT_404, Kind.MOVED)


def test_17_a_challenge_is_a_state_of_its_own() -> None:
    script = (
        "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+'=1';location.href=location.pathname</script>"
    )
    assert read_markup(script, ARTICLE, status=521).kind is Kind.BLOCKED
    carried = article("发布时间：2026-11-09", "<script>$_ts=window['$_ts'];$_ts.cd='x'</script>")
    assert read_markup(carried, ARTICLE).kind is Kind.ARTICLE


def test_18_links_that_change_with_every_rendering() -> None:
    one, other = (
        read_markup(article("2026-11-09").replace("</p></div>", f'</p><a href="https://a-gov-cnx6e42{n}xx.ipv6best.cn/b.pdf">附件</a></div>'), ARTICLE)
        for n in ("967033868", "968723868")
    )  # fmt: skip
    assert one.attachments != other.attachments
    assert one.content_hash == other.content_hash


def test_19_bare_addresses_and_back_offices_are_links_and_no_rows() -> None:
    page = read_markup(column(LIST + '<div class="footer"><a href="http://222.222.245.73:99/touch/Index">清单</a><a href="http://202.109.164.35:9000/wcm/">管理</a></div>'))  # fmt: skip
    assert len(page.entries) == 2
    assert {"http://222.222.245.73:99/touch/Index", "http://202.109.164.35:9000/wcm/"} <= {
        link.url for link in page.links
    }


def test_20_a_copy_on_a_foreign_host_still_names_its_own() -> None:
    metas = (
        '<meta name="SiteDomain" content="www.qinghe.example"><meta name="SiteIDCode" content="4200000001">'
    )
    page = read_markup(article("发布时间：2026-11-09", metas), "http://copy.example/a/t20261109_7001.html")
    assert (page.meta["SiteDomain"], page.meta["SiteIDCode"]) == ("www.qinghe.example", "4200000001")
    assert all(link.url.startswith("http://copy.example/") for link in page.links)


def test_21_a_column_inside_a_frame() -> None:
    frames = '<iframe src="/col/col25359/index.html" width="700" height="500"></iframe><iframe src="/module/visitcount/visit.jsp?i_columnid=1" width="0" height="0"></iframe><iframe src="http://tianqi.example/w.html"></iframe>'
    assert read_markup(column(frames)).frames == ("http://www.qinghe.example/col/col25359/index.html",)


def test_22_new_media_the_clock_in_the_script_and_walls_of_login() -> None:
    """Weibo's pinned and edited posts and a feed's window of 20 stand in tests/crawler."""
    body = '<h1 id="activity-name">清河区发布防汛提示</h1><em id="publish_time"></em><div id="js_content"><p>请广大居民注意防范。</p></div>'
    page = read_markup(f'{body}<script>var ct = "1772677200";</script>', "https://mp.weixin.qq.com/s/abc")
    assert (page.published, page.published_from) == (datetime(2026, 3, 5, 10, 20, tzinfo=ZONE), "script:ct")
    login = "<title>登录</title><form><input name=u><input type=password></form><p>请登录后查看</p>"
    assert read_markup(login, "https://passport.example/login").kind is Kind.BLOCKED


def test_notes_change_nothing() -> None:
    """A page read with notes is the same page."""
    for markup, url in ((article("发布时间：2026-11-09"), ARTICLE), (column(LIST), COLUMN)):
        assert read_markup(markup, url) == read_markup(markup, url, notes=Notes())
