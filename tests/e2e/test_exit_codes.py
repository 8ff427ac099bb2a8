"""Every exit code of the contract, provoked; whatever a run ends in, a page says so, and nobody is accused wrongly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from crawler.lock import hold
from reports.words import load_words
from tests.crawler.small_site import RESET, Answers, Site, html
from tests.e2e.conftest import ACCOUNTS, CATALOG, DAY, WEEK, Office, Ran
from tests.e2e.portal import CIVIL, CIVIL_NEWS, OWNER, TOWN, ordinary

TODAY = date.fromisoformat(DAY)
EVERYBODY = [TOWN, CIVIL, OWNER]
ROWS = CATALOG + (
    "1,政策文件,,自该信息形成之日起20个工作日内,区民政局\n2,公开制度,年度报告,每年1月31日前,区民政局\n"
)
BY_FEED = ACCOUNTS + "W1,MZJ,微信公众号,青禾民政,14,feed,{base}/feed.xml\n"
CHALLENGE = Answers(
    b"<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('=1');location.href=location.pathname</script>",
    521, {"Content-Type": "text/html"},
)  # fmt: skip


def tells(office: Office, code: int, week: str = WEEK) -> str:
    """The week's page, which must say how the run ended."""
    page = office.page(week)
    assert load_words().say("exits", code) in page
    return page


def test_0_everything_in_order(site: Site, office: Callable[..., Office]) -> None:
    ordinary(site, TODAY).show()
    desk = office(catalog=ROWS.splitlines()[0] + "\n" + ROWS.splitlines()[1] + "\n")
    ran = desk.weekly()
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() == str(desk.reports() / "index.html")
    assert desk.units_told() == EVERYBODY
    assert {row["verdict"] for row in desk.printed("verdicts")} == {"pass", "not_applicable"}
    assert not any(load_words().say("exits", code) in desk.page() for code in (1, 3, 4, 5, 6, 7))


def test_3_a_gap_is_new_once_and_known_from_then_on(site: Site, office: Callable[..., Office]) -> None:
    ordinary(site, TODAY).show()
    desk = office(accounts=BY_FEED)
    assert desk.weekly().code == 3
    assert "3 未能核验 本周新增3" in tells(desk, 3)
    ran = desk.run("weekly", "--as-of", "2026-11-24")
    assert ran.code == 3
    assert "未能核验3（已知缺口3，本周新增0）" in ran.err
    assert "3 未能核验 本周新增0" in tells(desk, 3, "2026-W48")
    assert desk.units_told() == EVERYBODY


@pytest.mark.parametrize(
    "words", [("weekly",), ("sweep",), ("check",), ("report",), ("confirm", "0a1b", "--no", "--note", "误报")]
)
def test_4_another_run_holds_the_workspace(
    words: tuple[str, ...], site: Site, office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office()
    (desk.reports() / "units").mkdir(parents=True)
    (desk.reports() / "index.html").write_text("此前的总览", "utf-8")
    with hold(desk.folder / "var"):
        ran = invoke("--workspace", str(desk.folder), "--week", WEEK, *words)
    assert (ran.code, site.log) == (4, [])
    assert "占用" in ran.err
    assert (desk.reports() / "index.html").read_text("utf-8") == "此前的总览", "the other run's page stays"
    if words[0] != "confirm":
        beside = desk.reports().with_name(f"{WEEK}-occupied.html")
        assert load_words().say("exits", 4) in beside.read_text("utf-8")


class Everywhere(dict[str, Any]):
    """A site that gives one answer to whatever it is asked."""

    def __init__(self, answer: Answers) -> None:
        super().__init__()
        self._answer = answer

    def get(self, key: str, default: Any = None) -> Any:
        return self._answer


_PAGE = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>青禾区</title></head><body>{}</body></html>'
NOWHERE = {
    "503 everywhere": (Answers(b"<html><body>busy</body></html>", 503), "http_error"),
    "521 everywhere": (CHALLENGE, "blocked"),
    "connections broken off": (RESET, "unreachable"),
    "nothing in any answer": (html(""), None),
    "empty pages": (html(_PAGE.format("")), None),
    "a login wall": (html(_PAGE.format('<form action="/login">用户名<input>密码<input></form>')), None),
}


_RARER = ("503 everywhere", "empty pages", "a login wall")


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (name in _RARER)) for name in NOWHERE]
)
def test_6_a_portal_that_shows_nothing_accuses_nobody(
    name: str, site: Site, office: Callable[..., Office]
) -> None:
    answer, code = NOWHERE[name]
    site.paths = Everywhere(answer)
    _accuses_nobody(office(catalog=ROWS, accounts=BY_FEED), code)
    assert site.log


def test_6_a_server_that_is_down(site: Site, office: Callable[..., Office]) -> None:
    desk = office(catalog=ROWS, accounts=BY_FEED)
    site.close()
    _accuses_nobody(desk, "unreachable")


def _accuses_nobody(desk: Office, code: str | None) -> None:
    ran = desk.weekly()
    assert ran.code == 6, ran
    page = tells(desk, 6)
    assert "单位报告没有生成" in page
    assert "0 存在问题" in page
    assert "3个单位没有任何一项能够核验" in page
    assert desk.units_told() == []
    verdicts = desk.printed("verdicts")
    assert {row["verdict"] for row in verdicts} == {"untested", "not_applicable"}
    assert all(row["reason_code"] == code for row in verdicts if code and row["verdict"] == "untested")
    assert desk.printed("findings") == []


def test_6_more_is_untested_than_the_guard_lets_pass(site: Site, office: Callable[..., Office]) -> None:
    portal = ordinary(site, TODAY)
    portal.show()
    for path in [path for path in site.paths if path.endswith(".html")]:
        site.paths[path] = Answers(b"", 503)
    desk = office()
    assert desk.weekly().code == 6
    assert "上限50%" in tells(desk, 6)
    assert desk.units_told() == []
    desk.settings("[guard]\nmax_untested = 0.99")
    assert desk.weekly().code == 3
    assert desk.units_told() == EVERYBODY


def test_6_one_check_turns_too_many_units_red_at_once(site: Site, office: Callable[..., Office]) -> None:
    """Three weeks later every news column is stale: on a first sweep that is so, later it may be our own fault."""
    ordinary(site, TODAY).show()
    desk = office()
    assert desk.weekly().code == 0
    assert desk.weekly("2026-12-13").code == 6
    page = tells(desk, 6, "2026-W50")
    assert "使100%的单位同时新增问题（上限50%）" in page
    assert desk.units_told("2026-W50") == []
    stale = [key for (check, key) in desk.findings() if check == "column-stale"]
    assert len(stale) == 3, "what was found is kept for the office"
    first = Office(desk.folder.with_name("另一个"))
    first.folder.mkdir()
    for path in desk.folder.glob("*.*"):
        (first.folder / path.name).write_bytes(path.read_bytes())
    assert first.weekly("2026-12-13").code == 0
    assert first.units_told("2026-W50") == EVERYBODY


def test_7_the_budget_is_used_up_and_the_rest_comes_later(site: Site, office: Callable[..., Office]) -> None:
    ordinary(site, TODAY).show()
    desk = office()
    desk.settings("[budget]\nmax_requests = 6")
    assert desk.weekly().code == 7
    page = tells(desk, 7)
    assert "停止原因：本次请求数已达上限（6次）" in page
    assert len(site.log) == 6
    counts = Counter(row["verdict"] for row in desk.printed("verdicts"))
    assert counts["untested"] > counts["pass"]
    assert not counts["violation"]
    settings = desk.folder / "district.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("max_requests = 6", "max_requests = 600"), "utf-8"
    )
    assert desk.weekly().code == 0
    assert {row["verdict"] for row in desk.printed("verdicts")} == {"pass", "not_applicable"}
    [sweep] = desk.rows("SELECT attempt, requests, replayed FROM sweeps")
    assert sweep == {"attempt": 1, "requests": len(site.log), "replayed": 6}, "nothing was asked for twice"


def test_1_a_store_that_is_none(site: Site, office: Callable[..., Office]) -> None:
    desk = office()
    (desk.folder / "var").mkdir()
    (desk.folder / "var" / "gongkai.db").write_bytes(b"no database at all" * 100)
    ran = desk.weekly()
    assert (ran.code, site.log) == (1, [])
    assert "gongkai.db" in ran.err
    assert "Traceback" not in ran.err
    assert "gongkai.db" in tells(desk, 1)


def test_1_a_crawl_that_cannot_begin(site: Site, office: Callable[..., Office]) -> None:
    desk = office()
    (desk.folder / "var").mkdir()
    (desk.folder / "var" / "captures").write_text("no folder", "utf-8")
    ran = desk.weekly()
    assert (ran.code, site.log) == (1, [])
    assert str(desk.folder / "var" / "logs") in ran.err
    assert str(desk.folder / "var" / "logs") in tells(desk, 1)
    assert desk.units_told() == []


def test_1_a_stage_that_breaks_down(
    site: Site, office: Callable[..., Office], invoke: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep is stored; judging it fails in a way that nobody foresaw. The next run needs no new sweep."""
    ordinary(site, TODAY).show()
    desk = office()
    assert desk.run("sweep", "--as-of", DAY, "--quiet").code == 0

    def broken(*_: object) -> None:
        raise RuntimeError("unforeseen")

    with monkeypatch.context() as patch:
        patch.setattr("reports.running.judge", broken)
        ran = invoke("--workspace", str(desk.folder), "check", "--as-of", DAY, "--quiet")
    assert ran.code == 1
    assert "unforeseen" in ran.err
    assert str(desk.folder / "var" / "logs") in ran.err
    assert "unforeseen" in tells(desk, 1)
    assert "unforeseen" in (desk.folder / "var" / "logs" / f"run-{WEEK}.log").read_text("utf-8")
    asked = len(site.log)
    assert desk.run("check", "--as-of", DAY).code == 0
    assert desk.run("report", "--as-of", DAY).code == 0
    assert len(site.log) == asked
    assert desk.units_told() == EVERYBODY
    assert ("column-stale", CIVIL_NEWS) in desk.verdicts()
