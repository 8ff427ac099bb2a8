"""The stored answers: WARC files in var/captures/<week>, one gzip member per record, found again by their offset."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.private import private_file, private_folder

_CHUNK = 1 << 16


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
    """Raised when an answer cannot be kept or read back whole: no file, a record cut short or spoiled, no record."""


class _Head(StatusAndHeaders):  # type: ignore[misc]  # warcio is not typed
    """An HTTP head as it came: Latin-1 on the wire. Of itself warcio percent-encodes what is not ASCII."""

    def to_ascii_bytes(self, filter_func: None = None) -> bytes:
        """The bytes that warcio writes."""
        head: bytes = self.to_bytes(filter_func, encoding="latin-1")
        return head


class CaptureWriter:
    """Writes one run's answers; a file of its own per run, so that nothing written before is ever touched."""

    def __init__(self, captures: Path, week: str, attempt: int) -> None:
        self._captures = captures
        folder = private_folder(private_folder(captures) / week)
        number = 1
        while (path := folder / f"attempt{attempt}-{number:03d}.warc.gz").exists():
            number += 1
        self._name = path.relative_to(captures).as_posix()
        self._path = path
        self._file = path.open("xb", buffering=0)
        self._end = 0
        private_file(path)

    def write(self, stored: Stored, at: datetime) -> Place:
        """Append one answer, whole or not at all, before its row may refer to it.

        OSError where the disk takes no more: what it took of the answer is cut off again. CaptureError for a header that holds a line break of HTTP: no parser lets one through, and no record can.
        """
        if any("\r\n" in part for pair in stored.headers for part in pair):
            raise CaptureError(f"{stored.url}: a header with a line break in it")
        place = Place(self._name, self._end)
        member = BytesIO()
        writer = WARCWriter(member, gzip=True)
        head = _Head(f"{stored.status}", list(stored.headers), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            stored.url, "response", payload=BytesIO(stored.body), length=len(stored.body), http_headers=head,
            warc_headers_dict={"WARC-Date": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
        )  # fmt: skip
        writer.write_record(record)
        self._append(member.getbuffer())
        return place

    def _append(self, member: memoryview) -> None:
        rest = member
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            raise
        self._end += len(member)

    def close(self) -> None:
        """Have the disk keep what was written, and close the file: a sweep is done when its proof is safe."""
        with self._file:
            os.fsync(self._file.fileno())
        if not self._end:
            self._path.unlink()


def read_capture(captures: Path, place: Place) -> Stored:
    """Read one stored answer back, byte for byte; CaptureError when it is not there whole."""
    try:
        url, answer = _record(_member(captures / place.file, place.offset))
        head, _, body = answer.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        return Stored(url, int(status.split()[1]), tuple((name, value) for name, _, value in pairs), body)
    except (OSError, ValueError, LookupError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        raise CaptureError(f"{place.file}@{place.offset}: {error}") from error


def _member(path: Path, offset: int) -> bytes:
    """One gzip member, unpacked. Its end mark and checksum must be there: half a record is none."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    parts: list[bytes] = []
    with path.open("rb") as file:
        file.seek(offset)
        while not unpack.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                raise EOFError("the record is cut short")
            parts.append(unpack.decompress(chunk))
    return b"".join(parts)


def _record(member: bytes) -> tuple[str, bytes]:
    """The address and the answer, head and body, of one response record."""
    for record in ArchiveIterator(BytesIO(member), no_record_parse=True):
        url, answer = record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read()
        if record.rec_type != "response" or url is None or len(answer) != record.length:
            break
        return url, answer
    raise ValueError("no record of an answer")


def header_pairs(headers: Iterable[tuple[bytes, Iterable[bytes]]]) -> tuple[tuple[str, str], ...]:
    """Scrapy's header lists as pairs of text; bytes that are not Latin-1 cannot occur in HTTP."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers for value in values
    )
