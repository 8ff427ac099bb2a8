"""Weeks in a row: nobody is accused by what was not answered this week."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from time import monotonic, sleep

import pytest
from small_pages import Row, article_page
from small_portal import FILE, MAIN, publish
from small_site import MISSING, STALL, Site, html
from small_weeks import NEW, ROWS, WEEK, Office, Weeks, portal

from checks.judging import judge
from checks.tables import migrations
from crawler.store import open_store
from rules.workspace import load_workspace


def test_nobody_is_accused_by_an_earlier_weeks_page(desktop: Office, site: Site) -> None:
    weeks = Weeks(desktop(), site, ROWS[5][0])
    portal(site, ROWS[:6])
    url, title, day = ROWS[5]
    assert day is not None
    site.paths[url] = html(article_page(title, day, body="<p>共建和谐社汇。</p>"))
    weeks.sweep(0)
    words = weeks.desk.folder / "lexicon.csv"
    words.write_text("word,suggestion,level\n和谐社汇,和谐社会,deduct\n", "utf-8")
    assert url not in weeks.sweep(1)
    assert weeks.judged(2, url) == ("untested", "not_swept", 1)
    assert url in weeks.sweep(1, "--again")
    assert weeks.judged(2, url) == ("violation", None, 0)
    publish(site, [ROWS[5]], "青禾区人民政府办公室")
    assert url in weeks.sweep(2)  # an open finding rests on it
    assert weeks.judged(3, url) == ("pass", None, 0)


def test_a_day_that_only_a_stored_row_tells_accuses_nobody(desktop: Office, site: Site) -> None:
    url, title, day = ROWS[10]
    assert day is not None
    weeks = Weeks(desktop(), site, url)
    undated = html(f"<title>{title}</title><div class='TRS_Editor'><p>{'正文内容很长，' * 60}</p></div>")
    rows = ROWS[:14]
    portal(site, [*rows[:10], (url, title, day + timedelta(days=3650)), *rows[11:]])
    site.paths[url] = undated
    weeks.sweep(0)
    assert weeks.judged(1, url, "date-suspect") == ("violation", None, 0)
    portal(site, rows)  # put right, on a page of the list that nobody asks for
    site.paths[url] = undated
    assert MAIN + "index_1.html" not in weeks.sweep(1)
    assert weeks.judged(2, url, "date-suspect") == ("untested", "not_swept", 1)
    assert MAIN + "index_1.html" in weeks.sweep(1, "--again")
    assert weeks.judged(2, url, "date-suspect")[0] not in ("violation", "suspected")


def test_a_column_that_turns_stale_is_looked_at_again_before_it_is_accused(
    desktop: Office, site: Site
) -> None:
    weeks = Weeks(desktop(), site)
    last = weeks.first - timedelta(days=180)
    rows: list[Row] = [
        (f"{MAIN}t{n}.html", f"关于第{n}项工作的通知", last - timedelta(days=n)) for n in range(4)
    ]
    portal(site, rows, ETag='"one"')
    weeks.sweep(0)
    assert weeks.judged(1, MAIN, "column-stale")[0] == "pass"
    assert weeks.sweep(1).count(MAIN) == 1
    assert weeks.judged(2, MAIN, "column-stale")[:2] == ("untested", "not_swept")
    assert weeks.sweep(1, "--again").count(MAIN) == 1  # the first look is there
    assert weeks.judged(2, MAIN, "column-stale") == ("violation", None, 0)
    assert weeks.sweep(2).count(MAIN) == 2  # an open finding rests on both


@pytest.mark.parametrize(
    "change",
    ["gone", *(pytest.param(one, marks=pytest.mark.soak) for one in ("new", "title", "date", "empty"))],
)
def test_an_earlier_look_confirms_only_what_stands_there_still(
    change: str, desktop: Office, site: Site
) -> None:
    weeks = Weeks(desktop(), site)
    rows = ROWS[:5]
    portal(site, rows)
    weeks.sweep(0)
    url, title, day = rows[1]
    assert day is not None
    other: list[Row] = {
        "new": [NEW, rows[1]], "title": [(url, title + "（更正）", day)], "date": [(url, title, day - timedelta(days=1))], "gone": [],
    }.get(change, [])  # fmt: skip
    portal(site, [rows[0], *other, *rows[2:]] if change != "empty" else [])
    assert weeks.sweep(1).count(MAIN) == 2
    weeks.sweep(1, "--full")
    assert weeks.told(2) == weeks.told(3)


def test_a_dead_link_is_nobodys_until_the_page_that_holds_it_is_opened_again(
    desktop: Office, site: Site
) -> None:
    """The unit took the link away in the same week: by last week's page it would be accused of it still."""
    weeks = Weeks(desktop(), site, ROWS[2][0])
    portal(site, ROWS[:6])
    url, title, day = ROWS[2]
    assert day is not None
    good = html(article_page(title, day, body=f'<p>见<a href="{FILE}">附表</a>。</p>'))
    site.paths[url], site.paths[FILE] = good, html("<p>附表</p>")
    weeks.sweep(0)
    site.paths[FILE] = MISSING
    weeks.doubt(FILE)  # or its turn came
    assert url not in weeks.sweep(1)
    assert weeks.judged(2, FILE, "link-dead") == ("untested", "not_swept", 1)
    publish(site, [ROWS[2]], "青禾区人民政府办公室")
    assert url in weeks.sweep(1, "--again")
    query = "SELECT count(*) FROM links WHERE sweep = 2 AND url = ?"
    assert weeks.desk.one(query, site.url(FILE)) == 0


def test_what_is_opened_again_and_cut_short_accuses_nobody(desktop: Office, site: Site) -> None:
    """The page was opened and holds the dead link no more; killed then, the sweep must not tell of the link as before."""
    (url, title, day), (later, *_) = ROWS[2], ROWS[4]
    weeks = Weeks(desktop(), site, url, later)
    portal(site, ROWS[:6])
    assert day is not None
    site.paths[url] = html(article_page(title, day, body=f'<p>见<a href="{FILE}">附表</a>。</p>'))
    site.paths[FILE] = html("<p>附表</p>")
    weeks.sweep(0)
    site.paths[FILE] = MISSING
    weeks.doubt(FILE)
    weeks.sweep(1)
    assert weeks.judged(2, FILE, "link-dead") == ("untested", "not_swept", 1)
    publish(site, [ROWS[2]], "青禾区人民政府办公室")
    site.paths[later] = STALL
    weeks.doubt(url, later)
    with weeks.desk.start("--as-of", (weeks.first + WEEK).isoformat(), "--again") as run:
        _opened(weeks, site, url)
        run.kill()
    workspace = load_workspace(weeks.desk.folder)
    with closing(open_store(workspace.database, migrations)) as db:
        judge(db, 2, workspace)
        accused = "SELECT count(*) FROM verdicts WHERE sweep = 2 AND verdict IN ('violation', 'suspected')"
        assert db.execute(f"{accused} AND \"check\" = 'link-dead'").fetchone()[0] == 0


def _opened(weeks: Weeks, site: Site, path: str) -> None:
    """Wait until a run has stored a page's answer of this week, and hangs at another."""
    assert site.stalled.wait(120)
    query = (
        "SELECT count(*) FROM fetches WHERE sweep = 2 AND url = ? AND carried_from IS NULL AND outcome = 'ok'"
    )
    end = monotonic() + 120
    while not weeks.desk.one(query, site.url(path)):
        assert monotonic() < end, "the page was never opened again"
        sleep(0.1)
