"""Names of units: which forms mean exactly one, in a source line, in a title, in 公开主体; and what is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.model import Unit, UnitKind
from rules.names import UnitIndex, own_prefixes
from rules.subjects import Subjects

D, E, T, S = UnitKind.DEPARTMENT, UnitKind.OTHER, UnitKind.TOWN, UnitKind.STREET
UNITS = (
    Unit("ZFB", "青禾区人民政府办公室", D),
    Unit("MZ", "青禾区民政局", D),
    Unit("ZG", "青禾区自然资源和规划局", D),
    Unit("FG", "青禾区发展和改革局", D),
    Unit("CZ", "区财政局", D),
    Unit("RS", "青禾区人力资源和社会保障局", D),
    Unit("JY", "教育局", D),
    Unit("YJ", "青禾区应急管理局", D),
    Unit("WJ", "青禾区卫生健康局", D),
    Unit("NY", "青禾区农业农村局", D),
    Unit("HB", "山阳市生态环境局青禾区分局", E, ("生态环境分局",)),
    Unit("LS", "柳树镇", T),
    Unit("DM", "大麦乡人民政府", T),
    Unit("BH", "北河街道", S, ("北河办",)),
    Unit("NH", "南河街道办事处", S),
)
DEPARTMENTS = ("ZFB", "MZ", "ZG", "FG", "CZ", "RS", "JY", "YJ", "WJ", "NY")
TOWNS, STREETS = ("LS", "DM"), ("BH", "NH")
INDEX, SUBJECTS = UnitIndex(UNITS, "青禾区"), Subjects(UNITS, "青禾区")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("青禾区民政局", "MZ"), ("区民政局", "MZ"), ("民政局", "MZ"), ("青禾区 民政局", "MZ"), ("青禾区财政局", "CZ"), ("财政局", "CZ"), ("区教育局", "JY"),
        ("青禾区政府办公室", "ZFB"), ("区政府办", "ZFB"), ("区人民政府办公室", "ZFB"), ("柳树镇人民政府", "LS"), ("柳树镇政府", "LS"), ("青禾区柳树镇", "LS"),
        ("大麦乡", "DM"), ("北河街道办事处", "BH"), ("北河办事处", "BH"), ("北河办", "BH"), ("南河街道", "NH"), ("南河街办", "NH"),
        # another place's, a part of one, a short form, a common word
        ("山阳市民政局", None), ("市民政局", None), ("民政局办公室", None), ("发改局", None), ("办公室", None), ("人民政府", None), ("镇", None), ("", None),
        ("柳树", None), ("南河办", None), ("青禾区", None),
    ],
)  # fmt: skip
def test_exactly_one_unit(text: str, code: str | None) -> None:
    assert INDEX.exact(text) == code


def test_a_form_that_fits_two_units_means_neither() -> None:
    index = UnitIndex((*UNITS, Unit("X", "青禾区教育局", D)), "青禾区")
    assert index.exact("教育局") is None
    assert index.exact("区财政局") == "CZ"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("青禾区民政局2024年部门预算", "MZ"), ("柳树镇2025年政府信息公开年报", None), ("大麦乡人民政府工作报告", "DM"),
        ("关于青禾区自然资源和规划局招聘的公告", "ZG"), ("青禾区财政局转发通知", "CZ"), ("北河街道开展消防演练", "BH"),
        ("青禾区北河街道开展消防演练", "BH"), ("我区北河街道开展消防演练", "BH"), ("山阳市青禾区民政局公告", "MZ"),
        # two units, another place's, a word that only holds a name's letters
        ("青禾区财政局 青禾区民政局关于联合检查的通知", None), ("青禾区民政局关于北河街道社区建设的批复", None),
        ("山阳市自然资源和规划局公告", None), ("清溪县北河街道办来访", None), ("温泉区财政局公告", None), ("全区民政工作会议", None), ("北河流域治理", None), ("", None),
    ],
)  # fmt: skip
def test_mentioned_in_a_title(title: str, code: str | None) -> None:
    assert INDEX.mentioned(title) == code


def test_the_longest_name_wins() -> None:
    index = UnitIndex((Unit("A", "青禾区柳树镇", T), Unit("B", "青禾区柳树镇卫生院", E)), "青禾区")
    assert index.mentioned("青禾区柳树镇卫生院2025年预算") == "B"
    assert index.mentioned("青禾区柳树镇2025年预算") == "A"


@pytest.mark.parametrize(
    ("name", "prefixes"),
    [("青禾区", ("青禾区", "区")), ("山阳市青禾区", ("山阳市青禾区", "青禾区", "区")), ("青禾区人民政府", ("青禾区", "区")), ("临水市", ("临水市", "市"))],
)  # fmt: skip
def test_prefixes(name: str, prefixes: tuple[str, ...]) -> None:
    assert own_prefixes(name) == prefixes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("民政局", ("MZ",)), ("区民政局", ("MZ",)), ("县民政局", ("MZ",)), ("民政部门", ("MZ",)), ("县级人民政府民政部门", ("MZ",)), ("县级政府民政部门", ("MZ",)),
        ("县(市、区)自然资源主管部门", ("ZG",)), ("区自然资源和规划局", ("ZG",)), ("区自然资源和规划局和财政局", ("ZG", "CZ")), ("民政局、财政局", ("MZ", "CZ")),
        ("民政局，财政局；教育局", ("MZ", "CZ", "JY")), ("财政局及民政局", ("MZ", "CZ")), ("民政局/财政局", ("MZ", "CZ")), ("民政局财政局", ("MZ", "CZ")),
        ("民政局\n财政局", ("MZ", "CZ")), ("民政\n局", ("MZ",)), ("MZ", ()),
        ("各部门", DEPARTMENTS), ("区直各部门", DEPARTMENTS), ("区政府各部门", DEPARTMENTS), ("区直各单位", (*DEPARTMENTS, "HB")),
        ("各乡镇", TOWNS), ("各镇", TOWNS), ("乡镇人民政府", TOWNS), ("镇级人民政府", TOWNS), ("各街道", STREETS), ("街道办事处", STREETS),
        ("各乡镇（街道）", TOWNS + STREETS), ("各乡(镇)人民政府(街道办事处)", TOWNS + STREETS), ("各镇(街道)", TOWNS + STREETS), ("各乡镇、街道", TOWNS + STREETS),
        ("各镇街", TOWNS + STREETS), ("区应急管理局、各镇（街道）", ("YJ", *TOWNS, *STREETS)), ("各单位", tuple(unit.code for unit in UNITS)),
        ("柳树镇人民政府", ("LS",)), ("北河街道办事处", ("BH",)), ("生态环境分局", ("HB",)), ("区民政局负责", ("MZ",)), ("责任单位：区民政局", ("MZ",)),
        ("区民政局（牵头）、财政局", ("MZ", "CZ")),
        # short forms, where one unit alone fits
        ("区发改局", ("FG",)), ("区人社局", ("RS",)), ("人力社保局", ("RS",)), ("农业局", ("NY",)), ("区应急局", ("YJ",)),
    ],
)  # fmt: skip
def test_subjects(text: str, codes: tuple[str, ...]) -> None:
    found = SUBJECTS.resolve(text)
    assert found.units == codes
    assert bool(found.problems) is not bool(codes)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("市民政局", "“市民政局”不在单位表中，最接近的是“青禾区民政局”"),
        ("区卫健委", "“区卫健委”不在单位表中，最接近的是“青禾区卫生健康局”"),
        ("公安局", "“公安局”不在单位表中"),
        ("各有关部门", "“各有关部门”没有写明是哪个单位"),
        ("相关审批部门", "“相关审批部门”没有写明是哪个单位"),
        ("招标人或者其委托的招标代理机构", "“招标人或者其委托的招标代理机构”没有写明是哪个单位"),
        ("民政局婚姻登记处", "“民政局婚姻登记处”不在单位表中"),
        ("住房保障部门", "“住房保障部门”不在单位表中"),
        ("镇级生态环境部门", "“镇级生态环境部门”不在单位表中，最接近的是“生态环境分局”"),
    ],
)
def test_subjects_that_are_nobody(text: str, problem: str) -> None:
    found = SUBJECTS.resolve(text)
    assert (found.units, found.problems) == ((), (problem,))


def test_only_the_part_that_is_nobody_is_named() -> None:
    found = SUBJECTS.resolve("乡镇人民政府；行政村村民委员会")
    assert found.units == TOWNS
    assert found.problems == ("“行政村村民委员会”不在单位表中",)


def test_a_short_form_of_two_units_is_a_problem() -> None:
    subjects = Subjects(
        (*UNITS, Unit("NL", "青禾区农村发展局", D), Unit("NJ", "青禾区农业机械局", D)), "青禾区"
    )
    assert subjects.resolve("农业局").problems == ("“农业局”可以指青禾区农业农村局、青禾区农业机械局",)


def test_what_was_assumed_is_told() -> None:
    assert SUBJECTS.resolve("区发改局").remarks == ("“区发改局”按简称理解为“青禾区发展和改革局”",)
    assert SUBJECTS.resolve("民政局等部门").remarks == (
        "“民政局等部门”中的“等”未写明单位，只计入已写明的单位",
    )
    assert SUBJECTS.resolve("区民政局").remarks == ()


def test_in_a_city_the_city_level_is_our_own() -> None:
    units = (Unit("MZ", "临水市民政局", D), Unit("LS", "柳树镇", T))
    assert Subjects(units, "临水市").resolve("市民政局").units == ("MZ",)
    assert Subjects(units, "临水市").resolve("市直各部门").units == ("MZ",)


NAMES = [name for unit in UNITS for name in unit.names]


@given(
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True),
    st.sampled_from("、，；/"),
    st.sampled_from(["", " ", "\u3000"]),
)
def test_any_list_of_full_names_resolves_to_just_these(units: list[Unit], separator: str, space: str) -> None:
    text = f"{separator}{space}".join(unit.name for unit in units)
    assert set(SUBJECTS.resolve(text).units) == {unit.code for unit in units}
    assert not SUBJECTS.resolve(text).problems


@given(st.text(alphabet="青禾区民政局财街道镇乡和、（）各部门人府", max_size=14))
def test_nothing_is_both_resolved_by_guess_and_silent(text: str) -> None:
    found = SUBJECTS.resolve(text)
    assert found.units or found.problems
