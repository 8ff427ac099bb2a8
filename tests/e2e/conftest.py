"""What the tests of the front door share: a workspace on disk, the real command run on it, and what it leaves behind."""

from __future__ import annotations

import json
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import gongkai
from tests import standby
from tests.crawler.small_site import Site

ROOT = Path(__file__).parents[2]
DAY, WEEK = "2026-11-22", "2026-W47"
DISTRICT = """[district]
name = "青禾区"
office = "青禾区政务公开工作领导小组办公室"
portal_owner = "ZFB"
phone = "0700-8312000"

[portal]
name = "青禾区人民政府门户网站"
home = "{home}"
hosts = ["{host}"]

[polite]
requests_per_second = 5000
concurrency = 8
obey_robots = false

[render]
mode = "never"
"""
UNITS = """单位代码,单位名称,类别,别名,公开平台地址
ZFB,青禾区人民政府办公室,部门,区政府办,
MZJ,青禾区民政局,部门,区民政局,{base}/bmxxgk/mzj/
LXZ,柳溪镇人民政府,乡镇,柳溪镇,{base}/xzxxgk/lxz/
"""
ACCOUNTS = "账号编号,主办单位,平台,账号名称,更新周期(天),采集方式,采集地址\n"
CATALOG = "序号,一级事项,二级事项,公开时限,公开主体\n"


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it printed."""
        return self.out + self.err


@dataclass(frozen=True)
class Office:
    """A workspace, the command run on it, and what is found there afterwards."""

    folder: Path

    def run(self, *words: str, timeout: float = 240) -> Ran:
        """Run `gongkai WORDS` on it to its end."""
        return command("--workspace", str(self.folder), *words, timeout=timeout)

    def weekly(self, day: str = DAY, *words: str) -> Ran:
        """One week's run, as of a day."""
        return self.run("weekly", "--as-of", day, "--quiet", *words)

    def printed(self, verb: str, *words: str) -> list[dict[str, Any]]:
        """What a printing verb prints as JSON; it must exit 0 and say nothing else. It runs in this process."""
        ran = inside("--workspace", str(self.folder), verb, *words)
        assert (ran.code, ran.err) == (0, ""), ran
        return json.loads(ran.out)

    def verdicts(self, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
        """What `gongkai verdicts` prints, by check and key; keys lose the portal's address."""
        rows = self.printed("verdicts", *words)
        return {(row["check"], bare(row["subject"]["key"])): row for row in rows}

    def findings(self, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
        """What `gongkai findings` prints, by check and key."""
        return {(row["check"], bare(row["subject"]["key"])): row for row in self.printed("findings", *words)}

    def page(self, week: str = WEEK) -> str:
        """The text of the office's page of a week, without tags."""
        return text_of(self.reports(week) / "index.html")

    def reports(self, week: str = WEEK) -> Path:
        """The folder of a week's reports."""
        return self.folder / "var" / "reports" / week

    def units_told(self, week: str = WEEK) -> list[str]:
        """The units whose reports lie in a week's folder."""
        home = self.reports(week) / "units"
        return sorted(path.name for path in home.iterdir() if path.is_dir()) if home.is_dir() else []

    def write(self, **tables: str) -> None:
        """Write tables anew, as CSV text; `district` is the settings."""
        for name, text in tables.items():
            path = self.folder / ("district.toml" if name == "district" else f"{name}.csv")
            path.write_text(text, "utf-8")

    def settings(self, more: str) -> None:
        """Add lines to district.toml."""
        path = self.folder / "district.toml"
        path.write_text(f"{path.read_text('utf-8')}\n{more}\n", "utf-8")

    def change(self, statement: str) -> None:
        """Change the store by hand, as time or somebody might have."""
        with closing(sqlite3.connect(self.folder / "var" / "gongkai.db")) as db, db:
            db.execute(statement)

    def rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        """What a query finds in the store."""
        with closing(sqlite3.connect(f"file:{self.folder / 'var' / 'gongkai.db'}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            return [dict(row) for row in db.execute(query, values)]


def command(*words: str, timeout: float = 240, cwd: Path = ROOT, **more: str) -> Ran:
    """Run the real command in a process of its own; `more` are environment variables."""
    done = standby.run("gongkai", *words, cwd=cwd, env={**environment(), **more}, timeout=timeout)
    return Ran(done.returncode, done.stdout, done.stderr)


def inside(*words: str) -> Ran:
    """Run the command inside this process; who starts a stage so must put logging back (the fixture `invoke`)."""
    result = CliRunner().invoke(gongkai.main, list(words), env={"GONGKAI_WORKSPACE": None})
    return Ran(result.exit_code, result.stdout, result.stderr)


def environment() -> dict[str, str]:
    """Our own environment, with the project in reach and no workspace named."""
    kept = {name: value for name, value in os.environ.items() if name != "GONGKAI_WORKSPACE"}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def bare(key: str) -> str:
    """A subject's key without the portal's address."""
    return re.sub(r"^http://127\.0\.0\.1:\d+", "", key)


def text_of(page: Path) -> str:
    """A page's words as a reader sees them: no tags, no styles, one space between."""
    html = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", page.read_text("utf-8"))
    return " ".join(unescape(html).split())


def write_office(folder: Path, site: Site, district: str = DISTRICT, **tables: str) -> Office:
    """A workspace of three units against a portal; `{base}` in a table is the portal's address."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inbox").mkdir(exist_ok=True)
    office = Office(folder)
    told = {"units": UNITS, "accounts": ACCOUNTS, "catalog": CATALOG, "columns": "", **tables}
    base = site.home.rstrip("/")
    office.write(
        district=district.format(home=site.home, host=site.netloc),
        **{name: text.replace("{base}", base) for name, text in told.items() if text},
    )
    return office


@pytest.fixture
def site() -> Iterator[Site]:
    """A server on loopback without pages, which remembers what it was asked."""
    served = Site()
    yield served
    served.close()


@pytest.fixture
def office(tmp_path: Path, site: Site) -> Callable[..., Office]:
    """Write a workspace against the server; further arguments as of `write_office`."""

    def write(name: str = "青禾 工作区", **told: Any) -> Office:
        return write_office(tmp_path / name, site, **told)

    return write


@pytest.fixture
def invoke() -> Iterator[Callable[..., Ran]]:
    """Run the command inside this process: the same as a process of its own wherever no sweep is started."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    yield inside
    for handler in [one for one in root.handlers if one not in handlers]:
        handler.close()
    root.handlers[:], root.level = handlers, level
