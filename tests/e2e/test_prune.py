"""`gongkai prune`: old weeks go, what is open stays provable, and the chain of seals says pruned, not altered."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlite_utils import Database
from warcio.checker import Checker

from checks import pruning
from checks.pruning import prune
from checks.tables import migrations
from crawler.captures import Place, read_capture
from crawler.pruning import tidy
from crawler.store import open_store
from crawler.verifying import verify
from tests.crawler.small_site import Site
from tests.e2e.conftest import Office, Ran, inside
from tests.e2e.portal import TOWN_NOTICES, Document, troubled, write_troubled

DAYS = ("2026-11-08", "2026-11-15", "2026-11-22")
OLD, LAST = ("2026-W45", "2026-W46"), "2026-W47"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.close()


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Office:
    """Three weeks of a portal on which hardly anything changes: nearly every body lies in the first week."""
    today = date.fromisoformat(DAYS[-1])
    portal = troubled(site, today)
    office = write_troubled(tmp_path_factory.mktemp("prune") / "工作区", portal, today)
    for number, day in enumerate(DAYS):
        portal.add(TOWN_NOTICES, Document(f"第{number}号公告", date.fromisoformat(day) - timedelta(days=1)))
        portal.show()
        assert office.weekly(day).code in (0, 3, 6)
    return office


@pytest.fixture
def mine(weeks: Office, tmp_path: Path) -> Office:
    shutil.copytree(weeks.folder, tmp_path / "工作区")
    return Office(tmp_path / "工作区")


def run(office: Office, *words: str) -> Ran:
    return inside("--workspace", str(office.folder), *words)


def stands(office: Office, found: list[dict[str, Any]]) -> bool:
    """Whether every one of these findings is judged the same again."""
    return all(
        json.loads(run(office, "evidence", row["id"], "--format", "json").out)["stands"] for row in found
    )


def files(office: Office) -> dict[str, int]:
    home = office.folder / "var" / "captures"
    return {path.relative_to(home).as_posix(): path.stat().st_size for path in sorted(home.glob("*/*"))}


def open_db(office: Office) -> Database:
    return open_store(office.folder / "var" / "gongkai.db", migrations)


def test_without_yes_nothing_goes(mine: Office) -> None:
    before, rows = files(mine), mine.rows("SELECT count(*) AS n FROM articles")
    ran = run(mine, "prune", "--keep-weeks", "1")
    assert ran.code == 0
    assert all(f"将清理：{week}" in ran.out for week in OLD)
    assert "--yes" in ran.out
    assert (files(mine), mine.rows("SELECT count(*) AS n FROM articles")) == (before, rows)


def test_what_is_open_stays_provable(mine: Office, site: Site) -> None:
    found, accused = mine.printed("findings"), mine.rows(
        "SELECT sweep, id, verdict FROM verdicts WHERE verdict = 'violation' ORDER BY sweep, id"
    )  # fmt: skip
    before = sum(files(mine).values())
    ran = run(mine, "prune", "--keep-weeks", "1", "--yes")
    assert (ran.code, ran.err) == (0, "")
    assert sum(files(mine).values()) < before
    assert run(mine, "prune", "--keep-weeks", "1", "--yes").out == "没有可以清理的内容\n"
    proved = run(mine, "verify")
    assert (proved.code, "2026-W45 第1次已于" in proved.out, "没有发现改动" in proved.out) == (0, True, True)
    assert mine.printed("findings") == found
    assert stands(mine, found)
    assert (
        mine.rows("SELECT sweep, id, verdict FROM verdicts WHERE verdict = 'violation' ORDER BY sweep, id")
        == accused
    )
    for path in mine.folder.glob("var/captures/*/*.warc.gz"):
        assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0
    assert [path.stat().st_mode & 0o077 for path in mine.folder.glob("var/captures/*/*")] == [0] * len(
        files(mine)
    )
    again = run(mine, "replay", "--week", OLD[0])
    assert (again.code, "已经清理" in again.err) == (1, True)
    assert mine.run("check", "--week", OLD[1], "--quiet").code == 1
    assert mine.weekly("2026-11-29").code in (0, 3)
    assert {row["state"] for row in mine.printed("findings")} >= {"persisting"}
    assert run(mine, "verify").code == 0


def test_an_altered_store_is_not_pruned(mine: Office) -> None:
    """Pruning would take the traces away."""
    [first] = mine.folder.glob(f"var/captures/{OLD[0]}/*.warc.gz")
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    before = files(mine)
    ran = run(mine, "prune", "--keep-weeks", "1", "--yes")
    assert (ran.code, "gongkai verify" in ran.err) == (1, True)
    assert files(mine) == before


def test_a_copy_that_was_altered_is_named(mine: Office) -> None:
    assert run(mine, "prune", "--keep-weeks", "1", "--yes").code == 0
    copy = next(mine.folder.glob("var/captures/*/*.kept-*.warc.gz"))
    copy.write_bytes(copy.read_bytes()[:-1] + b"x")
    ran = run(mine, "verify")
    assert (ran.code, copy.name in ran.out) == (1, True)


@pytest.mark.parametrize("step", ["write_copies", "drop_bodies", "append", "remove"])
def test_a_pruning_that_is_cut_short_loses_nothing(
    mine: Office, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class CutShort(Exception):
        pass

    def dies(work: Callable[..., object]) -> Callable[..., object]:
        def die(*told: object) -> object:
            if step != "remove":
                work(*told)
            raise CutShort

        return die

    captures = mine.folder / "var" / "captures"
    with closing(open_db(mine)) as db, monkeypatch.context() as patched:
        patched.setattr(pruning, step, dies(getattr(pruning, step)))
        with pytest.raises(CutShort):
            prune(db, captures, 1, write=True)
    with closing(open_db(mine)) as db:
        assert verify(db, captures).faults == ()
        tidy(db, captures)
        prune(db, captures, 1, write=True)
        assert verify(db, captures).faults == ()
    uncut = {name: size for name, size in files(mine).items() if not name.startswith(LAST)}
    assert all(".kept-" in name or name.endswith(".moved.json") for name in uncut), uncut
    assert stands(mine, mine.printed("findings")[:2])


def test_what_was_carried_forward_stays_and_is_carried_on(mine: Office, site: Site) -> None:
    """The last week rests on answers of the weeks that go: each can still be read back, and the next week rests on it."""
    rested = "SELECT url, capture, capture_offset, sha256 FROM fetches WHERE sweep = ? AND carried_from IS NOT NULL"
    captures = mine.folder / "var" / "captures"
    [last] = (row["id"] for row in mine.rows("SELECT max(id) AS id FROM sweeps"))
    carried = mine.rows(rested.replace("?", str(last)))
    assert {row["capture"][:8] for row in carried} & set(OLD)
    assert run(mine, "prune", "--keep-weeks", "1", "--yes").code == 0
    for row in carried:
        body = read_capture(captures, Place(row["capture"], row["capture_offset"])).body
        assert hashlib.sha256(body).hexdigest() == row["sha256"]
    site.forget()
    assert mine.weekly("2026-11-29").code in (0, 3)
    asked = {site.url(path) for path in site.paths_asked()}
    on = {row["url"] for row in mine.rows(rested.replace("?", str(last + 1)))}
    assert on
    assert {row["url"] for row in carried} <= on | asked
    assert run(mine, "verify").code == 0
    assert mine.rows("SELECT count(*) AS n FROM known_pages WHERE fetch NOT IN (SELECT id FROM fetches)") == [
        {"n": 0}
    ]


def test_further_weeks_go_later(mine: Office) -> None:
    assert run(mine, "prune", "--keep-weeks", "2", "--yes").code == 0
    first = files(mine)
    assert any(name.startswith(f"{OLD[1]}/") and ".kept-" not in name for name in first)
    ran = run(mine, "prune", "--keep-weeks", "1", "--yes")
    assert f"已清理：{OLD[1]}" in ran.out
    assert run(mine, "verify").code == 0
    assert all(json.loads(run(mine, "evidence", row["id"], "--format", "json").out)["stands"]
               for row in mine.printed("findings"))  # fmt: skip
