"""Invented column pages, put together from the parts of many templates: every part can stand beside every other."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from documents import ASIDES, FEET, TOPS, TRAILS
from layouts import Made

ROWS = (
    '<li><a href="{u}" target="_blank" title="{t}">{t}</a><span>{d}</span></li>', '<li><span class="date">[{d}]</span><a href="{u}">{t}</a></li>', '<li><i></i><a href="{u}"><em>{t}</em></a><b>{slash}</b></li>',
    '<li><a href="{u}"><span class="l">{t}</span><span class="r">{dot}</span></a></li>', '<li><div class="rq"><b>{day}</b><i>{ym}</i></div><div class="bt"><a href="{u}">{t}</a></div></li>', '<li>·<a href="{u}">{t}</a> ({d})</li>',
    '<li><h4><a href="{u}">{t}</a></h4><p>近日，有关部门就此项工作作出部署，要求抓好落实。</p><p>发布时间：{d}　来源：区政府办</p></li>', '<li><a href="{u}"><img src="/a.jpg"></a><a href="{u}">{t}</a><span>{han}</span></li>', '<li><a href="/zwgk/tzgg/">[通知公告]</a><a href="{u}">{t}</a><span>{d}</span></li>',
    '<li><span class="num">1</span><a href="{u}">{t}</a><span class="src">区政府办</span><span>{d} 10:20</span></li>',
)  # fmt: skip
TABLE_ROWS = (
    '<tr><td width="10">·</td><td><a href="{u}" title="{t}">{t}</a></td><td width="90">{d}</td></tr>', '<tr><td><a href="{u}">{t}</a></td><td>区政府办</td><td>{slash}</td></tr>', '<tr><td>[{d}]</td><td><a href="{u}">{t}</a></td></tr>',
    '<tr><td>1</td><td>QH-2026-01</td><td><a href="{u}">{t}</a></td><td>{han}</td></tr>', '<tr><td><a href="{u}">{t}</a> <font color="#999">({d})</font></td></tr><tr><td height="1" background="/line.gif"></td></tr>',
)  # fmt: skip
BOX_ROWS = (
    '<div class="item"><a href="{u}">{t}</a><span class="time">{d}</span></div>', '<dl><dt><a href="{u}">{t}</a></dt><dd>{d}</dd></dl>', '<p><a href="{u}">{t}</a>　<span>{d}</span></p>', '<a class="row" href="{u}"><div>{t}</div><div>{han}</div></a>',
    '<article><h3><a href="{u}">{t}</a></h3><time>{d}</time><a href="{u}" class="more">查看详情&gt;</a></article>',
)  # fmt: skip
HOLDERS = (
    '<ul class="list">{r}</ul>',
    '<div class="news_list"><ul>{r}</ul></div>',
    "<ul>{r}</ul>",
    '<div id="main_list"><div class="con"><ul class="gl">{r}</ul></div></div>',
)
TABLES = (
    '<table width="100%">{r}</table>',
    '<table class="list"><tbody>{r}</tbody></table>',
    '<form name="f"><table border="0">{r}</table></form>',
)
BOXES = ('<div class="list">{r}</div>', "<div>{r}</div>", '<div class="rows"><div class="in">{r}</div></div>')
PAGING = (
    "", '<div class="page"><a href="index_1.html">下一页</a><a href="index_9.html">尾页</a></div>', '<div class="fenye">共<b>10</b>页 <a href="#">首页</a> <a href="index_1.html">下一页</a> <a href="index_9.html">末页</a></div>',
    '<script>createPageHTML(10, 0, "index", "html");</script>', '<p align="right">上一页 1 <a href="index_1.html">2</a> <a href="index_2.html">3</a> <a href="index_1.html">下一页</a></p>',
)  # fmt: skip
NAMES = (
    "<h2>通知公告</h2>",
    '<div class="tit"><span>通知公告</span></div>',
    "",
    '<table><tr><td class="t">通知公告</td></tr></table>',
)
HEADS = (
    "<title>通知公告_清河区人民政府</title>", "<title>清河区人民政府</title>", '<title>通知公告-清河区</title><meta name="SiteName" content="清河区人民政府"><meta name="ColumnName" content="通知公告"><meta name="ColumnType" content="通知公告">',
)  # fmt: skip
SHAPES = [
    *((row, holder) for row in ROWS for holder in HOLDERS), *((row, holder) for row in TABLE_ROWS for holder in TABLES), *((row, holder) for row in BOX_ROWS for holder in BOXES),
]  # fmt: skip
PLACES = {
    "head": HEADS, "top": TOPS, "aside": ASIDES, "trail": TRAILS, "name": NAMES, "paging": PAGING, "foot": FEET,
}  # fmt: skip


def column(rows: Sequence[Made], shape: int, choice: dict[str, int]) -> str:
    """A whole page with these rows."""
    row, holder = SHAPES[shape]
    part = {name: options[choice[name]] for name, options in PLACES.items()}
    made = "".join(row.format(**_told(one)) for one in rows)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{part["head"]}<link rel="stylesheet" href="/a.css"></head><body>{part["top"]}<div class="wrap">{part["aside"]}'
        f'<div class="main">{part["trail"]}{part["name"]}{holder.format(r=made)}{part["paging"]}</div></div>{part["foot"]}</body></html>'
    )


def _told(row: Made) -> dict[str, str]:
    day = row.day
    return {
        "t": escape(row.title), "u": escape(row.url), "d": f"{day:%Y-%m-%d}", "slash": f"{day:%Y/%m/%d}", "dot": f"{day:%Y.%m.%d}", "day": f"{day:%d}", "ym": f"{day:%Y-%m}",
        "han": f"{day.year}年{day.month}月{day.day}日",
    }  # fmt: skip
