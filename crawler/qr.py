"""What the QR codes in a picture say. Pictures are hostile: only small ones of a few kinds are ever unpacked."""

from __future__ import annotations

import io
import warnings

import zxingcpp
from PIL import Image, UnidentifiedImageError

from crawler.account_links import account_data

_KINDS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    MemoryError,
    Image.DecompressionBombError,
    EOFError,
)
_LONGEST = 2000


def read_qr(data: bytes) -> tuple[str, ...]:
    """The texts of all codes in a picture; nothing for what is no picture, or too large to be one of a code."""
    bounds = account_data()["pictures"]
    if not data or len(data) > bounds["largest_bytes"]:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
                if max(picture.size) > bounds["largest_side"]:
                    return ()
                grey = _on_white(picture)
        codes = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    except (*_BROKEN, Image.DecompressionBombWarning):
        return ()
    return tuple(dict.fromkeys(code.text[:_LONGEST] for code in codes if code.valid and code.text))


def _on_white(picture: Image.Image) -> Image.Image:
    """In grey, with what is transparent as paper."""
    coloured = picture.convert("RGBA")
    paper = Image.new("RGBA", coloured.size, "white")
    return Image.alpha_composite(paper, coloured).convert("L")
