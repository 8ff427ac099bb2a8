"""The portal as a visitor walks it, without a socket."""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from functools import cache
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from demo_oracle import AS_OF, hidden, planted, told

from demo import prose
from demo.blocks import plain
from demo.families import FAMILIES
from demo.odd import Answer
from demo.site import Site
from demo.world import Article, Column, Manner, World

BASE_URL = "http://127.0.0.1:18610"
HREF = re.compile(r'(?:href|src)="([^"]*)"')
CALL = re.compile(r'^createPageHTML\((\d+), 0, "index", "(\w+)"\);', re.MULTILINE)
ODD = (Manner.GONE, Manner.JSL_521, Manner.RUISHU_412, Manner.SOFT_404)


def text(answer: Answer) -> str:
    try:
        return answer.body.decode()
    except UnicodeDecodeError:
        return answer.body.decode("gbk")


@cache
def walk(seed: int) -> tuple[dict[str, int], Site]:
    """Every address that pages of the site lead to, with its lasting status."""
    demo = planted(seed, scale=0.05)
    site = demo.site()
    statuses: dict[str, int] = {}
    waiting = [
        "/",
        *(feed for account in demo.world.accounts for feed in account.addresses if "/feeds/" in feed),
    ]
    waiting = [urlsplit(path).path for path in waiting]
    while waiting:
        path = waiting.pop()
        if path in statuses:
            continue
        answers = [site.answer(path) for _ in range(3)]
        statuses[path] = answers[-1].status
        for answer in answers:
            if answer.status == 200 and answer.kind in ("text/html", "text/xml"):
                waiting += _leads(path, text(answer))
            waiting += [value for name, value in answer.headers if name == "Location"]
        waiting += _scripted(demo.world, path)
    return statuses, site


def _leads(path: str, page: str) -> list[str]:
    found = [
        urljoin(BASE_URL + path, unescape(href)) for href in HREF.findall(page) if "javascript:" not in href
    ]
    for count, suffix in CALL.findall(page):
        found += [urljoin(BASE_URL + path, f"index_{number}.{suffix}") for number in range(1, int(count))]
    own = [urlsplit(url) for url in found if url.startswith(BASE_URL)]
    return [f"{url.path}?{url.query}" if url.query else url.path for url in own if "#" not in url.path]


def _scripted(world: World, path: str) -> list[str]:
    """What the script of a list page asks for, page by page."""
    for area in world.areas:
        for column in area.columns:
            if area.family == "scripted" and FAMILIES["scripted"].column_path(column) == path:
                return [str(row["url"]) for page in range(1, 9) for row in _rows(column, page)]
    return []


def _rows(column: Column, page: int) -> list[dict[str, str]]:
    site = planted(0, scale=0.05).site()
    answer = site.answer(f"/api/portal/articles?channel={column.number}&page={page}&size=15")
    rows: list[dict[str, str]] = json.loads(answer.body)["data"]["rows"] if answer.status == 200 else []
    return rows


def test_every_link_leads_somewhere_except_planted() -> None:
    statuses, _ = walk(0)
    demo = planted(0, scale=0.05)
    dead = {path for path, status in statuses.items() if status not in (200, 301)}
    planted_dead = {
        fault.key.removeprefix(BASE_URL) for fault in demo.manifest.faults
        if fault.check == "link-dead" and not fault.note.startswith("推文")
    }  # fmt: skip
    odd = {
        path
        for path, manner in demo.world.manners.items()
        if manner in (*ODD[1:3], Manner.BUSY, Manner.ROUTE_EMPTY)
    }
    assert dead == planted_dead | odd & set(statuses)
    assert len(statuses) > 1000


def test_every_page_can_be_reached() -> None:
    statuses, site = walk(0)
    demo = planted(0, scale=0.05)
    unlinked = {path for path in site.pages if path.startswith("/feeds/")} | {"/robots.txt", "/favicon.ico"}
    for article in demo.world.articles():
        if (
            hidden(demo, article.column)
            or article.file_only
            or demo.world.manners.get(_path(article)) is Manner.GONE
        ):
            family = FAMILIES[article.column.area.family]
            unlinked |= {_path(article), *(family.file_path(article, file) for file in article.attachments)}
    assert {path for path in site.pages if path not in statuses} - unlinked == set()


def _path(article: Article) -> str:
    return FAMILIES[article.column.area.family].article_path(article)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_lists_show_the_dates_that_the_model_holds(seed: int) -> None:
    """Freshness once more, with regular expressions over the HTML of the families that print dates whole."""
    demo = planted(seed)
    site = demo.site()
    for column in demo.world.columns():
        if column.form != "list" or column.area.family not in ("trs", "vsb", "jcms") or hidden(demo, column):
            continue
        if not column.rows_dated:
            continue
        for _ in range(3):  # hiccups pass
            page = text(site.answer(urlsplit(demo.scene.name(column)[1]).path))
        look = FAMILIES[column.area.family].look(column.area)
        start = "<recordset>" if column.area.family == "jcms" else look.opens
        rows = re.split(r'<div class="(?:page|pb_sys_common|con_right)"', page.partition(start)[2])[0]
        shown = [
            tuple(map(int, found))
            for found in re.findall(r"(\d{4})[-/.年](\d{2})[-/.月](\d{2})日?\W*</", rows)
        ]
        first = FAMILIES[column.area.family].slice(column, 1)
        expected = [(one.listed.year, one.listed.month, one.listed.day) for one in first if one.listed]
        assert shown == expected, (column.area.unit.name, column.name)


def test_gbk_bytes_call_themselves_gb2312() -> None:
    demo = planted()
    area = next(area for area in demo.world.areas if area.family == "gbk")
    body = demo.site().answer(FAMILIES["gbk"].front_path(area)).body
    assert b"charset=gb2312" in body
    assert area.unit.name.encode("gbk") in body
    with pytest.raises(UnicodeDecodeError):
        body.decode()


def test_scripted_lists_are_shells() -> None:
    demo = planted()
    area = next(area for area in demo.world.areas if area.family == "scripted")
    site, family = demo.site(), FAMILIES["scripted"]
    for column in area.columns:
        if column.form == "list" and column.articles:
            page = text(site.answer(family.column_path(column)))
            assert 'fetch("/api/portal/articles?channel="' in page
            assert "上一页" in page
            assert "下一页" in page
            assert column.articles[0].title not in page
            assert not re.search(r"\d{4}-\d{2}-\d{2}", page)


def test_paging_reaches_every_article() -> None:
    demo = planted(0, scale=1.0)
    site = demo.site()
    seen: Counter[str] = Counter()
    for area in demo.world.areas:
        family = FAMILIES[area.family]
        column = max((one for one in area.columns if one.form == "list"), key=lambda one: len(one.articles))
        if area.family == "scripted" or hidden(demo, column):
            continue
        pages = "".join(text(site.answer(path)) for path in _pages(site, column) for _ in range(2))
        for article in column.articles:
            assert family.entry_path(article).rpartition("/")[2] in pages, (
                area.unit.name,
                column.name,
                article.title,
            )
        seen[area.family] += 1
    assert set(seen) == {"trs", "jcms", "vsb", "gbk"}


def _pages(site: Site, column: Column) -> list[str]:
    """The addresses of a list's pages, found as each CMS has them found."""
    family = FAMILIES[column.area.family]
    first = family.column_path(column)
    page = [text(site.answer(first)) for _ in range(3)][-1]
    if column.area.family in ("trs", "gbk"):
        count, suffix = CALL.findall(page)[0]
        return [first, *(urljoin(first, f"index_{n}.{suffix}") for n in range(1, int(count)))]
    if column.area.family == "jcms":
        total = int(re.findall(r"<totalrecord>(\d+)<", page)[0])
        proxy = f"/module/web/jpage/dataproxy.jsp?columnid={column.number}&perpage=15"
        return [first, *(f"{proxy}&startrecord={n}&endrecord={n + 14}" for n in range(1, total + 1, 15))]
    count = int(re.findall(r"1/(\d+) ", page)[0])
    return [first, *(f"{first.removesuffix('.htm')}/{n}.htm" for n in range(1, count))]


def test_dataproxy_answers_post_as_well() -> None:
    demo = planted()
    site = demo.site()
    area = next(area for area in demo.world.areas if area.family == "jcms")
    column = next(one for one in area.columns if one.type == "动态要闻")
    path = "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=2&perpage=2"
    answer = site.answer(path, f"columnid={column.number}&unitid=1".encode())
    assert answer.body.count(b"<record>") == 2
    assert site.answer(path).status == 404
    assert (
        site.answer(path.replace("endrecord=2", "endrecord=9999999") + f"&columnid={column.number}").status
        == 200
    )


def test_odd_manners_pass_or_stay() -> None:
    demo = planted()
    site = demo.site()
    for path, manner in demo.world.manners.items():
        statuses = [site.answer(path).status for _ in range(4)]
        expected = {
            Manner.GONE: [404] * 4, Manner.GONE_ONCE: [404, 200, 200, 200], Manner.BUSY: [503] * 4,
            Manner.BUSY_TWICE: [503, 503, 200, 200], Manner.HOLLOW_ONCE: [200] * 4, Manner.JSL_521: [521] * 4,
            Manner.RUISHU_412: [412] * 4, Manner.SOFT_404: [200] * 4, Manner.MOVED: [301] * 4, Manner.ROUTE_EMPTY: [503] * 4,
        }[manner]  # fmt: skip
        assert statuses == expected, (path, manner)
    assert set(demo.world.manners.values()) >= set(Manner) - {
        Manner.BUSY,
        Manner.ROUTE_EMPTY,
    }  # of feeds: by seed


def test_a_hollow_page_fills_up() -> None:
    demo = planted()
    site = demo.site()
    path = next(path for path, manner in demo.world.manners.items() if manner is Manner.HOLLOW_ONCE)
    first, second = (text(site.answer(path)) for _ in range(2))
    assert len(first) < len(second)


def test_home_page_is_as_old_as_planted() -> None:
    for seed in (0, 3):
        demo = planted(seed)
        page = text(demo.site().answer("/"))
        main = page.partition('<div class="home-main">')[2].partition('<div class="platform">')[0]
        days = re.findall(r"(\d{4})[-年](\d{2})[-月](\d{2})", main)
        newest = max((int(year), int(month), int(day)) for year, month, day in days)
        until = demo.world.home.until
        if told(demo.manifest, "home-stale"):
            assert newest == (until.year, until.month, until.day)
            assert 15 <= (AS_OF - until).days <= 40
            assert all(path.startswith(("/xwzx/", "/ztzl/")) for _, path in demo.world.home.pictures)
        else:
            assert newest > (AS_OF.year, AS_OF.month, AS_OF.day - 14)
    assert told(planted(0).manifest, "home-stale")
    assert not told(planted(3).manifest, "home-stale")


def test_unknown_addresses_and_folders() -> None:
    site = planted().site()
    assert site.answer("/nothing/here.html").status == 404
    assert site.answer("/xwzx/ywdt/").status == 200
    assert b"Disallow: /admin/" in site.answer("/robots.txt").body
    assert "共找到" in text(site.answer("/search?q=%E9%80%9A%E7%9F%A5"))


def test_a_counter_counts() -> None:
    demo = planted()
    site = demo.site()
    area = next(area for area in demo.world.areas if area.family == "vsb")
    article = next(one for column in area.columns for one in column.articles if not one.file_only)
    path = FAMILIES["vsb"].article_path(article)
    first, second = (text(site.answer(path)) for _ in range(2))
    assert first != second
    assert re.sub(r"点击：\[<span>\d+", "", first) == re.sub(r"点击：\[<span>\d+", "", second)


def test_bodies_are_as_long_as_real_ones() -> None:
    demo = planted()
    lengths = [len(plain(prose.body(demo.world, article))) for article in demo.world.articles()]
    assert min(lengths) > 150
    assert max(lengths) < 3000
    assert statistics.median(lengths) > 300
