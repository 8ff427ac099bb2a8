"""An older TRS site: tables for layout, GBK bytes that call themselves gb2312, lists that leave out the year."""

from __future__ import annotations

import re
from html import escape

from demo.families import parts
from demo.families.base import Text, family
from demo.families.look import TR, UL, Look
from demo.families.trs import Trs
from demo.world import Area, Article, Unit, World

_OLD_ROW = (
    '<tr valign="center"><td width="3%"><img src="/images/dot.gif" width="6" height="7"></td><td width="87%" '
    'class="STYLE25">{mark}<a href="{href}" target="_blank"><span class="STYLE25">{title}</span></a></td>'
    '<td width="10%"><span class="STYLE12">{date}</span></td></tr>'
)


@family
class Gbk(Trs):
    """One unit that never moved to the new platform."""

    name = "gbk"
    numbers = 310
    address = re.compile(r"/bmgk/\w+/index\.htm")
    charset = "gbk"
    suffix = "htm"
    per_page = 15
    looks = (
        Look('<table class="newslist" width="99%">', _OLD_ROW, "</table>", "{m:02d}-{d:02d}",
             "日期：{y}-{m:02d}-{d:02d}"),
        Look('<table class="newslist" width="100%" border="0">', TR, "</table>", "[{y}-{m:02d}-{d:02d}]",
             "发布时间：{y}年{m}月{d}日", page_title="column"),
        Look('<ul class="newslist">', UL, "</ul>", "({m:02d}-{d:02d})", "发布日期：{y}-{m:02d}-{d:02d}",
             page_title="site"),
    )  # fmt: skip

    def root(self, unit: Unit) -> str:
        """A folder of its own."""
        return f"/bmgk/{unit.code}"

    def article_main(self, world: World, article: Article, body: str, files: str) -> str:
        """Title, one line below it, the text in a table cell."""
        source = self.source(article, world)
        written = f"　{article.written.label}：{article.written.day.isoformat()}" if article.written else ""
        number = f"　文号：{escape(article.document_no)}" if article.document_no else ""
        stated = self.look(article.column.area).says(article.stated, article.minutes)
        tail = f"<tr><td>附件：{files}</td></tr>" if files else ""
        return (
            f'<table width="100%" class="art"><tr><td align="center" class="bt">{escape(article.title)}</td></tr>'
            f'<tr><td align="center" class="xx">来源：{escape(source)}{number}{written}　{stated}</td></tr>'
            f'<tr><td class="nr">{body}</td></tr>{tail}</table>'
        )

    def shell(self, world: World, area: Area, text: Text) -> str:
        """Nested tables."""
        menu = parts.menu(area, lambda column: self.href(text.here, self.column_path(column)))
        hot = "".join(
            f'<tr><td><a href="{row.href}">{escape(row.title)}</a></td><td>{row.day:%m-%d}</td></tr>'
            for row in self.portal_rows(world, text.here)
        )
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(self.title(area, text.title, text.column, area.unit.name))}</title>
<link rel="stylesheet" href="/css/site.css"></head>
<body><table width="1000" align="center" class="top"><tr><td><a href="/">{escape(world.site)}</a></td>
<td>{parts.anchors(parts.navigation(world, self.portal_path))}</td></tr></table>
<table width="1000" align="center"><tr><td colspan="3" class="dqwz">您所在的位置：{self.crumbs(area, text)}</td></tr>
<tr><td width="180" valign="top" class="lm">{menu}</td><td width="600" valign="top" class="zw">{text.main}</td>
<td width="220" valign="top"><table class="tjyd"><tr><td colspan="2">推荐阅读</td></tr>{hot}</table></td></tr></table>
<table width="1000" align="center" class="bq"><tr><td>{parts.footer(world)}</td></tr></table></body></html>
"""
