"""Writes docs/licences.md: what we run on, and on what terms. `python docs/licences.py`, after the lock files changed."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.txt"
_HEAD = """# Licences

What an installation runs on, by `requirements.txt`, with the licence that each distribution states itself. All of them may be used and
passed on by an office; none asks for our own source. Written by `python docs/licences.py`; a test holds it.

| distribution | version | licence |
|---|---|---|
"""


def locked(lock: Path = LOCK) -> dict[str, str]:
    """The pinned distributions with their versions."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", lock.read_text("utf-8"), re.MULTILINE)
    return dict(pins)


def licence_of(name: str) -> str:
    """What a distribution says of its licence: by expression, else by classifiers, else in a word of its own."""
    told = distribution(name).metadata
    if told["License-Expression"]:
        return str(told["License-Expression"])
    classified = [
        one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")
    ]
    return " / ".join(classified) or str(told["License"] or "unknown").splitlines()[0][:80]


def document() -> str:
    """The whole document."""
    rows = (f"| {name} | {version} | {licence_of(name)} |\n" for name, version in sorted(locked().items()))
    return _HEAD + "".join(rows)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
