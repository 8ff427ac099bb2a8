"""Dates as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_support import ZONE

from crawler.pages.dates import alone, flowing, full_dates, in_zone, month_day, stated, url_date, year_for

FORMS = [
    "{d.year}-{d.month:02d}-{d.day:02d}", "{d.year}/{d.month}/{d.day}", "{d.year}.{d.month}.{d.day}", "{d.year}年{d.month}月{d.day}日",
    "{d.year}年{d.month:02d}月{d.day:02d}日", "[{d.year}-{d.month:02d}-{d.day:02d}]", "（{d.year}-{d.month:02d}-{d.day:02d}）", "{d.year}——{d.month:02d}——{d.day:02d}",
    "{d.year} 年 {d.month} 月 {d.day} 日", "{d.year}－{d.month:02d}－{d.day:02d}",
]  # fmt: skip
CLOCKS = [
    "{t.hour:02d}:{t.minute:02d}",
    "{t.hour:02d}∶{t.minute:02d}",
    "{t.hour:02d}：{t.minute:02d}",
    "{t.hour:02d}时{t.minute:02d}分",
    "{t.hour:02d}:{t.minute:02d}:{t.second:02d}",
]
days = st.dates(date(1990, 1, 1), date(2089, 12, 31))
NUMERALS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (
        NUMERALS[ones] if ones else ""
    )


@given(days, st.sampled_from(FORMS))
def test_every_form_of_a_day(day: date, form: str) -> None:
    text = form.format(d=day)
    assert stated(f"发布时间 {text} 来源", ZONE) == day
    assert alone(text, ZONE) == day


@given(
    st.datetimes(datetime(1990, 1, 1, 0, 1), datetime(2089, 12, 31)),  # noqa: DTZ001 - the zone is the reader's to add
    st.sampled_from(FORMS[:5]),
    st.sampled_from(CLOCKS),
)
def test_every_form_of_a_time(moment: datetime, form: str, clock: str) -> None:
    moment = moment.replace(
        microsecond=0, second=moment.second if "second" in clock else 0, minute=moment.minute or 1
    )
    assert stated(f"{form.format(d=moment)} {clock.format(t=moment)}", ZONE) == moment.replace(tzinfo=ZONE)


@given(days)
def test_numerals(day: date) -> None:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    for zero in "〇○零":
        assert stated(f"{year.replace('〇', zero)}年{numeral(day.month)}月{numeral(day.day)}日", ZONE) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "1026-01-01",
        "12026-01-012",
        "",
        "二〇二六年",
        "18-22日",
        "0715-8313333",
        "2026",
        "2026年11月",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert stated(text, ZONE) is None
    assert list(full_dates(text, ZONE)) == []


@pytest.mark.parametrize("text", ["2026-11-09 00:00", "2026-11-09 00:00:00", "2026年11月9日 25:71"])
def test_midnight_and_nonsense_say_the_day_only(text: str) -> None:
    assert stated(text, ZONE) == date(2026, 11, 9)


@pytest.mark.parametrize(
    "text", ["2026年9月14-16日平潭电网检修信息", "关于2026-11-09会议的通知", "2026-11-09至2026-11-12"]
)
def test_a_date_among_words_does_not_stand_alone(text: str) -> None:
    assert alone(text, ZONE) is None


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("[11-09]", (11, 9)),
        ("(1/5)", (1, 5)),
        ("06月01日", (6, 1)),
        ("11-09-2", None),
        ("1-2月", None),
        ("13-01", None),
        ("2026", None),
    ],
)
def test_month_and_day(text: str, pair: tuple[int, int] | None) -> None:
    assert month_day(text) == pair


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_guessed_year_is_never_in_the_future(day: date, today: date) -> None:
    found = year_for(day.month, day.day, today, "http://x.example/a/")
    assert found is not None
    assert found <= today
    assert (found.month, found.day) == (day.month, day.day)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("/zw/202312/t20231228_85447.htm", date(2023, 12, 28)), ("/art/2024/6/19/art_1861_1.html", date(2024, 6, 19)), ("/main/a/20200709/12323944.shtml", date(2020, 7, 9)),
        ("/2026-11/09/content_1.htm", date(2026, 11, 9)), ("/info/1023/70001.htm", None), ("/content/post_9360641.html", None),
    ],
)  # fmt: skip
def test_dates_in_addresses(url: str, day: date | None) -> None:
    assert url_date(f"http://x.example{url}") == day


def test_the_address_is_a_witness_of_the_year() -> None:
    assert year_for(10, 16, date(2026, 11, 22), "/201710/t20171016_398067.html") == date(2017, 10, 16)
    assert year_for(12, 30, date(2026, 1, 3), "/202601/t20260102_1.html") == date(2025, 12, 30)


def test_a_list_that_runs_past_new_year() -> None:
    guessed = [date(2026, 1, 5), date(2025, 12, 30), date(2025, 11, 2), date(2025, 12, 20), date(2025, 3, 1)]
    assert flowing(guessed, [True] * 5)[-1] == date(2025, 3, 1)
    older = [date(2026, 11, 20), date(2026, 3, 1), date(2026, 10, 8), date(2026, 9, 1)]
    assert flowing(older, [True] * 4) == [
        date(2026, 11, 20),
        date(2026, 3, 1),
        date(2025, 10, 8),
        date(2025, 9, 1),
    ]
    assert flowing(older, [False] * 4) == older


def test_instants_in_the_district() -> None:
    assert in_zone(datetime(2026, 11, 8, 16, 0, tzinfo=UTC), ZONE) == date(2026, 11, 9)
    assert in_zone(datetime(2026, 11, 8, 23, 30, tzinfo=UTC), ZONE) == datetime(
        2026, 11, 9, 7, 30, tzinfo=ZONE
    )
