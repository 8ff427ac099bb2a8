"""松澜县: a portal that has nothing to do with the demo district. Two 苏迪 WebPlus sites and one 开普 site.

Its pages are written after what such systems really send out: numbered columns with `list.htm`, `list2.htm` … and
article folders by date at the one, `content/post_N.html` and `index_2.html` at the other.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from tests.crawler.small_site import Answers, Site, html
from tests.e2e.portal import feed

TODAY = date(2026, 11, 22)
DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "other_district.toml").read_text("utf-8"))
_PER_PAGE = 8
_PROSE = (
    "为切实维护群众利益，提升服务水平，结合本地实际，经研究，现将有关内容予以公布。如有疑问，请在工作日与我们联系，"
    "我们将及时答复。本次公布内容由相关股室整理，经分管负责同志审核。"
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """One document: so many days old, `formed` so many days before it was published."""

    title: str
    age: int
    formed: int | None = None
    text: str = ""

    @property
    def day(self) -> date:
        return TODAY - timedelta(days=self.age)


@dataclass(frozen=True)
class Board:
    """One column of a unit: its number, its name, its documents (newest first, whatever the data say)."""

    unit: str
    number: int
    name: str
    papers: tuple[Paper, ...]


def boards() -> list[Board]:
    """Every column of the data, in order."""
    found = []
    for row in DATA["board"]:
        papers = [Paper(*one) for one in row["papers"]]
        papers += [
            Paper(f"{row['series']}（第{n}期）", row["from"] + 9 * n) for n in range(row.get("more", 0))
        ]
        found.append(
            Board(row["unit"], row["number"], row["name"], tuple(sorted(papers, key=lambda one: one.age)))
        )
    return found


def publish(site: Site) -> None:
    """Put the whole county on the server."""
    every = boards()
    own = {unit: [board for board in every if board.unit == unit] for unit in DATA["unit"]}
    for unit, told in DATA["unit"].items():
        system = _KAIPU if told["system"] == "kaipu" else _SUDY
        site.paths[told["front"]] = html(system.front(unit, own[unit]))
        for board in own[unit]:
            _publish_board(site, system, board, own[unit])
    news = next(board for board in own["xzf"] if board.name == "松澜要闻")
    site.paths["/"] = site.paths["/main.htm"] = html(_SUDY.home(news, own))
    for account, ages in DATA["feeds"].items():
        site.paths[f"/rss/{account}"] = feed(account, *(TODAY - timedelta(days=age) for age in ages))
    site.paths["/rss/fr3"] = Answers(
        b"<html><body>502 Bad Gateway</body></html>", 200, {"Content-Type": "text/html"}
    )


def _publish_board(site: Site, system: _Sudy | _Kaipu, board: Board, own: list[Board]) -> None:
    pages = [board.papers[n : n + _PER_PAGE] for n in range(0, len(board.papers), _PER_PAGE)] or [()]
    for number, papers in enumerate(pages, 1):
        site.paths[system.page(board, number)] = html(system.listing(board, own, papers, number, len(pages)))
    for paper in board.papers:
        site.paths[system.paper(board, paper)] = html(system.article(board, own, paper))


def _number(board: Board, paper: Paper) -> int:
    return board.number * 100 + board.papers.index(paper) + 1


class _Sudy:
    """苏迪 WebPlus: everything in fields and portlets, no page tags."""

    def page(self, board: Board, number: int) -> str:
        return f"/{board.number}/list{number if number > 1 else ''}.htm"

    def paper(self, board: Board, paper: Paper) -> str:
        return f"/{paper.day:%Y/%m%d}/c{board.number}a{_number(board, paper)}/page.htm"

    def home(self, news: Board, own: dict[str, list[Board]]) -> str:
        menu = [(self.page(board, 1), board.name) for board in own["xzf"]]
        fronts = [(told["front"], told["name"]) for unit, told in DATA["unit"].items() if unit != "xzf"]
        rows = self._rows(news, news.papers[:6])
        links = "".join(f'<li><a href="{href}">{name}</a></li>' for href, name in fronts)
        return self._shell(
            "松澜县人民政府", menu, f'<div class="post post-news"><div class="tt">{news.name}</div>{rows}</div>'
            f'<div class="post post-units"><ul class="unit-links">{links}</ul></div>',
        )  # fmt: skip

    def front(self, unit: str, own: list[Board]) -> str:
        menu = [(self.page(board, 1), board.name) for board in own]
        items = "".join(f'<li class="wp_column"><a href="{href}">{name}</a></li>' for href, name in menu)
        name = DATA["unit"][unit]["name"]
        return self._shell(name, menu, f'<h2>{name}信息公开</h2><ul class="wp_listcolumn">{items}</ul>')

    def listing(
        self, board: Board, own: list[Board], papers: tuple[Paper, ...], number: int, pages: int
    ) -> str:
        steps = "".join(
            f'<a class="{word}" href="{self.page(board, to)}"><span>{said}</span></a>'
            for word, said, to in (("next", "下一页", number + 1), ("last", "尾页", pages))
            if number < pages
        )
        paging = (
            f'<ul class="wp_paging"><li class="pages_count"><span class="all_count">总共 <em class="all_count">'
            f'{len(board.papers)}</em> 记录</span></li><li class="page_nav">{steps}</li><li class="page_jump">'
            f'<em class="curr_page">{number}</em>/<em class="all_pages">{pages}</em></li></ul>'
        )
        body = f'<div id="wp_news_w6">{self._rows(board, papers)}</div><div id="wp_paging_w6">{paging}</div>'
        return self._shell(board.name, [(self.page(one, 1), one.name) for one in own], body, board)

    def article(self, board: Board, own: list[Board], paper: Paper) -> str:
        formed = (
            f'<span class="arti_formed">成文日期：{_formed(paper)}</span>' if paper.formed is not None else ""
        )
        body = (
            f'<div class="article"><h1 class="arti_title">{escape(paper.title)}</h1><p class="arti_metas">'
            f'<span class="arti_publisher">来源：{DATA["unit"][board.unit]["name"]}</span>'
            f'<span class="arti_update">发布时间：{paper.day}</span>{formed}</p><div class="entry">'
            f'<div class="wp_articlecontent"><p>{_PROSE}</p><p>{paper.text or _PROSE}</p></div></div></div>'
        )
        return self._shell(paper.title, [(self.page(one, 1), one.name) for one in own], body, board)

    def _rows(self, board: Board, papers: tuple[Paper, ...]) -> str:
        rows = "".join(
            f'<li class="news n{n}"><span class="news_title"><a href="{self.paper(board, one)}" title="{escape(one.title)}">'
            f'{escape(one.title)}</a></span><span class="news_meta">{one.day}</span></li>'
            for n, one in enumerate(papers, 1)
        )
        return f'<ul class="news_list list2">{rows}</ul>'

    def _shell(self, title: str, menu: list[tuple[str, str]], body: str, board: Board | None = None) -> str:
        entries = "".join(f'<li class="nav-item"><a href="{href}">{name}</a></li>' for href, name in menu)
        way = ""
        if board is not None:
            told = DATA["unit"][board.unit]
            way = (
                '<div class="col_path">您的位置：<a href="/main.htm">首页</a><span class="possplit">&nbsp;</span>'
                f'<a href="{told["front"]}">{told["name"]}</a><span class="possplit">&nbsp;</span>'
                f'<a href="{self.page(board, 1)}">{board.name}</a></div>'
            )
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>'
            '<link rel="stylesheet" href="/_css/_system/system.css"><script src="/_js/_portletPlugs/sudyNavi/jquery.sudyNav.js">'
            f'</script></head><body><div class="wp-menu"><ul class="wp-menu-list">{entries}</ul></div>{way}'
            f'<div class="l-main">{body}</div><div class="foot"><p>版权所有 松澜县人民政府办公室</p></div></body></html>'
        )


class _Kaipu:
    """开普: the standard page tags, and addresses that end in post_N."""

    def page(self, board: Board, number: int) -> str:
        return f"/stx/b{board.number}/" + (f"index_{number}.html" if number > 1 else "")

    def paper(self, board: Board, paper: Paper) -> str:
        return f"/stx/b{board.number}/content/post_{_number(board, paper)}.html"

    def front(self, unit: str, own: list[Board]) -> str:
        name = DATA["unit"][unit]["name"]
        items = "".join(f'<li><a href="{self.page(board, 1)}">{board.name}</a></li>' for board in own)
        return self._shell(name, "", f'<h2 class="gkml">{name}政府信息公开目录</h2>', menu=items)

    def listing(
        self, board: Board, own: list[Board], papers: tuple[Paper, ...], number: int, pages: int
    ) -> str:
        rows = "".join(
            f'<li><i></i><a href="{self.paper(board, one)}" target="_blank">{escape(one.title)}</a>'
            f'<em class="time">{one.day:%Y/%m/%d}</em></li>'
            for one in papers
        )
        links = "".join(
            f'<a href="{self.page(board, n)}">{n}</a>' for n in range(1, pages + 1) if n != number
        )
        body = f'<div class="lm">{board.name}</div><ul class="news_ul">{rows}</ul><div class="pager">{links}</div>'
        tags = f'<meta name="ColumnName" content="{board.name}">'
        return self._shell(board.name, tags, body, board, menu=self._menu(own))

    def article(self, board: Board, own: list[Board], paper: Paper) -> str:
        tags = (
            f'<meta name="ColumnName" content="{board.name}"><meta name="ArticleTitle" content="{escape(paper.title)}">'
            f'<meta name="PubDate" content="{paper.day} 10:20:00"><meta name="ContentSource" content="石塘乡">'
        )
        formed = f"<li>成文日期：{_formed(paper)}</li>" if paper.formed is not None else ""
        body = (
            f'<h1 class="content_title">{escape(paper.title)}</h1><div class="content_attr"><ul class="fl">'
            f'<li class="date">发布时间：{paper.day} 10:20</li><li class="ly">来源：石塘乡</li>{formed}</ul></div>'
            f'<div class="content_article" id="zoomcon"><p>{_PROSE}</p><p>{paper.text or _PROSE}</p></div>'
            '<script>window.NFCMS_SITE_ID=755009;window.NFCMS_PUB_TYPE="post";</script>'
        )
        return self._shell(paper.title, tags, body, board, menu=self._menu(own))

    def _menu(self, own: list[Board]) -> str:
        return "".join(f'<li><a href="{self.page(board, 1)}">{board.name}</a></li>' for board in own)

    def _shell(self, title: str, tags: str, body: str, board: Board | None = None, menu: str = "") -> str:
        name = DATA["unit"]["stx"]["name"]
        way = f'<a href="/">首页</a> &gt; <a href="/stx/">{name}</a>'
        way += f' &gt; <a href="{self.page(board, 1)}">{board.name}</a>' if board else ""
        return (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}-{name}</title>'
            f'<meta name="SiteName" content="松澜县人民政府">{tags}</head><body class="nfcms"><div class="side"><ul '
            f'class="mainnav">{menu}</ul></div><div class="curmb">当前位置：{way}</div><div class="right">{body}</div>'
            '<div class="footer">承办：石塘乡党政综合办公室</div></body></html>'
        )


def _formed(paper: Paper) -> date:
    return paper.day - timedelta(days=paper.formed or 0)


_SUDY, _KAIPU = _Sudy(), _Kaipu()
