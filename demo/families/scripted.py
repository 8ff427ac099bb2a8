"""A front end of its own: the list is fetched as JSON and written by script, articles are static."""

from __future__ import annotations

import json
import re
from html import escape

from demo.families import parts
from demo.families.base import Family, Listing, Text, family
from demo.families.look import DIV, DL, UL, Look
from demo.tables import data_text
from demo.world import Area, Article, Attachment, Column, Unit, World

API = "/api/portal/articles"


@family
class Scripted(Family):
    """One unit with a modern site: without a browser its lists are empty shells."""

    name = "scripted"
    numbers = 410
    address = re.compile(r"/zwgk/\w+/index\.html")
    per_page = 15
    paged = False
    fronted = ()
    looks = (
        Look('<ul class="news">', UL, "</ul>", "{y}-{m:02d}-{d:02d}", "发布时间：{y}/{m:02d}/{d:02d} 00:00"),
        Look('<div class="cards">', DIV, "</div>", "{y}-{m:02d}-{d:02d}", "发布时间：{y}-{m:02d}-{d:02d} {H:02d}:{M:02d}"),
        Look('<div class="rows">', DL, "</div>", "{y}/{m:02d}/{d:02d}", "日期：{y}年{m}月{d}日", page_title="site"),
    )  # fmt: skip

    def root(self, unit: Unit) -> str:
        """A folder of its own."""
        return f"/zwgk/{unit.code}"

    def front_path(self, area: Area) -> str:
        """index.html."""
        return f"{area.root}/index.html"

    def column_path(self, column: Column, page: int = 1) -> str:  # noqa: ARG002 - pages have no address
        """One page; the script turns the rest."""
        return f"{column.area.root}/{'_'.join(column.folders)}.html"

    def article_path(self, article: Article) -> str:
        """No date in the address."""
        return f"{article.column.area.root}/content/{article.serial}.html"

    def file_path(self, article: Article, file: Attachment) -> str:
        """/upload/<serial>_<n>.pdf."""
        return f"/upload/{article.serial}_{article.attachments.index(file)}.{file.suffix}"

    def list_main(self, listing: Listing) -> str:
        """An empty box and the script that fills it."""
        column, look = listing.column, self.look(listing.column.area)
        row = look.row.format(href="#href#", title="#title#", full="#full#", date="#date#", mark="#mark#")
        given = "\n".join(
            f"var {name} = {json.dumps(value, ensure_ascii=False)};"
            for name, value in (("CHANNEL", column.number), ("SIZE", self.per_page), ("ROW", row),
                                ("OPENS", look.opens), ("CLOSES", look.closes))
        )  # fmt: skip
        return (
            f'<h2>{escape(column.name)}</h2><div id="list-box"></div><div id="pager"></div>'
            f"<script>\n{given}\n{data_text('scripted_list.js')}</script>"
        )

    def answer(self, column: Column, page: int, size: int) -> bytes:
        """What the list's address answers."""
        ordered, look = column.in_order(), self.look(column.area)
        rows = [
            {"id": one.serial, "title": one.title, "url": self.entry_path(one), "top": one.pinned,
             "publishDate": look.day(one.listed) if one.listed and column.rows_dated else ""}
            for one in ordered[(page - 1) * size : page * size]
        ]  # fmt: skip
        data = {"total": len(ordered), "pages": max(1, -(-len(ordered) // size)), "rows": rows}
        return json.dumps({"code": 200, "msg": "success", "data": data}, ensure_ascii=False).encode()

    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """Title, facts, text."""
        stated = self.look(article.column.area).says(article.stated, article.minutes)
        facts = [f"来源：{escape(self.source(article, world))}", stated]
        if article.written:
            facts.append(f"{article.written.label}：{article.written.day.isoformat()}")
        if article.document_no:
            facts.append(f"文号：{escape(article.document_no)}")
        tail = f'<section class="files">附件：{files}</section>' if files else ""
        return (
            f'<article><h1>{escape(article.title)}</h1><p class="facts">{"　".join(facts)}</p>'
            f'<section class="text">{body}</section>{tail}</article>'
        )

    def shell(self, world: World, area: Area, text: Text) -> str:
        """Light markup, tags only on articles."""
        tags = parts.meta(text.tags) if text.at_article else ""
        menu = parts.menu(area, self.column_path)
        return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
<title>{escape(self.title(area, text.title, text.column, area.unit.name))}</title>{tags}
<link rel="stylesheet" href="/css/site.css"></head><body><header><a href="/">{escape(world.site)}</a>
<nav>{parts.anchors(parts.navigation(world, self.portal_path))}</nav></header>
<nav class="crumbs">{self.crumbs(area, text, " / ")}</nav>
<aside>{menu}</aside><main>{text.main}</main><footer>{parts.footer(world)}</footer></body></html>
"""
