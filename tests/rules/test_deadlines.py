"""公开时限: every real phrase as its table says, phrases that only look alike, and noise that changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import parse
from rules.numerals import arabic
from rules.periods import Period

Rows = Callable[[str], list[dict[str, str]]]


def meant(phrase: str) -> tuple[str, int | None, str | None]:
    deadline = parse(phrase)
    return deadline.kind, deadline.days, deadline.day_type


def test_every_real_phrase(shared: Rows) -> None:
    rows = shared("deadline_phrases.csv")
    assert len(rows) > 100
    for row in rows:
        days = int(row["days"]) if row["days"] else None
        day_type = None if row["day_type"] == "-" else row["day_type"]
        assert meant(row["phrase"]) == (row["kind"], days, day_type), row["phrase"]


def test_every_fixed_date_of_the_real_phrases(shared: Rows) -> None:
    rows = [row for row in shared("deadline_phrases.csv") if row["kind"] == "fixed_date"]
    for row in rows:
        month, day = re.search(r"(\d\d)-(\d\d)", row["anchor_or_date"]).groups()  # type: ignore[union-attr]
        assert parse(row["phrase"]).month_day == (int(month), int(day)), row["phrase"]


def test_every_period_of_the_real_phrases_is_as_long_as_its_days(shared: Rows) -> None:
    rows = [row for row in shared("deadline_phrases.csv") if row["kind"] == "periodic"]
    for row in rows:
        period = parse(row["phrase"]).period
        if row["day_type"] == "working":
            assert period is None
            continue
        assert period is not None, row["phrase"]
        if "第二周" not in row["phrase"]:
            length = period.days or (period.months or 0) * 30.5
            assert abs(length - int(row["days"])) <= 1, row["phrase"]


@pytest.mark.parametrize(
    ("phrase", "period"),
    [
        ("半年至少更新1次", Period(months=6)), ("每季度公开", Period(months=3)), ("每月公开", Period(months=1)), ("每年更新", Period(months=12)),
        ("更新间隔不得超过2周", Period(days=14)), ("每半年公开一次", Period(months=6)), ("最迟1年内必须有更新", Period(months=12)),
        ("每三个月更新", Period(months=3)), ("每旬更新", Period(days=10)), ("每日更新", Period(days=1)), ("一月一公开", Period(months=1)),
        ("一季度一通报", Period(months=3)), ("每年度公开", Period(months=12)), ("每季度结束后15日内", Period(months=3)), ("次月10日前", Period(months=1)),
        ("每个工作日更新", None), ("信息形成后20个工作日内", None), ("及时公开", None),
    ],
)  # fmt: skip
def test_periods(phrase: str, period: Period | None) -> None:
    assert parse(phrase).period == period


@pytest.mark.parametrize(
    ("phrase", "kind", "days", "day_type"),
    [
        # the same rule in other dress
        ("自信息形成或者变更之日起二十个工作日之内予以公开。", "event", 20, "working"),
        ("信 息 形 成\n或变更之日起 20 个 工 作 日 内", "event", 20, "working"),
        ("信息形成之日起２０工作曰以内", "event", 20, "working"),
        ("公开时限：信息形成后20工作日内", "event", 20, "working"),
        ("信息形成后10至20个工作日内", "event", 20, "working"),
        ("批准后三十日内", "event", 30, "calendar"),
        ("信息形成后1个月内公开", "event", 31, "calendar"),
        ("信息变更后5个工作日内更新", "event", 5, "working"),
        ("信息形成当日公开", "event", 0, "calendar"),
        ("两小时内", "event", 1, "calendar"),
        ("每年预算批准后20日内", "event", 20, "calendar"),
        ("收到信用报告之日起20个工作日内", "event", 20, "working"),
        ("会议召开前3日公告", "before_event", -3, "calendar"),
        ("至少提前5个工作日公示", "before_event", -5, "working"),
        ("听证会举行前7日内公告", "before_event", -7, "calendar"),
        ("每季度首月15日前", "periodic+offset", 15, "calendar"),
        ("每月5日前公开", "periodic+offset", 5, "calendar"),
        ("公示期不少于5个工作日", "hold", 5, "working"),
        ("公示7天", "hold", 7, "calendar"),
        ("征求意见期限不得少于30日", "hold", 30, "calendar"),
        ("信息形成后20个工作日内公开，公示期不少于7日", "event+hold", 20, "working"),
        ("依申请公开", "request", None, None),
        ("按有关规定公开", "statutory", None, None),
        # more than one rule
        ("15个工作日（特殊情况20个工作日）", "compound", 15, "working"),
        ("一般信息20个工作日内；重大信息5个工作日内", "compound", 20, "working"),
        ("信息形成后20个工作日内公开，每半年更新一次", "compound", 20, "working"),
        ("信息形成20个工作日内公开；个人信息依申请公开", "compound", 20, "working"),
        ("每年1月31日前；其他信息20个工作日内", "compound", 20, "working"),
        ("每年3月底前、9月底前", "compound", None, None),
        ("每月更新，每季度汇总", "compound", None, None),
        # near-misses: a date that comes once, a time to stay, a school year, words that hold other words
        ("2026年1月31日前", "unparsed", None, None),
        ("2026年底前", "unparsed", None, None),
        ("公开三年", "unparsed", None, None),
        ("涉企公示满5年后不再公示", "unparsed", None, None),
        ("每学年末", "unparsed", None, None),
        ("预算年度开始前", "unparsed", None, None),
        ("每年31月1日前", "unparsed", None, None),
        ("国务院令第711号", "unparsed", None, None),
        ("详见附件", "unparsed", None, None),
        ("不定期", "unspecified", None, None),
        ("及时公开", "prompt", None, None),
        ("动态调整，长期公开", "continuous", None, None),
        ("", "blank", None, None),
        ("  ", "blank", None, None),
    ],
)  # fmt: skip
def test_phrases(phrase: str, kind: str, days: int | None, day_type: str | None) -> None:
    assert meant(phrase) == (kind, days, day_type)


@pytest.mark.parametrize(
    ("phrase", "month_day"),
    [
        ("每年1月31日前", (1, 31)), ("每年4月1日之前", (4, 1)), ("每年三月底前", (3, 31)), ("每年年底前", (12, 31)), ("每年2月底前", (2, 29)),
        ("每年第一季度内", (3, 31)), ("十二月三十一日前", (12, 31)), ("每年4月30日前（节假日顺延）", (4, 30)), ("每年 1 月 31 日 前", (1, 31)),
    ],
)  # fmt: skip
def test_fixed_dates(phrase: str, month_day: tuple[int, int]) -> None:
    deadline = parse(phrase)
    assert (deadline.kind, deadline.month_day) == ("fixed_date", month_day)


def test_the_office_sees_its_own_words() -> None:
    assert parse(" 自信息形成或者变更之日起20个\n工作日内 ").text == "自信息形成或者变更之日起20个工作日内"
    assert parse("自信息形成或者变更之日起20个工作日内").anchor == "信息形成或变更"


@pytest.mark.parametrize(
    ("text", "same"),
    [("二十个工作日", "20个工作日"), ("一百八十日", "180日"), ("两周", "2周"), ("十五日", "15日"), ("二〇日", "20日"), ("一级栏目", "一级栏目"), ("统一公开", "统一公开"), ("第十二条", "第12条")],
)  # fmt: skip
def test_numerals(text: str, same: str) -> None:
    assert arabic(text) == same


PHRASES = (
    "信息形成或变更之日起20个工作日内", "每季度公开", "每年1月31日前", "公示期不少于5个工作日", "及时公开", "长期公开", "收到批复20日内",
    "半年至少更新1次", "会议召开前3日公告", "每月后10个工作日内公开", "除处罚决定外:长期公开;处罚决定:20个工作日内", "与政策文件同步公开",
)  # fmt: skip
WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})


@given(st.sampled_from(PHRASES), st.data())
def test_spaces_and_widths_change_nothing(phrase: str, data: st.DataObject) -> None:
    noise = data.draw(
        st.lists(
            st.sampled_from(["", "", " ", "\n", "\u3000", "\u200b"]),
            min_size=len(phrase),
            max_size=len(phrase),
        )
    )
    noisy = "".join(character + gap for character, gap in zip(phrase, noise, strict=True))
    if data.draw(st.booleans()):
        noisy = noisy.translate(WIDE)
    clean, spoiled = parse(phrase), parse(noisy)
    assert (spoiled.kind, spoiled.days, spoiled.day_type, spoiled.month_day, spoiled.period) == (
        clean.kind, clean.days, clean.day_type, clean.month_day, clean.period,
    )  # fmt: skip


@given(
    st.sampled_from(["", "自", "应自", "自该", "公开时限："]),
    st.sampled_from(["信息形成", "信息形成或变更", "信息形成（变更）", "文件印发", "项目竣工", "决定作出"]),
    st.sampled_from(["之日起", "后", "之后", ""]),
    st.integers(1, 60),
    st.sampled_from([("个工作日", "working"), ("工作日", "working"), ("日", "calendar"), ("天", "calendar"), ("个自然日", "calendar")]),
    st.sampled_from(["内", "以内", "之内", "内公开", "内予以公开", "内及时公开。", "内上网公开"]),
)  # fmt: skip
def test_every_dress_of_an_event(
    head: str, anchor: str, link: str, days: int, unit: tuple[str, str], tail: str
) -> None:
    assert meant(f"{head}{anchor}{link}{days}{unit[0]}{tail}") == ("event", days, unit[1])


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert parse(text).kind
