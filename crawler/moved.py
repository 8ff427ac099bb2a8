"""Where a stored record lies now: in its own file, or, once that was pruned, in a copy that an index beside it names."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

SUFFIX, INDEX = ".warc.gz", ".moved.json"
_CHUNK = 1 << 16
_QUESTION = b"WARC-Type: request\r\n"


def index_of(captures: Path, name: str) -> Mapping[str, tuple[str, int]]:
    """The records that are left of a pruned file, by their old offset: file and offset now. Empty where none is."""
    path = captures / f"{name.removesuffix(SUFFIX)}{INDEX}"
    try:
        return _index(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=16)
def _index(path: Path, _: int) -> Mapping[str, tuple[str, int]]:
    return {offset: (file, place) for offset, (file, place) in json.loads(path.read_bytes()).items()}


def lies_now(captures: Path, name: str, offset: int) -> tuple[str, int]:
    """File and offset of a record; its own where nothing was moved. LookupError for one that was pruned."""
    if (captures / name).is_file():
        return name, offset
    index = index_of(captures, name)
    return index[str(offset)] if index else (name, offset)


def raw_record(path: Path, offset: int) -> bytes:
    """A record as it lies there, with the question that was asked behind it, if that follows. EOFError for half of one."""
    with path.open("rb") as file:
        file.seek(offset)
        whole, _ = _member(file)
        file.seek(offset + len(whole))
        try:
            following, plain = _member(file)
        except (EOFError, zlib.error):
            return whole
    return whole + following if _QUESTION in plain.partition(b"\r\n\r\n")[0] + b"\r\n" else whole


def _member(file: BinaryIO) -> tuple[bytes, bytes]:
    """The gzip member that begins here, packed, and the beginning of what it holds."""
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    packed, plain = bytearray(), b""
    while not unpack.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            raise EOFError("the record is cut short")
        packed += chunk
        more = unpack.decompress(chunk)
        plain = plain or more[:_CHUNK]
    return bytes(packed[: len(packed) - len(unpack.unused_data)]), plain
