"""A body is stored once, however many looks and weeks show it; and every answer is read back whole."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_portal import plain_portal
from small_site import Site, html
from small_workspace import Desktop
from warcio.archiveiterator import ArchiveIterator

from crawler.captures import CaptureError, Place, read_capture


@pytest.fixture
def desk(site: Site, desktop: Callable[..., Desktop]) -> Desktop:
    """A workspace whose plain portal was swept once."""
    plain_portal(site)
    found = desktop()
    assert found.sweep().code == 3
    return found


def captures(desk: Desktop) -> Path:
    return desk.folder / "var" / "captures"


def answers(desk: Desktop) -> list[dict[str, Any]]:
    """Every answer that the store points at."""
    return desk.rows("SELECT * FROM fetches WHERE capture IS NOT NULL ORDER BY id")


def whole(desk: Desktop) -> bool:
    """Whether every stored answer can be read back as it came."""
    try:
        return all(
            hashlib.sha256(read_capture(captures(desk), Place(row["capture"], row["capture_offset"])).body).hexdigest()
            == row["sha256"]
            for row in answers(desk)
        )  # fmt: skip
    except CaptureError:
        return False


def bodies_in(desk: Desktop) -> Counter[str]:
    """How often each body lies in the files."""
    found = Counter[str]()
    for file in captures(desk).glob("*/*.warc.gz"):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                body = record.content_stream().read() if record.rec_type == "response" else b""
                found[hashlib.sha256(body).hexdigest()] += bool(body)
    return found


def test_only_what_is_new_is_stored(desk: Desktop, site: Site) -> None:
    before = bodies_in(desk)
    assert max(before.values()) == 1
    assert desk.sweep("--fresh").code == 3
    assert bodies_in(desk) == before
    page = next(path for path in site.paths if path.endswith("_1.html"))
    site.paths[page] = html(site.paths[page].body.decode() + "<!-- 更正 -->")
    assert desk.sweep("--fresh").code == 3
    assert sum((bodies_in(desk) - before).values()) == 1
    assert whole(desk)
    once = {row["sha256"] for row in desk.rows("SELECT sha256 FROM bodies")}
    assert once == {row["sha256"] for row in answers(desk) if row["bytes"]}


def test_a_body_that_is_spoilt_is_stored_anew(desk: Desktop) -> None:
    [first] = captures(desk).glob("*/*.warc.gz")
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 3])
    assert not whole(desk)
    assert desk.sweep("--fresh").code == 3
    for row in desk.rows("SELECT * FROM fetches WHERE sweep = 2 AND capture IS NOT NULL"):
        body = read_capture(captures(desk), Place(row["capture"], row["capture_offset"])).body
        assert hashlib.sha256(body).hexdigest() == row["sha256"]
