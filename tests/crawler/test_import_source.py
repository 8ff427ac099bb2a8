"""`import`: exports that a person dropped into the inbox, the statements beside them, and what lies outside."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.inbox import read_inbox
from crawler.items import Reason, SourceOutcome
from crawler.platforms import Brought, Dropped, FileAsk, Window, load_sources
from crawler.platforms.import_file import parse
from rules.model import Account

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 11, 22)
SINCE = DAY - timedelta(days=14)
WINDOW = Window(SINCE, DAY, ZONE, datetime(2026, 11, 23, 8, tzinfo=ZONE))
ACCOUNT = Account("ch-1", "QH01", "channels", "青禾发布", ("import",))
STATED = {
    "account": '"ch-1"', "from": "2026-11-01", "to": "2026-11-22", "exported_by": '"张三"', "exported_at": "2026-11-23",
}  # fmt: skip


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


def end_of(day: int) -> datetime:
    return datetime(2026, 11, day, 23, 59, 59, tzinfo=ZONE)


def table(*rows: str, head: str = "标题,发布时间", encoding: str = "utf-8") -> bytes:
    return ("\r\n".join((head, *rows)) + "\r\n").encode(encoding)


def statement(**changed: str | None) -> bytes:
    said = {**STATED, **changed}
    return "\n".join(f"{key} = {value}" for key, value in said.items() if value is not None).encode()


def read(
    *files: tuple[str, bytes] | tuple[str, bytes, bytes | None], account: Account = ACCOUNT
) -> SourceOutcome:
    dropped = tuple(Dropped(file[0], file[1], file[2] if len(file) == 3 else None) for file in files)
    return parse(Brought(files=dropped), account, WINDOW)


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    """An XLSX whose only sheet is written by `fill(sheet, format of dates)`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book.add_worksheet("作品"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
    return stream.getvalue()


# --- tables ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        table("甲,2026-11-18"),
        table("甲,2026-11-18", encoding="utf-8-sig"),
        table("甲,2026-11-18", encoding="gb18030"),
        table("甲,2026-11-18", encoding="utf-16"),
        table("甲,2026-11-18", head="作品名称,发表时间"),
        table("甲,2026-11-18", head="内容标题,时间"),
        table("甲,2026-11-18", head=" 标 题 ,发布时间"),
        table("2026-11-18,甲", head="发表日期,视频标题"),
        table("1,甲,2026-11-18,9", head="序号,title,published,播放量"),
        b"\r\n".join([b"", "视频号数据导出".encode(), b"", table("甲,2026-11-18")]),
        table("甲,2026-11-18", ",", " , "),
    ],
)
def test_a_table_by_its_headers(body: bytes) -> None:
    told = read(("ch-1.csv", body))
    assert told.reason is None
    [post] = told.posts
    assert (post.title, post.published, post.precision, post.time_source) == (
        "甲",
        end_of(18),
        "day",
        "export",
    )
    assert told.covered is None, "rows alone cover nothing"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00\x01\x02", b"PK\x03\x04", table("甲,2026-11-18", head="名称,次数"), table("甲", head="标题"),
        "标题,发布时间\n\"没有合上".encode(), b"\x89PNG\r\n\x1a\n" + bytes(500),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["ch-1.csv", "ch-1.xlsx"])
def test_what_is_no_export_is_told(name: str, body: bytes) -> None:
    told = read((name, body))
    assert (told.reason, told.posts) == (Reason.PARSE_CHANGED, ())
    assert told.told.startswith(f"{name}：")


def test_one_bad_file_spoils_the_reading() -> None:
    """Nobody can tell what it would have shown."""
    told = read(("a.csv", table("甲,2026-11-18")), ("b.csv", b"\x00"))
    assert told.reason is Reason.PARSE_CHANGED


def test_a_workbook_with_merged_title_serial_numbers_and_long_ids() -> None:
    def fill(sheet: Any, dates: Any) -> None:
        sheet.merge_range(0, 0, 0, 3, "作品数据导出（2026年11月）")
        sheet.write_row(1, 0, ["作品ID", "作品名称", "发布时间", "状态"])
        sheet.merge_range(2, 3, 4, 3, "已发布")
        for number, row in enumerate(
            [("7301234567890123456", "甲", 46344.4277), ("7301234567890123457", "乙", 46343), ("9", "丙", 0)],
            2,
        ):
            sheet.write_string(number, 0, row[0])
            sheet.write(number, 1, row[1])
            sheet.write_number(number, 2, row[2], dates if number == 3 else None)

    told = read(("ch-1.xlsx", workbook(fill)))
    assert told.reason is None
    assert [(post.id, post.title) for post in told.posts] == [
        ("7301234567890123456", "甲"), ("7301234567890123457", "乙"), ("9", "丙"),
    ]  # fmt: skip
    assert [post.published for post in told.posts] == [at(18, 10, 15, 53), end_of(17), None]


def test_the_shared_sample(shared: Callable[[str], Path]) -> None:
    told = read(("ch-1.csv", shared("newmedia/import_channels_export.csv").read_bytes()))
    [post] = told.posts
    assert (post.title, post.published.date() if post.published else None) == (
        "示例区冬季供暖",
        date(2026, 11, 18),
    )


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("已发布", True), ("审核通过", True), ("公开", True), ("", True),
        ("草稿", False), ("定时", False), ("定时发布", False), ("待发布", False), ("私密", False), ("仅自己可见", False),
        ("审核中", False), ("审核不通过", False), ("未通过", False), (" 草 稿 ", False),
    ],
)  # fmt: skip
def test_rows_that_the_public_never_saw(state: str, kept: bool) -> None:
    told = read(("a.csv", table(f"甲,2026-11-18,{state}", "乙,2026-09-01,已发布", head="标题,发布时间,状态")))
    assert ([post.title for post in told.posts] == ["甲", "乙"]) is kept
    assert not any(post.deleted for post in told.posts)


def test_a_deleted_post_was_public_on_its_day() -> None:
    told = read(("a.csv", table("甲,2026-11-18,已删除", head="标题,发布时间,状态")))
    assert [(post.published, post.deleted) for post in told.posts] == [(end_of(18), True)]


def test_drafts_only_are_no_posts() -> None:
    told = read(("a.csv", table("甲,2026-11-18,草稿", head="标题,发布时间,状态")))
    assert (told.reason, told.posts) == (Reason.EMPTY_UNPROVEN, ())


# --- times and ids -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2026-11-18", end_of(18), "day"),
        ("2026/11/18", end_of(18), "day"),
        ("2026.11.18", end_of(18), "day"),
        ("2026年11月18日", end_of(18), "day"),
        ("２０２６－１１－１８", end_of(18), "day"),
        ("46344", end_of(18), "day"),
        ("46344.4277", at(18, 10, 15, 53), "second"),
        ("2026-11-18T10:16:05", at(18, 10, 16, 5), "second"),
        ("2026年11月18日 10:16", at(18, 10, 16), "minute"),
    ],
)
def test_local_times(text: str, moment: datetime, precision: str) -> None:
    [post] = read(("a.csv", table(f"甲,{text}"))).posts
    assert (post.published, post.precision) == (moment, precision)


@pytest.mark.xfail(
    strict=True,
    reason="import_file._moment: plain() takes out the space that the formats want, so that minutes and seconds are lost",
)
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-18 10:16:05", at(18, 10, 16, 5)),
        ("2026-11-18 10:16", at(18, 10, 16)),
        ("2026/11/18 10:16", at(18, 10, 16)),
    ],
)
def test_local_times_keep_their_minutes(text: str, moment: datetime) -> None:
    [post] = read(("a.csv", table(f"甲,{text}"))).posts
    assert post.published == moment


@pytest.mark.parametrize(
    "text",
    [
        "昨天 10:16", "11-18 10:16", "20261118", "2026-02-30", "2026-13-01", "99999", "12345", "nan", "inf", "-46344",
        "1e400", "3天前", "2026年11月", "待定", "0",
    ],
)  # fmt: skip
def test_what_is_no_time_stays_unknown(text: str) -> None:
    told = read(("a.csv", table(f"甲,{text}")))
    assert [post.published for post in told.posts] == [None]
    assert told.reason is Reason.UNDATED


@given(st.text(max_size=20))
@settings(max_examples=60)
def test_any_text_for_a_time(text: str) -> None:
    told = read(("a.csv", table('甲,"' + text.replace('"', '""').replace("\x00", "") + '"')))
    assert told.reason in (None, Reason.UNDATED, Reason.PARSE_CHANGED)
    assert all(post.published is None or post.published.tzinfo == ZONE for post in told.posts)


def test_ids_stay_text() -> None:
    rows = ["甲,2026-11-18,7301234567890123456", "乙,2026-11-18,7301234567890123457", "丙,2026-11-18,007"]
    told = read(("a.csv", table(*rows, head="标题,发布时间,作品ID")))
    assert [post.id for post in told.posts] == ["7301234567890123456", "7301234567890123457", "007"]


def test_rows_without_ids_are_told_apart() -> None:
    told = read(("a.csv", table("公示,2026-11-18", "公示,2026-11-19", "公示,2026-11-18")))
    assert sorted({post.published for post in told.posts if post.published}) == [end_of(18), end_of(19)]


@pytest.mark.xfail(
    strict=True,
    reason="import_file.parse keeps one post per id: ids that Excel rounded (7.30123E+18) swallow each other, the newest"
    " among them, and with a statement an account that published is accused",
)
def test_rounded_ids_swallow_no_post() -> None:
    rows = ["甲,2026-11-18,7.30123E+18", "乙,2026-09-01,7.30123E+18"]
    told = read(("a.csv", table(*rows, head="标题,发布时间,作品ID"), statement()))
    assert max(post.published for post in told.posts if post.published) == end_of(18)


@pytest.mark.xfail(
    strict=True,
    reason="import_file.parse takes the address for the id: rows that all name the account's page swallow each other",
)
def test_one_address_for_all_swallows_no_post() -> None:
    rows = ["甲,2026-11-18,https://x.example/me", "乙,2026-09-01,https://x.example/me"]
    told = read(("a.csv", table(*rows, head="标题,发布时间,链接"), statement()))
    assert max(post.published for post in told.posts if post.published) == end_of(18)


# --- statements ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        ({}, (date(2026, 11, 1), DAY)),
        ({"account": '"青禾发布"'}, (date(2026, 11, 1), DAY)),
        (
            {"from": '"2026-11-01"', "to": '"2026-11-22"', "exported_at": '"2026-11-22"'},
            (date(2026, 11, 1), DAY),
        ),
        ({"exported_at": "2026-11-23T07:30:00+08:00"}, (date(2026, 11, 1), DAY)),
        ({"to": "2026-11-15", "exported_at": "2026-11-15"}, (date(2026, 11, 1), date(2026, 11, 15))),
        ({"from": "2026-11-22"}, (DAY, DAY)),
    ],
)
def test_a_statement_that_counts(told: dict[str, str], covered: tuple[date, date]) -> None:
    for body in (table("甲,2026-09-01"), table()):
        outcome = read(("a.csv", body, statement(**told)))
        assert (outcome.reason, outcome.covered, outcome.liveness) == (None, covered, ("period_statement",))


@pytest.mark.parametrize(
    "told",
    [
        {"account": '"ch-2"'}, {"account": '"ch-10"'}, {"account": '""'}, {"account": None}, {"from": None}, {"to": None},
        {"exported_by": None}, {"exported_by": '"  "'}, {"exported_at": None}, {"from": "2026-11-23", "to": "2026-11-22"},
        {"exported_at": "2026-11-21"}, {"exported_at": "2026-11-24"}, {"to": "2026-12-31", "exported_at": "2026-12-31"},
        {"from": '"上月"'}, {"from": "12:00:00"}, {"from": "true"}, {"account": '"ch-1" 坏了'},
    ],
)  # fmt: skip
def test_a_statement_that_does_not_count(told: dict[str, str | None]) -> None:
    outcome = read(("a.csv", table(), statement(**told)))
    assert (outcome.reason, outcome.covered, outcome.liveness) == (Reason.EMPTY_UNPROVEN, None, ())
    assert "a.csv 的覆盖时段说明" in outcome.told
    living = read(("a.csv", table("甲,2026-11-18"), statement(**told)))
    assert (living.reason, living.covered, len(living.posts)) == (None, None, 1)


@pytest.mark.parametrize(
    "statement_", [b"\xff\xfe\x00", b"=", b"", b"account", statement() + b"\nfrom = 2026-11-01"]
)
def test_a_statement_that_cannot_be_read(statement_: bytes) -> None:
    outcome = read(("a.csv", table(), statement_))
    assert (outcome.reason, outcome.covered) == (Reason.EMPTY_UNPROVEN, None)


@pytest.mark.xfail(
    strict=True,
    raises=RecursionError,
    reason="import_file._statement: tomllib's RecursionError is not caught; exit 1",
)
def test_a_statement_too_deep_to_read() -> None:
    assert read(("a.csv", table(), b"a = " + b"[" * 60_000)).reason is Reason.EMPTY_UNPROVEN


def test_two_halves_make_no_whole() -> None:
    first = statement(to="2026-11-14", exported_at="2026-11-15")
    second = statement(**{"from": "2026-11-15"})
    outcome = read(("a.csv", table(), first), ("b.csv", table("乙,2026-09-01"), second))
    assert outcome.covered == (date(2026, 11, 15), DAY), "the one that covers more of the window"
    assert outcome == read(("b.csv", table("乙,2026-09-01"), second), ("a.csv", table(), first))


def test_posts_of_all_files_count() -> None:
    outcome = read(("a.csv", table("甲,2026-09-01"), statement()), ("b.csv", table("乙,2026-11-18")))
    assert [post.title for post in outcome.posts] == ["甲", "乙"]
    assert outcome.covered == (date(2026, 11, 1), DAY)


@pytest.mark.xfail(
    strict=True,
    reason="import_file._outcome: rows whose time cannot be read leave the statement in force, and checks then rule"
    " account-dormant (newest: null) on an account that did publish",
)
@pytest.mark.parametrize("rows", [("甲,昨天 10:16",), ("甲,2026年11月18日10时16分", "乙,2026-09-01")])
def test_rows_without_a_readable_time_prove_no_silence(rows: Sequence[str]) -> None:
    outcome = read(("a.csv", table(*rows), statement()))
    assert outcome.covered is None or not outcome.liveness or outcome.reason is not None


# --- the inbox ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An inbox with a secret beside it."""
    (tmp_path / "secret.csv").write_bytes(table("机密,2026-11-18"))
    (tmp_path / "secret.toml").write_bytes(statement())
    place = tmp_path / "inbox"
    place.mkdir()
    return place


def names(brought: Brought) -> list[str]:
    return [file.name for file in brought.files]


def test_files_that_fit_with_their_statements(inbox: Path) -> None:
    for name in ("ch-1_b.csv", "ch-1_a.xlsx", "ch-1_c.CSV", "ch-1.txt", "ch-1_d.xlsm", "other.csv"):
        (inbox / name).write_bytes(b"x")
    (inbox / "ch-1_b.coverage.toml").write_bytes(b"b")
    (inbox / "ch-1_a.xlsx.coverage.toml").write_bytes(b"a")
    (inbox / "other.coverage.toml").write_bytes(b"other")
    (inbox / "ch-1_dir.csv").mkdir()
    brought = read_inbox(inbox, "ch-1*")
    assert brought.reason is None
    assert [(file.name, file.coverage) for file in brought.files] == [
        ("ch-1_a.xlsx", b"a"), ("ch-1_b.csv", b"b"), ("ch-1_c.CSV", None),
    ]  # fmt: skip


def test_names_with_dots_find_their_statement(inbox: Path) -> None:
    (inbox / "ch-1_2026.11.22.xlsx").write_bytes(b"x")
    (inbox / "ch-1_2026.11.22.coverage.toml").write_bytes(b"c")
    assert [file.coverage for file in read_inbox(inbox, "ch-1*").files] == [b"c"]


@pytest.mark.parametrize(
    "pattern",
    [
        "ch-1*", "*", "*.csv", "nothing", "[", "a\x00b", "", "/etc/*", "**",
        pytest.param(".", marks=pytest.mark.xfail(strict=True, raises=IndexError, reason="read_inbox: Path.glob('.')")),
    ],
)  # fmt: skip
def test_an_empty_inbox_is_a_missing_export(inbox: Path, pattern: str) -> None:
    told = read_inbox(inbox, pattern)
    assert (told.reason, told.files) == (Reason.IMPORT_MISSING, ())
    assert told.detail
    outcome = parse(told, ACCOUNT, WINDOW)
    assert (outcome.reason, outcome.told) == (Reason.IMPORT_MISSING, told.detail)


def test_no_inbox_at_all(tmp_path: Path) -> None:
    assert read_inbox(tmp_path / "inbox", "*").reason is Reason.IMPORT_MISSING


@pytest.mark.parametrize("pattern", ["../*", "../*.csv", "../secret.csv", "x/../../*", "**/../../*.csv", "*"])
def test_nothing_outside_the_inbox(inbox: Path, pattern: str) -> None:
    (inbox / "x").mkdir()
    (inbox / "link.csv").symlink_to(inbox.parent / "secret.csv")
    (inbox / "folder").symlink_to(inbox.parent)
    told = read_inbox(inbox, pattern)
    assert told.reason is Reason.IMPORT_MISSING
    assert names(told) == []


def test_nothing_outside_through_a_linked_folder(inbox: Path) -> None:
    (inbox / "folder").symlink_to(inbox.parent)
    assert names(read_inbox(inbox, "folder/*.csv")) == []


@pytest.mark.xfail(
    strict=True, reason="inbox._statement follows a link out of the inbox; only the table's own is checked"
)
def test_no_statement_from_outside(inbox: Path) -> None:
    (inbox / "ch-1.csv").write_bytes(table())
    (inbox / "ch-1.coverage.toml").symlink_to(inbox.parent / "secret.toml")
    assert [file.coverage for file in read_inbox(inbox, "ch-1*").files] == [None]


def test_a_link_inside_the_inbox_is_the_offices_own_affair(inbox: Path) -> None:
    (inbox / "export.csv").write_bytes(table("甲,2026-11-18"))
    (inbox / "ch-1.csv").symlink_to(inbox / "export.csv")
    assert names(read_inbox(inbox, "ch-1*")) == ["ch-1.csv"]


def test_what_is_too_large_is_told(inbox: Path) -> None:
    with (inbox / "ch-1.csv").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert read_inbox(inbox, "ch-1*").reason is Reason.PARSE_CHANGED


def test_of_very_many_the_last_are_read(inbox: Path) -> None:
    for number in range(60):
        (inbox / f"ch-1_{number:03d}.csv").write_bytes(b"x")
    assert names(read_inbox(inbox, "ch-1*")) == [f"ch-1_{number:03d}.csv" for number in range(10, 60)]


@pytest.mark.parametrize(("url", "pattern"), [("ch_export_*.xlsx", "ch_export_*.xlsx"), (None, "ch-1*")])
def test_the_register_names_the_files(url: str | None, pattern: str) -> None:
    source = load_sources()["import"]
    assert source.proves_silence
    account = Account(
        "ch-1", "QH01", "channels", "青禾发布", ("import",), urls=(("import", url),) if url else ()
    )
    wanted = next(source.read(account, WINDOW))
    assert wanted == FileAsk(pattern)


@pytest.mark.xfail(
    strict=True,
    reason="import_file.read_export asks for `CODE*` where no pattern is given: ch-1 takes the exports of ch-10 for its own",
)
def test_another_accounts_export_is_not_its_own(inbox: Path) -> None:
    (inbox / "ch-10_2026-11.csv").write_bytes(table("甲,2026-11-18"))
    wanted = next(load_sources()["import"].read(ACCOUNT, WINDOW))
    assert isinstance(wanted, FileAsk)
    assert names(read_inbox(inbox, wanted.pattern)) == []
