"""Exported tables: what is a post, when it was published, and what tells two apart."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from small_exports import ZONE, at, end_of, read, statement, table, workbook

from crawler.items import Reason


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
        table("甲\t2026-11-18", head="标题\t发布时间", encoding="utf-16"),
        table("甲,2026-11-18", "标题,发布时间", "合计,", "共计12条："),
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


def test_a_workbook_that_counts_from_1904() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "date_1904": True}) as book:
        sheet, dates = book.add_worksheet("作品"), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["标题", "发布时间"])
        sheet.write_row(1, 0, ["甲", 44882.4277])
        sheet.write(2, 0, "乙")
        sheet.write_datetime(2, 1, datetime(2026, 11, 18, 10, 16), dates)  # noqa: DTZ001
    told = read(("ch-1.xlsx", stream.getvalue()))
    assert [post.published for post in told.posts] == [at(18, 10, 15, 53), at(18, 10, 16)]


@pytest.mark.parametrize("place", range(30, 4000, 97))
def test_a_spoiled_workbook_is_told(place: int) -> None:
    whole = workbook(lambda sheet, _: [sheet.write_row(n, 0, ["标题", "发布时间"]) for n in range(40)])
    told = read(("ch-1.xlsx", whole[:place] + b"\xff\xff\xff" + whole[place + 3 :]))
    assert told.reason in (None, Reason.PARSE_CHANGED, Reason.EMPTY_UNPROVEN)


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
        ("已发布", True), ("审核通过", True), ("好友可见", False), ("未发布", False), ("公开", True), ("", True),
        ("草稿", False), ("定时", False), ("定时发布", False), ("待发布", False), ("私密", False), ("仅自己可见", False),
        ("审核中", False), ("审核不通过", False), ("未通过", False), (" 草 稿 ", False),
    ],
)  # fmt: skip
def test_rows_that_the_public_never_saw(state: str, kept: bool) -> None:
    told = read(("a.csv", table(f"甲,2026-11-18,{state}", "乙,2026-09-01,已发布", head="标题,发布时间,状态")))
    assert ([post.title for post in told.posts] == ["甲", "乙"]) is kept
    assert not any(post.deleted for post in told.posts)


@pytest.mark.parametrize("state", ["已删除", "已下架"])
def test_a_deleted_post_was_public_on_its_day(state: str) -> None:
    told = read(("a.csv", table(f"甲,2026-11-18,{state}", head="标题,发布时间,状态")))
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
        ("2026-11-18 10:15:53.280000", at(18, 10, 15, 53), "second"),
        ("2026-11-18T02:16:05Z", at(18, 10, 16, 5), "second"),
        ("2026-11-18T10:16:05.5+08:00", at(18, 10, 16, 5), "second"),
        ("\u202a2026-11-18 10:16\u202c", at(18, 10, 16), "minute"),
        ("20261118", end_of(18), "day"),
        ("2026年11月18日10时16分05秒", at(18, 10, 16, 5), "second"),
        ("2026年11月18日 9点6分", at(18, 9, 6), "minute"),
        ("46343.999999999996", end_of(18), "day"),
        ("46344.0", end_of(18), "day"),
    ],
)
def test_local_times(text: str, moment: datetime, precision: str) -> None:
    [post] = read(("a.csv", table(f"甲,{text}"))).posts
    assert (post.published, post.precision) == (moment, precision)


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
        "昨天 10:16", "11-18 10:16", "20261318", "19991118", "2026111", "2026-02-30", "10时16分", "2026-13-01", "99999", "12345", "nan", "inf", "-46344",
        "1e400", "3天前", "2026年11月", "待定", "0",
        "2026-11-18 25:16", "2026-11-1810:16", "11/18/2026 10:16", "4_6344", "1970-01-01 08:00:00", "0001-01-01",
        "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "1899-12-31", "2026-11-18 10:16 CST",
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


def test_rounded_ids_swallow_no_post() -> None:
    rows = ["甲,2026-11-18,7.30123E+18", "乙,2026-09-01,7.30123E+18"]
    told = read(("a.csv", table(*rows, head="标题,发布时间,作品ID"), statement()))
    assert max(post.published for post in told.posts if post.published) == end_of(18)


@pytest.mark.parametrize(
    ("id_", "own"),
    [
        ("7.30123E+18", False), ("7301234567890120000", False), ("7301234567890123456", True), ("7301234567890123400", True),
        ("110000000000000", True), ("0", True), ("3xexampleid00", True), ("export/EXAMPLE00", True),
    ],
)  # fmt: skip
def test_a_rounded_id_is_none(id_: str, own: bool) -> None:
    [post] = read(("a.csv", table(f"甲,2026-11-18,{id_}", head="标题,发布时间,作品ID"))).posts
    assert (post.id == id_) is own


def test_one_address_for_all_swallows_no_post() -> None:
    rows = ["甲,2026-11-18,https://x.example/me", "乙,2026-09-01,https://x.example/me"]
    told = read(("a.csv", table(*rows, head="标题,发布时间,链接"), statement()))
    assert max(post.published for post in told.posts if post.published) == end_of(18)
