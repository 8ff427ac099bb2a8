"""Addresses that lead to new-media accounts: whose platform, and what they tell of the account (account_links.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Led:
    """Where an address leads. `id` is None where it tells nothing; ids of different `space`s cannot be compared."""

    platform: str
    space: str | None = None
    id: str | None = None


@cache
def account_data() -> dict[str, Any]:
    """The patterns."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def account_at(url: str) -> Led | None:
    """The account behind an address; None for an address of something else."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return None
    for row in account_data()["account"]:
        if host not in row["hosts"]:
            continue
        found = re.search(row.get("path", ""), parts.path)
        if found is None:
            continue
        if "query" in row:
            told = next(iter(parse_qs(parts.query).get(row["query"], ())), None)
        else:
            told = unquote(found[1]) if found.groups() else None
        if told is not None or "space" not in row:
            return Led(row["platform"], row.get("space") if told else None, told)
    return None


def ids_of(platform: str, space: str, written: Iterator[str | None]) -> set[str]:
    """The ids of one sort that a register's cells tell: account ids as they are, addresses by what they lead to."""
    found: set[str] = set()
    row: dict[str, Any] = next(
        (
            one
            for one in account_data()["account"]
            if one["platform"] == platform and one.get("space") == space
        ),
        {},
    )
    for text in written:
        if not text:
            continue
        led = account_at(text)
        if led is not None and (led.platform, led.space) == (platform, space) and led.id:
            found.add(led.id)
        elif "handle" in row and (own := re.search(row["handle"], text.strip())):
            found.add(own[own.lastindex or 0])
    return found
