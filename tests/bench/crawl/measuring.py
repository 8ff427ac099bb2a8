"""What a command costs: wall time, CPU time of it and all that it started, the peak of their memory together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.5


@dataclass(frozen=True)
class Cost:
    """Seconds, seconds of CPU, megabytes at the peak, and how the command ended."""

    wall: float
    cpu: float
    peak: float
    code: int


def cost_of(
    command: Sequence[str | Path], *, log: Path, cwd: Path | None = None, limit: float = 7200
) -> Cost:
    """Run a command to its end (or kill it at the limit). What it prints goes to `log`."""
    with log.open("wb") as out:
        begun = time.monotonic()
        process = subprocess.Popen([str(word) for word in command], stdout=out, stderr=out, cwd=cwd)
        watch = _Watch(process.pid)
        watch.start()
        killer = threading.Timer(limit, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        killer.cancel()
        watch.stop()
    return Cost(time.monotonic() - begun, usage.ru_utime + usage.ru_stime, watch.peak, process.returncode)


class _Watch(threading.Thread):
    """Samples the memory of a process and of all below it: each shared page counts once (PSS)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self.peak = max(self.peak, sum(map(_memory, _family(self._pid))))

    def stop(self) -> None:
        self._over.set()
        self.join()


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
