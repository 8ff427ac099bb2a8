"""Random sequences of weeks break no law (tests/soak/accounts.py tells which); the soak plays 10,000 of them."""

from __future__ import annotations

from tests.soak.accounts import TALLY, play


def test_no_sequence_breaks_a_law() -> None:
    TALLY.clear()
    play(70, steps=8)
    for verdict in ("pass", "violation", "suspected", "untested"):
        assert TALLY[f"dormant {verdict}"], f"no sequence led to {verdict}"
