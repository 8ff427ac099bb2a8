"""`python -m tests.bench.judge`: what judging a large stored sweep costs. 21 units, 240 catalog rows each, 100,000 articles.

The sweep is made up: every unit has a column for every fourth row of the catalog, and pages full of the demo's words.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from checks.tables import migrations
from crawler.store import open_store
from rules.init import write_workspace
from rules.model import Workspace
from rules.workspace import load_workspace
from tests.bench.crawl.measuring import cost_of

DAY = date(2026, 11, 22)
_BATCH = 2_000
_EVERY = 4
_WORDS = (
    "根据上级部署和年度工作安排，现将有关事项公开如下。各单位要按照职责分工抓好落实，并于每季度末报送进展情况。"
    "联系电话：0700-5550123。办公地址：政务服务中心三楼。办公时间：工作日上午八时至十二时。"
)


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
        items = workspace.catalog[::_EVERY]
        places = [(unit.code, item.level2 or item.level1, n) for unit in workspace.units for n, item in enumerate(items)]  # fmt: skip
        for table, rows in _tables(places, articles // len(places) + 1):
            db.table(table).insert_all(rows, batch_size=_BATCH)


def _tables(places: list[tuple[str, str, int]], each: int) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    yield "columns", (_column(*place) for place in places)
    yield "fetches", (_fetch(*place, one) for place in places for one in range(each + 1))
    yield "looks", (_look(*place, look) for place in places for look in (1, 2))
    yield "entries", (_entry(*place, one) for place in places for one in range(1, each + 1))
    yield "articles", (_article(*place, one) for place in places for one in range(1, each + 1))


def _url(unit: str, number: int, one: int = 0) -> str:
    return f"http://p.example/{unit}/c{number}/" + (f"t{one}.html" if one else "")


def _day(number: int, one: int) -> str:
    return (DAY - timedelta(days=(7 * one + number) % 700)).isoformat()


def _fetch(unit: str, _: str, number: int, one: int) -> dict[str, Any]:
    url = _url(unit, number, one)
    return {
        "sweep": 1, "key": url, "url": url, "method": "GET", "look": 1, "purpose": "article" if one else "column",
        "fetched_at": "2026-11-22T10:00:00+00:00", "http_status": 200, "outcome": "ok", "sha256": "0" * 64,
        "capture": "2026-W47/a.warc.gz", "capture_offset": one,
    }  # fmt: skip


def _column(unit: str, name: str, number: int) -> dict[str, Any]:
    return {
        "sweep": 1, "url": _url(unit, number), "unit": unit, "name": name, "path": json.dumps(["公开", name]),
        "type": "其他", "role": "list", "read_by": "static", "template": "t", "outcome": "ok", "complete": 1,
    }  # fmt: skip


def _look(unit: str, _: str, number: int, look: int) -> dict[str, Any]:
    return {
        "sweep": 1, "url": _url(unit, number), "look": look, "outcome": "ok", "entries": 20, "newest": _day(number, 1),
        "read_by": "static",
    }  # fmt: skip


def _entry(unit: str, name: str, number: int, one: int) -> dict[str, Any]:
    return {
        "sweep": 1, "column_url": _url(unit, number), "url": _url(unit, number, one), "position": one, "look": 1,
        "title": f"关于{name}第{one}号情况的公示", "date": _day(number, one), "pinned": 0, "unit": unit,
    }  # fmt: skip


def _article(unit: str, name: str, number: int, one: int) -> dict[str, Any]:
    entry = _entry(unit, name, number, one)
    return {
        "sweep": 1, "url": entry["url"], "unit": unit, "column_url": entry["column_url"], "outcome": "ok",
        "kind": "article", "title": entry["title"], "published": entry["date"], "published_from": "PubDate",
        "list_date": entry["date"], "date_marks": json.dumps([["PubDate", entry["date"]], ["发布时间", entry["date"]]]),
        "template": "a", "text": _WORDS * 6,
    }  # fmt: skip


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
        f"{cost.wall:.1f} s, CPU {cost.cpu:.1f} s, peak {cost.peak:.0f} MB, exit {cost.code}"
    )


if __name__ == "__main__":
    main()
