"""The printing verbs: stable keys, fixed order, nothing that changes between two runs on the same content."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sample_district import HOME, sample_workspace
from sample_store import Story, quiet_week, stale
from samples import Sample

from crawler.store import StoreError
from reports.printing import FLAT, PRINTABLE, print_records
from reports.stored import sweep_of

FINDING = (
    "id", "week", "check", "basis", "severity", "unit", "unit_name", "subject", "state", "first_seen", "last_seen",
    "reason", "observed", "evidence", "suggestion", "due",
)  # fmt: skip


def text_of(sample: Sample, kind: str, form: str = "json", week: str | None = None) -> str:
    stream = io.BytesIO()
    print_records(sample.workspace, sample.db, kind, form, stream, week)
    return stream.getvalue().decode("utf-8-sig")


def rows_of(sample: Sample, kind: str, week: str | None = None) -> list[dict[str, Any]]:
    return json.loads(text_of(sample, kind, week=week))


def test_findings_have_the_contracts_keys_in_the_contracts_order(sample: Sample) -> None:
    rows = rows_of(sample, "findings")
    assert {tuple(row) for row in rows} == {FINDING}
    assert {tuple(row["subject"]) for row in rows} == {("kind", "key", "name", "url")}
    seen = next(row["evidence"][0] for row in rows if row["evidence"])
    assert tuple(seen) == ("url", "fetched_at", "status", "sha256", "capture", "screenshot")
    assert seen["fetched_at"].endswith("+00:00")


def test_findings_tell_their_life_but_nothing_unverified_or_suspected(sample: Sample) -> None:
    states = [row["state"] for row in rows_of(sample, "findings")]
    assert {state: states.count(state) for state in states} == {
        "new": 11, "persisting": 1, "reopened": 1, "fixed": 2, "declared": 1,
    }  # fmt: skip


def test_verdicts_are_the_whole_matrix_without_times_or_evidence(sample: Sample) -> None:
    rows = rows_of(sample, "verdicts")
    stored = next(sample.db.query("SELECT count(*) AS n FROM verdicts WHERE sweep = ?", (sample.sweep.id,)))[
        "n"
    ]
    assert len(rows) == stored
    assert set(rows[0]) == {
        "id", "week", "check", "basis", "severity", "unit", "unit_name", "subject", "verdict", "reason_code",
        "reason", "observed",
    }  # fmt: skip
    assert {row["verdict"] for row in rows} == {"pass", "violation", "suspected", "untested", "declared"}
    assert "fetched_at" not in text_of(sample, "verdicts")


def test_two_attempts_that_saw_the_same_print_the_same_verdicts(sample: Sample) -> None:
    first = text_of(sample, "verdicts")
    rows = list(sample.db.query("SELECT * FROM verdicts WHERE sweep = ?", (sample.sweep.id,)))
    sweep = next(sample.db.query("SELECT * FROM sweeps WHERE id = ?", (sample.sweep.id,)))
    later = {"id": 99, "attempt": 2, "started_at": "2026-11-23T01:00:00+00:00"}
    sample.db["sweeps"].insert({**sweep, **later})
    sample.db["verdicts"].insert_all(
        {**row, "sweep": 99, "seen": '[{"url": "x", "status": 503}]'} for row in reversed(rows)
    )
    assert text_of(sample, "verdicts") == first


def test_verdicts_and_findings_are_held_by_goldens(
    sample: Sample, golden: Callable[[str, str], None]
) -> None:
    golden("findings.json", text_of(sample, "findings"))
    golden("findings.csv", text_of(sample, "findings", "csv"))
    golden("verdicts.json", text_of(sample, "verdicts"))


def test_columns_carry_their_lists_in_the_lists_order(sample: Sample) -> None:
    url = f"{HOME}xxgk/qh01/fdzdgk0/"
    for position, (title, day) in enumerate(
        [("乙", "2026-10-01"), ("甲", "2026-11-01"), ("丙", "2031-01-01"), ("丁", None)]
    ):
        sample.db["entries"].insert(
            {"sweep": sample.sweep.id, "column_url": url, "url": f"{url}{position}", "position": position,
             "title": title, "date": day}
        )  # fmt: skip
    row = next(row for row in rows_of(sample, "columns") if row["url"] == url)
    assert [entry["title"] for entry in row["entries"]] == ["乙", "甲", "丙", "丁"]
    assert row["entries"][0] == {"title": "乙", "url": f"{url}0", "date": "2026-10-01"}
    assert row["newest"] == "2026-11-01", "a date in the future is not believed"
    assert row["path"] == ["政府信息公开", "法定主动公开内容1"]
    assert (row["complete"], row["outcome"], row["reason"]) == (True, "ok", None)


def test_a_column_that_failed_says_why(sample: Sample) -> None:
    sample.db.execute("UPDATE columns SET outcome = 'timeout', complete = 0 WHERE unit = 'QH05'")
    row = next(row for row in rows_of(sample, "columns") if row["unit"] == "QH05")
    assert (row["complete"], row["outcome"], row["reason"]) == (False, "timeout", "timeout")


def test_accounts_are_the_whole_register(sample: Sample) -> None:
    rows = {row["code"]: row for row in rows_of(sample, "accounts")}
    assert list(rows) == [account.code for account in sample.workspace.accounts]
    assert (rows["A04"]["newest"], rows["A04"]["days"], rows["A04"]["posts"]) == (
        "2026-10-12T08:30:00+08:00",
        41,
        1,
    )
    assert (rows["A06"]["outcome"], rows["A06"]["newest"]) == ("empty_unproven", None)


def test_articles_are_printed_without_their_text(sample: Sample) -> None:
    sample.db["articles"].insert(
        {"sweep": sample.sweep.id, "url": f"{HOME}t1.shtml", "unit": "QH01", "title": "通知", "text": "全文",
         "published": "2026-11-01", "attachments": json.dumps([{"url": f"{HOME}a.pdf", "text": "附件"}])}
    )  # fmt: skip
    (row,) = rows_of(sample, "articles")
    assert (row["title"], row["published"], row["attachments"][0]["url"]) == (
        "通知",
        "2026-11-01",
        f"{HOME}a.pdf",
    )
    assert "全文" not in text_of(sample, "articles")


@pytest.mark.parametrize("kind", PRINTABLE)
def test_flat_outputs_have_the_keys_of_the_rows(sample: Sample, kind: str) -> None:
    sample.db["articles"].insert({"sweep": sample.sweep.id, "url": f"{HOME}t1.shtml", "unit": "QH01"})
    row = rows_of(sample, kind)[0]
    flat = [
        key for name in row for key in ([f"subject_{k}" for k in row[name]] if name == "subject" else [name])
    ]
    assert tuple(flat) == FLAT[kind]
    header, *_ = csv.reader(io.StringIO(text_of(sample, kind, "csv")))
    assert header == flat


@pytest.mark.parametrize("kind", PRINTABLE)
def test_xlsx_holds_the_rows_of_csv(sample: Sample, kind: str) -> None:
    stream = io.BytesIO()
    print_records(sample.workspace, sample.db, kind, "xlsx", stream)
    stream.seek(0)
    sheet = CalamineWorkbook.from_filelike(stream).get_sheet_by_name(kind).to_python()
    table = list(csv.reader(io.StringIO(text_of(sample, kind, "csv"))))
    assert sheet[0] == table[0]
    assert len(sheet) == max(2, len(table)), "an empty list says so"


def test_csv_begins_with_the_mark_that_excel_wants(sample: Sample) -> None:
    stream = io.BytesIO()
    print_records(sample.workspace, sample.db, "accounts", "csv", stream)
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    assert not stream.closed


def test_a_week_may_be_named_and_the_latest_is_the_default(sample: Sample) -> None:
    assert {row["week"] for row in rows_of(sample, "findings")} == {"2026-W47"}
    assert {row["week"] for row in rows_of(sample, "findings", "2026-W46")} == {"2026-W46"}


def test_nothing_stored_is_never_printed_as_nothing_found(sample: Sample) -> None:
    with pytest.raises(StoreError, match="2020-W01"):
        text_of(sample, "findings", week="2020-W01")


def test_an_attempt_that_was_never_judged_does_not_hide_the_one_that_was(story: Story) -> None:
    story.week("2026-W47", "2026-11-22")
    quiet_week(story)
    story.finding(stale(story, "QH01", f"{HOME}x/", "动态", "2026-01-01"), "new")
    told = sweep_of(story.db, story.week("2026-W47", "2026-11-22", attempt=2, state="running"))
    quiet = Sample(sample_workspace(story.folder), story.db, told)
    assert len(rows_of(quiet, "findings")) == 1
    assert rows_of(quiet, "columns") == []
