"""The lines that `schedule` prints, run as cron and systemd run them: an empty environment, another folder, no shell's comforts."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import time as clock
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.scheduling import crontab, lines_for, units
from rules.quiet import is_quiet, starts_best
from rules.workspace import load_workspace
from tests.e2e.conftest import DISTRICT, Office, Ran

ANALYZE = shutil.which("systemd-analyze") or ""
NASTY = "青禾 “50%” $HOME `id` 'a' \"b\" \\n; 工作区"


def scheduled(desk: Office, invoke: Callable[..., Ran], *words: str) -> Ran:
    ran = invoke("--workspace", str(desk.folder), "schedule", *words)
    assert ran.code == 0, ran
    return ran


def cron_runs(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What cron does with a line: five fields, and up to the first bare percent sign a command for /bin/sh."""
    fields = line.split(" ", 5)
    assert all(re.fullmatch(r"[\d*]+", field) for field in fields[:5])
    command = re.split(r"(?<!\\)%", fields[5], maxsplit=1)
    assert len(command) == 1, "what stands behind a bare percent sign is no command any more"
    return subprocess.run(
        ["/bin/sh", "-c", command[0].replace("\\%", "%")], cwd=folder, capture_output=True, check=False, timeout=60,
        env={"HOME": str(folder), "LOGNAME": "x", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"},
        text=True, encoding="utf-8",
    )  # fmt: skip


def commands(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("name", [NASTY, "工作区"])
def test_what_cron_runs_finds_its_way(
    name: str, office: Callable[..., Office], invoke: Callable[..., Ran], tmp_path: Path
) -> None:
    """Both lines get as far as the workspace and the variables: the one says that it never ran, the other what is wrong in it."""
    desk = office(name)
    secrets = tmp_path / "密 钥%.env"
    secrets.write_text("GONGKAI_TEST='a b$c'\n", "utf-8")
    secrets.chmod(0o600)
    desk.settings('[notify]\nurls = ["json://127.0.0.1:9/$GONGKAI_TEST"]')
    daily, watch = commands(scheduled(desk, invoke, "--cron", "--secrets", str(secrets)).out)
    ran = cron_runs(watch, tmp_path)
    assert (ran.returncode, ran.stdout) == (1, ""), ran
    assert "环境变量 GONGKAI_TEST 未设置" not in ran.stderr
    assert "没有发出" in ran.stderr, (
        "it never ran, and nobody listens there: the folder and the variable were found"
    )
    desk.write(units="单位代码,单位名称,类别\nZFB,青禾区人民政府办公室,部们\n")
    ran = cron_runs(daily, tmp_path)
    assert ran.returncode == 5, ran
    assert "部们" in ran.stderr
    told = json.loads((desk.folder / "var" / "last_run.json").read_text("utf-8"))
    assert told["code"] == 5


@pytest.mark.parametrize("name", [NASTY, "工作区"])
def test_the_command_of_a_unit_is_read_back_as_it_was_meant(name: str, office: Callable[..., Office]) -> None:
    workspace = load_workspace(office(name).folder)
    lines = lines_for(workspace, ("/opt/开 放/gongkai",))
    printed = units(workspace, lines, None)
    spelt = [
        re.findall(r'"((?:[^"\\]|\\.)*)"', line)
        for line in re.findall(r"^ExecStart=(.*)$", printed, re.MULTILINE)
    ]
    read = [
        tuple(re.sub(r"\\(.)", r"\1", word).replace("%%", "%").replace("$$", "$") for word in words)
        for words in spelt
    ]
    assert read == [line.words for line in lines]


@pytest.mark.skipif(not ANALYZE, reason="systemd is not here")
@pytest.mark.parametrize("name", [NASTY, "工作区"])
def test_systemd_takes_the_units(
    name: str, office: Callable[..., Office], invoke: Callable[..., Ran], tmp_path: Path
) -> None:
    printed = scheduled(office(name), invoke, "--systemd").out
    files = re.findall(r"^# /etc/systemd/system/(\S+)\n(.*?)(?=^# )", printed, re.MULTILINE | re.DOTALL)
    assert [Path(file).suffix for file, _ in files] == [".service", ".timer"] * 2
    for file, text in files:
        (tmp_path / file).write_text(text, "utf-8")
    # It also looks at the machine's own units, which are none of ours.
    checked = subprocess.run(
        [ANALYZE, "verify", "--man=no", "--recursive-errors=no", *(str(tmp_path / file) for file, _ in files)],
        capture_output=True, check=False, timeout=60, text=True, encoding="utf-8",
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    assert not [line for line in checked.stderr.splitlines() if "gongkai-" in line]
    for at in re.findall(r"^OnCalendar=(.*)$", printed, re.MULTILINE):
        subprocess.run([ANALYZE, "calendar", at], check=True, capture_output=True, timeout=60)


def test_two_workspaces_have_units_of_two_names(office: Callable[..., Office]) -> None:
    names = [
        {line.name for line in lines_for(load_workspace(office(name).folder), ("/x",))} for name in ("a", "b")
    ]
    assert len(names[0] | names[1]) == 4


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Etc/GMT+4")
        clock.tzset()
        yield
    clock.tzset()


@pytest.mark.usefixtures("in_berlin")
def test_cron_goes_by_the_machines_clock(office: Callable[..., Office]) -> None:
    workspace = load_workspace(office().folder)
    assert workspace.district.zone == ZoneInfo("Asia/Shanghai")
    daily, watch = commands(crontab(workspace, lines_for(workspace, ("/x",)), None))
    assert daily.startswith("30 20 * * *"), "half past eight, twelve hours away"
    assert watch.startswith("0 6 * * *")


def test_it_says_what_whoever_installs_it_should_know(
    office: Callable[..., Office], invoke: Callable[..., Ran], tmp_path: Path
) -> None:
    desk = office(district=DISTRICT.replace("[render]", 'quiet_hours = ["08:00-17:30"]\n\n[render]'))
    ran = scheduled(desk, invoke, "--cron")
    assert "08:30 改为 17:30" in ran.err
    assert "不会通知任何人" in ran.err
    desk.settings('[notify]\nurls = ["wecombot://$WECOM_KEY"]')
    assert "WECOM_KEY" in scheduled(desk, invoke, "--cron").err
    secrets = tmp_path / "secrets.env"
    secrets.write_text("WECOM_KEY=x\n", "utf-8")
    secrets.chmod(0o644)
    ran = scheduled(desk, invoke, "--cron", "--secrets", str(secrets))
    assert "chmod 600" in ran.err
    assert "WECOM_KEY" not in ran.err
    assert "OnCalendar=*-*-* 17:30:00 Asia/Shanghai" in scheduled(desk, invoke, "--systemd").out
    assert not (desk.folder / "var").exists(), "it prints, and changes nothing"


@pytest.mark.parametrize("words", [(), ("--cron", "--secrets", "/nowhere/secrets.env")])
def test_what_is_asked_wrongly(
    words: tuple[str, ...], office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    assert invoke("--workspace", str(office().folder), "schedule", *words).code == 2


@pytest.mark.parametrize(
    ("name", "quiet", "said"),
    [("a\nb", "[]", "控制字符"), ("a", '["00:00-12:00", "12:00-00:00"]', "全天")],
)
def test_what_no_line_can_do(
    name: str, quiet: str, said: str, office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    desk = office(name, district=DISTRICT.replace("[render]", f"quiet_hours = {quiet}\n\n[render]"))
    ran = invoke("--workspace", str(desk.folder), "schedule", "--cron")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_the_program_is_named_by_a_whole_path(
    office: Callable[..., Office], invoke: Callable[..., Ran]
) -> None:
    daily, _ = commands(scheduled(office(), invoke, "--cron").out)
    words = shlex.split(daily.split(" ", 5)[5])
    begun = next(word for word in words if "=" not in word)
    assert Path(begun).is_absolute()
    assert os.access(begun, os.X_OK)


# --- when it begins --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quiet", "at"),
    [
        ([], "08:30"), (["22:00-06:00"], "08:30"), (["08:00-18:00"], "18:00"), (["09:00-17:30"], "17:30"),
        (["00:00-08:45"], "08:45"), (["20:00-08:30"], "08:30"), (["08:00-07:00"], "07:00"), (["08:30-08:30"], "08:30"),
        (["08:00-12:00", "13:30-17:30"], "17:30"), (["08:00-12:00", "12:00-13:00"], "13:00"),
    ],
)  # fmt: skip
def test_the_best_time_to_begin(quiet: list[str], at: str) -> None:
    spans = [tuple(time.fromisoformat(one) for one in span.split("-")) for span in quiet]
    assert starts_best(time(8, 30), spans) == time.fromisoformat(at)  # type: ignore[arg-type]


TIMES = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))


@given(TIMES, st.lists(st.tuples(TIMES, TIMES), max_size=4))
def test_it_never_begins_in_quiet_hours_and_begins_whenever_it_can(
    usual: time, spans: list[tuple[time, time]]
) -> None:
    at = starts_best(usual, spans)
    if at is None:
        assert all(is_quiet(time(minute // 60, minute % 60), spans) for minute in range(24 * 60))
    else:
        assert not is_quiet(at, spans)
