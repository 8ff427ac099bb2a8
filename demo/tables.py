"""Reading and writing the demo's tables and word lists."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

Row = dict[str, str]
BOM = "\ufeff"


def parse_csv(text: str) -> list[Row]:
    """Rows of a CSV text as dictionaries, blank cells as empty strings."""
    return [
        {key: value or "" for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text.removeprefix(BOM), newline=""))
    ]


def csv_bytes(head: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    """A CSV file as Excel in Chinese Windows writes it: CRLF, UTF-8 with BOM unless told otherwise."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(head)
    writer.writerows(rows)
    return sheet.getvalue().encode(encoding)


@cache
def data_csv(name: str) -> list[Row]:
    """A table of the package's own data."""
    return parse_csv(files("demo").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def data_toml(name: str) -> dict[str, Any]:
    """A TOML file of the package's own data."""
    return tomllib.loads(files("demo").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def data_text(name: str) -> str:
    """A text file of the package's own data."""
    return files("demo").joinpath("data", name).read_text(encoding="utf-8")
