"""The stored answers: WARC 1.1 files in var/captures/<week>, one gzip member per record, found again by their offset.

A body is stored once, however many weeks show it: where it came before, a `revisit` record says where it lies. What was
asked with another method than GET has its `request` record behind it, so that replay tools keep the two apart. A file
that a person dropped is no answer: it is a `resource` record.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.moved import lies_now
from crawler.private import private_file, private_folder

_CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 5
_VERSION = "WARC/1.1"
_MADE_BY = {
    "software": f"gongkai/{importlib.metadata.version('gongkai')}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}
_KEPT = ("response", "revisit", "resource")
_FILE, _OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
"""Fields by which crawlers say where a revisited record lies; replay tools find it by address and date."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as it came over the wire (or, from a browser, the DOM as it stood); without a status, a file as it lay."""

    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the file's name below var/captures, and its offset."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How an answer was asked for; what is sent beside method and body tells nothing."""

    method: str = "GET"
    body: bytes = b""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is stored already: the record that holds it, the address that it came from, and when."""

    place: Place
    url: str
    at: datetime


_PLAINLY = Asked()
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""What a revisit record says of itself whose answer was a 304."""


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
        while (path := folder / f"{week}-{attempt}-{number:03d}.warc.gz").exists():
            number += 1
        self._name = path.relative_to(captures).as_posix()
        self._path = path
        self._file = path.open("xb", buffering=0)
        self._end = 0
        private_file(path)
        self._packing = _Packing()
        self._writer = WARCWriter(self._packing, gzip=False, warc_version=_VERSION)
        self._append(self._packed(self._writer.create_warcinfo_record(path.name, _MADE_BY)))
        self._begin = self._end

    def write(
        self, stored: Stored, at: datetime, asked: Asked = _PLAINLY, known: Body | None = None
    ) -> Place:
        """Append one answer, whole or not at all, before its row may refer to it; `known` is where its very body lies.

        OSError where the disk takes no more: what it took of the answer is cut off again. CaptureError for a header that holds a line break of HTTP: no parser lets one through, and no record can.
        """
        if any("\r\n" in part for pair in stored.headers for part in pair):
            raise CaptureError(f"{stored.url}: a header with a line break in it")
        place = Place(self._name, self._end)
        answer = _answer(self._writer, stored, at, known)
        members = self._packed(answer)
        if asked.method != "GET":
            members += self._packed(_question(self._writer, answer, asked))
        self._append(members)
        return place

    def _packed(self, record: ArcWarcRecord) -> bytes:
        """A record as one gzip member."""
        self._packing.begin()
        self._writer.write_record(record)
        return b"".join(self._packing.parts)

    def _append(self, members: bytes) -> None:
        rest = memoryview(members)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            raise
        self._end += len(members)

    def close(self) -> None:
        """Have the disk keep what was written, and close the file: a sweep is done when its proof is safe."""
        with self._file:
            os.fsync(self._file.fileno())
        if self._end == self._begin:
            self._path.unlink()


class _Packing:
    """Where a record is written to: its `parts`, packed. As warcio packs, large pages take twice the time for 3 % less."""

    def begin(self) -> None:
        """A new member."""
        self._gzip = zlib.compressobj(_LEVEL, wbits=_GZIP)
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        """A further part of the record."""
        self.parts.append(self._gzip.compress(data))

    def flush(self) -> None:
        """The record is whole."""
        self.parts.append(self._gzip.flush())


def _answer(writer: WARCWriter, stored: Stored, at: datetime, known: Body | None) -> ArcWarcRecord:
    """The record of an answer, or of its head alone where the body is known; a file has no head."""
    head = None if stored.status is None else _Head(
        f"{stored.status} {responses.get(stored.status, 'Other')}", list(stored.headers), protocol="HTTP/1.1"
    )  # fmt: skip
    if known is None:
        return writer.create_warc_record(
            stored.url, "response" if head else "resource", payload=BytesIO(stored.body), length=len(stored.body), http_headers=head,
            warc_headers_dict={"WARC-Date": _moment(at)},
        )  # fmt: skip
    record = writer.create_revisit_record(
        stored.url, f"sha1:{base64.b32encode(hashlib.sha1(stored.body, usedforsecurity=False).digest()).decode()}",
        known.url, _moment(known.at), http_headers=head,
        warc_headers_dict={
            "WARC-Date": _moment(at), _FILE: known.place.file, _OFFSET: str(known.place.offset),
        },
    )  # fmt: skip
    if stored.status == 304:
        record.rec_headers.replace_header("WARC-Profile", _NOT_MODIFIED)
    return record


def _question(writer: WARCWriter, answer: ArcWarcRecord, asked: Asked) -> ArcWarcRecord:
    """The record of how an answer was asked for: without it, a tool would take an answer to POST for the page itself."""
    url, at, name = (
        answer.rec_headers.get_header(f"WARC-{field}") for field in ("Target-URI", "Date", "Record-ID")
    )
    parts = urlsplit(url)
    head = [("Host", parts.netloc)]
    if asked.body:
        head += [("Content-Type", asked.content_type), ("Content-Length", str(len(asked.body)))]
    line = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    return writer.create_warc_record(
        url, "request", payload=BytesIO(asked.body), length=len(asked.body),
        http_headers=_Head(f"{line} HTTP/1.1", head, protocol=asked.method),
        warc_headers_dict={"WARC-Date": at, "WARC-Concurrent-To": name},
    )  # fmt: skip


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_capture(captures: Path, place: Place) -> Stored:
    """Read one stored answer (or file) back, byte for byte; CaptureError when it is not there whole."""
    try:
        kept = _record(_member(captures, place))
        body = kept.body if kept.elsewhere is None else _body(captures, kept.elsewhere)
        if kept.head is None:
            return Stored(kept.url, None, (), body)
        status, *lines = kept.head.decode("latin-1").split("\r\n")
        pairs = (line.partition(": ") for line in lines)
        headers = tuple((name, value) for name, _, value in pairs)
        return Stored(kept.url, int(status.split()[1]), headers, body)
    except (OSError, ValueError, LookupError, EOFError, zlib.error, ArchiveLoadFailed) as error:
        raise CaptureError(f"{place.file}@{place.offset}: {error}") from error


def _body(captures: Path, place: Place) -> bytes:
    """The body that an earlier record holds."""
    kept = _record(_member(captures, place))
    if kept.elsewhere is not None:
        raise ValueError("a body that is only said to lie elsewhere")
    return kept.body


def _member(captures: Path, place: Place) -> bytes:
    """One gzip member, unpacked. Its end mark and checksum must be there: half a record is none."""
    name, offset = lies_now(captures, place.file, place.offset)
    unpack = zlib.decompressobj(_GZIP)
    parts: list[bytes] = []
    with (captures / name).open("rb") as file:
        file.seek(offset)
        while not unpack.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                raise EOFError("the record is cut short")
            parts.append(unpack.decompress(chunk))
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What one record holds: an HTTP head, unless it is a file's; the body, or where that lies."""

    url: str
    head: bytes | None
    body: bytes
    elsewhere: Place | None = None


def _record(member: bytes) -> _Kept:
    """What the one record of a member holds."""
    for record in ArchiveIterator(BytesIO(member), no_record_parse=True):
        told, content = record.rec_headers, record.raw_stream.read()
        url = told.get_header("WARC-Target-URI")
        if record.rec_type not in _KEPT or url is None or len(content) != record.length:
            break
        if record.rec_type == "resource":
            return _Kept(url, None, content)
        head, _, body = content.partition(b"\r\n\r\n")
        if record.rec_type == "response":
            return _Kept(url, head, body)
        file, offset = told.get_header(_FILE), told.get_header(_OFFSET)
        if file is None or offset is None:
            break
        return _Kept(url, head or None, b"", Place(file, int(offset)))
    raise ValueError("no record of an answer")


def header_pairs(headers: Iterable[tuple[bytes, Iterable[bytes]]]) -> tuple[tuple[str, str], ...]:
    """Scrapy's header lists as pairs of text; bytes that are not Latin-1 cannot occur in HTTP."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers for value in values
    )
