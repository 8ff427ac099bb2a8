"""The pages of an invented portal in one plain template: home, units' pages, lists with paging, articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

Row = tuple[str, str, date | None]
"""Address, title and the date shown."""

_TEXT = (
    "为做好本区相关工作，根据上级要求，结合我区实际，现就有关事项通知如下，请各单位认真组织实施。"
    "各镇（街道）、各部门要按照职责分工，加强协调配合，确保各项任务按期完成，并及时报送工作进展情况。"
)


def home_page(
    menu: Iterable[tuple[str, str]], rows: Sequence[Row], links: Iterable[tuple[str, str]] = ()
) -> str:
    """The home page: a menu, its news, other links."""
    return _page(
        "青禾区人民政府门户网站",
        f'<div class="nav"><ul>{_anchors(menu)}</ul></div><div class="news"><h2>要闻</h2>{_list(rows)}</div>'
        f'<div class="others">{_anchors(links)}</div>',
    )


def unit_page(unit: str, columns: Iterable[tuple[str, str]], extra: str = "") -> str:
    """A unit's own disclosure page: its columns."""
    return _page(
        f"{unit}信息公开_青禾区人民政府",
        f'{_trail([("/", "首页"), ("", unit)])}<div class="left-nav"><ul>{_anchors(columns)}</ul></div>{extra}',
    )


def list_page(
    trail: Sequence[tuple[str, str]],
    rows: Sequence[Row],
    paging: str = "",
    menu: Iterable[tuple[str, str]] = (),
) -> str:
    """A column: where it stands, its rows, its paging."""
    name = trail[-1][1]
    return _page(
        f"{name}_青禾区人民政府",
        f'{_trail(trail)}<div class="nav"><ul>{_anchors(menu)}</ul></div>'
        f'<div class="list-box"><h2>{escape(name)}</h2>{_list(rows)}<div class="page">{paging}</div></div>',
        f'<meta name="ColumnName" content="{escape(name)}"><meta name="ColumnType" content="{escape(name)}">',
    )


def trs_paging(pages: int) -> str:
    """TRS's paging: index.html, index_1.html …"""
    return f'<script>createPageHTML({pages}, 0, "index", "html");</script>'


def article_page(title: str, day: date, source: str = "青禾区人民政府办公室", body: str = "") -> str:
    """An article with the standard page tags."""
    tags = (
        f'<meta name="ArticleTitle" content="{escape(title)}"><meta name="PubDate" content="{day} 09:30">'
        f'<meta name="ContentSource" content="{escape(source)}">'
    )
    return _page(
        f"{title}_青禾区人民政府",
        f"{_trail([('/', '首页'), ('/zwgk/tzgg/', '通知公告'), ('', '正文')])}"
        f'<div class="article"><h1>{escape(title)}</h1><div class="info">发布时间：{day} 09:30　来源：{escape(source)}</div>'
        f'<div class="content"><p>{_TEXT}</p><p>{_TEXT}</p>{body}</div></div>',
        tags,
    )


def _page(title: str, body: str, head: str = "") -> str:
    tags = f'<meta charset="utf-8"><meta name="SiteName" content="青禾区人民政府">{head}'
    foot = '<div class="footer">主办：青禾区人民政府办公室　网站标识码：4299990001</div>'
    return f"<!DOCTYPE html><html><head>{tags}<title>{escape(title)}</title></head><body>{body}{foot}</body></html>"


def _trail(steps: Sequence[tuple[str, str]]) -> str:
    said = " &gt; ".join(
        f'<a href="{escape(href)}">{escape(name)}</a>' if href else escape(name) for href, name in steps
    )
    return f'<div class="crumbs position">当前位置：{said}</div>'


def _list(rows: Sequence[Row]) -> str:
    items = "".join(
        f'<li><a href="{escape(url)}" title="{escape(title)}">{escape(title)}</a>'
        f"<span>{day.isoformat() if day else ''}</span></li>\n"
        for url, title, day in rows
    )
    return f'<ul class="list">{items}</ul>'


def _anchors(links: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<li><a href="{escape(url)}">{escape(text)}</a></li>' for url, text in links)


MENU = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>民政局信息公开</title></head><body><div id="app"></div>
<script>fetch('/menu').then(a => a.text()).then(text => { document.getElementById('app').innerHTML = text; });</script>
</body></html>"""
"""A unit's front whose menu its script asks for at /menu."""
