"""All 31 accounts of the demo over HTTP: in few questions, without a key left anywhere, and whole after a kill."""

from __future__ import annotations

import gzip
import re
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from demo_oracle import AS_OF, BASE

from demo import Demo, make
from demo.accounts.identity import token_for
from demo.build import write
from tests.crawler.small_site import unused_port
from tests.crawler.small_workspace import Desktop
from tests.demo.serving import accounts_sweep, served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[2]
MOST_QUESTIONS = 400
PASSING = (403, 408, 425, 429)
LEARNED = ("/cgi-bin/stable_token", "/oauth2/refresh_token")
"""Answers that teach a token are asked for anew by every run: they are kept nowhere."""
SOON, LATE = 12, 60


@dataclass(frozen=True)
class Run:
    """A workspace whose accounts were collected, how that ended, and what the platforms were asked."""

    desk: Desktop
    demo: Demo
    code: int
    questions: tuple[str, ...]

    def told(self) -> dict[str, list[dict[str, Any]]]:
        """What came of it, without anything that another run could not repeat."""
        return {
            name: self.desk.table(name)
            for name in ("sources", "posts", "canaries", "incidents", "post_links")
        }


def begin(desk: Desktop, demo: Demo, *options: str) -> subprocess.Popen[bytes]:
    """Start collecting the accounts, with the office's keys."""
    command, around = accounts_sweep(desk.folder, AS_OF, demo.secrets)
    return subprocess.Popen(
        [*command, *options], cwd=ROOT, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def set_up(folder: Path, port: int) -> tuple[Desktop, Demo]:
    """The demo's workspace of a port."""
    demo = make(BASE, as_of=AS_OF, seed=0, port=port, scale=0.02)
    write(demo, folder)
    return Desktop(folder), demo


@pytest.fixture(scope="module")
def port() -> int:
    return unused_port()


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, port: int) -> Run:
    """A run that nothing disturbs."""
    desk, demo = set_up(tmp_path_factory.mktemp("calm"), port)
    with served(demo.site(), port) as site:
        code = begin(desk, demo).wait()
        questions = tuple(site.platforms.questions)
    return Run(desk, demo, code, questions)


def test_every_account_has_its_outcome_and_nobody_is_asked_too_much(calm: Run) -> None:
    assert calm.code == 3  # some are meant to be out of reach
    asked = calm.desk.rows("SELECT DISTINCT account, source FROM sources")
    assert {row["account"] for row in asked} == {account.code for account in calm.demo.world.accounts}
    assert len({row["source"] for row in asked}) == 12
    assert calm.desk.one("SELECT requests FROM sweeps") < MOST_QUESTIONS
    assert len(calm.questions) < MOST_QUESTIONS
    assert calm.desk.rows("SELECT * FROM incidents") == []


def test_every_platform_was_asked(calm: Run) -> None:
    hosts = {question.split(" ")[1].split("/")[1] for question in calm.questions}
    assert hosts == {
        "api.weixin.qq.com", "mp.weixin.qq.com", "api.weibo.com", "m.weibo.cn", "open.douyin.com", "www.douyin.com",
        "open.kuaishou.com", "www.toutiao.com", "itunes.apple.com",
    }  # fmt: skip


def test_no_key_is_left_anywhere(calm: Run) -> None:
    """Neither the office's keys nor the tokens that they opened; the questions prove that all were used."""
    sent = "\n".join(calm.questions)
    tokens = set(re.findall(r"access_token=([^&\s]+)", sent)) | {
        token_for(account) for account in calm.demo.world.accounts if "douyin_api" in account.sources
    }
    handles = {account.handle for account in calm.demo.world.accounts}
    parts = {
        part
        for value in calm.demo.secrets.values()
        for part in (value, *re.split(r"[:;=\s]+", value))
        if len(part) >= 8 and part not in handles
    }
    assert len(tokens) >= 8
    assert len(parts) >= 15
    left = b"\n".join(
        _bytes(path) for path in sorted(calm.desk.folder.joinpath("var").rglob("*")) if path.is_file()
    )
    assert b"~~DEMO_WX01.token~~" in left
    for secret in tokens | parts:
        for form in (secret, quote(secret, safe="")):
            assert form.encode() not in left, form


def _bytes(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


@pytest.mark.soak
@pytest.mark.parametrize("moment", [SOON, LATE])
def test_a_run_that_was_killed_goes_on_where_it_was(
    calm: Run, port: int, tmp_path: Path, moment: int
) -> None:
    """Nothing that was stored is asked for again, and what comes of both is what comes of one."""
    desk, demo = set_up(tmp_path, port)
    with served(demo.site(), port) as site:
        first = begin(desk, demo)
        deadline = time.monotonic() + 300
        while len(site.platforms.questions) < moment and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        first.send_signal(signal.SIGKILL)
        assert first.wait() == -signal.SIGKILL
        stored = _stored(desk)
        assert stored
        assert begin(desk, demo).wait() == 3
        questions = tuple(site.platforms.questions)
    assert desk.one("SELECT count(*) FROM sweeps") == 1
    assert desk.one("SELECT replayed FROM sweeps") > 0
    assert {key: at for key, at in _stored(desk).items() if key in stored} == stored
    again = Run(desk, demo, 3, questions)
    assert again.told() == calm.told()


def _stored(desk: Desktop) -> dict[str, str]:
    """When each answer that needs no second try was stored."""
    rows = desk.rows(
        "SELECT key, url, fetched_at, coalesce(http_status, 200) AS status FROM fetches WHERE capture IS NOT NULL"
    )
    return {
        row["key"]: row["fetched_at"]
        for row in rows
        if row["status"] < 500 and row["status"] not in PASSING and not row["url"].endswith(LEARNED)
    }
