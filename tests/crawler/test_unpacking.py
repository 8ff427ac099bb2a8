"""Packed answers come out whole or not at all, and never larger than we take."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError

from crawler.unpacking import unpacked

MOST = 100_000
PACK = {
    b"gzip": gzip.compress,
    b"x-gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"br": brotli.compress,
}
PACKING = st.sampled_from(sorted(PACK))


@given(st.binary(max_size=2000), PACKING)
def test_what_was_packed_comes_out(body: bytes, packing: bytes) -> None:
    assert unpacked(PACK[packing](body), packing, MOST) == body


@given(st.binary(max_size=500), PACKING, st.floats(0, 0.999))
def test_a_part_of_it_is_nothing(body: bytes, packing: bytes, share: float) -> None:
    packed = PACK[packing](body)
    with pytest.raises(ResponseDataLossError):
        unpacked(packed[: int(len(packed) * share)], packing, MOST)


@given(st.binary(max_size=300), PACKING)
def test_any_bytes_raise_what_is_known(body: bytes, packing: bytes) -> None:
    with suppress(ResponseDataLossError, DownloadCancelledError):
        assert len(unpacked(body, packing, MOST)) <= MOST


@pytest.mark.parametrize("packing", PACK)
def test_more_than_we_take(packing: bytes) -> None:
    assert len(unpacked(PACK[packing](bytes(MOST)), packing, MOST)) == MOST
    with pytest.raises(DownloadCancelledError):
        unpacked(PACK[packing](bytes(MOST + 1)), packing, MOST)


def test_bare_deflate() -> None:
    assert unpacked(zlib.compress(b"text" * 99)[2:-4], b"deflate", MOST) == b"text" * 99


def test_members_of_gzip() -> None:
    assert unpacked(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0", b"gzip", MOST) == b"ab"
    with pytest.raises(ResponseDataLossError):
        unpacked(gzip.compress(b"") * 100_000, b"gzip", MOST)
