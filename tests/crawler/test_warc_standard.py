"""The captures as other programs read them: WARC 1.1, every digest right, every body once."""

from __future__ import annotations

import gzip
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.recordloader import ArcWarcRecord

from crawler.captures import Asked, Body, CaptureError, CaptureWriter, Place, Stored, read_capture

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
PAGE = Stored("http://www.qinghe.example/a", 200, (("Content-Type", "text/html"),), bytes(range(256)) * 8)


def written(folder: Path, *answers: Stored) -> list[Place]:
    """Store answers in one run."""
    with closing(CaptureWriter(folder, "2026-W47", 1)) as writer:
        return [writer.write(answer, AT) for answer in answers]


def records(file: Path) -> list[ArcWarcRecord]:
    """Every record of a file by warcio's own iterator; bodies are left behind."""
    with file.open("rb") as stream:
        return list(ArchiveIterator(stream))


def heads(file: Path, kind: str) -> list[dict[str, str]]:
    """The WARC headers of the records of one kind."""
    return [dict(record.rec_headers.headers) for record in records(file) if record.rec_type == kind]


def is_sound(file: Path) -> bool:
    """What `warcio check` says: every digest that a record carries is the digest of what it holds."""
    return Checker(SimpleNamespace(inputs=[str(file)], verbose=False)).process_all() == 0


def two_weeks(folder: Path) -> tuple[Place, Place, Place]:
    """A page that stands there unchanged a week later, under its own address and under another."""
    with closing(CaptureWriter(folder, "2026-W46", 1)) as writer:
        first = writer.write(PAGE, AT)
    body, later = Body(first, PAGE.url, AT), AT + timedelta(days=7)
    copy = replace(PAGE, url="http://www.qinghe.example/copy", headers=(("X-Week", "47"),))
    with closing(CaptureWriter(folder, "2026-W47", 1)) as writer:
        return first, writer.write(PAGE, later, known=body), writer.write(copy, later, known=body)


def test_a_file_says_what_wrote_it_and_in_which_format(tmp_path: Path) -> None:
    [place] = written(tmp_path, PAGE)
    file = tmp_path / place.file
    assert [record.rec_type for record in records(file)] == ["warcinfo", "response"]
    assert {record.rec_headers.protocol for record in records(file)} == {"WARC/1.1"}
    assert heads(file, "warcinfo")[0]["WARC-Filename"] == file.name
    text = gzip.decompress(file.read_bytes()).decode("latin-1")
    assert "software: gongkai/" in text
    assert "HTTP/1.1 200 OK\r\n" in text


def test_the_checker_finds_every_digest_right_and_a_spoilt_body_wrong(tmp_path: Path) -> None:
    for place in two_weeks(tmp_path):
        assert is_sound(tmp_path / place.file)
    [place] = written(tmp_path, replace(PAGE, body=b"one body"))
    file = tmp_path / place.file
    member = gzip.decompress(file.read_bytes())
    file.write_bytes(gzip.compress(member.replace(b"one body", b"two body")))
    assert not is_sound(file)


def test_a_body_is_stored_once(tmp_path: Path) -> None:
    first, again, copy = two_weeks(tmp_path)
    assert [read_capture(tmp_path, place).body for place in (first, again, copy)] == [PAGE.body] * 3
    assert read_capture(tmp_path, copy).url == "http://www.qinghe.example/copy"
    assert read_capture(tmp_path, copy).headers == (("X-Week", "47"),)
    assert PAGE.body not in gzip.decompress((tmp_path / again.file).read_bytes())
    [original] = heads(tmp_path / first.file, "response")
    for head in heads(tmp_path / again.file, "revisit"):
        assert head["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
        assert head["WARC-Refers-To-Target-URI"] == original["WARC-Target-URI"]
        assert head["WARC-Refers-To-Date"] == original["WARC-Date"]
        assert head["WARC-Payload-Digest"] == original["WARC-Payload-Digest"]


def test_a_body_that_is_gone_from_where_it_was_is_no_answer(tmp_path: Path) -> None:
    first, again, _ = two_weeks(tmp_path)
    (tmp_path / first.file).unlink()
    with pytest.raises(CaptureError):
        read_capture(tmp_path, again)


def test_a_body_that_is_only_said_to_lie_there_is_no_answer(tmp_path: Path) -> None:
    _, again, _ = two_weeks(tmp_path)
    with closing(CaptureWriter(tmp_path, "2026-W48", 1)) as writer:
        place = writer.write(PAGE, AT, known=Body(again, PAGE.url, AT))
    with pytest.raises(CaptureError):
        read_capture(tmp_path, place)


def test_how_it_was_asked_for_stands_behind_what_was_not_got(tmp_path: Path) -> None:
    """Else a replay would show the answer to HEAD, or to POST, for the page itself."""
    with closing(CaptureWriter(tmp_path, "2026-W47", 1)) as writer:
        writer.write(PAGE, AT, Asked("HEAD"))
        place = writer.write(PAGE, AT, Asked("POST", b"page=2", "application/x-www-form-urlencoded"))
        writer.write(PAGE, AT)
    file = tmp_path / place.file
    kinds = ["warcinfo", "response", "request", "response", "request", "response"]
    assert [record.rec_type for record in records(file)] == kinds
    named = [head["WARC-Record-ID"] for head in heads(file, "response")]
    assert [head["WARC-Concurrent-To"] for head in heads(file, "request")] == named[:2]
    assert b"POST /a HTTP/1.1\r\nHost: www.qinghe.example\r\n" in gzip.decompress(file.read_bytes())
    assert read_capture(tmp_path, place) == PAGE
    assert is_sound(file)
