"""Titles, names, codes and addresses that somebody wrote to do harm, through every output."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from html_rules import checked
from hypothesis import given
from hypothesis import strategies as st
from sample_district import sample_law, sample_workspace
from sample_store import Story
from sqlite_utils import Database

from reports.deliver import Written, write_reports
from reports.folder import folder_names
from reports.printing import PRINTABLE, print_records
from reports.text import css_string, is_formula, plain, shown, web_address
from rules.model import Account, Notice, Unit, UnitKind, Workspace

SCRIPT = "<script>alert(1)</script>"
HOSTILE = (
    SCRIPT,
    "\"><img src=x onerror=alert(1)><a href='javascript:alert(1)'>",
    "</style><style>body{background:url(http://evil.example/)}",
    "{{ 7*7 }}{% include '/etc/passwd' %}",
    "=HYPERLINK(\"http://evil.example/\",\"x\")",
    "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1",
    "\u202egnp.exe\u202c\u2066\u200b", "\x1b[31mred\x07\x00\x9b", "\ud800 lone", "\ufffe\U0001ffff",
    "../../../etc/passwd", "C:\\con\\..", "%s%n{0}", "a\nb\r\nSet-Cookie: x",
    "身份证 11010119900307002X 手机 13912345678",
    "长" * 1_000_000,
)  # fmt: skip
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufffe]")
CODES = ("../../evil", "CON", "con", "a/b", "A1", "a1", "", ".", "..", "单位 一", "x" * 300, "\ud800", SCRIPT)


def hostile_week(story: Story) -> None:
    """One finding of every state, account, column, article and post for every hostile text."""
    story.week("2026-W47", "2026-11-22", stop_reason=SCRIPT)
    states = ("new", "persisting", "reopened", "declared", "baseline", "unverified")
    storable = (
        text.encode("utf-8", "replace").decode() for text in HOSTILE
    )  # SQLite holds no lone surrogates
    for index, text in enumerate(storable):
        key = f"javascript:alert({index})" if index % 2 else f"http://x.example/{text[:2000]}"
        facts = {
            "name": text,
            "url": key,
            "reason": text,
            "suggestion": text,
            "observed": {"newest": text, text[:9]: [text]},
        }
        facts["seen"] = [
            {"url": key, "fetched_at": SCRIPT, "status": 200, "sha256": "a" * 64, "capture": SCRIPT}
        ]
        verdict = ("violation", "violation", "violation", "declared", "violation", "untested")[index % 6]
        story.finding(story.verdict("column-stale", "A1", "column", key, verdict, **facts), states[index % 6])
        story.verdict("item-late", "A1", "item", key, "suspected", **facts)
        story.verdict("link-dead", "A1", "link", key, "untested", **{**facts, "reason_code": text[:20]})
        story.db["columns"].insert(
            {"sweep": 1, "url": key, "unit": "A1", "name": text, "path": json.dumps([text]), "detail": text}
        )
        story.db["entries"].insert(
            {"sweep": 1, "column_url": key, "url": key, "title": text, "date": "2026-01-01"}
        )
        story.db["articles"].insert(
            {"sweep": 1, "url": key, "unit": "A1", "title": text, "source": text, "document_no": text,
             "attachments": json.dumps([{"url": key, "text": text}])}
        )  # fmt: skip
        story.db["posts"].insert(
            {"sweep": 1, "account": f"W{index}", "id": text[:8], "title": text, "url": key}
        )


@dataclass(frozen=True)
class Attacked:
    workspace: Workspace
    db: Database
    written: Written


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    units = tuple(Unit(code, HOSTILE[i % 8], UnitKind.OTHER) for i, code in enumerate(CODES))
    accounts = tuple(Account(f"W{i}", "A1", "other", text, ("feed",)) for i, text in enumerate(HOSTILE))
    notices = tuple(Notice(text, 1, text, text) for text in HOSTILE)
    folder = tmp_path_factory.mktemp("office")
    workspace = sample_workspace(folder, units=units, accounts=accounts, notices=notices)
    story = Story(workspace.database)
    hostile_week(story)
    yield Attacked(workspace, story.db, write_reports(workspace, story.db, 1, law=sample_law()))
    story.db.close()


def test_no_page_runs_or_loads_anything(attacked: Attacked) -> None:
    pages = list(attacked.written.folder.rglob("*.html"))
    cards = [page for page in pages if page.parent.name == "evidence"]
    assert len(cards) > len(HOSTILE) // 3
    assert len(pages) == len(CODES) + 1 + len(cards)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not checked(text).faults, page
        assert len(text) < 1_000_000
        assert not INVISIBLE.search(text.replace("\n", ""))
        assert "11010119900307002X" not in text
        assert "13912345678" not in text
        assert "7*7" in text or page.name != "index.html"


def test_no_sheet_holds_a_formula_or_a_link(attacked: Attacked) -> None:
    books = list(attacked.written.folder.rglob("*.xlsx"))
    assert len(books) == len(CODES) + 1
    for book in books:
        with zipfile.ZipFile(book) as packed:
            for name in packed.namelist():
                xml = packed.read(name).decode()
                assert "<f>" not in xml, (book, name)
                assert "<hyperlink" not in xml, (book, name)
                assert not INVISIBLE.search(xml.replace("\n", "").replace("\r", ""))
                assert "13912345678" not in xml


def test_nothing_is_written_outside_the_weeks_folder(attacked: Attacked) -> None:
    root = attacked.workspace.folder.resolve()
    for path in root.rglob("*"):
        assert path.resolve().is_relative_to(root)
    assert not (root.parent / "evil").exists()
    for archive in attacked.written.folder.rglob("*.zip"):
        for name in zipfile.ZipFile(archive).namelist():
            assert not Path(name).is_absolute()
            assert ".." not in Path(name).parts


@pytest.mark.parametrize("kind", PRINTABLE)
def test_printed_lists_stay_readable_and_harmless(attacked: Attacked, kind: str) -> None:
    streams = {form: io.BytesIO() for form in ("json", "csv", "xlsx")}
    for form, stream in streams.items():
        print_records(attacked.workspace, attacked.db, kind, form, stream)
    text = streams["json"].getvalue().decode()
    rows = json.loads(text)
    assert rows
    assert not INVISIBLE.search(text.replace("\n", ""))
    assert "13912345678" not in text
    assert len(text) < 1_500_000
    table = list(csv.reader(io.StringIO(streams["csv"].getvalue().decode("utf-8-sig"))))
    assert len(table) == len(rows) + 1
    assert all(len(row) == len(table[0]) for row in table)
    assert not [cell for row in table for cell in row if is_formula(cell)]
    with zipfile.ZipFile(streams["xlsx"]) as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet1.xml").decode()


def test_folder_names_are_safe_and_different() -> None:
    names = folder_names(CODES)
    assert len({name.casefold() for name in names.values()}) == len(CODES)
    for name in names.values():
        assert re.fullmatch(r"[\w-]{1,80}", name)
        assert name.casefold() not in ("con", "nul")
    assert folder_names(["QH01", "民政局"]) == {"QH01": "QH01", "民政局": "民政局"}


@given(st.text(max_size=300), st.integers(2, 80))
def test_plain_text_is_short_visible_and_settled(text: str, limit: int) -> None:
    once = plain(text, limit)
    assert len(once) <= limit
    assert plain(once, limit) == once
    assert not INVISIBLE.search(once)
    once.encode("utf-8")


@given(st.integers(0, 900), st.sampled_from(["", " ", "号码"]))
def test_a_number_is_never_shown_whole_however_the_text_is_cut(before: int, gap: str) -> None:
    number = "11010119900307002X"
    text = shown("长" * before + gap + number + "后" * 2000)
    assert not re.search(r"\d{15}", text)


@given(st.text(max_size=60))
def test_css_strings_cannot_be_left(text: str) -> None:
    assert not set(css_string(text)) & set("\"'<>\n;{}()")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example", "http://", "http://[", " ", None,
     "JaVaScRiPt:alert(1)", "\x01javascript:alert(1)"],
)  # fmt: skip
def test_only_web_addresses_become_links(address: str | None) -> None:
    assert web_address(address) is None
    assert web_address("https://a.example/b?c=d") == "https://a.example/b?c=d"
