"""A workbook from outside held against our bounds, before the reader that keeps whole sheets in memory sees it.

The reader (calamine) ends the process where a sheet is too large for the machine, and five kilobytes can say that it is.
So every part is read once by a stricter reader: whole, without a document type, and with no value beyond the bounds.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from xml.parsers.expat import ExpatError, ParserCreate

from rules.data import toml

_CHUNK = 1 << 16
_RELATIONS = "xl/_rels/workbook.xml.rels"
_PLACE = re.compile(r"([A-Za-z]{1,9})(\d{1,9})")
_VALUES = ("v", "is", "f")


class MalformedError(Exception):
    """Raised for a part that is no plain, well-formed XML."""


class TooFarError(Exception):
    """Raised for a value beyond the bounds."""


def check_parts(archive: zipfile.ZipFile, max_rows: int, max_columns: int) -> None:
    """Read every part that a sheet could be. TooFarError, MalformedError; whatever zipfile raises where the archive is spoiled."""
    named = _targets(archive)
    for entry in archive.infolist():
        base = entry.filename.rpartition("/")[2]
        own = entry.filename.startswith("xl/") and base.lower().endswith(".xml")
        if not entry.is_dir() and (own or base in named):
            with archive.open(entry) as stream:
                _Part(max_rows, max_columns).read(stream.read)


def _targets(archive: zipfile.ZipFile) -> set[str]:
    """The file names that the workbook gives to its parts: the reader goes by them, whatever they end in."""
    found = set[str]()
    if _RELATIONS in archive.namelist():
        with archive.open(_RELATIONS) as stream:
            _Part(0, 0, lambda told: found.add(told.get("Target", "").rpartition("/")[2])).read(stream.read)
    return found


class _Part:
    """Follows where cells stand: by their own word, else one after the other, as the reader does."""

    def __init__(
        self, max_rows: int, max_columns: int, hear: Callable[[dict[str, str]], object] | None = None
    ) -> None:
        self._hear = hear
        self._most = (max_rows, max_columns)
        self._row = self._column = self._depth = 0
        self._deepest: int = toml("tables/headers.toml")["bounds"]["max_depth"]
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, read: Callable[[int], bytes]) -> None:
        try:
            while chunk := read(_CHUNK):
                self._parser.Parse(chunk)
            self._parser.Parse(b"", True)  # noqa: FBT003 - expat's "that was all"
        except ExpatError as error:
            raise MalformedError(str(error)) from None

    def _begin(self, name: str, told: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._deepest:
            raise MalformedError("nested too deep")
        if self._hear is not None:
            self._hear(told)
        local = name.rpartition(":")[2]
        if local == "row":
            said = told.get("r", "")
            self._row = int(said) if said.isascii() and said.isdigit() else self._row + 1
            self._column = 0
        elif local == "c":
            place = _PLACE.fullmatch(told.get("r", ""))
            self._column = column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
        elif local in _VALUES and (self._row > self._most[0] or self._column > self._most[1]):
            raise TooFarError

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _refuse(self, *_: object) -> None:
        raise MalformedError("a document type")


def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
