"""Holding the store against its chain of seals: which file, record or row is not what was sealed.

Every table and file is held against the last seal that speaks of it; every link against the one before. What was never
sealed (an older version's sweeps, one that is still being collected) is told as such, and is no fault.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from crawler.captures import CaptureError, Place, read_capture
from crawler.seals import (
    BEGINNING,
    COLLECTED,
    OF_ALL_SWEEPS,
    Seal,
    chain,
    columns_of,
    file_of,
    mark_of,
    rows_of,
    stored,
)

Sort = Literal["chain", "file", "record", "table", "row"]
_MOST_NAMED = 20
"""Rows of one table, or records of one file, that are named one by one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not what was sealed: what sort of thing, which one, and what is wrong with it (in Chinese)."""

    sort: Sort
    where: str
    told: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What the store came to: its faults, what was looked at, and what no seal speaks of."""

    faults: tuple[Fault, ...]
    last: str
    seals: int
    files: int
    rows: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Expected:
    """What the chain says of the store as it must stand now: the last word on every file, and on every sweep's table."""

    files: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    gone: dict[str, Mapping[str, Any] | None] = field(default_factory=dict)
    tables: dict[tuple[int, str], Mapping[str, Any]] = field(default_factory=dict)

    def take(self, link: Seal) -> None:
        """Take in the next link. A file or table that it calls None is no more."""
        for name, told in link.what.get("files", {}).items():
            if told is None and self.files.get(name) is not None:
                self.gone[name] = self.files[name]
            self.files[name] = told
        for table, told in link.what.get("tables", {}).items():
            self.tables[0 if table in OF_ALL_SWEEPS else link.sweep or 0, table] = told


def verify(db: Database, captures: Path, *, week: str | None = None, known: str | None = None) -> Verified:
    """Hold the whole store, or the files and rows of one week, against the chain, which is always looked at whole.

    `known` is a seal that somebody holds, from a report: whole or its beginning. It must be a link of the chain.
    """
    links, expected = list(chain(db)), _Expected()
    faults = [*_broken(links), *_unknown(links, known)]
    for link in links:
        expected.take(link)
    sweeps = {row["id"]: row for row in db.query("SELECT id, week, attempt, state FROM sweeps")}
    of_week = {number for number, row in sweeps.items() if week in (None, row["week"])}
    files = {
        name: told for name, told in expected.files.items() if week is None or name.startswith(f"{week}/")
    }
    at_work = _at_work(sweeps)
    tables = {
        place: told
        for place, told in expected.tables.items()
        if (place[0] in of_week or place[0] not in sweeps)
        and not (place[0] == at_work and place[1] in COLLECTED)
    }
    for name, told in sorted(files.items()):
        faults += _file_faults(db, captures, name, told, expected.gone.get(name))
    for (sweep, table), told in sorted(tables.items()):
        faults += _table_faults(db, sweep, table, told)
    ended = [row for number, row in sweeps.items() if number != at_work]
    faults += _strangers(captures, expected, ended, week)
    return Verified(
        tuple(faults), links[-1].seal if links else BEGINNING, len(links), len(files),
        sum(told["rows"] for told in tables.values() if told),
        (*_unsealed(sweeps, links, of_week), *_pruned(sweeps, links, of_week)),
    )  # fmt: skip


def _broken(links: list[Seal]) -> Iterator[Fault]:
    """Links that are not what they were, or do not follow the one before."""
    before, place = BEGINNING, 0
    for link in links:
        name = f"封存#{link.id}（{link.week or '—'} {link.event}）"
        if link.seal != link.expected:
            yield Fault("chain", name, "封存记录的内容被改动")
        if link.previous != before or link.id != place + 1:
            yield Fault("chain", name, "与前一条封存不衔接：中间有记录被删除、插入或者改动")
        before, place = link.seal, link.id


def _unknown(links: list[Seal], known: str | None) -> Iterator[Fault]:
    if known and not any(link.seal.startswith(known.lower()) for link in links):
        yield Fault("chain", known, "封存链中没有这个封存号：链被整体改写，或者封存号不属于本工作区")


def _at_work(sweeps: Mapping[int, Mapping[str, Any]]) -> int | None:
    """The sweep that is still being collected, or whose run died: its rows are not yet what they will be."""
    latest = max(sweeps, default=None)
    return latest if latest is not None and sweeps[latest]["state"] == "running" else None


def _unsealed(sweeps: Mapping[int, Mapping[str, Any]], links: list[Seal], wanted: set[int]) -> Iterator[str]:
    sealed = {link.sweep for link in links}
    for number in sorted(wanted - sealed):
        row = sweeps[number]
        why = "尚在采集，或者没有正常结束" if row["state"] == "running" else "由没有封存功能的旧版本采集"
        yield f"{row['week']} 第{row['attempt']}次没有封存：{why}"


def _pruned(sweeps: Mapping[int, Mapping[str, Any]], links: list[Seal], wanted: set[int]) -> Iterator[str]:
    """What was taken away on purpose: that is no alteration."""
    when = {link.sweep: link.at for link in links if link.event == "pruned" and link.sweep in wanted}
    for number, at in when.items():
        row = sweeps[number or 0]
        yield f"{row['week']} 第{row['attempt']}次已于{at[:10]}清理：不再需要的存档和明细已按规定移除，不是改动"


# --- files ---------------------------------------------------------------------------------------------------------


def _file_faults(
    db: Database, captures: Path, name: str, told: Mapping[str, Any] | None, before: Mapping[str, Any] | None
) -> Iterator[Fault]:
    """`before` is what a pruned file was: one that is still there like this waits for the next pruning to take it."""
    path = captures / name
    if told is None:
        if path.exists() and file_of(path) != before:
            yield Fault("file", name, "已经清理的存档文件又出现了")
        return
    if not path.is_file():
        yield Fault("file", name, "存档文件不见了")
    elif file_of(path) != told:
        yield Fault("file", name, "存档文件的内容被改动")
        yield from _record_faults(db, captures, name)


def _record_faults(db: Database, captures: Path, name: str) -> Iterator[Fault]:
    """Which answers of a file cannot be read back as they came."""
    asked = "SELECT url, sha256, capture_offset FROM fetches WHERE capture = ? ORDER BY capture_offset"
    spoilt = (
        row for row in db.query(asked, (name,)) if not _is_whole(captures, name, row["capture_offset"], row["sha256"])
    )  # fmt: skip
    for number, row in enumerate(spoilt):
        if number == _MOST_NAMED:
            yield Fault("record", name, "还有更多记录，未一一列出")
            return
        yield Fault("record", f"{name}#{row['capture_offset']}", f"与采集时的摘要不符：{row['url']}")


def _is_whole(captures: Path, name: str, offset: int, sha256: str | None) -> bool:
    try:
        body = read_capture(captures, Place(name, offset)).body
    except CaptureError:
        return False
    return hashlib.sha256(body).hexdigest() == sha256


def _strangers(
    captures: Path, expected: _Expected, sweeps: Sequence[Mapping[str, Any]], week: str | None
) -> Iterator[Fault]:
    """Files that nobody sealed, of sweeps that were sealed: somebody put them there."""
    sealed = {
        f"{row['week']}-{row['attempt']}-" for row in sweeps if (row["id"], "fetches") in expected.tables
    }
    for path in sorted(captures.glob(f"{week or '*'}/*.warc.gz")):
        name = path.relative_to(captures).as_posix()
        ours = (
            path.name.startswith(tuple(sealed)) and ".kept-" not in path.name
        )  # copies of a pruning cut short
        if name not in expected.files and ours:
            yield Fault("file", name, "封存以后多出来的存档文件")


# --- rows ----------------------------------------------------------------------------------------------------------


def _table_faults(db: Database, sweep: int, table: str, told: Mapping[str, Any] | None) -> Iterator[Fault]:
    """A table of a sweep that is not what was sealed, and which of its rows."""
    if told is None:
        return
    lost = set(told["columns"]) - set(columns_of(db, table))
    if lost:
        yield Fault("table", f"{table}（监测{sweep}）", f"缺少列：{'、'.join(sorted(lost))}")
        return
    if rows_of(db, table, sweep, told["columns"]).digest == told["digest"]:
        return
    where = table if table in OF_ALL_SWEEPS else f"{table}（{_name_of(db, sweep)}）"
    yield Fault("table", where, "表中的内容被改动")
    marks = array("I")
    kept = db.conn.execute(
        'SELECT marks FROM sealed_rows WHERE sweep = ? AND "table" = ?', (sweep, table)
    ).fetchone()
    if kept:
        marks.frombytes(kept[0])
        yield from _row_faults(db, sweep, table, told, marks)


def _row_faults(
    db: Database, sweep: int, table: str, told: Mapping[str, Any], marks: array[int]
) -> Iterator[Fault]:
    """The rows that were not there, or not like this; and how many are gone (an altered row counts as both)."""
    left: dict[int, int] = {}
    for mark in marks:
        left[mark] = left.get(mark, 0) + 1
    named, columns = 0, told["columns"]
    for row in stored(db, table, sweep, columns):
        mark = mark_of(row)
        if left.get(mark):
            left[mark] -= 1
            continue
        named += 1
        if named <= _MOST_NAMED:
            yield Fault(
                "row", f"{table}：{_key_of(db, table, columns, row)}", "这一行被改动，或者是后来加进去的"
            )
    missing = sum(left.values()) - named
    if missing > 0:
        yield Fault("row", table, f"有{missing}行被删除")
    if named > _MOST_NAMED:
        yield Fault("row", table, f"被改动的一共{named}行，未一一列出")


def _key_of(db: Database, table: str, columns: list[str], row: tuple[Any, ...]) -> str:
    """A row by its key."""
    facts = dict(zip(columns, row, strict=True))
    return " ".join(str(facts.get(name)) for name in db.table(table).pks if name != "sweep")


def _name_of(db: Database, sweep: int) -> str:
    row = db.conn.execute("SELECT week, attempt FROM sweeps WHERE id = ?", (sweep,)).fetchone()
    return f"{row[0]} 第{row[1]}次" if row else f"监测{sweep}"
