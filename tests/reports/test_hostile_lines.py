"""The same hostile texts where no page and no sheet is: terminal, log lines, messages, mail, figures for a monitor."""

from __future__ import annotations

import email
import email.policy
import io
import json
import logging
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families
from sample_district import sample_workspace
from test_report_hostile import HOSTILE, INVISIBLE

from crawler.inspecting import inspect_page
from crawler.logs import JsonLines, PlainLines
from crawler.pages import Answer, read
from crawler.progress import Progress
from reports.lastrun import LastRun
from reports.metrics import write_metrics
from reports.notifying import Message, tell
from reports.text import plain
from rules.faults import Fault, Notice
from rules.text import json_text, legible
from tests.crawler.small_site import Answers, Site

TEXTS = pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
CHINA = ZoneInfo("Asia/Shanghai")
APPRISE = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the library's own, on first use


@given(st.text(max_size=200))
def test_json_says_the_same_and_steers_nothing(text: str) -> None:
    told = json_text({"a": [text]}, 2)
    assert json.loads(told) == {"a": [text]}
    assert not INVISIBLE.search(told.replace("\n", ""))
    told.encode("utf-8")
    assert legible(legible(text)) == legible(text)


@TEXTS
@pytest.mark.parametrize("formatter", [PlainLines(), JsonLines()], ids=["plain", "json"])
def test_a_log_line_stays_one_line(text: str, formatter: logging.Formatter) -> None:
    record = logging.LogRecord("crawler", logging.WARNING, "x.py", 1, "读到 %s", (text,), None)
    line = formatter.format(record)
    assert "\n" not in line
    assert not INVISIBLE.search(line)
    line.encode("utf-8")


@TEXTS
def test_nor_does_a_traceback_steer_a_terminal(text: str) -> None:
    try:
        raise ValueError(text)  # noqa: TRY301 - a traceback is what is wanted
    except ValueError as error:
        record = logging.LogRecord("crawler", logging.ERROR, "x.py", 1, "出错", (), (ValueError, error, None))
    told = PlainLines().format(record)
    assert not INVISIBLE.search(told.replace("\n", ""))
    told.encode("utf-8")


@TEXTS
def test_progress_shows_a_short_line(text: str) -> None:
    out = io.StringIO()
    progress = Progress(out=out)
    progress._last = -1e9
    progress.step("门户·栏目", text, 1, 2)
    assert len(out.getvalue()) < 200
    assert not INVISIBLE.search(out.getvalue().rstrip("\n"))


@TEXTS
def test_faults_and_notices_are_one_line_each(text: str) -> None:
    for line in (str(Fault("units.csv", 2, text, text, "编号")), str(Notice("units.csv", 2, text, text))):
        assert "\n" not in line
        assert not INVISIBLE.search(line)


@TEXTS
def test_inspect_prints_nothing_that_steers(text: str) -> None:
    body = f"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>"
    answer = Answer("http://www.qinghe.example/a", body.encode("utf-8", "replace"), 200, {})
    told = json_text(inspect_page(read(answer, today=date(2026, 11, 22), zone=CHINA, home=None), None), 2)
    assert json.loads(told)["url"] == answer.url
    assert not INVISIBLE.search(told.replace("\n", ""))


@APPRISE
@TEXTS
def test_a_webhook_gets_plain_text(text: str, hook: Site) -> None:
    assert tell((f"json://{hook.netloc}/hook",), Message(text[:999], f"第一行\n{text}"), {}) == ()
    [asked] = [asked for asked in hook.log if asked.method == "POST"]
    told = json.loads(asked.body)
    assert "\n" not in told["title"]
    assert not INVISIBLE.search(told["title"] + told["message"].replace("\n", ""))
    assert len(told["message"]) < 5000


@APPRISE
@pytest.mark.parametrize("text", [one for one in HOSTILE if "\n" in one or "\r" in one or "<" in one])
def test_a_mail_has_the_headers_that_we_gave_it(text: str, post: Post) -> None:
    assert (
        tell(
            (f"mailto://127.0.0.1:{post.port}?from=a@qinghe.example&to=b@qinghe.example",),
            Message(text, text),
            {},
        )
        == ()
    )
    mail = email.message_from_bytes(post.mails[-1], policy=email.policy.default)
    assert mail["Set-Cookie"] is None
    assert mail["Bcc"] is None
    assert "\n" not in mail["Subject"]
    part = mail.get_body(("plain", "html"))
    assert part is not None
    assert part.get_content_type() == "text/plain" or "<script" not in part.get_content()


@TEXTS
def test_figures_for_a_monitor_can_be_read_back(text: str, tmp_path: Path) -> None:
    told = text.encode("utf-8", "replace").decode()[:5000]
    run = LastRun(
        week="2026-W47",
        started_at="2026-11-22T08:00:00+08:00",
        code=3,
        ended_at="2026-11-22T09:00:00+08:00",
        told=told,
    )
    sample = sample_workspace(tmp_path)
    workspace = replace(sample, district=replace(sample.district, name=told))
    workspace.var.mkdir(exist_ok=True)
    page = write_metrics(workspace, None, run, None).read_text("utf-8")
    families = {one.name: one for one in text_string_to_metric_families(page)}
    [sample] = families["gongkai_last_run_exit_code"].samples
    assert (sample.value, sample.labels) == (3, {"district": plain(told)})


# --- somebody who listens ---------------------------------------------------------------------------------------------


@pytest.fixture
def hook() -> Iterator[Site]:
    served = Site()
    served.paths["/hook"] = Answers(b"{}", 200, {"Content-Type": "application/json"})
    served.paths["/hook/"] = served.paths["/hook"]
    yield served
    served.close()


class Post:
    """A mail server on loopback that takes what it is given."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        try:
            while True:
                connection, _ = self._listening.accept()
                with connection, connection.makefile("rwb") as talk:
                    self._take(talk)
        except OSError:
            return

    def _take(self, talk: io.BufferedRWPair) -> None:
        def say(line: bytes) -> None:
            talk.write(line + b"\r\n")
            talk.flush()

        say(b"220 here")
        while word := talk.readline().split(b" ")[0].strip().upper():
            if word == b"DATA":
                say(b"354 go on")
                mail = b""
                while (line := talk.readline()) not in (b".\r\n", b""):
                    mail += line
                self.mails.append(mail)
            say(b"221 gone" if word == b"QUIT" else b"250 well")
            if word == b"QUIT":
                return


@pytest.fixture
def post() -> Iterator[Post]:
    served = Post()
    yield served
    served.close()
