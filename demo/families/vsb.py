"""博达 VSB: one file per column, further pages count down, articles under /info with tree and news numbers."""

from __future__ import annotations

import re
from html import escape

from demo.families import parts
from demo.families.base import HITS, Family, Listing, Text, family
from demo.families.look import DL, TR, UL, Look
from demo.world import Area, Article, Attachment, Column, Unit, World

_WEEK = "一二三四五六日"


@family
class Vsb(Family):
    """Units that brought their own site along. No meta tags, but a clock in every head."""

    name = "vsb"
    numbers = 10
    address = re.compile(r"/[a-z]+/index\.htm")
    per_page = 18
    relative = True
    looks = (
        Look('<ul class="winlist">', UL, "</ul>", "{y}-{m:02d}-{d:02d}",
             "发布时间：{y}年{m:02d}月{d:02d}日 {H:02d}时{M:02d}分"),
        Look('<table class="winstyle" width="100%">', TR, "</table>", "{y}/{m:02d}/{d:02d}",
             "（ {y}-{m:02d}-{d:02d} ）", page_title="site", cuts=True),
        Look('<div class="list_box">', DL, "</div>", "({y}-{m:02d}-{d:02d})",
             "发布日期：{y}-{m:02d}-{d:02d}", page_title="column", says_empty="<p>没有相关内容</p>"),
    )  # fmt: skip

    def root(self, unit: Unit) -> str:
        """A folder at the top."""
        return f"/{unit.code}"

    def front_path(self, area: Area) -> str:
        """index.htm."""
        return f"{area.root}/index.htm"

    def column_path(self, column: Column, page: int = 1) -> str:
        """tzgg.htm, then tzgg/2.htm, tzgg/1.htm: the oldest page is number one."""
        stem = "/".join((column.area.root, *column.folders))
        return f"{stem}.htm" if page == 1 else f"{stem}/{self.page_count(column) - page + 1}.htm"

    def article_path(self, article: Article) -> str:
        """/info/1023/4567.htm."""
        return f"/info/{article.column.number}/{article.serial}.htm"

    def file_path(self, article: Article, file: Attachment) -> str:
        """/__local/….pdf."""
        return f"/__local/{article.serial:X}/{article.attachments.index(file):02d}/{article.serial}.{file.suffix}"

    def list_main(self, listing: Listing) -> str:
        """The list and 共N条 首页 上页 下页 尾页."""
        column, page = listing.column, listing.page
        here, pages = self.column_path(column, page), self.page_count(column)

        def step(label: str, to: int) -> str:
            if not 1 <= to <= pages or to == page:
                return f'<span class="p_no_d">{label}</span>'
            return f'<span class="p_no"><a href="{self.href(here, self.column_path(column, to))}">{label}</a></span>'

        steps = "".join(
            (step("首页", 1), step("上页", page - 1), step("下页", page + 1), step("尾页", pages))
        )
        return (
            f'<h3 class="lmt">{escape(column.name)}</h3>{self.look(column.area).rows(listing.rows)}'
            f'<div class="pb_sys_common"><span class="p_t">共{len(column.articles)}条</span> {page}/{pages} {steps}</div>'
        )

    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """A form around title, date and text, as the generator writes it."""
        source = escape(self.source(article, world))
        stated = self.look(article.column.area).says(article.stated, article.minutes)
        facts = (
            [f"<li>{article.written.label}：{article.written.day.isoformat()}</li>"]
            if article.written
            else []
        )
        if article.document_no:
            facts.append(f"<li>文号：{escape(article.document_no)}</li>")
        tail = f'<ul class="fj"><li>附件【{files}】</li></ul>' if files else ""
        return (
            f'<form name="_newscontent_fromname"><div class="content-box"><h2>{escape(article.title)}</h2>'
            f'<div class="content-info">来源：{source}　<span class="time">{stated}</span>　点击：[<span>{HITS}</span>]</div>'
            f'<ul class="facts">{"".join(facts)}</ul>'
            f'<div id="vsb_content" class="v_news_content">{body}</div>{tail}</div></form>'
        )

    def shell(self, world: World, area: Area, text: Text) -> str:
        """The clock in the head shows the day the page was asked for."""
        today = world.as_of
        menu = parts.menu(area, lambda column: self.href(text.here, self.column_path(column)))
        rows = self.looks[0].rows(self.portal_rows(world, text.here)).replace("winlist", "hotlist")
        return f"""<!DOCTYPE html><html><head><meta charset="UTF-8">
<title>{escape(self.title(area, text.title, text.column, area.unit.name))}</title>
<link href="/css/site.css" rel="stylesheet"></head><body class="v{area.layout}">
<div class="top"><a href="/">{escape(world.site)}</a><span class="clock">今天是：{today.year}年{today.month}月{today.day}日 \
星期{_WEEK[today.weekday()]}</span></div>
<div class="menu">{parts.anchors(parts.navigation(world, self.portal_path))}</div>
<div class="winposition">当前位置：{self.crumbs(area, text, " &gt;&gt; ")}</div>
<div class="body"><div class="sub-left">{menu}<div class="rm"><b>热点新闻</b>{rows}</div></div>
<div class="sub-right">{text.main}</div></div><div class="foot">{parts.footer(world)}</div></body></html>
"""
