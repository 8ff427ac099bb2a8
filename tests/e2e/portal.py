"""A small portal that changes from week to week: columns are told their documents, and every page is made anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from pathlib import Path
from zlib import crc32

from tests.crawler.small_pages import home_page, list_page, unit_page
from tests.crawler.small_site import Answers, Site, html
from tests.e2e.conftest import ACCOUNTS, CATALOG, Office, write_office

OWNER, CIVIL, TOWN = "ZFB", "MZJ", "LXZ"
AREAS = {CIVIL: "/bmxxgk/mzj/", TOWN: "/xzxxgk/lxz/"}
NAMES = {OWNER: "青禾区人民政府办公室", CIVIL: "青禾区民政局", TOWN: "柳溪镇人民政府"}
HEADLINES = "/zwgk/zwyw/"
CIVIL_NEWS, CIVIL_PAPERS = AREAS[CIVIL] + "gzdt/", AREAS[CIVIL] + "zcwj/"
TOWN_NEWS, TOWN_NOTICES = AREAS[TOWN] + "gzdt/", AREAS[TOWN] + "tzgg/"
_ID = "429998199003070015"  # of an invented county: the checksum is right
_TEXT = "为做好有关工作，方便群众办事，现将有关事项公布如下，请相互转告，有不明之处可在工作时间前来咨询。" * 3


@dataclass(frozen=True)
class Document:
    """One document; `written` is the 成文日期 that its head shows, `more` (HTML) stands at the end of its text."""

    title: str
    day: date
    written: date | None = None
    more: str = ""

    @property
    def slug(self) -> str:
        """Its file name, the same as long as its title and date are."""
        return f"content_{crc32(f'{self.title}{self.day}'.encode())}.html"


@dataclass
class Portal:
    """The portal of 青禾区. `columns` maps a path to a column's name and its documents, `beside` is what else answers."""

    site: Site
    columns: dict[str, tuple[str, list[Document]]] = field(default_factory=dict)
    bare: set[Document] = field(default_factory=set)
    beside: dict[str, Answers] = field(default_factory=dict)

    def column(self, path: str, name: str, *documents: Document) -> None:
        """Open a column, or tell it all its documents anew."""
        self.columns[path] = (name, list(documents))

    def add(self, path: str, *documents: Document) -> None:
        """Publish further documents."""
        self.columns[path][1].extend(documents)

    def undated(self, path: str, document: Document) -> None:
        """Publish one that shows no date anywhere."""
        self.add(path, document)
        self.bare.add(document)

    def show(self) -> None:
        """Make every page anew from what is published now."""
        self.site.paths = dict(self.beside)
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
            dated = document not in self.bare
            self.site.paths[path + document.slug] = html(_article(document, way, NAMES[unit], dated=dated))

    def _rows(self, path: str) -> list[tuple[str, str, date | None]]:
        documents = sorted(self.columns[path][1], key=lambda one: one.day, reverse=True)
        return [(path + one.slug, one.title, None if one in self.bare else one.day) for one in documents]

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


def _article(document: Document, way: list[tuple[str, str]], unit: str, *, dated: bool) -> str:
    trail = " &gt; ".join(f'<a href="{href}">{escape(name)}</a>' for href, name in way)
    written = f"　成文日期：{document.written}" if document.written else ""
    tag = f'<meta name="PubDate" content="{document.day} 09:30">' if dated else ""
    stated = f"发布时间：{document.day} 09:30　" if dated else ""
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="SiteName" content="青禾区人民政府">'
        f'<meta name="ArticleTitle" content="{escape(document.title)}">'
        f"{tag}<title>{escape(document.title)}_青禾区</title></head>"
        f'<body><div class="crumbs position">当前位置：{trail} &gt; 正文</div><div class="article">'
        f'<h1>{escape(document.title)}</h1><div class="info">{stated}来源：{unit}{written}'
        f'</div><div class="content"><p>{_TEXT}</p><p>{document.more}</p></div></div>'
        '<div class="footer">主办：青禾区人民政府办公室</div></body></html>'
    )


def troubled(site: Site, today: date) -> Portal:
    """A portal on which nearly everything that a small one can show is wrong on that day."""
    portal = ordinary(site, today)

    def ago(days: int) -> date:
        return date.fromordinal(today.toordinal() - days)

    portal.column(HEADLINES, "政务要闻", Document("全区重点工作推进会召开", ago(20)))
    portal.column(CIVIL_NEWS, "工作动态", Document("民政服务进社区活动举行", ago(31)))
    portal.add(CIVIL_PAPERS, Document("关于调整临时救助标准的通知", ago(40), ago(85)))
    portal.add(
        TOWN_NOTICES,
        Document("临时救助对象公示", ago(9), more=f"张某某，身份证号：{_ID}，拟给予临时救助。"),
        Document("关于秋季征兵的公告", today.replace(year=today.year + 20)),
        Document("关于灌溉用水调度的公告", ago(12), more='<a href="/files/lost.pdf">用水安排表.pdf</a>'),
    )
    portal.undated(TOWN_NOTICES, Document("关于领取补贴的公告", ago(21)))
    return portal


def feed(name: str, *days: date) -> Answers:
    """An RSS feed with a post on each of these days, at ten in the morning."""
    items = "".join(
        f"<item><title>{name}的一条消息</title><link>https://mp.example/s/{day}</link><guid>{day}</guid>"
        f"<pubDate>{day:%a, %d %b %Y} 10:00:00 +0800</pubDate></item>"
        for day in days
    )
    body = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
    return Answers(body.encode(), 200, {"Content-Type": "application/rss+xml"})


def export(office: Office, account: str, today: date, *days: date) -> None:
    """Drop an account's export into the inbox, with the statement that it is whole over the last month."""
    rows = "".join(f"一条消息,{day} 10:00:00,已发布\n" for day in days)
    inbox, start = office.folder / "inbox", date.fromordinal(today.toordinal() - 31)
    (inbox / f"{account}.csv").write_text(f"标题,发布时间,状态\n{rows}", "utf-8")
    (inbox / f"{account}.coverage.toml").write_text(
        f'account = "{account}"\nfrom = {start}\nto = {today}\nexported_by = "新媒体管理员"\n'
        f"exported_at = {today}T18:00:00+08:00\n", "utf-8",
    )  # fmt: skip


def write_troubled(folder: Path, portal: Portal, today: date) -> Office:
    """The workspace for it: two rows of the catalog, a feed that fell silent, an account that proves its silence."""
    portal.beside["/feed.xml"] = feed("青禾民政", date.fromordinal(today.toordinal() - 40))
    portal.show()
    office = write_office(
        folder, portal.site,
        catalog=f"{CATALOG}1,政策文件,,自该信息形成之日起20个工作日内,区民政局\n2,公开制度,公开年报,每年1月31日前,区民政局\n",
        accounts=f"{ACCOUNTS}W1,MZJ,微信公众号,青禾民政,14,feed,{{base}}/feed.xml\nD1,LXZ,抖音,柳溪镇,14,import,D1*.csv\n",
    )  # fmt: skip
    export(office, "D1", today, date.fromordinal(today.toordinal() - 20))
    return office
