"""What a person dropped into the inbox is stored before it is read, like any answer: a finding that rests on it can show it.

One record and one row of `fetches` for each file and for each statement, under the file's name below `inbox/`. A resumed
sweep is given what it had before, wherever the file has gone since, and what has come besides: an export that was
replaced meanwhile is read in both versions, so that no post is lost and no statement speaks for another's rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from crawler.captures import CaptureError, Stored
from crawler.inbox import read_inbox
from crawler.items import Reason
from crawler.keeping import Keeper
from crawler.notebook import FetchRow, Notebook
from crawler.platforms import Brought, Dropped

_HOME = "inbox/"
_FILE, _STATEMENT = "f", "s"
"""How the keys of a file and of its statement end; before that they are the same."""


class Filing:
    """The inbox of one sweep. What fits a pattern is read once in each look, whoever asks for it.

    `clean` takes secrets out, as out of any answer.
    """

    def __init__(
        self, inbox: Path, notebook: Notebook, keeper: Keeper, clean: Callable[[bytes], bytes]
    ) -> None:
        self._inbox = inbox
        self._notebook = notebook
        self._keeper = keeper
        self._clean = clean
        self._brought: dict[tuple[str, int], Brought] = {}

    def bring(self, pattern: str, look: int) -> Brought:
        """The files that fit a pattern, stored, in the order of their names; see `read_inbox`.

        OSError where the disk takes no more.
        """
        if (pattern, look) not in self._brought:
            self._brought[pattern, look] = self._bring(pattern, look)
        return self._brought[pattern, look]

    def _bring(self, pattern: str, look: int) -> Brought:
        beginning, found = _digest(pattern, look), read_inbox(self._inbox, pattern)
        files: dict[str, Dropped] = {}
        spoilt = self._recall(beginning, files)
        for file in found.files:
            files |= self._store(beginning, look, file)
        stated = {(file.name, file.body) for file in files.values() if file.coverage is not None}
        kept = [
            file
            for file in files.values()
            if file.coverage is not None or (file.name, file.body) not in stated
        ]
        brought = replace(found, files=tuple(sorted(kept, key=lambda file: file.name)))
        if spoilt:
            return replace(brought, reason=Reason.INCOMPLETE, detail=f"已存档的{'、'.join(spoilt)}不能读回")
        return (
            replace(brought, reason=None, detail="")
            if kept and found.reason is Reason.IMPORT_MISSING
            else brought
        )

    def _recall(self, beginning: str, files: dict[str, Dropped]) -> list[str]:
        """Put what an interrupted run stored into `files`; returns the names of what cannot be read back."""
        stored, spoilt = self._notebook.dropped(beginning), []
        for key, (address, row) in stored.items():
            if not key.endswith(_FILE):
                continue
            beside = stored.get(key[:-1] + _STATEMENT)
            try:
                files[key] = Dropped(
                    address.removeprefix(_HOME), self._read(row), self._read(beside[1]) if beside else None,
                    beside[0].removeprefix(_HOME) if beside else "", (row.id, beside[1].id) if beside else (row.id,),
                )  # fmt: skip
            except CaptureError:
                spoilt.append(address)
        return spoilt

    def _read(self, row: FetchRow) -> bytes:
        assert row.place is not None, "only what was stored is recalled"
        return self._keeper.read(row.place)

    def _store(self, beginning: str, look: int, file: Dropped) -> dict[str, Dropped]:
        """A file as it may be seen, by its key."""
        body = self._clean(file.body)
        coverage = None if file.coverage is None else self._clean(file.coverage)
        key = beginning + _digest(file.name, body, coverage)[:15]
        fetches = [self._keep(key + _FILE, look, file.name, body)]
        if coverage is not None:
            fetches.append(self._keep(key + _STATEMENT, look, file.coverage_name, coverage))
        return {key + _FILE: replace(file, body=body, coverage=coverage, fetches=tuple(fetches))}

    def _keep(self, key: str, look: int, name: str, body: bytes) -> int:
        row = self._notebook.wanted(key, _HOME + name, None, "inbox", look, "file")
        if row.place is None:
            self._keeper.keep(row.id, Stored(f"inbox:{quote(name)}", None, (), body))
            self._notebook.settled(row.id, None)
        return row.id


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]
