"""The table of behaviours (behaviours/*.toml), and what each of them stands for in the district."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FIRST = "春夏秋冬东西南北松柏"
_SECOND = "晖岚澄溪原屏浦垣岸岭"


@dataclass(frozen=True)
class Behaviour:
    """One row; wire.toml says what its fields mean."""

    name: str
    does: str
    outcomes: tuple[str, ...]
    number: int
    verdict: str = "untested"
    asked: int = 8
    port: str = "plain"
    host: str = "127.0.0.1"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str | None = None
    scheme: str = "http"

    @property
    def code(self) -> str:
        """Its unit's code."""
        return f"M{self.number:03d}"

    @property
    def unit(self) -> str:
        """Its unit's name, of an invented district."""
        return f"青禾区{_FIRST[self.number // 10]}{_SECOND[self.number % 10]}局"

    @property
    def front(self) -> str:
        """The path of its unit's page, on the plain port."""
        return f"/u/{self.name}/"

    @property
    def path(self) -> str:
        """The path of the column that misbehaves."""
        return f"/u/{self.name}/gzdt/"


@cache
def behaviours() -> tuple[Behaviour, ...]:
    """All of them, in the order of the files."""
    files = sorted(Path(__file__).with_name("behaviours").glob("*.toml"), reverse=True)
    rows = [row for file in files for row in tomllib.loads(file.read_text("utf-8"))["behaviour"]]
    return tuple(_behaviour(row, number) for number, row in enumerate(rows))


def _behaviour(row: dict[str, Any], number: int) -> Behaviour:
    told = {**row, "outcomes": tuple(row["outcomes"])}
    scheme = "https" if str(row.get("port", "")).startswith("tls-") else "http"
    return Behaviour(number=number, scheme=scheme, **told)
