"""What is skipped because it is fast must be what would not have been found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.elements import Shown, shown, shown_in
from checks.gates import Gate
from checks.matching import Kind, relate
from checks.slots import vocabulary
from checks.titles import Titles

PATTERNS = [
    *(list(kind["words"]) for kind in vocabulary()["kinds"]),
    *vocabulary()["words"]["contrasts"],
    *([deed] for deed in vocabulary()["wrapping"]["deeds"]),
]
GATE = Gate(PATTERNS)
WORDS = st.sampled_from([
    *sorted({word for group in PATTERNS for word in re.split(r"[|]|\(\?[^)]*\)", "|".join(group)) if word}),
    "政府", "区", "2026年", "第一季度", "公示", "关于", "的", "通知", "《", "》", "第3批", "低保", "规划", "公租房配租进度", "情况",
])  # fmt: skip
TITLES = st.lists(WORDS, min_size=1, max_size=6).map("".join)


@given(TITLES)
def test_a_gate_keeps_out_nothing_that_matches(text: str) -> None:
    matching = {n for n, group in enumerate(PATTERNS) if any(re.search(word, text) for word in group)}
    assert matching <= GATE.open(text)


@pytest.mark.parametrize(
    ("text", "open_"), [("甲乙", {0, 2}), ("丙", {1, 2}), ("丁", {2}), ("", {2}), ("乙丙", {1, 2})]
)
def test_what_a_gate_opens(text: str, open_: set[int]) -> None:
    gate = Gate([["甲(?!丙)", "丑"], ["(?<=乙)丙|戊"], ["己+"]])
    assert set(gate.open(text)) == open_


@given(st.lists(TITLES, min_size=1, max_size=12), TITLES)
def test_what_a_search_finds_is_not_different_and_equals_are_found(titles: list[str], name: str) -> None:
    found = {one.index: one.relation for one in Titles(titles).find(name)}
    for place, title in enumerate(titles):
        relation = relate(name, title)
        assert found.get(place, relation) == relation
        assert place in found or relation.kind is Kind.DIFFERENT


@given(
    st.lists(st.sampled_from(["咨询电话", "办理时限", "补助标准", "办理流程", "受理条件"]), min_size=1, unique=True),
    st.lists(
        st.sampled_from(["电话0700-5550123", "时限为5日", "每人500元标准", "流程", "某局", "受理", "", "条件"]), max_size=9
    ),
)  # fmt: skip
def test_texts_are_read_as_far_as_they_are_needed(elements: list[str], texts: list[str]) -> None:
    found, read = shown_in(elements, iter(texts), "办事指南")
    assert found == {element: shown(element, "\n".join(texts), "办事指南") for element in elements}
    assert read == "\n".join(texts) or set(found.values()) == {Shown.WHOLE}
