"""Answers without their packing, whole or not at all: half a page is no page, and a bomb is not unpacked to its end.

Scrapy's own middleware hands on whatever came out before the stream broke off, and raises what a server wants it to.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import brotli
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from scrapy.http import Headers, TextResponse
from scrapy.responsetypes import responsetypes

from crawler.captures import CaptureError, Stored
from crawler.items import Reason
from crawler.outcomes import Refused
from crawler.settings import DOWNLOAD_MAXSIZE

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

GZIP = (b"gzip", b"x-gzip")
_UNDERSTOOD = (*GZIP, b"deflate", b"br")
_CHUNK = 1 << 16
_MEMBERS = 64
"""Streams in one gzip file: servers send one; each of a million would cost a copy of all that follow."""


class Unpacking(HttpCompressionMiddleware):
    """In the place of Scrapy's own; it asks for nothing that it could not look into."""

    def process_request(self, request: Request) -> None:  # type: ignore[override]  # without Scrapy's old argument
        """Say what can be unpacked."""
        request.headers.setdefault("Accept-Encoding", b"gzip, deflate, br")

    def process_response(self, request: Request, response: Response) -> Response:  # type: ignore[override]  # the same
        """The answer as it was before it was packed; an exception that is known as `incomplete` otherwise."""
        packings = packings_of(response)
        if not packings or not response.body or request.method == "HEAD":
            return response
        body = response.body
        most = int(request.meta.get("download_maxsize") or self._max_size)
        for packing in packings:
            if packing not in _UNDERSTOOD:
                raise unknown(packing)
            body = unpacked(body, packing, most)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        anew = {"encoding": None} if issubclass(kind, TextResponse) else {}
        return response.replace(cls=kind, headers=headers, body=body, **anew)


def stored_page(stored: Stored) -> bytes:
    """A stored body as the sweep unpacked it; CaptureError for one that cannot be, or that grows beyond all bounds."""
    headers = Headers()
    for name, value in stored.headers:
        headers.appendlist(name, value)
    body = stored.body
    try:
        for packing in _packings(headers) if body else ():
            if packing not in _UNDERSTOOD:
                raise unknown(packing)
            body = unpacked(body, packing, DOWNLOAD_MAXSIZE)
    except (Refused, ResponseDataLossError, DownloadCancelledError) as error:
        raise CaptureError(f"{stored.url}: {error}") from error
    return body


def packings_of(response: Response) -> list[bytes]:
    """How a body is packed, the outermost first."""
    return _packings(response.headers)


def _packings(headers: Headers) -> list[bytes]:
    told = [
        part.strip().lower() for value in headers.getlist("Content-Encoding") for part in value.split(b",")
    ]
    return [one for one in reversed(told) if one not in (b"", b"identity")]


def unknown(packing: bytes) -> Refused:
    """What cannot be looked into is no page that was read."""
    return Refused(
        Reason.PARSE_CHANGED, f"返回的压缩方式不能解开（{packing.decode('latin-1', 'replace')[:20]}）"
    )


def unpacked(body: bytes, packing: bytes, most: int) -> bytes:
    """A body out of one packing; DownloadCancelledError beyond `most` bytes, ResponseDataLossError where it is not whole."""
    try:
        plain = _UNPACK[packing](body, most)
    except (zlib.error, brotli.error) as error:
        raise ResponseDataLossError("压缩内容损坏") from error
    if plain is None:
        raise ResponseDataLossError("压缩内容不完整")
    if len(plain) > most:
        raise DownloadCancelledError("解压后超过大小上限")
    return plain


def _gunzipped(body: bytes, most: int) -> bytes | None:
    """All members of a gzip file; what else follows the last is padding. None where one breaks off."""
    plain, rest = b"", body
    for _ in range(_MEMBERS):
        stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
        plain += stream.decompress(rest, most + 1 - len(plain))
        if not stream.eof:
            return plain if len(plain) > most else None
        rest = stream.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return plain
    return None


def _inflated(body: bytes, most: int) -> bytes | None:
    """The format of zlib, or bare deflate as some servers send it."""
    try:
        return _stream(zlib.decompressobj(), body, most)
    except zlib.error:
        return _stream(zlib.decompressobj(-zlib.MAX_WBITS), body, most)


def _stream(stream: zlib._Decompress, body: bytes, most: int) -> bytes | None:
    plain = stream.decompress(body, most + 1)
    return plain if stream.eof or len(plain) > most else None


def _unbrotlied(body: bytes, most: int) -> bytes | None:
    stream = brotli.Decompressor()
    plain = bytearray(stream.process(body, output_buffer_limit=_CHUNK))
    while not stream.is_finished() and len(plain) <= most:
        more = stream.process(b"", output_buffer_limit=_CHUNK)
        if not more:
            return None
        plain += more
    return bytes(plain)


_UNPACK = {**dict.fromkeys(GZIP, _gunzipped), b"deflate": _inflated, b"br": _unbrotlied}
