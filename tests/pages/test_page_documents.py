"""Documents put together from the parts of many templates, read back: whatever stands beside what."""

from __future__ import annotations

from datetime import datetime

import pytest
from documents import FACTS, PLACES, TRAILS, Written, document
from hypothesis import given, settings
from hypothesis import strategies as st
from pages_support import ARTICLE, ZONE, read_markup

from crawler.items import Kind

NAMES = (
    "关于做好春季森林防火工作的通知", "清河区召开经济工作会议", "清河区2026年政府工作报告", "公示", "停水通知", "“双随机”抽查结果公布", "清河区人民政府关于印发《清河区促进消费若干措施》的通知", "2026年3月8-10日停电公告",
)  # fmt: skip
SOURCES = ("清河区人民政府办公室", "区民政局", "清河日报", "本网")
URLS = (
    ARTICLE.replace("20261109", "20260101"),
    "http://www.qinghe.example/info/1023/7001.htm",
    "http://www.qinghe.example/zwgk/tzgg/show.asp?id=5",
)
choices = st.fixed_dictionaries({name: st.integers(0, len(options) - 1) for name, options in PLACES.items()})
days = st.datetimes(datetime(2001, 1, 1, 0, 1), datetime(2026, 11, 21))  # noqa: DTZ001 - the zone is the reader's to add


@settings(max_examples=120, deadline=None)
@given(choices, st.sampled_from(NAMES), st.sampled_from(SOURCES), days, st.booleans(), st.sampled_from(URLS))
def test_what_a_document_says_is_read_back(
    choice: dict[str, int], title: str, source: str, moment: datetime, timed: bool, url: str
) -> None:
    moment = moment.replace(second=0, microsecond=0, minute=moment.minute or 1)
    said = Written(title, moment, source, timed)
    page = read_markup(document(said, choice), url)
    facts = FACTS[choice["facts"]]
    told = timed and ("{c}" in facts or "{han}" in facts)
    assert page.kind is Kind.ARTICLE
    assert (page.title, page.source) == (title, source)
    assert page.published == (moment.replace(tzinfo=ZONE) if told else moment.date())
    assert page.written is None
    assert page.attachments == ()
    assert page.breadcrumbs == (("首页", "政务公开", "通知公告") if TRAILS[choice["trail"]] else ())


@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("title", "facts")])
def test_without_facts_nothing_is_guessed(place: str) -> None:
    """Every part of every place, with no line of facts: no date, no source, whatever dates the text and the frame hold."""
    said = Written(NAMES[0], datetime(2026, 3, 5), SOURCES[0], timed=False)  # noqa: DTZ001 - a day as shown
    for number in range(len(PLACES[place])):
        choice = {name: number if name == place else 0 for name in PLACES}
        markup = document(said, choice).replace(
            FACTS[0].format(d="2026-03-05", c="", s=SOURCES[0], han=""), ""
        )
        page = read_markup(markup, URLS[0])
        if "PubDate" not in markup:
            assert (page.title, page.published, page.source) == (NAMES[0], None, None)
