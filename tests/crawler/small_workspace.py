"""A tiny workspace for an invented district, what it runs, and what it finds in its store."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import standby

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-22"
OWNER, CIVIL, TOWN = "QH01", "QH04", "QH06"
UNITS = (
    (OWNER, "青禾区人民政府办公室", "部门", ""),
    (CIVIL, "青禾区民政局", "部门", "/bmxxgk/mzj/"),
    (TOWN, "柳溪镇人民政府", "乡镇", "/xzxxgk/lxz/"),
)
_HEADS = {
    "units": ("code", "name", "kind", "portal_url"),
    "accounts": ("code", "unit", "platform", "name", "source", "source_url"),
    "catalog": ("no", "level1", "subject", "column_url"),
    "columns": ("unit", "name", "url", "type"),
}
_DISTRICT = """[district]
name = "青禾区"
office = "青禾区政务公开办公室"
portal_owner = "QH01"

[portal]
name = "青禾区人民政府门户网站"
home = "{home}"
hosts = [{hosts}]

[polite]
requests_per_second = 10000
concurrency = {concurrency}
obey_robots = {robots}

[render]
mode = "never"

{more}
"""


@dataclass(frozen=True)
class Desktop:
    """A workspace on disk, and the runs that it is given."""

    folder: Path

    def sweep(self, *options: str, timeout: float = 60, **around: str) -> Run:
        """Run `python -m crawler sweep` to its end; `around` are environment variables."""
        words = ("--workspace", str(self.folder), "--as-of", AS_OF, *options)
        return _run("sweep", *words, timeout=timeout, **around)

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Begin a sweep and come back at once."""
        command = [
            sys.executable,
            "-m",
            "crawler",
            "sweep",
            "--workspace",
            str(self.folder),
            "--as-of",
            AS_OF,
        ]
        return subprocess.Popen(
            [*command, "--quiet", *options], cwd=ROOT, env=_environment(), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def probe(self) -> Run:
        """Run `python -m crawler probe`."""
        return _run("probe", "--workspace", str(self.folder), timeout=60)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """What a query finds in the store."""
        with closing(sqlite3.connect(f"file:{self.folder / 'var' / 'gongkai.db'}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(query, values)]

    def one(self, query: str, *values: object) -> Any:
        """The first value of the one row that a query finds."""
        rows = self.rows(query, *values)
        assert len(rows) == 1, f"{len(rows)} rows for {query}"
        return next(iter(rows[0].values()))

    def table(self, name: str, *, but: Iterable[str] = ()) -> list[dict[str, Any]]:
        """A table of the only sweep, in an order of its own content; `but` are columns left out."""
        left = {"sweep", "fetch", "look_fetch", "files", *but}
        rows = [{k: v for k, v in row.items() if k not in left} for row in self.rows(f"SELECT * FROM {name}")]
        return sorted(rows, key=repr)


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    code: int
    out: str
    err: str


def write_workspace(
    folder: Path,
    home: str,
    hosts: Sequence[str],
    *,
    units: Iterable[Sequence[str]] = UNITS,
    more: str = "",
    robots: bool = False,
    concurrency: int = 4,
    **tables: Iterable[Sequence[str]],
) -> Desktop:
    """Write a workspace; units' addresses are paths below the home page, tables are rows in the order of their heads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    quoted = ", ".join(f'"{host}"' for host in hosts)
    text = _DISTRICT.format(
        home=home, hosts=quoted, concurrency=concurrency, robots=str(robots).lower(), more=more
    )
    (folder / "district.toml").write_text(text, encoding="utf-8")
    base = home.rstrip("/")
    placed = [(*unit[:3], base + unit[3] if unit[3].startswith("/") else unit[3]) for unit in units]
    for name, rows in {"units": placed, "accounts": (), "catalog": (), **tables}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([_HEADS[name], *rows])
    return Desktop(folder)


def _run(verb: str, *options: str, timeout: float, **around: str) -> Run:
    env = {**_environment(), **around}
    done = standby.run("crawler", verb, "--quiet", *options, env=env, timeout=timeout)
    return Run(done.returncode, done.stdout, done.stderr)


def _environment() -> dict[str, str]:
    """Our own environment, with the project in reach."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
