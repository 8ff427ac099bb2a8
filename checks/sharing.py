"""Judging a large sweep by several processes: its units are shared out among clerks, one unit at a time.

A clerk (`checks.clerk`) is a process of its own. It reads the store as it stood when our transaction began, and writes
nothing: we alone do. Whatever goes wrong with one is raised here, and then nothing is stored.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO

from sqlite_utils import Database

from checks.bench import Bench, JudgingError
from checks.sheets import Sheet, write
from rules.data import toml
from rules.model import Workspace

_CLERK = ("-P", "-m", "checks.clerk")
"""What Python is told to run, wherever we are: nothing of the folder is code."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """What a clerk is to judge by."""

    store: Path
    sweep: int
    workspace: Workspace


def sheets_of(db: Database, sweep: int, workspace: Workspace) -> Generator[Sheet]:
    """The verdicts of every unit, in the workspace's order. To be asked for within the transaction that they go into."""
    units = [unit.code for unit in workspace.units]
    clerks = _clerks_for(db, sweep, len(units))
    if clerks > 1:
        yield from _by_clerks(Order(_path_of(db), sweep, workspace), units, clerks)
        return
    bench = Bench.of(db, sweep, workspace)
    for unit in units:
        yield write(bench, unit)


def _clerks_for(db: Database, sweep: int, units: int) -> int:
    """How many clerks a sweep is worth: one means none beside ourselves."""
    rules = toml("judging.toml")["clerks"]
    [articles] = db.execute("SELECT count(*) FROM articles WHERE sweep = ?", (sweep,)).fetchone()
    return 1 if articles < rules["from_articles"] else min(os.cpu_count() or 1, units, int(rules["most"]))


def _path_of(db: Database) -> Path:
    return Path(db.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])


def _by_clerks(order: Order, units: Sequence[str], count: int) -> Iterator[Sheet]:
    """Each unit's sheet, in their order, by whichever clerk is free."""
    free: SimpleQueue[_Clerk] = SimpleQueue()
    ahead = count * int(toml("judging.toml")["clerks"]["ahead"])

    def judged(unit: str) -> Sheet:
        clerk = free.get()
        try:
            return clerk.judge(unit)
        finally:
            free.put(clerk)

    with ExitStack() as stack:
        for _ in range(count):
            clerk = _Clerk(order)
            stack.callback(clerk.dismiss)
            free.put(clerk)
        threads = ThreadPoolExecutor(count)
        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
        coming: deque[Future[Sheet]] = deque()
        for unit in units:
            coming.append(threads.submit(judged, unit))
            if len(coming) > ahead:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()


class _Clerk:
    """A clerk as we see it."""

    def __init__(self, order: Order) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *_CLERK], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._untold: list[object] = [order]

    def judge(self, unit: str) -> Sheet:
        """Have one unit judged; raises what went wrong there, and JudgingError for a clerk that is no more."""
        self._untold.append(unit)
        try:
            while self._untold:
                self._send(self._untold.pop(0))
            told = pickle.load(_pipe(self._process.stdout))  # noqa: S301 - our own process
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise JudgingError(f"{unit}: a process that judges ended early") from error
        if isinstance(told, Sheet):
            return told
        raise told

    def dismiss(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.wait()
        _pipe(self._process.stdout).close()
        with suppress(OSError):  # what it was not told any more
            _pipe(self._process.stdin).close()

    def _send(self, what: object) -> None:
        pipe = _pipe(self._process.stdin)
        pickle.dump(what, pipe)
        pipe.flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "it was asked for"
    return pipe
