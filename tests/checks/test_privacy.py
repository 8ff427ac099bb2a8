"""Personal numbers: what fires, what must not, and that nothing whole ever leaves."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.privacy import find_leaks
from rules.data import toml
from rules.personal import hide, is_card_number, is_id_number, mask_text, numbers_in

TODAY = date(2026, 11, 22)
ID, ID_X = "429998199003070015", "42999819851230003X"
CARD, MOBILE = "6217001234567890122", "13900000000"
"""Numbers that belong to nobody: a county that does not exist, a card without a holder."""

NEAR_MISSES = [
    f"订单编号：{ID}",
    f"项目代码{ID}",
    f"统一社会信用代码：{ID}",
    f"不动产单元号：{ID}",
    f"流水号 No.{ID}",
    f"账号：{ID}",
    f"编号为{ID}的文件",
    f"图号A{ID}",
    f"批次-{ID}0",
    f"X-{ID}",
    f"{ID}-01",
    "1" + ID,
    ID + "1",
    "429998********0015",
    "4299**********0015",
    "429998199003070016",
    "429998199002300010",
    "429998209003070015",
    "009998199003070015",
    "990000199003070015",
    "2026112212345678901",
    "20261122123456789",
    "0700-8765432",
    "0700 8765432 8765433",
    "400-800-1234",
    "2019-2026年，2019—2026",
    "QQ：13900000000",
    "QQ群号13900000000",
    f"联系人：张某某，联系电话：{MOBILE}",
    f"咨询电话：{MOBILE}",
    f"监督举报电话 {MOBILE}",
    f"如有异议，请于公示期内向区民政局反映。电话：{MOBILE}",
    f"电话：{MOBILE}",
    f"办公室 {MOBILE}",
    f"张主任 {MOBILE}",
    f"姓名 职务 电话\n张某某 主任 {MOBILE}",
    f"单位 联系人 联系电话\n示例村委会 张某某 {MOBILE}",
    "户主张某某 139****0000",
    f"订单号{MOBILE}",
    f"申请人可拨打服务热线{MOBILE}咨询",
    f"开户单位：示例公司，账号：{CARD}",
    f"户名：示例区公共资源交易中心 账号：{CARD}",
    f"保证金账户 {CARD}",
    f"账号：{CARD}",
    f"户主张某某，一卡通账号{CARD[:-1]}3",
    "http://portal.example/429998199003070015.html",
    "申请人 http://portal.example/?id=13900000000",
    "区划代码429998，邮编437000，电话0700-8765432",
    "一卡通余额 1390000000 元",
]


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_what_must_not_fire(text: str) -> None:
    assert find_leaks(text, TODAY) == ()


LEAKS = [
    (ID, "身份证号", "4299************15"),
    (f"身份证号：{ID_X}", "身份证号", "4299************3X"),
    (f"身份证号：{ID_X.lower()}", "身份证号", "4299************3X"),
    ("身份证号：４２９９９８１９９００３０７００１５", "身份证号", "4299************15"),
    ("身份证号码 429998 19900307 0015", "身份证号", "4299************15"),
    (f"统一社会信用代码（身份证号）：{ID}", "身份证号", "4299************15"),
    (f"公民身份证编号：{ID}", "身份证号", "4299************15"),
    (f"张某某，{ID}，示例村。", "身份证号", "4299************15"),
    (f"序号 编号 姓名 身份证号\n1 001 张某某 {ID}", "身份证号", "4299************15"),
    (f"申请人张某某，电话{MOBILE}", "手机号码", "139****0000"),
    (f"户主：张某某 家庭住址：示例村 联系方式：{MOBILE}", "手机号码", "139****0000"),
    ("申请人张某某，电话１３９００００００００", "手机号码", "139****0000"),
    ("申请人张某某，电话139 0000 0000", "手机号码", "139****0000"),
    ("申请人张某某，电话139-0000-0000", "手机号码", "139****0000"),
    ("申请人张某某，电话+8613900000000", "手机号码", "139****0000"),
    (f"{MOBILE}（申请人本人）", "手机号码", "139****0000"),
    (f"序号 户主 家庭住址 电话\n1 张某某 示例村 {MOBILE}", "手机号码", "139****0000"),
    ("户主 电话\n" + "张某某 无\n" * 60 + f"李某某 {MOBILE}", "手机号码", "139****0000"),
    (f"一卡通账号 {CARD}", "银行卡号", "6217***********0122"),
    (f"银行卡号：{CARD}", "银行卡号", "6217***********0122"),
    ("户主张某某，账号 6217 0012 3456 7890 122", "银行卡号", "6217***********0122"),
]


@pytest.mark.parametrize(("text", "kind", "masked"), LEAKS)
def test_what_fires(text: str, kind: str, masked: str) -> None:
    assert [(leak.kind, leak.masked, leak.certain) for leak in find_leaks(text, TODAY)] == [
        (kind, masked, True)
    ]


DOUBTFUL = [
    (f"姓名 电话\n张某某 {MOBILE}", "手机号码"),
    (f"学生名单：张某某 {MOBILE}", "手机号码"),
    (f"户主 联系人 电话\n张某某 李某某 {MOBILE}", "手机号码"),
    ("示例数据 429998 19900307 0015", "身份证号"),
    (f"项目代码 金额\n{ID} 100元", "身份证号"),
    (f"收款人 账号\n张某某 {CARD}", "银行卡号"),
]


@pytest.mark.parametrize(("text", "kind"), DOUBTFUL)
def test_what_a_person_must_look_at(text: str, kind: str) -> None:
    assert [(leak.kind, leak.certain) for leak in find_leaks(text, TODAY)] == [(kind, False)]


def test_a_number_counts_once() -> None:
    assert len(find_leaks(f"{ID} {ID} {ID_X}", TODAY)) == 2


def test_a_number_of_tomorrow_is_no_number() -> None:
    assert is_id_number(ID, TODAY)
    assert not is_id_number(ID, date(1990, 3, 6))


def _known(digits: str) -> bool:
    """GB 11643, written a second time: ISO 7064 MOD 11-2 over all eighteen places."""
    check = 0
    for digit in digits[:17]:
        check = (check + int(digit)) * 2 % 11
    if "0123456789X"[(12 - check) % 11] != digits[17]:
        return False
    if digits[:2] not in toml("privacy.toml")["id_card"]["provinces"] or "00" in (digits[2:4], digits[4:6]):
        return False
    try:
        born = date.fromisoformat(f"{digits[6:10]}-{digits[10:12]}-{digits[12:14]}")
    except ValueError:
        return False
    return date(1906, 1, 1) <= born <= TODAY


_BIRTHDAYS = st.dates(date(1880, 1, 1), TODAY + timedelta(days=900)).map(lambda day: day.strftime("%Y%m%d"))
_REGIONS = st.one_of(
    st.sampled_from(["429998", "110101", "650000", "990101"]), st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)
)
_LIKELY = st.builds(
    lambda region, born, rest, last: region + born.zfill(8) + rest + last,
    _REGIONS,
    _BIRTHDAYS,
    st.from_regex(r"[0-9]{3}", fullmatch=True),
    st.sampled_from("0123456789X"),
)
_EIGHTEEN = st.one_of(st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), _LIKELY)


@given(_EIGHTEEN)
@settings(max_examples=150, deadline=None)
def test_eighteen_digits_fire_only_as_an_identity_card(digits: str) -> None:
    fired = any(leak.kind == "身份证号" for leak in find_leaks(f"张某某 {digits} 示例村", TODAY))
    assert fired == _known(digits)


@given(_EIGHTEEN | st.just(MOBILE) | st.just(CARD), st.sampled_from(["申请人", "订单号", "", "户主 "]))
@settings(max_examples=100, deadline=None)
def test_nothing_whole_leaves(number: str, label: str) -> None:
    text = f"{label}{number}（一卡通）"
    for leak in find_leaks(text, TODAY):
        assert re.search(r"\d{7}", leak.masked) is None
    if number in (MOBILE, CARD) or _known(number):
        assert re.search(r"\d{7}", mask_text(text)) is None


def test_masking_leaves_the_rest_as_it_is() -> None:
    text = f"联系电话{MOBILE}，订单20261122123456，区划429998，网址http://portal.example/{ID}.html，{ID_X.lower()}。"
    shown = f"联系电话139****0000，订单20261122123456，区划429998，网址http://portal.example/{ID}.html，4299************3X。"
    assert mask_text(text) == shown
    assert mask_text(shown) == shown
    assert mask_text("没有号码") == "没有号码"


def test_a_mistyped_card_is_masked_though_it_does_not_fire() -> None:
    assert mask_text("429998199003070016") == "4299************16"
    assert find_leaks("429998199003070016", TODAY) == ()


_TEXTS = st.lists(
    st.sampled_from(
        [
            ID,
            ID_X,
            CARD,
            MOBILE,
            "申请人",
            "电话",
            "户主 ",
            "订单号",
            "，",
            "\n",
            " ",
            "6217 0012 3456 7890 122",
        ]
    )
    | _EIGHTEEN,
    max_size=8,
).map("".join)


def _same_when_hidden(text: str) -> None:
    """What the store keeps says as much as the page itself, and shows nobody's number."""
    hidden = hide(text)
    assert find_leaks(hidden, TODAY, numbers_in(text, TODAY)) == find_leaks(text, TODAY)
    assert len(hidden) == len(text)
    assert mask_text(hidden) == hide(hidden) == hidden
    assert numbers_in(hidden, TODAY) == ()


@pytest.mark.parametrize("text", [*NEAR_MISSES, *(text for text, *_ in (*LEAKS, *DOUBTFUL))])
def test_a_hidden_number_is_judged_as_the_number(text: str) -> None:
    _same_when_hidden(text)


@given(_TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_hidden_number_is_judged_as_the_number(text: str) -> None:
    _same_when_hidden(text)
    if find_leaks(text, TODAY):
        assert hide(text) != text


def test_hiding_keeps_every_character_in_its_place() -> None:
    assert (
        hide(f"电话{MOBILE}，卡6217 0012 3456 7890 122。") == "电话139****0000，卡6217 **** **** ***0 122。"
    )
    assert hide("身份证号：４２９９９８１９９００３０７００１５") == "身份证号：４２９９************１５"
    assert hide(f"http://portal.example/{ID}.html") == f"http://portal.example/{ID}.html"


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        (CARD, True),
        ("6228480012345671", True),
        ("6228480012345672", False),
        ("9999990012345678", False),
        ("4111111111111111", True),
        ("41111111111111111", False),
    ],
)
def test_bank_cards(digits: str, *, valid: bool) -> None:
    assert is_card_number(digits) == valid


@pytest.mark.timeout(60)  # what grows with the square of its length hangs; no time is asserted
def test_hostile_text_costs_no_more_than_its_length() -> None:
    for text in (
        "1" * 200_000,
        "1 " * 100_000,
        "姓名" * 100_000 + MOBILE,
        ("13900000000 " * 20_000),
        ("户主" + "13900000000 ") * 10_000,
    ):
        find_leaks(text, TODAY)
        mask_text(text)
