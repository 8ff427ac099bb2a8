"""Weeks in a row from one warm process: everything is imported once, and each crawl runs in a process forked from it.

`python -m tests.unattended.warm '{"weeks": 4}'` reads lines of JSON ({"folder": …, "day": …}), sweeps and judges that day's
week as the weekly line does, and answers each with the exit code. `weeks` is the length of the rotation.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

from crawler.past import bounds
from crawler.progress import Progress
from crawler.sweeping import run_sweep
from reports import running
from reports.running import Crawl, judge_surely
from rules.model import Workspace
from rules.periods import Clock
from rules.workspace import load_workspace


def main() -> None:
    """Do what each line says."""
    bounds()["rotation"].update(json.loads(sys.argv[1]))
    running.crawl = _crawl
    for line in sys.stdin:
        told = json.loads(line)
        print(_forked(told["folder"], told["day"]), flush=True)


def _forked(folder: str, day: str) -> int:
    """One week, judged until nothing waits."""
    workspace = load_workspace(Path(folder))
    clock, how = Clock(date.fromisoformat(day), workspace.district.zone), Crawl()
    return judge_surely(workspace, clock, 0, how, _crawl(workspace, clock, 0, how))


def _crawl(workspace: Workspace, clock: Clock, lock: int, how: Crawl) -> int:
    """The crawl in a process of its own, as always; but one that need not be started from nothing."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            mode = "again" if how.again else "resume"
            code = run_sweep(workspace, clock, "portal", mode, progress=Progress(quiet=True)).exit_code
        finally:
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
