"""The invented portal that the spiders are run on: two pages of news, an old column, two units, and all sorts of trouble."""

from __future__ import annotations

from datetime import date

from small_pages import Row, article_page, home_page, list_page, trs_paging, unit_page
from small_site import RESET, Answers, Site, html, moved

MAIN, OLD = "/zwgk/tzgg/", "/zwgk/lsgg/"
CIVIL, TOWN = "/bmxxgk/mzj/", "/xzxxgk/lxz/"
SHAKY, BROKEN, HIDDEN = (
    "/zwgk/tzgg/t20261101_1.html",
    "/zwgk/tzgg/t20261102_2.html",
    "/zwgk/tzgg/t20261103_3.html",
)
FILE, LOST_FILE, GONE, HOMEWARD, AWAY = (
    "/files/a.pdf",
    "/files/lost.pdf",
    "/ztzl/gone/",
    "/old/x.html",
    "/out/x.html",
)
BUSY = Answers(b"<html><body>busy</body></html>", 503)
PDF = Answers(b"%PDF-1.4\n%%EOF", 200, {"Content-Type": "application/pdf"})


def news(folder: str, first: int, count: int, year: int = 2026) -> list[Row]:
    """Documents of one folder, from the first of a month on."""
    return [
        (
            f"{folder}t{year}11{min(n, 20):02d}_{n}.html",
            f"关于做好第{n}项民生保障工作的通知",
            date(year, 11, min(n, 20)),
        )
        for n in range(first, first + count)
    ]


def publish(site: Site, rows: list[Row], source: str) -> None:
    """The pages behind rows."""
    for url, title, day in rows:
        assert day is not None
        site.paths[url] = html(article_page(title, day, source))


def column(site: Site, path: str, name: str, rows: list[Row], per_page: int, source: str) -> None:
    """A list in TRS's paging, and the documents behind it."""
    pages = [rows[n : n + per_page] for n in range(0, len(rows), per_page)] or [[]]
    for number, shown in enumerate(pages):
        paging = trs_paging(len(pages)) if len(pages) > 1 else ""
        text = list_page([("/", "首页"), (path, name)], shown, paging)
        site.paths[path + (f"index_{number}.html" if number else "")] = html(text)
    publish(site, rows, source)


def plain_portal(site: Site) -> None:
    """A home page and one short column: enough for what happens around a sweep."""
    rows = news(MAIN, 1, 3)
    site.paths["/"] = html(home_page([(MAIN, "通知公告")], rows))
    column(site, MAIN, "通知公告", rows, 20, "青禾区人民政府办公室")


def whole_portal(site: Site, elsewhere: Site) -> None:
    """Everything at once; `elsewhere` is a host that nobody opened."""
    fresh, old = news(MAIN, 1, 12), news(OLD, 1, 30, 2019)
    site.paths["/"] = html(
        home_page(
            [(MAIN, "通知公告"), (OLD, "往年公告"), (CIVIL, "民政局"), (GONE, "旧专题")],
            [*fresh[:2], (FILE, "公开目录", date(2026, 11, 1)), (LOST_FILE, "公开指南", date(2026, 11, 2))],
            [(HOMEWARD, "旧站入口"), (AWAY, "省级平台"), (elsewhere.url("/foreign.html"), "兄弟单位")],
        )
    )
    column(site, MAIN, "通知公告", fresh, 6, "青禾区人民政府办公室")
    column(site, OLD, "往年公告", old, 15, "青禾区人民政府办公室")
    for path, unit in ((CIVIL, "青禾区民政局"), (TOWN, "柳溪镇人民政府")):
        site.paths[path] = html(unit_page(unit, [(path + "tzgg/", "通知公告"), (path + "jgzn/", "机构职能")]))
        site.paths[path + "jgzn/"] = html(article_page(f"{unit}机构职能", date(2026, 3, 1), unit))
    column(site, CIVIL + "tzgg/", "通知公告", news(CIVIL + "tzgg/", 1, 3), 20, "青禾区民政局")
    column(site, TOWN + "tzgg/", "通知公告", [], 20, "柳溪镇人民政府")
    site.paths[SHAKY] = [BUSY, BUSY, site.paths[SHAKY]]  # type: ignore[list-item]  # a single answer until now
    site.paths[BROKEN] = RESET
    site.paths[FILE] = PDF
    site.paths[HOMEWARD] = moved("/")
    site.paths[AWAY] = moved(elsewhere.url("/landing.html"))
