"""An office that sweeps a small portal week by week."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from small_pages import Row, home_page
from small_portal import MAIN, column, news
from small_site import Answers, Site, html
from small_workspace import Desktop

from checks.judging import judge, withheld
from checks.tables import migrations
from crawler.addresses import page_key
from crawler.past import doubt, turn_of_page, turn_of_week
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
            [latest] = db.execute("SELECT max(id) FROM sweeps").fetchone()
            doubt(db, map(self.site.url, paths), latest)

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
