"""Seven weeks of one district: findings are born, persist, are mended, come back, and people decide about them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest

from tests.crawler.small_site import Answers, Site
from tests.e2e.conftest import ACCOUNTS, CATALOG, Office, Ran, write_office
from tests.e2e.portal import (
    CIVIL,
    CIVIL_NEWS,
    CIVIL_PAPERS,
    HEADLINES,
    TOWN,
    TOWN_NEWS,
    TOWN_NOTICES,
    Document,
    feed,
    ordinary,
)  # fmt: skip

pytestmark = pytest.mark.timeout(900)
DAYS = ("2026-11-01", "2026-11-08", "2026-11-15", "2026-11-22", "2026-11-29", "2026-12-06", "2026-12-13")
ROWS = CATALOG + "1,政策文件,,自该信息形成之日起20个工作日内,区民政局\n"
BY_FEED = ACCOUNTS + "W1,MZJ,微信公众号,青禾民政,14,feed,{base}/feed.xml\n"
DECLARED = "单位,检查项,对象,理由,文号,有效期至\nLXZ,column-stale,工作动态,河道改造，人员借调,柳政函〔2026〕9号,2026-11-10\n"
LEAK, GONE = ("privacy-leak", "leak"), ("link-dead", "/files/lost.pdf")
NEWS, TOWN_STALE, LATE = ("column-stale", CIVIL_NEWS), ("column-stale", TOWN_NEWS), ("item-late", "1")


@dataclass
class Life:
    """What every week ended in: its run, its findings and its verdicts, by (check, key)."""

    office: Office
    runs: list[Ran] = field(default_factory=list)
    findings: list[dict[tuple[str, str], dict[str, Any]]] = field(default_factory=list)
    verdicts: list[dict[tuple[str, str], dict[str, Any]]] = field(default_factory=list)
    decisions: list[Ran] = field(default_factory=list)
    leak: str = ""

    def week(self, number: int) -> None:
        """Run one week and keep what it prints."""
        self.runs.append(self.office.weekly(DAYS[number]))
        self.keep()

    def keep(self) -> None:
        """Keep what the latest week prints now."""
        self.findings.append(self.office.findings())
        self.verdicts.append(self.office.verdicts())

    def states(self, key: tuple[str, str]) -> list[str | None]:
        """The finding's state in every week; None where it is not printed."""
        key = (key[0], self.leak) if key == LEAK else key
        return [found[key]["state"] if key in found else None for found in self.findings]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """The seven weeks; the fourth is run twice."""
    site = Site()
    yield _lived(site, Life(write_office(
        tmp_path_factory.mktemp("life") / "工作区", site, catalog=ROWS, accounts=BY_FEED, declarations=DECLARED,
    )))  # fmt: skip
    site.close()


def _lived(site: Site, life: Life) -> Life:
    portal = ordinary(site, date(2026, 11, 1))
    portal.beside["/feed.xml"] = feed("青禾民政", date(2026, 9, 20))
    portal.column(CIVIL_NEWS, "工作动态", Document("民政服务进社区", date(2026, 10, 10)))
    portal.column(TOWN_NEWS, "工作动态", Document("河道清理", date(2026, 10, 2)))
    portal.add(CIVIL_PAPERS, Document("关于优待抚恤的通知", date(2026, 6, 5), date(2026, 3, 2)))
    leak = Document(
        "临时救助对象公示", date(2026, 10, 20), more="张某某，身份证号：429998199003070015，拟予救助。"
    )
    portal.add(TOWN_NOTICES, leak)
    life.leak = TOWN_NOTICES + leak.slug

    def publish(day: str) -> None:
        portal.add(HEADLINES, Document(f"全区例会召开（{day}）", date.fromisoformat(day)))
        portal.show()

    publish("2026-10-30")  # week 0: the first sweep
    life.week(0)
    account = life.verdicts[0]["account-dormant", "W1"]["id"]
    life.decisions.append(life.office.run("confirm", account, "--yes", "--note", "后台核实，确已停更"))
    life.findings[0], life.verdicts[0] = life.office.findings(), life.office.verdicts()
    publish("2026-11-07")  # week 1: all as it was; the unit disputes the leak
    life.week(1)
    leaked = life.verdicts[1]["privacy-leak", life.leak]["id"]
    life.decisions.append(life.office.run("confirm", leaked, "--no", "--note", "示例号码，非真实身份证"))
    life.findings[1], life.verdicts[1] = life.office.findings(), life.office.verdicts()
    portal.add(
        CIVIL_NEWS, Document("敬老月慰问", date(2026, 11, 14))
    )  # week 2: news, a late paper, a dead link
    portal.add(CIVIL_PAPERS, Document("关于养老补贴的通知", date(2026, 11, 13), date(2026, 9, 1)))
    portal.add(
        TOWN_NOTICES,
        Document("灌溉公告", date(2026, 11, 12), more='<a href="/files/lost.pdf">安排表.pdf</a>'),
    )
    publish("2026-11-14")
    life.week(2)
    publish("2026-11-21")  # week 3, twice: between the attempts the file comes back
    life.week(3)
    portal.beside["/files/lost.pdf"] = Answers(b"%PDF-1.4\n%%EOF", 200, {"Content-Type": "application/pdf"})
    portal.show()
    life.runs.append(life.office.weekly(DAYS[3]))
    life.keep()
    publish("2026-11-28")  # week 4: the news column has fallen silent again
    life.week(4)
    publish("2026-12-05")  # week 5: and cannot be read
    site.paths[CIVIL_NEWS] = Answers(b"", 503)
    life.week(5)
    publish("2026-12-12")  # week 6: and is as it was
    life.week(6)
    return life


W0, W1, W2, W3, W3_AGAIN, W4, W5, W6 = range(8)


def test_new_persisting_fixed_reopened(life: Life) -> None:
    assert life.states(NEWS) == ["new", "persisting", "fixed", None, None, "reopened", None, "persisting"]
    assert life.verdicts[W5][NEWS]["verdict"] == "untested"


def test_an_id_is_the_same_from_week_to_week(life: Life) -> None:
    for key in (NEWS, TOWN_STALE, LATE):
        assert len({told[key]["id"] for told in life.verdicts if key in told}) == 1
    ids = [{key: row["id"] for key, row in told.items()} for told in life.verdicts]
    for earlier, later in itertools.pairwise(ids):
        assert all(later[key] == told for key, told in earlier.items() if key in later)
    assert all(len(set(week.values())) == len(week) for week in ids)


def test_a_term_begins_when_a_unit_is_told_and_anew_when_it_comes_back(life: Life) -> None:
    told = [found.get(NEWS) for found in life.findings]
    first, again, back, last = told[W0], told[W1], told[W4], told[W6]
    assert first is not None
    assert again is not None
    assert back is not None
    assert last is not None
    assert (first["first_seen"], first["last_seen"], first["due"]) == (
        "2026-11-01",
        "2026-11-01",
        "2026-11-13",
    )
    assert (again["first_seen"], again["last_seen"], again["due"]) == (
        "2026-11-01",
        "2026-11-08",
        "2026-11-13",
    )
    assert (back["first_seen"], back["due"]) == ("2026-11-01", "2026-12-11")
    assert (last["last_seen"], last["due"]) == ("2026-12-13", "2026-12-11")
    assert first["observed"] == {"newest": "2026-10-10", "days": 22, "limit": 14}


def test_old_lateness_is_history_and_new_lateness_is_told_once(life: Life) -> None:
    """The first paper was 149 days old when the first sweep found it; the second was found at once."""
    assert life.states(LATE) == ["baseline", None, "new", "fixed", "fixed", None, None, None]
    assert life.findings[W0][LATE]["due"] is None
    titles = [one["title"] for one in life.findings[W2][LATE]["observed"]["documents"]]
    assert titles == ["关于养老补贴的通知"]
    baseline = (life.office.reports("2026-W44") / "units" / CIVIL / "report.html").read_text("utf-8")
    assert "关于优待抚恤的通知" not in baseline, "history is for the office only"
    assert "关于优待抚恤的通知" in life.office.page("2026-W44")


def test_a_declaration_covers_until_it_ends(life: Life) -> None:
    assert life.states(TOWN_STALE)[:4] == ["declared", "declared", "new", "persisting"]
    assert life.verdicts[W1][TOWN_STALE]["verdict"] == "declared"
    assert life.findings[W2][TOWN_STALE]["first_seen"] == "2026-11-15", "the term begins when it ended"


def test_a_suspicion_that_a_person_confirmed(life: Life) -> None:
    key = ("account-dormant", "W1")
    assert life.decisions[0].code == 0
    assert "已记为属实，现判定为 violation" in life.decisions[0].out
    assert life.states(key)[:3] == ["new", None, None], "a look at an account holds for its week"
    assert [told[key]["verdict"] for told in life.verdicts[:3]] == ["violation", "suspected", "suspected"]


def test_an_accusation_that_a_person_struck_out(life: Life) -> None:
    assert life.states(LEAK)[:3] == ["new", "fixed", None]
    verdicts = [told["privacy-leak", life.leak]["verdict"] for told in life.verdicts]
    assert verdicts == ["violation", *["pass"] * 7], (
        "what a person decided on a page holds while the page stands"
    )


def test_the_audit_trail(life: Life) -> None:
    trail = life.office.rows("SELECT finding, decision, note, at, sweep FROM decisions ORDER BY id")
    assert [(row["decision"], row["note"]) for row in trail] == [
        ("yes", "后台核实，确已停更"),
        ("no", "示例号码，非真实身份证"),
    ]
    assert [row["finding"] for row in trail] == [
        life.verdicts[W0]["account-dormant", "W1"]["id"], life.verdicts[W0]["privacy-leak", life.leak]["id"],
    ]  # fmt: skip
    assert all(datetime.fromisoformat(row["at"]).tzinfo for row in trail)


def test_what_cannot_be_decided_is_refused_and_leaves_no_trace(life: Life) -> None:
    passed = life.verdicts[W6]["home-stale", "/"]["id"]
    for finding, said in (("ffffffffffff", "没有编号"), (passed, "只有问题和疑似问题可以核定")):
        ran = life.office.run("confirm", finding, "--no", "--note", "误报")
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
    assert len(life.office.rows("SELECT id FROM decisions")) == 2


def test_a_second_attempt_of_a_finished_week_stands_and_the_first_is_kept(life: Life) -> None:
    assert life.states(GONE) == [None, None, "new", "persisting", "fixed", None, None, None]
    sweeps = life.office.rows("SELECT id, week, attempt, state FROM sweeps ORDER BY week, attempt")
    assert [(row["week"][-3:], row["attempt"]) for row in sweeps] == [
        ("W44", 1), ("W45", 1), ("W46", 1), ("W47", 1), ("W47", 2), ("W48", 1), ("W49", 1), ("W50", 1),
    ]  # fmt: skip
    judged = {row["id"]: row for row in sweeps}
    said = life.office.rows("SELECT sweep, verdict FROM verdicts WHERE id = ?", life.verdicts[W2][GONE]["id"])
    attempts = {
        judged[row["sweep"]]["attempt"]: row["verdict"]
        for row in said
        if judged[row["sweep"]]["week"] == "2026-W47"
    }
    assert attempts == {1: "violation", 2: "pass"}
    assert "第2次监测" in life.office.page("2026-W47")


def test_an_earlier_week_can_still_be_printed(life: Life) -> None:
    again = life.office.findings("--week", "2026-W46")
    assert {key: row["state"] for key, row in again.items()} == {
        key: row["state"] for key, row in life.findings[W2].items()
    }


def test_exit_codes_of_the_weeks(life: Life) -> None:
    """Always 3: the account's only source, a feed, leaves its state and its silence open."""
    assert [ran.code for ran in life.runs] == [3] * 8


def test_units_are_told_what_is_theirs(life: Life) -> None:
    for unit, others in ((CIVIL, "河道清理"), (TOWN, "民政服务进社区")):
        page = (life.office.reports("2026-W46") / "units" / unit / "report.html").read_text("utf-8")
        assert others not in page
    assert "/files/lost.pdf" in page
