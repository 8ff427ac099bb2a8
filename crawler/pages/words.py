"""The reader's vocabulary: phrases, labels and class hints as data, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The content of `<name>.toml` beside this file."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches where any of these does; case does not count."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def pattern(name: str, section: str, key: str) -> re.Pattern[str]:
    """The list of patterns `[section] key` of `<name>.toml` as one."""
    return any_of(table(name)[section][key])


@cache
def whole(name: str, section: str, key: str) -> frozenset[str]:
    """The list of words `[section] key` of `<name>.toml`."""
    return frozenset(table(name)[section][key])


_WIDE = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９／．（）［］", "0123456789/.()[]", strict=True)
}
_WIDE |= dict.fromkeys(map(ord, "：︰∶﹕꞉"), ":")
_WIDE |= dict.fromkeys(map(ord, "－—–‐‑−―─"), "-")
_WIDE |= dict.fromkeys(
    map(ord, "\u3000\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"), " "
)
_ANY_WIDE = re.compile(f"[{''.join(map(chr, _WIDE))}]")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\\x00]")


@lru_cache(maxsize=4096)
def _narrow(text: str) -> str:
    return text.translate(_WIDE)


def narrow(text: str) -> str:
    """The text with one width of digits, colons, dashes, brackets and spaces; positions stay the same."""
    if len(text) < 100:
        return _narrow(text)
    return text.translate(_WIDE) if _ANY_WIDE.search(text) is not None else text


def without_unseen(text: str) -> str:
    """The text without characters that take no room on the page."""
    return _UNSEEN.sub("", text)


def seen(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """The text without any white space: how titles and labels are compared."""
    return "".join(text.split())


def number(text: str) -> int | None:
    """A number of at most nine plain digits, or None: what pages call a number may be anything."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def whole_text(text: str) -> str:
    """Text from a script's or JSON's escapes: pairs of surrogates joined, single ones replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
