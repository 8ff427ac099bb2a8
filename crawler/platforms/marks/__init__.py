"""What sources go by besides their tables of answers: words, kinds and bounds that several of them share."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def marks_of(name: str) -> dict[str, Any]:
    """The marks in `<name>.toml` of this folder."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text("utf-8"))
