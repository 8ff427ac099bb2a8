"""The bench of accounts: `python -m tests.bench.accounts [SEED]` collects the demo's whole register from the stand-ins.

Prints how long it took (by the wall, and in CPU seconds of crawler and browser), how many requests the crawler counted, and
what each platform was asked. Held: under 20 s on an idle machine, under 400 requests.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

from demo.build import make, write
from tests.crawler.small_site import unused_port
from tests.demo.serving import accounts_sweep, served

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
SECONDS, REQUESTS = 20.0, 400


def main() -> int:
    """Collect once and print; 1 where a bound is not held."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    demo = make(ROOT / "rules" / "districts" / "demo", as_of=DAY, seed=seed, port=unused_port(), scale=0.02)
    with (
        tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder,
        served(demo.site(), demo.world.port) as site,
    ):
        write(demo, Path(folder))
        seconds, code = _collect(Path(folder), demo.secrets)
        with closing(sqlite3.connect(Path(folder) / "var" / "gongkai.db")) as db:
            own, requests = db.execute("SELECT seconds, requests FROM sweeps").fetchone()
            accounts, looks = db.execute("SELECT count(DISTINCT account), count(*) FROM sources").fetchone()
        questions = Counter(question.split(" ")[1].split("/")[1] for question in site.platforms.questions)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"exit {code}; {accounts} accounts, {looks} looks, {requests} requests (bound {REQUESTS})")
    print(f"wall {seconds:.1f} s, of which the sweep {own:.1f} s (bound {SECONDS:.0f} s on an idle machine)")
    print(
        f"CPU {used.ru_utime + used.ru_stime:.1f} s, crawler and browser together; load {os.getloadavg()[0]:.1f}"
    )
    for host, count in questions.most_common():
        print(f"{count:5d}  {host}")
    return 0 if own < SECONDS and requests < REQUESTS else 1


def _collect(folder: Path, secrets: Mapping[str, str]) -> tuple[float, int]:
    """One sweep of the accounts, with the office's keys."""
    command, around = accounts_sweep(folder, DAY, secrets)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=around, check=False)
    return time.monotonic() - begun, done.returncode


if __name__ == "__main__":
    sys.exit(main())
