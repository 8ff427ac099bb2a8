"""What a source learns from a JSON answer: values that are taken out before anything is stored, such as a token."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from crawler.platforms import Key


def take_out(body: bytes, learns: Mapping[str, Key]) -> tuple[bytes, dict[Key, str]]:
    """The answer with a mark in place of every wanted value, and the values by their keys.

    Only text that is not empty counts, at any depth. An answer that is no JSON might hold a token in a form that nobody
    foresaw: nothing of it is kept.
    """
    try:
        told = json.loads(body.decode("utf-8-sig"))
        found: dict[Key, str] = {}
        cut = _cut(told, learns, found)
    except (ValueError, RecursionError):
        return b"", {}
    return (json.dumps(cut, ensure_ascii=False).encode("utf-8", "replace") if found else body), found


def _cut(value: Any, learns: Mapping[str, Key], found: dict[Key, str]) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The same value with marks in place of what is wanted."""
    if isinstance(value, list):
        return [_cut(one, learns, found) for one in value]
    if not isinstance(value, dict):
        return value
    cut = {}
    for name, one in value.items():
        key = learns.get(name)
        if key is not None and isinstance(one, str) and one.strip():
            found.setdefault(key, one)
            cut[name] = key.mark
        else:
            cut[name] = _cut(one, learns, found)
    return cut
