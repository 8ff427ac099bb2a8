"""Logging: a file per run, warnings on the terminal, JSON lines where they are asked for."""

from __future__ import annotations

import json
import logging
import os
import resource
import stat
import time
from pathlib import Path

import pytest

from crawler import logs

pytestmark = pytest.mark.usefixtures("logging_restored")
LINES = (
    (logging.DEBUG, "看不见的"),
    (logging.INFO, "开始"),
    (logging.WARNING, "警告"),
    (logging.ERROR, "出错"),
)


def speak(name: str = "crawler.test") -> None:
    for level, text in LINES:
        logging.getLogger(name).log(level, "%s", text)


@pytest.mark.parametrize(
    ("quiet", "as_json", "heard"),
    [
        (False, False, ["警告", "出错"]),
        (True, False, ["出错"]),
        (False, True, ["开始", "警告", "出错"]),
        (True, True, ["开始", "警告", "出错"]),
    ],
)
def test_what_the_terminal_hears(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], quiet: bool, as_json: bool, heard: list[str]
) -> None:
    logs.set_up(tmp_path, "sweep-2026-W47", quiet=quiet, as_json=as_json)
    speak()
    said = capsys.readouterr()
    assert said.out == ""
    assert [text for _, text in LINES if text in said.err] == heard


def test_the_file_hears_all_that_is_worth_keeping(tmp_path: Path) -> None:
    path = logs.set_up(tmp_path, "sweep-2026-W47", quiet=True, as_json=False)
    assert path == tmp_path / "logs" / "sweep-2026-W47.log"
    speak()
    kept = path.read_text("utf-8")
    assert [text for _, text in LINES if text in kept] == ["开始", "警告", "出错"]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_second_run_adds_to_the_file_and_speaks_once(tmp_path: Path) -> None:
    for _ in range(2):
        path = logs.set_up(tmp_path, "probe", quiet=True, as_json=False)
        logging.getLogger("crawler.test").error("一次")
    assert path is not None
    assert path.read_text("utf-8").count("一次") == 2


def test_without_a_workspace_there_is_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert logs.set_up(None, "inspect", quiet=False, as_json=False) is None
    speak()
    assert "警告" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["scrapy.core.engine", "twisted", "asyncio", "protego", "py.warnings"])
def test_libraries_speak_of_errors_only(tmp_path: Path, name: str) -> None:
    path = logs.set_up(tmp_path, "sweep", quiet=True, as_json=False)
    speak(name)
    assert path is not None
    assert [text for _, text in LINES if text in path.read_text("utf-8")] == ["出错"]


def test_json_lines_are_one_object_each_whatever_is_said(tmp_path: Path) -> None:
    path = logs.set_up(tmp_path, "sweep", quiet=True, as_json=True)
    logger = logging.getLogger("crawler.test")
    logger.info("两行\n还有\x00\x1b[31m“引号”\u2028 %s", {"a": 1})
    try:
        raise ValueError("坏了\n第二行")  # noqa: TRY301 - a traceback is what is wanted
    except ValueError:
        logger.exception("出错了")
    assert path is not None
    first, second = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    assert first["message"] == "两行\n还有\x00\x1b[31m“引号”\u2028 {'a': 1}"
    assert (first["level"], first["logger"]) == ("INFO", "crawler.test")
    assert "traceback" not in first
    assert second["traceback"].startswith("Traceback")
    assert "坏了" in second["traceback"]
    assert first["at"][10] == "T"
    assert first["at"][-5] in "+-"


def test_a_file_grows_no_further_than_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = {"largest": 2_000, "kept": 2, "days": 200}
    monkeypatch.setattr(logs, "_bounds", lambda: bounds)
    path = logs.set_up(tmp_path, "sweep", quiet=True, as_json=False)
    assert path is not None
    for number in range(500):
        logging.getLogger("crawler.test").info("第%d行", number)
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["sweep.log", "sweep.log.1", "sweep.log.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert "第499行" in path.read_text("utf-8")


def test_files_of_long_ago_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    for name, days in {
        "sweep-2026-W01.log": 300,
        "sweep-2026-W01.log.1": 300,
        "sweep-2026-W40.log": 30,
        "notes.txt": 900,
    }.items():
        (folder / name).touch()
        os.utime(folder / name, (time.time() - days * 86_400,) * 2)
    logs.set_up(tmp_path, "sweep-2026-W47", quiet=True, as_json=False)
    assert {file.name for file in folder.iterdir()} == {
        "sweep-2026-W40.log",
        "sweep-2026-W47.log",
        "notes.txt",
    }


def test_where_no_file_can_be_written_the_terminal_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "logs").write_text("no folder")
    assert logs.set_up(tmp_path, "sweep", quiet=False, as_json=False) is None
    speak()
    assert "出错" in capsys.readouterr().err


def test_a_disk_that_takes_no_more_ends_the_logging_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(tmp_path, "sweep", quiet=True, as_json=False)
    logging.getLogger("crawler.test").info("还有地方")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, before[1]))
    try:
        for _ in range(20):
            logging.getLogger("crawler.test").info("写不下了%s", "x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert capsys.readouterr().err == ""
