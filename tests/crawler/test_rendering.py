"""The browser's walk through a list that scripts turn: to its end, to the limit, and what is no end of a list."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, Route, async_playwright
from playwright.async_api import TimeoutError as Expired
from small_pages import MENU, home_page
from small_portal import CIVIL, column, news
from small_site import STALL, Answers, Site, html
from small_workspace import CIVIL as CIVIL_CODE
from small_workspace import Desktop

from crawler import browser
from crawler.chromium import find_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no browser on this machine"),
]
LIST = """<!DOCTYPE html><meta charset="utf-8"><ul id="list"><li>第1页</li></ul>
<div class="page"><a href="javascript:void(0)" onclick="turn()">下一页</a></div>
<script>let page = 1;
function turn() {
  %s
  fetch('/page/' + (page + 1)).then(a => { if (!a.ok) throw a.status; return a.text(); })
    .then(text => { page += 1; document.getElementById('list').innerHTML = text; }).catch(() => 0);
}</script>"""
BUSY = "<!DOCTYPE html><p>忙</p><script>setTimeout(() => { while (true) {} }, 900)</script>"


def page_of(number: int) -> Answers:
    return html(f"<li>第{number}页</li>")


def serve(site: Site, pages: int, **further: Answers) -> None:
    """A list of so many pages; the one behind the last shows the last again, or is as told (`p3=…`)."""
    site.paths["/list/"] = html(LIST % "")
    for number in range(2, pages + 1):
        site.paths[f"/page/{number}"] = page_of(number)
    site.paths[f"/page/{pages + 1}"] = page_of(pages)
    site.paths |= {f"/page/{name[1:]}": answer for name, answer in further.items()}


def on_page(url: str, act: Callable[[Page], Awaitable[list[str]]]) -> list[str]:
    """Open a page as the sweep does, with what lies elsewhere aborted."""

    async def elsewhere(route: Route) -> None:
        await (route.continue_() if "127.0.0.1" in route.request.url else route.abort())

    async def run() -> list[str]:
        async with async_playwright() as playwright:
            options = [] if os.geteuid() else ["--no-sandbox"]
            opened = await playwright.chromium.launch(executable_path=find_browser(), args=options)
            page = await opened.new_page()
            await page.route("**", elsewhere)
            await page.goto(url, wait_until="load")
            try:
                return await act(page)
            finally:
                await page.close()
                await opened.close()

    return asyncio.run(asyncio.wait_for(run(), 90))


def walk(site: Site, most: int = 10, path: str = "/list/") -> list[str]:
    """The states that a walk leaves behind, and the one it ends in, as numbers of their pages."""

    async def act(page: Page) -> list[str]:
        left = await browser._walk(page, most)
        return [*(one.body.decode() for one in left), await page.content()]

    return [state.partition("<li>第")[2].partition("页")[0] for state in on_page(site.url(path), act)]


@pytest.mark.parametrize("pages", [pytest.param(1, marks=pytest.mark.soak), 4])
def test_a_list_is_walked_to_its_end(site: Site, pages: int) -> None:
    serve(site, pages)
    assert walk(site) == [str(number) for number in range(1, pages + 1)]


def test_one_page_beyond_the_limit_shows_that_there_are_more(site: Site) -> None:
    serve(site, 9)
    assert walk(site, most=3) == ["1", "2", "3", "4"]


def test_what_the_button_tells_others_is_no_answer_that_is_missing(site: Site) -> None:
    serve(site, 1)
    site.paths["/list/"] = html(LIST % "fetch('http://tongji.province.example/hm').catch(() => 0);")
    assert walk(site) == ["1"]


@pytest.mark.parametrize("answer", [Answers(b"", 500), pytest.param(STALL, marks=pytest.mark.soak)])
def test_a_page_that_does_not_come_is_no_end(site: Site, answer: Answers) -> None:
    serve(site, 4, p3=answer)
    with pytest.raises(Expired):
        walk(site)


def test_a_page_that_hangs_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_STUCK_S", 2)
    site.paths["/busy/"] = html(BUSY)

    async def act(page: Page) -> list[str]:
        await asyncio.sleep(1)
        return await browser._walk(page, 10)

    with pytest.raises(Expired):
        on_page(site.url("/busy/"), act)


@pytest.mark.parametrize(
    ("mode", "area", "columns"), [("auto", ("ok", 1), 1), ("never", ("empty_unproven", 0), 0)]
)
def test_a_units_menu_that_scripts_write(
    site: Site, desktop: Callable[..., Desktop], mode: str, area: tuple[str, int], columns: int
) -> None:
    rows = news(CIVIL + "tzgg/", 1, 3)
    site.paths["/"] = html(home_page([(CIVIL, "民政局")], []))
    site.paths[CIVIL] = html(MENU)
    site.paths["/menu"] = html(f'<ul class="nav"><li><a href="{CIVIL}tzgg/">通知公告</a></li></ul>')
    column(site, CIVIL + "tzgg/", "通知公告", rows, 20, "青禾区民政局")
    desk = desktop()
    settings = desk.folder / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace('"never"', f'"{mode}"'), "utf-8")
    desk.sweep()
    [row] = desk.rows("SELECT outcome, complete FROM areas WHERE unit = ?", CIVIL_CODE)
    assert tuple(row.values()) == area
    assert desk.one("SELECT count(*) FROM columns WHERE unit = ?", CIVIL_CODE) == columns


LISTED = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; 民政局 &gt; 通知公告</div><div class="list"><ul id="list"></ul></div><p>共0条</p>
<script src="/gone.js"></script><script>fetch('%s').then(a => a.ok ? a.text() : '').catch(() => '')
  .then(text => { document.getElementById('list').innerHTML = text; });</script></body></html>"""


@pytest.mark.parametrize(
    ("asked", "answer", "proof"),
    [
        ("/rows", html(""), "页面自述：共0条"),
        ("/rows", Answers(b"", 500), None),
        pytest.param("/rows", Answers(b"", 403), None, marks=pytest.mark.soak),
        pytest.param("http://data.province.example/rows", html(""), None, marks=pytest.mark.soak),
    ],
    ids=["it came", "server error", "refused", "elsewhere"],
)
def test_a_list_whose_data_do_not_come_is_not_proved_empty(
    site: Site, desktop: Callable[..., Desktop], asked: str, answer: Answers, proof: str | None
) -> None:
    site.paths["/"] = html(home_page([(CIVIL, "民政局")], []))
    site.paths[CIVIL] = html(f'<ul class="nav"><li><a href="{CIVIL}tzgg/">通知公告</a></li></ul>')
    site.paths[CIVIL + "tzgg/"] = html(LISTED % asked)
    site.paths["/rows"] = answer
    desk = desktop()
    settings = desk.folder / "district.toml"
    settings.write_text(settings.read_text("utf-8").replace('"never"', '"auto"'), "utf-8")
    desk.sweep(timeout=120)
    looks = desk.rows("SELECT empty_proof FROM looks WHERE url LIKE '%tzgg/' ORDER BY look")
    assert [row["empty_proof"] for row in looks] == [proof, proof]
