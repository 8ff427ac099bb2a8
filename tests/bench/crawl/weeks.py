"""`python -m tests.bench.crawl.weeks`: the first week against the second, unchanged, and a third with some new articles.

Each is judged too, and what then waits is opened again: what is in doubt is asked for in the next week.
What a frugal walker needs is every address of the first week once: no second looks, no list read twice.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from checks.judging import judge, withheld
from checks.tables import migrations
from crawler.past import bounds as sparing
from crawler.store import open_store
from rules.workspace import load_workspace
from tests.bench.crawl.ground import AS_OF, Changes, Ground
from tests.bench.crawl.measuring import Cost, cost_of
from tests.bench.crawl.serving import Log, serving

HEAD = "| week | requests | of the first | frugal walker | CPU s | peak MB | rounds | exit |\n|---|---|---|---|---|---|---|---|"


def sweep(office: Path, week: int, log: Log) -> tuple[Cost, list[tuple[str, str, int]], int]:
    """Sweep and judge one week as the weekly line does; what the first round cost, all that was asked for, the rounds."""
    day = (AS_OF + timedelta(days=7 * week)).isoformat()
    command = [sys.executable, "-m", "crawler", "sweep", "--only", "portal", "--quiet", "--workspace"]
    mark = log.mark()
    cost = cost_of([*command, office, "--as-of", day], log=office / f"week-{week}.log")
    rounds = 1
    while _waits(office) and rounds <= int(sparing()["doubts"]["rounds"]):
        cost_of([*command, office, "--as-of", day, "--again"], log=office / f"week-{week}-{rounds}.log")
        rounds += 1
    return cost, log.since(mark), rounds


def _waits(office: Path) -> int:
    """Judge the latest sweep; how many accusations wait for pages to be opened again."""
    workspace = load_workspace(office)
    with closing(open_store(workspace.database, migrations)) as db:
        [latest] = db.execute("SELECT max(id) FROM sweeps").fetchone()
        judge(db, latest, workspace)
        return withheld(db, latest)


def unseen(office: Path, changes: Changes, base: str) -> tuple[int, int, int]:
    """New articles that the latest sweep did not open, vanished ones that it still lists, altered ones it noticed."""
    with closing(sqlite3.connect(office / "var" / "gongkai.db")) as db:
        latest = db.execute("SELECT max(id) FROM sweeps").fetchone()[0]
        opened = {url for (url,) in db.execute("SELECT url FROM articles WHERE sweep = ?", (latest,))}
        listed = {url for (url,) in db.execute("SELECT url FROM entries WHERE sweep = ?", (latest,))}
        query = "SELECT url FROM fetches WHERE sweep = ? AND carried_from IS NULL AND purpose = 'article'"
        asked = {url for (url,) in db.execute(query, (latest,))}
    new, gone, altered = (
        {base + path for path in paths} for paths in (changes.added, changes.vanished, changes.altered)
    )
    return len(new - opened), len(gone & listed), len(altered & asked)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.crawl.weeks", description=__doc__)
    parser.add_argument("--size", type=float, default=5.0)
    parser.add_argument(
        "--share", type=float, default=0.01, help="of articles that are new in the third week"
    )
    parser.add_argument("--folder", type=Path, default=Path("build/bench-weeks"))
    parser.add_argument("--port", type=int, default=18748)
    options = parser.parse_args()
    folder = options.folder / f"x{options.size:g}"
    shutil.rmtree(folder, ignore_errors=True)
    ground = Ground.prepare(folder, scale=options.size, port=options.port, look_back=1500)
    told = ground.write()
    print(f"x{options.size:g}: {told} pages on disk\n{HEAD}")
    office = ground.open_office(folder / "office")
    first, changes = 0, None
    with serving(folder / "nginx", ground.pages, options.port) as log:
        for week in range(3):
            if week == 2:
                changes = ground.change(options.share, week)
                ground.write()
            cost, asked, rounds = sweep(office, week, log)
            first = first or len(asked)
            frugal = len({(method, path) for method, path, _ in asked})
            print(
                f"| {week + 1} | {len(asked)} | {len(asked) / first:.1%} | {frugal if week == 0 else ''} | {cost.cpu:.1f} "
                f"| {cost.peak:.0f} | {rounds} | {cost.code} |",
                flush=True,
            )
    assert changes is not None, "the third week brings changes"
    missed, kept, noticed = unseen(office, changes, ground.home.rstrip("/"))
    print(
        f"new {len(changes.added)}, not opened {missed}; vanished {len(changes.vanished)}, still listed {kept}; "
        f"altered in place {len(changes.altered)}, opened this week {noticed}"
    )


if __name__ == "__main__":
    main()
