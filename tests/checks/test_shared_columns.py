"""A catalog row whose column the office names, and which several units share."""

from __future__ import annotations

from store_builder import HOME, Store, days_ago, item, workspace

from checks.evidence import load_evidence
from checks.model import Evidence, Found
from crawler.items import Reason
from rules.model import Workspace

SHARED = f"{HOME}zwb/预算/"


def _mzj(store: Store, office: Workspace) -> Evidence:
    return next(one for one in load_evidence(store.db, store.sweep, office) if one.unit.code == "mzj")


def _shared(
    store: Store,
    *rows: tuple[str, str],
    looks: tuple[str, ...] = ("ok", "ok"),
    units: tuple[str, ...] = ("mzj", "bqz"),
) -> Found:
    """What mzj's 部门预算 comes to in a column of the portal; `rows` are (title, unit)."""
    entries = [
        {"url": f"{HOME}ys/{number}.html", "title": title, "unit": unit, "date": days_ago(3)}
        for number, (title, unit) in enumerate(rows)
    ]
    store.begin()
    store.column("zwb", "预算", entries, looks)
    for unit in ("mzj", "bqz"):
        store.area(unit)
    return (
        _mzj(store, workspace(catalog=(item("1", "部门预算", units=units, column_url=SHARED),)))
        .items[0]
        .found
    )


def test_a_shared_column_shows_each_unit_its_own_rows(store: Store) -> None:
    found = _shared(store, ("示例区民政局2026年部门预算", "mzj"), ("示例区白泉镇2026年部门预算", "bqz"))
    assert [entry.title for entry in found.entries] == ["示例区民政局2026年部门预算"]
    assert found.gap is None
    assert found.agreed


def test_a_unit_without_a_row_in_a_shared_column_has_published_nothing(store: Store) -> None:
    found = _shared(store, ("示例区白泉镇2026年部门预算", "bqz"))
    assert (found.nothing, found.gap, found.agreed) == (True, None, True)


def test_rows_that_name_nobody_leave_absence_open(store: Store) -> None:
    found = _shared(store, ("示例区白泉镇2026年部门预算", "bqz"), ("2026年部门预算", "zwb"))
    assert (found.nothing, found.gap) == (True, Reason.INCOMPLETE)


def test_a_shared_column_that_was_not_read_twice_proves_nothing(store: Store) -> None:
    found = _shared(store, ("示例区白泉镇2026年部门预算", "bqz"), looks=("ok", "timeout"))
    assert found.nothing
    assert found.gap is not None or not found.agreed


def test_a_column_named_for_one_unit_is_all_its_own(store: Store) -> None:
    found = _shared(store, ("2026年部门预算", "zwb"), units=("mzj",))
    assert [entry.title for entry in found.entries] == ["2026年部门预算"]
