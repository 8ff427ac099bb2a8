"""What every page of the portal shares, whatever CMS it comes from: where one is, menus, hot news, the footer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from demo.media import Lead
    from demo.world import Area, Article, Column, World

PLATFORM = "/xxgk/dfbmptlj/index.shtml"
SITE_MAP = "/wzdt/index.shtml"
PLATFORM_NAME = "政府信息公开平台"
_HOT = 6

Place = tuple[str, str]  # what it is called, where it is


def anchors(places: Iterable[Place], between: str = "") -> str:
    """The places as links."""
    return between.join(f'<a href="{escape(path)}">{escape(name)}</a>' for name, path in places)


def navigation(world: World, address: Callable[[Column], str]) -> list[Place]:
    """The bar at the head of every page."""
    tops = {
        column.code: (column.name, address(column))
        for column in world.portal.columns
        if column.form == "parent"
    }
    return [
        ("首页", "/"), tops["zjcl"], tops["xwzx"], tops["xxgk"],
        ("政务服务", "http://zwfw.chenglan.example/"), ("互动交流", "http://hdjl.chenglan.example/"),
    ]  # fmt: skip


def way(area: Area, front: str, address: Callable[[Column], str], column: Column | None) -> list[Place]:
    """The breadcrumbs down to the column."""
    steps: list[Place] = [("首页", "/")]
    if not area.portal:
        steps += [(PLATFORM_NAME, PLATFORM), (area.unit.name, front)]
    chain: list[Place] = []
    at = column
    while at is not None:
        chain.append((at.name, address(at)))
        at = at.parent
    return steps + chain[::-1]


def menu(area: Area, address: Callable[[Column], str], within: Column | None = None) -> str:
    """The area's columns as a nested list."""
    lines = []
    for column in area.columns:
        if column.parent is within:
            below = menu(area, address, column) if column.form == "parent" else ""
            lines.append(f'<li><a href="{escape(address(column))}">{escape(column.name)}</a>{below}</li>')
    return "<ul>" + "".join(lines) + "</ul>"


def hot(world: World) -> list[Article]:
    """The newest headlines, which stand at the side of every page and are always fresh."""
    column = next(column for column in world.portal.columns if column.code == "ywdt")
    fine = (article for article in column.in_order() if article.listed == article.day and not article.pinned)
    return [article for article, _ in zip(fine, range(_HOT), strict=False)]


def footer(world: World) -> str:
    """The foot of every page: who runs it, the site's code, friendly links (none of them reachable)."""
    friends = (("省人民政府", "http://sheng.example/"), ("江棠市人民政府", "http://jiangtang.example/"),
               ("信用" + world.district, "http://credit.chenglan.example/"))  # fmt: skip
    return (
        f'<div class="friends">友情链接：{anchors(friends, " | ")}</div>'
        f"<p>主办：{escape(world.district)}人民政府办公室　承办：{escape(world.district)}政务公开工作办公室</p>"
        f'<p>网站标识码：{world.site_code}　备案序号：示ICP备00000001号　<a href="{SITE_MAP}">网站地图</a></p>'
    )


def search_box() -> str:
    """The search form; it answers at /search."""
    return '<form class="search" action="/search" method="get"><input name="q" value="" /><button>搜索</button></form>'


def meta(pairs: Iterable[tuple[str, str]], *, reversed_order: bool = False) -> str:
    """Meta tags of the 政府网站发展指引; some templates write the content before the name."""
    pattern = '<meta content="{1}" name="{0}" />' if reversed_order else '<meta name="{0}" content="{1}">'
    return "\n".join(pattern.format(name, escape(value)) for name, value in pairs)


def site_tags(world: World) -> list[tuple[str, str]]:
    """The three tags that every page must carry."""
    return [("SiteName", world.site), ("SiteDomain", "www.chenglan.example"), ("SiteIDCode", world.site_code)]


def column_tags(column: Column) -> list[tuple[str, str]]:
    """The tags of a column page."""
    return [
        ("ColumnName", column.name), ("ColumnDescription", f"{column.area.unit.name}{column.name}栏目"),
        ("ColumnKeywords", column.name), ("ColumnType", column.name),
    ]  # fmt: skip


def article_tags(article: Article, source: str) -> list[tuple[str, str]]:
    """The tags of an article; PubDate stays empty where nobody entered it."""
    stamp = ""
    if article.tagged:
        minutes = article.minutes + article.tag_minutes
        stamp = f"{article.tagged.isoformat()} {minutes // 60:02d}:{minutes % 60:02d}"
    return [("ArticleTitle", article.title), ("PubDate", stamp), ("ContentSource", source),
            ("ColumnName", article.column.name), ("Keywords", article.column.name)]  # fmt: skip


def in_query(text: str) -> str:
    """Chinese as it stands in an address."""
    return quote(text, safe="")


def matrix(leads: Iterable[Lead]) -> str:
    """新媒体矩阵: links, and pictures of QR codes."""
    rows = "".join(f"<li>{_lead(lead)}</li>" for lead in leads)
    return f'<div class="matrix"><h3>新媒体矩阵</h3><ul>{rows}</ul></div>' if rows else ""


def _lead(lead: Lead) -> str:
    words = escape(lead.words)
    if lead.picture is None:
        return f'<a href="{escape(lead.url)}" target="_blank">{words}</a>'
    return f'<img src="{escape(lead.picture)}" alt="{words}二维码" width="120"><span>{words}</span>'
