"""Taking old sweeps out of the store: their captures and bulky rows go, and what younger sweeps rest on stays.

A body lies where it was seen first, and records sealed since say so by file and offset. What of an old file is still
needed is therefore copied, byte for byte, into a smaller one beside it, with an index of where each record lies now
(`crawler.moved`). Nothing is lost by a crash: first the copies, then the rows and the seal in one
transaction, then the old files; `tidy` ends what was begun.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.moved import INDEX, SUFFIX, index_of, lies_now, raw_record
from crawler.private import private_file
from crawler.seals import chain, file_of

DROPPED = ("entries", "looks", "articles", "links", "posts", "post_links", "linked_accounts", "fetches")
"""The tables of the crawler that a pruned sweep loses; what is small and tells of its course stays."""
_NAMED = (
    ("looks", "fetch"), ("articles", "fetch"), ("links", "fetch"), ("links", "look_fetch"), ("areas", "fetch"),
    ("areas", "look_fetch"), ("sources", "fetch"), ("posts", "fetch"), ("canaries", "fetch"), ("post_links", "fetch"),
    ("post_links", "look_fetch"), ("linked_accounts", "fetch"),
)  # fmt: skip
"""The columns by which rows name answers, of their own sweep or of an earlier one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to go: the sweeps, and of each of their capture files the offsets that stay."""

    sweeps: tuple[int, ...]
    files: Mapping[str, frozenset[int]]


def plan(db: Database, captures: Path, sweeps: Sequence[int]) -> Plan:
    """What of these sweeps nobody needs any more. The rows of `fetches` that stay are noted in a temporary table."""
    _note_kept(db, sweeps)
    files: dict[str, set[int]] = {name: set() for name in _files(db, captures, sweeps)}
    for query in (_RECORDS, _BODIES):
        for name, offset in db.execute(query):
            if name in files:
                files[name].add(offset)
    there = {name: frozenset(offsets) for name, offsets in files.items()}
    changed = {name: offsets for name, offsets in there.items() if _offsets(captures, name) != offsets}
    return Plan(tuple(sweeps), changed)


_RECORDS = """
SELECT capture, capture_offset FROM fetches WHERE id IN (SELECT id FROM kept_fetches)
UNION SELECT capture, capture_offset FROM rested_on
"""
_BODIES = """
SELECT capture, capture_offset FROM bodies WHERE sha256 IN (
    SELECT sha256 FROM fetches WHERE sweep NOT IN (SELECT sweep FROM old_sweeps) OR id IN (SELECT id FROM kept_fetches))
"""
_AS_BEFORE = """
INSERT OR IGNORE INTO kept_fetches SELECT max(e.id) FROM fetches k
JOIN fetches e ON e.url = k.url AND e.id < k.id AND e.http_status = 200
WHERE k.sweep NOT IN (SELECT sweep FROM old_sweeps) AND k.http_status = 304 GROUP BY k.id
"""
"""An answer that only says "as before" rests on the one before."""
_RESTED_ON = """
INSERT OR IGNORE INTO rested_on SELECT capture, capture_offset FROM fetches
WHERE sweep NOT IN (SELECT sweep FROM old_sweeps) AND (carried_from IS NOT NULL OR unmodified IS NOT NULL)
"""
"""What a younger sweep did not ask for, or was told to be as it was, lies where an old one laid it (docs/sparing.md)."""
_STILL_KNOWN = """
INSERT OR IGNORE INTO kept_fetches SELECT f.id FROM known_pages k JOIN fetches f ON f.id = k.fetch
JOIN rested_on r ON r.capture = f.capture AND r.capture_offset = f.capture_offset
"""
"""And the next sweep may rest on it too."""


def _note_kept(db: Database, sweeps: Sequence[int]) -> None:
    """Note which answers of old sweeps the rows of younger ones name."""
    for table, key in (("old_sweeps", "sweep"), ("kept_fetches", "id")):
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({key} INTEGER PRIMARY KEY)")
        db.execute(f"DELETE FROM temp.{table}")  # noqa: S608
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS rested_on (capture TEXT, capture_offset INTEGER, PRIMARY KEY (capture, capture_offset))"
    )
    db.execute("DELETE FROM temp.rested_on")
    db.conn.executemany("INSERT INTO old_sweeps VALUES (?)", [(sweep,) for sweep in sweeps])
    for table, column in _NAMED:
        db.execute(
            f'INSERT OR IGNORE INTO kept_fetches SELECT "{column}" FROM "{table}"'  # noqa: S608
            f' WHERE "{column}" IS NOT NULL AND sweep NOT IN (SELECT sweep FROM old_sweeps)'
        )
    for query in (_AS_BEFORE, _RESTED_ON, _STILL_KNOWN):
        db.execute(query)
    db.execute(
        "DELETE FROM kept_fetches WHERE id NOT IN (SELECT id FROM fetches WHERE sweep IN (SELECT sweep FROM old_sweeps))"
    )
    db.conn.commit()


def _files(db: Database, captures: Path, sweeps: Iterable[int]) -> Iterator[str]:
    """The capture files of these sweeps by the names that rows know, copies left out."""
    for sweep in sweeps:
        week, attempt = db.execute("SELECT week, attempt FROM sweeps WHERE id = ?", (sweep,)).fetchone()
        names = {path.name for path in (captures / week).glob(f"{week}-{attempt}-*")}
        whole = {name for name in names if name.endswith(SUFFIX) and ".kept-" not in name}
        whole |= {name.removesuffix(INDEX) + SUFFIX for name in names if name.endswith(INDEX)}
        yield from (f"{week}/{name}" for name in sorted(whole))


def _offsets(captures: Path, name: str) -> frozenset[int] | None:
    """The records that are left of a file; None where it is still whole."""
    if (captures / name).is_file():
        return None
    return frozenset(int(offset) for offset in index_of(captures, name))


def write_copies(captures: Path, made: Plan) -> dict[str, dict[str, Any] | None]:
    """Copy what stays; returns what every file is to be from now on: length and digest, None where it is to go."""
    told: dict[str, dict[str, Any] | None] = {}
    for name, offsets in sorted(made.files.items()):
        stem = name.removesuffix(SUFFIX)
        before = [path.relative_to(captures).as_posix() for path in sorted((captures / name).parent.glob(
            f"{Path(stem).name}.kept-*{SUFFIX}"))]  # fmt: skip
        told |= dict.fromkeys((name, f"{stem}{INDEX}", *before))
        if not offsets:
            continue
        number = max((int(one.removesuffix(SUFFIX).rpartition("-")[2]) for one in before), default=0) + 1
        copy = f"{stem}.kept-{number}{SUFFIX}"
        index = _copy(captures, name, sorted(offsets), copy)
        _write(captures / f"{stem}{INDEX}", [json.dumps(index).encode()])
        told |= {one: file_of(captures / one) for one in (copy, f"{stem}{INDEX}")}
    return told


def _copy(captures: Path, name: str, offsets: Sequence[int], copy: str) -> dict[str, tuple[str, int]]:
    """Copy records with what belongs to them; returns where each lies now."""
    index: dict[str, tuple[str, int]] = {}
    members: list[bytes] = []
    end = 0
    for offset in offsets:
        file, place = lies_now(captures, name, offset)
        member = raw_record(captures / file, place)
        index[str(offset)] = (copy, end)
        members.append(member)
        end += len(member)
    _write(captures / copy, members)
    return index


def _write(path: Path, parts: Iterable[bytes]) -> None:
    """A file that is there whole or not at all."""
    fresh = private_file(path.with_name(f".{path.name}.part"))
    with fresh.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def bulk(db: Database, sweep: int) -> int:
    """How many rows of a sweep would go by the plan that was made last."""
    return sum(
        int(db.execute(f'SELECT count(*) FROM "{table}" WHERE {_going(table, sweep)}').fetchone()[0])  # noqa: S608
        for table in DROPPED
    )


def drop_rows(db: Database, sweep: int) -> None:
    """Take the bulky rows of a sweep away by the plan that was made last, in the caller's transaction."""
    for table in DROPPED:
        db.execute(f'DELETE FROM "{table}" WHERE {_going(table, sweep)}')  # noqa: S608


def forget_pages(db: Database) -> None:
    """Know the answers no more whose rows are gone: their pages are asked for again. In the caller's transaction."""
    db.execute("DELETE FROM known_pages WHERE fetch NOT IN (SELECT id FROM fetches)")


def _going(table: str, sweep: int) -> str:
    but = " AND id NOT IN (SELECT id FROM kept_fetches)" if table == "fetches" else ""
    return f"sweep = {sweep:d}{but}"


def drop_bodies(db: Database, made: Plan) -> None:
    """Forget where bodies lay that are gone: the next answer that shows one is stored anew."""
    for name, offsets in made.files.items():
        rows = db.execute("SELECT capture_offset FROM bodies WHERE capture = ?", (name,)).fetchall()
        gone = [(name, offset) for (offset,) in rows if offset not in offsets]
        db.conn.executemany("DELETE FROM bodies WHERE capture = ? AND capture_offset = ?", gone)


def remove(captures: Path, told: Mapping[str, object]) -> None:
    """Take away the files that are to go."""
    for name, facts in told.items():
        if facts is None:
            (captures / name).unlink(missing_ok=True)


def tidy(db: Database, captures: Path) -> None:
    """End a pruning that was cut short: files that a seal says are gone go, and copies that no seal knows."""
    told: dict[str, object] = {}
    for link in chain(db):
        told |= link.what.get("files", {})
    remove(captures, told)
    for pattern in (f"*/*.kept-*{SUFFIX}", f"*/*{INDEX}", "*/.*.part"):
        for path in captures.glob(pattern):
            if path.relative_to(captures).as_posix() not in told:
                path.unlink()
