"""大汉 jcms: numbered columns, the first records inside the page as XML, the rest from dataproxy.jsp."""

from __future__ import annotations

import re
from html import escape

from demo.families import parts
from demo.families.base import HITS, Family, Listing, Text, family
from demo.families.look import DL, Look, Row
from demo.world import Area, Article, Attachment, Column, Unit, World

PROXY = "/module/web/jpage/dataproxy.jsp"
_LI = '<li class="fl">{mark}<a href="{href}" title="{full}" target="_blank">{title}</a><b>{date}</b></li>'
_TR = '<tr><td class="t">{mark}<a href="{href}" title="{full}">{title}</a></td><td class="d">{date}</td></tr>'


@family
class Jcms(Family):
    """Units on the province's shared platform."""

    name = "jcms"
    numbers = 110
    address = re.compile(r"/col/col\d+/index\.html")
    per_page = 15
    carried = 3  # the column page carries a group of pages itself
    paged = False
    looks = (
        Look('<ul class="default_list">', _LI, "</ul>", "{y}-{m:02d}-{d:02d}",
             "发布日期：{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}"),
        Look('<table class="tb_list" width="100%"><tbody>', _TR, "</tbody></table>", "{y}/{m:02d}/{d:02d}",
             "发布时间：{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}:00", page_title="site"),
        Look('<div class="dl_list">', DL, "</div>", "{y}.{m:02d}.{d:02d}", "时间：{y}-{m:02d}-{d:02d}",
             page_title="column"),
    )  # fmt: skip

    def root(self, unit: Unit) -> str:  # noqa: ARG002 - numbered, not named
        """Columns are numbered for the whole site."""
        return ""

    def front_path(self, area: Area) -> str:
        """The first number of the area."""
        return f"/col/col{area.number * 100 + 1}/index.html"

    def column_path(self, column: Column, page: int = 1) -> str:  # noqa: ARG002 - pages have no address
        """Further pages have no address of their own."""
        return f"/col/col{column.number}/index.html"

    def article_path(self, article: Article) -> str:
        """/art/2026/11/9/art_12345_678901.html."""
        day = article.address_day or article.day
        return f"/art/{day.year}/{day.month}/{day.day}/art_{article.column.number}_{article.serial}.html"

    def file_path(self, article: Article, file: Attachment) -> str:
        """/attach/-1/<serial><n>.pdf."""
        return f"/attach/-1/{article.serial}{article.attachments.index(file):02d}.{file.suffix}"

    def list_main(self, listing: Listing) -> str:
        """The records as XML in a script, unpacked by jpage.js."""
        column, look = listing.column, self.look(listing.column.area)
        param = self._param(listing.world, column)
        data = self.datastore(column, listing.rows, proxy=f"{PROXY}?page=1&{param}")
        return (
            f'<div class="lmmc">{escape(column.name)}</div><div id="pg{column.number}" class="default_pgContainer" '
            f'data-perpage="{self.per_page}" data-param="{escape(param)}" data-open="{escape(look.opens)}" '
            f'data-close="{escape(look.closes)}"><script type="text/xml">{data}</script></div>'
            '<script src="/script/jpage.js"></script>'
        )

    def datastore(self, column: Column, rows: list[Row], proxy: str = "") -> str:
        """What both the page and the proxy answer."""
        look, total = self.look(column.area), len(column.articles)
        group = f'<nextgroup><![CDATA[<a href="{proxy}"></a>]]></nextgroup>' if proxy else ""
        records = "\n".join(f"<record><![CDATA[{look.record(row)}]]></record>" for row in rows)
        return (
            f"<datastore>{group}<totalrecord>{total}</totalrecord><totalpage>{self.page_count(column)}</totalpage>"
            f"<recordset>{records}</recordset></datastore>"
        )

    def _param(self, world: World, column: Column) -> str:
        web = parts.in_query(world.site)
        return (
            f"col=1&appid=1&webid=3&path=/&columnid={column.number}&sourceContentType=1&unitid={column.number + 40000}"
            f"&webname={web}&permissiontype=0"
        )

    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """Title, info line with a visit counter, text between comments."""
        source = escape(self.source(article, world))
        stated = self.look(article.column.area).says(article.stated, article.minutes)
        written = (
            f"<span>{article.written.label}：{article.written.day.isoformat()}</span>"
            if article.written
            else ""
        )
        number = f"<span>文号：{escape(article.document_no)}</span>" if article.document_no else ""
        tail = f'<div class="fjxz">附件：{files}</div>' if files else ""
        return (
            f'<div id="c" class="art_con"><p class="con-title">{escape(article.title)}</p>'
            f'<div class="pages-date"><span>{stated}</span><span>信息来源：{source}</span>{number}{written}'
            f'<span>浏览次数：<i>{HITS}</i>次</span></div><div id="zoom" class="pages_content">'
            f"<!--ZJEG_RSS.content.begin-->{body}<!--ZJEG_RSS.content.end--></div>{tail}</div>"
        )

    def shell(self, world: World, area: Area, text: Text) -> str:
        """Menu at the right, headlines below it."""
        menu = parts.menu(area, lambda column: self.href(text.here, self.column_path(column)))
        rows = "".join(
            f'<p><a href="{row.href}" title="{escape(row.title)}">{escape(row.title[:16])}</a> {row.day}</p>'
            for row in self.portal_rows(world, text.here)
        )
        return f"""<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{escape(self.title(area, text.title, text.column, world.site))}</title>
{parts.meta(text.tags, reversed_order=True)}
<link href="/css/site.css" rel="stylesheet"></head><body>
<div id="header"><a href="/">{escape(world.site)}</a>{parts.anchors(parts.navigation(world, self.portal_path), " | ")}</div>
<table class="wz"><tr><td>您当前的位置：{self.crumbs(area, text, " >> ")}</td></tr></table>
<div id="container"><div class="con_left lay{area.layout}">{text.main}</div>
<div class="con_right"><div class="gkml">{menu}</div><div class="zxxx"><h4>最新发布</h4>{rows}</div></div></div>
<div id="footer">{parts.footer(world)}</div></body></html>
"""
