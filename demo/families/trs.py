"""TRS WCM: folders by column, static pages with a date and a number in the address, createPageHTML for paging."""

from __future__ import annotations

import re
from html import escape

from demo.families import parts
from demo.families.base import Family, Listing, Text, family
from demo.families.look import DIV, DL, UL, Look
from demo.tables import data_text
from demo.world import Area, Article, Attachment, Column, Unit, World


@family
class Trs(Family):
    """The portal itself, and most units."""

    name = "trs"
    numbers = 210
    address = re.compile(r"/xxgk/dfbmptlj/(bm|xz)xxgkpt/\w+/index\.shtml")
    relative = True
    suffix = "shtml"
    looks = (
        Look('<ul class="list_con">', UL, "</ul>", "{y}-{m:02d}-{d:02d}",
             "发布时间：{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}"),
        Look('<div class="gl-list">', DL, "</div>", "[{y}-{m:02d}-{d:02d}]",
             "发布日期：{y}-{m:02d}-{d:02d}", page_title="column", says_empty='<p class="none">暂无信息</p>'),
        Look('<div class="zfxxgk_list">', DIV, "</div>", "{y}年{m:02d}月{d:02d}日",
             "时间发布：{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}", page_title="site", cuts=True),
    )  # fmt: skip

    def root(self, unit: Unit) -> str:
        """Departments and towns have a folder each."""
        return f"/xxgk/dfbmptlj/{'bm' if unit.kind == '部门' else 'xz'}xxgkpt/{unit.code}"

    def front_path(self, area: Area) -> str:
        """index.shtml of the unit's folder."""
        return f"{area.root}/index.{self.suffix}"

    def column_path(self, column: Column, page: int = 1) -> str:
        """index.shtml, index_1.shtml, index_2.shtml …"""
        tail = f"_{page - 1}" if page > 1 else ""
        return f"{self._folder(column)}/index{tail}.{self.suffix}"

    def article_path(self, article: Article) -> str:
        """./202611/t20261109_123456.shtml below the column."""
        return f"{self._month(article)}/t{self._day(article)}_{article.serial}.{self.suffix}"

    def file_path(self, article: Article, file: Attachment) -> str:
        """./202611/P020261109123456789.pdf beside the article."""
        number = article.attachments.index(file)
        return f"{self._month(article)}/P0{self._day(article)}{article.serial:07d}{number:02d}.{file.suffix}"

    def _folder(self, column: Column) -> str:
        return "/".join((column.area.root, *column.folders))

    def _month(self, article: Article) -> str:
        return f"{self._folder(article.column)}/{self._day(article)[:6]}"

    def _day(self, article: Article) -> str:
        return (article.address_day or article.day).strftime("%Y%m%d")

    def list_main(self, listing: Listing) -> str:
        """The list, the paging function, and its call."""
        column, look = listing.column, self.look(listing.column.area)
        call = f'createPageHTML({self.page_count(column)}, {listing.page - 1}, "index", "{self.suffix}");'
        return (
            f'<h2 class="col-name">{escape(column.name)}</h2>{look.rows(listing.rows)}'
            f'<div class="page"><script>\n{data_text("trs_paging.js")}\n{call}\n</script></div>'
        )

    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """Documents have a head table, the rest an info line."""
        source = self.source(article, world)
        stated = self.look(article.column.area).says(article.stated, article.minutes)
        if article.written:
            head = self.head_table(world, article, source, stated)
        else:
            head = f'<div class="info"><span>来源：{escape(source)}</span><span>{stated}</span></div>'
        tail = f'<div class="fj"><b>附件：</b>{files}</div>' if files else ""
        return (
            f'<div class="article"><h1 class="title">{escape(article.title)}</h1>{head}'
            f'<div class="view TRS_UEDITOR trs_paper_default">{body}</div>{tail}</div>'
        )

    def head_table(self, world: World, article: Article, source: str, stated: str) -> str:
        """索引号、发布机构、成文日期、发布日期、文号、有效性."""
        assert article.written is not None
        published = stated.partition("：")[2].partition(" ")[0]
        year = article.day.year
        cells = (
            ("索引号", f"0{world.site_code[:6]}{article.column.number % 1000:03d}/{year}-{article.serial % 100000:05d}"),
            ("发布机构", source), (article.written.label, article.written.day.isoformat()), ("发布日期", published),
            ("文号", article.document_no or "无"), ("有效性", "有效"),
        )  # fmt: skip
        rows = "".join(
            f"<tr><th>{one}：</th><td>{escape(two)}</td><th>{three}：</th><td>{escape(four)}</td></tr>"
            for (one, two), (three, four) in zip(cells[::2], cells[1::2], strict=True)
        )
        return f'<table class="xxgk-head"><tbody>{rows}</tbody></table>'

    def shell(self, world: World, area: Area, text: Text) -> str:
        """Head, menu at the left, hot news at the right."""
        hot = Trs.looks[0].rows(self.portal_rows(world, text.here)).replace("list_con", "hot_con")
        menu = parts.menu(area, lambda column: self.href(text.here, self.column_path(column)))
        return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8">
<title>{escape(self.title(area, text.title, text.column, world.site))}</title>
{parts.meta(text.tags)}
<link rel="stylesheet" href="/css/site.css"></head>
<body class="trs skin{area.layout}"><div class="head"><a class="logo" href="/">{escape(world.site)}</a>
<div class="nav">{parts.anchors(parts.navigation(world, self.portal_path))}</div>{parts.search_box()}
<script>document.write("今天是" + new Date().toLocaleDateString());</script></div>
<div class="crumbs">当前位置：{self.crumbs(area, text)}</div>
<div class="wrap"><div class="left-menu">{menu}</div>
<div class="main">{text.main}</div>
<div class="side"><h3>热门信息</h3>{hot}</div></div>
<div class="footer">{parts.footer(world)}</div></body></html>
"""
