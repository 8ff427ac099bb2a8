"""QR codes as PNG pictures: the same bytes every time. The code is zxing's, which the program's own lock holds already."""

from __future__ import annotations

import struct
import zlib
from functools import cache

import zxingcpp

_SCALE = 4  # pixels to a module
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY = 0


@cache
def png(text: str) -> bytes:
    """A code that holds the text."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=_SCALE)
    height, width = code.shape
    dots = bytes(memoryview(code).cast("B"))  # type: ignore[arg-type]  # its types do not say that it is a buffer
    lines = b"".join(b"\0" + dots[at : at + width] for at in range(0, height * width, width))  # 0: unfiltered
    size = struct.pack(">IIBBBBB", width, height, 8, _GREY, 0, 0, 0)
    return (
        _SIGNATURE + _chunk(b"IHDR", size) + _chunk(b"IDAT", zlib.compress(lines, 0)) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
