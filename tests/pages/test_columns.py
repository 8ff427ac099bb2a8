"""Column pages put together from the parts of many templates, read back: whatever stands around the rows."""

from __future__ import annotations

from datetime import timedelta

from columns import PAGING, PLACES, SHAPES, column
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import Made
from pages_support import TODAY, read_markup

from crawler.items import Kind

NAMES = (
    "关于做好春季森林防火工作的通知", "清河区召开经济工作会议", "清河区2026年政府工作报告", "公示", "停水通知", "“双随机”抽查结果公布", "清河区人民政府关于印发《清河区促进消费若干措施》的通知", "项目一环评公示", "2026年3月8-10日停电公告",
)  # fmt: skip
SITES = (
    (
        "http://www.qinghe.example/zwgk/tzgg/index.html",
        "http://www.qinghe.example/zwgk/tzgg/202603/t20260305_{n}.html",
    ),
    ("http://www.qinghe.example/zwgk/tzgg.htm", "http://www.qinghe.example/info/1023/700{n}.htm"),
    ("http://www.qinghe.example/list.asp?id=5", "http://www.qinghe.example/show.asp?id=5{n}"),
    ("http://www.qinghe.example/zwgk/tzgg/", "http://www.qinghe.example/zwgk/tzgg/n{n}.html"),
)
choices = st.fixed_dictionaries({name: st.integers(0, len(options) - 1) for name, options in PLACES.items()})
steps = st.lists(st.integers(0, 40), min_size=1, max_size=12)


@settings(max_examples=120, deadline=None)
@given(
    choices, st.integers(0, len(SHAPES) - 1), st.sampled_from(SITES), steps, st.integers(0, 300), st.data()
)
def test_the_rows_of_a_column_are_read_back(
    choice: dict[str, int], shape: int, site: tuple[str, str], gaps: list[int], age: int, data: st.DataObject
) -> None:
    url, row_url = site
    rows: list[Made] = []
    day = TODAY - timedelta(days=age)
    for number, gap in enumerate(gaps):
        day -= timedelta(days=gap)
        name = data.draw(st.sampled_from(NAMES))
        rows.append(Made(name, row_url.replace("{n}", str(number)), day))
    page = read_markup(column(rows, shape, choice), url)
    assert page.kind is Kind.COLUMN
    assert [Made(entry.title, entry.url, entry.date) for entry in page.entries] == rows
    if PAGING[choice["paging"]] and url.endswith(("/index.html", "/")):
        assert page.next_pages[0].url.endswith("/index_1.html")
