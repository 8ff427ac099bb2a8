"""What the scripts of a WeChat article page assign: the object `window.cgiDataNew`, and the `var`s of older pages.

Only assignments at a line's beginning count, and only the object's own keys: a page also carries recommended articles
of other accounts, whose keys have the same names. Bounded, and never raises on any text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice

_OBJECT = re.compile(r"^[ \t]*window\.cgiDataNew[ \t]*=[ \t]*(?=\{)", re.MULTILINE)
_VAR = re.compile(
    r"(?:^|;)[ \t]*var[ \t]+(ct|(?:ori_)?create_time|createTime|oriCreateTime|biz|mid|idx|nickname|user_name|msg_title)[ \t]*=",
    re.MULTILINE,
)
_PIECE = re.compile(
    r"'[^'\\]*+(?:\\.[^'\\]*+)*+'|\"[^\"\\]*+(?:\\.[^\"\\]*+)*+\"|`[^`\\]*+(?:\\.[^`\\]*+)*+`"
    r"|//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/|/\*|[\w$]+|\S",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_BROKEN = ("'", '"', "`", "/*")
"""A string or a comment that never ends: what follows cannot be told apart."""
_EMPTY = ("''", '""', "``", "")
_MOST_PIECES = 200_000
_MOST_IN_A_VAR = 12
_MOST_VARS = 100


class Assigned:
    """Values by name: `title`, or `copyright_info.copyright_stat` for an object inside the object."""

    def __init__(self, raw: dict[str, str]) -> None:
        self._raw = raw

    def get(self, *names: str) -> str | None:
        """The first of these that holds something, decoded; None where none does."""
        return next((text for name in names if (text := unquoted(self._raw.get(name, "")))), None)


def assigned(scripts: Iterable[str]) -> Assigned:
    """What a page's scripts assign. The first word on a name counts; the object knows better than a `var`."""
    variables: dict[str, str] = {}
    known: dict[str, str] = {}
    for script in scripts:
        for match in islice(_VAR.finditer(script), _MOST_VARS):
            variables[match[1]] = variables.get(match[1]) or _first(script, match.end())
        place = _OBJECT.search(script)
        if place is not None and not known:
            known = _Object().read(script, place.end())
    return Assigned(variables | {name: piece for name, piece in known.items() if piece not in _EMPTY})


def unquoted(piece: str) -> str:
    """A string as its author wrote it: escapes of the script and of HTML resolved."""
    text = _ESCAPE.sub(_letter, piece[1:-1] if piece[:1] in ("'", '"', "`") else piece)
    whole = text.encode("utf-16", "surrogatepass").decode(
        "utf-16", "replace"
    )  # \ud83d\ude00 is one character
    return html.unescape(whole).strip()


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[3])


def _first(script: str, start: int) -> str:
    """The first string that is not empty in `"" || "…" || …;`."""
    for number, match in enumerate(_PIECE.finditer(script, start)):
        piece = match[0]
        if piece == ";" or piece in _BROKEN or number == _MOST_IN_A_VAR:
            break
        if piece[0] in "'\"" and len(piece) > 2:
            return piece
    return ""


class _Object:
    """A walk through an object literal. `'5' * 1`, `JsDecode('…')` and `'' || '…'` are the strings in them."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._open: list[str] = []
        self._keys: list[str] = []
        self._key = ""
        self._in_value = False

    def read(self, script: str, start: int) -> dict[str, str]:
        """The values as they stand; as far as the text can be told apart."""
        for number, match in enumerate(_PIECE.finditer(script, start)):
            piece = match[0]
            if piece in _BROKEN or number > _MOST_PIECES:
                break
            if piece in ("{", "[", "("):
                self._enter(piece)
            elif piece in ("}", "]", ")"):
                self._leave()
                if not self._open:
                    break
            else:
                self._take(piece)
        return self._found

    def _enter(self, piece: str) -> None:
        self._open.append(piece)
        if piece == "{":
            self._keys.append(self._key)
            self._key, self._in_value = "", False

    def _leave(self) -> None:
        if self._open.pop() == "{":
            self._key, self._in_value = self._keys.pop(), True

    def _take(self, piece: str) -> None:
        inside = self._open[-1] == "{"
        if inside and piece == ",":
            self._key, self._in_value = "", False
        elif inside and piece == ":":
            self._in_value = True
        elif inside and not self._in_value:
            self._key = unquoted(piece)
        elif self._in_value:
            self._value(piece)

    def _value(self, piece: str) -> None:
        name = ".".join((*self._keys[1:], self._key))
        quoted = piece[0] in "'\"`"
        known = self._found.get(name)
        if (quoted and (known is None or known in _EMPTY)) or (piece.isdecimal() and known is None):
            self._found[name] = piece
