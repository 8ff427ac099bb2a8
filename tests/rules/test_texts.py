"""What makes texts comparable, and numbers found, quickly: the same as the slow way."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import personal
from rules.text import plain

DAY = date(2026, 11, 22)
MARKS = st.sampled_from("，：；（）！？％…　 \t\n\u200b\ufeff\u00ad①㈠ＡＺａ０９ｶﾞé\u0301\u0338=<>“”《》中文")
DIGITS = st.lists(
    st.one_of(st.text("0123456789", min_size=1, max_size=7), st.sampled_from(["１３", "Ｘ", "x", " ", "-", "\u3000", "\u00a0", "号"])),
    max_size=12,
).map("".join)  # fmt: skip


@given(st.text(st.one_of(MARKS, st.characters()), max_size=40))
def test_plain_is_what_it_says(text: str) -> None:
    narrow = unicodedata.normalize("NFKC", text).casefold()
    assert plain(text) == "".join(c for c in narrow if not c.isspace() and unicodedata.category(c) != "Cf")


def _pieces() -> st.SearchStrategy[str]:
    built = st.sampled_from(
        ["13900000000", "139 0000 0000", "139-0000-0000", "１３９００００００００", "+8613900000000"]
    )
    long = st.integers(10**14, 10**19).map(str)
    gaps = st.sampled_from(["", " ", "\u00a0", "\u3000", "\t", "  "])
    spaced = st.tuples(long, gaps).map(lambda one: one[1].join(one[0]))
    return st.lists(st.one_of(built, long, spaced, DIGITS), min_size=1, max_size=4).map("，".join)


@given(_pieces())
def test_no_number_is_passed_over(text: str) -> None:
    quick = personal.numbers_in(text, DAY), personal.hide(text), personal.mask_text(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(personal, "_may_hold_any", lambda _: True)
        assert quick == (personal.numbers_in(text, DAY), personal.hide(text), personal.mask_text(text))
