"""The package's own data files: TOML and CSV beside the code, read once."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def toml(name: str) -> dict[str, Any]:
    """The content of `rules/<name>`."""
    return tomllib.loads(resources.files("rules").joinpath(name).read_text(encoding="utf-8"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the CSV file `rules/<name>`, by header."""
    text = resources.files("rules").joinpath(name).read_text(encoding="utf-8-sig")
    return tuple(csv.DictReader(text.splitlines()))
