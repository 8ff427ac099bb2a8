"""Round trips: rows are rendered in every layout of every family, among all that stands around a list, and read back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS, Layout, Made, page_of
from pages_support import TODAY, read_markup

from crawler.pages.family import families

WORDS = "关于印发清河区政务公开要点的通知示告人民府办室行处罚决定书财预算采购项目第一季度双随机抽查情况报告任命同志职务会议纪要防汛应急预案"
TAILS = [
    "",
    "",
    "",
    "（2026年修订）",
    "〔2026〕12号",
    "2026年9月18-22日停电",
    "“双随机”",
    "第12期",
    "3-5月",
    "(第3号)",
    "2025年度",
    " 附表",
    "《办法》",
]

titles = st.builds(
    lambda words, tail: words + tail, st.text(WORDS, min_size=2, max_size=45), st.sampled_from(TAILS)
)
gaps = st.lists(st.integers(0, 25), max_size=24)


def rows_of(layout: Layout, names: list[str], steps: list[int], newest: date) -> list[Made]:
    rows, day = [], newest
    for number, (name, step) in enumerate(zip(names, [0, *steps], strict=False)):
        day -= timedelta(days=step)
        rows.append(Made(name, layout.row_url.replace("{n}", str(70_000 + 3 * number)), day))
    return rows


def read_back(layout: Layout, rows: list[Made], today: date) -> list[Made]:
    page = read_markup(page_of(layout, rows), layout.page_url, today=today)
    return [Made(entry.title, entry.url, entry.date or date.min) for entry in page.entries]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(max_examples=25, deadline=None)
@given(names=st.lists(titles, min_size=1, max_size=25), steps=gaps, age=st.integers(0, 400))
def test_the_same_rows_come_back(layout: Layout, names: list[str], steps: list[int], age: int) -> None:
    newest = TODAY - timedelta(days=0 if layout.yearless else age)
    rows = rows_of(layout, names, steps, newest)
    if layout.yearless:
        rows = [row for row in rows if (TODAY - row.day).days < 365]
    assert read_back(layout, rows, TODAY) == rows


@pytest.mark.parametrize("layout", [one for one in LAYOUTS if one.yearless], ids=lambda layout: layout.name)
@settings(max_examples=40, deadline=None)
@given(
    names=st.lists(titles, min_size=2, max_size=20),
    steps=st.lists(st.integers(0, 40), max_size=19),
    today=st.dates(date(2025, 12, 20), date(2026, 2, 10)),
)
def test_years_over_new_year(layout: Layout, names: list[str], steps: list[int], today: date) -> None:
    """Month and day only, and no address that tells the year: the newest row is of the past year, older ones before it."""
    rows = rows_of(layout, names, steps, today)
    assert read_back(layout, rows, today) == rows


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_an_empty_list_is_of_the_same_template_and_its_holder_is_there(layout: Layout) -> None:
    row = Made("关于印发清河区政务公开工作要点的通知", layout.row_url.replace("{n}", "70001"), TODAY)
    full = read_markup(
        page_of(layout, [row, replace(row, url=row.url.replace("70001", "70002"))]), layout.page_url
    )
    empty = read_markup(page_of(layout, []), layout.page_url)
    assert full.entries
    assert empty.entries == ()
    assert empty.template == full.template
    if layout.dress == "boxes":  # a table without a name can be no one's holder
        assert full.list_frame in empty.frames_present


def test_every_family_of_lists_has_three_layouts() -> None:
    counts = Counter(layout.family for layout in LAYOUTS)
    assert all(counts[known.name] >= 3 for known in families() if known.name != "wechat")
