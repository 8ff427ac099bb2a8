"""`import`: what an export proves with its statement, and what it leaves open."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import xlsxwriter
from small_exports import ACCOUNT, DAY, WINDOW, end_of, read, statement, table

from crawler.items import Reason
from crawler.platforms import Brought, Dropped
from crawler.platforms.import_file import parse


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        ({}, (date(2026, 11, 1), DAY)),
        ({"account": '"青禾发布"'}, (date(2026, 11, 1), DAY)),
        (
            {"from": '"2026-11-01"', "to": '"2026-11-22"', "exported_at": '"2026-11-22"'},
            (date(2026, 11, 1), DAY - timedelta(days=1)),
        ),
        ({"exported_at": "2026-11-23T07:30:00+08:00"}, (date(2026, 11, 1), DAY)),
        ({"to": "2026-11-15", "exported_at": "2026-11-15"}, (date(2026, 11, 1), date(2026, 11, 14))),
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


def test_a_statement_too_deep_to_read() -> None:
    assert read(("a.csv", table(), b"a = " + b"[" * 60_000)).reason is Reason.EMPTY_UNPROVEN


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        ({"exported_at": "2026-11-22T17:30:00+08:00"}, (date(2026, 11, 1), date(2026, 11, 21))),
        ({"exported_at": "2026-11-22T17:30:00"}, (date(2026, 11, 1), date(2026, 11, 21))),
        ({"exported_at": '"2026-11-22 17:30"'}, (date(2026, 11, 1), date(2026, 11, 21))),
        ({"exported_at": "2026-11-22T16:30:00Z"}, (date(2026, 11, 1), DAY)),
        ({"from": "2026-11-01T09:00:00"}, (date(2026, 11, 2), DAY)),
        ({"from": "2026-11-01T00:00:00", "to": "2026-11-22T23:59:59"}, (date(2026, 11, 1), DAY)),
        ({"to": "2026-11-22T12:00:00"}, (date(2026, 11, 1), date(2026, 11, 21))),
        ({"from": "2026-11-22", "exported_at": "2026-11-22T17:30:00"}, None),
    ],
)
def test_a_day_counts_when_it_was_over(told: dict[str, str], covered: tuple[date, date] | None) -> None:
    """What was published in the evening cannot stand in an export of the afternoon."""
    outcome = read(("a.csv", table("甲,2026-09-01"), statement(**told)))
    assert (outcome.covered, bool(outcome.liveness)) == (covered, covered is not None)


@pytest.mark.parametrize(
    "told",
    [
        {"exported_by": "[]"}, {"exported_by": "true"}, {"exported_at": "9999-12-31T10:00:00-12:00"},
        {"to": "0001-01-01T00:00:00+14:00"}, {"exported_at": "2026-11-23T16:30:00Z"}, {"from": "{}"},
    ],
)  # fmt: skip
def test_a_statement_that_makes_no_sense(told: dict[str, str]) -> None:
    outcome = read(("a.csv", table(), statement(**told)))
    assert (outcome.reason, outcome.covered) == (Reason.EMPTY_UNPROVEN, None)
    assert "a.csv 的覆盖时段说明" in outcome.told


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


@pytest.mark.parametrize("rows", [("甲,昨天 10:16",), ("甲,11月18日 10:16", "乙,2026-09-01")])
def test_rows_without_a_readable_time_prove_no_silence(rows: Sequence[str]) -> None:
    outcome = read(("a.csv", table(*rows), statement()))
    assert outcome.covered is None or not outcome.liveness or outcome.reason is not None


STATES = "标题,发布时间,状态"


@pytest.mark.parametrize(
    "body",
    [
        table("甲,2026-09-01", ",", "", "标题,发布时间", "合计,", "共计：1条"),
        table("甲,2026-09-01,已发布", "乙,2026-11-18,草稿", "丙,,草稿", "丁,2026-11-18,审核中", head=STATES),
        table("甲,2026-09-01,", "乙,2026-11-26 10:00,定时发布", "丙,2026-10-01,定时", head=STATES),
        table("甲,2026-09-01,1,x", head="标题,发布时间,作品ID,播放量"),
        table("甲,2026-08-01,2026-09-01", head="标题,创建时间,发布时间"),
        table("甲,2026-09-01", ",,3,9", head="标题,发布时间,点赞,播放量"),
    ],
)
def test_what_hides_no_post_leaves_the_statement_in_force(body: bytes) -> None:
    outcome = read(("a.csv", body, statement()))
    assert (outcome.reason, outcome.covered, outcome.told) == (None, (date(2026, 11, 1), DAY), "")
    assert [post.title for post in outcome.posts] == ["甲"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (table("甲,2026-09-01", "乙,"), "第3行的发布时间"),
        (table("甲,2026-09-01", "乙,2036-11-18"), "第3行的发布时间"),
        (table("甲,2026-09-01", "乙,1970-01-01"), "第3行的发布时间"),
        (table("甲,2026-09-01", "汇总本周要闻,"), "第3行的发布时间"),
        (table("甲,2026-09-01", *["乙,?"] * 9), "第3、4、5、6、7等9行的发布时间"),
        (table("甲,2026-09-01,", ",,7301234567890123456", head="标题,发布时间,作品ID"), "第3行的发布时间"),
        (table("甲,2026-09-01,", "乙,2026-11-18,定时发布", head=STATES), "第3行的发布时间或状态"),
        (table("甲,2026-09-01,", "乙,,待发布", head=STATES), "第3行的发布时间或状态"),
        (table("甲,2026-09-01,", "乙,2026-11-18,已发布（私密）", head=STATES), "第3行的发布时间或状态"),
        (table("甲,2026-09-01", head="标题,创建时间"), "只有创建时间"),
    ],
)
def test_what_may_hide_a_post_proves_no_silence(body: bytes, said: str) -> None:
    outcome = read(("a.csv", body, statement()))
    assert (outcome.reason, outcome.covered, outcome.liveness) == (None, None, ())
    assert outcome.told.startswith("a.csv：")
    assert said in outcome.told
    assert "甲" in [post.title for post in outcome.posts]


@pytest.mark.parametrize(("second", "hides"), [("作品说明", False), ("作品描述2", True)])
def test_a_sheet_that_was_not_understood_may_hide_a_post(second: str, hides: bool) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows in (
            ("图文", [["标题", "发布时间"], ["甲", "2026-09-01"]]),
            ("视频", [[second], ["一行"]]),
        ):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, [*row, "上传于"] if hides and name == "视频" else row)
    outcome = read(("a.xlsx", stream.getvalue(), statement()))
    assert (outcome.covered is None) is hides
    assert ("工作表“视频”" in outcome.told) is hides


def test_a_time_of_creation_shows_life() -> None:
    """What was made inside the window was published inside it."""
    [post] = read(("a.csv", table("甲,2026-11-18", head="标题,创建时间"))).posts
    assert (post.published, post.time_source) == (end_of(18), "export_created")


def test_a_bad_file_hides_no_life_but_proves_no_silence() -> None:
    outcome = read(
        ("a.csv", table("甲,2026-11-18"), statement()), ("b.csv", b"\x00"), ("c.csv", table("乙,"))
    )
    assert (outcome.reason, outcome.covered) == (Reason.PARSE_CHANGED, None)
    assert [post.title for post in outcome.posts] == ["甲", "乙"]
    assert "b.csv：应为" in outcome.told


def test_files_that_were_not_read_prove_no_silence() -> None:
    dropped = (Dropped("a.csv", table("甲,2026-09-01"), statement()),)
    outcome = parse(Brought(Reason.INCOMPLETE, "共60个", files=dropped), ACCOUNT, WINDOW)
    assert (outcome.reason, outcome.covered, outcome.told) == (Reason.INCOMPLETE, None, "共60个")
    assert [post.title for post in outcome.posts] == ["甲"]
