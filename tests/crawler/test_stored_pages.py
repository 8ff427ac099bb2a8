"""A stored body is unpacked as the sweep unpacked it; what is no packed body, and a bomb, is told as such."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.captures import CaptureError, Stored
from crawler.settings import DOWNLOAD_MAXSIZE
from crawler.unpacking import stored_page

PAGE = b"<html>" + b"page " * 50 + b"</html>"


def body_of(body: bytes, *packings: str) -> bytes:
    return stored_page(
        Stored("http://portal.example/", 200, tuple(("content-encoding", name) for name in packings), body)
    )


@pytest.mark.parametrize(
    ("body", "packings"),
    [
        (PAGE, []),
        (PAGE, ["identity"]),
        (gzip.compress(PAGE, mtime=0), ["gzip"]),
        (gzip.compress(PAGE[:9], mtime=0) + gzip.compress(PAGE[9:], mtime=0), ["x-gzip"]),
        (zlib.compress(PAGE), ["deflate"]),
        (zlib.compress(PAGE)[2:-4], ["deflate"]),
        (gzip.compress(zlib.compress(PAGE), mtime=0), ["deflate", "gzip"]),
        (gzip.compress(zlib.compress(PAGE), mtime=0), ["deflate, gzip"]),
    ],
)
def test_what_servers_do(body: bytes, packings: list[str]) -> None:
    assert body_of(body, *packings) == PAGE


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd"])
def test_what_is_no_packed_body_is_no_page(packing: str) -> None:
    with pytest.raises(CaptureError):
        body_of(b"<html>not packed at all</html>", packing)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(CaptureError):
        body_of(gzip.compress(bytes(DOWNLOAD_MAXSIZE + 1)), "gzip")
