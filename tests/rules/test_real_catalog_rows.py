"""All 238 rows of real catalogs load: a row that says nothing in a cell loads, and nothing is read wrongly."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.faults import Collector
from rules.loading.catalog import load_item
from rules.loading.office import load_rows
from rules.model import CatalogItem
from rules.tables.reading import read_file

Rows = Callable[[str], list[dict[str, str]]]


@pytest.fixture
def loaded(shared: Rows, tmp_path: Path) -> tuple[list[CatalogItem], Collector]:
    rows = shared("catalog_rows.csv")
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / "catalog.csv"
    path.write_text(text.getvalue(), "utf-8")
    found = Collector()
    placed = load_rows(read_file(path, "catalog", found), load_item, found)
    return [one.value.item for one in placed], found


def test_every_row_loads_without_a_fault(loaded: tuple[list[CatalogItem], Collector]) -> None:
    items, found = loaded
    assert len(items) == 238
    assert found.faults == []


def test_what_is_not_understood_is_told(loaded: tuple[list[CatalogItem], Collector]) -> None:
    items, found = loaded
    unread = [item for item in items if item.deadline.kind in ("unparsed", "ditto")]
    told = [notice.row for notice in found.notices if notice.column == "deadline"]
    assert told == [item.row for item in unread]
    assert {item.deadline.text for item in unread} == {"(excerpt ends)", "(no 公开时限 column)"}


def test_extra_columns_are_named_once(loaded: tuple[list[CatalogItem], Collector]) -> None:
    _, found = loaded
    extra = [notice.text for notice in found.notices if notice.row == 1]
    assert extra == ["以下各列不在约定之内，未读取：row_id、place、note、source_kind、source_url"]


def test_ditto_cells_take_the_row_above(loaded: tuple[list[CatalogItem], Collector], shared: Rows) -> None:
    items, _ = loaded
    rows = shared("catalog_rows.csv")
    dittos = [number for number, row in enumerate(rows) if row["basis"] == "同上"]
    assert dittos
    assert all(items[number].basis == items[number - 1].basis for number in dittos)
    assert all("同上" not in (item.level2 or "") for item in items)


def test_only_rows_that_a_portal_can_show_are_left(
    loaded: tuple[list[CatalogItem], Collector], shared: Rows
) -> None:
    items, _ = loaded
    for item, row in zip(items, shared("catalog_rows.csv"), strict=True):
        channel = "网站" in row["channel"] or row["channel"] in ("", "同上")
        reaches = channel and row["method"] != "依申请" and row["audience"] in ("", "全社会")
        assert (item.excluded is None) is reaches, (row["row_id"], item.excluded)


def test_elements_lose_no_words(loaded: tuple[list[CatalogItem], Collector]) -> None:
    items, _ = loaded
    assert all(element.strip() and "；" not in element for item in items for element in item.elements)
    assert max(len(item.elements) for item in items) < 30
