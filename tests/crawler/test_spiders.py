"""The spiders on a portal that answers: one sweep with all sorts of trouble, looked at from every side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from small_pages import home_page
from small_portal import (
    AWAY,
    BROKEN,
    CIVIL,
    FILE,
    GONE,
    HOMEWARD,
    LOST_FILE,
    MAIN,
    OLD,
    SHAKY,
    TOWN,
    news,
    plain_portal,
    whole_portal,
)  # fmt: skip
from small_site import Asked, Site, html
from small_workspace import CIVIL as CIVIL_CODE
from small_workspace import OWNER, Desktop, Run, write_workspace
from small_workspace import TOWN as TOWN_CODE

from crawler.captures import Place, read_capture


@dataclass(frozen=True)
class Swept:
    """A portal, the workspace that was swept, and how that ended."""

    site: Site
    elsewhere: Site
    desk: Desktop
    run: Run
    log: tuple[Asked, ...]

    def paths_asked(self) -> list[str]:
        return [asked.path for asked in self.log]

    def column(self, path: str) -> dict[str, Any]:
        [row] = self.desk.rows("SELECT * FROM columns WHERE url = ?", self.site.url(path))
        return row

    def link(self, path: str) -> dict[str, Any]:
        [row] = self.desk.rows("SELECT * FROM links WHERE url = ? AND place = 'home'", self.site.url(path))
        return row

    def fetches(self, path: str) -> list[tuple[object, ...]]:
        query = "SELECT method, look, http_status, outcome FROM fetches WHERE url = ? ORDER BY id"
        return [tuple(row.values()) for row in self.desk.rows(query, self.site.url(path))]


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Swept]:
    """One sweep for all the tests of this file."""
    site, elsewhere = Site(), Site()
    whole_portal(site, elsewhere)
    desk = write_workspace(tmp_path_factory.mktemp("swept"), site.home, [site.netloc])
    run = desk.sweep()
    yield Swept(site, elsewhere, desk, run, tuple(site.log))
    site.close()
    elsewhere.close()


@pytest.fixture(scope="module")
def again(swept: Swept, tmp_path_factory: pytest.TempPathFactory) -> Desktop:
    """A second workspace against the same portal, swept by fewer at a time, and with another order of sets."""
    swept.site.forget()
    desk = write_workspace(
        tmp_path_factory.mktemp("again"), swept.site.home, [swept.site.netloc], concurrency=1
    )
    desk.sweep(PYTHONHASHSEED="7")
    return desk


def test_it_ends_with_known_gaps(swept: Swept) -> None:
    assert (swept.run.code, swept.run.err, swept.run.out) == (3, "", "")
    [row] = swept.desk.rows("SELECT * FROM sweeps")
    assert (row["week"], row["attempt"], row["as_of"], row["state"], row["stop_reason"]) == (
        "2026-W47", 1, "2026-11-22", "done", None,
    )  # fmt: skip


def test_the_log_has_no_line_for_every_request(swept: Swept) -> None:
    [log] = (swept.desk.folder / "var" / "logs").glob("*.log")
    assert [line for line in log.read_text("utf-8").splitlines() if " scrapy.core." in line] == []


def test_every_fetch_has_an_outcome_and_a_time(swept: Swept) -> None:
    assert swept.desk.rows("SELECT url, look FROM fetches WHERE outcome IS NULL OR fetched_at IS NULL") == []
    assert swept.desk.one("SELECT count(*) FROM fetches") > 40


def test_every_request_was_counted(swept: Swept) -> None:
    assert swept.desk.one("SELECT requests FROM sweeps") == len(swept.log)


def test_every_answer_lies_in_the_captures_as_it_came(swept: Swept) -> None:
    rows = swept.desk.rows("SELECT * FROM fetches WHERE http_status IS NOT NULL")
    assert len(rows) >= 40
    for row in rows:
        stored = read_capture(
            swept.desk.folder / "var" / "captures", Place(row["capture"], row["capture_offset"])
        )
        assert (stored.url, stored.status) == (row["final_url"], row["http_status"])
        assert (len(stored.body), hashlib.sha256(stored.body).hexdigest()) == (row["bytes"], row["sha256"])


def test_the_columns_and_whose_they_are(swept: Swept) -> None:
    told = {
        row["url"].removeprefix(swept.site.home[:-1]): (
            row["unit"],
            row["role"],
            row["outcome"],
            row["complete"],
            row["pages"],
        )
        for row in swept.desk.rows("SELECT * FROM columns")
    }
    assert told == {
        MAIN: (OWNER, "list", "ok", 1, 2),
        OLD: (OWNER, "list", "ok", 1, 2),
        CIVIL + "tzgg/": (CIVIL_CODE, "list", "ok", 1, 1),
        CIVIL + "jgzn/": (CIVIL_CODE, "document", "ok", 1, 0),
        TOWN + "tzgg/": (TOWN_CODE, "list", "empty_unproven", 0, 1),
        TOWN + "jgzn/": (TOWN_CODE, "document", "ok", 1, 0),
        HOMEWARD: (OWNER, "list", "soft_404", 0, 0),
        AWAY: (OWNER, "list", "not_swept", 0, 0),
    }


def test_all_pages_of_a_list_are_read(swept: Swept) -> None:
    counts = swept.desk.rows(
        "SELECT column_url, count(*) AS n, max(position) AS last FROM entries GROUP BY 1"
    )
    told = {row["column_url"].removeprefix(swept.site.home[:-1]): (row["n"], row["last"]) for row in counts}
    assert told == {
        "/": (4, 3), MAIN: (12, 11), OLD: (30, 29), CIVIL + "tzgg/": (3, 2), CIVIL + "jgzn/": (1, 0), TOWN + "jgzn/": (1, 0),
    }  # fmt: skip


def test_every_column_is_looked_at_twice(swept: Swept) -> None:
    looks = swept.desk.rows("SELECT url, max(look) AS n FROM looks WHERE outcome = 'ok' GROUP BY url")
    assert {row["url"].removeprefix(swept.site.home[:-1]): row["n"] for row in looks} == {
        "/": 2, MAIN: 2, OLD: 2, CIVIL + "tzgg/": 2, TOWN + "tzgg/": 2, CIVIL + "jgzn/": 1, TOWN + "jgzn/": 1,
    }  # fmt: skip


def test_young_articles_are_opened_and_old_ones_are_not(swept: Swept) -> None:
    asked = swept.paths_asked()
    assert not [path for path in asked if path.startswith(OLD + "t2019")]
    assert len({path for path in asked if path.startswith(MAIN + "t2026")}) == 12
    rows = swept.desk.rows("SELECT outcome, count(*) AS n FROM articles GROUP BY 1 ORDER BY 1")
    assert [tuple(row.values()) for row in rows] == [("ok", 16), ("unreachable", 1)]


def test_articles_keep_what_was_read(swept: Swept) -> None:
    url = swept.site.url(CIVIL + "tzgg/t20261102_2.html")
    [row] = swept.desk.rows("SELECT * FROM articles WHERE url = ?", url)
    assert (row["unit"], row["unit_from"], row["title"]) == (
        CIVIL_CODE,
        "area",
        "关于做好第2项民生保障工作的通知",
    )
    assert (row["published"], row["list_date"]) == ("2026-11-02T09:30:00+08:00", "2026-11-02")
    assert "现就有关事项通知如下" in row["text"]


def test_two_busy_answers_and_then_a_page(swept: Swept) -> None:
    assert swept.paths_asked().count(SHAKY) == 3
    assert swept.fetches(SHAKY) == [("GET", 1, 200, "ok")]


def test_a_broken_connection_is_tried_and_looked_at_again(swept: Swept) -> None:
    assert swept.paths_asked().count(BROKEN) == 6
    assert swept.fetches(BROKEN) == [("GET", 1, None, "unreachable"), ("GET", 2, None, "unreachable")]


def test_a_dead_file_gets_head_get_and_a_second_look(swept: Swept) -> None:
    assert swept.fetches(LOST_FILE) == [
        ("HEAD", 1, 404, "http_error"), ("GET", 1, 404, "http_error"), ("GET", 2, 404, "http_error"),
    ]  # fmt: skip
    row = swept.link(LOST_FILE)
    assert (row["outcome"], row["http_status"], row["look_outcome"], row["look_status"]) == (
        "http_error",
        404,
        "http_error",
        404,
    )
    assert row["fetch"] != row["look_fetch"]


def test_a_file_that_is_there_is_asked_for_once_and_not_fetched(swept: Swept) -> None:
    assert swept.fetches(FILE) == [("HEAD", 1, 200, "ok")]
    assert swept.link(FILE)["outcome"] == "ok"


def test_a_dead_menu_entry_is_a_dead_link_with_two_looks(swept: Swept) -> None:
    row = swept.link(GONE)
    assert (row["http_status"], row["look_status"], row["text"]) == (404, 404, "旧专题")
    assert swept.desk.rows("SELECT * FROM columns WHERE url = ?", swept.site.url(GONE)) == []


def test_a_redirect_to_the_home_page_is_a_soft_404(swept: Swept) -> None:
    assert swept.column(HOMEWARD)["outcome"] == "soft_404"
    assert {row[3] for row in swept.fetches(HOMEWARD)} == {"ok"}, "the redirect itself is fine"


def test_the_looks_at_it_say_so(swept: Swept) -> None:
    rows = swept.desk.rows("SELECT outcome FROM looks WHERE url = ?", swept.site.url(HOMEWARD))
    assert {row["outcome"] for row in rows} == {"soft_404"}


def test_a_redirect_to_a_foreign_host_is_refused(swept: Swept) -> None:
    assert swept.elsewhere.log == []
    assert swept.column(AWAY)["outcome"] == "not_swept"
    assert "未明确写出" in swept.column(AWAY)["detail"]


def test_a_foreign_link_is_noted_and_never_asked(swept: Swept) -> None:
    [row] = swept.desk.rows("SELECT * FROM links WHERE external = 1")
    assert (row["url"], row["outcome"]) == (swept.elsewhere.url("/foreign.html"), None)


def test_areas(swept: Swept) -> None:
    rows = swept.desk.rows("SELECT unit, outcome, complete, look_outcome FROM areas ORDER BY unit")
    assert [tuple(row.values()) for row in rows] == [
        (OWNER, "ok", 0, "ok"), (CIVIL_CODE, "ok", 1, "ok"), (TOWN_CODE, "ok", 0, "ok"),
    ]  # fmt: skip


def test_what_is_written_is_the_owners_only(swept: Swept) -> None:
    var = swept.desk.folder / "var"
    paths = [var, *var.rglob("*")]
    assert {path.suffix for path in paths if path.is_file()} >= {".db", ".gz", ".log", ""}
    assert {path.name for path in paths if path.is_dir()} >= {"var", "logs", "captures"}
    assert {path.stat().st_mode & 0o077 for path in paths} == {0}


@pytest.mark.parametrize("table", ["areas", "columns", "looks", "entries", "articles", "links"])
def test_a_second_sweep_of_the_same_portal_holds_the_same(swept: Swept, again: Desktop, table: str) -> None:
    assert again.table(table) == swept.desk.table(table)


def test_an_address_of_any_length_is_asked_for_and_keeps_nobody_waiting(
    site: Site, desktop: Callable[..., Desktop]
) -> None:
    """Encoded it has more than 5000 characters."""
    plain_portal(site)
    long = MAIN + "长" * 600 + ".html"
    site.paths["/"] = html(
        home_page([(MAIN, "通知公告")], [(long, "题目很长的通知", None), *news(MAIN, 1, 3)])
    )
    desk = desktop()
    assert desk.sweep(timeout=60).code == 3
    [row] = desk.rows("SELECT outcome, http_status FROM links WHERE url LIKE '%长%'")
    assert tuple(row.values()) == ("http_error", 404)
