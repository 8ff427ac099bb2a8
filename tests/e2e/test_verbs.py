"""The verbs: what every one of them takes, before or after its name, and what the printing ones print."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

import gongkai
from demo.hosting import HostingError
from reports.verbs import Run
from tests.crawler.small_site import Site
from tests.e2e.conftest import DAY, ROOT, WEEK, Office, Ran, command
from tests.e2e.portal import CIVIL, CIVIL_NEWS, OWNER, TOWN, TOWN_NOTICES, troubled, write_troubled

PRINTING = ("findings", "verdicts", "posts", "columns", "articles", "accounts")
STAGES = ("weekly", "sweep", "check", "report")
VERBS = (
    *STAGES,
    *PRINTING,
    "init",
    "demo",
    "import",
    "inspect",
    "confirm",
    "doctor",
    "status",
    "schedule",
    "backup",
)
SUBJECT = ("kind", "key", "name", "url")
IDENTITY = ("id", "week", "check", "basis", "severity", "unit", "unit_name", "subject")
FINDING = (
    *IDENTITY, "state", "first_seen", "last_seen", "reason", "observed", "evidence", "suggestion", "due",
)  # fmt: skip
KINDS = {
    "home-stale": "site", "column-stale": "column", "column-blank": "column", "article-undated": "article",
    "date-suspect": "article", "privacy-leak": "article", "link-dead": "link", "item-missing": "item",
    "item-stale": "item", "item-late": "item", "item-incomplete": "item", "account-dormant": "account",
    "account-revived": "account", "account-gone": "account", "account-renamed": "account", "wording-error": "article",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A workspace after one week in which nearly everything was found wrong."""
    site = Site()
    today = date.fromisoformat(DAY)
    office = write_troubled(tmp_path_factory.mktemp("verbs") / "工作区", troubled(site, today), today)
    ran = office.weekly()
    assert ran.code == 3, ran  # a feed tells nothing of its account's state
    yield office
    site.close()


def test_the_front_door_opens_without_the_crawler() -> None:
    """Every command waits for what it imports: Scrapy, Twisted and Playwright are the crawler's own process's."""
    heavy = "{'scrapy', 'twisted', 'playwright'} & {*sys.modules}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, gongkai; print(sorted({heavy}))"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == b"[]"


# --- before or after its name --------------------------------------------------------------------------------------


def test_no_verb_prints_help(invoke: Callable[..., Ran]) -> None:
    ran = invoke()
    assert ran.code == 0
    assert all(re.search(rf"^  {verb} ", ran.out, re.MULTILINE) for verb in VERBS)
    assert invoke("--help").out == ran.out


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """What a verb that sweeps is told, instead of sweeping."""
    heard: list[Run] = []

    def stage(run: Run, *_: object) -> int:
        heard.append(run)
        return 0

    @contextmanager
    def stand(*_: object) -> Iterator[None]:
        raise HostingError("not today")
        yield

    monkeypatch.setattr(Run, "stage", stage)
    monkeypatch.setattr(gongkai, "stand", stand)
    return heard


OPTIONS = ("--workspace", "x", "--week", WEEK, "--as-of", DAY, "--quiet", "--json-log")


@pytest.mark.parametrize("verb", STAGES)
@pytest.mark.parametrize("place", range(len(OPTIONS) + 1))
def test_a_stage_is_told_the_same_before_and_after_its_name(
    verb: str, place: int, told: list[Run], invoke: Callable[..., Ran]
) -> None:
    if OPTIONS[place - 1] in ("--workspace", "--week", "--as-of"):
        place += 1  # an option and its value stay together
    assert invoke(*OPTIONS[:place], verb, *OPTIONS[place:]).code == 0
    assert told == [
        Run(Path("x"), named=True, week=WEEK, as_of=date.fromisoformat(DAY), quiet=True, json_log=True)
    ]


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in STAGES])
def test_every_other_verb_takes_them_too(
    verb: str, desk: Office, tmp_path: Path, told: list[Run], invoke: Callable[..., Ran]
) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html><body><h1>关于停水的公告</h1><p>发布时间：2026-11-01</p></body></html>", "utf-8")
    (tmp_path / "table.csv").write_text("单位名称\n", "utf-8")
    more = {
        "init": (str(tmp_path / "new"),), "import": ("units", str(tmp_path / "table.csv")), "inspect": (str(page),),
        "confirm": ("000000000000", "--yes", "--note", "x"), "schedule": ("--cron",),
        "backup": (str(page),),  # is there already
    }.get(verb, ())  # fmt: skip
    options = ("--workspace", str(desk.folder), *OPTIONS[2:])
    before = invoke(*options, verb, *more)
    if verb == "init":
        more = (str(tmp_path / "newer"),)
    after = invoke(verb, *more, *options)
    assert before.code == after.code != 2, after
    assert before.out.replace("new/", "newer/") == after.out


def test_what_stands_after_the_name_counts_more(told: list[Run], invoke: Callable[..., Ran]) -> None:
    assert invoke("--workspace", "a", "--as-of", DAY, "weekly", "--workspace", "b").code == 0
    assert [(run.folder, run.as_of) for run in told] == [(Path("b"), date.fromisoformat(DAY))]


def test_the_workspace_may_come_from_the_environment_or_be_the_current_folder(desk: Office) -> None:
    named = command("accounts", GONGKAI_WORKSPACE=str(desk.folder))
    here = command("accounts", cwd=desk.folder)
    assert (named.code, here.code) == (0, 0)
    assert named.out == here.out == desk.run("accounts").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--week", "2026-W54", "weekly"), "ISO 周"), (("--week", "47", "check"), "ISO 周"),
        (("--as-of", "2026-02-30", "weekly"), "2026-02-30"),
        (("--as-of", "2026-11-23", "--week", WEEK, "report"), "不在"), (("findings", "--format", "doc"), "doc"),
        (("report", "--unit", "XXX"), "XXX"), (("report", "--format", "html,doc"), "xlsx"), (("gather",), "gather"),
        (("sweep", "--only", "pictures"), "pictures"), (("confirm", "0a1b"), "--note"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(
    words: tuple[str, ...], said: str, desk: Office, invoke: Callable[..., Ran]
) -> None:
    ran = invoke("--workspace", str(desk.folder), *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_log_as_json(desk: Office) -> None:
    ran = desk.run("check", "--as-of", DAY, "--json-log")
    assert ran.code == 3, "the accounts' sources tell neither state nor name: known gaps"
    lines = (desk.folder / "var" / "logs" / f"run-{WEEK}.log").read_text("utf-8").splitlines()
    assert all({"at", "level", "logger", "message"} <= set(json.loads(line)) for line in lines)


# --- printing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", PRINTING)
def test_printing_verbs_exit_0_in_every_format(verb: str, desk: Office) -> None:
    printed = {}
    for form in ("json", "csv", "xlsx"):
        result = CliRunner().invoke(
            gongkai.main, ["--workspace", str(desk.folder), verb, "--format", form, "--week", WEEK]
        )
        assert (result.exit_code, result.stderr) == (0, "")
        printed[form] = result.stdout_bytes
    rows = json.loads(printed["json"])
    assert rows
    assert printed["csv"].startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(printed["csv"].decode("utf-8-sig"))))
    assert len(table) == len(rows) + 1
    [sheet] = CalamineWorkbook.from_filelike(io.BytesIO(printed["xlsx"])).sheet_names
    filled = CalamineWorkbook.from_filelike(io.BytesIO(printed["xlsx"])).get_sheet_by_name(sheet).to_python()
    assert (filled[0], len(filled)) == (table[0], len(table))


@pytest.mark.parametrize("verb", PRINTING)
def test_a_week_that_is_not_stored_is_not_printed_as_empty(
    verb: str, desk: Office, invoke: Callable[..., Ran]
) -> None:
    ran = invoke("--workspace", str(desk.folder), verb, "--week", "2026-W40")
    assert (ran.code, ran.out) == (1, "")
    assert "2026-W40" in ran.err


@pytest.fixture(scope="module")
def findings(desk: Office) -> list[dict[str, Any]]:
    return desk.printed("findings", "--format", "json")


@pytest.fixture(scope="module")
def verdicts(desk: Office) -> list[dict[str, Any]]:
    return desk.printed("verdicts", "--format", "json")


def test_findings_have_the_contracts_keys(findings: list[dict[str, Any]]) -> None:
    assert {tuple(row) for row in findings} == {FINDING}
    assert {tuple(row["subject"]) for row in findings} == {SUBJECT}
    evidence = [proof for row in findings for proof in row["evidence"]]
    assert {tuple(proof) for proof in evidence} == {
        ("url", "fetched_at", "status", "sha256", "capture", "screenshot")
    }
    assert {row["severity"] for row in findings} <= {"veto", "deduct", "notice"}
    assert {row["state"] for row in findings} <= {
        "new", "persisting", "reopened", "fixed", "declared", "baseline",
    }  # fmt: skip
    assert {row["unit"] for row in findings} == {OWNER, CIVIL, TOWN}


def test_verdicts_have_the_same_identification(
    findings: list[dict[str, Any]], verdicts: list[dict[str, Any]]
) -> None:
    assert {tuple(row)[: len(IDENTITY)] for row in verdicts} == {IDENTITY}
    assert all({"verdict", "reason_code"} <= set(row) for row in verdicts)
    assert {row["verdict"] for row in verdicts} <= {
        "pass", "violation", "suspected", "untested", "declared", "not_applicable",
    }  # fmt: skip
    assert all((row["reason_code"] is not None) == (row["verdict"] == "untested") for row in verdicts)
    same = {row["id"]: [row[key] for key in IDENTITY] for row in verdicts}
    assert all([row[key] for key in IDENTITY] == same[row["id"]] for row in findings)
    assert len(same) == len(verdicts), "an id names one verdict"
    assert len({(v["check"], v["unit"], v["subject"]["key"]) for v in verdicts}) == len(verdicts)
    violations = {row["id"] for row in verdicts if row["verdict"] == "violation"}
    assert violations == {row["id"] for row in findings if row["state"] not in ("fixed", "declared")}


def test_times_are_iso_with_a_zone_and_days_are_days(findings: list[dict[str, Any]], desk: Office) -> None:
    for row in findings:
        assert date.fromisoformat(row["first_seen"]) <= date.fromisoformat(row["last_seen"])
        assert row["due"] is None or date.fromisoformat(row["due"]) > date.fromisoformat(DAY)
        for proof in row["evidence"]:
            assert datetime.fromisoformat(proof["fetched_at"]).tzinfo is not None
            assert re.fullmatch("[0-9a-f]{64}", proof["sha256"])
            assert (desk.folder / "var" / "captures" / proof["capture"].partition("#")[0]).exists()
    posts = desk.printed("posts")
    assert all(datetime.fromisoformat(post["published"]).utcoffset() is not None for post in posts)


def test_a_subject_is_called_as_the_contract_calls_it(verdicts: list[dict[str, Any]], desk: Office) -> None:
    [home] = {row["subject"]["key"] for row in verdicts if row["check"] == "home-stale"}
    keys = {
        kind: {r["subject"]["key"] for r in verdicts if r["subject"]["kind"] == kind}
        for kind in KINDS.values()
    }
    assert {row["check"]: row["subject"]["kind"] for row in verdicts}.items() <= KINDS.items()
    assert keys["site"] == {home}
    assert keys["item"] == {"1", "2"}
    assert keys["account"] == {"W1", "D1"}
    base = home.removesuffix("/")
    assert keys["column"] >= {base + CIVIL_NEWS, base + TOWN_NOTICES}
    assert keys["article"] <= {row["url"] for row in desk.printed("articles")}
    assert all(key.startswith(f"{base}/") for key in keys["column"] | keys["article"] | keys["link"])


def test_what_is_wrong_is_found_and_no_more(verdicts: list[dict[str, Any]]) -> None:
    """The fixture's own proof: every check of this issue that a small portal can provoke, once or twice."""
    found = {(v["check"], v["unit"]) for v in verdicts if v["verdict"] == "violation"}
    assert found == {
        ("home-stale", OWNER), ("column-stale", OWNER), ("column-stale", CIVIL), ("item-missing", CIVIL),
        ("item-late", CIVIL), ("privacy-leak", TOWN), ("date-suspect", TOWN), ("link-dead", TOWN),
        ("article-undated", TOWN), ("account-dormant", TOWN),
    }  # fmt: skip
    assert {v["check"] for v in verdicts if v["verdict"] == "suspected"} == {"account-dormant"}


# --- without a workspace -------------------------------------------------------------------------------------------


def test_inspect_needs_no_workspace(tmp_path: Path) -> None:
    page = tmp_path / "一篇.html"
    page.write_text(
        '<html><head><meta charset="utf-8"><meta name="PubDate" content="2026-11-03 09:00"></head><body>'
        "<h1>关于做好防汛工作的通知</h1><div>发布时间：2026-11-03 09:00　来源：区应急管理局</div>"
        "<p>各镇街道：现就有关事项通知如下，请认真贯彻执行，确保群众生命财产安全。</p></body></html>", "utf-8",
    )  # fmt: skip
    empty = tmp_path / "没有工作区"
    empty.mkdir()
    ran = command("inspect", str(page), "--now", "2026-11-22", cwd=empty, GONGKAI_WORKSPACE="/nowhere/at/all")
    assert (ran.code, ran.err) == (0, "")
    seen = json.loads(ran.out)
    assert set(seen) >= {
        "kind", "url", "charset", "title", "published", "published_from", "written", "source", "index_no", "document_no",
        "breadcrumbs", "entries", "next_pages", "attachments", "meta", "text",
    }  # fmt: skip
    assert (seen["kind"], seen["published"][:10], seen["url"]) == ("article", "2026-11-03", None)
    assert list(empty.iterdir()) == []
