"""What we run on is pinned with hashes, licensed as we say, and names no place to fetch it from."""

from __future__ import annotations

import importlib.util
import re
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]
)
ALLOWED = re.compile(
    r"(?:MIT|BSD|Apache|PSF|Python Software Foundation|Public Domain|Mozilla Public License 2|MPL-2|ZPL|ISC|Unlicense|0BSD)"
    r"[\w .,()-]*"
)


def _licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "docs" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LICENCES = _licences()


@LOCKS
def test_every_pin_has_its_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
        assert "://" not in entry, "a registry's address belongs to the machine, not to the project"


def test_what_runs_here_is_what_is_locked() -> None:
    assert {name: version(name) for name in LICENCES.locked()} == LICENCES.locked()


@pytest.mark.parametrize("name", sorted(LICENCES.locked()))
def test_every_licence_may_be_passed_on(name: str) -> None:
    stated = LICENCES.licence_of(name)
    parts = re.split(r" / | OR | AND ", stated)
    assert all(ALLOWED.fullmatch(part) for part in parts), stated


def test_the_licences_are_listed() -> None:
    assert LICENCES.DOCUMENT.read_text("utf-8") == LICENCES.document(), "python docs/licences.py"
