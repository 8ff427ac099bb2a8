"""Weeks in a row: what a later sweep asks for, what it takes as it was, and that it says what a full one says."""

from __future__ import annotations

import shutil

from small_pages import Row, article_page
from small_portal import AWAY, BUSY, FILE, MAIN
from small_site import RESET, Answers, Site, html
from small_weeks import DAY, NEW, PATHS, ROWS, WEEK, Office, Weeks, portal
from sqlite_utils import Database

from crawler.past import Good, Past, doubt, turn_of_page, turn_of_week

_NO_HEAD = Answers(status=405)


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


def test_new_rows_alone_leave_the_middle_of_a_list_and_known_links_unasked(
    desktop: Office, site: Site
) -> None:
    url, title, day = ROWS[2]
    assert day is not None
    body = html(
        article_page(title, day, body=f'<p>见<a href="{FILE}">附表</a>、<a href="{AWAY}">原文</a>。</p>')
    )
    onward = html('<meta http-equiv="refresh" content="0; url=http://www.province.example/">')

    def show(rows: list[Row]) -> None:
        portal(site, rows)  # the two know no HEAD: the second question is a GET
        site.paths.update({url: body, FILE: [_NO_HEAD, html("<p>附表</p>")], AWAY: [_NO_HEAD, onward]})

    weeks = Weeks(desktop(), site, url, FILE, AWAY)
    show(ROWS[:14])
    first = weeks.sweep(0)
    assert first.count(FILE) == first.count(AWAY) == 2
    show([NEW, *ROWS[:14]])
    asked = weeks.sweep(1)
    assert FILE not in asked  # what the GET came to stands for both
    assert asked.count(AWAY) == 2  # but a HEAD would not show that it only leads away
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
        doubt(database, [name], 2)
    assert not Past(database, 2).rests(name, Good(1, DAY - WEEK, {}))


def test_what_is_in_doubt_stays_so_until_the_whole_portal_was_in_view(database: Database) -> None:
    states = [("all", "done"), ("accounts", "done"), ("portal", "stopped"), ("portal", "done")]
    for number, (scope, state) in enumerate(states, 1):
        row = {
            "week": f"2026-W{number:02}",
            "attempt": 1,
            "as_of": "2026-11-22",
            "state": state,
            "scope": scope,
        }
        database.table("sweeps").insert(row)
        with database.conn:
            doubt(database, [f"http://www.qinghe.example/{number}.html"], number)
        kept = [url[-6:-5] for (url,) in database.execute("SELECT url FROM doubts ORDER BY url")]
        assert kept == (["1", "2", "3"][:number] if number < 4 else ["4"])
