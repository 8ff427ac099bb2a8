"""Words and phrases: complete for every code, and written as an office writes."""

from __future__ import annotations

from datetime import date
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Severity, Verdict
from crawler.items import Reason
from reports.model import OPEN_STATES, PRINTED_STATES
from reports.phrases import day, duration, moment, numeral, percent
from reports.words import load_figures, load_words

ZONE = ZoneInfo("Asia/Shanghai")


def test_every_reason_says_what_happened_whose_job_it_is_and_what_to_do() -> None:
    for reason in Reason:
        why = load_words().why(reason.value)
        assert why.text != reason.value
        assert why.text
        assert why.job in ("本办", "责任单位", "门户运维单位", "监测程序维护人员")
        assert why.action.endswith("。")


def test_no_reason_is_worded_that_the_contract_does_not_know() -> None:
    assert set(load_words().table("reasons")) == {reason.value for reason in Reason} | {"unknown"}


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("states", {*PRINTED_STATES, "unverified", "struck"}),
        ("progress", {*OPEN_STATES, "fixed", "struck"}),
        ("verdicts", {verdict.value for verdict in Verdict}),
        ("severities", {severity.value for severity in Severity}),
        ("kinds", {"site", "column", "item", "article", "post", "account", "link"}),
        ("exits", {"0", "1", "3", "4", "5", "6", "7"}),
    ],
)
def test_every_code_has_its_word(table: str, codes: set[str]) -> None:
    assert set(load_words().table(table)) == codes


def test_every_purpose_of_a_request_has_its_word() -> None:
    from crawler.asks import Purpose  # noqa: PLC0415 - imports Scrapy, which reports must never need

    assert set(load_words().table("purposes")) == set(get_args(Purpose))


def test_a_code_younger_than_the_words_stands_for_itself() -> None:
    assert load_words().say("states", "mended_by_magic") == "mended_by_magic"
    assert load_words().why("solar_flare").text == "solar_flare"
    assert load_words().why(None).text == "原因未记录"


def test_figures_are_plausible() -> None:
    figures = load_figures()
    assert 0 < figures.heavy_share < 1
    assert figures.max_sheet_rows < 1_048_576


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_headings_are_numbered_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text


@given(st.floats(0, 1))
def test_a_share_is_never_rounded_to_whole_where_something_is_wrong(share: float) -> None:
    assert (percent(share) == "100%") == (share == 1)
    assert (percent(share) == "0%") == (share == 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [("2026-11-02", "2026年11月2日"), (date(2026, 1, 31), "2026年1月31日"), (None, "—"), ("近日", "近日")],
)
def test_days_are_written_out(value: str | date | None, text: str) -> None:
    assert day(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2026-11-22T18:30:00+00:00", "2026-11-23 02:30"),
        ("2026-11-22T18:30:00", "2026-11-22 18:30"),
        (None, "—"),
        ("x", "x"),
    ],
)
def test_times_stand_in_the_districts_zone(value: str | None, text: str) -> None:
    assert moment(value, ZONE) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0秒"), (59.6, "1分0秒"), (3600, "1小时0分"), (6132, "1小时42分")]
)
def test_spans_of_time_are_written_out(seconds: float, text: str) -> None:
    assert duration(seconds) == text
