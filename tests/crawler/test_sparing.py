"""Weeks in a row: what a later sweep asks for, what it takes as it was, and that it says what a full one says."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from small_pages import Row, article_page, home_page
from small_portal import BUSY, FILE, MAIN, column, news, publish
from small_site import MISSING, RESET, STALL, Answers, Site, html
from small_workspace import Desktop
from sqlite_utils import Database

from checks.judging import judge, withheld
from checks.tables import migrations
from crawler.addresses import page_key
from crawler.past import Good, Past, doubt, turn_of_page, turn_of_week
from crawler.store import open_store
from rules.workspace import load_workspace

Office = Callable[..., Desktop]
DAY = date(2026, 11, 22)
WEEK = timedelta(days=7)
HOW = {"carried_from", "unmodified", "sweep", "fetch", "look_fetch"}
"""What tells how an answer came, and not what it says."""
ROWS = news(MAIN, 1, 20)
PATHS = {url for url, *_ in ROWS}
NEW: Row = (f"{MAIN}t20261121_90.html", "关于新一期安排的通知", date(2026, 11, 21))


class Weeks:
    """An office that sweeps the portal week by week, beginning where neither the list nor `rested` has its turn soon."""

    def __init__(self, desk: Desktop, site: Site, *rested: str) -> None:
        self.desk, self.site = desk, site
        quiet = [page_key(site.url(path)) for path in (MAIN, *rested)]
        self.first = next(
            day
            for day in (DAY + number * WEEK for number in range(40))
            if not {turn_of_page(one) for one in quiet} & {turn_of_week(day + n * WEEK) for n in (1, 2)}
        )

    def sweep(self, number: int, *options: str) -> list[str]:
        """Sweep a week; the paths that were asked for."""
        self.site.forget()
        run = self.desk.sweep("--as-of", (self.first + number * WEEK).isoformat(), *options, timeout=300)
        assert run.code in (0, 3), run.err
        return self.site.paths_asked()

    def share(self, number: int) -> set[str]:
        """The articles whose turn comes in a week."""
        turn = turn_of_week(self.first + number * WEEK)
        return {url for url in PATHS if turn_of_page(page_key(self.site.url(url))) == turn}

    def doubt(self, *paths: str) -> None:
        """Have pages asked for anew, as the checks would."""
        with closing(open_store(self.desk.folder / "var" / "gongkai.db")) as db, db.conn:
            doubt(db, map(self.site.url, paths))

    def outcome(self, sweep: int, path: str) -> str:
        """What became of an article."""
        query = "SELECT outcome FROM articles WHERE sweep = ? AND url = ?"
        return str(self.desk.one(query, sweep, self.site.url(path)))

    def told(self, sweep: int) -> dict[str, list[dict[str, Any]]]:
        """What a sweep says of the portal; on which page of its list a row stands is no matter."""
        found: dict[str, list[dict[str, Any]]] = {}
        for name in ("areas", "columns", "looks", "entries", "articles", "links"):
            left = HOW | ({"page_url"} if name == "entries" else set())
            rows = self.desk.rows(f"SELECT * FROM {name} WHERE sweep = ?", sweep)
            found[name] = sorted(({k: v for k, v in row.items() if k not in left} for row in rows), key=repr)
        return found

    def judged(self, sweep: int, path: str, check: str = "wording-error") -> tuple[str, str | None, int]:
        """What is said of a page (by its wording, if nothing else), and how many accusations wait."""
        workspace = load_workspace(self.desk.folder)
        with closing(open_store(workspace.database, migrations)) as db:
            judge(db, sweep, workspace)
            query = 'SELECT verdict, reason_code FROM verdicts WHERE sweep = ? AND url = ? AND "check" = ?'
            [(verdict, code)] = db.execute(query, (sweep, self.site.url(path), check))
            return verdict, code, withheld(db, sweep)


def portal(site: Site, rows: list[Row], **head: str) -> None:
    """A home page and one column in pages of six; `head` are further headers of the column's first page."""
    site.paths.clear()
    column(site, MAIN, "通知公告", rows, 6, "青禾区人民政府办公室")
    body = site.paths[MAIN]
    assert isinstance(body, Answers)
    site.paths[MAIN] = Answers(body.body, 200, {**body.headers, **head})
    site.paths["/"] = html(home_page([(MAIN, "通知公告")], rows[:2]))


def test_a_later_week_asks_for_heads_its_share_and_what_is_new_and_says_what_a_full_one_says(
    desktop: Office, site: Site
) -> None:
    weeks = Weeks(desktop(), site)
    portal(site, ROWS, ETag='"one"')
    assert set(weeks.sweep(0)) >= PATHS | {MAIN + "index_3.html"}

    asked = weeks.sweep(1)
    assert asked.count("/") == 2  # each look at a front is a request
    assert asked.count(MAIN) == 1  # last week's look confirms this week's
    assert PATHS & set(asked) == weeks.share(1) | {url for url, *_ in ROWS[:2]}  # two stand on the home page
    assert {path for path in asked if path.startswith(MAIN + "index_")} == {MAIN + "index_3.html"}
    assert weeks.told(1) == weeks.told(2)
    assert [one.headers.get("If-None-Match") for one in site.log if one.path == MAIN] == ['"one"']
    [head] = weeks.desk.rows("SELECT * FROM fetches WHERE sweep = 2 AND unmodified = 1")
    assert (head["http_status"], head["outcome"], head["carried_from"]) == (200, "ok", None)
    rows = weeks.desk.rows(
        "SELECT n.fetched_at = o.fetched_at AND n.sha256 = o.sha256 AND n.capture = o.capture AS same FROM fetches n"
        " JOIN fetches o ON o.url = n.url AND o.sweep = n.carried_from WHERE n.sweep = 2 AND n.purpose = 'article'"
    )
    assert [row["same"] for row in rows] == [1] * len(PATHS - weeks.share(1) - {url for url, *_ in ROWS[:2]})
    assert weeks.desk.one("SELECT requests FROM sweeps WHERE id = 2") == len(asked)

    renamed: Row = (ROWS[0][0], "关于第一项工作的更正通知", ROWS[0][2])
    portal(site, [NEW, renamed, *ROWS[1:9], *ROWS[10:]], ETag='"two"')
    assert {NEW[0], renamed[0]} <= set(weeks.sweep(2))
    every = weeks.sweep(2, "--full")
    assert {NEW[0], *PATHS} - {ROWS[9][0]} <= set(every)
    assert weeks.told(3) == weeks.told(4)


def test_new_rows_alone_leave_the_middle_of_a_list_unasked(desktop: Office, site: Site) -> None:
    weeks = Weeks(desktop(), site)
    portal(site, ROWS[:14])
    weeks.sweep(0)
    portal(site, [NEW, *ROWS[:14]])
    asked = weeks.sweep(1)
    assert {path for path in asked if path.startswith(MAIN + "index_")} == {
        MAIN + "index_2.html"
    }  # no total is told, so its last page must prove it
    weeks.sweep(1, "--full")
    assert weeks.told(2) == weeks.told(3)


def test_without_the_stored_answers_everything_is_asked_anew(desktop: Office, site: Site) -> None:
    weeks = Weeks(desktop(), site)
    portal(site, ROWS[:8], ETag='"one"')
    weeks.sweep(0)
    shutil.rmtree(weeks.desk.folder / "var" / "captures")
    assert {url for url, *_ in ROWS[:8]} <= set(weeks.sweep(1))
    assert not any("If-None-Match" in one.headers for one in site.log)
    assert weeks.told(1) == weeks.told(2)


def test_one_failure_among_few_asked_is_told_from_a_common_one_and_nothing_bad_is_carried(
    desktop: Office, site: Site
) -> None:
    weeks = Weeks(desktop(), site)
    portal(site, ROWS)
    weeks.sweep(0)
    url = next(url for url, *_ in ROWS if url not in weeks.share(1) | weeks.share(2))
    good, site.paths[url] = site.paths[url], BUSY
    weeks.doubt(url)
    assert len(PATHS & set(weeks.sweep(1))) > len(weeks.share(1))  # others like it are asked besides
    assert weeks.outcome(2, url) == "http_error"
    assert weeks.desk.one("SELECT count(*) FROM incidents WHERE scope = 'articles'") == 0
    weeks.doubt()
    site.paths.update(dict.fromkeys(PATHS - {url}, BUSY))
    site.paths[url] = good
    weeks.doubt(ROWS[5][0])
    assert url in weeks.sweep(2)  # it failed when it was last asked for
    assert weeks.outcome(3, url) == "ok"
    assert weeks.desk.one("SELECT count(*) FROM incidents WHERE scope = 'articles'") == 1


def test_what_could_not_be_opened_again_is_not_carried_any_more(desktop: Office, site: Site) -> None:
    url = ROWS[2][0]
    weeks = Weeks(desktop(), site, url)
    portal(site, ROWS[:6])
    weeks.sweep(0)
    weeks.sweep(1)
    site.paths[url] = RESET
    weeks.doubt(url)
    weeks.sweep(1, "--again")
    rows = weeks.desk.rows("SELECT * FROM fetches WHERE sweep = 2 AND url = ?", site.url(url))
    assert {(row["outcome"], row["carried_from"], row["capture"]) for row in rows} == {
        ("unreachable", None, None)
    }
    weeks.doubt()
    assert url in weeks.sweep(2)


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
    site.forget()
    with pytest.raises(subprocess.TimeoutExpired):
        weeks.desk.sweep("--as-of", (weeks.first + WEEK).isoformat(), "--again", timeout=20)
    assert url in site.paths_asked()
    workspace = load_workspace(weeks.desk.folder)
    with closing(open_store(workspace.database, migrations)) as db:
        judge(db, 2, workspace)
        accused = "SELECT count(*) FROM verdicts WHERE sweep = 2 AND verdict IN ('violation', 'suspected')"
        assert db.execute(f"{accused} AND \"check\" = 'link-dead'").fetchone()[0] == 0


def test_a_304_that_nobody_asked_for_is_no_page(desktop: Office, site: Site) -> None:
    weeks = Weeks(desktop(), site)
    portal(site, ROWS[:3])
    site.paths[ROWS[1][0]] = Answers(status=304)
    weeks.sweep(0)
    assert weeks.outcome(1, ROWS[1][0]) == "http_error"


# --- turns -----------------------------------------------------------------------------------------------------------


def test_every_page_has_its_turn_once_a_quarter() -> None:
    for number in range(200):
        name = f"http://www.qinghe.example/{number}.html"
        turns = [turn_of_week(DAY + week * WEEK) == turn_of_page(name) for week in range(26)]
        assert sum(turns[:13]) == sum(turns[13:]) == 1


def test_what_is_older_than_a_quarter_is_asked_for_even_if_its_turn_was_missed(database: Database) -> None:
    database.table("sweeps").insert_all(
        {"week": f"2026-W{n}", "attempt": 1, "as_of": "2026-11-22", "state": "done", "scope": "all"} for n in (1, 47)
    )  # fmt: skip
    past = Past(database, 2)
    name = next(f"/{n}" for n in range(50) if turn_of_page(f"/{n}") != turn_of_week(DAY))
    assert past.rests(name, Good(1, DAY - 12 * WEEK, {}))
    assert not past.rests(name, Good(1, DAY - 13 * WEEK, {}))
    due = next(f"/{n}" for n in range(50) if turn_of_page(f"/{n}") == turn_of_week(DAY))
    assert not past.rests(due, Good(1, DAY - WEEK, {}))
    with database.conn:
        doubt(database, [name])
    assert not Past(database, 2).rests(name, Good(1, DAY - WEEK, {}))
