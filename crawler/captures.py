"""The stored answers: WARC files in var/captures/<week>, one gzip member per record, found again by their offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it came over the wire (or, from a browser, the DOM as it stood)."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the file's name below var/captures, and its offset."""

    file: str
    offset: int


class CaptureError(Exception):
    """Raised when a stored answer cannot be read back: a missing file, or a record cut short."""


class CaptureWriter:
    """Writes one run's answers; a file of its own per run, so that nothing written before is ever touched."""

    def __init__(self, captures: Path, week: str, attempt: int) -> None:
        self._captures = captures
        folder = captures / week
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        number = 1
        while (path := folder / f"attempt{attempt}-{number:03d}.warc.gz").exists():
            number += 1
        self._name = path.relative_to(captures).as_posix()
        self._file: BinaryIO = path.open("xb")
        path.chmod(0o600)
        self._writer = WARCWriter(self._file, gzip=True)

    def write(self, stored: Stored, at: datetime) -> Place:
        """Append one answer and push it to the system before its row may refer to it."""
        place = Place(self._name, self._file.tell())
        head = StatusAndHeaders(f"{stored.status}", list(stored.headers), protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            stored.url, "response", payload=BytesIO(stored.body), http_headers=head,
            warc_headers_dict={"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )  # fmt: skip
        self._writer.write_record(record)
        self._file.flush()
        return place

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_capture(captures: Path, place: Place) -> Stored:
    """Read one stored answer back; CaptureError when it is not there whole."""
    try:
        with (captures / place.file).open("rb") as file:
            file.seek(place.offset)
            for record in ArchiveIterator(file, no_record_parse=False):
                return Stored(
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    status=int(record.http_headers.get_statuscode()),
                    headers=tuple(record.http_headers.headers),
                    body=record.raw_stream.read(),
                )
    except (OSError, ValueError, EOFError) as error:
        raise CaptureError(f"{place.file}@{place.offset}: {error}") from error
    raise CaptureError(f"{place.file}@{place.offset}: no record")


def header_pairs(headers: Iterable[tuple[bytes, Iterable[bytes]]]) -> tuple[tuple[str, str], ...]:
    """Scrapy's header lists as pairs of text; bytes that are not Latin-1 cannot occur in HTTP."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers for value in values
    )
