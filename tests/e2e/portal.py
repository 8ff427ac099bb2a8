"""A small portal that changes from week to week: columns are told their documents, and every page is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from tests.crawler.small_pages import home_page, list_page, unit_page
from tests.crawler.small_site import Site, html

OWNER, CIVIL, TOWN = "ZFB", "MZJ", "LXZ"
AREAS = {CIVIL: "/bmxxgk/mzj/", TOWN: "/xzxxgk/lxz/"}
NAMES = {OWNER: "青禾区人民政府办公室", CIVIL: "青禾区民政局", TOWN: "柳溪镇人民政府"}
HEADLINES = "/zwgk/zwyw/"
CIVIL_NEWS, CIVIL_PAPERS = AREAS[CIVIL] + "gzdt/", AREAS[CIVIL] + "zcwj/"
TOWN_NEWS, TOWN_NOTICES = AREAS[TOWN] + "gzdt/", AREAS[TOWN] + "tzgg/"
_TEXT = "为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。" * 3


@dataclass(frozen=True)
class Document:
    """One document; `written` is the 成文日期 that its head shows, `more` stands at the end of its text."""

    title: str
    day: date
    written: date | None = None
    more: str = ""

    @property
    def slug(self) -> str:
        """Its file name, the same as long as its title and date are."""
        return f"t{self.day:%Y%m%d}_{sum(ord(letter) for letter in self.title)}.html"


@dataclass
class Portal:
    """The portal of 青禾区. `columns` maps a path to a column's name and its documents."""

    site: Site
    columns: dict[str, tuple[str, list[Document]]] = field(default_factory=dict)

    def column(self, path: str, name: str, *documents: Document) -> None:
        """Open a column, or tell it all its documents anew."""
        self.columns[path] = (name, list(documents))

    def add(self, path: str, *documents: Document) -> None:
        """Publish further documents."""
        self.columns[path][1].extend(documents)

    def show(self) -> None:
        """Make every page anew from what is published now."""
        self.site.paths = {}
        for path, (name, documents) in self.columns.items():
            self._show_column(path, name, documents)
        owned = [(path, name) for path, (name, _) in self.columns.items() if self._unit(path) == OWNER]
        fronts = [(path, NAMES[unit]) for unit, path in AREAS.items()]
        rows = self._rows(HEADLINES) if HEADLINES in self.columns else []
        self.site.paths["/"] = html(home_page([*owned, *fronts], rows))
        for unit, area in AREAS.items():
            own = [(path, name) for path, (name, _) in self.columns.items() if path.startswith(area)]
            self.site.paths[area] = html(unit_page(NAMES[unit], own))

    def _show_column(self, path: str, name: str, documents: Iterable[Document]) -> None:
        unit = self._unit(path)
        way = [("/", "首页"), *([(AREAS[unit], NAMES[unit])] if unit in AREAS else []), (path, name)]
        self.site.paths[path] = html(list_page(way, self._rows(path)))
        for document in documents:
            self.site.paths[path + document.slug] = html(_article(document, way, NAMES[unit]))

    def _rows(self, path: str) -> list[tuple[str, str, date | None]]:
        documents = sorted(self.columns[path][1], key=lambda one: one.day, reverse=True)
        return [(path + one.slug, one.title, one.day) for one in documents]

    def _unit(self, path: str) -> str:
        return next((unit for unit, area in AREAS.items() if path.startswith(area)), OWNER)


def ordinary(site: Site, today: date) -> Portal:
    """A portal on which everything is in order on that day."""
    portal = Portal(site)

    def series(title: str, *ages: int) -> list[Document]:
        days = [date.fromordinal(today.toordinal() - age) for age in ages]
        return [Document(f"{title}（{day.month}月{day.day}日）", day) for day in days]

    portal.column(HEADLINES, "政务要闻", *series("全区重点工作推进会召开", 2, 9, 20, 33))
    portal.column(CIVIL_NEWS, "工作动态", *series("民政服务进社区活动举行", 3, 11, 25, 40))
    papers = [
        Document(one.title, one.day, date.fromordinal(one.day.toordinal() - 4))
        for one in series("关于做好城乡低保工作的通知", 30, 75)
    ]
    portal.column(CIVIL_PAPERS, "政策文件", *papers)
    portal.column(TOWN_NEWS, "工作动态", *series("柳溪镇开展河道清理", 4, 12, 28))
    portal.column(TOWN_NOTICES, "通知公告", *series("柳溪镇关于停水的公告", 15, 60, 120))
    return portal


def _article(document: Document, way: list[tuple[str, str]], unit: str) -> str:
    trail = " &gt; ".join(f'<a href="{href}">{escape(name)}</a>' for href, name in way)
    written = f"　成文日期：{document.written}" if document.written else ""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="青禾区人民政府">'
        f'<meta name="ArticleTitle" content="{escape(document.title)}">'
        f'<meta name="PubDate" content="{document.day} 09:30"><title>{escape(document.title)}_青禾区</title></head>'
        f'<body><div class="crumbs position">当前位置：{trail} &gt; 正文</div><div class="article">'
        f'<h1>{escape(document.title)}</h1><div class="info">发布时间：{document.day} 09:30　来源：{unit}{written}'
        f'</div><div class="content"><p>{_TEXT}</p><p>{document.more}</p></div></div>'
        '<div class="footer">主办：青禾区人民政府办公室</div></body></html>'
    )
