"""Everything that `doctor` looks at, provoked one by one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from checks.tables import migrations
from crawler.lock import hold
from crawler.store import open_store
from tests.e2e.conftest import ACCOUNTS, DAY, DISTRICT, Office, Ran

TODAY = date.fromisoformat(DAY)
FEEDS = '\n[[source_defaults]]\nsource = "feed"\ncanaries = ["http://127.0.0.1:9/bird.xml"]\n'
Doctor = Callable[..., dict[str, list[str]]]


@pytest.fixture
def bin_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A machine of its own: it has the programs that are put there, and no other."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(folder))
    monkeypatch.delenv("GONGKAI_BROWSER", raising=False)

    def put(name: str, script: str = "echo 1") -> None:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    return put


@pytest.fixture
def doctor(office: Callable[..., Office], invoke: Callable[..., Ran]) -> Doctor:
    """What it says of a workspace, by the first word of each line; `code` is what it must exit with."""

    def ask(desk: Office | None = None, *, code: int = 0, day: date = TODAY) -> dict[str, list[str]]:
        ran = invoke("--workspace", str((desk or office()).folder), "--as-of", day.isoformat(), "doctor")
        assert ran.code == code, ran
        said: dict[str, list[str]] = {"正常": [], "提示": [], "缺少": []}
        for line in ran.out.splitlines():
            word, _, text = line.partition("　")
            said[word].append(text)
        return said

    return ask


def one(lines: list[str], start: str) -> str:
    [line] = [line for line in lines if line.startswith(start)]
    return line


# --- the machine -----------------------------------------------------------------------------------------------------


def test_a_machine_that_has_all(bin_: Callable[..., None], doctor: Doctor) -> None:
    bin_("chromium")
    bin_("fc-list")
    bin_("timedatectl", "echo yes")
    said = doctor()
    assert [text.partition("：")[0] for text in said["正常"]][:3] == ["浏览器", "中文字体", "时钟"]
    assert [text for text in said["缺少"] if not text.startswith("工作日历")] == []


def test_a_bare_machine(bin_: Callable[..., None], doctor: Doctor) -> None:
    said = doctor()
    assert "未找到 Chromium" in one(said["缺少"], "浏览器")
    assert "fc-list" in one(said["提示"], "中文字体")
    assert not any(text.startswith("时钟") for lines in said.values() for text in lines), "it cannot be told"


def test_a_machine_on_which_everything_is_broken(bin_: Callable[..., None], doctor: Doctor) -> None:
    bin_("chromium", "echo no libraries >&2; exit 127")
    bin_("fc-list", "true")
    bin_("timedatectl", "echo no")
    said = doctor()
    assert "不能启动" in one(said["缺少"], "浏览器")
    assert "未找到" in one(said["缺少"], "中文字体")
    assert "没有与网络校时" in one(said["提示"], "时钟")


@pytest.mark.parametrize(("free", "word"), [(3 * 1024**3, "正常"), (2 * 1024**3 - 1, "缺少")])
def test_room_on_the_disk(free: int, word: str, doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert "可用" in one(doctor()[word], "磁盘")


# --- the workspace ---------------------------------------------------------------------------------------------------


def test_secrets_are_named_and_never_shown(
    doctor: Doctor, office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = ACCOUNTS.strip() + ",密钥变量名\n"
    desk = office(accounts=head + "W1,MZJ,微信公众号,青禾民政,14,wechat_api,,GONGKAI_X_WX\n")
    assert "密钥 GONGKAI_X_WX：环境变量未设置" in doctor(desk)["缺少"]
    monkeypatch.setenv("GONGKAI_X_WX", "wx1:geheim-geheim")
    said = doctor(desk)
    assert "密钥 GONGKAI_X_WX" in said["正常"]
    assert "geheim" not in str(said)


@pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")
def test_addresses_of_messages(
    doctor: Doctor, office: Callable[..., Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office()
    assert "没有填写" in one(doctor(desk)["提示"], "通知")
    desk.settings('[notify]\nurls = ["json://127.0.0.1:9/$GONGKAI_X", "nonsense://$GONGKAI_X", "$GONGKAI_Y"]')
    monkeypatch.setenv("GONGKAI_X", "geheim-geheim")
    said = doctor(desk)
    assert "通知：第1条（json）" in said["正常"]
    assert "不能识别" in one(said["缺少"], "通知：第2条（nonsense）")
    assert "通知密钥 GONGKAI_Y：环境变量未设置" in said["缺少"]
    assert not any("第3条" in text for lines in said.values() for text in lines)
    assert "geheim" not in str(said)


def test_who_holds_the_workspace(doctor: Doctor, office: Callable[..., Office]) -> None:
    desk = office()
    lock = desk.folder / "var" / "lock"
    assert "空闲" in one(doctor(desk)["正常"], "占用")
    with hold(desk.folder / "var"):
        assert "正在运行" in one(doctor(desk)["提示"], "占用")
        kept = lock.read_bytes()
    lock.write_bytes(kept.replace(b'"boot": "', b'"boot": "earlier-'))
    assert "没有正常结束" in one(doctor(desk)["提示"], "占用")


def test_a_wrong_workspace(doctor: Doctor, office: Callable[..., Office]) -> None:
    desk = office()
    desk.write(units="单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部们\n")
    assert "部们" in one(doctor(desk, code=5)["缺少"], "units.csv")


def test_a_folder_that_is_no_workspace(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    assert "不是工作区" in doctor(Office(tmp_path / "空"))["提示"][-1]


def test_a_year_without_its_days_off(doctor: Doctor) -> None:
    assert "2031年" in one(doctor(day=date(2031, 3, 1))["缺少"], "工作日历")


# --- what the store tells --------------------------------------------------------------------------------------------


def swept(desk: Office, started: datetime | None = None, canaries: tuple[dict[str, Any], ...] = ()) -> None:
    """Put a finished sweep into the store that collected something."""
    at = (started or datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(days=1)).isoformat(
        timespec="seconds"
    )
    with closing(open_store(desk.folder / "var" / "gongkai.db", migrations)) as db:
        db.table("sweeps").insert(
            {"id": 1, "week": "2026-W47", "attempt": 1, "as_of": DAY, "scope": "all", "state": "done", "started_at": at,
             "finished_at": at}
        )  # fmt: skip
        db.table("verdicts").insert(
            {"sweep": 1, "check": "c", "unit": "U", "kind": "site", "key": "k", "id": "i", "verdict": "pass"}
        )
        db.table("canaries").insert_all({"sweep": 1, **row} for row in canaries)


def test_the_last_run(doctor: Doctor, office: Callable[..., Office]) -> None:
    desk = office()
    assert "尚未运行过" in one(doctor(desk)["提示"], "运行")
    assert not (desk.folder / "var" / "gongkai.db").exists(), "looking makes nothing"
    swept(desk)
    assert "2026-W47" in one(doctor(desk)["正常"], "运行")
    assert "已逾期" in one(doctor(desk, day=TODAY + timedelta(days=9))["缺少"], "运行")


def test_the_clock_was_set_back(doctor: Doctor, office: Callable[..., Office]) -> None:
    desk = office()
    swept(desk, datetime(2093, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
    assert "早于最近一次监测" in one(doctor(desk, code=1)["缺少"], "时钟")


def test_a_database_that_is_none(doctor: Doctor, office: Callable[..., Office]) -> None:
    desk = office()
    (desk.folder / "var").mkdir()
    (desk.folder / "var" / "gongkai.db").write_bytes(b"no database at all" * 100)
    assert "gongkai.db" in one(doctor(desk, code=1)["缺少"], "数据库")


@pytest.mark.parametrize(
    ("row", "word", "said"),
    [
        ({"alive": 1, "newest": "2026-11-22"}, "正常", "bird.xml（feed）"),
        ({"alive": 0, "newest": "2026-11-01"}, "缺少", "没有动静，所见最近一条 2026-11-01"),
        ({"alive": 0, "newest": None}, "缺少", "没有动静：请修好"), (None, "提示", "还没有采集过"),
    ],
)  # fmt: skip
def test_canaries(
    row: dict[str, Any] | None, word: str, said: str, doctor: Doctor, office: Callable[..., Office]
) -> None:
    desk = office(district=DISTRICT + FEEDS)
    name = {"source": "feed", "canary": "http://127.0.0.1:9/bird.xml", "platform": "wechat", "outcome": "ok"}
    swept(desk, canaries=({**name, **row},) if row else ())
    assert said in one(doctor(desk)[word], "哨兵")
