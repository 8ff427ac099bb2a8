"""Invented list pages: rows rendered in the layouts of the CMS families, with all that stands around a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape


@dataclass(frozen=True)
class Made:
    """A row as it is put into a page."""

    title: str
    url: str
    day: date
    pinned: bool = False


@dataclass(frozen=True)
class Layout:
    """A way to print a list. `yearless`: dates are printed as month and day. `exact`: titles are not cut."""

    name: str
    family: str
    render: Callable[[Sequence[Made]], str]
    page_url: str
    row_url: str
    dress: str = "boxes"
    yearless: bool = False


LAYOUTS: list[Layout] = []

TRS = (
    "http://www.qinghe.example/zwgk/tzgg/index.shtml",
    "http://www.qinghe.example/zwgk/tzgg/202611/t20261109_{n}.shtml",
)
TRS_UNDATED = (
    "http://www.qinghe.example/zwgk/tzgg/index.shtml",
    "http://www.qinghe.example/zwgk/tzgg/t{n}.shtml",
)
JCMS = ("http://www.baiyun.example/col/col4417/index.html", "http://www.baiyun.example/art/art_4417_{n}.html")
VSB = ("http://www.lanxi.example/xwzx/tzgg.htm", "http://www.lanxi.example/info/1023/{n}.htm")
KAIPU = (
    "http://www.dongshan.example/zwgk/tzgg/index.html",
    "http://www.dongshan.example/zwgk/tzgg/content/post_{n}.html",
)
LONSUN = (
    "http://www.shiqiao.example/public/column/14981?type=4&action=list",
    "http://www.shiqiao.example/public/14981/{n}.html",
)
SUDY = ("http://jyj.yunhe.example/1201/list.htm", "http://jyj.yunhe.example/2026/1109/c1201a{n}/page.htm")


def layout(
    name: str, family: str, urls: tuple[str, str], **more: object
) -> Callable[[Callable[[Sequence[Made]], str]], object]:
    """Register a layout."""

    def register(render: Callable[[Sequence[Made]], str]) -> Callable[[Sequence[Made]], str]:
        LAYOUTS.append(Layout(name, family, render, *urls, **more))  # type: ignore[arg-type]
        return render

    return register


def cut(title: str, most: int = 18) -> str:
    """A title cut to fit, as templates do."""
    return title if len(title) <= most else title[: most - 2] + "..."


@layout("trs_ul", "trs", TRS)
def trs_ul(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li><a href="{escape(r.url)}" target="_blank" title="{escape(r.title)}">{escape(cut(r.title))}</a><span>{r.day}</span></li>\n'
        for r in rows
    )
    return f'<ul class="list_txt">{items}</ul><div class="page"><script>createPageHTML(1, 0, "index", "shtml");</script></div>'


@layout("fjdzapp_batches", "fjdzapp", TRS)
def fjdzapp_batches(rows: Sequence[Made]) -> str:
    groups = [rows[i : i + 5] for i in range(0, len(rows), 5)]
    return (
        '<div class="list_base" ms-controller="list">'
        + "".join(
            f'<div ms-visible="$showStatic({i * 5 + 1})"><ul>'
            + "".join(
                f'<li><a href="{escape(r.url)}" title="{escape(r.title)}">{escape(r.title)}</a><em id="rel_1"></em><span class="bf-pass">{r.day}</span></li>'
                for r in group
            )
            + '</ul><div class="border_b_dashed"></div></div>'
            for i, group in enumerate(groups)
        )
        + '<ul ms-visible="!showStatic" style="display:none"><li ms-repeat="list"><a ms-attr-href="el.url" ms-text="el.name"></a><span ms-text="el.time"></span></li></ul></div>'
    )


@layout("fjdzapp_table_batches", "fjdzapp", TRS, dress="tables")
def fjdzapp_table(rows: Sequence[Made]) -> str:
    groups = [rows[i : i + 5] for i in range(0, len(rows), 5)]
    return (
        '<div class="rules_list" ms-controller="list">'
        + "".join(
            f'<table ms-visible="$showStatic({i * 5 + 1})"><tbody>'
            + "".join(
                f'<tr><td class="t"><a href="{escape(r.url)}" title="{escape(r.title)}">{escape(cut(r.title))}</a></td><td class="d">{r.day}</td></tr>'
                for r in group
            )
            + "</tbody></table>"
            for i, group in enumerate(groups)
        )
        + '<table ms-visible="!showStatic" style="display:none"><tr ms-repeat="list"><td><a ms-attr-href="el.url" ms-text="el.name"></a></td></tr></table></div>'
    )


@layout("fjdzapp_boxes", "fjdzapp", TRS)
def fjdzapp_boxes(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<div class="zw_item"><a href="{escape(r.url)}" title="{escape(r.title)}"><p class="bt">{escape(cut(r.title))}</p></a><p class="sj">发布时间：{r.day}</p></div>'
        for r in rows
    )
    return f'<div class="zw_list" ms-controller="list"><div ms-visible="$showStatic(1)">{items}</div><div class="zw_item" ms-repeat="list"><a ms-attr-href="el.url"><p ms-text="el.name"></p></a></div></div>'


@layout("trs_leaves", "trs", TRS)
def trs_leaves(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li><div class="time"><p class="dd">{r.day:%d}</p><p class="ym">{r.day:%Y.%m}</p></div><div class="txt"><p class="tit"><a href="{escape(r.url)}" target="_blank">{escape(r.title)}</a></p></div></li>'
        for r in rows
    )
    return f'<div class="pageList"><ul>{items}</ul></div>'


@layout("trs_table_month_day", "trs", TRS_UNDATED, dress="tables", yearless=True)
def trs_table(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<tr valign="center"><td width="3%"><img src="../../images/dot.jpg"></td><td width="87%" class="STYLE25"><a href="{escape(r.url)}" target="_blank">'
        f'<span class="STYLE25">{escape(r.title)}</span></a></td><td width="10%"><span class="STYLE12">{r.day:%m-%d}</span></td></tr>'
        for r in rows
    )
    return f'<table width="99%">{items}<tr><td></td></tr></table>'


@layout("trs_dl_ruled", "trs", TRS)
def trs_dl(rows: Sequence[Made]) -> str:
    head = '<div class="rules_tabs"><dl><dt class="trt-col-2">序号</dt><dt>标题</dt><dt>成文日期</dt><dt>发布日期</dt></dl></div>'
    items = "".join(
        f'<dl><dd>{n}</dd><dd class="t"><a href="{escape(r.url)}" title="{escape(r.title)}">{escape(r.title)}</a></dd><dd>2019-03-04</dd><dd>{r.day}</dd></dl>'
        for n, r in enumerate(rows, 1)
    )
    return f'{head}<div class="rules_tabs">{items}</div>'


@layout("jcms_records_li", "jcms", JCMS)
def jcms_records(rows: Sequence[Made]) -> str:
    records = "".join(
        f"<record><![CDATA[\n<li><a href='{escape(r.url)}' title='{escape(r.title)}' target=\"_blank\">{escape(cut(r.title))}</a><span>{r.day}</span></li>]]></record>\n"
        for r in rows
    )
    return (
        f'<div id="58341" class="default_pgContainer"><script type="text/xml"><datastore>\n<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid=7&path=/&columnid=4417&unitid=58341"></a>]]></nextgroup>\n'
        f"<recordset>\n{records}</recordset></datastore></script></div>"
    )


@layout("jcms_records_tr", "jcms", JCMS, dress="tables")
def jcms_records_tr(rows: Sequence[Made]) -> str:
    records = "".join(
        f"<record><![CDATA[\n<tr><td width=15><img src='/picture/0/dot.gif'></td><td><a href='{escape(r.url)}' title='{escape(r.title)}' target='_blank'>{escape(cut(r.title))}</a></td><td width='100' align='right'>[{r.day}]</td></tr>]]></record>\n"
        for r in rows
    )
    return f'<div id="80325"><script type="text/xml"><datastore><recordset>{records}</recordset></datastore></script></div>'


@layout("jcms_leaves", "jcms", JCMS)
def jcms_leaves(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<div class="item"><div class="rq"><b>{r.day:%d}</b><i>{r.day:%Y-%m}</i></div><div class="nr"><h3><a href="{escape(r.url)}">{escape(r.title)}</a></h3>'
        f'<p class="zy">近日，我区召开会议，对有关工作作出部署，要求各单位抓好落实。</p></div></div>'
        for r in rows
    )
    return f'<div class="tw_list">{items}</div>'


@layout("vsb_table", "vsb", VSB, dress="tables")
def vsb_table(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<tr height=20 id="line44362_{n}"><td align="center" width="10"><span class="leaderfont44362">·</span></td><td><a class="c44362" href="{escape(r.url)}" target="_blank" title="{escape(r.title)}">{escape(cut(r.title))}</a></td>'
        f'<td nowrap width="1%"><span class="timestyle44362">{r.day:%Y/%m/%d}&nbsp;</span></td></tr><tr><td colspan="3" height="1"></td></tr>'
        for n, r in enumerate(rows)
    )
    return f'<table cellspacing="3" class="winstyle44362" width="100%">{items}</table>'


@layout("vsb_date_first", "vsb", VSB)
def vsb_date_first(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li id="line_u8_{n}"><span>{r.day:%Y-%m-%d}</span><a href="{escape(r.url)}">{escape(r.title)}</a></li>'
        for n, r in enumerate(rows)
    )
    return f'<div class="n_list"><ul>{items}</ul></div>'


@layout("vsb_pictures", "vsb", VSB)
def vsb_pictures(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li><div class="pic"><a href="{escape(r.url)}"><img src="/a.jpg" alt=""></a></div><div class="txt"><h4><a href="{escape(r.url)}">{escape(r.title)}</a></h4><p class="intro">会议强调，要坚持以人民为中心。</p><span class="date">{r.day.year}年{r.day.month:02d}月{r.day.day:02d}日</span><a class="more" href="{escape(r.url)}">查看详情</a></div></li>'
        for r in rows
    )
    return f'<ul class="piclist">{items}</ul>'


@layout("kaipu_ul", "kaipu", KAIPU)
def kaipu_ul(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li class="clearfix"><a href="{escape(r.url)}" title="{escape(r.title)}"><i></i>{escape(r.title)}</a><span class="time">[{r.day}]</span></li>'
        for r in rows
    )
    return f'<div class="news_list"><ul>{items}</ul></div><script>window.NFCMS_SITE_ID=755001;</script>'


@layout("kaipu_all_in_anchor", "kaipu", KAIPU)
def kaipu_anchor(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li><a href="{escape(r.url)}"><span class="bt">{escape(r.title)}</span><span class="sj">{r.day:%Y.%m.%d}</span></a></li>'
        for r in rows
    )
    return f'<ul class="gl-list">{items}</ul>'


@layout("kaipu_flat", "kaipu", KAIPU)
def kaipu_flat(rows: Sequence[Made]) -> str:
    return (
        '<div class="listbox">'
        + "".join(
            f'<a href="{escape(r.url)}">{escape(r.title)}</a><span>（{r.day:%Y-%m-%d}）</span><br>'
            for r in rows
        )
        + "</div>"
    )


@layout("lonsun_right", "lonsun", LONSUN)
def lonsun_right(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li class="num{n}"><span class="right date">{r.day}</span><a class="left" href="{escape(r.url)}" title="{escape(r.title)}" target="_blank">{escape(r.title)}</a></li>'
        for n, r in enumerate(rows)
    )
    return f'<ul class="doc_list list-14981">{items}</ul>'


@layout("lonsun_table", "lonsun", LONSUN)
def lonsun_table(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<tr><td>{n}</td><td>K1618-2026-{n:05d}</td><td class="mc"><a href="{escape(r.url)}" title="{escape(r.title)}">{escape(cut(r.title))}</a></td><td>青政〔2026〕{n}号</td><td>2018-01-02</td><td>{r.day}</td></tr>'
        for n, r in enumerate(rows, 1)
    )
    return f'<table class="table_list"><thead><tr><th>序号</th><th>索引号</th><th>信息名称</th><th>文号</th><th>生成日期</th><th>发布日期</th></tr></thead><tbody>{items}</tbody></table>'


@layout("lonsun_month_day", "lonsun", LONSUN, yearless=True)
def lonsun_month_day(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li>·<a href="{escape(r.url)}">{escape(r.title)}</a><em>[{r.day:%m-%d}]</em></li>' for r in rows
    )
    return f'<div class="navjz"><ul>{items}</ul></div>'


@layout("sudy_fields", "sudy", SUDY)
def sudy_fields(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li class="list_item i{n}"><div class="fields pr_fields"><span class="Article_Index">{n}</span><span class="Article_Title"><a href="{escape(r.url)}" target="_blank" title="{escape(r.title)}">{escape(r.title)}</a></span></div>'
        f'<div class="fields ex_fields"><span class="Article_PublishDate">{r.day}</span></div></li>'
        for n, r in enumerate(rows, 1)
    )
    return f'<div id="wp_news_w9"><ul class="wp_article_list">{items}</ul></div>'


@layout("sudy_day_month", "sudy", SUDY, yearless=True)
def sudy_day_month(rows: Sequence[Made]) -> str:
    items = "".join(
        f'<li class="news n1"><div class="news_date"><p>{r.day:%d}</p><span>{r.day.month}月</span></div><div class="news_title"><a href="{escape(r.url)}">{escape(r.title)}</a></div></li>'
        for r in rows
    )
    return f'<ul class="news_list list2">{items}</ul>'


@layout("sudy_dt_dd", "sudy", SUDY)
def sudy_dt_dd(rows: Sequence[Made]) -> str:
    return (
        '<dl class="wz">'
        + "".join(
            f'<dt><a href="{escape(r.url)}">{escape(r.title)}</a></dt><dd>发布日期：{r.day}</dd>'
            for r in rows
        )
        + "</dl>"
    )


DRESSES = {
    "boxes": """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_{site}</title>
<meta name="SiteName" content="{site}"><meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">
<link rel="stylesheet" href="/images/base.css"></head><body><div class="header"><div class="top">今天是2026年11月22日 星期日</div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<div class="main"><div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="./">通知公告</a></div>
<div class="left"><h3>政务公开</h3><ul><li><a href="/zwgk/zfwj/">政府文件</a></li><li><a href="/zwgk/tzgg/">通知公告</a></li><li><a href="/zwgk/rsxx/">人事信息</a></li><li><a href="/zwgk/ghjh/">规划计划</a></li></ul></div>
<div class="right"><h2>通知公告</h2>{list}</div>
<div class="hot"><h3>热点信息</h3><ul><li><a href="/xwzx/202610/t20261011_88001.shtml">我区召开重点项目推进会</a><span>2026-10-11</span></li><li><a href="/xwzx/202610/t20261012_88002.shtml">区领导调研防汛备汛工作</a><span>2026-10-12</span></li>
<li><a href="/xwzx/202610/t20261013_88003.shtml">全区安全生产工作会议召开</a><span>2026-10-13</span></li></ul></div></div>
<div class="friend">友情链接：<a href="http://www.gov.cn/">中国政府网</a><a href="http://sheng.example/">省政府网站</a></div>
<div class="footer">主办单位：{site}办公室 <a href="/wzdt/">网站地图</a> 网站标识码：4200000001</div></body></html>""",
    "tables": """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{site}-通知公告</title></head><body>
<table width="1002" align="center"><tr><td><a href="/index.htm">首页</a> | <a href="/zwgk.htm">政务公开</a> | <a href="/bsfw.htm">办事服务</a></td></tr></table>
<table width="1002" align="center"><tr><td width="200" valign="top"><table><tr><td><a href="/zwgk/zfwj.htm">政府文件</a></td></tr><tr><td><a href="/zwgk/tzgg.htm">通知公告</a></td></tr><tr><td><a href="/zwgk/rsxx.htm">人事信息</a></td></tr></table>
<table><tr><td>点击排行</td></tr><tr><td><a href="/info/1001/88001.htm">我区召开重点项目推进会</a> 2026-10-11</td></tr><tr><td><a href="/info/1001/88002.htm">区领导调研防汛备汛工作</a> 2026-10-12</td></tr></table></td>
<td valign="top"><table width="100%"><tr><td>您现在的位置：<a href="/index.htm">首页</a>&gt;&gt;<a href="/zwgk.htm">政务公开</a>&gt;&gt;通知公告</td></tr><tr><td>{list}</td></tr></table></td></tr></table>
<table width="1002" align="center"><tr><td align="center">版权所有：{site} <a href="/lxwm.htm">联系我们</a></td></tr></table></body></html>""",
}


def page_of(layout: Layout, rows: Sequence[Made], site: str = "清河区人民政府") -> str:
    """A whole page with this list."""
    return DRESSES[layout.dress].replace("{list}", layout.render(rows)).replace("{site}", site)
