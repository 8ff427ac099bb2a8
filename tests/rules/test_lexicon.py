"""The lexicon over texts: what is found, what only looks like it, and that many words cost little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.lexicon import Lexicon, Word

WORDS = Lexicon(
    [
        Word("按装", "安装", "deduct"), Word("帐户", "账户", "deduct", ("帐户山",)), Word("渡过难关", "度过难关", "notice"),
        Word("台湾总统", None, "veto"), Word("总统府", None, "veto", ("爱丽舍总统府",)),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请按装充电桩", [("按装", False)]),
        ("帐户山与帐户", [("帐户", False)]),
        ("按装，再按装", [("按装", False), ("按装", False)]),
        ("他说：“按装了一台”。", [("按装", True)]),
        ("《按装工程规范》", [("按装", True)]),
        ("“安装”与按装", [("按装", False)]),
        ("“按装”应为“安装”", []),
        ("将“安装”误写为“按装”", []),
        ("不得写成按装", []),
        ("按照装备要求", []),
        ("", []),
    ],
)
def test_where_a_word_stands(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(hit.word.word, hit.cited) for hit in WORDS.hits(text)] == found


def test_the_longest_word_counts() -> None:
    nested = Lexicon([Word("总统", None, "veto"), Word("总统府", None, "veto")])
    assert [hit.word.word for hit in nested.hits("示例总统府")] == ["总统府"]


def test_a_suggestion_that_holds_the_word_is_right() -> None:
    held = Lexicon([Word("人大", "人大常委会", "notice")])
    [hit] = held.hits("区人大常委会会议；又一年，区人大会议")
    assert hit.around.endswith("区人大会议")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("补贴按装机容…", True), ("补贴按装...全文", True), ("补贴按装⋯", True), ("补贴按装机容量核定", None),
        ("水表按装完毕…", False), ("水表按装", False), ("水表按装。…", False),
    ],
)  # fmt: skip
def test_nobody_knows_what_followed_where_a_text_breaks_off(text: str, cut: bool | None) -> None:
    words = Lexicon([Word("按装", "安装", "deduct", ("按装机容量", "按装订线"))])
    assert [hit.cut for hit in words.hits(text)] == ([] if cut is None else [cut])


def test_an_empty_lexicon_finds_nothing() -> None:
    assert list(Lexicon().hits("按装")) == []


@given(st.text(alphabet="按装帐户应为“”\n 甲", max_size=60))
def test_every_hit_is_really_there(text: str) -> None:
    hits = list(WORDS.hits(text))
    assert len(hits) <= text.count("按装") + text.count("帐户")
    for hit in hits:
        assert hit.word.word in text


def test_ten_thousand_words() -> None:
    many = Lexicon(Word(f"词{number:05d}误", f"词{number:05d}", "deduct") for number in range(10_000))
    text = "这是一段很长的正文。" * 20_000 + "词00042误"
    assert [hit.word.word for hit in many.hits(text)] == ["词00042误"]
