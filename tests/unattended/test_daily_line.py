"""The daily line from day to day: small budgets, nights between, reports that follow; and the lines of status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from crawler.lock import hold
from reports import lastrun
from tests.crawler.small_site import Site
from tests.e2e.conftest import Office, Ran
from tests.e2e.portal import TOWN_NEWS, Document, ordinary
from tests.unattended.comparing import accused, outcome

SUNDAY = date(2026, 11, 22)  # of week 47
BUDGET = "[budget]\nmax_requests = 12"


def daily(desk: Office, day: date, *words: str) -> Ran:
    """What cron runs every day."""
    return desk.run("--as-of", day.isoformat(), "weekly", "--due", *words)


@pytest.mark.soak
def test_a_first_sweep_of_many_nights_ends_by_itself_and_opens_no_week(
    site: Site, office: Callable[..., Office]
) -> None:
    """Begun on a Sunday with a budget for an eighth of it; every night goes on, over the week's end and with its clock."""
    portal = ordinary(site, SUNDAY)
    portal.add(
        TOWN_NEWS, *(Document(f"柳溪镇第{n}次例会", SUNDAY - timedelta(days=n + 3)) for n in range(30))
    )
    portal.show()
    desk, whole = office(), office("undisturbed")
    desk.settings(BUDGET)
    codes, day = [], SUNDAY
    while not codes or codes[-1] == 7:
        codes.append(daily(desk, day).code)
        sweeps = desk.rows("SELECT week, attempt, as_of FROM sweeps")
        assert sweeps == [{"week": "2026-W47", "attempt": 1, "as_of": "2026-11-22"}], (
            f"after {len(codes)} nights"
        )
        assert not accused(desk), "what was not reached yet accuses nobody"
        assert len(codes) < 20
        day += timedelta(days=1)
    assert len(codes) >= 5
    assert codes[-1] == 0
    asked = len(site.log)
    assert whole.run("--as-of", "2026-11-22", "weekly", "--quiet").code == 0
    assert len(site.log) - asked == asked, "in small pieces it costs as many requests as in one"
    assert (outcome(desk).verdicts, outcome(desk).rows) == (outcome(whole).verdicts, outcome(whole).rows)
    ran = daily(desk, day)
    assert ran.code == 7
    assert "开始2026-W48周" in ran.err
    assert {row["week"] for row in desk.rows("SELECT week FROM sweeps")} == {"2026-W47", "2026-W48"}


def test_what_is_done_is_not_done_again(site: Site, office: Callable[..., Office]) -> None:
    ordinary(site, SUNDAY).show()
    desk = office()
    assert daily(desk, SUNDAY, "--quiet").code == 0
    asked, page = len(site.log), desk.reports() / "index.html"
    written = page.stat().st_mtime_ns
    ran = daily(desk, SUNDAY)
    assert (ran.code, ran.out) == (0, "")
    assert "本次无需运行" in ran.err
    assert (len(site.log), page.stat().st_mtime_ns) == (asked, written)
    page.unlink()
    (desk.reports() / ".report.json").unlink()
    ran = daily(desk, SUNDAY, "--quiet")
    assert (ran.code, len(site.log)) == (0, asked), "only its reports were missing"
    assert page.exists()


@pytest.mark.parametrize("words", [("--fresh",), ("--week", "2026-W47")])
def test_what_is_due_is_decided_by_itself(
    words: tuple[str, ...], office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office()
    assert invoke("--workspace", str(desk.folder), "weekly", "--due", *words).code == 2


# --- status and figures ----------------------------------------------------------------------------------------------


def status(desk: Office, day: date, invoke: Callable[..., Ran], *words: str) -> Ran:
    return invoke("--workspace", str(desk.folder), "--as-of", day.isoformat(), "status", *words)


def test_status_of_a_workspace_that_never_ran(
    office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office()
    ran = status(desk, SUNDAY, invoke)
    assert ran.code == 1
    assert "从未运行" in ran.out
    assert not (desk.folder / "var" / "gongkai.db").exists(), "looking makes nothing"


def test_status_after_a_run_and_when_the_next_one_fails_to_come(
    site: Site, office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    ordinary(site, SUNDAY).show()
    desk = office()
    assert desk.weekly().code == 0
    ran = status(desk, SUNDAY, invoke)
    assert ran.code == 0
    assert "状态：正常" in ran.out
    assert "2026-11-23 起" in ran.out
    assert "退出码 0" in ran.out
    ran = status(desk, SUNDAY + timedelta(days=16), invoke)
    assert ran.code == 1
    assert "状态：逾期" in ran.out
    assert "2026-W48" in ran.out, "the week that was missed"
    figures = (desk.folder / "var" / "metrics.prom").read_text("utf-8")
    assert re.search(r'^gongkai_overdue\{district="青禾区"\} 1\.0$', figures, re.MULTILINE)


def test_status_while_a_run_goes_on_and_after_one_that_died(
    site: Site, office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    ordinary(site, SUNDAY).show()
    desk = office()
    var = desk.folder / "var"
    with hold(var):
        lastrun.begin(var, "2026-W47")
        assert "正在运行" in status(desk, SUNDAY, invoke).out
        kept = (var / "lock").read_bytes()
    (var / "lock").write_bytes(kept.replace(b'"boot": "', b'"boot": "earlier-'))
    assert "没有正常结束" in status(desk, SUNDAY, invoke).out
    assert desk.weekly().code == 0
    assert "没有正常结束" not in status(desk, SUNDAY, invoke).out


def test_the_figures_of_a_run(site: Site, office: Callable[..., Office]) -> None:
    ordinary(site, SUNDAY).show()
    desk = office()
    assert desk.weekly().code == 0
    path = desk.folder / "var" / "metrics.prom"
    assert path.stat().st_mode & 0o777 == 0o600
    told = dict(re.findall(r"^(gongkai_\w+)\{[^}]*\} (\S+)$", path.read_text("utf-8"), re.MULTILINE))
    assert told["gongkai_last_run_exit_code"] == "0.0"
    assert float(told["gongkai_sweep_requests"]) == len(site.log)
    assert float(told["gongkai_captures_bytes"]) > 0
    passed = re.search(r'gongkai_verdicts\{district="青禾区",verdict="pass"\} (\S+)', path.read_text("utf-8"))
    assert passed is not None
    assert float(passed[1]) == sum(row["verdict"] == "pass" for row in desk.printed("verdicts"))


def test_a_wrong_workspace_is_remembered_as_the_last_run(
    office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office()
    desk.write(units="单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部们\n")
    assert desk.weekly().code == 5
    told = json.loads((desk.folder / "var" / "last_run.json").read_text("utf-8"))
    assert told["code"] == 5
    assert "部们" in told["told"]


def test_the_clock_was_set_back(site: Site, office: Callable[..., Office]) -> None:
    """By its own clock the machine stands before the last sweep: dates of today would lie in the future."""
    ordinary(site, SUNDAY).show()
    desk = office()
    assert desk.weekly().code == 0
    asked = len(site.log)
    desk.change("UPDATE sweeps SET started_at = '2093-01-01T00:00:00+00:00'")
    ran = daily(desk, SUNDAY + timedelta(days=1))
    assert ran.code == 1
    assert "时钟" in ran.err
    assert len(site.log) == asked
