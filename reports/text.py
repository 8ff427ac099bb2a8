"""Hostile text made fit to be shown: bounded, on one line, nothing invisible, personal numbers masked.

Titles, names and addresses come from pages that anybody may have written. What leaves this module may go
into HTML (where Jinja2 escapes it), a sheet, JSON or a terminal.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from rules.personal import mask_text

NAME, SENTENCE, ADDRESS = 300, 2000, 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def plain(value: object, limit: int = NAME) -> str:
    """`value` as one line of visible characters, cut to `limit`; what is None is empty."""
    return _cut(_line(value, limit), limit)


def shown(value: object, limit: int = NAME) -> str:
    """`plain`, with personal numbers masked (before the cut, which might halve one)."""
    return _cut(mask_text(_line(value, limit)), limit)


def shown_deep(value: object, limit: int = SENTENCE) -> object:
    """The same for a JSON value, all the way down."""
    if isinstance(value, str):
        return shown(value, limit)
    if isinstance(value, dict):
        return {plain(key): shown_deep(item, limit) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown_deep(item, limit) for item in value]
    return value


def web_address(value: str | None) -> str | None:
    """`value` if a reader may safely follow it: http or https with a host; else None."""
    address = plain(value, ADDRESS)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula (Excel reads full-width signs too)."""
    return text.startswith(_FORMULA)


def css_string(value: object) -> str:
    """`value` as the inside of a CSS string: everything but letters and digits is escaped by its number."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in plain(value))


def _line(value: object, limit: int) -> str:
    """One line of visible characters, of a few times `limit` at most; a number at its cut end is dropped."""
    text = "" if value is None else str(value)
    if len(text) > 4 * limit:
        text = text[: 4 * limit].rstrip("0123456789Xx- ") + "…"
    if not text.isprintable():
        text = "".join(_visible(character) for character in text)
    return text.strip()


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _visible(character: str) -> str:
    """The character itself (spaces of any width too), a space for line breaks, nothing for what cannot be seen."""
    if character.isprintable() or unicodedata.category(character) in ("Co", "Zs"):
        return character
    return " " if character.isspace() else ""
