"""`gongkai evidence`: every finding of a troubled week is judged again from its stored bytes, and what was altered falls."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawler.chromium import find_browser
from reports.running import FALLEN, UNEXPECTED
from tests.crawler.small_site import Site
from tests.e2e.conftest import DAY, WEEK, Office, Ran, inside, text_of
from tests.e2e.portal import CIVIL_NEWS, troubled, write_troubled

LEAK = "429998199003070015"
KEYS = {
    "id", "stands", "week", "attempt", "as_of", "check", "title", "requirement", "spares", "basis", "basis_told", "since",
    "program", "rules", "same_rules", "unit", "unit_name", "subject", "then", "now", "same_figures", "evidence",
}  # fmt: skip


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A workspace after one week in which nearly everything was found wrong; its portal is gone."""
    site, today = Site(), date.fromisoformat(DAY)
    office = write_troubled(tmp_path_factory.mktemp("evidence") / "工作区", troubled(site, today), today)
    assert office.weekly().code == 3
    site.close()
    return office


@pytest.fixture
def mine(week: Office, tmp_path: Path) -> Office:
    """A copy of it that a test may spoil."""
    shutil.copytree(week.folder, tmp_path / "工作区")
    return Office(tmp_path / "工作区")


def again(office: Office, finding: str, *words: str) -> Ran:
    return inside("--workspace", str(office.folder), "evidence", finding, *words)


def told(office: Office, finding: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(again(office, finding, "--format", "json").out)
    return said


def accused(office: Office, check: str) -> str:
    """The id of the first finding of a check."""
    return next(str(row["id"]) for (name, _), row in office.findings().items() if name == check)


def test_every_accusation_and_suspicion_stands(week: Office) -> None:
    before = (week.folder / "var" / "gongkai.db").read_bytes()
    ids = {row["id"]: row["check"] for row in week.printed("findings")}
    ids |= {row["id"]: row["check"] for row in week.printed("verdicts") if row["verdict"] == "suspected"}
    assert len(set(ids.values())) >= 9
    for finding, check in ids.items():
        said = told(week, finding)
        assert said["stands"], (check, said)
        assert said["same_figures"], (check, said)
        assert said["same_rules"]
        assert set(said) == KEYS
    assert (week.folder / "var" / "gongkai.db").read_bytes() == before


def test_it_says_where_when_and_by_which_rule(week: Office) -> None:
    ran = again(week, accused(week, "column-stale").upper())
    assert ran.code == 0
    for text in ("国办秘函〔2019〕19号", "gbm-2019-19:column-not-updated", "2019-04-01", "状态200", "SHA-256", "完好",
                 f"{WEEK}-1-001.warc.gz#", CIVIL_NEWS, "与当时相同", "成立"):  # fmt: skip
        assert text in ran.out, text


def test_no_number_is_told_in_full(week: Office) -> None:
    ran = again(week, accused(week, "privacy-leak"))
    assert ran.code == 0
    assert LEAK not in ran.out


def test_a_row_that_was_written_in_is_not_believed(mine: Office, invoke: Callable[..., Ran]) -> None:
    """Somebody gave an article a leak, and took away a list's newest entry: the bytes know nothing of either."""
    url = mine.rows(
        "SELECT url FROM articles WHERE numbers IS NULL AND outcome = 'ok' AND kind = 'article' LIMIT 1"
    )
    mine.change(f"UPDATE articles SET text = '{'甲' * 9}，身份证号：{LEAK}' WHERE url = '{url[0]['url']}'")
    assert invoke("--workspace", str(mine.folder), "check", "--quiet").code in (0, 3)
    [leak] = [
        row for row in mine.printed("findings") if row["check"] == "privacy-leak" and row["subject"]["key"] == url[0]["url"]
    ]  # fmt: skip
    ran = again(mine, leak["id"])
    assert ran.code == FALLEN
    assert "不成立" in ran.out


def test_an_altered_list_is_read_from_its_bytes(mine: Office) -> None:
    finding = accused(mine, "column-stale")
    mine.change("UPDATE entries SET date = '2025-01-01'")
    mine.change("UPDATE looks SET newest = '2025-01-01'")
    said = told(mine, finding)
    assert said["stands"]
    assert said["now"]["observed"] == said["then"]["observed"]


def test_missing_and_altered_bytes_are_told(mine: Office) -> None:
    finding = accused(mine, "column-stale")
    [file] = mine.folder.glob("var/captures/*/*.warc.gz")
    whole = file.read_bytes()
    place = int(told(mine, finding)["evidence"][0]["capture"].partition("#")[2])
    file.write_bytes(whole[:place] + gzip.compress(b"nothing of the kind") + whole[place:])
    ran = again(mine, finding)
    assert (ran.code, "存档被改动" in ran.out, "不能确认" in ran.out) == (FALLEN, True, True)
    file.unlink()
    ran = again(mine, finding)
    assert (ran.code, "存档缺失" in ran.out) == (FALLEN, True)


def test_other_rules_are_told(mine: Office) -> None:
    mine.settings("[limits]\nnews = 30")
    finding = accused(mine, "column-stale")
    said = told(mine, finding)
    assert not said["same_rules"]


def test_nobody_was_ever_accused(week: Office) -> None:
    ran = again(week, "nosuchfinding")
    assert (ran.code, "没有编号为nosuchfinding的问题" in ran.err) == (UNEXPECTED, True)
    assert again(week, "000000000000", "--week", "2026-W40").code == UNEXPECTED


def test_other_programs_read_the_captures_too(week: Office) -> None:
    """warcio's own checker and iterator, not our reader: every answer is there, with the digest that the store names."""
    [file] = week.folder.glob("var/captures/*/*.warc.gz")
    assert Checker(SimpleNamespace(inputs=[str(file)], verbose=False)).process_all() == 0
    rows = {
        row["capture_offset"]: row
        for row in week.rows("SELECT url, sha256, capture_offset FROM fetches WHERE capture IS NOT NULL")
    }
    met, bodies = set[int](), dict[str, str]()
    with file.open("rb") as stream:
        records = ArchiveIterator(stream)
        for record in records:
            if record.rec_type not in ("response", "revisit"):
                continue
            head, body = record.rec_headers, record.raw_stream.read()
            offset, payload = records.get_record_offset(), head.get_header("WARC-Payload-Digest")
            met.add(offset)
            if record.rec_type == "response":
                bodies[payload] = sha256(body).hexdigest()
            assert bodies[payload] == rows[offset]["sha256"], head.get_header("WARC-Target-URI")
    assert met == set(rows)


# --- cards -----------------------------------------------------------------------------------------------------------


def test_every_finding_has_its_card_beside_the_report(week: Office) -> None:
    for row in week.printed("findings"):
        folder = week.reports() / "units" / row["unit"]
        page = folder / "evidence" / f"{row['id']}.html"
        assert f'href="evidence/{row["id"]}.html"' in (folder / "report.html").read_text("utf-8")
        words = text_of(page)
        for text in (row["reason"], row["suggestion"], row["basis"], "怎样即为符合", "按设置没有截图", *(
            seen["sha256"] for seen in row["evidence"] if seen["sha256"]
        )):  # fmt: skip
            assert text in words, (row["check"], text)
        assert row["evidence"] == [{**seen, "screenshot": None} for seen in row["evidence"]]
        assert LEAK not in page.read_text("utf-8")
        with zipfile.ZipFile(folder.with_suffix(".zip")) as packed:
            assert f"{row['unit']}/evidence/{row['id']}.html" in packed.namelist()


def test_the_place_is_quoted_and_marked(week: Office) -> None:
    """The newest row of a stale list, the hidden number of a leak, the anchor of a dead link."""
    for check, quoted in (
        ("column-stale", "<mark>民政服务进社区活动举行</mark>"), ("privacy-leak", "<mark>4299"), ("link-dead", "<mark>用水安排表.pdf</mark>"),
    ):  # fmt: skip
        cards = [
            week.reports() / "units" / row["unit"] / "evidence" / f"{row['id']}.html"
            for row in week.printed("findings")
            if row["check"] == check
        ]
        assert any(quoted in card.read_text("utf-8") for card in cards), check


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="needs Debian's Chromium (apt-get install chromium)")
def test_the_heaviest_findings_have_pictures(mine: Office, invoke: Callable[..., Ran]) -> None:
    district = mine.folder / "district.toml"
    district.write_text(district.read_text("utf-8").replace('mode = "never"', 'mode = "auto"'), "utf-8")
    mine.settings("[evidence]\nscreenshots = 2")
    assert invoke("--workspace", str(mine.folder), "report", "--quiet").code == 3
    pictured = [
        row for row in mine.printed("findings") if row["evidence"] and row["evidence"][0]["screenshot"]
    ]
    assert len(pictured) == 2
    assert {row["severity"] for row in pictured} == {"veto"}
    for row in pictured:
        picture = mine.folder / row["evidence"][0]["screenshot"]
        assert picture.read_bytes().startswith(b"\x89PNG")
        embedded = b64encode(picture.read_bytes()).decode()
        assert f'src="data:image/png;base64,{embedded}"' in picture.with_suffix(".html").read_text("utf-8")
    before = {row["id"]: (mine.folder / row["evidence"][0]["screenshot"]).read_bytes() for row in pictured}
    assert (
        invoke("--workspace", str(mine.folder), "report", "--quiet", "--unit", pictured[0]["unit"]).code == 3
    )
    again = [row for row in mine.printed("findings") if row["id"] in before]
    assert {
        row["id"]: (mine.folder / row["evidence"][0]["screenshot"]).read_bytes() for row in again
    } == before


# --- revisions -------------------------------------------------------------------------------------------------------


def reports(office: Office) -> dict[str, str]:
    """Every unit's page."""
    return {
        path.parent.name: path.read_text("utf-8") for path in office.reports().glob("units/*/report.html")
    }


def test_a_finding_struck_out_makes_a_numbered_revision(mine: Office, invoke: Callable[..., Ran]) -> None:
    first = reports(mine)
    assert invoke("--workspace", str(mine.folder), "report", "--quiet").code == 3
    assert reports(mine) == first
    [struck, other] = [row for row in mine.printed("findings") if row["check"] == "column-stale"]
    assert struck["unit"] != other["unit"]
    assert (
        invoke(
            "--workspace", str(mine.folder), "confirm", struck["id"], "--no", "--note", "栏目已并入政务要闻"
        ).code
        == 0
    )
    ran = invoke("--workspace", str(mine.folder), "report")
    assert f"修订：{struck['unit']} 第1次" in ran.err
    revised = reports(mine)
    assert {unit for unit, page in revised.items() if page != first[unit]} == {struck["unit"]}
    words = text_of(mine.reports() / "units" / struck["unit"] / "report.html")
    for text in (
        "（第一次修订）",
        "予以核减",
        struck["subject"]["name"],
        struck["id"],
        "2026-W47-1 · 第一次修订",
    ):
        assert text in words, text
    assert invoke("--workspace", str(mine.folder), "report", "--quiet").code == 3
    assert reports(mine) == revised
    assert (
        invoke(
            "--workspace", str(mine.folder), "confirm", other["id"], "--no", "--note", "另有说明", "--quiet"
        ).code
        == 0
    )
    assert invoke("--workspace", str(mine.folder), "report", "--quiet", "--unit", other["unit"]).code == 3
    assert "（第一次修订）" in reports(mine)[other["unit"]]
    assert reports(mine)[struck["unit"]] == revised[struck["unit"]]


def test_the_seal_on_a_report_is_a_link_of_the_chain(mine: Office) -> None:
    [seal] = {re.search("封存号 <code>([0-9a-f]{16})</code>", page)[1] for page in reports(mine).values()}  # type: ignore[index]
    assert inside("--workspace", str(mine.folder), "verify", "--seal", seal).code == 0
    assert inside("--workspace", str(mine.folder), "verify", "--seal", "0" * 16).code == UNEXPECTED


# --- an old week by other rules --------------------------------------------------------------------------------------


def replay(office: Office, *words: str) -> Ran:
    return inside("--workspace", str(office.folder), "replay", "--week", WEEK, *words)


def test_the_same_rules_give_the_same_verdicts(week: Office) -> None:
    before = (week.folder / "var" / "gongkai.db").read_bytes()
    ran = replay(week, "--format", "json")
    assert ran.code == 0
    stored = {row["id"]: row for row in week.printed("verdicts")}
    assert {row["id"]: row for row in json.loads(ran.out)} == stored
    assert "不同的0项" in ran.err
    assert (week.folder / "var" / "gongkai.db").read_bytes() == before


def test_a_longer_period_forgives_a_stale_column(week: Office) -> None:
    ran = replay(week, "--limits", "news=40 days", "--limits", "home=60")
    assert ran.code == 0
    assert "存在问题 → 符合要求：3" in ran.out
    assert "home-stale" in ran.out
    rows = json.loads(replay(week, "--limits", "news=40 days", "--limits", "home=60", "--format", "json").out)
    stale = [
        row["subject"]["key"]
        for row in rows
        if row["check"] == "column-stale" and row["verdict"] == "violation"
    ]
    assert stale == []
    assert week.findings().keys() >= {("column-stale", CIVIL_NEWS)}


def test_another_catalog_is_judged_without_being_kept(week: Office, tmp_path: Path) -> None:
    other = tmp_path / "新目录.csv"
    other.write_text("序号,一级事项,二级事项,公开时限,公开主体\n7,移民安置,,长期公开,柳溪镇\n", "utf-8")
    ran = replay(week, "--catalog", str(other), "--format", "json")
    assert ran.code == 0
    assert {row["subject"]["key"] for row in json.loads(ran.out) if row["subject"]["kind"] == "item"} == {"7"}
    assert "→ 没有判定" in ran.err
    assert "移民安置" not in (week.folder / "catalog.csv").read_text("utf-8")


@pytest.mark.parametrize("words", [["--limits", "nws=30"], ["--limits", "news=never"]])
def test_rules_that_are_none_are_refused(week: Office, words: list[str]) -> None:
    ran = replay(week, *words)
    assert (ran.code, "limits" in ran.err) == (5, True)


def test_a_limit_without_a_value_is_a_mistyped_command(week: Office) -> None:
    assert replay(week, "--limits", "news").code == 2
