"""What an open finding rests on stays whole, however old it is."""

from __future__ import annotations

from samples import Sample

from checks.pruning import prune


def test_a_sweep_that_an_open_finding_rests_on_is_kept(sample: Sample) -> None:
    """柳溪镇's column could not be seen in the last week: the accusation is of the week before."""
    found = prune(sample.db, sample.workspace.var / "captures", 1, write=True)
    assert [(one.week, one.pinned) for one in found.kept] == [("2026-W46", True)]
    assert found.sweeps == ()


def test_nothing_is_old_yet(sample: Sample) -> None:
    found = prune(sample.db, sample.workspace.var / "captures", 2, write=True)
    assert (found.sweeps, found.kept, found.rows, found.bytes) == ((), (), 0, 0)
