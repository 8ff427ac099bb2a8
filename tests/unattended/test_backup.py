"""A backup is a workspace of one moment: restored, it goes on where it was; and it holds nobody's secret."""

from __future__ import annotations

import os
import stat
import subprocess
import tarfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.backup import BackupError, back_up
from tests.crawler.small_site import STALL, Site
from tests.e2e.conftest import DAY, Office, Ran
from tests.e2e.portal import CIVIL_PAPERS, ordinary, troubled, write_troubled
from tests.unattended.comparing import Outcome, outcome
from tests.unattended.conftest import TODAY, WEEKLY, under_way

SECRET = "geheim-0123456789"  # noqa: S105 - nobody's


def restored(backup: Path, folder: Path) -> Office:
    """As the documents say."""
    folder.mkdir()
    subprocess.run(
        ["/bin/tar", "--no-same-owner", "-xf", str(backup), "-C", str(folder)], check=True, timeout=60
    )
    return Office(folder)


def test_of_a_finished_week(site: Site, tmp_path: Path, invoke: Callable[..., Ran]) -> None:
    desk = write_troubled(tmp_path / "工作 区", troubled(site, TODAY), TODAY)
    assert desk.weekly().code in (0, 3)
    (desk.folder / "密钥.env").write_text(f"WX={SECRET}\n", "utf-8")
    (desk.folder / "inbox" / ".env").write_text(f"WX={SECRET}\n", "utf-8")
    (desk.folder / "var" / "reports" / ".2026-W47.new").mkdir()
    (desk.folder / "var" / "reports" / ".2026-W47.new" / "half.html").write_text("half", "utf-8")
    target = tmp_path / "备份 1.tar"
    ran = invoke("--workspace", str(desk.folder), "backup", str(target))
    assert ran.code == 0, ran
    assert "密钥.env" in ran.err, "what is left out is told"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert SECRET.encode() not in target.read_bytes()
    with tarfile.open(target) as tar:
        assert {member.mode for member in tar} == {0o600, 0o700}
        names = tar.getnames()
    assert not [name for name in names if "lock" in name or "logs" in name or "half" in name]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [target.name]
    other = restored(target, tmp_path / "恢复")
    assert other.printed("verdicts") == desk.printed("verdicts")
    assert other.printed("findings") == desk.printed("findings")
    assert other.units_told() == desk.units_told()
    assert invoke("--workspace", str(other.folder), "verify").code == 0
    asked = len(site.log)
    assert other.run("--as-of", DAY, "weekly", "--due").code == 0
    assert len(site.log) == asked, "the week is done there, too"


def test_while_a_sweep_goes_on(
    site: Site, office: Callable[..., Office], undisturbed: Outcome, tmp_path: Path
) -> None:
    """The copy is of the middle; gone on with, it comes to what an undisturbed run comes to. So does the sweep itself."""
    portal = troubled(site, TODAY)
    portal.show()
    site.paths[CIVIL_PAPERS] = STALL
    desk = office()
    with under_way(desk, *WEEKLY) as run:
        assert site.stalled.wait(60)
        assert back_up(desk.folder, tmp_path / "b.tar").files > 4
        portal.show()
        site.release()
        run.communicate(timeout=120)
    other = restored(tmp_path / "b.tar", tmp_path / "other")
    assert other.rows("SELECT state FROM sweeps") == [{"state": "running"}]
    site.forget()
    assert other.weekly().code in (0, 3)
    for whole in (outcome(other), outcome(desk)):
        assert whole.verdicts == undisturbed.verdicts
    assert outcome(other).rows == undisturbed.rows
    assert other.run("verify").code == 0


@pytest.mark.soak
def test_only_the_database_is_restored(site: Site, office: Callable[..., Office], tmp_path: Path) -> None:
    """As the documents advise where it is spoiled: what was stored since the backup stays, and stands in nobody's way."""
    ordinary(site, TODAY).show()
    desk, next_week = office(), (TODAY + timedelta(days=7)).isoformat()
    assert desk.weekly().code == 0
    back_up(desk.folder, tmp_path / "b.tar")
    captures = desk.folder / "var" / "captures"
    (captures / "2026-W48").mkdir()
    [stored] = (captures / "2026-W47").iterdir()
    (captures / "2026-W48" / "2026-W48-1-001.warc.gz").write_bytes(stored.read_bytes())
    for path in (desk.folder / "var").glob("gongkai.db*"):
        path.unlink()
    subprocess.run(
        ["/bin/tar", "--no-same-owner", "-xf", str(tmp_path / "b.tar"), "-C", str(desk.folder), "var/gongkai.db"],
        check=True, timeout=60,
    )  # fmt: skip
    assert desk.run("verify").code == 0
    assert desk.run("--as-of", next_week, "weekly", "--due", "--quiet").code == 0
    assert {path.name for path in (captures / "2026-W48").iterdir()} == {
        "2026-W48-1-001.warc.gz", "2026-W48-1-002.warc.gz",
    }  # fmt: skip
    assert desk.run("verify").code == 0


def test_of_a_workspace_that_never_ran(office: Callable[..., Office], tmp_path: Path) -> None:
    desk = office()
    assert back_up(desk.folder, tmp_path / "b.tar").files == 4
    assert not (desk.folder / "var").exists(), "it makes nothing"


def test_links_are_not_followed(office: Callable[..., Office], tmp_path: Path) -> None:
    desk = office()
    (tmp_path / "elsewhere.csv").write_text(SECRET, "utf-8")
    (desk.folder / "lexicon.csv").symlink_to(tmp_path / "elsewhere.csv")
    made = back_up(desk.folder, tmp_path / "b.tar")
    assert made.left_out == ("lexicon.csv",)
    assert SECRET.encode() not in made.path.read_bytes()


def test_nothing_is_overwritten(
    office: Callable[..., Office], invoke: Callable[..., Ran], tmp_path: Path
) -> None:
    desk, target = office(), tmp_path / "b.tar"
    target.write_text("an older one", "utf-8")
    ran = invoke("--workspace", str(desk.folder), "backup", str(target))
    assert (ran.code, ran.out) == (1, "")
    assert "不会覆盖" in ran.err
    assert target.read_text("utf-8") == "an older one"


def test_a_spoiled_database_is_not_passed_off_as_a_backup(
    site: Site, office: Callable[..., Office], invoke: Callable[..., Ran], tmp_path: Path
) -> None:
    troubled(site, TODAY).show()
    desk = office()
    assert desk.weekly().code in (0, 3)
    path = desk.folder / "var" / "gongkai.db"
    data = path.read_bytes()
    path.write_bytes(data[:8192] + b"\xff" * (len(data) // 2) + data[8192 + len(data) // 2 :])
    ran = invoke("--workspace", str(desk.folder), "backup", str(tmp_path / "b.tar"))
    assert ran.code == 1
    assert "已损坏" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_a_place_that_is_not_there(office: Callable[..., Office], tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="写不成"):
        back_up(office().folder, tmp_path / "nowhere" / "b.tar")


def test_a_file_that_becomes_shorter_on_the_way(
    office: Callable[..., Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, fstat = office(), os.fstat

    def longer(descriptor: int) -> os.stat_result:
        told = list(fstat(descriptor))
        return os.stat_result([*told[:6], told[6] + 10_000, *told[7:]])

    monkeypatch.setattr("crawler.backup.os.fstat", longer)
    with pytest.raises(BackupError, match="变短"):
        back_up(desk.folder, tmp_path / "b.tar")
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == []


def test_no_workspace_no_backup(invoke: Callable[..., Ran], tmp_path: Path) -> None:
    assert invoke("--workspace", str(tmp_path / "x"), "backup", str(tmp_path / "b.tar")).code == 5
