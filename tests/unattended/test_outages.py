"""The network, the portal or its patience is gone in the middle: the run stops, accuses nobody, and the next goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from tests.crawler.small_site import RESET, Answers, Asked, Site, html
from tests.e2e.conftest import DAY, DISTRICT, Office, write_office
from tests.e2e.portal import TOWN_NEWS, Document, Portal, troubled
from tests.unattended.comparing import Outcome, accused, outcome
from tests.unattended.conftest import TODAY

CHALLENGE = html(
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('=1');location.href=location.pathname</script>"
)
WITH_ROBOTS = DISTRICT.replace("obey_robots = false", "obey_robots = true")
ENDS = {
    "the network is gone": (RESET, "unreachable"),
    "the server is down": (Answers(b"<html><body>Service Unavailable</body></html>", 503), "http_error"),
    "a wall stands before it": (CHALLENGE, "blocked"),
    "it forbids everything": (Answers(b"<html><body>Forbidden</body></html>", 403), "blocked"),
    "it wants an hour's peace": (Answers(b"", 429, {"Retry-After": "3600"}), "rate_limited"),
}


def large(site: Site) -> Portal:
    """The troubled portal, and a column of fifty documents."""
    portal = troubled(site, TODAY)
    portal.add(TOWN_NEWS, *(Document(f"柳溪镇第{n}次例会", TODAY - timedelta(days=n + 3)) for n in range(50)))
    portal.show()
    return portal


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What an undisturbed run on it comes to."""
    with closing(Site()) as served:
        large(served)
        desk = write_office(tmp_path_factory.mktemp("whole"), served)
        assert desk.weekly().code == 0
        return outcome(desk)


def ends_after(site: Site, number: int, answer: Answers) -> Callable[[], None]:
    """From one request on everything gets one answer; returns what brings the portal back."""
    before = site.answer

    def answers(asked: Asked) -> Answers:
        told = before(asked)
        return told if len(site.log) <= number else answer

    site.answer = answers  # type: ignore[method-assign]

    def back() -> None:
        site.answer = before  # type: ignore[method-assign]

    return back


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.soak] * (number > 0)) for number, name in enumerate(ENDS)]
)
def test_in_the_middle(name: str, site: Site, office: Callable[..., Office], whole: Outcome) -> None:
    answer, code = ENDS[name]
    large(site)
    desk = office()
    back = ends_after(site, 25, answer)
    ran = desk.weekly()
    assert ran.code == 7, ran
    assert "自动续采" in ran.err or "可再次运行继续" in ran.err
    assert len(site.log) < 25 + 30 + 5 * 16, "it does not go on asking"
    [sweep] = desk.rows("SELECT state, stopped_by FROM sweeps")
    assert sweep == {"state": "stopped", "stopped_by": "outage"}
    assert accused(desk) <= whole.accused, "half a portal accuses nobody whom the whole does not"
    assert code in {row["reason_code"] for row in desk.printed("verdicts")}
    back()
    ran = desk.weekly()
    assert ran.code == 0, ran
    now = outcome(desk)
    assert now.verdicts == whole.verdicts
    pulse = [row for row in now.rows["fetches"] if row not in whole.rows["fetches"]]
    assert len(pulse) <= 1, "nothing but the home page asked once more"
    assert {**now.rows, "fetches": None} == {**whole.rows, "fetches": None}


def test_from_the_beginning(site: Site, office: Callable[..., Office]) -> None:
    """Nothing was collected: exit 6, soon, and tomorrow it is tried again."""
    base = site.home.rstrip("/")
    listed = "".join(f"MZJ,栏目{n},{base}/bmxxgk/mzj/{n}/\n" for n in range(300))
    desk = office(columns="单位,栏目名称,栏目地址\n" + listed)
    ends_after(site, 0, RESET)
    ran = desk.weekly()
    assert ran.code == 6, ran
    assert len(site.log) < 30 + 5 * 16
    assert {row["verdict"] for row in desk.printed("verdicts")} <= {"untested", "not_applicable"}
    assert desk.rows("SELECT state, stopped_by FROM sweeps") == [{"state": "stopped", "stopped_by": "outage"}]


@pytest.mark.parametrize(("answer", "code"), [(RESET, "unreachable"), (Answers(b"", 503), "http_error")])
def test_a_probe_of_a_portal_that_does_not_answer(
    answer: Answers, code: str, site: Site, office: Callable[..., Office]
) -> None:
    """One clear line and no page: it is no sweep. robots.txt does not come either, and nobody prints why."""
    desk = office(district=WITH_ROBOTS)
    ends_after(site, 0, answer)
    ran = desk.run("sweep", "--only", "probe")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err == f"门户首页没有正常应答（{code}）：{site.home}\n"
    assert [row["outcome"] for row in desk.rows("SELECT outcome FROM probes")] == [code]
    assert not (desk.folder / "var" / "reports").exists()


def test_a_probe_in_quiet_hours(site: Site, office: Callable[..., Office]) -> None:
    desk = office(
        district=WITH_ROBOTS.replace("[render]", 'quiet_hours = ["00:00-12:00", "12:00-00:00"]\n\n[render]')
    )
    ran = desk.run("sweep", "--only", "probe")
    assert (ran.code, site.log) == (7, [])
    assert ran.err.count("\n") == 1


def test_a_quiet_week_ends_resumable(site: Site, office: Callable[..., Office]) -> None:
    large(site)
    desk = office(
        district=WITH_ROBOTS.replace("[render]", 'quiet_hours = ["00:00-12:00", "12:00-00:00"]\n\n[render]')
    )
    assert desk.weekly(DAY).code == 7
    assert site.log == []
    assert desk.rows("SELECT stopped_by FROM sweeps") == [{"stopped_by": "quiet"}]
