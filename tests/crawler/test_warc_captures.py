"""Stored answers come back as they were, or not at all."""

from __future__ import annotations

import gc
import gzip
import random
import resource
import stat
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapy.http import Headers
from warcio.archiveiterator import ArchiveIterator

from crawler.captures import CaptureError, CaptureWriter, Place, Stored, header_pairs, read_capture
from crawler.troubles import trouble_of

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PAGE = Stored("http://www.qinghe.example/a", 200, (("Content-Type", "text/html"),), bytes(range(256)) * 8)
NAMES = st.text("abcdefghijklmnopqrstuvwxyzABCDEF-", min_size=1, max_size=20)
VALUES = st.text([chr(code) for code in range(33, 127)], max_size=40)
LATIN = st.text([chr(code) for code in range(0xA1, 0x100)], min_size=1, max_size=10)


def written(folder: Path, *answers: Stored) -> list[Place]:
    """Store answers in one run."""
    with closing(CaptureWriter(folder, "2026-W47", 1)) as writer:
        return [writer.write(answer, AT) for answer in answers]


def there_and_back(answer: Stored) -> Stored:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return read_capture(folder, written(folder, answer)[0])


@given(st.binary(max_size=3000))
def test_any_body(body: bytes) -> None:
    answer = Stored("http://x/", 200, (("Content-Type", "text/html"),), body)
    assert there_and_back(answer) == answer


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
def test_any_headers(headers: list[tuple[str, str]]) -> None:
    answer = Stored("http://x/", 200, tuple(headers), b"x")
    assert there_and_back(answer) == answer


@given(st.integers(100, 999))
@settings(max_examples=20)
def test_any_status(status: int) -> None:
    answer = Stored("http://x/", status, (), b"x")
    assert there_and_back(answer) == answer


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((), b""),
        ((("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")), b"x"),
        ((("Content-Encoding", "gzip"),), b"\x1f\x8b not gzip at all"),
        ((("Transfer-Encoding", "chunked"),), b"5\r\nhello\r\n0\r\n\r\n"),
        ((("Content-Length", "3"),), b"longer than that"),
        ((("X", 'a: b; c="d"'),), b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
        ((("Location", "/%E6%96%B0/?a=%20"),), b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
        ((("Location", "/新".encode().decode("latin-1")),), b"UTF-8 that must not be read as such"),
        ((("Set-Cookie", "a=1\nb=2"),), b"as a browser joins them"),
        ((("X", ""), ("X-Spaces", "  a  "), ("x-colon", ":: a"), ("X-Return", "a\r")), b"\r\n"),
    ],
)
def test_what_looks_like_something_else(headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    answer = Stored("http://x/?a=%E4%B8%AD#page-2", 200, headers, body)
    assert there_and_back(answer) == answer


@given(LATIN)
@settings(max_examples=5)
def test_headers_beyond_ascii(text: str) -> None:
    answer = Stored("http://x/", 302, (("Location", "/" + text),), b"")
    assert there_and_back(answer) == answer


def test_a_header_that_no_record_can_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaptureError):
        written(tmp_path, Stored("http://x/", 200, (("X", "a\r\n\r\nb"),), b"x"))


def test_the_date_is_kept_in_utc(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, "2026-W47", 1)
    place = writer.write(PAGE, AT.astimezone(timezone(timedelta(hours=8))))
    writer.close()
    assert b"WARC-Date: 2026-11-22T08:00:00Z\r\n" in gzip.decompress((tmp_path / place.file).read_bytes())


def test_many_answers_are_found_by_their_place(tmp_path: Path) -> None:
    answers = [Stored(f"http://x/{n}", 200, (("X-Number", str(n)),), b"%d" % n * n) for n in range(40)]
    places = written(tmp_path, *answers)
    assert [read_capture(tmp_path, place) for place in reversed(places)] == answers[::-1]


def test_an_answer_can_be_read_while_the_run_goes_on(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, "2026-W47", 1)
    place = writer.write(PAGE, AT)
    assert read_capture(tmp_path, place) == PAGE
    writer.close()


def test_every_run_has_a_file_of_its_own(tmp_path: Path) -> None:
    first, second = written(tmp_path, PAGE)[0], written(tmp_path, PAGE)[0]
    assert (first.file, second.file) == ("2026-W47/2026-W47-1-001.warc.gz", "2026-W47/2026-W47-1-002.warc.gz")
    other = CaptureWriter(tmp_path, "2026-W47", 2)
    assert other.write(PAGE, AT).file == "2026-W47/2026-W47-2-001.warc.gz"
    other.close()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A disk that takes no file beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_takes_an_answer_whole_or_not_at_all(tmp_path: Path) -> None:
    """What it took of an answer is cut off again, so that the file can be read on and written on."""
    large = Stored("http://x/large", 200, (), random.Random(5).randbytes(100_000))
    with closing(CaptureWriter(tmp_path, "2026-W47", 1)) as writer:
        first = writer.write(PAGE, AT)
        with room_for(5_000), pytest.raises(OSError, match="large") as refused:
            writer.write(large, AT)
        assert trouble_of(refused.value) is not None
        second = writer.write(PAGE, AT)
    assert [read_capture(tmp_path, place) for place in (first, second)] == [PAGE, PAGE]
    with (tmp_path / first.file).open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds == ["warcinfo", "response", "response"]


def test_a_run_without_an_answer_leaves_no_file(tmp_path: Path) -> None:
    CaptureWriter(tmp_path, "2026-W47", 1).close()
    assert list((tmp_path / "2026-W47").iterdir()) == []


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    [place] = written(tmp_path, PAGE)
    file = tmp_path / place.file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_nothing_is_left_open(tmp_path: Path) -> None:
    writer = CaptureWriter(tmp_path, "2026-W47", 1)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        writer.write(PAGE, AT)
        gc.collect()
    writer.close()
    assert [str(warning.message) for warning in seen] == []


# --- what is not there whole ------------------------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[Callable[[bytes, int], bytes]], tuple[Path, Place]]:
    """A capture whose second answer somebody has spoiled: `(whole file, where it begins) -> what is left`."""

    def spoil(change: Callable[[bytes, int], bytes]) -> tuple[Path, Place]:
        _, place = written(tmp_path, Stored("http://x/first", 200, (), b"first"), PAGE)
        file = tmp_path / place.file
        file.write_bytes(change(file.read_bytes(), place.offset))
        return tmp_path, place

    return spoil


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(CaptureError, match="attempt9"):
        read_capture(tmp_path, Place("2026-W47/attempt9-001.warc.gz", 0))


def test_cut_before_the_answer(broken: Callable[..., tuple[Path, Place]]) -> None:
    folder, place = broken(lambda whole, offset: whole[:offset])
    with pytest.raises(CaptureError):
        read_capture(folder, place)


def test_an_offset_beyond_the_end(tmp_path: Path) -> None:
    [place] = written(tmp_path, PAGE)
    with pytest.raises(CaptureError):
        read_capture(tmp_path, Place(place.file, 10**9))


def test_cut_anywhere(broken: Callable[..., tuple[Path, Place]]) -> None:
    folder, place = broken(lambda whole, offset: whole)
    file = folder / place.file
    whole = file.read_bytes()
    wrong = []
    for end in range(place.offset, len(whole), 3):
        file.write_bytes(whole[:end])
        try:
            if read_capture(folder, place) != PAGE:  # all but the padding behind a record may be missing
                wrong.append((end, "half an answer"))
        except CaptureError:
            continue
        except Exception as error:  # noqa: BLE001 - which one is what the test tells
            wrong.append((end, type(error).__name__))
    assert wrong == []


@pytest.mark.parametrize(
    "spoil", [lambda w, o: w[:o] + b"not gzip\r\n" * 9, lambda w, o: w[: o + 20] + bytes(40) + w[o + 60 :]]
)
def test_no_record_at_all(
    broken: Callable[..., tuple[Path, Place]], spoil: Callable[[bytes, int], bytes]
) -> None:
    folder, place = broken(spoil)
    with pytest.raises(CaptureError):
        read_capture(folder, place)


def test_one_byte_spoiled_anywhere(broken: Callable[..., tuple[Path, Place]]) -> None:
    folder, place = broken(lambda whole, offset: whole)
    file = folder / place.file
    whole = file.read_bytes()
    header = range(place.offset + 4, place.offset + 10)  # time and system in gzip's own header mean nothing
    for spot in (*range(place.offset, place.offset + 40), *range(place.offset + 40, len(whole), 7)):
        if spot not in header:
            file.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0x55]) + whole[spot + 1 :])
            with pytest.raises(CaptureError):
                read_capture(folder, place)


@pytest.mark.parametrize(
    "member",
    [
        b"",
        b"<html>",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 19\r\n\r\nHTTP/1.1 200\r\n\r\nbody!",
        b"WARC/1.0\r\nWARC-Type: request\r\nWARC-Target-URI: http://x/\r\nContent-Length: 0\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/\r\nContent-Length: 999\r\n\r\nHTTP/1.1 200\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/\r\nContent-Length: 4\r\n\r\nHTTP",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/\r\nContent-Length: x\r\n\r\nHTTP/1.1 200\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/\r\n\r\nHTTP/1.1 200\r\n\r\n",
    ],
)  # fmt: skip
def test_a_whole_member_that_is_no_answer(tmp_path: Path, member: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(member))
    with pytest.raises(CaptureError):
        read_capture(tmp_path, Place("a.warc.gz", 0))


# --- headers ----------------------------------------------------------------------------------------------------------


@given(st.dictionaries(NAMES.map(str.encode), st.lists(st.binary(max_size=10), max_size=3), max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_headers_as_pairs_lose_nothing(headers: dict[bytes, list[bytes]]) -> None:
    pairs = header_pairs(headers.items())
    assert [(n.encode("latin-1"), v.encode("latin-1")) for n, v in pairs] == [
        (name, value) for name, values in headers.items() for value in values
    ]


def test_scrapys_headers_as_pairs() -> None:
    headers = Headers({"Content-Type": "text/html"})
    headers.appendlist("Set-Cookie", "a=1")
    headers.appendlist("Set-Cookie", "b=2")
    assert header_pairs(headers.items()) == (
        ("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
    )  # fmt: skip
