"""Keeping what was brought: first its record in the captures, then its facts in `fetches`; a body only once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.captures import Asked, Body, CaptureError, CaptureWriter, Place, Stored, read_capture
from crawler.notebook import Notebook

_PLAINLY = Asked()


class Keeper:
    """The captures and the notebook of one sweep, written in that order: no row points at a record that is not there."""

    def __init__(self, notebook: Notebook, writer: CaptureWriter, captures: Path) -> None:
        self._notebook = notebook
        self._writer = writer
        self._captures = captures

    def keep(self, fetch: int, stored: Stored, seconds: float | None = None, asked: Asked = _PLAINLY) -> None:
        """Store what a row of `fetches` wanted, and put down where it lies. OSError where the disk takes no more."""
        at, sha256 = datetime.now(UTC), hashlib.sha256(stored.body).hexdigest()
        known = self._lies_already(stored.body, sha256)
        place = self._writer.write(stored, at, asked, known)
        self._notebook.arrived(
            fetch, at, seconds, first=sha256 if known is None and stored.body else None,
            http_status=stored.status, final_url=stored.url, bytes=len(stored.body), sha256=sha256,
            capture=place.file, capture_offset=place.offset,
            carried_from=None, unmodified=None,
        )  # fmt: skip

    def confirm(
        self, fetch: int, told: Stored, known: Body, seconds: float | None, facts: dict[str, Any]
    ) -> None:
        """Store that the server holds its earlier answer, which lies where `known` says, to be good still."""
        at = datetime.now(UTC)
        self._writer.write(told, at, known=known)
        self._notebook.arrived(fetch, at, seconds, **facts)

    def read(self, place: Place) -> bytes:
        """The body of what was stored; CaptureError when it is not there whole."""
        return read_capture(self._captures, place).body

    def _lies_already(self, body: bytes, sha256: str) -> Body | None:
        """Where this very body lies, if it can be read back: what is spoilt or gone is stored anew."""
        known = self._notebook.body(sha256) if body else None
        try:
            same = known is not None and self.read(known.place) == body
        except CaptureError:
            return None
        return known if same else None
