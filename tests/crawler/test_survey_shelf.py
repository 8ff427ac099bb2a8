"""A shelf is a mapping that lies on disk: it behaves as a dictionary does, and leaves no file behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import at

from crawler.items import Entry
from crawler.survey.shelf import Cabinet, Shelf
from crawler.survey.state import EntryState, pack_entry, unpack_entry

NAMES = st.text(max_size=5)


def shelf(cabinet: Cabinet) -> Shelf[int]:
    return cabinet.shelf(int, int)


@given(st.lists(st.tuples(NAMES, st.integers(-(2**70), 2**70))), st.lists(NAMES))
def test_it_is_a_dictionary(puts: list[tuple[str, int]], asked: list[str]) -> None:
    cabinet = Cabinet()
    plain: dict[str, int] = {}
    kept, other = shelf(cabinet), shelf(cabinet)
    for name, value in puts:
        plain[name] = kept[name] = value
    assert (list(kept.items()), list(kept.values()), list(kept)) == (
        list(plain.items()), list(plain.values()), list(plain),
    )  # fmt: skip
    assert kept == plain
    assert (len(kept), bool(kept)) == (len(plain), bool(plain))
    assert [(name in kept, kept.get(name)) for name in asked] == [
        (name in plain, plain.get(name)) for name in asked
    ]
    assert other == {}
    cabinet.close()


def test_what_is_not_there_is_missed() -> None:
    with pytest.raises(KeyError, match="http://x/"):
        shelf(Cabinet())["http://x/"]


def test_it_can_be_written_to_while_it_is_read() -> None:
    kept = shelf(Cabinet())
    for number in range(1_200):
        kept[str(number)] = number
    seen = []
    for value in kept.values():
        kept[str(value)] = kept[f"new {value}"] = -1
        seen.append(value)
    assert seen[:500] == list(range(500))
    assert set(kept.values()) == {-1}


def test_what_is_given_out_is_a_copy() -> None:
    kept = Cabinet().shelf(list, list)
    kept["a"] = [1]
    kept["a"].append(2)
    assert kept["a"] == [1]


@given(st.text(), st.none() | st.dates(), st.booleans())
def test_rows_of_lists_come_back_as_they_were(title: str, day: object, pinned: bool) -> None:
    kept = Cabinet().shelf(pack_entry, unpack_entry)
    entry = Entry(title, at("/1"), day, pinned)  # type: ignore[arg-type]
    kept["a"] = seen = EntryState(entry, 3, 2, at("/"))
    assert kept["a"] == seen


def test_no_file_is_left_and_one_of_a_run_that_died_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "survey.db").write_bytes(b"half a page")
    cabinet = Cabinet(tmp_path)
    kept = shelf(cabinet)
    for number in range(100):
        kept[str(number)] = number
    assert sum(kept.values()) == 4950
    assert list(tmp_path.iterdir()) == []
    cabinet.close()
