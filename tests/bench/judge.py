"""`python -m tests.bench.judge`: what judging a large stored sweep costs. 21 units, 240 catalog rows each, 100,000 articles.

The sweep is made up (`large_sweep`); it is judged in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
from contextlib import closing
from pathlib import Path

from checks.tables import migrations
from crawler.store import open_store
from rules.init import write_workspace
from rules.model import Workspace
from rules.workspace import load_workspace
from tests.bench.crawl.measuring import cost_of
from tests.bench.large_sweep import DAY, Place, tables

_BATCH = 2_000
_EVERY = 4
_ASKED = "asked of 100,000 articles: 10 s, 500 MB"


def office(folder: Path, rows: int) -> Workspace:
    """The demo's workspace with so many catalog rows, each for every unit."""
    write_workspace(folder, "demo")
    catalog = folder / "catalog.csv"
    with catalog.open(encoding="utf-8-sig", newline="") as stream:
        known = list(csv.DictReader(stream))
    units = "、".join(unit.name for unit in load_workspace(folder).units)
    made = [
        {**known[n % len(known)], "序号": str(n + 1), "栏目地址": "", "别名": "", "公开主体": units}
        for n in range(rows)
    ]
    for number, row in enumerate(made[len(known) :], start=len(known)):
        row["二级事项"] = f"{row['二级事项'] or row['一级事项']}（第{number // len(known)}类）"
    with catalog.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
    return load_workspace(folder)


def fill(workspace: Workspace, articles: int) -> None:
    """Put a whole sweep into the store."""
    with closing(open_store(workspace.database, migrations)) as db:
        db.table("sweeps").insert(
            {"id": 1, "week": "2026-W47", "attempt": 1, "as_of": DAY.isoformat(), "zone": "Asia/Shanghai",
             "scope": "portal", "state": "done", "requests": articles}
        )  # fmt: skip
        for unit in workspace.units:
            home = {"sweep": 1, "unit": unit.code, "url": f"http://p.example/{unit.code}/", "outcome": "ok"}
            db.table("areas").insert(home | {"complete": 1, "look_outcome": "ok"})
        for table, rows in tables(_places(workspace, articles)):
            db.table(table).insert_all(rows, batch_size=_BATCH)


def _places(workspace: Workspace, articles: int) -> list[Place]:
    """A column of every unit for every fourth row of the catalog; the first ones hold what the others leave over."""
    named = [(unit, item) for unit in workspace.units for item in enumerate(workspace.catalog[::_EVERY])]
    each, over = divmod(articles, len(named))
    return [
        Place(unit.code, unit.name, item.level2 or item.level1, number, each + (n < over))
        for n, (unit, (number, item)) in enumerate(named)
    ]


def main() -> None:
    """Make the sweep, judge it in a process of its own, print what it cost."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.judge", description=__doc__)
    parser.add_argument("--items", type=int, default=240)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench-judge"))
    options = parser.parse_args()
    shutil.rmtree(options.folder, ignore_errors=True)
    workspace = office(options.folder, options.items)
    fill(workspace, options.articles)
    command = [sys.executable, "-m", "checks", "--workspace", options.folder]
    cost = cost_of(command, log=options.folder / "judge.log")
    print((options.folder / "judge.log").read_text("utf-8").strip())
    print(
        f"{len(workspace.units)} units, {len(workspace.catalog)} rows, {options.articles} articles: "
        f"{cost.wall:.1f} s, CPU {cost.cpu:.1f} s, peak {cost.peak:.0f} MB, exit {cost.code} ({_ASKED})"
    )


if __name__ == "__main__":
    main()
