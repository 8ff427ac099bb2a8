"""Invented documents, put together from the parts of many templates: every part can stand beside every other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TITLES = (
    "<h1>{t}</h1>", '<h2 class="title">{t}</h2>', '<div class="con_bt">{t}</div>', '<p align="center"><font size="5"><b>{t}</b></font></p>', '<h3 id="title"><span>{t}</span></h3>',
    '<div class="article-title"><h1><p>{t}</p></h1></div>', '<div class="xq_tit"><strong>{t}</strong></div>', '<table width="100%"><tr><td align="center" class="tt">{t}</td></tr></table>',
)  # fmt: skip
FACTS = (
    '<div class="info">发布时间：{d} {c}　来源：{s}　浏览次数：<span id="hits">12</span></div>', '<p class="ly"><span>来源：{s}</span><span>{d} {c}</span></p>', "<p>{d}　来源：{s}　字号：[大 中 小]</p>",
    '<ul class="msg"><li>发布日期：{d} {c}</li><li>信息来源：{s}</li><li>点击：12</li></ul>', '<div class="xx"><em>{han}</em><em>来源：{s}</em></div>', '<table class="xx"><tr><td>来源：{s}</td><td>时间：{d} {c}</td><td>阅读：12</td></tr></table>',
    '<div class="bar">来源：<a href="/">{s}</a> 作者：小清 发布于：{d} {c} <a href="javascript:print()">打印</a> <a href="javascript:close()">关闭</a></div>', '<div>[ {d} {c} ]　信息来源：{s}　【字体：<a>大</a> <a>中</a> <a>小</a>】</div>',
    '<div class="info"><span>发布机构：{s}</span> | <span>发布日期：{han}</span> | <span>分享到：</span></div>', '<div class="time"><b>发布时间</b><i>{d}</i><b>来源</b><i>{s}</i></div>',
)  # fmt: skip
BODIES = (
    '<div class="content">{x}</div>', '<div id="zoom">{x}</div>', '<div class="TRS_Editor"><div class="Custom_UnionStyle">{x}</div></div>', '<div id="vsb_content"><div class="v_news_content">{x}</div></div>',
    '<table width="100%"><tr><td class="nr">{x}</td></tr></table>', '<div class="wz_con"><span style="font-size:16px">{x}</span></div>', "<article>{x}</article>", '<div class="UCAP-CONTENT" id="UCAP-CONTENT">{x}</div>', "<div>{x}</div>",
)  # fmt: skip
TEXTS = (
    "<p>2026年2月11日，清河区召开会议，部署有关工作，要求2026年12月31日前完成全部任务。</p><p>会议指出，近年来全区各项工作取得明显成效。</p><p style='text-align:right'>清河区人民政府<br>2026年3月1日</p>",
    "　　各乡镇人民政府，各街道办事处：<br>　　现将有关事项通知如下，请认真贯彻执行。<br>　　一、提高认识。各单位要高度重视，加强领导。<br>　　二、明确责任，抓好落实，确保取得实效。",
    "<p>经研究，现将有关名单予以公示。</p><table border=1><tr><th>姓名</th><th>日期</th></tr><tr><td>张某</td><td>2025-01-02</td></tr><tr><td>李某</td><td>2025-01-03</td></tr></table><p>公示时间：2026年3月6日至2026年3月12日，如有异议请来电反映。</p>",
    "<div>近日，全区重点项目建设现场推进会召开，与会人员实地察看了项目现场，听取了情况汇报。</div><div>会议要求，各部门要增强服务意识，全力以赴抓进度、保质量、促投产。</div>",
)  # fmt: skip
TAILS = (
    "", '<div class="fenxiang">分享到：<a href="#">微信</a></div>', '<div class="prenext"><p>上一篇：<a href="./t20260304_1.html">关于春耕的通知</a></p><p>下一篇：<a href="./t20260306_3.html">关于防火的通知</a></p></div>',
    '<div class="xgxx"><h3>相关文章</h3><ul><li><a href="./t20260301_1.html">关于中标的公告</a><span>2026-03-01</span></li><li><a href="./t20260302_2.html">关于流标的公告</a><span>2026-03-02</span></li></ul></div>', '<p class="bj">责任编辑：小清　审核：小河</p>', '<div class="close">【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</div>',
)  # fmt: skip
HEADS = (
    "<title>{t}_清河区人民政府</title>", "<title>清河区人民政府门户网站</title>", "<title>{t}-通知公告-清河区人民政府门户网站</title>", "<title>清河区人民政府 通知公告 {t}</title>", "<title>通知公告_清河区人民政府</title>",
    '<title>{t}</title><meta name="SiteName" content="清河区人民政府"><meta name="ColumnName" content="通知公告"><meta name="ArticleTitle" content="{t}"><meta name="PubDate" content="{d} 23:59:58"><meta name="ContentSource" content="站外转载">',
    '<meta content="清河区人民政府" name="sitename"><meta content="通知公告" name="columnname"><title>通知公告_清河区人民政府</title>',
)  # fmt: skip
TOPS = (
    '<div class="header"><span id="clock">今天是2026年11月22日 星期日</span><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/bsfw/">办事服务</a></li></ul></div>',
    '<table width="1000"><tr><td><a href="/index.htm">网站首页</a></td><td><a href="/zwgk.htm">政务公开</a></td><td><a href="/hd.htm">互动交流</a></td></tr></table>',
    '<header><div class="logo"><a href="/">清河区人民政府</a></div><nav><a href="/">首页</a><a href="/zwgk/">政务公开</a></nav><form class="search"><input name="q"></form></header>', "",
)  # fmt: skip
TRAILS = (
    '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/zwgk/tzgg/">通知公告</a></div>', "<p>您现在的位置：<a href='/'>首页</a>&gt;&gt;<a href='/zwgk/'>政务公开</a>&gt;&gt;<a href='/zwgk/tzgg/'>通知公告</a>&gt;&gt;正文</p>",
    '<div class="breadcrumb"><a href="/">首页</a><i>/</i><a href="/zwgk/">政务公开</a><i>/</i><a href="/zwgk/tzgg/">通知公告</a></div>', '<div class="wz"><a href="/">首页</a> » <a href="/zwgk/">政务公开</a> » <a href="/zwgk/tzgg/">通知公告</a></div>', "",
)  # fmt: skip
ASIDES = (
    "", '<div class="right"><h3>热点信息</h3><ul><li><a href="/xw/202610/t20261011_8.shtml">我区召开推进会</a><span>2026-10-11</span></li><li><a href="/xw/202610/t20261012_9.shtml">全区会议召开</a><span>2026-10-12</span></li></ul></div>',
    '<div class="left"><h3>政务公开</h3><ul><li><a href="/zwgk/zfwj/">政府文件</a></li><li><a href="/zwgk/tzgg/">通知公告</a></li><li><a href="/zwgk/rsxx/">人事信息</a></li></ul></div>',
)  # fmt: skip
FEET = (
    '<div class="footer"><p>主办：清河区人民政府办公室　网站标识码：4200000001</p><p>ICP备2026000001号　更新时间：2026-11-22</p></div>', "<table><tr><td align=center>版权所有：清河区人民政府 Copyright 2026</td></tr></table>", "<footer>地址：清河区人民路1号　电话：0715-8000000</footer>", "",
)  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What a document says of itself."""

    title: str
    moment: datetime
    source: str
    timed: bool


def document(said: Written, choice: dict[str, int]) -> str:
    """A whole page; `choice` names the part for each place."""
    day = said.moment
    told = {
        "t": said.title, "s": said.source, "d": f"{day:%Y-%m-%d}", "c": f"{day:%H:%M}" if said.timed else "",
        "han": f"{day.year}年{day.month}月{day.day}日" + (f" {day:%H:%M}" if said.timed else ""),
    }  # fmt: skip
    part = {name: options[choice[name] % len(options)] for name, options in PLACES.items()}
    facts = part["facts"].format(**told)
    head = part["head"].format(**told)
    body = part["body"].format(x=part["text"])
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}<link rel="stylesheet" href="/a.css"></head><body>{part["top"]}<div class="wrap">{part["aside"]}'
        f'<div class="main">{part["trail"]}{part["title"].format(**told)}{facts}{body}{part["tail"]}</div></div>{part["foot"]}</body></html>'
    )


PLACES = {
    "head": HEADS, "top": TOPS, "aside": ASIDES, "trail": TRAILS, "title": TITLES, "facts": FACTS, "body": BODIES, "text": TEXTS, "tail": TAILS, "foot": FEET,
}  # fmt: skip
