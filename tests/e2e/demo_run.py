"""One run of `gongkai demo`, and whether it found what was planted and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.crawler.small_site import unused_port
from tests.e2e.conftest import Ran, command


@dataclass(frozen=True)
class Shown:
    """One run of the demo: where it wrote, and how it ended."""

    folder: Path
    ran: Ran

    @property
    def whole(self) -> bool:
        """Whether the last line of its table says that all was caught and nothing accused wrongly."""
        total = re.search(r"合计\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", self.ran.out)
        if total is None or self.ran.code:
            return False
        planted, caught, alarms, near, right = map(int, total.groups())
        return (caught, alarms, right) == (planted, 0, near)


def show(folder: Path, day: str, *more: str, **around: str) -> Shown:
    """Run `gongkai demo` as of a day, on a port that is free; `around` are environment variables."""
    more = more if "--port" in more else (*more, "--port", str(unused_port()))
    words = ("--workspace", str(folder), "--as-of", day, "demo", "--quiet", *more)
    return Shown(folder, command(*words, timeout=1500, **around))
