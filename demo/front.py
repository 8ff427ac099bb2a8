"""The portal's own pages that are no columns: home, the disclosure platform, the site map, search, the soft 404."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from demo.families import FAMILIES, Page, parts
from demo.families.base import Text
from demo.families.look import Look, Row
from demo.families.trs import Trs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.world import Article, Column, World

_HOME_ROWS = {"ywdt": 10, "tzgg": 8, "zfwj": 6, "zcjd": 6}
_FOUND = 20


def pages(world: World) -> Iterator[tuple[str, Page]]:
    """Their addresses and how they are made."""
    yield "/", Page(lambda: _home(world).encode())
    yield parts.PLATFORM, Page(lambda: _within(world, parts.PLATFORM, parts.PLATFORM_NAME, _platform(world)))
    yield parts.SITE_MAP, Page(lambda: _within(world, parts.SITE_MAP, "网站地图", _site_map(world)))


def soft_404(world: World, path: str) -> bytes:
    """What some servers answer, with a friendly 200, to what they do not have."""
    return _within(
        world,
        path,
        "页面不存在",
        '<div class="tips"><p>对不起，您访问的页面不存在或已被删除！</p><a href="/">返回首页</a></div>',
    )


def search(world: World, words: str) -> bytes:
    """Titles that hold the words."""
    found = [article for article in world.articles() if words and words in article.title][:_FOUND]
    rows = _look(world).rows(_row(article) for article in found)
    return _within(world, "/search", "站内搜索", f"<p>共找到{len(found)}条结果</p>{rows}")


def home_articles(world: World, column: Column) -> list[Article]:
    """What a block of the home page shows: the newest of the column that the home page has heard of."""
    told = (
        article for article in column.in_order()
        if article.day <= world.home.until and article.listed == article.day and not article.pinned
    )  # fmt: skip
    return [article for article, _ in zip(told, range(_HOME_ROWS[column.code]), strict=False)]


def _home(world: World) -> str:
    blocks = "".join(_block(world, column) for column in world.portal.columns if column.code in _HOME_ROWS)
    pictures = "".join(
        f'<li><a href="{escape(path)}"><img src="/images/dot.gif" alt="{escape(text)}">{escape(text)}</a></li>'
        for text, path in world.home.pictures
    )
    units = "".join(
        f'<a href="{escape(FAMILIES[area.family].front_path(area))}">{escape(area.unit.name)}</a>'
        for area in world.areas
        if not area.portal
    )
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(world.site)}</title>
{parts.meta([*parts.site_tags(world), ("ColumnName", "首页"), ("ColumnType", "首页")])}
<link rel="stylesheet" href="/css/site.css"></head><body class="home">
<div class="head"><a class="logo" href="/">{escape(world.site)}</a>
<div class="nav">{parts.anchors(parts.navigation(world, FAMILIES["trs"].portal_path))}</div>{parts.search_box()}
<script>document.write("今天是" + new Date().toLocaleDateString());</script></div>
<div class="slides"><ul>{pictures}</ul></div>
<div class="home-main">{blocks}</div>
<div class="platform"><h3><a href="{parts.PLATFORM}">{parts.PLATFORM_NAME}</a></h3>{units}</div>
{parts.matrix(world.home.leads)}
<div class="footer">{parts.footer(world)}</div></body></html>
"""


def _block(world: World, column: Column) -> str:
    rows = _look(world).rows(_row(article) for article in home_articles(world, column))
    more = FAMILIES["trs"].column_path(column)
    return f'<div class="block"><h3>{escape(column.name)}<a class="more" href="{more}">更多&gt;&gt;</a></h3>{rows}</div>'


def _look(world: World) -> Look:
    return FAMILIES["trs"].look(world.portal)


def _row(article: Article) -> Row:
    return Row(FAMILIES[article.column.area.family].entry_path(article), article.title, article.listed)


def _within(world: World, here: str, title: str, main: str) -> bytes:
    text = Text(here, title, parts.site_tags(world), f"<h2>{escape(title)}</h2>{main}")
    return Trs().shell(world, world.portal, text).encode()


def _platform(world: World) -> str:
    groups = (("区直部门", ("部门",)), ("乡镇（街道）", ("乡镇", "街道")))
    return "".join(
        f'<div class="units"><h3>{heading}</h3>'
        + parts.anchors(
            (area.unit.name, FAMILIES[area.family].front_path(area))
            for area in world.areas
            if not area.portal and area.unit.kind in kinds
        )
        + "</div>"
        for heading, kinds in groups
    )


def _site_map(world: World) -> str:
    return "".join(
        f'<div class="map"><h3>{escape(world.site if area.portal else area.unit.name)}</h3>'
        f"{parts.menu(area, FAMILIES[area.family].column_path)}</div>"
        for area in world.areas
    )
